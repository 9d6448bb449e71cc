//! What a case says to its papers.

use super::listed::listing_of;
use crate::access::{ensure, sees};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::hazard::HAZARD;
use domain::matter::LISTING;
use domain::org::OrgUnit;
use domain::paper::{Case, Filling, Paper, PaperKind, PaperLine, PaperOffice, Party, in_chinese, organ_of};
use domain::register::{FieldKind, Record, Register, SITE};
use store::Tx;
use uuid::Uuid;

/// Fields that say to the words what they hold, under their own name.
const SAID: &[&str] = &[
    "basis",
    "due",
    "findings",
    "found_on",
    "inspected_on",
    "interim",
    "leader",
    "level",
    "listed_on",
    "measures",
    "rectifier",
    "spot",
    "topic",
];

/// A case with all that its papers need.
pub(super) struct Facts {
    /// The record on whose page a paper is asked for, and its register.
    pub(super) register: Register,
    pub(super) record: Record,
    /// The hazard or inspection that it is about: the record itself, unless that is a listing.
    pub(super) about: Record,
    /// The listing of the hazard that runs, when the caller sees it.
    pub(super) listing: Option<Record>,
    /// How the unit that issues appears.
    pub(super) office: PaperOffice,
    /// Its papers so far.
    pub(super) papers: Vec<Paper>,
    /// Site, when the caller sees it.
    pub(super) site: Option<Uuid>,
    /// Whose it is; none when the site is out of sight.
    pub(super) party: Option<Party>,
    /// What fills the gaps of what is said once, by [`catalogue::KNOWN`].
    pub(super) known: Filling,
    /// What fills the gaps of what is said of this case, by [`catalogue::KNOWN_OF_EACH`].
    pub(super) own: Filling,
    has_power: bool,
}

impl Facts {
    /// What of it decides which papers may be issued; `order` is the order or notice that would be re-inspected.
    pub(super) fn case(&self, order: Option<&Paper>) -> Case<'_> {
        let is_listed =
            self.about.values.contains_key("listed") && !self.about.values.contains_key("delisted_on");
        Case {
            register: &self.register.code,
            state: &self.record.state,
            has_power: self.has_power,
            is_listed: is_listed || self.listing.is_some(),
            has_order: order.is_some_and(|order| order.covers(self.record.id)),
            has_term: self.about.values.contains_key("due"),
        }
    }

    /// The day by which it is to be rectified: a listing that runs says it.
    pub(super) fn due(&self) -> Option<NaiveDate> {
        self.listing.as_ref().and_then(|listing| listing.date("due")).or_else(|| self.about.date("due"))
    }

    /// The records on whose pages a paper of it stands.
    pub(super) fn covered(&self, kind: PaperKind) -> Vec<Uuid> {
        let listing = self.listing.iter().filter(|_| kind == PaperKind::Listing);
        std::iter::once(&self.about).chain(listing).map(|record| record.id).collect()
    }

    /// What an answer is proposed by: what is said once and what is said of this case.
    pub(super) fn all(&self) -> Filling {
        self.known.clone().into_iter().chain(self.own.clone()).collect()
    }

    /// What the words say of it, with what was answered.
    pub(super) fn line(&self, answers: &Filling) -> PaperLine {
        PaperLine { known: self.own.clone(), answers: answers.clone() }
    }
}

/// The order or notice that stands and was issued last.
pub(super) fn earlier(papers: &[Paper]) -> Option<&Paper> {
    let is_order = |kind: PaperKind| matches!(kind, PaperKind::Order | PaperKind::Advice);
    papers.iter().rev().find(|paper| is_order(paper.kind) && paper.voided.is_none())
}

/// Text of a field as people read it.
pub(super) fn text(register: &Register, record: &Record, code: &str) -> String {
    let Some(value) = record.values.get(code) else { return String::new() };
    match register.field(code).map(|field| &field.kind) {
        Some(FieldKind::Choice { options, .. }) => {
            let chosen = value.texts();
            let names = options.iter().filter(|option| chosen.contains(&option.code));
            names.map(|option| option.name.zh.as_str()).collect::<Vec<_>>().join("、")
        }
        Some(FieldKind::Date) => record.date(code).map(in_chinese).unwrap_or_default(),
        _ => value.texts().join("、"),
    }
}

/// Inspectors, each with the number of their certificate where there are as many numbers as people.
fn numbered(inspectors: &str, certificates: &str) -> String {
    let split = |text: &str| {
        let parts =
            text.split(['、', '，', ',', '；', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let (people, numbers) = (split(inspectors), split(certificates));
    if people.len() != numbers.len() {
        return people.join("、");
    }
    let pairs = people.iter().zip(&numbers).map(|(person, number)| format!("{person}（证号{number}）"));
    pairs.collect::<Vec<_>>().join("、")
}

/// What the record says of itself.
fn own(units: &[OrgUnit], register: &Register, record: &Record) -> Filling {
    let of = |code: &str| text(register, record, code);
    let mut own: Filling = SAID.iter().map(|code| ((*code).to_owned(), of(code))).collect();
    let mut put = |gap: &str, text: String| own.insert(gap.to_owned(), text);
    put("listed_level", of("listed"));
    put("problem", of("summary"));
    put("inspectors_numbered", numbered(&of("inspectors"), &of("certificates")));
    put("supervisor", unit_name(units, record.reference("supervisor")));
    put("requirements", String::new());
    put("report_every", String::new());
    own
}

pub(super) fn unit_name(units: &[OrgUnit], id: Option<Uuid>) -> String {
    let unit = id.and_then(|id| units.iter().find(|unit| unit.id == id));
    unit.map(|unit| unit.name.clone()).unwrap_or_default()
}

/// What the unit that issues says of itself.
fn said_once(office: &PaperOffice, today: NaiveDate) -> Filling {
    let said = [
        ("organ", office.name.clone()),
        ("contact", office.contact.clone()),
        ("appeal_to", office.appeal_to.clone()),
        ("court", office.court.clone()),
        ("today", today.to_string()),
    ];
    said.map(|(gap, text)| (gap.to_owned(), text)).into()
}

/// To whom it goes: the site, when the caller sees it, or who has to rectify it.
async fn whose(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    (register, about): (&Register, &Record),
    known: &mut Filling,
) -> Result<(Option<Uuid>, Option<Party>), AppError> {
    let mut put = |gap: &str, text: String| known.insert(gap.to_owned(), text);
    let raw = match about.site(register) {
        Some(id) => tx.record(id).await?.filter(|raw| sees(caller, &raw.record.subject())),
        None => None,
    };
    if let Some(raw) = raw {
        let sites = crate::registers::register(tx, catalogue, SITE).await?;
        let place = raw.read(&sites);
        put("party", place.title(&sites));
        put("address", text(&sites, &place, "address"));
        put("legal_person", text(&sites, &place, "legal_person"));
        return Ok((Some(place.id), Party::of(about)));
    }
    let of = |code: &str| Some(text(register, about, code)).filter(|text| !text.is_empty());
    put("party", of("rectifier").or_else(|| of("spot")).unwrap_or_default());
    // a site out of sight is nobody that others could be put beside
    Ok((None, Party::of(about).filter(|party| !matches!(party, Party::Site(_)))))
}

/// A case that the caller may do something to.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Forbidden`].
pub(super) async fn facts(
    tx: &mut Tx,
    caller: &Caller,
    verb: Verb,
    catalogue: &Catalogue,
    id: Uuid,
    today: NaiveDate,
) -> Result<Facts, AppError> {
    let raw = tx.record(id).await?.ok_or(AppError::NotFound("record"))?;
    ensure(caller, verb, "record", &raw.record.subject())?;
    let register = crate::registers::register(tx, catalogue, &raw.record.register).await?;
    let record = raw.read(&register);
    let units = tx.shared_units().await?;
    let organ = organ_of(&units, record.unit_id).ok_or(AppError::NotFound("unit"))?;
    let kept = tx.paper_offices().await?.into_iter().find(|office| office.unit_id == organ.id);
    let office = kept.unwrap_or_else(|| PaperOffice::unset(organ.id, &organ.name));
    let papers = tx.papers_of(id).await?;
    let (about, of, listing) = if register.code == LISTING {
        let hazards = crate::registers::register(tx, catalogue, HAZARD).await?;
        let hazard = record.reference(HAZARD).ok_or(AppError::NotFound("record"))?;
        let raw = tx.record(hazard).await?.ok_or(AppError::NotFound("record"))?;
        ensure(caller, verb, "record", &raw.record.subject())?;
        (raw.read(&hazards), hazards, Some(record.clone()))
    } else {
        let listing = listing_of(tx, caller, catalogue, &record).await?;
        (record.clone(), register.clone(), listing)
    };
    let mut own = own(&units, &of, &about);
    if let Some(listing) = &listing {
        own.extend(super::listed::own(tx, catalogue, &units, listing).await?);
    }
    let mut known = said_once(&office, today);
    let (site, party) = whose(tx, caller, catalogue, (&of, &about), &mut known).await?;
    let mut put = |gap: &str, text: String| known.insert(gap.to_owned(), text);
    if let Some(paper) = earlier(&papers) {
        put(
            "earlier_title",
            catalogue.paper(paper.kind).map(|paper| paper.title.zh.clone()).unwrap_or_default(),
        );
        put("earlier_number", paper.number.clone());
        put("earlier_day", in_chinese(paper.issued_on));
    }
    let has_power = office.has_power_on(today);
    Ok(Facts { register, record, about, listing, office, papers, site, party, known, own, has_power })
}
