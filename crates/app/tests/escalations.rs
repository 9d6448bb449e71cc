//! What went up is told to the groups of its unit and of those above, once for each rule and deadline, on both engines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::Answer;
use chrono::{DateTime, Utc};
use desk::*;
use domain::access::{Charge, Role};
use domain::hazard::{HAZARD, Verdict};
use domain::message::Occasion;
use domain::register::Record;
use uuid::Uuid;

const CLERK_RULE: &str = "依据：一般隐患超期 3 天升级到安办专干，无统一规定，按本单位工作制度填写";

/// Eight in the morning of a day in China.
fn morning(day: &str) -> DateTime<Utc> {
    format!("{day}T00:00:00Z").parse().expect("a moment")
}

impl Desk {
    async fn overdue(&self, unit: &str, summary: &str, due: &str, more: &[(&str, &str)]) -> Record {
        let fields = [
            ("summary", summary),
            ("spot", "某鞋厂"),
            ("category", "fire"),
            ("found_on", "2026-02-01"),
            ("rectifier", "某鞋厂"),
            ("due", due),
        ];
        let fields = [&fields[..], more].concat();
        self.enter(&clerk(), HAZARD, entered(unit, &fields)).await.expect("entered")
    }

    /// What a server does in the morning of a day. Gives how many messages go.
    async fn tell(&self, day: &str) -> usize {
        let mut tx = self.db.write().await.expect("a transaction");
        let sent = app::send_escalations(&mut tx, &self.catalogue, morning(day)).await.expect("told");
        tx.commit().await.expect("durable");
        sent
    }
}

#[tokio::test]
async fn a_hazard_is_told_on_the_day_it_goes_up_once_for_each_rule() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Escalation).await;
        desk.overdue("东湖社区", "电线老化", "2026-03-02", &[]).await;
        assert_eq!(desk.tell("2026-03-04").await, 0, "two days are not three");
        assert_eq!(desk.tell("2026-03-05").await, 1);
        let [told] = &desk.heard(1).await[..] else { panic!("one message") };
        assert_eq!(told.title, "升级：滨江街道 1 条隐患超期未整改");
        let line = "东湖社区：电线老化，一般隐患超期 3 天，升级到安办专干";
        assert_eq!(told.body, format!("{line}\n{CLERK_RULE}"));
        assert_eq!(told.path, format!("/hazards?list=duties&unit={}&when=overdue", Uuid::from_u128(1)));
        for day in ["2026-03-05", "2026-03-06", "2026-03-11"] {
            assert_eq!(desk.tell(day).await, 0, "{day}");
        }
        assert_eq!(desk.tell("2026-03-12").await, 1);
        let body = desk.heard(1).await.remove(0).body;
        assert!(body.starts_with("东湖社区：电线老化，一般隐患超期 10 天，升级到领导\n"), "{body}");
    }
}

#[tokio::test]
async fn what_ran_out_before_a_rule_was_followed_is_not_told_all_at_once() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Escalation).await;
        for (n, due) in ["2026-02-10", "2026-02-20", "2026-03-01"].iter().enumerate() {
            desk.overdue("东湖社区", &format!("旧账{n}"), due, &[]).await;
        }
        assert_eq!(desk.tell("2026-03-05").await, 0);
        assert_eq!(desk.tell("2026-03-06").await, 0, "nor later");
    }
}

#[tokio::test]
async fn days_on_which_no_server_ran_are_made_up_for_in_one_message() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Escalation).await;
        for day in ["2026-03-03", "2026-03-05", "2026-03-06"] {
            desk.overdue("东湖社区", &format!("到{day}"), day, &[]).await;
        }
        assert_eq!(desk.tell("2026-03-05").await, 0);
        assert_eq!(desk.tell("2026-03-08").await, 1);
        let told = desk.heard(1).await.remove(0);
        assert_eq!(told.title, "升级：滨江街道 2 条隐患超期未整改");
        let first = "东湖社区：到2026-03-03，一般隐患超期 5 天，升级到安办专干";
        assert!(told.body.starts_with(first), "what waits longest stands first: {}", told.body);
        assert!(!told.body.contains("到2026-03-06"), "{}", told.body);
    }
}

#[tokio::test]
async fn one_that_is_sent_back_after_its_deadline_is_told_the_next_morning() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Escalation).await;
        let photo = desk.photo().await;
        let photos = [("photos_before", photo.as_str()), ("photos_after", photo.as_str())];
        let hazard = desk.overdue("东湖社区", "电线老化", "2026-02-28", &photos).await;
        let submitted = desk.step(&clerk(), &hazard, "submit", &[]).await.expect("submitted");
        assert_eq!(desk.tell("2026-03-01").await, 0);
        assert_eq!(desk.tell("2026-03-03").await, 0, "its day, but it waits for a look");
        desk.step(&clerk(), &submitted, "reject", &[("opinion", "未换线")]).await.expect("sent back");
        assert_eq!(desk.tell("2026-03-06").await, 1);
        let body = desk.heard(1).await.remove(0).body;
        assert!(body.starts_with("东湖社区：电线老化，一般隐患超期 6 天，升级到安办专干"), "{body}");
        assert_eq!(desk.tell("2026-03-07").await, 0);
    }
}

#[tokio::test]
async fn a_deadline_that_was_extended_and_runs_out_again_is_told_again() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Escalation).await;
        let hazard = desk.overdue("东湖社区", "电线老化", "2026-03-20", &[]).await;
        assert_eq!(desk.tell("2026-03-23").await, 1);
        let mut tx = desk.db.write().await.expect("a transaction");
        let head = act_of(77, "head", &[post(Role::CommunityHead, 2, None)]);
        let (of, to) = ((hazard.id, hazard.version), "2026-04-20".parse().expect("a day"));
        let asked = app::ask_extension(&mut tx, &head, &desk.catalogue, of, (to, "设备未到货")).await;
        let (of, verdict) = ((asked.expect("asked").id, hazard.version), Verdict::Granted);
        let granted = Answer { verdict, answer: "请加快".to_owned() };
        app::decide_extension(&mut tx, &clerk(), &desk.catalogue, of, granted).await.expect("granted");
        tx.commit().await.expect("durable");
        assert_eq!(desk.tell("2026-04-01").await, 0);
        assert_eq!(desk.tell("2026-04-23").await, 1);
    }
}

#[tokio::test]
async fn the_groups_of_the_unit_and_above_hear_of_several_at_once_the_gravest_by_name() {
    for desk in &desks().await.each {
        for unit in 1..=3 {
            desk.group(unit, Occasion::Escalation).await;
        }
        for n in 1..=6 {
            desk.overdue("东湖社区", &format!("隐患{n}"), "2026-03-02", &[]).await;
        }
        desk.overdue("东湖社区", "消防设施瘫痪", "2026-03-04", &[("level", "major")]).await;
        assert_eq!(desk.tell("2026-03-05").await, 2, "one message to each group, none to the next community");
        let (street, east) = (desk.heard(1).await.remove(0), desk.heard(2).await.remove(0));
        assert_eq!(street.title, "升级：滨江街道 7 条隐患超期未整改");
        assert_eq!(east.title, "升级：东湖社区 7 条隐患超期未整改");
        assert_eq!(street.body, east.body);
        let lines: Vec<&str> = street.body.lines().collect();
        assert_eq!(lines[0], "东湖社区：消防设施瘫痪，重大隐患超期 1 天，升级到安办专干、领导");
        let named = lines.iter().filter(|line| line.starts_with("东湖社区：")).count();
        assert_eq!((named, lines[5]), (5, "另有 2 条"));
        let major = |role| format!("依据：重大隐患超期 1 天升级到{role}，无统一规定，按本单位工作制度填写");
        assert_eq!(lines[6..], [CLERK_RULE, &major("安办专干"), &major("领导")]);
        assert!(desk.heard(3).await.is_empty());
    }
}

#[tokio::test]
async fn a_message_names_who_leads_the_hazard() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Escalation).await;
        let zhao = desk.somebody(78, "赵一", Role::Leader, 1).await;
        desk.line(90, &zhao, Charge::Place(Uuid::from_u128(2))).await;
        desk.overdue("东湖社区", "甲", "2026-03-02", &[("leader", "王五")]).await;
        desk.overdue("东湖社区", "乙", "2026-03-02", &[]).await;
        desk.overdue("西山社区", "丙", "2026-03-02", &[]).await;
        assert_eq!(desk.tell("2026-03-05").await, 1);
        let body = desk.heard(1).await.remove(0).body;
        for line in [
            "东湖社区：甲，一般隐患超期 3 天，升级到安办专干，挂钩领导：王五",
            "东湖社区：乙，一般隐患超期 3 天，升级到安办专干，挂钩领导：赵一",
            "西山社区：丙，一般隐患超期 3 天，升级到安办专干",
        ] {
            assert!(body.lines().any(|told| told == line), "{line}: {body}");
        }
    }
}

#[tokio::test]
async fn a_group_that_did_not_choose_it_hears_nothing_and_one_that_is_made_later_nothing_old() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Urgent).await;
        desk.overdue("东湖社区", "电线老化", "2026-03-03", &[]).await;
        assert_eq!(desk.tell("2026-03-06").await, 0);
        desk.group(2, Occasion::Escalation).await;
        assert_eq!(desk.tell("2026-03-07").await, 0);
    }
}

#[tokio::test]
async fn two_servers_at_once_tell_it_once() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Escalation).await;
        desk.overdue("东湖社区", "电线老化", "2026-03-02", &[]).await;
        let (one, other) = tokio::join!(desk.tell("2026-03-05"), desk.tell("2026-03-05"));
        assert_eq!(one + other, 1);
    }
}
