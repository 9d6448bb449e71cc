//! What goes up to leaders: narrowed by their lines, where they hold any, on both engines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Entered, Why};
use desk::*;
use domain::access::{Charge, Post, Role};
use domain::hazard::HAZARD;
use uuid::Uuid;

impl Desk {
    /// Hazards that have been overdue for long enough to go up to a leader: two in the east, one of them of traffic, and one of
    /// traffic in the west.
    async fn overdue(&self) {
        for (unit, sector, summary) in [
            ("东湖社区", "fire", "东湖消防"),
            ("东湖社区", "traffic", "东湖交通"),
            ("西山社区", "traffic", "西山交通"),
        ] {
            let fields = [
                ("summary", summary),
                ("spot", "某处"),
                ("category", "fire"),
                ("found_on", "2026-01-05"),
                ("rectifier", "某鞋厂"),
                ("due", "2026-02-10"),
            ];
            let found = Entered { sector: Some(sector.to_owned()), ..entered(unit, &fields) };
            self.enter(&clerk(), HAZARD, found).await.expect("entered");
        }
    }

    /// Titles of what went up to somebody with these posts.
    async fn escalated(&self, posts: &[Post]) -> Vec<String> {
        let caller = act_of(1, "r", posts).caller;
        let mut tx = self.db.read().await.expect("a transaction");
        let todo = app::todo(&mut tx, &caller, &self.catalogue, today()).await.expect("a list");
        let up = todo.items.into_iter().filter(|item| item.why == Why::Escalated);
        let mut titles: Vec<String> = up.map(|item| item.title).collect();
        titles.sort();
        titles
    }
}

#[tokio::test]
async fn a_leader_hears_of_what_lies_on_his_lines_and_one_without_lines_of_all() {
    for desk in &desks().await.each {
        desk.overdue().await;
        let zhao = desk.somebody(78, "赵一", Role::Leader, 1).await;
        let qian = desk.somebody(79, "钱二", Role::Leader, 1).await;
        let sun = desk.somebody(80, "孙三", Role::Leader, 1).await;
        desk.line(90, &zhao, Charge::Place(Uuid::from_u128(2))).await;
        desk.line(91, &qian, Charge::Sector("traffic".to_owned())).await;
        assert_eq!(desk.escalated(&[zhao]).await, ["东湖交通", "东湖消防"], "whatever lies in the place");
        assert_eq!(desk.escalated(&[qian]).await, ["东湖交通", "西山交通"], "the sector, wherever it lies");
        assert_eq!(desk.escalated(&[sun]).await, ["东湖交通", "东湖消防", "西山交通"]);
    }
}

#[tokio::test]
async fn lines_of_a_leader_do_not_narrow_what_the_same_person_hears_as_a_clerk() {
    for desk in &desks().await.each {
        desk.overdue().await;
        let leader = desk.somebody(78, "赵一", Role::Leader, 1).await;
        desk.line(90, &leader, Charge::Place(Uuid::from_u128(3))).await;
        assert_eq!(desk.escalated(std::slice::from_ref(&leader)).await, ["西山交通"]);
        let clerk = post(Role::Clerk, 1, None);
        assert_eq!(desk.escalated(&[leader, clerk]).await, ["东湖交通", "东湖消防", "西山交通"]);
    }
}
