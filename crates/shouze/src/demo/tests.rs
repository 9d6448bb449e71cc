//! The demo street on a small scale.

use super::*;
use domain::access::{Post, Role};
use domain::hazard::HAZARD;
use domain::light::Light;
use domain::register::SITE;
use uuid::Uuid;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

async fn made(
    folder: &std::path::Path,
    of: (u64, usize),
    sites: usize,
) -> (Db, Vec<(String, i64)>, Vec<String>) {
    made_on(today(), folder, of, sites).await
}

async fn made_on(
    today: NaiveDate,
    folder: &std::path::Path,
    (seed, streets): (u64, usize),
    sites: usize,
) -> (Db, Vec<(String, i64)>, Vec<String>) {
    let db = Db::open(&format!("sqlite:{}", folder.join("shouze.db").display())).await.expect("it opens");
    let catalogue = Catalogue::carried().expect("no fault");
    let posts = [Post::at_no_unit(Uuid::from_u128(1), Role::Administrator, today)];
    let caller = Caller::new(Uuid::from_u128(1), "张三".into(), &posts, &[], today);
    let catalogue = Arc::new(catalogue);
    let demo = Arc::new(Demo {
        counting: Arc::new(Counting::of(&catalogue)),
        db: db.clone(),
        vault: Vault::memory(),
        catalogue: Arc::clone(&catalogue),
        caller: caller.clone(),
        today,
        seed,
        streets,
        sites,
        folder: folder.to_owned(),
    });
    demo.run().await.expect("it is made");
    assert!(demo.run().await.is_err(), "a database that holds records is left alone");
    let mut tx = db.read().await.expect("a transaction");
    let (mut counts, mut titles) = (Vec::new(), Vec::new());
    for register in app::registers(&mut tx, &catalogue).await.expect("registers") {
        let asked = app::Asked { limit: 500, sort: Some(register.title.clone()), ..app::Asked::default() };
        let summary = app::summarize_records(&mut tx, &caller, &register, &asked).await.expect("a count");
        counts.push((register.code.clone(), summary.0));
        let listed = app::list_records(&mut tx, &caller, &register, &asked).await.expect("a list");
        let line = |row: app::ListedRecord| format!("{}: {} {}", register.code, row.title, row.record.state);
        titles.extend(listed.records.into_iter().map(line));
    }
    drop(tx);
    (db, counts, titles)
}

#[tokio::test]
async fn every_register_has_records_and_one_seed_gives_one_street() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (db, counts, titles) = made(one.path(), (7, 1), 60).await;
    let empty: Vec<&String> = counts.iter().filter(|(_, count)| *count == 0).map(|(code, _)| code).collect();
    assert!(empty.is_empty(), "{empty:?}");
    let mut tx = db.read().await.expect("a transaction");
    let units = tx.units().await.expect("units");
    assert_eq!(units.iter().filter(|unit| unit.kind == domain::org::UnitKind::Grid).count(), 60);
    assert_eq!(tx.boundaries().await.expect("boundaries").len(), 13, "of the street and each community");
    let notices = tx.notices().await.expect("notices");
    assert_eq!(notices[0].state, domain::notice::NoticeState::Published);
    drop(tx);
    let (_, again, same) = made(two.path(), (7, 1), 60).await;
    assert_eq!((counts, titles), (again, same));
}

#[tokio::test]
async fn another_day_shows_the_same_street_and_not_another() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (.., today) = made(one.path(), (7, 1), 60).await;
    let (.., before) = made_on(self::today() - chrono::Days::new(40), two.path(), (7, 1), 60).await;
    let lasting = |titles: Vec<String>| -> Vec<String> {
        let of = ["site:", "hydrant:", "rented-house:", "special-equipment:", "vehicle:", "certificate:"];
        titles.into_iter().filter(|title| of.iter().any(|register| title.starts_with(register))).collect()
    };
    let (today, before) = (lasting(today), lasting(before));
    assert!(today.len() > 100, "{}", today.len());
    assert_eq!(today, before);
}

#[test]
fn habits_name_registers_moves_and_fields_that_there_are() {
    let catalogue = Catalogue::carried().expect("no fault");
    for (code, habit) in Habits::new().expect("no fault").registers() {
        let register = catalogue.registers.iter().find(|register| register.code == *code);
        let register = register.unwrap_or_else(|| panic!("no register {code}"));
        for step in habit.path.iter().flatten().chain(habit.chance.keys()) {
            assert!(register.transition(step).is_some(), "{code} has no move {step}");
        }
        let regular = habit.regular.iter().flat_map(|each| each.fields.keys());
        for field in habit.fields.keys().chain(habit.before.keys()).chain(regular) {
            assert!(register.field(field).is_some(), "{code} has no field {field}");
        }
        for (kind, sector) in &habit.sectors {
            let options = register.fields.iter().filter_map(|field| match &field.kind {
                domain::register::FieldKind::Choice { options, .. } if field.code == "kinds" => Some(options),
                _ => None,
            });
            assert!(options.flatten().any(|option| option.code == *kind), "{code} has no kind {kind}");
            assert!(catalogue.sectors.iter().any(|known| known.code == *sector), "no sector {sector}");
        }
        for frequency in habit.covers.keys() {
            let is_there = register.frequencies.iter().any(|known| known.code == *frequency);
            assert!(is_there, "{code} has no frequency {frequency}");
        }
    }
}

#[tokio::test]
async fn a_county_has_streets_that_each_hold_their_own_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let (db, counts, _) = made(folder.path(), (7, 3), 60).await;
    let mut tx = db.read().await.expect("a transaction");
    let units = tx.units().await.expect("units");
    let streets: Vec<_> = units.iter().filter(|unit| unit.kind == domain::org::UnitKind::Street).collect();
    assert_eq!(streets.len(), 3);
    let sites = counts.iter().find(|(code, _)| code == SITE).expect("sites").1;
    assert_eq!(sites, 180, "a key that two streets share would leave one out");
    let catalogue = Catalogue::carried().expect("no fault");
    let site = app::register(&mut tx, &catalogue, SITE).await.expect("the register");
    let posts = [Post::at_no_unit(Uuid::from_u128(1), Role::Administrator, NaiveDate::default())];
    let caller = Caller::new(Uuid::from_u128(1), "张三".into(), &posts, &[], NaiveDate::default());
    for street in streets {
        let asked = app::Asked { unit: Some(street.id), limit: 1, ..app::Asked::default() };
        let (count, _) = app::summarize_records(&mut tx, &caller, &site, &asked).await.expect("a count");
        assert_eq!(count, 60, "{}", street.name);
    }
}

/// The worst light of each target, with what it was judged by.
async fn board(db: &Db) -> Vec<(Light, String)> {
    let catalogue = Catalogue::carried().expect("no fault");
    let counting = app::Counting::of(&catalogue);
    let mut tx = db.read().await.expect("a transaction");
    let posts = vec![Post::at_no_unit(Uuid::from_u128(1), Role::Administrator, NaiveDate::default())];
    let caller = Caller::new(Uuid::from_u128(1), "张三".into(), &posts, &[], NaiveDate::default());
    let asking = app::Asking::default();
    let found = app::figure_board(&mut tx, &caller, (&catalogue, &counting), &asking, today()).await;
    let found = found.expect("a board");
    let notice = tx.notices().await.expect("notices").remove(0);
    let mut lines = Vec::new();
    for target in tx.targets_of(notice.id).await.expect("targets") {
        let of = found.cells.iter().filter(|cell| cell.target_id == target.id);
        let Some(cell) = of.min_by_key(|cell| cell.verdict.light.rank()) else { continue };
        let cited = target.citations.first().map(|cited| format!("{} {}", cited.path, cited.quote));
        let figure = (cell.figure.numerator, cell.figure.denominator);
        let verdict = &cell.verdict;
        lines.push((
            verdict.light,
            format!(
                "{:?} {:?} {} {:?} {:?} goal {:?} {}/{} missed {} {}",
                verdict.light,
                verdict.reason,
                cell.indicator.as_deref().unwrap_or("-"),
                target.measure.kind,
                verdict.value.map(|value| value.round_dp(1)),
                verdict.goal,
                figure.0,
                figure.1,
                cell.missed,
                cited.unwrap_or_default(),
            ),
        ));
    }
    lines
}

#[tokio::test]
async fn the_board_of_the_street_shows_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let (db, ..) = made(folder.path(), (2026, 1), 2000).await;
    let lines = board(&db).await;
    let told = lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
    let share = |light| lines.iter().filter(|(of, _)| *of == light).count() * 100 / lines.len();
    let (green, yellow, red) = (share(Light::Green), share(Light::Yellow), share(Light::Red));
    assert!((55..=85).contains(&green), "{green} % are green\n{told}");
    assert!((8..=35).contains(&yellow), "{yellow} % are yellow\n{told}");
    assert!((2..=12).contains(&red), "{red} % are red\n{told}");
    assert_eq!(share(Light::NoSubject), 0, "the street has some of everything\n{told}");
    for (_, line) in lines.iter().filter(|(light, _)| *light == Light::Grey) {
        assert!(line.contains(" reported ") || line.contains(" milestone "), "no figure for {line}");
    }
}

#[tokio::test]
async fn a_major_hazard_of_the_demo_is_closed_by_another_than_its_rectifier() {
    let folder = tempfile::tempdir().expect("a folder");
    let (db, ..) = made(folder.path(), (7, 1), 400).await;
    let catalogue = Catalogue::carried().expect("no fault");
    let posts = [Post::at_no_unit(Uuid::from_u128(1), Role::Administrator, today())];
    let caller = Caller::new(Uuid::from_u128(1), "张三".into(), &posts, &[], today());
    let mut tx = db.read().await.expect("a transaction");
    let hazards = app::register(&mut tx, &catalogue, HAZARD).await.expect("hazards");
    let majors = app::Asked {
        states: vec!["closed".into()],
        filters: [("level".to_owned(), "major".to_owned())].into(),
        limit: 100,
        ..app::Asked::default()
    };
    let closed = app::list_records(&mut tx, &caller, &hazards, &majors).await.expect("a list").records;
    assert!(!closed.is_empty());
    for row in closed {
        let events = tx.audit_of("record", &row.record.id.to_string()).await.expect("a history");
        let by = |step: &str| {
            events.iter().rev().find(|event| event.action.ends_with(step)).map(|event| event.user_id)
        };
        assert!(by(".submit") != by(".close"), "{}", row.title);
    }
}
