//! Who may see and do what, on both engines: what lies elsewhere is as if it were not there.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError, Asked, Entered};
use desk::*;
use domain::access::Role;
use domain::register::{Record, RecordError, ValueProblem};
use std::collections::BTreeMap;
use uuid::Uuid;

const EAST: u128 = 2;
const WEST: u128 = 3;
const OFFICE: u128 = 4;

fn head(unit: u128) -> Act {
    act_of(20 + unit, "head", &[post(Role::CommunityHead, unit, None)])
}

/// Of the office for fire, which belongs to the street.
fn fire_officer() -> Act {
    act_of(30, "officer", &[post(Role::DepartmentOfficer, OFFICE, Some("fire"))])
}

fn manager(user: u128) -> Act {
    act_of(user, "manager", &[post(Role::EnterpriseManager, EAST, None)])
}

fn site(unit: &str, name: &str, sector: &str) -> Entered {
    let entered = entered(unit, &[("name", name), ("kinds", "enterprise"), ("address", "一路1号")]);
    Entered { sector: Some(sector.to_owned()).filter(|sector| !sector.is_empty()), ..entered }
}

impl Desk {
    /// What somebody sees of the sites: in the list, in the count, in the search, in the export.
    async fn seen(&self, act: &Act) -> Vec<String> {
        let mut tx = self.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.catalogue, "site").await.expect("a register");
        let asked = Asked { sort: Some("name".into()), limit: 50, ..Asked::default() };
        let listed = app::list_records(&mut tx, &act.caller, &register, &asked).await.expect("a list");
        let titles: Vec<String> = listed.records.into_iter().map(|row| row.title).collect();
        let (count, _) =
            app::summarize_records(&mut tx, &act.caller, &register, &asked).await.expect("a foot");
        assert_eq!(count, titles.len() as i64);
        let counts = app::register_counts(&mut tx, &act.caller, &self.catalogue, app::local_day(act.now))
            .await
            .expect("counts")
            .into_iter();
        let counted = counts.into_iter().find(|count| count.register == "site").expect("sites");
        assert_eq!(counted.count, count);
        let searched = Asked { search: Some("厂".into()), ..asked.clone() };
        let found = app::list_records(&mut tx, &act.caller, &register, &searched).await.expect("a list");
        assert_eq!(found.records.into_iter().map(|row| row.title).collect::<Vec<_>>(), titles);
        let columns = ["name".to_owned()];
        let sectors = BTreeMap::new();
        let given = app::ExportShape { title: "场所", columns: &columns, as_of: today() };
        let sheet = app::export_records(&mut tx, &act.caller, &register, &sectors, &asked, given).await;
        let bytes = sheet.expect("an export").finish().expect("a workbook");
        let table = app::read_sheet(&register, &bytes).expect("a table");
        assert_eq!(table.rows.iter().filter(|row| row.cells[0].ends_with('厂')).count(), titles.len());
        titles
    }

    async fn detail(&self, act: &Act, record: &Record) -> Result<app::RecordDetail, AppError> {
        let mut tx = self.db.read().await?;
        app::record_detail(&mut tx, &act.caller, &self.catalogue, &record.register, record.id, today()).await
    }

    async fn remove(&self, act: &Act, record: &Record) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let register = app::register(&mut tx, &self.catalogue, &record.register).await?;
        app::remove_record(&mut tx, act, &register, record.id, record.version).await
    }

    async fn try_undo(&self, act: &Act, request: &str) -> Result<app::Undone, AppError> {
        let mut tx = self.db.write().await?;
        app::undo(&mut tx, act, &self.catalogue, request).await
    }

    /// A factory in each community, the eastern one of the sector fire.
    async fn two_factories(&self) -> [Record; 2] {
        let clerk = clerk();
        [
            self.enter(&clerk, "site", site("东湖社区", "东厂", "fire")).await.expect("a site"),
            self.enter(&clerk, "site", site("西山社区", "西厂", "fire")).await.expect("a site"),
        ]
    }
}

fn is_unseen<T>(found: Result<T, AppError>) -> bool {
    matches!(found, Err(AppError::NotFound(_)))
}

fn is_forbidden<T>(found: Result<T, AppError>) -> bool {
    matches!(found, Err(AppError::Forbidden(_)))
}

#[tokio::test]
async fn lists_counts_searches_and_exports_show_what_a_person_may_see() {
    for desk in &desks().await.each {
        desk.two_factories().await;
        let other = desk.enter(&clerk(), "site", site("西山社区", "矿厂", "mining")).await;
        other.expect("a site");
        desk.enter(&manager(40), "site", site("东湖社区", "自家厂", "")).await.expect("one's own");
        assert_eq!(desk.seen(&clerk()).await, ["东厂", "矿厂", "西厂", "自家厂"]);
        assert_eq!(desk.seen(&head(EAST)).await, ["东厂", "自家厂"]);
        assert_eq!(desk.seen(&head(WEST)).await, ["矿厂", "西厂"]);
        assert_eq!(desk.seen(&fire_officer()).await, ["东厂", "西厂"], "own sector across the street");
        assert_eq!(desk.seen(&manager(40)).await, ["自家厂"]);
        assert_eq!(desk.seen(&manager(41)).await, [""; 0]);
        assert_eq!(desk.seen(&act("r", Role::Auditor)).await.len(), 4);
        let mut tx = desk.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &desk.catalogue, "site").await.expect("a register");
        for role in [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator] {
            let asked = Asked { limit: 1, ..Asked::default() };
            let caller = act("r", role).caller;
            assert!(is_forbidden(app::list_records(&mut tx, &caller, &register, &asked).await));
            assert!(is_forbidden(app::summarize_records(&mut tx, &caller, &register, &asked).await));
            assert!(is_forbidden(
                app::register_counts(&mut tx, &caller, &desk.catalogue, chrono::NaiveDate::default()).await
            ));
        }
    }
}

#[tokio::test]
async fn what_is_not_seen_is_not_there_and_what_is_only_seen_is_not_changed() {
    for desk in &desks().await.each {
        let [east, west] = desk.two_factories().await;
        let other = entered("", &[("address", "九路9号")]);
        assert!(is_unseen(desk.detail(&head(WEST), &east).await));
        assert!(is_unseen(desk.change(&head(WEST), &east, other.clone()).await));
        assert!(is_unseen(desk.remove(&head(WEST), &east).await));
        assert!(is_unseen(desk.detail(&manager(40), &east).await));
        let leader = act("r", Role::Leader);
        assert!(desk.detail(&leader, &east).await.is_ok());
        assert!(is_forbidden(desk.change(&leader, &east, other.clone()).await));
        assert!(is_forbidden(desk.remove(&leader, &east).await));
        assert!(desk.change(&fire_officer(), &west, other.clone()).await.is_ok());
        assert!(desk.change(&head(EAST), &east, other).await.is_ok());
    }
}

#[tokio::test]
async fn nobody_puts_a_record_where_they_keep_none() {
    for desk in &desks().await.each {
        let [east, _] = desk.two_factories().await;
        assert!(is_forbidden(desk.enter(&head(WEST), "site", site("东湖社区", "偷厂", "")).await));
        assert!(is_forbidden(desk.change(&head(EAST), &east, entered("西山社区", &[])).await));
        assert_eq!(desk.seen(&clerk()).await, ["东厂", "西厂"]);
    }
}

#[tokio::test]
async fn a_link_shows_and_takes_only_what_is_seen() {
    for desk in &desks().await.each {
        let [east, _] = desk.two_factories().await;
        let drill = |site: &str| {
            entered(
                "西山社区",
                &[("topic", "疏散"), ("site", site), ("held_on", "2026-03-01"), ("attended", "9")],
            )
        };
        for name in ["东厂", &east.id.to_string()] {
            let refused = desk.enter(&head(WEST), "drill", drill(name)).await;
            let Err(AppError::Record(RecordError::Fields(errors))) = refused else { panic!("{refused:?}") };
            assert_eq!(errors[0].field, "site");
            assert_eq!(errors[0].problem, ValueProblem::Unknown.into(), "as a name that nobody has");
        }
        // the clerk's drill of the eastern factory lies in the west
        let drill = desk.enter(&clerk(), "drill", drill("东厂")).await.expect("a drill");
        assert_eq!(desk.detail(&clerk(), &east).await.expect("seen").linked.len(), 1);
        let seen = desk.detail(&head(EAST), &east).await.expect("seen");
        assert_eq!(seen.linked.len(), 0, "what lies elsewhere is not told");
        let seen = desk.detail(&head(WEST), &drill).await.expect("seen");
        assert!(!seen.names.contains_key(&east.id), "and has no name");
        assert!(desk.detail(&clerk(), &drill).await.expect("seen").names.contains_key(&east.id));
    }
}

#[tokio::test]
async fn a_key_that_is_taken_elsewhere_names_nobody() {
    for desk in &desks().await.each {
        let hydrant = |unit| entered(unit, &[("number", "X-1"), ("pressure", "0.3")]);
        let first = desk.enter(&clerk(), "hydrant", hydrant("东湖社区")).await.expect("a hydrant");
        let holder = |refused| match refused {
            Err(AppError::Record(RecordError::KeyTaken(id))) => id,
            other => panic!("{other:?}"),
        };
        assert_eq!(holder(desk.enter(&clerk(), "hydrant", hydrant("西山社区")).await), first.id);
        let west = act_of(50, "r", &[post(Role::CommunityHead, WEST, None)]);
        assert_eq!(holder(desk.enter(&west, "hydrant", hydrant("西山社区")).await), Uuid::nil());
    }
}

#[tokio::test]
async fn likely_duplicates_and_undo_stop_at_what_is_seen() {
    for desk in &desks().await.each {
        let one = site("东湖社区", "同名厂", "");
        let two = site("西山社区", "同名厂", "");
        let enter = act_of(1, "enter", &[post(Role::Clerk, 1, None)]);
        let east = desk.enter(&enter, "site", one).await.expect("a site");
        desk.enter(&enter, "site", two).await.expect("its twin");
        let likely = async |act: &Act| {
            let mut tx = desk.db.read().await.expect("a transaction");
            let register = app::register(&mut tx, &desk.catalogue, "site").await.expect("a register");
            app::likely_duplicates(&mut tx, &act.caller, &register, east.id).await
        };
        assert_eq!(likely(&clerk()).await.expect("seen").len(), 1);
        assert_eq!(likely(&head(EAST)).await.expect("seen").len(), 0);
        assert!(is_unseen(likely(&head(WEST)).await));

        assert!(is_unseen(desk.try_undo(&manager(40), "enter").await));
        assert!(is_forbidden(desk.try_undo(&act("r", Role::Leader), "enter").await));
        assert_eq!(desk.try_undo(&head(EAST), "enter").await.expect("undone").undone, 1, "of two");
    }
}

#[tokio::test]
async fn a_file_is_for_those_who_see_a_record_that_holds_it_and_for_who_brought_it() {
    for desk in &desks().await.each {
        let bytes = b"%PDF-1.4 certificate";
        let mut tx = desk.db.write().await.expect("a transaction");
        let brought =
            app::bring_file(&vault::Vault::memory(), &head(EAST).caller, bytes).await.expect("kept");
        let file = app::keep_file(&mut tx, &head(EAST), &brought).await.expect("kept");
        tx.commit().await.expect("durable");
        let read = async |act: &Act| {
            let mut tx = desk.db.read().await.expect("a transaction");
            app::openable(&mut tx, &act.caller, &file.sha256).await
        };
        assert!(read(&head(EAST)).await.is_ok(), "who brought it");
        assert!(is_unseen(read(&clerk()).await), "while no record holds it");
        let register =
            desk.catalogue.registers.iter().find(|register| register.code == "site").expect("sites");
        let is_files = |field: &&domain::register::Field| {
            matches!(field.kind, domain::register::FieldKind::Files { .. })
        };
        let field = register.fields.iter().find(is_files).expect("a field of files").code.clone();
        let mut held = site("东湖社区", "东厂", "");
        held.fields.insert(field, vec![file.sha256.clone()]);
        let record = desk.enter(&clerk(), "site", held).await.expect("a site");
        assert!(read(&clerk()).await.is_ok());
        assert!(is_unseen(read(&head(WEST)).await));
        assert!(desk.remove(&clerk(), &record).await.is_ok());
    }
}

#[tokio::test]
async fn a_sheet_on_its_way_in_is_its_authors() {
    for desk in &desks().await.each {
        let sheet = "名称,类别,地址,所属单位\n新厂,企业,一路1号,东湖社区\n越界厂,企业,一路2号,西山社区\n";
        let register =
            desk.catalogue.registers.iter().find(|register| register.code == "site").expect("sites");
        let mut tx = desk.db.write().await.expect("a transaction");
        let author = head(EAST);
        let (_, import) = desk.checked_sheet(&mut tx, &author, register, sheet.as_bytes()).await;
        let report: serde_json::Value = serde_json::from_str(&import.report).expect("JSON");
        assert_eq!((&report["new"], &report["bad"]), (&1.into(), &1.into()), "{report}");
        assert_eq!(report["problems"][0]["code"], "sheet.row_elsewhere");
        for (act, is_seen) in [(head(EAST), true), (head(WEST), false), (act("r", Role::Administrator), true)]
        {
            let found = app::import(&mut tx, &act.caller, import.id).await;
            assert_eq!(found.is_ok(), is_seen, "{found:?}");
            assert!(is_seen || is_unseen(found));
            let listed = app::imports(&mut tx, &act.caller, "site").await.expect("a list");
            assert_eq!(listed.len(), usize::from(is_seen));
        }
        assert!(is_unseen(app::start_import(&mut tx, &head(WEST), import.id, true).await));
        assert!(is_unseen(app::cancel_import(&mut tx, &head(WEST), import.id).await));
    }
}
