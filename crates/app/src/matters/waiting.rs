//! What of the matters waits for a caller, worked out of the records, the rules and the posts of today.

use crate::error::AppError;
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::hazard::Stage;
use domain::matter::{HazardListing, LISTING, LISTING_REPORT, ListingStage, MatterWait, listing_rule_on};
use domain::org::OrgUnit;
use domain::register::Record;
use domain::todo::Haste;
use domain::workday::YearUnknown;
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

/// So many of each sort are looked at, those with the earliest deadline first.
const MOST: usize = 100;
/// Reports that are looked at.
const REPORTS: usize = 500;

/// Something to do about a matter.
#[derive(Debug, Clone, PartialEq)]
pub struct MatterItem {
    /// The matter; it names its register.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// What it waits for.
    pub wait: MatterWait,
    /// The day by which it is to be done; nothing where no rule names one.
    pub by: Option<Result<NaiveDate, YearUnknown>>,
    /// How it stands to that day.
    pub haste: Haste,
}

/// What waits for the caller, the most urgent first, and whether there is more than was looked at.
pub(crate) async fn waiting(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<(Vec<MatterItem>, bool), AppError> {
    let units = tx.units().await?;
    if !MatterWait::ALL.iter().any(|wait| caller.roles().into_iter().any(|role| wait.is_for(role))) {
        return Ok((Vec::new(), false));
    }
    let (mut items, is_more) = listings(tx, caller, catalogue, (&units, today)).await?;
    let rank = |item: &MatterItem| item.by.and_then(Result::ok).unwrap_or(NaiveDate::MAX);
    items.sort_by_key(|item| (item.haste, rank(item), item.record.id));
    Ok((items, is_more))
}

async fn listings(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    (units, today): (&[OrgUnit], NaiveDate),
) -> Result<(Vec<MatterItem>, bool), AppError> {
    let register = crate::registers::register(tx, catalogue, LISTING).await?;
    let mut found = Vec::new();
    for (states, sort) in [
        (ListingStage::states_where(|stage| !stage.is_over()), "due"),
        // the newest are published last
        (vec![ListingStage::Delisted.as_str()], "-delisted_on"),
    ] {
        let states = states.into_iter().map(str::to_owned).collect();
        let asked = Asked { states, sort: Some(sort.to_owned()), limit: MOST, ..Asked::default() };
        found.push(latest(tx, caller, &register, units, &asked).await?);
    }
    let is_more = found[0].len() >= MOST;
    let listed: Vec<(String, Record)> = found.into_iter().flatten().collect();
    let ids: Vec<Uuid> = listed.iter().filter_map(|(_, record)| record.reference("hazard")).collect();
    let stages = stages(tx, &ids).await?;
    let reports = last_reports(tx, caller, catalogue, units).await?;
    let rules = &catalogue.rules;
    let mut items = Vec::new();
    for (title, record) in listed {
        let listing = HazardListing::of(&record);
        let stage = listing.hazard_id.and_then(|id| stages.get(&id).copied());
        let rule = listing_rule_on(&rules.listing, listing.level, listing.listed_on.unwrap_or(today));
        let roles = caller.roles_for(&record.subject());
        for errand in listing.errands(stage, reports.get(&record.id).copied(), rule, &rules.workdays) {
            if roles.iter().any(|role| errand.wait.is_for(*role)) {
                let day = errand.by.and_then(Result::ok);
                let haste = Haste::of(day, today, rules.press.soon_days);
                let (title, record) = (title.clone(), record.clone());
                items.push(MatterItem { record, title, wait: errand.wait, by: errand.by, haste });
            }
        }
    }
    Ok((items, is_more))
}

/// Where hazards stand.
pub(super) async fn stages(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, Stage>, AppError> {
    let raws = tx.records(ids).await?.into_iter();
    Ok(raws.map(|raw| (raw.record.id, Stage::of(&raw.record.state, None, None))).collect())
}

/// The day of the last report on each listing, among the newest reports.
async fn last_reports(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    units: &[OrgUnit],
) -> Result<HashMap<Uuid, NaiveDate>, AppError> {
    let register = crate::registers::register(tx, catalogue, LISTING_REPORT).await?;
    let asked = Asked { sort: Some("-reported_on".to_owned()), limit: REPORTS, ..Asked::default() };
    let mut last = HashMap::new();
    for (_, record) in latest(tx, caller, &register, units, &asked).await? {
        if let (Some(listing), Some(day)) = (record.reference("listing"), record.date("reported_on")) {
            last.entry(listing).or_insert(day);
        }
    }
    Ok(last)
}
