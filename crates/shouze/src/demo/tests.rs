//! The demo street on a small scale.

use super::*;
use domain::access::{Post, Role};
use store::Db;
use uuid::Uuid;

async fn made(
    folder: &std::path::Path,
    (seed, streets): (u64, usize),
) -> (Db, Vec<(String, i64)>, Vec<String>) {
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
        streets,
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
    let (db, counts, titles) = made(one.path(), (7, 1)).await;
    let empty: Vec<&String> = counts.iter().filter(|(_, count)| *count == 0).map(|(code, _)| code).collect();
    assert!(empty.is_empty(), "{empty:?}");
    let mut tx = db.read().await.expect("a transaction");
    let units = tx.units().await.expect("units");
    assert_eq!(units.iter().filter(|unit| unit.kind == domain::org::UnitKind::Grid).count(), 60);
    let notices = tx.notices().await.expect("notices");
    assert_eq!(notices[0].state, domain::notice::NoticeState::Published);
    drop(tx);
    let (_, again, same) = made(two.path(), (7, 1)).await;
    assert_eq!((counts, titles), (again, same));
}

#[tokio::test]
async fn a_county_has_streets_that_each_hold_their_own_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let (db, counts, _) = made(folder.path(), (7, 3)).await;
    let mut tx = db.read().await.expect("a transaction");
    let units = tx.units().await.expect("units");
    let streets: Vec<_> = units.iter().filter(|unit| unit.kind == domain::org::UnitKind::Street).collect();
    assert_eq!(streets.len(), 3);
    let sites = counts.iter().find(|(code, _)| code == SITE).expect("sites").1;
    assert_eq!(sites, 180, "a key that two streets share would leave one out");
    let catalogue = Catalogue::carried().expect("no fault");
    let site = app::register(&mut tx, &catalogue, SITE).await.expect("the register");
    let posts = vec![Post::at_no_unit(Uuid::from_u128(1), Role::Administrator, NaiveDate::default())];
    let caller = Caller { user_id: Uuid::from_u128(1), name: "张三".into(), posts };
    for street in streets {
        let asked = app::Asked { unit: Some(street.id), limit: 1, ..app::Asked::default() };
        let (count, _) = app::summarize_records(&mut tx, &caller, &site, &asked).await.expect("a count");
        assert_eq!(count, 60, "{}", street.name);
    }
}
