//! Transfers and joint consultations through the actions that keep records: whose turn it is, and what waits for what.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError};
use desk::*;
use domain::access::Role;
use domain::hazard::HAZARD;
use domain::matter::{CONSULTATION, CONSULTATION_ITEM, MatterError, MatterWait, TRANSFER};
use domain::register::{Record, RecordError};
use domain::todo::{Haste, Wait};
use uuid::Uuid;

fn why(error: AppError) -> MatterError {
    match error {
        AppError::Record(RecordError::Matter(error)) => error,
        other => panic!("{other:?}"),
    }
}

impl Desk {
    async fn waits(&self, act: &Act) -> Vec<(MatterWait, Option<String>, Haste)> {
        let mut tx = self.db.read().await.expect("a transaction");
        let todo = app::todo(&mut tx, &act.caller, &self.catalogue, today()).await.expect("a list");
        let day =
            |by: Option<Result<chrono::NaiveDate, _>>| by.and_then(Result::ok).map(|day| day.to_string());
        todo.matters.into_iter().map(|item| (item.wait, day(item.by), item.haste)).collect()
    }

    /// A hazard that was handed over, entered by somebody.
    async fn handed_over(&self, by: &Act) -> Record {
        let found = [
            ("summary", "无证加油点"),
            ("spot", "村口"),
            ("category", "chemical"),
            ("found_on", "2026-02-02"),
            ("rectifier", "业主"),
            ("due", "2026-02-20"),
        ];
        let hazard = self.enter(by, HAZARD, entered("东湖社区", &found)).await.expect("a hazard");
        self.step(&clerk(), &hazard, "transfer", &[("supervisor", "消防办")]).await.expect("handed over")
    }

    /// A transfer of a hazard that its receiver has.
    async fn sent(&self, hazard: &Record, receiver: &str) -> Record {
        let id = hazard.id.to_string();
        let given = [
            ("matter", "无证加油点移送"),
            ("kind", "overdue"),
            ("hazard", id.as_str()),
            ("receiver", receiver),
            ("decided_on", "2026-02-24"),
            ("number", receiver),
        ];
        let pending = self.enter(&clerk(), TRANSFER, entered("", &given)).await.expect("entered");
        assert_eq!(pending.unit_id, hazard.unit_id, "it lies where its hazard lies");
        self.step(&clerk(), &pending, "send", &[("transferred_on", "2026-02-25")]).await.expect("sent")
    }

    async fn return_it(&self, request: &str, transfer: &Record) {
        let act = act(request, Role::Clerk);
        self.step(&act, transfer, "return", &[("answer", "不属本部门职责")]).await.expect("returned");
    }

    async fn now(&self, record: &Record) -> Record {
        let mut tx = self.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.catalogue, &record.register).await.expect("a register");
        tx.record(record.id).await.expect("read").expect("it stands").read(&register)
    }
}

fn head() -> Act {
    act_of(8, "r", &[post(Role::CommunityHead, 2, None)])
}

#[tokio::test]
async fn a_transfer_is_tracked_to_its_answer_and_overdue_for_one_by_the_order() {
    for desk in &desks().await.each {
        let on = |day: &str| Some(day.to_owned());
        let given = [
            ("matter", "涉嫌非法经营烟花爆竹"),
            ("kind", "crime"),
            ("receiver", "派出所"),
            ("decided_on", "2026-02-24"),
        ];
        let pending = desk.enter(&clerk(), TRANSFER, entered("东湖社区", &given)).await.expect("entered");
        assert_eq!(desk.waits(&clerk()).await, [(MatterWait::Send, on("2026-02-28"), Haste::Overdue)]);
        let day = [("transferred_on", "2026-02-26")];
        let sent = desk.step(&clerk(), &pending, "send", &day).await.expect("sent");
        assert_eq!(desk.waits(&clerk()).await, [(MatterWait::Answer, on("2026-03-01"), Haste::Overdue)]);
        let signed =
            desk.step(&clerk(), &sent, "sign", &[("received_on", "2026-03-04")]).await.expect("signed");
        assert_eq!(desk.waits(&clerk()).await, [(MatterWait::Answer, on("2026-03-07"), Haste::Soon)]);
        let early = desk.step(&clerk(), &signed, "accept", &[("accepted_on", "2026-03-01")]).await;
        assert_eq!(why(early.expect_err("refused")), MatterError::Order("accepted_on"));
        let bare = desk.step(&clerk(), &signed, "answer", &[]).await;
        assert!(matches!(bare, Err(AppError::Record(RecordError::Fields(_)))), "an answer says what it is");
        let answer = [("outcome", "filed"), ("answer", "已立案侦查")];
        let answered = desk.step(&clerk(), &signed, "answer", &answer).await.expect("answered");
        assert_eq!(desk.waits(&clerk()).await, []);
        let again = desk.change(&clerk(), &answered, entered("", &[("receiver", "检察院")])).await;
        assert_eq!(why(again.expect_err("refused")), MatterError::Over);
    }
}

#[tokio::test]
async fn a_hazard_comes_back_with_its_transfer_that_is_returned_and_an_undo_takes_both_back() {
    for desk in &desks().await.each {
        let hazard = desk.handed_over(&clerk()).await;
        let transfer = desk.sent(&hazard, "市场监管所").await;
        assert_eq!(desk.now(&hazard).await.state, "transferred");
        desk.return_it("return", &transfer).await;
        let back = desk.now(&hazard).await;
        assert_eq!((back.state.as_str(), back.date("due")), ("open", hazard.date("due")));
        let opinion = back.values["opinion"].texts().concat();
        assert_eq!(opinion, "移送“无证加油点移送”不予受理：不属本部门职责");
        let mut tx = desk.db.read().await.expect("a transaction");
        let todo = app::todo(&mut tx, &head().caller, &desk.catalogue, today()).await.expect("a list");
        let waits: Vec<_> = todo.items.iter().map(|item| (item.record.id, item.wait, item.haste)).collect();
        assert_eq!(waits, [(hazard.id, Wait::Rectify, Haste::Overdue)], "whoever's turn it is hears of it");
        drop(tx);
        assert_eq!(desk.undo("return").await.undone, 2);
        assert_eq!(desk.now(&hazard).await.state, "transferred");
        assert_eq!(desk.now(&transfer).await.state, "sent");
    }
}

#[tokio::test]
async fn a_hazard_stays_away_while_another_has_it_and_where_it_was_answered() {
    for desk in &desks().await.each {
        let hazard = desk.handed_over(&clerk()).await;
        let (one, other) = (desk.sent(&hazard, "市场监管所").await, desk.sent(&hazard, "应急局").await);
        desk.return_it("r", &one).await;
        assert_eq!(desk.now(&hazard).await.state, "transferred", "the other has it");
        let answer = [("outcome", "punished"), ("answer", "已取缔")];
        desk.step(&clerk(), &other, "answer", &answer).await.expect("answered");
        assert_eq!(desk.now(&hazard).await.state, "transferred");
        desk.return_it("r", &desk.sent(&hazard, "消防大队").await).await;
        assert_eq!(desk.now(&hazard).await.state, "transferred", "one of them answered");
    }
}

#[tokio::test]
async fn a_hazard_that_nobody_had_verified_is_looked_at_when_it_comes_back_by_whatever_way() {
    for desk in &desks().await.each {
        let worker = act("r", Role::GridWorker);
        let hazard = desk.handed_over(&worker).await;
        desk.return_it("return", &desk.sent(&hazard, "市场监管所").await).await;
        assert_eq!(desk.now(&hazard).await.state, "to-verify");
        desk.undo("return").await;
        let away = desk.now(&hazard).await;
        let mute = desk.step(&clerk(), &away, "take-back", &[]).await;
        assert!(matches!(mute, Err(AppError::Record(RecordError::Fields(_)))), "a reason is needed");
        let reason = [("opinion", "对方电话退回")];
        let by_head = desk.step(&head(), &away, "take-back", &reason).await;
        assert!(matches!(by_head, Err(AppError::Record(RecordError::NotYourMove))), "{by_head:?}");
        let back = desk.step(&clerk(), &away, "take-back", &reason).await.expect("taken back");
        assert_eq!(back.state, "to-verify");
    }
}

#[tokio::test]
async fn a_consultation_asks_departments_concludes_and_is_settled_once_its_tasks_are_done() {
    for desk in &desks().await.each {
        let department = act_of(8, "r", &[post(Role::DepartmentOfficer, 4, None)]);
        let given = [("topic", "连片整治会商"), ("asked_on", "2026-03-02")];
        let open = desk.enter(&clerk(), CONSULTATION, entered("东湖社区", &given)).await.expect("entered");
        let id = open.id.to_string();
        let item = |kind: &'static str| {
            vec![
                ("matter", "核查结构安全"),
                ("consultation", id.as_str()),
                ("kind", kind),
                ("department", "消防办"),
                ("due", "2026-03-09"),
            ]
        };
        let asked =
            desk.enter(&clerk(), CONSULTATION_ITEM, entered("", &item("opinion"))).await.expect("asked");
        assert_eq!(asked.unit_id, Uuid::from_u128(4), "what a department is asked lies with it");
        let due = Some("2026-03-09".to_owned());
        assert_eq!(desk.waits(&department).await, [(MatterWait::Opinion, due.clone(), Haste::Calm)]);
        let conclusion = [("conclusion", "消防牵头整治")];
        let early = desk.step(&clerk(), &open, "conclude", &conclusion).await.expect_err("refused");
        assert_eq!(why(early), MatterError::OpinionsOpen(1));
        desk.step(&department, &asked, "reply", &[("reply", "同意")]).await.expect("replied");
        assert_eq!(desk.waits(&department).await, []);
        assert_eq!(desk.waits(&clerk()).await, [(MatterWait::Conclude, None, Haste::Calm)]);
        let task = desk.enter(&clerk(), CONSULTATION_ITEM, entered("", &item("task"))).await.expect("given");
        let concluded = desk.step(&clerk(), &open, "conclude", &conclusion).await.expect("concluded");
        let late = [&item("opinion")[1..], &[("matter", "再问一次")]].concat();
        let late = desk.enter(&clerk(), CONSULTATION_ITEM, entered("", &late)).await;
        assert_eq!(why(late.expect_err("refused")), MatterError::Ended);
        let unready = desk.step(&clerk(), &concluded, "settle", &[]).await.expect_err("refused");
        assert_eq!(why(unready), MatterError::TasksOpen(1));
        assert_eq!(desk.waits(&department).await, [(MatterWait::Task, due, Haste::Calm)]);
        desk.step(&department, &task, "reply", &[("reply", "已整改")]).await.expect("replied");
        assert_eq!(desk.waits(&clerk()).await, [(MatterWait::Settle, None, Haste::Calm)]);
        desk.step(&clerk(), &concluded, "settle", &[]).await.expect("settled");
        assert_eq!(desk.waits(&clerk()).await, []);
    }
}
