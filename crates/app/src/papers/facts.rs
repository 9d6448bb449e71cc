//! What a case says to its papers.

use crate::access::{ensure, sees};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::paper::{Case, Filling, Paper, PaperKind, PaperOffice, in_chinese, organ_of};
use domain::register::{FieldKind, Record, Register, SITE};
use store::Tx;
use uuid::Uuid;

/// A case with all that its papers need.
pub(super) struct Facts {
    pub(super) register: Register,
    pub(super) record: Record,
    /// How the unit that issues appears.
    pub(super) office: PaperOffice,
    /// Its papers so far.
    pub(super) papers: Vec<Paper>,
    /// Site, when the caller sees it.
    pub(super) site: Option<Uuid>,
    /// What fills the gaps of words, by [`catalogue::KNOWN`].
    pub(super) known: Filling,
    /// What is wrong, one filling each.
    pub(super) problems: Vec<Filling>,
    has_power: bool,
}

impl Facts {
    /// What of it decides which papers may be issued.
    pub(super) fn case(&self) -> Case<'_> {
        Case {
            register: &self.register.code,
            state: &self.record.state,
            has_power: self.has_power,
            is_listed: self.record.values.contains_key("listed"),
            has_order: earlier(&self.papers).is_some(),
        }
    }
}

/// The order or notice that stands and was issued last.
pub(super) fn earlier(papers: &[Paper]) -> Option<&Paper> {
    let is_order = |kind: PaperKind| matches!(kind, PaperKind::Order | PaperKind::Advice);
    papers.iter().rev().find(|paper| is_order(paper.kind) && paper.voided.is_none())
}

/// Text of a field as people read it.
fn text(register: &Register, record: &Record, code: &str) -> String {
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
    let mut known = Filling::new();
    let mut put = |gap: &str, text: String| known.insert(gap.to_owned(), text);
    for code in
        ["basis", "due", "found_on", "interim", "leader", "level", "listed_on", "measures", "rectifier"]
    {
        put(code, text(&register, &record, code));
    }
    for code in ["findings", "inspected_on", "topic"] {
        put(code, text(&register, &record, code));
    }
    let spot = text(&register, &record, "spot");
    put("listed_level", text(&register, &record, "listed"));
    put("problem", text(&register, &record, "summary"));
    put("spot", spot.clone());
    let of = |code: &str| text(&register, &record, code);
    put("inspectors_numbered", numbered(&of("inspectors"), &of("certificates")));
    let supervisor = record.reference("supervisor").and_then(|id| units.iter().find(|unit| unit.id == id));
    put("supervisor", supervisor.map(|unit| unit.name.clone()).unwrap_or_default());
    put("organ", office.name.clone());
    put("contact", office.contact.clone());
    put("appeal_to", office.appeal_to.clone());
    put("court", office.court.clone());
    put("today", today.to_string());
    let mut site = None;
    let mut party = Some(of("rectifier")).filter(|text| !text.is_empty()).unwrap_or(spot);
    if let Some(raw) = match record.site(&register) {
        Some(id) => tx.record(id).await?.filter(|raw| sees(caller, &raw.record.subject())),
        None => None,
    } {
        let sites = crate::registers::register(tx, catalogue, SITE).await?;
        let place = raw.read(&sites);
        party = place.title(&sites);
        put("address", text(&sites, &place, "address"));
        put("legal_person", text(&sites, &place, "legal_person"));
        site = Some(place.id);
    }
    put("party", party);
    if let Some(paper) = earlier(&papers) {
        put(
            "earlier_title",
            catalogue.paper(paper.kind).map(|paper| paper.title.zh.clone()).unwrap_or_default(),
        );
        put("earlier_number", paper.number.clone());
        put("earlier_day", in_chinese(paper.issued_on));
    }
    let has_power = office.has_power_on(today);
    Ok(Facts { problems: vec![Filling::new()], register, record, office, papers, site, known, has_power })
}
