//! Papers printed from a case, on both engines: numbered without gaps, kept as they were, void, served, settled.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;
mod press;

use app::{AppError, PaperAsked, PapersAsking, ServiceInput};
use desk::*;
use domain::access::Role;
use domain::hazard::HAZARD;
use domain::paper::{Document, PAPERS, PaperError, PaperKind, Service};
use domain::register::{FieldProblem, Record, RecordError};
use press::*;
use std::collections::BTreeSet;
use uuid::Uuid;

#[tokio::test]
async fn a_notice_gets_its_number_its_bytes_and_its_record_in_one_go() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("二楼").await;
        let paper = desk.issue(&clerk(), &advice(&[&hazard])).await.expect("issued");
        assert_eq!(paper.number, "（滨江街道）告知〔2026〕1号");
        assert_eq!(paper.recipient, "某鞋厂");
        let record = desk.record(paper.record_id, PAPERS).await;
        let text = |field: &str| record.values[field].texts().join("、");
        assert_eq!((text("number"), text("kind")), (paper.number.clone(), "advice".to_owned()));
        assert_eq!((text("party"), text("due")), ("某鞋厂".to_owned(), "2026-03-20".to_owned()));
        assert_eq!((record.state.as_str(), record.unit_id), ("open", hazard.unit_id));
        let mut tx = desk.db.read().await.expect("a transaction");
        let form = app::PaperForm::Pdf;
        let (_, pdf) = app::paper_file(&mut tx, &clerk().caller, paper.id, form).await.expect("its hash");
        let bytes = app::paper_bytes(vault(), &pdf).await.expect("its bytes");
        let words = String::from_utf8(bytes.to_vec()).expect("words");
        assert!(words.contains("某鞋厂") && words.contains(&paper.number), "{words}");
        let page = app::papers_of_case(&mut tx, &clerk().caller, &desk.catalogue, hazard.id, today()).await;
        let page = page.expect("its papers");
        assert_eq!(page.papers.len(), 1);
        let kinds: Vec<PaperKind> = page.choices.iter().map(|choice| choice.kind).collect();
        assert_eq!(kinds, [PaperKind::Advice, PaperKind::Recheck, PaperKind::Listing]);
        assert_eq!(page.choices[2].refused, Some(PaperError::NotListed));
    }
}

#[tokio::test]
async fn of_many_issuers_at_once_each_gets_a_number_and_none_is_missing() {
    for desk in &desks().await.each {
        let mut hazards = Vec::new();
        for n in 0..12 {
            hazards.push(desk.hazard(&format!("{n}楼")).await);
        }
        // every third fails in print, after its number was taken
        let issue = async |n: usize, hazard: &Record| {
            let mut tx = desk.db.write().await.expect("a transaction");
            let print = async |document: Document| match n % 3 {
                0 => Err(AppError::Internal("the press broke".to_owned())),
                _ => plain(document).await,
            };
            let (with, asked) = ((&desk.catalogue, vault()), advice(&[hazard]));
            let issued = app::issue_paper(&mut tx, &clerk(), with, hazard.id, &asked, print).await;
            if issued.is_ok() {
                tx.commit_recorded().await.expect("durable");
            }
            issued.ok().map(|paper| paper.serial)
        };
        let all = hazards.iter().enumerate().map(|(n, hazard)| issue(n, hazard));
        let serials: BTreeSet<i64> =
            futures_util::future::join_all(all).await.into_iter().flatten().collect();
        assert_eq!(serials, (1..=8).collect());
        let mut tx = desk.db.read().await.expect("a transaction");
        let series = tx.paper_series().await.expect("series");
        assert_eq!((series.len(), series[0].last, series[0].kept), (1, 8, 8));
    }
}

#[tokio::test]
async fn who_may_order_orders_and_an_opinion_settles_the_order() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("二楼").await;
        let order = order(&[&hazard]);
        let without = desk.issue(&clerk(), &order).await;
        assert!(matches!(without, Err(AppError::Paper(PaperError::NoPower))), "{without:?}");
        desk.give_power().await;
        let paper = desk.issue(&clerk(), &order).await.expect("issued");
        assert_eq!(paper.number, "（滨政）责改〔2026〕1号");
        assert!(paper.data.contains("向滨海市人民政府申请行政复议"), "{}", paper.data);
        let advice = desk.issue(&clerk(), &advice(&[&hazard])).await;
        assert!(matches!(advice, Err(AppError::Paper(PaperError::HasPower))), "{advice:?}");
        desk.issue(&clerk(), &opinion(&[(&hazard, "not")])).await.expect("issued");
        assert_eq!(desk.record(paper.record_id, PAPERS).await.state, "open");
        let done = desk.issue(&clerk(), &opinion(&[(&hazard, "done")])).await.expect("issued");
        assert!(done.data.contains(&paper.number), "{}", done.data);
        let settled = desk.record(paper.record_id, PAPERS).await;
        assert_eq!((settled.state.as_str(), settled.date("closed_on")), ("closed", Some(today())));
        assert_eq!(desk.record(done.record_id, PAPERS).await.state, "closed");
    }
}

#[tokio::test]
async fn a_void_paper_keeps_its_number_and_its_record_is_revoked() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("二楼").await;
        let first = desk.issue(&clerk(), &advice(&[&hazard])).await.expect("issued");
        desk.void(&clerk(), &first, "当事人有误").await.expect("void");
        assert_eq!(desk.record(first.record_id, PAPERS).await.state, "revoked");
        let again = desk.void(&clerk(), &first, "再次").await;
        assert!(matches!(again, Err(AppError::Paper(PaperError::Void))), "{again:?}");
        let second = desk.issue(&clerk(), &advice(&[&hazard])).await.expect("issued");
        assert_eq!(second.serial, 2);
        let mut tx = desk.db.read().await.expect("a transaction");
        let series =
            PapersAsking { kind: PaperKind::Advice, organ: Uuid::from_u128(1), year: 2026, below: i64::MAX };
        let page = app::papers(&mut tx, &clerk().caller, Some(series)).await.expect("a page");
        let listed: Vec<(i64, bool)> =
            page.papers.iter().map(|paper| (paper.serial, paper.voided.is_some())).collect();
        assert_eq!(listed, [(2, false), (1, true)]);
        let west = act_of(9, "r", &[post(Role::CommunityHead, 3, None)]);
        let elsewhere = app::papers(&mut tx, &west.caller, Some(series)).await.expect("a page");
        assert_eq!((elsewhere.papers.len(), elsewhere.series[0].last), (0, 2), "{elsewhere:?}");
    }
}

#[tokio::test]
async fn a_served_paper_says_when_to_whom_and_keeps_the_receipt() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("二楼").await;
        let paper = desk.issue(&clerk(), &advice(&[&hazard])).await.expect("issued");
        let receipt = desk.photo().await;
        let input = ServiceInput {
            on: today(),
            how: Service::Left,
            to: " 王五 ".to_owned(),
            note: "拒签，社区见证".to_owned(),
            receipt: Some(receipt.clone()),
        };
        let mut tx = desk.db.write().await.expect("a transaction");
        let served = app::serve_paper(&mut tx, &clerk(), &desk.catalogue, paper.id, input).await;
        tx.commit_recorded().await.expect("durable");
        assert_eq!(served.expect("served").served.expect("said").to, "王五");
        let record = desk.record(paper.record_id, PAPERS).await;
        assert_eq!(record.date("served_on"), Some(today()));
        assert_eq!(record.values["scan"].texts(), [receipt]);
        let mut tx = desk.db.read().await.expect("a transaction");
        let kept = tx.paper(paper.id).await.expect("reached").expect("there");
        assert_eq!(
            kept.served.map(|served| (served.how, served.note)),
            Some((Service::Left, "拒签，社区见证".to_owned()))
        );
    }
}

#[tokio::test]
async fn what_was_printed_changes_neither_by_hand_nor_by_undo() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("二楼").await;
        let issuing = act("issue", Role::Clerk);
        let paper = desk.issue(&issuing, &advice(&[&hazard])).await.expect("issued");
        let record = desk.record(paper.record_id, PAPERS).await;
        let renumbered = desk.change(&clerk(), &record, entered("", &[("number", "1号")])).await;
        assert!(matches!(renumbered, Err(AppError::Paper(PaperError::Printed))), "{renumbered:?}");
        let mut tx = desk.db.write().await.expect("a transaction");
        let register = app::register(&mut tx, &desk.catalogue, PAPERS).await.expect("a register");
        let removed = app::remove_record(&mut tx, &clerk(), &register, record.id, record.version).await;
        assert!(matches!(removed, Err(AppError::Paper(PaperError::Printed))), "{removed:?}");
        drop(tx);
        let mut tx = desk.db.write().await.expect("a transaction");
        let undone = app::undo(&mut tx, &clerk(), &desk.catalogue, "issue").await.expect("nothing to undo");
        assert_eq!((undone.undone, undone.left), (0, vec![record.id]));
        drop(tx);
        // what was not printed stays the office's own
        desk.change(&clerk(), &record, entered("", &[("is_criminal", "true")])).await.expect("changed");
    }
}

#[tokio::test]
async fn a_stale_case_a_removed_one_and_missing_answers_are_refused() {
    for desk in &desks().await.each {
        let hazard = desk.hazard("二楼").await;
        let stale = Record { version: 9, ..hazard.clone() };
        let refused = desk.issue(&clerk(), &advice(&[&stale])).await;
        assert!(matches!(refused, Err(AppError::Stale { table: "record" })), "{refused:?}");
        let short = paper(PaperKind::Advice, &[("officers", "张三、李四")], vec![line(&hazard, &[])]);
        match desk.issue(&clerk(), &short).await {
            Err(AppError::Paper(PaperError::Fields(wrong))) => {
                assert_eq!((wrong[0].field.as_str(), &wrong[0].problem), ("advice", &FieldProblem::Required));
            }
            other => panic!("{other:?}"),
        }
        let mut tx = desk.db.write().await.expect("a transaction");
        let register = app::register(&mut tx, &desk.catalogue, HAZARD).await.expect("a register");
        app::remove_record(&mut tx, &clerk(), &register, hazard.id, hazard.version).await.expect("removed");
        tx.commit().await.expect("durable");
        let removed = Record { version: 1, ..hazard };
        let refused = desk.issue(&clerk(), &advice(&[&removed])).await;
        assert!(matches!(refused, Err(AppError::Record(RecordError::Removed))), "{refused:?}");
    }
}

#[tokio::test]
async fn an_inspection_is_recorded_with_its_findings() {
    for desk in &desks().await.each {
        let site = entered("东湖社区", &[("name", "甲厂"), ("kinds", "enterprise"), ("address", "一路1号")]);
        desk.enter(&clerk(), "site", site).await.expect("a site");
        let fields = [
            ("topic", "节前检查"),
            ("site", "甲厂"),
            ("kind", "holiday"),
            ("inspected_on", "2026-03-04"),
            ("inspectors", "张三、李四"),
            ("certificates", "闽0101、闽0102"),
            ("findings", "二楼通道堆物。"),
        ];
        let case = desk.enter(&clerk(), "inspection", entered("", &fields)).await.expect("an inspection");
        let mut tx = desk.db.read().await.expect("a transaction");
        let kind = PaperKind::SiteRecord;
        let lines = app::paper_lines(&mut tx, &clerk().caller, &desk.catalogue, case.id, kind, today()).await;
        let mut answers = lines.expect("the inspection").remove(0).proposed;
        drop(tx);
        assert_eq!(answers["officers"], "张三（证号闽0101）、李四（证号闽0102）");
        answers.insert("began".to_owned(), "09:05".to_owned());
        answers.insert("ended".to_owned(), "10:30".to_owned());
        let record = PaperAsked { kind, answers, lines: vec![line(&case, &[])] };
        let paper = desk.issue(&clerk(), &record).await.expect("issued");
        for words in ["甲厂", "一路1号", "2026年3月4日9时05分至10时30分", "二楼通道堆物。", "闽0102"]
        {
            assert!(paper.data.contains(words), "{words} is not in {}", paper.data);
        }
        assert_eq!(desk.record(paper.record_id, PAPERS).await.state, "closed");
    }
}
