//! The demo street on a small scale.

use super::*;
use domain::access::{Post, Role};
use store::Db;
use uuid::Uuid;

async fn made(folder: &std::path::Path, seed: u64) -> (Db, Vec<(String, i64)>, Vec<String>) {
    let db = Db::open(&format!("sqlite:{}", folder.join("shouze.db").display())).await.expect("it opens");
    let catalogue = Catalogue::carried().expect("no fault");
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let posts = vec![Post::at_no_unit(Uuid::from_u128(1), Role::Administrator, today)];
    let caller = Caller { user_id: Uuid::from_u128(1), name: "张三".into(), posts };
    let demo = Demo {
        counting: std::sync::Arc::new(app::Counting::of(&catalogue)),
        db: &db,
        catalogue: &catalogue,
        caller: caller.clone(),
        today,
        seed,
        sites: 60,
    };
    demo.run().await.expect("it is made");
    assert!(demo.run().await.is_err(), "a database that holds records is left alone");
    let mut tx = db.read().await.expect("a transaction");
    let (mut counts, mut titles) = (Vec::new(), Vec::new());
    for register in app::registers(&mut tx, &catalogue).await.expect("registers") {
        let asked = app::Asked { limit: 500, sort: Some(register.title.clone()), ..app::Asked::default() };
        let summary = app::summarize_records(&mut tx, &caller, &register, &asked).await.expect("a count");
        counts.push((register.code.clone(), summary.0));
        let listed = app::list_records(&mut tx, &caller, &register, &asked).await.expect("a list");
        titles.extend(listed.records.into_iter().map(|row| format!("{} {}", row.title, row.record.state)));
    }
    drop(tx);
    (db, counts, titles)
}

#[tokio::test]
async fn every_register_has_records_and_one_seed_gives_one_street() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (db, counts, titles) = made(one.path(), 7).await;
    let empty: Vec<&String> = counts.iter().filter(|(_, count)| *count == 0).map(|(code, _)| code).collect();
    assert!(empty.is_empty(), "{empty:?}");
    let mut tx = db.read().await.expect("a transaction");
    let units = tx.units().await.expect("units");
    assert_eq!(units.iter().filter(|unit| unit.kind == domain::org::UnitKind::Grid).count(), 60);
    let notices = tx.notices().await.expect("notices");
    assert_eq!(notices[0].state, domain::notice::NoticeState::Published);
    drop(tx);
    let (_, again, same) = made(two.path(), 7).await;
    assert_eq!((counts, titles), (again, same));
}
