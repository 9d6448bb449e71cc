//! What became of units, and the tree of an earlier day.

use super::*;
use crate::org::UnitKind;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn unit(n: u128, parent: Option<u128>, name: &str) -> OrgUnit {
    OrgUnit {
        id: id(n),
        parent: parent.map(id),
        kind: UnitKind::Community,
        name: name.into(),
        region_code: None,
        valid_from: day("2026-01-01"),
        valid_to: None,
        version: 0,
    }
}

/// A street 1 with two communities 2 and 3, and two grids 4 and 5 of the first.
fn street() -> Past {
    let units = vec![
        unit(1, None, "滨江街道"),
        unit(2, Some(1), "东湖社区"),
        unit(3, Some(1), "西山社区"),
        unit(4, Some(2), "一网格"),
        unit(5, Some(2), "二网格"),
    ];
    Past::new(units, Vec::new())
}

fn on(effect_on: &str) -> Reform {
    Reform { effect_on: day(effect_on), today: day("2026-06-30"), basis: " 民政〔2026〕3号 ".into() }
}

fn after(past: &Past, changed: Vec<Changed>) -> Past {
    let mut past = past.clone();
    for (new, change) in changed {
        let place = past.units.iter_mut().find(|unit| unit.id == new.id).expect("known");
        *place = new;
        let id = Uuid::from_u128(past.changes.len() as u128 + 1);
        past.changes.push(UnitChange { id, ..change });
    }
    Past::new(past.units, past.changes)
}

#[test]
fn a_renamed_unit_has_its_old_name_until_the_day_before() {
    let past = street();
    let past = after(&past, vec![on("2026-04-01").renamed(&past, id(2), " 东海社区 ").expect("renamed")]);
    let name = |on| past.on(day(on))[1].name.clone();
    assert_eq!([name("2026-03-31"), name("2026-04-01")], ["东湖社区", "东海社区"]);
    let renamed = |to, at| on(at).renamed(&past, id(2), to).err();
    assert_eq!(renamed("东海社区", "2026-05-01"), Some(OrgError::Same));
    assert_eq!(renamed("西山社区", "2026-05-01"), Some(OrgError::NameTaken("西山社区".into())));
    assert_eq!(renamed("东江社区", "2026-03-31"), Some(OrgError::OutOfOrder));
    assert_eq!(renamed("东江社区", "2026-07-01"), Some(OrgError::NotYet));
    assert_eq!(renamed("东江社区", "2026-06-30"), None);
    assert_eq!(past.changes[0].basis, "民政〔2026〕3号");
}

#[test]
fn a_merged_unit_ends_and_the_one_that_goes_on_answers_for_what_it_leaves() {
    let past = street();
    let past = after(&past, on("2026-04-01").merged(&past, id(2), id(3)).expect("merged"));
    let now = past.on(day("2026-04-01"));
    assert_eq!(now[1].valid_to, Some(day("2026-03-31")));
    let mut inside = territory(&now, id(3));
    inside.sort_unstable();
    assert_eq!(inside, [2, 3, 4, 5].map(id));
    assert_eq!(now[3].parent, Some(id(3)), "a grid lies in a community that stands");
    assert_eq!(past.territory(id(3), day("2026-03-31")), [id(3)]);
    let mut before = past.territory(id(2), day("2026-03-31"));
    before.sort_unstable();
    assert_eq!(before, [2, 4, 5].map(id));
    assert_eq!(on("2026-05-01").renamed(&past, id(2), "x").err(), Some(OrgError::NotStanding));
    assert_eq!(on("2026-05-01").merged(&past, id(3), id(2)).err(), Some(OrgError::NotStanding));
}

#[test]
fn nothing_lies_in_itself_and_nothing_ends_before_it_begins() {
    let past = street();
    assert_eq!(on("2026-04-01").merged(&past, id(2), id(4)).err(), Some(OrgError::Circle));
    assert_eq!(on("2026-04-01").merged(&past, id(2), id(2)).err(), Some(OrgError::Circle));
    assert_eq!(on("2026-01-01").merged(&past, id(2), id(3)).err(), Some(OrgError::NotStanding));
    assert!(on("2026-01-02").merged(&past, id(2), id(3)).is_ok());
    assert_eq!(on("2026-04-01").moved_to(&past, id(4), Some(id(2))).err(), Some(OrgError::Same));
}

#[test]
fn a_new_unit_beside_one_takes_what_lay_in_it() {
    let past = street();
    let new = unit(9, None, "新湖社区");
    let reform = on("2026-04-01");
    let (made, changed) = reform.split(&past, id(2), new.clone(), &[id(5)]).expect("split");
    assert_eq!((made.parent, made.valid_from), (Some(id(1)), day("2026-04-01")));
    assert_eq!(
        changed.iter().map(|(_, change)| change.what).collect::<Vec<_>>(),
        [Change::Split, Change::Moved]
    );
    assert_eq!(reform.split(&past, id(2), new.clone(), &[]).err(), Some(OrgError::NothingTaken));
    assert_eq!(reform.split(&past, id(3), new, &[id(5)]).err(), Some(OrgError::NothingTaken));
}

proptest! {
    /// Sums kept by the tree of today give what lay in a unit on any day, whatever moved where and when.
    #[test]
    fn sums_of_today_give_those_of_any_day(
        moves in prop::collection::vec((2u128..9, 1u128..9, 1u32..6), 0..8),
        own in prop::collection::vec(0i64..50, 9),
        asked in 1u128..9,
        at in 0u32..7,
    ) {
        let units = (1..9).map(|n| unit(n, (n > 1).then_some(n / 2), &format!("单位{n}"))).collect();
        let mut past = Past::new(units, Vec::new());
        let mut months: Vec<_> = moves;
        months.sort_by_key(|(_, _, month)| *month);
        for (moved, to, month) in months {
            let reform = on(&format!("2026-{month:02}-10"));
            if let Ok(changed) = reform.moved_to(&past, id(moved), Some(id(to))) {
                past = after(&past, vec![changed]);
            }
        }
        let own = |n: Uuid| own[n.as_u128() as usize];
        let sum_now = |n: Uuid| territory(&past.units, n).into_iter().map(own).sum::<i64>();
        let day = day("2026-01-01") + chrono::Days::new(u64::from(at) * 30);
        let plain: i64 = past.territory(id(asked), day).into_iter().map(own).sum();
        let signed: i64 = past.sums(id(asked), day).into_iter().map(|(n, sign)| sign * sum_now(n)).sum();
        prop_assert_eq!(plain, signed);
    }
}
