//! Campaigns: their figures are those of hazards and inspections, and nobody chooses who is looked at again.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError, CampaignPage};
use desk::*;
use domain::access::Role;
use domain::hazard::HAZARD;
use domain::matter::{CAMPAIGN_PHASE, CAMPAIGN_PLAN, MatterError};
use domain::register::{Record, RecordError};

impl Desk {
    async fn found(&self, unit: &str, summary: &str, category: &str, found_on: &str, level: &str) -> Record {
        let photo = self.photo().await;
        let given = [
            ("summary", summary),
            ("spot", "一楼"),
            ("category", category),
            ("level", level),
            ("found_on", found_on),
            ("due", found_on),
            ("rectifier", "物业公司"),
            ("photos_before", photo.as_str()),
            ("photos_after", photo.as_str()),
        ];
        self.enter(&clerk(), HAZARD, entered(unit, &given)).await.expect("a hazard")
    }

    async fn page(&self, act: &Act, plan: &Record) -> Result<CampaignPage, AppError> {
        let mut tx = self.db.read().await?;
        app::campaign_page(&mut tx, &act.caller, &self.catalogue, plan.id, today()).await
    }
}

#[tokio::test]
async fn figures_are_counted_inside_span_categories_and_territory_unit_by_unit() {
    for desk in &desks().await.each {
        let given = [
            ("name", "燃气专项整治"),
            ("topic", "gas"),
            ("starts_on", "2026-02-01"),
            ("ends_on", "2026-06-30"),
            ("categories", "gas"),
            ("look_back", "5"),
        ];
        let plan = desk.enter(&clerk(), CAMPAIGN_PLAN, entered("滨江街道", &given)).await.expect("a plan");
        desk.found("东湖社区", "软管老化", "gas", "2026-02-10", "general").await;
        desk.found("东湖社区", "调压箱泄漏", "gas", "2026-02-11", "major").await;
        let west = desk.found("西山社区", "瓶组间堆物", "gas", "2026-02-12", "general").await;
        desk.found("西山社区", "灭火器过期", "fire", "2026-02-12", "general").await;
        desk.found("西山社区", "上一年的", "gas", "2026-01-31", "general").await;
        let done =
            desk.step(&clerk(), &west, "submit", &[("rectified_on", "2026-02-20")]).await.expect("submitted");
        desk.step(&clerk(), &done, "close", &[("rechecker", "李四")]).await.expect("closed");
        let place = [("name", "某饭店"), ("kinds", "restaurant")];
        let place = desk.enter(&clerk(), "site", entered("东湖社区", &place)).await.expect("a site");
        let site = place.id.to_string();
        let visit = [
            ("site", site.as_str()),
            ("topic", "燃气检查"),
            ("kind", "campaign"),
            ("inspected_on", "2026-02-09"),
        ];
        desk.enter(&clerk(), "inspection", entered("东湖社区", &visit)).await.expect("a visit");

        let page = desk.page(&clerk(), &plan).await.expect("a page");
        let row = |name: &str| {
            let row = page.rows.iter().find(|row| row.name == name).expect("a row");
            [row.inspections, row.found, row.major, row.closed, row.overdue].map(|tally| tally.count)
        };
        assert_eq!(row("滨江街道"), [1, 3, 1, 1, 2]);
        assert_eq!(row("东湖社区"), [1, 2, 1, 0, 2]);
        assert_eq!(row("西山社区"), [0, 1, 0, 1, 0]);
        assert_eq!(page.drawn.iter().map(|one| one.record.id).collect::<Vec<_>>(), [west.id]);
        assert!(!page.drawn[0].is_seen);
        let elsewhere = act_of(5, "r", &[post(Role::Clerk, 3, None)]);
        assert!(matches!(desk.page(&elsewhere, &plan).await, Err(AppError::NotFound(_))));
    }
}

#[tokio::test]
async fn a_campaign_is_accepted_once_every_phase_is_done_and_was_looked_back_on() {
    for desk in &desks().await.each {
        let given = [
            ("name", "自建房整治"),
            ("topic", "housing"),
            ("starts_on", "2026-02-01"),
            ("ends_on", "2026-03-31"),
        ];
        let plan = desk.enter(&clerk(), CAMPAIGN_PLAN, entered("滨江街道", &given)).await.expect("a plan");
        let id = plan.id.to_string();
        let phase = |phase: &'static str, due: &'static str| {
            vec![
                ("name", "自建房整治"),
                ("topic", "housing"),
                ("phase", phase),
                ("due", due),
                ("plan", id.as_str()),
            ]
        };
        let screen = entered("滨江街道", &phase("screen", "2026-02-28"));
        let screen = desk.enter(&clerk(), CAMPAIGN_PHASE, screen).await.expect("a phase");
        let rectify = entered("滨江街道", &phase("rectify", "2026-03-31"));
        let rectify = desk.enter(&clerk(), CAMPAIGN_PHASE, rectify).await.expect("a phase");
        let running = desk.step(&clerk(), &plan, "start", &[]).await.expect("begun");
        let page = desk.page(&clerk(), &running).await.expect("a page");
        let hastes: Vec<&str> = page.phases.iter().map(|(_, haste)| haste.as_str()).collect();
        assert_eq!(hastes, ["overdue", "calm"]);
        let early = desk.step(&clerk(), &running, "evaluate", &[]).await.expect_err("refused");
        assert!(
            matches!(early, AppError::Record(RecordError::Matter(MatterError::PhasesOpen(2)))),
            "{early:?}"
        );
        desk.step(&clerk(), &screen, "complete", &[]).await.expect("done");
        desk.step(&clerk(), &rectify, "cancel", &[]).await.expect("cancelled");
        let evaluated = desk.step(&clerk(), &running, "evaluate", &[]).await.expect("evaluated");
        let bare = desk.step(&clerk(), &evaluated, "accept", &[]).await.expect_err("refused");
        assert!(matches!(bare, AppError::Record(RecordError::Fields(_))), "{bare:?}");
        let look = [
            ("acceptance", "同意"),
            ("look_back_on", "2026-03-04"),
            ("look_back_result", "抽查一处，无反弹"),
        ];
        let accepted = desk.step(&clerk(), &evaluated, "accept", &look).await.expect("accepted");
        assert_eq!(accepted.date("accepted_on"), Some(today()));
    }
}
