//! What the rules say of one matter today.

use super::urging::{Urging, urging};
use super::waiting::{linked, open_items, stages};
use crate::access::{ensure, sees};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::matter::{
    CAMPAIGN_PHASE, CAMPAIGN_PLAN, CONSULTATION, CONSULTATION_ITEM, Campaign, ConsultationStage, Errand,
    HazardListing, ItemKind, LISTING, LISTING_REPORT, ListingRule, MATTERS, MatterWait, Phases, TRANSFER,
    Transfer, TransferRule, listing_rule_on, transfer_rule_on,
};
use domain::register::Record;
use domain::todo::Haste;
use domain::workday::YearUnknown;
use store::Tx;
use uuid::Uuid;

/// Links that are looked through for reports.
const MOST_LINKS: i64 = 500;

/// What a matter waits for, whoever's turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterErrand {
    /// What.
    pub wait: MatterWait,
    /// The last day in time; nothing where no rule names one.
    pub by: Option<Result<NaiveDate, YearUnknown>>,
    /// How it stands to that day.
    pub haste: Haste,
    /// It is the caller's turn.
    pub is_mine: bool,
}

/// What belongs to a matter beside its record.
#[derive(Debug, Clone, PartialEq)]
pub struct MatterPage {
    /// What it waits for.
    pub errands: Vec<MatterErrand>,
    /// The hazard that it is about, with its title, when the caller sees it.
    pub hazard: Option<(String, Record)>,
    /// The rule of its level, for a listing.
    pub listing_rule: Option<ListingRule>,
    /// The rule of its kind, for a transfer.
    pub transfer_rule: Option<TransferRule>,
    /// The day of the last report on it, for a listing.
    pub last_report: Option<NaiveDate>,
    /// How it was urged, for a listing.
    pub urging: Option<Urging>,
}

/// The page of a matter.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn matter_page(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    id: Uuid,
    today: NaiveDate,
) -> Result<MatterPage, AppError> {
    let raw = tx.record(id).await?.filter(|raw| MATTERS.contains(&raw.record.register.as_str()));
    let raw = raw.ok_or(AppError::NotFound("record"))?;
    ensure(caller, Verb::See, "record", &raw.record.subject())?;
    let register = crate::registers::register(tx, catalogue, &raw.record.register.clone()).await?;
    let record = raw.read(&register);
    let rules = &catalogue.rules;
    let (mut listing_rule, mut transfer_rule, mut last_report) = (None, None, None);
    let errands = match record.register.as_str() {
        LISTING => {
            let listing = HazardListing::of(&record);
            last_report = last_report_on(tx, catalogue, id).await?;
            let rule = listing_rule_on(&rules.listing, listing.level, listing.listed_on.unwrap_or(today));
            listing_rule = rule.cloned();
            let ids: Vec<Uuid> = listing.hazard_id.into_iter().collect();
            let stage = stages(tx, &ids).await?.values().next().copied();
            listing.errands(stage, last_report, rule, &rules.workdays)
        }
        TRANSFER => {
            let transfer = Transfer::of(&record);
            let day = transfer.decided_on.unwrap_or(today);
            let rule = transfer_rule_on(&rules.transfers, transfer.kind, day);
            transfer_rule = rule.cloned();
            transfer.errands(rule, &rules.workdays)
        }
        CONSULTATION => {
            let open = open_items(tx, catalogue, id).await?;
            ConsultationStage::of(&record).errands(open)
        }
        CAMPAIGN_PLAN => {
            let phases = linked(tx, catalogue, CAMPAIGN_PHASE, id).await?;
            Campaign::of(&record).errands(Phases::of(phases.iter()))
        }
        CONSULTATION_ITEM => ItemKind::errands(&record),
        _ => Vec::new(),
    };
    let roles = caller.roles_for(&record.subject());
    let errand = |Errand { wait, by }: Errand| MatterErrand {
        wait,
        by,
        haste: Haste::of(by.and_then(Result::ok), today, rules.press.soon_days),
        is_mine: roles.iter().any(|role| wait.is_for(*role)),
    };
    let errands: Vec<_> = errands.into_iter().filter(|_| record.is_standing()).map(errand).collect();
    let hazard = hazard(tx, caller, catalogue, &record).await?;
    let urging = match record.register.as_str() {
        LISTING => Some(urging(tx, caller, catalogue, &record, (!errands.is_empty(), today)).await?),
        _ => None,
    };
    Ok(MatterPage { errands, hazard, listing_rule, transfer_rule, last_report, urging })
}

async fn hazard(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    record: &Record,
) -> Result<Option<(String, Record)>, AppError> {
    let Some(id) = record.reference("hazard") else { return Ok(None) };
    let register = crate::registers::register(tx, catalogue, domain::hazard::HAZARD).await?;
    let raw = tx.record(id).await?.filter(|raw| sees(caller, &raw.record.subject()));
    Ok(raw.map(|raw| (raw.title.clone(), raw.read(&register))))
}

async fn last_report_on(
    tx: &mut Tx,
    catalogue: &Catalogue,
    listing: Uuid,
) -> Result<Option<NaiveDate>, AppError> {
    let register = crate::registers::register(tx, catalogue, LISTING_REPORT).await?;
    let links = tx.links_to(listing, MOST_LINKS).await?.into_iter();
    let ids: Vec<Uuid> =
        links.filter(|link| link.register == LISTING_REPORT).map(|link| link.from_id).collect();
    let raws = tx.records(&ids).await?.into_iter().map(|raw| raw.read(&register));
    Ok(raws.filter(Record::is_standing).filter_map(|record| record.date("reported_on")).max())
}
