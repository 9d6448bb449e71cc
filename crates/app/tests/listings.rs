//! Listed hazards through the actions that keep records: what a move of a listing does to its hazard, who waits for what.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError};
use desk::*;
use domain::access::Role;
use domain::hazard::{HAZARD, Verdict};
use domain::matter::{LISTING, LISTING_REPORT, MatterError, MatterWait};
use domain::message::Occasion;
use domain::register::{Record, RecordError};
use domain::todo::Haste;
use store::Tx;
use uuid::Uuid;

fn officer() -> Act {
    act_of(77, "officer", &[post(Role::DepartmentOfficer, 1, None)])
}

fn why(error: AppError) -> MatterError {
    match error {
        AppError::Record(RecordError::Matter(error)) => error,
        other => panic!("{other:?}"),
    }
}

impl Desk {
    async fn hazard(&self) -> Record {
        let photo = self.photo().await;
        let found = [
            ("summary", "商住楼消防设施瘫痪"),
            ("spot", "某商住楼"),
            ("category", "fire"),
            ("found_on", "2026-02-02"),
            ("rectifier", "物业公司"),
            ("due", "2026-03-20"),
            ("photos_before", photo.as_str()),
            ("photos_after", photo.as_str()),
        ];
        self.enter(&clerk(), HAZARD, entered("东湖社区", &found)).await.expect("a hazard")
    }

    async fn proposed(&self, hazard: &Record) -> Result<Record, AppError> {
        let id = hazard.id.to_string();
        let fields = [("hazard", id.as_str()), ("level", "county"), ("proposed_on", "2026-02-20")];
        self.enter(&clerk(), LISTING, entered("", &fields)).await
    }

    async fn listed(&self, act: &Act, hazard: &Record) -> Record {
        let proposal = self.proposed(hazard).await.expect("proposed");
        let notice = [
            ("number", "安督〔2026〕1号"),
            ("days", "30"),
            ("leader", "张三"),
            ("requirements", "限期整改"),
            ("listed_on", "2026-02-24"),
        ];
        self.step(act, &proposal, "list", &notice).await.expect("listed")
    }

    async fn now(&self, record: &Record) -> Record {
        let mut tx = self.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.catalogue, &record.register).await.expect("a register");
        tx.record(record.id).await.expect("read").expect("it stands").read(&register)
    }

    async fn waits(&self, act: &Act) -> Vec<(MatterWait, Option<String>, Haste)> {
        let mut tx = self.db.read().await.expect("a transaction");
        let todo = app::todo(&mut tx, &act.caller, &self.catalogue, today()).await.expect("a list");
        let day =
            |by: Option<Result<chrono::NaiveDate, _>>| by.and_then(Result::ok).map(|day| day.to_string());
        todo.matters.into_iter().map(|item| (item.wait, day(item.by), item.haste)).collect()
    }
}

#[tokio::test]
async fn a_notice_sets_the_deadline_of_the_hazard_and_an_undo_takes_both_back() {
    for desk in &desks().await.each {
        let hazard = desk.hazard().await;
        let twice = [desk.proposed(&hazard).await, desk.proposed(&hazard).await];
        let [Ok(proposal), Err(second)] = twice else { panic!("listed once at a time") };
        assert_eq!(why(second), MatterError::Already);
        assert_eq!(
            (proposal.unit_id, proposal.values["name"].texts().concat()),
            (hazard.unit_id, "商住楼消防设施瘫痪".into())
        );
        assert_eq!(desk.waits(&clerk()).await, [(MatterWait::List, None, Haste::Calm)]);

        let given = [
            ("number", "安督〔2026〕1号"),
            ("days", "366"),
            ("leader", "张三"),
            ("requirements", "限期整改"),
        ];
        let further = desk.step(&clerk(), &proposal, "list", &given).await.expect_err("refused");
        assert!(matches!(why(further), MatterError::TooLong(_)));
        let mut given = given.to_vec();
        given[1] = ("days", "30");
        given.push(("listed_on", "2026-02-24"));
        let listed = desk.step(&act("notice", Role::Clerk), &proposal, "list", &given).await.expect("listed");
        assert_eq!(listed.date("due").map(|day| day.to_string()).as_deref(), Some("2026-03-26"));
        let now = desk.now(&hazard).await;
        assert!(now.holds("listed", &["county".into()]));
        assert_eq!(now.date("due"), listed.date("due"));

        let mut tx = desk.db.write().await.expect("a transaction");
        let undone = app::undo(&mut tx, &clerk(), &desk.catalogue, "notice").await.expect("undone");
        assert_eq!((undone.undone, undone.left.len()), (2, 0));
        tx.commit().await.expect("durable");
        let back = desk.now(&hazard).await;
        assert_eq!((back.date("due"), back.date("listed_on")), (hazard.date("due"), None));
    }
}

#[tokio::test]
async fn an_extension_of_the_hazard_is_that_of_its_listing() {
    for desk in &desks().await.each {
        let hazard = desk.hazard().await;
        let listed = desk.listed(&clerk(), &hazard).await;
        let hazard = desk.now(&hazard).await;
        let mut tx = desk.db.write().await.expect("a transaction");
        let to = "2026-04-30".parse().expect("a day");
        let place = (hazard.id, hazard.version);
        let asked = app::ask_extension(&mut tx, &officer(), &desk.catalogue, place, (to, "设备未到")).await;
        let place = (asked.expect("asked").id, hazard.version);
        let answer = app::Answer { verdict: Verdict::Granted, answer: String::new() };
        app::decide_extension(&mut tx, &clerk(), &desk.catalogue, place, answer).await.expect("granted");
        tx.commit().await.expect("durable");
        assert_eq!(desk.now(&listed).await.date("due"), Some(to));
        let by_hand =
            desk.change(&clerk(), &desk.now(&listed).await, entered("", &[("due", "2026-12-31")])).await;
        assert_eq!(why(by_hand.expect_err("refused")), MatterError::DueByExtension);
    }
}

#[tokio::test]
async fn a_listing_is_reported_on_accepted_on_site_by_another_and_taken_off_once_the_hazard_is_closed() {
    for desk in &desks().await.each {
        let hazard = desk.hazard().await;
        let listed = desk.listed(&clerk(), &hazard).await;
        // published within five working days, filed within three, reported on every thirty days
        let on = |day: &str| Some(day.to_owned());
        assert_eq!(
            desk.waits(&clerk()).await,
            [
                (MatterWait::File, on("2026-02-27"), Haste::Overdue),
                (MatterWait::Publish, on("2026-03-02"), Haste::Overdue)
            ]
        );
        assert_eq!(desk.waits(&officer()).await, [(MatterWait::Progress, on("2026-03-26"), Haste::Calm)]);
        let id = listed.id.to_string();
        let report =
            [("listing", id.as_str()), ("reported_on", "2026-03-02"), ("progress", "40"), ("done", "已订货")];
        desk.enter(&officer(), LISTING_REPORT, entered("", &report)).await.expect("reported");
        assert_eq!(desk.waits(&officer()).await, [(MatterWait::Progress, on("2026-04-01"), Haste::Calm)]);
        let led = {
            let mut tx = desk.db.read().await.expect("a transaction");
            app::led(&mut tx, &clerk().caller, &desk.catalogue, today()).await.expect("a list")
        };
        assert_eq!(led.iter().map(|one| one.record.id).collect::<Vec<_>>(), [listed.id]);

        let early = desk.step(&officer(), &listed, "apply", &[]).await.expect_err("refused");
        assert_eq!(why(early), MatterError::NotRectified);
        let done = desk.step(&officer(), &desk.now(&hazard).await, "submit", &[]).await.expect("submitted");
        assert_eq!(desk.waits(&officer()).await[0].0, MatterWait::Apply);
        let applied = desk.step(&officer(), &listed, "apply", &[]).await.expect("applied");
        let site = [("acceptors", "李四、王五"), ("opinion", "喷淋仍无水")];
        let own = desk.step(&officer(), &applied, "accept", &site).await.expect_err("refused");
        assert_eq!(why(own), MatterError::ByApplicant);

        // not accepted on site: the hazard is back with its rectifier
        let returned = desk.step(&clerk(), &applied, "reject", &site).await.expect("rejected");
        let hazard = desk.now(&done).await;
        assert_eq!((returned.state.as_str(), hazard.state.as_str()), ("returned", "returned"));
        let done = desk.step(&officer(), &hazard, "submit", &[]).await.expect("submitted");
        let applied = desk.step(&officer(), &returned, "apply", &[]).await.expect("applied");
        let accepted = desk.step(&clerk(), &applied, "accept", &site).await.expect("accepted");
        let off = [("delisting", "安督摘〔2026〕1号")];
        let open = desk.step(&clerk(), &accepted, "delist", &off).await.expect_err("refused");
        assert_eq!(why(open), MatterError::NotClosed);
        desk.step(&clerk(), &done, "close", &[("rechecker", "李四")]).await.expect("closed");
        let delisted = desk.step(&clerk(), &accepted, "delist", &off).await.expect("delisted");
        assert_eq!(desk.now(&done).await.date("delisted_on"), Some(today()));
        assert_eq!(desk.waits(&clerk()).await, [(MatterWait::Disclose, on("2026-03-12"), Haste::Calm)]);
        let told = [("disclosed_on", "2026-03-05"), ("disclosed_in", "街道公告栏")];
        desk.change(&clerk(), &delisted, entered("", &told)).await.expect("disclosed");
        assert_eq!(desk.waits(&clerk()).await, []);
    }
}

#[tokio::test]
async fn what_somebody_else_sees_of_a_listing_is_narrowed_by_posts() {
    for desk in &desks().await.each {
        let listed = desk.listed(&clerk(), &desk.hazard().await).await;
        let elsewhere = act_of(5, "r", &[post(Role::Clerk, 3, None)]);
        assert_eq!(desk.waits(&elsewhere).await, []);
        let mut tx = desk.db.read().await.expect("a transaction");
        let page = app::matter_page(&mut tx, &elsewhere.caller, &desk.catalogue, listed.id, today()).await;
        assert!(matches!(page, Err(AppError::NotFound(_))));
        let none = app::matter_page(&mut tx, &clerk().caller, &desk.catalogue, Uuid::nil(), today()).await;
        assert!(matches!(none, Err(AppError::NotFound(_))));
        let page = app::matter_page(&mut tx, &clerk().caller, &desk.catalogue, listed.id, today()).await;
        let page = page.expect("a page");
        assert_eq!(page.hazard.map(|(title, _)| title).as_deref(), Some("商住楼消防设施瘫痪"));
        assert_eq!(page.listing_rule.and_then(|rule| rule.most_days), Some(365));
    }
}

#[tokio::test]
async fn a_listing_that_waits_is_urged_as_often_a_day_as_a_hazard_and_its_groups_hear_whose_turn_it_is() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Urgent).await;
        desk.somebody(78, "李四", Role::Clerk, 1).await;
        desk.somebody(79, "王五", Role::GridWorker, 2).await;
        let listing = desk.proposed(&desk.hazard().await).await.expect("proposed");
        let mut tx = desk.db.write().await.expect("a transaction");
        let urge = async |tx: &mut Tx, by: &Act| {
            let urged = app::urge_listing(tx, by, &desk.catalogue, listing.id, "明天市里来检查").await;
            urged.map_err(|error| error.code())
        };
        let worker = act_of(79, "r", &[post(Role::GridWorker, 2, None)]);
        assert_eq!(urge(&mut tx, &worker).await, Err("slip.not_yours"));
        let stranger = act_of(80, "r", &[post(Role::Clerk, 3, None)]);
        assert_eq!(urge(&mut tx, &stranger).await, Err("not_found"));
        assert_eq!(urge(&mut tx, &clerk()).await, Ok(vec!["李四".to_owned()]));
        assert_eq!(urge(&mut tx, &clerk()).await, Err("slip.urged_today"));
        let page = app::matter_page(&mut tx, &clerk().caller, &desk.catalogue, listing.id, today()).await;
        let urging = page.expect("a page").urging.expect("of a listing");
        assert_eq!((urging.is_offered, urging.is_left_today), (true, false));
        assert_eq!(urging.urged[0].words, "明天市里来检查");
        tx.commit_recorded().await.expect("durable");
        let [told] = &desk.heard(1).await[..] else { panic!("one message") };
        assert_eq!(told.title, "催办挂牌督办：商住楼消防设施瘫痪");
        assert_eq!(told.body, "请李四办理。\n明天市里来检查\n催办：张三");
        let tomorrow = today().succ_opt().expect("a day");
        let mut tx = desk.db.read().await.expect("a transaction");
        let page = app::matter_page(&mut tx, &clerk().caller, &desk.catalogue, listing.id, tomorrow).await;
        assert!(page.expect("a page").urging.expect("of a listing").is_left_today);
    }
}

#[tokio::test]
async fn a_listing_that_waits_for_nobody_is_not_urged() {
    for desk in &desks().await.each {
        let proposal = desk.proposed(&desk.hazard().await).await.expect("proposed");
        let declined = [("opinion", "不够条件")];
        let declined = desk.step(&clerk(), &proposal, "decline", &declined).await.expect("declined");
        let mut tx = desk.db.write().await.expect("a transaction");
        let urged = app::urge_listing(&mut tx, &clerk(), &desk.catalogue, declined.id, "").await;
        assert_eq!(urged.map_err(|error| error.code()), Err("slip.nothing_waits"));
    }
}
