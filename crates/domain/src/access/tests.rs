use super::*;
use crate::org::{OrgUnit, UnitKind};
use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

const STREET: u128 = 1;
const SAFETY_OFFICE: u128 = 2;
const EAST: u128 = 3;
const EAST_GRID: u128 = 4;
const WEST: u128 = 5;
const ELSEWHERE: u128 = 6;
const ME: Uuid = Uuid::from_u128(100);
const OTHER: Uuid = Uuid::from_u128(101);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn street() -> Vec<OrgUnit> {
    let unit = |id: u128, parent: Option<u128>, kind| OrgUnit {
        id: Uuid::from_u128(id),
        parent: parent.map(Uuid::from_u128),
        kind,
        name: format!("单位{id}"),
        region_code: None,
        valid_from: day("2026-01-01"),
        valid_to: None,
        version: 0,
    };
    vec![
        unit(STREET, None, UnitKind::Street),
        unit(SAFETY_OFFICE, Some(STREET), UnitKind::Department),
        unit(EAST, Some(STREET), UnitKind::Community),
        unit(EAST_GRID, Some(EAST), UnitKind::Grid),
        unit(WEST, Some(STREET), UnitKind::Community),
        unit(ELSEWHERE, None, UnitKind::Department),
    ]
}

fn post(role: Role, unit: Option<u128>, sector: Option<&str>) -> Post {
    let unit = unit.map(Uuid::from_u128);
    let sector = sector.map(ToOwned::to_owned);
    Post { unit, sector, ..Post::at_no_unit(Uuid::nil(), role, day("2026-01-01")) }
}

fn record(unit: u128, sector: Option<&str>) -> Subject<'_> {
    Subject { unit: Some(Uuid::from_u128(unit)), sector, entered_by: Some(OTHER) }
}

fn decided(posts: &[Post], verb: Verb, subject: &Subject<'_>) -> Decision {
    decide(&areas(posts, &street(), day("2026-06-30")), ME, verb, subject)
}

#[test]
fn a_community_head_keeps_the_records_of_the_community_and_its_grids_only() {
    let posts = [post(Role::CommunityHead, Some(EAST), None)];
    let keeps = |unit| decided(&posts, Verb::KeepRecords, &record(unit, None));
    assert_eq!([EAST, EAST_GRID].map(keeps), [Decision::Allowed; 2]);
    assert_eq!([WEST, STREET, SAFETY_OFFICE].map(keeps), [Decision::Unseen; 3]);
}

#[test]
fn a_leader_sees_and_may_not_change() {
    let posts = [post(Role::Leader, Some(STREET), None)];
    assert_eq!(decided(&posts, Verb::See, &record(WEST, None)), Decision::Allowed);
    assert_eq!(decided(&posts, Verb::KeepRecords, &record(WEST, None)), Decision::Seen);
}

#[test]
fn a_department_officer_reaches_one_sector_across_the_street_and_all_of_the_department() {
    let posts = [post(Role::DepartmentOfficer, Some(SAFETY_OFFICE), Some("fire"))];
    let sees = |unit, sector| decided(&posts, Verb::See, &record(unit, sector));
    assert_eq!(sees(EAST_GRID, Some("fire")), Decision::Allowed);
    assert_eq!(sees(EAST_GRID, Some("mining")), Decision::Unseen);
    assert_eq!(sees(EAST_GRID, None), Decision::Unseen);
    assert_eq!(sees(SAFETY_OFFICE, Some("mining")), Decision::Allowed);
    assert_eq!(sees(ELSEWHERE, Some("fire")), Decision::Unseen);
}

#[test]
fn a_department_outside_every_street_reaches_no_further_than_itself() {
    let posts = [post(Role::DepartmentOfficer, Some(ELSEWHERE), Some("fire"))];
    assert_eq!(decided(&posts, Verb::See, &record(ELSEWHERE, None)), Decision::Allowed);
    assert_eq!(decided(&posts, Verb::See, &record(EAST, Some("fire"))), Decision::Unseen);
}

#[test]
fn an_enterprise_manager_reaches_what_the_person_entered_and_nothing_else() {
    let posts = [post(Role::EnterpriseManager, Some(EAST), None)];
    let mine = Subject { entered_by: Some(ME), ..record(EAST, None) };
    assert_eq!(decided(&posts, Verb::KeepRecords, &mine), Decision::Allowed);
    assert_eq!(decided(&posts, Verb::KeepRecords, &record(EAST, None)), Decision::Unseen);
    assert_eq!(
        decided(&posts, Verb::See, &Subject { entered_by: None, ..record(EAST, None) }),
        Decision::Unseen
    );
}

#[test]
fn a_post_counts_on_its_first_and_its_last_day() {
    let posts = [Post {
        valid_from: day("2026-03-01"),
        valid_to: Some(day("2026-06-30")),
        ..post(Role::GridWorker, Some(EAST_GRID), None)
    }];
    let on = |text| decide(&areas(&posts, &street(), day(text)), ME, Verb::See, &record(EAST_GRID, None));
    assert_eq!(["2026-03-01", "2026-06-30"].map(on), [Decision::Allowed; 2]);
    assert_eq!(["2026-02-28", "2026-07-01"].map(on), [Decision::Unseen; 2]);
}

#[test]
fn a_post_at_a_unit_that_is_not_there_covers_nothing() {
    for role in [Role::Clerk, Role::DepartmentOfficer] {
        for unit in [None, Some(99)] {
            let posts = [post(role, unit, Some("fire"))];
            assert_eq!(decided(&posts, Verb::See, &record(99, Some("fire"))), Decision::Unseen);
            assert_eq!(decided(&posts, Verb::See, &record(EAST, Some("fire"))), Decision::Unseen);
        }
    }
}

#[test]
fn what_one_post_lets_be_seen_another_does_not_let_be_changed() {
    let posts = [post(Role::Leader, Some(STREET), None), post(Role::CommunityHead, Some(EAST), None)];
    assert_eq!(decided(&posts, Verb::KeepRecords, &record(EAST, None)), Decision::Allowed);
    assert_eq!(decided(&posts, Verb::KeepRecords, &record(WEST, None)), Decision::Seen);
}

#[test]
fn what_lies_at_no_unit_is_its_authors() {
    let posts = [post(Role::CommunityHead, Some(EAST), None)];
    let sheet = |entered_by| Subject { unit: None, sector: None, entered_by: Some(entered_by) };
    assert_eq!(decided(&posts, Verb::KeepRecords, &sheet(ME)), Decision::Allowed);
    assert_eq!(decided(&posts, Verb::KeepRecords, &sheet(OTHER)), Decision::Unseen);
}

#[test]
fn a_role_counts_only_where_its_post_reaches() {
    let posts = [post(Role::Dispatcher, Some(WEST), None), post(Role::GridWorker, Some(EAST_GRID), None)];
    let caller = Caller::new(ME, "张三".into(), &posts, &street(), day("2026-06-30"));
    assert_eq!(caller.roles_for(&record(EAST_GRID, None)), [Role::GridWorker]);
    assert_eq!(caller.roles_for(&record(WEST, None)), [Role::Dispatcher]);
    assert_eq!(caller.roles_for(&record(STREET, None)), []);
}

#[test]
fn who_covers_every_unit_there_is_sees_everything() {
    let sight = |role, unit, units: &[OrgUnit]| {
        Caller::new(ME, "张三".into(), &[post(role, Some(unit), None)], units, day("2026-06-30"))
            .sight()
            .clone()
    };
    let one_street: Vec<OrgUnit> =
        street().into_iter().filter(|unit| unit.id != Uuid::from_u128(ELSEWHERE)).collect();
    assert_eq!(sight(Role::Clerk, STREET, &one_street), Sight::Everything);
    assert_ne!(sight(Role::Clerk, STREET, &street()), Sight::Everything);
    assert_eq!(sight(Role::Auditor, EAST, &street()), Sight::Everything);
    let nothing = Sight::Within { units: vec![], across: vec![], own: None };
    assert_eq!(sight(Role::SecurityAdministrator, EAST, &one_street), nothing);
    assert_eq!(sight(Role::Clerk, STREET, &[]), nothing);
}

/// GB/T 22239-2019: system, security and audit administration lie with three persons.
#[test]
fn the_three_administrators_share_nothing_and_see_no_records() {
    let three = [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];
    for verb in Verb::ALL {
        assert!(three.iter().filter(|role| role.verbs().contains(verb)).count() <= 1, "{verb:?}");
    }
    for role in three {
        assert_eq!(decided(&[post(role, None, None)], Verb::See, &record(EAST, None)), Decision::Unseen);
    }
}

#[test]
fn only_its_administrator_keeps_accounts_gives_posts_or_reads_the_audit_trail() {
    let who = |verb| {
        let holds = |role: &&Role| role.verbs().contains(&verb);
        Role::ALL.iter().filter(holds).copied().collect::<Vec<_>>()
    };
    assert_eq!(who(Verb::KeepAccounts), [Role::Administrator, Role::SystemAdministrator]);
    assert_eq!(who(Verb::GivePosts), [Role::Administrator, Role::SecurityAdministrator]);
    assert_eq!(who(Verb::ReadAudit), [Role::Administrator, Role::AuditAdministrator]);
}

fn any_post() -> impl Strategy<Value = Post> {
    let role = prop::sample::select(Role::ALL.to_vec());
    let unit = prop::option::of(1..8u128);
    let sector = prop::option::of(prop::sample::select(vec!["fire", "mining"]));
    (role, unit, sector).prop_map(|(role, unit, sector)| post(role, unit, sector))
}

fn rank(decision: Decision) -> u8 {
    match decision {
        Decision::Unseen => 0,
        Decision::Seen => 1,
        Decision::Allowed => 2,
    }
}

proptest! {
    #[test]
    fn a_further_post_never_takes_anything_away(
        posts in prop::collection::vec(any_post(), 0..4),
        more in any_post(),
        verb in prop::sample::select(Verb::ALL.to_vec()),
        unit in 1..8u128,
        is_fire in any::<bool>(),
    ) {
        let subject = record(unit, is_fire.then_some("fire"));
        let before = decided(&posts, verb, &subject);
        let after = decided(&[posts, vec![more]].concat(), verb, &subject);
        prop_assert!(rank(before) <= rank(after));
    }

    /// A list is narrowed by sight and each thing decided: they must not differ, or lists would hide or show too much.
    #[test]
    fn sight_and_decision_agree(
        posts in prop::collection::vec(any_post(), 0..4),
        unit in 1..7u128,
        sector in prop::sample::select(vec![None, Some("fire"), Some("mining")]),
        by in prop::sample::select(vec![ME, OTHER]),
    ) {
        let caller = Caller::new(ME, "张三".into(), &posts, &street(), day("2026-06-30"));
        let subject = Subject { entered_by: Some(by), ..record(unit, sector) };
        let lies_at = Uuid::from_u128(unit);
        let is_in_sight = match caller.sight() {
            Sight::Everything => true,
            Sight::Within { units, across, own } => {
                units.contains(&lies_at)
                    || across.iter().any(|(code, units)| Some(code.as_str()) == sector && units.contains(&lies_at))
                    || *own == Some(by)
            }
        };
        prop_assert_eq!(is_in_sight, caller.decide(Verb::See, &subject) == Decision::Allowed);
    }

    #[test]
    fn posts_that_cover_one_community_show_nothing_of_another(
        roles in prop::collection::vec(prop::sample::select(Role::ALL.to_vec()), 0..4),
        verb in prop::sample::select(Verb::ALL.to_vec()),
    ) {
        let roles = roles.into_iter().filter(|role| role.reach() != Reach::Everything);
        let posts: Vec<Post> = roles.map(|role| post(role, Some(EAST), None)).collect();
        prop_assert_eq!(decided(&posts, verb, &record(WEST, Some("fire"))), Decision::Unseen);
    }
}
