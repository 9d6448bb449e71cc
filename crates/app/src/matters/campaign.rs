//! A campaign as it stands: its phases, its figures out of hazards and inspections unit by unit, and who is looked at again.

use super::waiting::linked;
use crate::access::ensure;
use crate::error::AppError;
use crate::home::{Tally, count};
use crate::records::{Asked, ListedRecord, latest, list_these, listed_ids};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::hazard::{HAZARD, Stage, states_where};
use domain::matter::{CAMPAIGN_PHASE, CAMPAIGN_PLAN, Campaign, drawn};
use domain::org::{OrgUnit, UnitKind, territory};
use domain::register::{Record, Register};
use domain::todo::Haste;
use std::collections::{BTreeMap, HashSet};
use store::Tx;
use uuid::Uuid;

/// Register of inspections, and the sorts that are of campaigns and of looking back.
const INSPECTION: &str = "inspection";
const OF_CAMPAIGN: &str = "campaign";
const LOOK_BACK: &str = "look-back";
/// Units that are counted one by one.
const MOST_UNITS: usize = 60;
/// Closed hazards out of which is drawn; no campaign has more.
const MOST_CLOSED: usize = 1_000_000;
/// Inspections that look back, the latest.
const MOST_VISITS: usize = 500;

/// What a unit did in a campaign; each figure is a list of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignRow {
    /// The unit, with what lies in it.
    pub unit: Uuid,
    /// Its name.
    pub name: String,
    /// Inspections of campaigns in the span.
    pub inspections: Tally,
    /// Hazards found.
    pub found: Tally,
    /// Of them major ones.
    pub major: Tally,
    /// Of them closed.
    pub closed: Tally,
    /// Of them to be rectified and overdue.
    pub overdue: Tally,
}

/// A closed hazard that is looked at again.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The hazard.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// An inspection that looks back saw its site since it was closed.
    pub is_seen: bool,
}

/// A campaign as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignPage {
    /// Phases in the order of their nodes, each with how it stands to its node.
    pub phases: Vec<(Record, Haste)>,
    /// The whole, then unit by unit.
    pub rows: Vec<CampaignRow>,
    /// Units that are not counted one by one, since there are too many.
    pub more_units: usize,
    /// The filters by which a list of hazards shows the same.
    pub filters: BTreeMap<String, String>,
    /// The sector of the campaign.
    pub sector: Option<String>,
    /// States of a hazard that was reported and not dismissed.
    pub states: Vec<&'static str>,
    /// States in which a hazard is to be rectified.
    pub to_rectify: Vec<&'static str>,
    /// Days through which a deadline is over, as a list takes them.
    pub overdue: String,
    /// Who is looked at again.
    pub drawn: Vec<Drawn>,
}

/// What a count goes by.
struct Scope<'s> {
    caller: &'s Caller,
    units: &'s [OrgUnit],
    hazards: Register,
    inspections: Register,
    page: CampaignPage,
}

impl Scope<'_> {
    async fn tally(
        &self,
        tx: &mut Tx,
        unit: Uuid,
        states: &[&'static str],
        more: &[(&str, &str)],
    ) -> Result<Tally, AppError> {
        count(tx, self.caller, &self.hazards, self.units, &self.asked(unit, states, more)).await
    }

    fn asked(&self, unit: Uuid, states: &[&'static str], more: &[(&str, &str)]) -> Asked {
        let mut filters = self.page.filters.clone();
        filters.extend(more.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())));
        Asked {
            unit: Some(unit),
            states: states.iter().map(|state| (*state).to_owned()).collect(),
            sectors: self.page.sector.iter().cloned().collect(),
            filters,
            ..Asked::default()
        }
    }

    async fn row(&self, tx: &mut Tx, unit: &OrgUnit) -> Result<CampaignRow, AppError> {
        let (id, states) = (unit.id, &self.page.states);
        let days = self.page.filters.get("found_on").cloned().unwrap_or_default();
        let asked = Asked {
            unit: Some(id),
            sectors: self.page.sector.iter().cloned().collect(),
            filters: [("inspected_on".to_owned(), days), ("kind".to_owned(), OF_CAMPAIGN.to_owned())].into(),
            ..Asked::default()
        };
        Ok(CampaignRow {
            unit: id,
            name: unit.name.clone(),
            inspections: count(tx, self.caller, &self.inspections, self.units, &asked).await?,
            found: self.tally(tx, id, states, &[]).await?,
            major: self.tally(tx, id, states, &[("level", "major")]).await?,
            closed: self.tally(tx, id, &["closed"], &[]).await?,
            overdue: self
                .tally(tx, id, &self.page.to_rectify, &[("due", self.page.overdue.as_str())])
                .await?,
        })
    }

    /// Out of the hazards that were closed, those that the lot falls on.
    async fn drawn(&self, tx: &mut Tx, plan: &Record, campaign: &Campaign) -> Result<Vec<Drawn>, AppError> {
        let closed = self.asked(plan.unit_id, &["closed"], &[]);
        let closed = listed_ids(tx, self.caller, &self.hazards, &closed, MOST_CLOSED).await?;
        let lots = drawn(plan.id, &closed, campaign.look_back);
        let (drawn, _) = list_these(tx, self.caller, &self.hazards, self.units, &lots).await?;
        let asked = Asked {
            unit: Some(plan.unit_id),
            filters: [("kind".to_owned(), LOOK_BACK.to_owned())].into(),
            sort: Some("-inspected_on".to_owned()),
            limit: MOST_VISITS,
            ..Asked::default()
        };
        let seen = latest(tx, self.caller, &self.inspections, self.units, &asked).await?;
        let saw = |record: &Record| {
            let site = record.site(&self.hazards);
            site.is_some()
                && seen.iter().any(|(_, visit)| {
                    visit.site(&self.inspections) == site
                        && visit.date("inspected_on") >= record.date("closed_on")
                })
        };
        let seen = |ListedRecord { title, record }| Drawn { is_seen: saw(&record), title, record };
        Ok(drawn.into_iter().map(seen).collect())
    }
}

/// The page of a campaign.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn campaign_page(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    id: Uuid,
    today: NaiveDate,
) -> Result<CampaignPage, AppError> {
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == CAMPAIGN_PLAN);
    let raw = raw.ok_or(AppError::NotFound("record"))?;
    ensure(caller, Verb::See, "record", &raw.record.subject())?;
    let plan = raw.read(&crate::registers::register(tx, catalogue, CAMPAIGN_PLAN).await?);
    let campaign = Campaign::of(&plan);
    let units = tx.units().await?;
    let soon = catalogue.rules.press.soon_days;
    let mut phases = linked(tx, catalogue, CAMPAIGN_PHASE, id).await?;
    phases.sort_by_key(|phase| (phase.date("due"), phase.id));
    let haste = |phase: &Record| match phase.state.as_str() {
        "done" | "cancelled" => Haste::Calm,
        _ => Haste::of(phase.date("due"), today, soon),
    };
    let phases = phases
        .into_iter()
        .map(|phase| {
            let haste = haste(&phase);
            (phase, haste)
        })
        .collect();
    let mut filters = BTreeMap::new();
    if let Some((first, last)) = campaign.span {
        filters.insert("found_on".to_owned(), format!("{first}..{last}"));
    }
    if !campaign.categories.is_empty() {
        filters.insert("category".to_owned(), campaign.categories.join(","));
    }
    let page = CampaignPage {
        phases,
        rows: Vec::new(),
        more_units: 0,
        filters,
        sector: plan.sector.clone(),
        states: states_where(|stage| !matches!(stage, Stage::Draft | Stage::Unfounded)),
        to_rectify: states_where(Stage::is_to_be_rectified),
        overdue: format!("..{}", today.pred_opt().unwrap_or(today)),
        drawn: Vec::new(),
    };
    let hazards = crate::registers::register(tx, catalogue, HAZARD).await?;
    let inspections = crate::registers::register(tx, catalogue, INSPECTION).await?;
    let mut scope = Scope { caller, units: &units, hazards, inspections, page };
    let below = counted(&units, plan.unit_id, today);
    scope.page.more_units = below.len().saturating_sub(MOST_UNITS);
    let whole = units.iter().find(|unit| unit.id == plan.unit_id);
    for unit in whole.into_iter().chain(below.into_iter().take(MOST_UNITS)) {
        let row = scope.row(tx, unit).await?;
        scope.page.rows.push(row);
    }
    scope.page.drawn = scope.drawn(tx, &plan, &campaign).await?;
    Ok(scope.page)
}

/// The communities in a territory, which are counted one by one.
fn counted(units: &[OrgUnit], whole: Uuid, today: NaiveDate) -> Vec<&OrgUnit> {
    let inside: HashSet<Uuid> = territory(units, whole).into_iter().collect();
    let is_one = |unit: &&OrgUnit| {
        unit.kind == UnitKind::Community
            && unit.id != whole
            && inside.contains(&unit.id)
            && unit.is_valid_on(today)
    };
    units.iter().filter(is_one).collect()
}
