//! Every measurable clause of the two notices is proposed the indicator that a safety office would choose. The real
//! notice is kept outside the repository and left out where it is absent.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

#[path = "bindings/expected.rs"]
mod expected;

use app::{Act, Counting, ReadIn};
use catalogue::Catalogue;
use chrono::DateTime;
use std::sync::Arc;
use store::Db;

type Line = (&'static str, &'static str, &'static str);

/// Path, quote and proposed indicator of every target that is read from a text.
async fn proposed(text: &[u8]) -> Vec<(String, String, Option<String>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite:{}", folder.path().join("shouze.db").display());
    let db = Db::open(&file).await.expect("it opens");
    let now = DateTime::from_timestamp(1_772_700_000, 0).expect("a moment");
    let catalogue = Catalogue::carried().expect("no fault");
    let mut tx = db.write().await.expect("a transaction");
    let password = app::first_administrator(&mut tx, now).await.expect("made").expect("the first start");
    let proven = app::claim(&mut tx, app::FIRST_LOGIN, &app::Source::default(), now)
        .await
        .expect("looked")
        .prove(&password)
        .expect("right");
    let passed = app::pass(&mut tx, proven, None, now).await.expect("no second factor");
    let (known, _) =
        app::sign_in(&mut tx, passed, app::Source::default(), "r0", now).await.expect("signed in");
    let act = Act::new(known.caller, now, "r".into(), Arc::new(Counting::of(&catalogue)));
    let stored = app::bring_notice(&vault::Vault::memory(), &act.caller, text).await.expect("kept");
    app::store_original(&mut tx, &act, &stored).await.expect("kept");
    let ReadIn::New(id) = app::read_in(&mut tx, &act, &stored, None, false).await.expect("read") else {
        panic!("it is new")
    };
    let targets = app::notice(&mut tx, &act.caller, id).await.expect("found").targets;
    let bound = app::bindings_of(&mut tx, &act.caller, &act.counting, id).await.expect("bound");
    let line = |(target, bound): (domain::target::Target, app::BoundTarget)| {
        let cited = target.citations.into_iter();
        let row = move |cited: domain::target::Citation| (cited.path, cited.quote, bound.indicator.clone());
        cited.map(row).collect::<Vec<_>>()
    };
    targets.into_iter().zip(bound).flat_map(line).collect()
}

/// Whether a quote that was read is the one expected: the reader's may begin earlier or end sooner.
fn is_same(said: &str, quote: &str) -> bool {
    said.contains(quote) || quote.starts_with(said)
}

/// Lines whose target was read and proposed something else. A clause states some targets twice, under one path.
fn amiss(lines: &[Line], proposed: &[(String, String, Option<String>)]) -> Vec<String> {
    let wrong = |(path, quote, indicator): &Line| {
        let read: Vec<&Option<String>> = proposed
            .iter()
            .filter(|(at, said, _)| at == path && is_same(said, quote))
            .map(|(.., found)| found)
            .collect();
        let is_so = read.is_empty() || read.iter().any(|found| found.as_deref() == Some(*indicator));
        (!is_so).then(|| format!("{path} {quote}: {read:?}, not {indicator}"))
    };
    lines.iter().filter_map(wrong).collect()
}

#[tokio::test]
async fn every_target_of_the_sample_is_proposed_its_indicator() {
    let proposed = proposed(include_bytes!("../../../examples/notice.txt")).await;
    assert!(proposed.len() > 60, "{}", proposed.len());
    let without: Vec<_> = proposed.iter().filter(|(.., indicator)| indicator.is_none()).collect();
    assert!(without.is_empty(), "{without:?}");
    let amiss = amiss(expected::SAMPLE, &proposed);
    assert!(amiss.is_empty(), "{amiss:#?}");
}

#[tokio::test]
async fn every_target_of_the_real_notice_is_proposed_its_indicator() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/notices/meiling-2020.txt");
    let Ok(text) = std::fs::read(file) else { return };
    let proposed = proposed(&text).await;
    let without: Vec<_> = proposed.iter().filter(|(.., indicator)| indicator.is_none()).collect();
    assert!(without.is_empty(), "{without:?}");
    let amiss = amiss(expected::REAL, &proposed);
    assert!(amiss.is_empty(), "{amiss:#?}");
    let read =
        |(path, quote, _): &&Line| proposed.iter().any(|(at, said, _)| at == path && is_same(said, quote));
    let unread: Vec<_> = expected::REAL.iter().filter(|line| !read(line)).collect();
    assert!(unread.len() < 4, "{unread:?}");
}

#[test]
fn lessons_are_proposed_however_their_education_is_called() {
    let catalogue = Catalogue::carried().expect("no fault");
    for quote in ["消防教育每学年不少于4课时", "中小学校消防安全教育每学年不少于4课时"]
    {
        let found =
            domain::indicator::propose(&catalogue.bindings, domain::target::Kind::Frequency, quote, quote);
        assert_eq!(found.map(|binding| binding.indicator.as_str()), Some("fire-lessons"), "{quote}");
    }
}
