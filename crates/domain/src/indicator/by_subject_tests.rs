use super::*;
use crate::register::samples::day;

fn amounts(of: &[(&str, i64)]) -> BTreeMap<NaiveDate, i64> {
    of.iter().map(|(at, amount)| (day(at), amount * 10_000)).collect()
}

/// Day and what it adds to the numerator.
fn steps(shares: &[(Cell, Share)]) -> Vec<(i32, i64)> {
    let moving = shares.iter().filter(|(_, share)| share.numerator != 0);
    moving.map(|(cell, share)| (cell.day, share.numerator / 10_000)).collect()
}

#[test]
fn a_subject_counts_once_in_a_year_from_the_first_day_on() {
    let done = amounts(&[("2025-12-31", 1), ("2026-03-02", 2), ("2026-11-01", 1)]);
    assert_eq!(steps(&distinct_shares(&done)), [(20_251_231, 1), (20_260_302, 1)]);
    assert!(distinct_shares(&amounts(&[("2026-03-02", 0)])).is_empty(), "what was taken back counts no more");
}

#[test]
fn a_subject_is_covered_while_any_of_its_records_is_valid() {
    // two policies that overlap, then a gap, then a third
    let valid =
        [("2026-01-01", 1), ("2026-06-01", 1), ("2026-07-01", -1), ("2026-10-01", -1), ("2026-12-01", 1)];
    let shares = coverage_shares(&amounts(&valid));
    assert_eq!(steps(&shares), [(20_260_101, 1), (20_261_001, -1), (20_261_201, 1)]);
    assert_eq!(shares[0].1, Share { numerator: 0, denominator: 10_000 });
    // one that begins on the day on which the other has lapsed leaves no gap
    let renewed = coverage_shares(&amounts(&[("2026-01-01", 1), ("2026-07-01", 0), ("2027-01-01", -1)]));
    assert_eq!(steps(&renewed), [(20_260_101, 1), (20_270_101, -1)]);
}
