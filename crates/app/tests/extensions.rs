//! Extensions and judgements of hazards through their actions, on both engines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, Answer, AppError, JudgingInput};
use chrono::NaiveDate;
use desk::*;
use domain::access::Role;
use domain::hazard::{
    Extension, ExtensionError, Group, HAZARD, Judged, JudgedError, Judgement, Level, Verdict,
};
use domain::register::Record;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Somebody else than the clerk.
fn head() -> Act {
    act_of(77, "head", &[post(Role::CommunityHead, 2, None)])
}

impl Desk {
    async fn hazard(&self, found_on: &str, due: &str) -> Record {
        let fields = [
            ("summary", "二楼疏散通道堆物"),
            ("spot", "某鞋厂二楼"),
            ("category", "fire"),
            ("found_on", found_on),
            ("rectifier", "某鞋厂"),
            ("due", due),
        ];
        self.enter(&clerk(), HAZARD, entered("东湖社区", &fields)).await.expect("entered")
    }

    async fn ask(&self, act: &Act, hazard: &Record, to: &str) -> Result<Extension, AppError> {
        let mut tx = self.db.write().await?;
        let of = (hazard.id, hazard.version);
        let asked = app::ask_extension(&mut tx, act, &self.catalogue, of, (day(to), "设备未到货")).await?;
        tx.commit().await?;
        Ok(asked)
    }

    async fn decide(
        &self,
        act: &Act,
        one: &Extension,
        version: i64,
        verdict: Verdict,
    ) -> Result<Extension, AppError> {
        let mut tx = self.db.write().await?;
        let answer = Answer { verdict, answer: "请加快".to_owned() };
        let decided = app::decide_extension(&mut tx, act, &self.catalogue, (one.id, version), answer).await?;
        tx.commit().await?;
        Ok(decided)
    }

    async fn judge(
        &self,
        act: &Act,
        hazard: &Record,
        level: Level,
        ticked: &[&str],
    ) -> Result<Judged, AppError> {
        let mut tx = self.db.write().await?;
        let input = JudgingInput {
            criteria: Some("fire-2017".to_owned()),
            place: Group::Crowded,
            ticked: ticked.iter().map(|clause| (*clause).to_owned()).collect(),
            level,
            basis: String::new(),
            reason: "集体讨论决定".to_owned(),
            participants: "张三、李四、王五".to_owned(),
        };
        let judged =
            app::judge_hazard(&mut tx, act, &self.catalogue, (hazard.id, hazard.version), input).await?;
        tx.commit().await?;
        Ok(judged)
    }

    async fn now(&self, id: Uuid) -> Record {
        let mut tx = self.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.catalogue, HAZARD).await.expect("the register");
        tx.record(id).await.expect("read").expect("it stands").read(&register)
    }

    async fn page(&self, act: &Act, id: Uuid) -> app::HazardPage {
        let mut tx = self.db.read().await.expect("a transaction");
        app::hazard_page(&mut tx, &act.caller, &self.catalogue, id, today()).await.expect("a page")
    }
}

fn refused(error: AppError) -> ExtensionError {
    match error {
        AppError::Extension(error) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_deadline_moves_by_an_extension_that_another_grants_and_who_set_it_is_named() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("2026-03-02", "2026-03-20").await;
        assert!(desk.page(&head(), hazard.id).await.may_ask);
        let asked = desk.ask(&head(), &hazard, "2026-04-20").await.expect("asked");
        assert_eq!((asked.from, asked.set_by), (day("2026-03-20"), Some(clerk().caller.user_id)));
        let twice = desk.ask(&head(), &hazard, "2026-04-21").await.expect_err("refused");
        assert_eq!(refused(twice), ExtensionError::Pending);
        let own = desk.decide(&head(), &asked, 0, Verdict::Granted).await.expect_err("refused");
        assert_eq!(refused(own), ExtensionError::ByAsker);
        let page = desk.page(&clerk(), hazard.id).await;
        assert!(page.may_decide && !page.may_ask);
        desk.decide(&clerk(), &asked, 0, Verdict::Granted).await.expect("granted");
        let moved = desk.now(hazard.id).await;
        assert_eq!((moved.date("due"), moved.version), (Some(day("2026-04-20")), 1));
        let again = desk.decide(&clerk(), &asked, 1, Verdict::Refused).await.expect_err("refused");
        assert_eq!(refused(again), ExtensionError::Decided);
        let page = desk.page(&head(), hazard.id).await;
        assert_eq!(page.extensions.iter().map(|one| one.verdict).collect::<Vec<_>>(), [Verdict::Granted]);
        assert_eq!(page.set_by, Some(clerk().caller.user_id), "who granted it set the new one");
    }
}

#[tokio::test]
async fn a_refusal_leaves_the_deadline_and_an_undo_does_not_take_a_grant_back() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("2026-03-02", "2026-03-20").await;
        let asked = desk.ask(&head(), &hazard, "2026-04-20").await.expect("asked");
        desk.decide(&clerk(), &asked, 0, Verdict::Refused).await.expect("refused");
        assert_eq!(desk.now(hazard.id).await.version, 0);
        let asked = desk.ask(&head(), &hazard, "2026-04-01").await.expect("asked again");
        let granting = act("granting", Role::Clerk);
        desk.decide(&granting, &asked, 0, Verdict::Granted).await.expect("granted");
        let mut tx = desk.db.write().await.expect("a transaction");
        let undone = app::undo(&mut tx, &clerk(), &desk.catalogue, "granting").await.expect("looked at");
        assert_eq!((undone.undone, undone.left), (0, vec![hazard.id]));
    }
}

#[tokio::test]
async fn who_does_not_see_a_hazard_is_not_told_of_its_extensions() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("2026-03-02", "2026-03-20").await;
        let asked = desk.ask(&head(), &hazard, "2026-04-20").await.expect("asked");
        let next = act_of(78, "r", &[post(Role::CommunityHead, 3, None)]);
        let ask = desk.ask(&next, &hazard, "2026-04-20").await;
        assert!(matches!(ask, Err(AppError::NotFound(_))), "{ask:?}");
        let decide = desk.decide(&next, &asked, 0, Verdict::Granted).await;
        assert!(matches!(decide, Err(AppError::NotFound("extension"))), "{decide:?}");
        let mut tx = desk.db.read().await.expect("a transaction");
        let page = app::hazard_page(&mut tx, &next.caller, &desk.catalogue, hazard.id, today()).await;
        assert!(matches!(page, Err(AppError::NotFound(_))));
    }
}

#[tokio::test]
async fn an_extension_of_a_major_hazard_counts_working_days_and_says_which_year_is_not_known() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("2026-03-02", "2026-03-31").await;
        desk.judge(&clerk(), &hazard, Level::Major, &["6.4"]).await.expect("judged");
        let hazard = desk.now(hazard.id).await;
        // 5 March: from 4 to 31 March there are twenty working days
        assert_eq!(desk.page(&head(), hazard.id).await.ask_by, Some(Ok(day("2026-03-03"))));
        let late = desk.ask(&head(), &hazard, "2026-04-20").await.expect_err("refused");
        assert_eq!(refused(late), ExtensionError::TooLate(day("2026-03-03")));
        let next_year = desk.hazard("2026-02-02", "2027-01-20").await;
        desk.judge(&clerk(), &next_year, Level::Major, &["6.4"]).await.expect("judged");
        let next_year = desk.now(next_year.id).await;
        let unknown = desk.ask(&head(), &next_year, "2027-02-01").await.expect_err("refused");
        assert_eq!(refused(unknown).code(), "calendar.year_unknown");
    }
}

#[tokio::test]
async fn the_program_proposes_a_person_decides_and_both_are_kept() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("2025-10-20", "2026-03-20").await;
        let page = desk.page(&clerk(), hazard.id).await;
        assert_eq!(page.criteria.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["fire-2017"]);
        assert!(page.may_judge);
        let three = ["7.3.1", "7.3.9", "7.5"];
        let judged = desk.judge(&clerk(), &hazard, Level::Major, &three).await.expect("judged");
        assert_eq!(judged.proposal, Some(Judgement::Major(three.map(str::to_owned).to_vec())));
        let major = desk.now(hazard.id).await;
        let text = |field: &str| major.values.get(field).map(|value| value.texts().join(""));
        assert_eq!(text("level").as_deref(), Some("major"));
        assert_eq!(text("basis").as_deref(), Some("GB 35181-2017 第7.3.1、7.3.9、7.5条"));
        let back =
            desk.change(&clerk(), &major, entered("", &[("level", "general")])).await.expect_err("refused");
        assert_eq!(back.code(), "hazard.level_by_judgement");
        desk.judge(&clerk(), &major, Level::General, &["7.3.1"]).await.expect("judged anew");
        let page = desk.page(&clerk(), hazard.id).await;
        assert_eq!(
            page.judgements.iter().map(|one| one.level).collect::<Vec<_>>(),
            [Level::Major, Level::General]
        );
        let worker = act_of(79, "r", &[post(Role::GridWorker, 2, None)]);
        let now = desk.now(hazard.id).await;
        let by_worker = desk.judge(&worker, &now, Level::General, &[]).await;
        assert!(matches!(by_worker, Err(AppError::Judged(JudgedError::NotYours))), "{by_worker:?}");
        let stale = desk.judge(&clerk(), &hazard, Level::General, &[]).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
    }
}

#[tokio::test]
async fn a_hazard_found_under_the_new_edition_gets_it_and_nothing_is_proposed_while_it_is_open() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("2026-03-02", "2026-03-20").await;
        let page = desk.page(&clerk(), hazard.id).await;
        let [edition] = &page.criteria[..] else { panic!("{:?}", page.criteria) };
        assert_eq!(edition.standard, "GB 35181-2025");
        let caller = clerk().caller;
        let proposed =
            app::proposal(&caller, &desk.catalogue, &edition.code, Group::Crowded, &[]).expect("asked");
        assert!(matches!(proposed, Judgement::Open(_)), "{proposed:?}");
    }
}

#[tokio::test]
async fn what_was_closed_before_at_the_same_site_is_proposed_as_found_again_and_what_is_open_as_entered_twice()
 {
    for desk in &desks().await.each {
        let named = [("name", "某鞋厂"), ("kinds", "workshop")];
        let site = desk.enter(&clerk(), "site", entered("东湖社区", &named)).await.expect("a site");
        let site = site.id.to_string();
        let hazard = async |spot: &str, state: &str, found_on: &str, category: &str| {
            let fields = [
                ("summary", spot),
                ("spot", spot),
                ("category", category),
                ("site", site.as_str()),
                ("found_on", found_on),
                ("rectified_on", if state == "closed" { "2026-02-10" } else { "" }),
                ("closed_on", if state == "closed" { "2026-02-11" } else { "" }),
            ];
            let mut tx = desk.db.write().await.expect("a transaction");
            let mut resolver = desk.resolver(&mut tx, &clerk(), HAZARD).await;
            let begun =
                app::History::begin(&mut tx, &clerk(), &mut resolver, entered("东湖社区", &fields)).await;
            let mut begun = begun.expect("entered");
            begun.record.state = state.to_owned();
            let register = resolver.shared_register();
            let kept = app::keep_histories(&mut tx, &counting(), &register, vec![begun]).await.expect("kept");
            tx.commit().await.expect("durable");
            kept[0].id
        };
        let closed = hazard("楼梯间", "closed", "2026-02-01", "fire").await;
        hazard("配电箱", "closed", "2026-02-01", "electric").await;
        let first = hazard("二楼", "open", "2026-03-01", "fire").await;
        let second = hazard("二楼走道", "open", "2026-03-02", "fire").await;
        let page = desk.page(&clerk(), second).await;
        let ids = |alike: &[app::Alike]| alike.iter().map(|one| one.record.id).collect::<Vec<_>>();
        assert_eq!((ids(&page.repeats), ids(&page.twins)), (vec![closed], vec![first]));
        assert!(desk.page(&clerk(), first).await.twins.is_empty(), "the first stays");
        let record = desk.now(second).await;
        let linked = [("repeats", closed.to_string())];
        let linked = linked.each_ref().map(|(field, id)| (*field, id.as_str()));
        desk.change(&clerk(), &record, entered("", &linked)).await.expect("linked");
        assert!(desk.page(&clerk(), second).await.repeats.is_empty(), "it says which");
    }
}
