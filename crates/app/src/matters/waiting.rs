//! What of the matters waits for a caller, worked out of the records, the rules and the posts of today.

use crate::error::AppError;
use crate::records::{Asked, latest};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::hazard::Stage;
use domain::matter::{
    CAMPAIGN_PHASE, CAMPAIGN_PLAN, CONSULTATION, CONSULTATION_ITEM, Campaign, CampaignStage,
    ConsultationStage, Errand, HazardListing, ITEM_OPEN, ItemKind, LISTING, LISTING_REPORT, ListingStage,
    MatterWait, OpenItems, Phases, TRANSFER, Transfer, TransferStage, listing_rule_on, transfer_rule_on,
};
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

/// Links to a consultation that are looked through.
const LINKS: i64 = 500;

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
    let desk = Desk { caller, catalogue, units: &units, today };
    let (mut items, mut is_more) = listings(tx, caller, catalogue, (&units, today)).await?;
    for part in [transfers(tx, &desk).await?, consultations(tx, &desk).await?, campaigns(tx, &desk).await?] {
        is_more |= part.1;
        items.extend(part.0);
    }
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

/// What a reading goes by.
struct Desk<'d> {
    caller: &'d Caller,
    catalogue: &'d Catalogue,
    units: &'d [OrgUnit],
    today: NaiveDate,
}

impl Desk<'_> {
    /// The first records of a register in some states, in the order of a field.
    async fn first(
        &self,
        tx: &mut Tx,
        code: &str,
        states: Vec<&'static str>,
        sort: &str,
    ) -> Result<Vec<(String, Record)>, AppError> {
        let register = crate::registers::register(tx, self.catalogue, code).await?;
        let states = states.into_iter().map(str::to_owned).collect();
        let asked = Asked { states, sort: Some(sort.to_owned()), limit: MOST, ..Asked::default() };
        latest(tx, self.caller, &register, self.units, &asked).await
    }

    /// What of a record is the caller's turn.
    fn items(&self, (title, record): (String, Record), errands: Vec<Errand>) -> Vec<MatterItem> {
        let roles = self.caller.roles_for(&record.subject());
        let soon = self.catalogue.rules.press.soon_days;
        let is_mine = |errand: &Errand| roles.iter().any(|role| errand.wait.is_for(*role));
        let item = |Errand { wait, by }: Errand| {
            let haste = Haste::of(by.and_then(Result::ok), self.today, soon);
            MatterItem { record: record.clone(), title: title.clone(), wait, by, haste }
        };
        errands.into_iter().filter(is_mine).map(item).collect()
    }
}

async fn transfers(tx: &mut Tx, desk: &Desk<'_>) -> Result<(Vec<MatterItem>, bool), AppError> {
    let open = |fits: fn(TransferStage) -> bool| -> Vec<&'static str> {
        TransferStage::ALL.iter().copied().filter(|stage| fits(*stage)).map(TransferStage::as_str).collect()
    };
    let mut found =
        desk.first(tx, TRANSFER, open(|stage| stage == TransferStage::Pending), "decided_on").await?;
    found.extend(desk.first(tx, TRANSFER, open(TransferStage::is_waiting), "due").await?);
    let is_more = found.len() >= MOST;
    let rules = &desk.catalogue.rules;
    let of = |(title, record): (String, Record)| {
        let transfer = Transfer::of(&record);
        let rule =
            transfer_rule_on(&rules.transfers, transfer.kind, transfer.decided_on.unwrap_or(desk.today));
        desk.items((title, record), transfer.errands(rule, &rules.workdays))
    };
    Ok((found.into_iter().flat_map(of).collect(), is_more))
}

async fn consultations(tx: &mut Tx, desk: &Desk<'_>) -> Result<(Vec<MatterItem>, bool), AppError> {
    let asked = desk.first(tx, CONSULTATION_ITEM, vec![ITEM_OPEN], "due").await?;
    let running = ConsultationStage::ALL.iter().filter(|stage| !stage.is_over());
    let running = running.map(|stage| stage.as_str()).collect();
    let consultations = desk.first(tx, CONSULTATION, running, "asked_on").await?;
    let is_more = asked.len() >= MOST || consultations.len() >= MOST;
    let of = |(title, record): (String, Record)| {
        let errands = ItemKind::errands(&record);
        desk.items((title, record), errands)
    };
    let mut items: Vec<MatterItem> = asked.into_iter().flat_map(of).collect();
    for (title, record) in consultations {
        let open = open_items(tx, desk.catalogue, record.id).await?;
        let errands = ConsultationStage::of(&record).errands(open);
        items.extend(desk.items((title, record), errands));
    }
    Ok((items, is_more))
}

/// What departments were asked in a consultation, whoever sees it: whether it can go on does not hang on who looks.
pub(super) async fn open_items(
    tx: &mut Tx,
    catalogue: &Catalogue,
    consultation: Uuid,
) -> Result<OpenItems, AppError> {
    Ok(OpenItems::of(linked(tx, catalogue, CONSULTATION_ITEM, consultation).await?.iter()))
}

/// The records of a register that link to another and were not taken out.
pub(crate) async fn linked(
    tx: &mut Tx,
    catalogue: &Catalogue,
    code: &str,
    to: Uuid,
) -> Result<Vec<Record>, AppError> {
    let register = crate::registers::register(tx, catalogue, code).await?;
    let links = tx.links_to(to, LINKS).await?.into_iter();
    let ids: Vec<Uuid> = links.filter(|link| link.register == code).map(|link| link.from_id).collect();
    let raws = tx.records(&ids).await?.into_iter().map(|raw| raw.read(&register));
    Ok(raws.filter(Record::is_standing).collect())
}

async fn campaigns(tx: &mut Tx, desk: &Desk<'_>) -> Result<(Vec<MatterItem>, bool), AppError> {
    let running = CampaignStage::ALL.iter().filter(|stage| !stage.is_over()).map(|stage| stage.as_str());
    let found = desk.first(tx, CAMPAIGN_PLAN, running.collect(), "ends_on").await?;
    let is_more = found.len() >= MOST;
    let mut items = Vec::new();
    for (title, record) in found {
        let phases = Phases::of(linked(tx, desk.catalogue, CAMPAIGN_PHASE, record.id).await?.iter());
        let errands = Campaign::of(&record).errands(phases);
        items.extend(desk.items((title, record), errands));
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
