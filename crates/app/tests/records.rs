//! Records without HTTP, on both engines: entered, changed, moved, listed, merged, parted, undone.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{AppError, Asked, Begin, Entered};
use desk::*;
use domain::access::Role;
use domain::register::RecordError;
use uuid::Uuid;

fn factory(name: &str) -> Entered {
    entered("东湖社区", &[("name", name), ("kinds", "enterprise"), ("address", "一路1号")])
}

fn wrong_fields(error: AppError) -> Vec<String> {
    match error {
        AppError::Record(RecordError::Fields(errors)) => {
            errors.into_iter().map(|error| error.field).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_record_takes_names_and_says_which_field_is_wrong() {
    for desk in &desks().await.each {
        let site = desk.enter(&clerk(), "site", factory("甲厂")).await.expect("a site");
        assert_eq!(site.unit_id, Uuid::from_u128(2));
        let bad =
            entered("南村", &[("name", ""), ("kinds", "enterprise"), ("credit_code", "91110000600037341I")]);
        let mut wrong = wrong_fields(desk.enter(&clerk(), "site", bad).await.expect_err("refused"));
        wrong.sort();
        assert_eq!(wrong, ["credit_code", "name", "unit"]);
        let forbidden = desk.enter(&act("r", Role::Leader), "site", factory("乙厂")).await;
        assert!(matches!(forbidden, Err(AppError::Forbidden(_))));
        let twin = desk.enter(&clerk(), "site", factory("甲 厂")).await;
        assert!(
            matches!(twin, Err(AppError::Record(RecordError::KeyTaken(id))) if id == site.id),
            "{twin:?}"
        );
    }
}

#[tokio::test]
async fn the_second_of_two_writers_is_told_and_overwrites_nothing() {
    for desk in &desks().await.each {
        let site = desk.enter(&clerk(), "site", factory("甲厂")).await.expect("a site");
        let first =
            desk.change(&clerk(), &site, entered("", &[("address", "三路3号")])).await.expect("changed");
        assert_eq!(first.version, 1);
        let second = desk.change(&clerk(), &site, entered("", &[("address", "二路2号")])).await;
        assert!(matches!(second, Err(AppError::Stale { table: "record" })));
        let same =
            desk.change(&clerk(), &first, entered("", &[("address", "三路3号")])).await.expect("no change");
        assert_eq!(same.version, 1, "a change that changes nothing writes nothing");
    }
}

#[tokio::test]
async fn a_list_is_narrowed_by_territory_state_and_search() {
    for desk in &desks().await.each {
        for (unit, number) in [("东湖社区", "DH-1"), ("东湖社区", "DH-2"), ("西山社区", "XS-1")] {
            desk.enter(&clerk(), "hydrant", entered(unit, &[("number", number)])).await.expect("a hydrant");
        }
        let sort = Some("number".to_owned());
        let all = desk.titles("hydrant", Asked { sort: sort.clone(), ..Asked::default() }).await;
        assert_eq!(all, ["DH-1", "DH-2", "XS-1"]);
        let street = Asked { unit: Some(Uuid::from_u128(1)), sort: sort.clone(), ..Asked::default() };
        assert_eq!(desk.titles("hydrant", street).await.len(), 3, "a street holds its communities");
        let west = Asked { unit: Some(Uuid::from_u128(3)), ..Asked::default() };
        assert_eq!(desk.titles("hydrant", west).await, ["XS-1"]);
        let search = Asked { search: Some("dh".into()), sort, ..Asked::default() };
        assert_eq!(desk.titles("hydrant", search).await, ["DH-1", "DH-2"]);
        let bad = Asked { sort: Some("color".into()), ..Asked::default() };
        let mut tx = desk.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &desk.catalogue, "hydrant").await.expect("a register");
        let refused = app::list_records(&mut tx, &clerk().caller, &register, &bad).await;
        assert!(matches!(refused, Err(AppError::BadQuery { part }) if part == "sort"));
    }
}

#[tokio::test]
async fn a_list_is_jumped_into_by_letter_by_words_by_row_and_from_its_end() {
    for desk in &desks().await.each {
        for name in ["安海小学", "丁家厂", "梅岭酒店", "梅林商场", "王府大楼", "ABC 仓库"]
        {
            desk.enter(&clerk(), "site", factory(name)).await.expect("a site");
        }
        let up = Asked { sort: Some("name".into()), ..Asked::default() };
        let all = desk.titles("site", up.clone()).await;
        assert_eq!(all, ["安海小学", "丁家厂", "梅林商场", "梅岭酒店", "王府大楼", "ABC 仓库"]);
        let mut tx = desk.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &desk.catalogue, "site").await.expect("a register");
        let mut begin = async |sort: &str, begin: Begin, limit| {
            let asked = Asked { sort: Some(sort.into()), begin, limit, ..Asked::default() };
            let listed = app::list_records(&mut tx, &clerk().caller, &register, &asked).await?;
            let titles: Vec<String> = listed.records.into_iter().map(|row| row.title).collect();
            Ok::<_, AppError>((listed.row, titles, listed.before, listed.next))
        };
        for (sort, typed, row, first) in [
            ("name", "m", 2, "梅林商场"),
            ("name", "Ｍ", 2, "梅林商场"),
            ("name", "a", 5, "ABC 仓库"),
            ("name", "b", 1, "丁家厂"),
            ("name", "梅岭", 3, "梅岭酒店"),
            ("-name", "m", 2, "梅岭酒店"),
            ("-name", "梅", 2, "梅岭酒店"),
        ] {
            let found = begin(sort, Begin::Value(typed.into()), 1).await.expect("a page");
            assert_eq!((found.0, found.1), (Some(row), vec![first.to_owned()]), "{sort} {typed}");
        }
        let (row, last, before, next) = begin("name", Begin::End, 2).await.expect("the end");
        assert_eq!((row, last, next), (None, all[4..].to_vec(), None));
        let (_, middle, ..) =
            begin("name", Begin::Before(before.expect("some before")), 2).await.expect("more");
        assert_eq!(middle, all[2..4]);
        let (row, third, ..) = begin("name", Begin::Row(2), 1).await.expect("a row");
        assert_eq!((row, third), (Some(2), all[2..3].to_vec()));
        let year = begin("changed", Begin::Value(today().format("%Y").to_string()), 9).await.expect("a year");
        assert_eq!((year.0, year.1.len()), (Some(0), 6));
        let bad = begin("unit", Begin::Value("梅".into()), 1).await;
        assert!(matches!(bad, Err(AppError::BadQuery { ref part }) if part == "from"), "{bad:?}");
    }
}

#[tokio::test]
async fn a_move_and_its_history_are_kept_and_undone_as_one_step() {
    for desk in &desks().await.each {
        let hydrant =
            desk.enter(&clerk(), "hydrant", entered("东湖社区", &[("number", "DH-1")])).await.expect("one");
        let mut tx = desk.db.write().await.expect("a transaction");
        let mut resolver = desk.resolver(&mut tx, &clerk(), "hydrant").await;
        let step = act("accept", Role::Clerk);
        let moved =
            app::move_record(&mut tx, &step, &mut resolver, hydrant.id, 0, "accept", Entered::default())
                .await;
        let moved = moved.expect("it was planned");
        tx.commit().await.expect("durable");
        assert_eq!((moved.state.as_str(), moved.date("accepted_on")), ("intact", Some(today())));
        let mut tx = desk.db.read().await.expect("a transaction");
        let caller = clerk().caller;
        let detail =
            app::record_detail(&mut tx, &caller, &desk.catalogue, "hydrant", hydrant.id, today()).await;
        let detail = detail.expect("there");
        drop(tx);
        assert_eq!(detail.history.len(), 2);
        let changed: Vec<&str> = detail.history[0].changes.iter().map(|change| change.0.as_str()).collect();
        assert_eq!(changed, ["accepted_on", "state"]);
        let undone = desk.undo("accept").await;
        assert_eq!((undone.undone, undone.left.len()), (1, 0));
        let again = desk.undo("accept").await;
        assert_eq!(
            (again.undone, again.left),
            (0, vec![hydrant.id]),
            "it was changed since, by the undo itself"
        );
    }
}

#[tokio::test]
async fn merging_two_sites_turns_their_links_and_parting_turns_them_back() {
    for desk in &desks().await.each {
        let keeper = desk.enter(&clerk(), "site", factory("甲厂")).await.expect("a site");
        let gone = desk.enter(&clerk(), "site", factory("甲厂（东区）")).await.expect("a site");
        let plan = entered("", &[("name", "预案"), ("site", "甲厂（东区）")]);
        let linked = desk.enter(&clerk(), "emergency-plan", plan).await;
        let Ok(linked) = linked else { panic!("{linked:?}") };
        assert_eq!(linked.unit_id, keeper.unit_id, "the unit of its site");
        let register = {
            let mut tx = desk.db.read().await.expect("a transaction");
            app::register(&mut tx, &desk.catalogue, "site").await.expect("a register")
        };
        let mut tx = desk.db.write().await.expect("a transaction");
        let merge = act("m", Role::Clerk);
        let pair = ((keeper.id, 0), (gone.id, 0));
        app::merge_records(&mut tx, &merge, &desk.catalogue, &register, pair.0, pair.1)
            .await
            .expect("merged");
        assert_eq!(tx.links_to(keeper.id, 9).await.expect("links").len(), 1);
        assert_eq!(tx.links_to(gone.id, 9).await.expect("links").len(), 0);
        let parted = app::split_record(&mut tx, &clerk(), &desk.catalogue, &register, gone.id, 1).await;
        assert!(parted.expect("parted").is_standing());
        assert_eq!(tx.links_to(gone.id, 9).await.expect("links").len(), 1);
        tx.commit().await.expect("durable");
    }
}

#[tokio::test]
async fn a_field_that_users_add_is_asked_for_and_old_records_stay_readable() {
    for desk in &desks().await.each {
        let old =
            desk.enter(&clerk(), "hydrant", entered("东湖社区", &[("number", "DH-1")])).await.expect("one");
        let local = r#"{"code":"hydrant","name":{"zh":"市政消火栓"},"group":"fire","title":"number",
            "field":[{"code":"number","name":{"zh":"编号"},"kind":"text"},
                     {"code":"local_color","name":{"zh":"颜色"},"kind":"text","required":true}]}"#;
        let definition = serde_json::from_str(local).expect("a definition");
        let mut tx = desk.db.write().await.expect("a transaction");
        let admin = act("d", Role::Administrator);
        let defined =
            app::define_register(&mut tx, &admin, &desk.catalogue, definition, 1).await.expect("defined");
        tx.commit().await.expect("durable");
        assert!(defined.field("local_color").is_some() && defined.field("pressure").is_some());
        let wrong = desk
            .change(&clerk(), &old, entered("", &[("address", "一路")]))
            .await
            .expect_err("it is asked for");
        assert_eq!(wrong_fields(wrong), ["local_color"]);
        let change = entered("", &[("local_color", "红")]);
        assert_eq!(desk.change(&clerk(), &old, change).await.expect("changed").definition, defined.version);
    }
}

#[tokio::test]
async fn a_caller_is_offered_the_moves_of_their_role_and_state() {
    for desk in &desks().await.each {
        let hydrant = entered("东湖社区", &[("number", "DH-1"), ("task", "existing")]);
        let made = desk.enter(&clerk(), "hydrant", hydrant).await.expect("a hydrant");
        assert_eq!(desk.moves(Role::Clerk, &made).await, ["accept", "remove"]);
        assert_eq!(desk.moves(Role::CommunityHead, &made).await, ["accept"]);
        assert_eq!(desk.moves(Role::GridWorker, &made).await, [""; 0]);
        // a leader keeps no records, whatever a register says of the role
        assert_eq!(desk.moves(Role::Leader, &made).await, [""; 0]);
    }
}

#[tokio::test]
async fn special_periods_changed_at_once_count_the_fires_of_all_of_them() {
    for desk in &desks().await.each {
        for (name, from, to) in [("春节", "2026-02-01", "2026-02-05"), ("元宵", "2026-02-20", "2026-02-21")]
        {
            let fields = [("name", name), ("kind", "holiday"), ("starts_on", from), ("ends_on", to)];
            desk.enter(&clerk(), "special-period", entered("东湖社区", &fields)).await.expect("a period");
        }
        let fire = [("name", "火灾"), ("kind", "fire"), ("happened_on", "2026-02-10"), ("class", "larger")];
        desk.enter(&clerk(), "incident", entered("东湖社区", &fire)).await.expect("a fire");
        let counted = async || {
            let mut tx = desk.db.read().await.expect("a transaction");
            let window = store::Window { first: 202_601, last: 202_612, as_of: 20_261_231 };
            let sums = tx.figure_sums(&[Uuid::from_u128(2)], window, None).await.expect("sums");
            sums.get(&(Uuid::from_u128(2), "fire-special-period".to_owned()))
                .map_or(0, |sums| sums.happened.0)
        };
        assert_eq!(counted().await, 0, "it lies in neither");
        let mut tx = desk.db.write().await.expect("a transaction");
        let mut resolver = desk.resolver(&mut tx, &clerk(), "special-period").await;
        let asked = Asked { limit: 9, ..Asked::default() };
        let register = app::register(&mut tx, &desk.catalogue, "special-period").await.expect("a register");
        let listed = app::list_records(&mut tx, &clerk().caller, &register, &asked).await.expect("a list");
        let both: Vec<(Uuid, i64)> =
            listed.records.iter().map(|row| (row.record.id, row.record.version)).collect();
        let step = act("longer", Role::Clerk);
        let until = entered("", &[("ends_on", "2026-02-28")]);
        app::bulk_change(&mut tx, &step, &mut resolver, &both, &until, true).await.expect("changed");
        tx.commit_recorded().await.expect("durable");
        assert_eq!(counted().await, 10_000, "one fire in a period");
        assert_eq!(desk.undo("longer").await.undone, 2);
        assert_eq!(counted().await, 0);
        let mut tx = desk.db.write().await.expect("a transaction");
        let found = app::recount(&mut tx, &act("count", Role::Administrator), &desk.catalogue).await;
        assert_eq!(found.expect("counted"), [], "a plain scan gives the same");
    }
}

#[tokio::test]
async fn a_title_taken_from_a_site_follows_when_the_site_is_renamed() {
    for desk in &desks().await.each {
        let site = desk.enter(&clerk(), "site", factory("甲厂")).await.expect("a site");
        let fields = [("site", "甲厂"), ("trade", "enterprise")];
        desk.enter(&clerk(), "fire-standard", entered("", &fields)).await.expect("entered without a name");
        let titles = async || desk.titles("fire-standard", Asked::default()).await;
        assert_eq!(titles().await, ["甲厂"]);
        let named =
            desk.enter(&clerk(), "fire-standard", entered("", &[("site", "甲厂"), ("name", "乙")])).await;
        assert_eq!(wrong_fields(named.expect_err("it is computed")), ["name", "trade"]);
        let renamed =
            desk.change(&act("rename", Role::Clerk), &site, entered("", &[("name", "甲厂新厂")])).await;
        renamed.expect("renamed");
        assert_eq!(titles().await, ["甲厂新厂"]);
        let sought = Asked { search: Some("新厂".into()), ..Asked::default() };
        assert_eq!(desk.titles("fire-standard", sought).await, ["甲厂新厂"], "it is found by its new name");
        // one step took both back
        assert_eq!(desk.undo("rename").await.undone, 2);
        assert_eq!(titles().await, ["甲厂"]);
    }
}

#[tokio::test]
async fn a_computed_day_and_a_field_that_is_asked_for_beside_another() {
    for desk in &desks().await.each {
        desk.enter(&clerk(), "site", factory("甲厂")).await.expect("a site");
        let fields =
            [("name", "消火栓系统"), ("kind", "hydrant"), ("site", "甲厂"), ("tested_on", "2026-01-31")];
        let made = desk.enter(&clerk(), "fire-facility", entered("", &fields)).await;
        let made = made.unwrap_or_else(|wrong| panic!("{:?}", wrong_fields(wrong)));
        assert_eq!(made.date("test_due"), Some("2027-01-31".parse().expect("a day")));
        let paper = |more: &[(&'static str, &'static str)]| {
            let mut fields = vec![("number", "罚1"), ("kind", "penalty"), ("issued_on", "2026-02-01")];
            fields.extend_from_slice(more);
            entered("东湖社区", &fields)
        };
        let refused =
            desk.enter(&clerk(), "enforcement-document", paper(&[])).await.expect_err("both are missing");
        assert_eq!(wrong_fields(refused), ["party", "fine"]);
        let given = paper(&[("site", "甲厂"), ("fine", "0")]);
        desk.enter(&clerk(), "enforcement-document", given).await.expect("a site, and no fine");
    }
}
