//! What the API shows of a home page.

use crate::figures::{DrilledPage, FigureCellView};
use crate::views::TargetView;
use catalogue::{Catalogue, Names};
use chrono::NaiveDate;
use domain::indicator::Urgency;
use domain::notice::NoticeRecord;
use domain::org::OrgUnit;
use domain::target::Target;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// How many, counted up to a limit.
#[derive(Serialize, ToSchema)]
pub struct TallyView {
    count: i64,
    /// There are more than were counted.
    is_more: bool,
}

impl From<app::Tally> for TallyView {
    fn from(app::Tally { count, is_more }: app::Tally) -> Self {
        Self { count, is_more }
    }
}

/// Records on one side of a date of validity.
#[derive(Serialize, ToSchema)]
pub struct CalledView {
    #[serde(flatten)]
    tally: TallyView,
    /// Filter of the date field by which a list shows the same: `..2026-03-04`.
    days: String,
}

impl From<&app::Called> for CalledView {
    fn from(called: &app::Called) -> Self {
        Self { tally: called.tally.into(), days: called.days.clone() }
    }
}

/// What of a register is over or about to be.
#[derive(Serialize, ToSchema)]
pub struct RegisterLapseView {
    register: String,
    name: Names,
    /// Date field.
    field: String,
    /// What to do.
    what: Names,
    /// States in which a record is not over; empty when the register has none.
    states: Vec<String>,
    over: CalledView,
    soon: CalledView,
}

impl From<&app::RegisterLapse> for RegisterLapseView {
    fn from(lapse: &app::RegisterLapse) -> Self {
        Self {
            register: lapse.register.clone(),
            name: (&lapse.name).into(),
            field: lapse.field.clone(),
            what: (&lapse.what).into(),
            states: lapse.states.clone(),
            over: (&lapse.over).into(),
            soon: (&lapse.soon).into(),
        }
    }
}

/// A frequency in the period of today.
#[derive(Serialize, ToSchema)]
pub struct FrequencyDueView {
    /// Its indicator.
    indicator: String,
    /// Name of the indicator.
    name: Names,
    /// What is due.
    what: Names,
    /// Register that takes what is done.
    register: String,
    /// Register of those for whom it is due.
    subjects: String,
    first: NaiveDate,
    last: NaiveDate,
    /// Those who reached it.
    done: i64,
    /// Of so many.
    all: i64,
    /// Few days are left.
    is_soon: bool,
}

impl FrequencyDueView {
    pub fn of(now: &app::FrequencyNow, is_soon: bool, catalogue: &Catalogue) -> Self {
        let indicator = catalogue.indicator(&now.indicator);
        Self {
            indicator: now.indicator.clone(),
            name: indicator.map_or_else(Names::default, |found| (&found.name).into()),
            what: (&now.what).into(),
            register: now.register.clone(),
            subjects: now.subjects.clone(),
            first: now.stretch.days.first,
            last: now.stretch.days.last,
            done: now.figure.numerator.to_i64().unwrap_or_default(),
            all: now.figure.denominator.to_i64().unwrap_or_default(),
            is_soon,
        }
    }
}

/// A figure to look at.
#[derive(Serialize, ToSchema)]
pub struct PressingView {
    notice_id: Uuid,
    notice_title: String,
    doc_number: Option<String>,
    unit_name: String,
    /// `overdue`, `broken`, `due-soon`, `behind`, `missing`; nothing where all is well.
    urgency: Option<&'static str>,
    target: TargetView,
    cell: FigureCellView,
}

impl PressingView {
    pub fn of(
        (notice, target, unit, cell): (&NoticeRecord, &Target, &OrgUnit, &app::FigureCell),
        urgency: Option<Urgency>,
        catalogue: &Catalogue,
    ) -> Self {
        Self {
            notice_id: notice.id,
            notice_title: notice.title.clone(),
            doc_number: notice.doc_number.clone(),
            unit_name: unit.name.clone(),
            urgency: urgency.map(Urgency::as_str),
            target: TargetView::from(target),
            cell: FigureCellView::of(cell, catalogue),
        }
    }
}

/// How many figures there are of an urgency.
#[derive(Serialize, ToSchema)]
pub struct UrgencyCount {
    urgency: &'static str,
    count: usize,
}

/// A notice to go on with.
#[derive(Serialize, ToSchema)]
pub struct NoticeWorkView {
    id: Uuid,
    title: String,
    doc_number: Option<String>,
    /// `draft` or `published`.
    state: &'static str,
    /// Targets that nobody confirmed or dropped yet.
    proposed: usize,
    /// Targets that nothing measures.
    unbound: usize,
}

/// How far the office has come.
#[derive(Serialize, ToSchema)]
pub struct FootingView {
    has_units: bool,
    has_notice: bool,
    has_published: bool,
    has_records: bool,
}

/// What lies on somebody's desk.
#[derive(Serialize, ToSchema)]
pub struct HomeView {
    as_of: NaiveDate,
    /// The unit whose work is shown; everything when absent.
    unit: Option<Uuid>,
    /// The unit whose records are counted; everything when absent.
    records_of: Option<Uuid>,
    /// Only this sector.
    sector: Option<String>,
    /// The units of the caller's posts.
    own: Vec<Uuid>,
    /// The caller may look at every unit.
    sees_all: bool,
    counts: Vec<UrgencyCount>,
    /// Figures in all.
    total: usize,
    /// The most pressing, at most two hundred.
    figures: Vec<PressingView>,
    lapses: Vec<RegisterLapseView>,
    dues: Vec<FrequencyDueView>,
    notices: Vec<NoticeWorkView>,
    footing: FootingView,
}

impl HomeView {
    pub fn of(home: &app::Home, catalogue: &Catalogue, as_of: NaiveDate) -> Self {
        let figure = |found: &app::PressingFigure| {
            let parts = (&found.notice, &found.target, &found.unit, &found.cell);
            PressingView::of(parts, Some(found.urgency), catalogue)
        };
        let notice = |work: &app::NoticeWork| NoticeWorkView {
            id: work.notice.id,
            title: work.notice.title.clone(),
            doc_number: work.notice.doc_number.clone(),
            state: work.notice.state.as_str(),
            proposed: work.proposed,
            unbound: work.unbound,
        };
        let count = |urgency: &Urgency| UrgencyCount {
            urgency: urgency.as_str(),
            count: home.counts.get(urgency).copied().unwrap_or_default(),
        };
        let app::Footing { has_units, has_notice, has_published, has_records } = home.footing;
        Self {
            as_of,
            unit: home.scope.unit,
            records_of: home.scope.measured_by,
            sector: home.scope.sector.clone(),
            own: home.scope.own.clone(),
            sees_all: home.scope.sees_all,
            counts: Urgency::ALL.iter().map(count).collect(),
            total: home.total,
            figures: home.figures.iter().map(figure).collect(),
            lapses: home.lapses.iter().map(Into::into).collect(),
            dues: home
                .dues
                .iter()
                .map(|due| FrequencyDueView::of(&due.now, due.is_soon, catalogue))
                .collect(),
            notices: home.notices.iter().map(notice).collect(),
            footing: FootingView { has_units, has_notice, has_published, has_records },
        }
    }
}

/// Those for whom something is due.
#[derive(Serialize, ToSchema)]
pub struct DuePage {
    pub due: FrequencyDueView,
    #[serde(flatten)]
    pub page: DrilledPage,
}
