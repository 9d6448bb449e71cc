//! Duties that the reader found in a notice, and those of them that a person takes into the duty list.

use super::{DUTY_ITEM, items};
use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::notices::readable;
use crate::records::{Asked, Entered, Resolver, create_record};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::duty::{DutyPart, matter_of, part_of_verb};
use domain::notice::NoticeRecord;
use domain::org::{OrgUnit, normalized};
use std::collections::{BTreeSet, HashMap};
use store::Tx;
use uuid::Uuid;

/// Values that a list is narrowed to in one query.
const MOST_CHOSEN: usize = 200;

/// A duty that the reader found for one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDuty {
    /// Its place among the duties of the notice; the text never changes, so neither does this.
    pub index: usize,
    /// Clause.
    pub path: String,
    /// The sentence.
    pub words: String,
    /// The unit's name in the text; empty when the clause names none.
    pub unit_text: String,
    /// The standing unit of that name.
    pub unit: Option<Uuid>,
    /// How it takes part, by the verb.
    pub part: DutyPart,
    /// The item that it was taken into.
    pub item: Option<Uuid>,
}

/// A notice and its duties.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeDuties {
    /// The notice.
    pub notice: NoticeRecord,
    /// Duties in reading order, once for each unit that has it.
    pub duties: Vec<FoundDuty>,
}

/// A duty that is taken into the list of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyPick {
    /// Its place among the duties of the notice.
    pub index: usize,
    /// Whose it is.
    pub unit: Uuid,
    /// How that unit takes part.
    pub part: DutyPart,
}

/// The duties of a notice.
///
/// # Errors
/// [`AppError::NotFound`] for a notice that the caller may not read.
pub async fn duties_of_notice(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    id: Uuid,
    today: NaiveDate,
) -> Result<NoticeDuties, AppError> {
    let notice = readable(tx, caller, id).await?;
    let units = tx.units().await?;
    let mut found = found(&notice.text, &units, today);
    let register = crate::registers::register(tx, catalogue, DUTY_ITEM).await?;
    let named: BTreeSet<Uuid> = found.iter().filter_map(|duty| duty.unit).collect();
    let named: Vec<Uuid> = named.into_iter().collect();
    let mut taken = HashMap::new();
    for some in named.chunks(MOST_CHOSEN) {
        let of_units = some.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",");
        let filters = [("department".to_owned(), of_units)].into();
        let items = items(tx, caller, &register, Asked { filters, ..Asked::default() }).await?;
        taken.extend(items.into_iter().map(|item| ((item.unit, normalized(&item.matter)), item.id)));
    }
    for duty in &mut found {
        let matter = normalized(&matter_of(&duty.words));
        duty.item = duty.unit.and_then(|unit| taken.get(&(unit, matter)).copied());
    }
    Ok(NoticeDuties { notice, duties: found })
}

fn found(text: &str, units: &[OrgUnit], today: NaiveDate) -> Vec<FoundDuty> {
    let standing = |name: &str| {
        let mut same =
            units.iter().filter(|unit| unit.is_valid_on(today) && normalized(&unit.name) == normalized(name));
        let first = same.next().map(|unit| unit.id);
        // of two units of one name a person must say which
        first.filter(|_| same.next().is_none())
    };
    let mut found = Vec::new();
    for (index, duty) in notice::parse(text).duties.into_iter().enumerate() {
        let one = |unit_text: &str| FoundDuty {
            index,
            path: duty.path.clone(),
            words: text[duty.span.clone()].trim().to_owned(),
            unit_text: unit_text.to_owned(),
            unit: standing(unit_text),
            part: part_of_verb(&duty.verb),
            item: None,
        };
        if duty.units.is_empty() {
            found.push(FoundDuty { unit: None, ..one("") });
        }
        found.extend(duty.units.iter().map(|unit| one(&unit.name)));
    }
    found
}

/// Takes duties of a notice into the duty lists of units, as items that are drawn up and not yet issued. All of them or none.
///
/// # Errors
/// [`AppError::NotFound`] for a duty or a unit that is not there; what [`create_record`] refuses, an item that stands already among it.
pub async fn take_duties(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    id: Uuid,
    picks: &[DutyPick],
) -> Result<Vec<Uuid>, AppError> {
    act.caller.may(Verb::KeepRecords)?;
    let notice = readable(tx, &act.caller, id).await?;
    let today = local_day(act.now);
    let units = tx.units().await?;
    let duties = notice::parse(&notice.text).duties;
    let register = crate::registers::register(tx, catalogue, DUTY_ITEM).await?;
    let mut resolver = Resolver::new(tx, &act.caller, catalogue, register, today).await?;
    let basis = notice.doc_number.clone().unwrap_or_else(|| notice.title.clone());
    let mut made = Vec::new();
    for pick in picks {
        let duty = duties.get(pick.index).ok_or(AppError::NotFound("duty"))?;
        let unit = units.iter().find(|unit| unit.id == pick.unit).ok_or(AppError::NotFound("unit"))?;
        let words = notice.text[duty.span.clone()].trim();
        let fields = [
            ("name", matter_of(words)),
            ("department", unit.id.to_string()),
            ("kind", "duty".to_owned()),
            ("part", pick.part.as_str().to_owned()),
            ("basis", basis.clone()),
            ("clause", duty.path.clone()),
            ("content", words.to_owned()),
        ];
        let entered = Entered {
            unit: Some(unit.id.to_string()),
            sector: only_sector(catalogue, &unit.name),
            fields: fields.map(|(code, text)| (code.to_owned(), vec![text])).into(),
            ..Entered::default()
        };
        made.push(create_record(tx, act, &mut resolver, entered).await?.id);
    }
    Ok(made)
}

/// The sector that a department is competent for, when it is one alone.
fn only_sector(catalogue: &Catalogue, name: &str) -> Option<String> {
    let is_its = |department: &String| normalized(department) == normalized(name);
    let mut its = catalogue.sectors.iter().filter(|sector| sector.departments.iter().any(is_its));
    let first = its.next()?;
    its.next().is_none().then(|| first.code.clone())
}
