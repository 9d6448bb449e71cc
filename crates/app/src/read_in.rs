//! Reading a notice in: the bytes first, whatever the reader then makes of them.

use crate::act::Act;
use crate::error::AppError;
use crate::files::keep_stored;
use domain::access::{Caller, Verb};
use domain::notice::{NoticeRecord, NoticeState};
use domain::target::{
    Assignment, Citation, Comparator, Confidence, Kind, Measure, Target, TargetState, UnitRole,
};
use notice::{CharMap, Requirement};
use serde_json::json;
use store::Tx;
use uuid::Uuid;
use vault::{Stored, Vault};

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadIn {
    /// A new draft.
    New(Uuid),
    /// The same bytes were read before.
    Already {
        /// That notice.
        id: Uuid,
        /// Its title.
        title: String,
    },
}

/// Puts the bytes where files are kept; [`store_original`] tells of them.
///
/// # Errors
/// When the caller may not, or there is no room.
pub async fn bring_notice<'a>(
    vault: &Vault,
    caller: &Caller,
    bytes: &'a [u8],
) -> Result<Stored<'a>, AppError> {
    caller.may(Verb::ReadInNotice)?;
    Ok(vault.put(bytes).await?)
}

/// Keeps the bytes under their hash. Commit it before reading: a file that cannot be read is kept all the same.
///
/// # Errors
/// When the database refuses it.
pub async fn store_original(tx: &mut Tx, act: &Act, stored: &Stored<'_>) -> Result<(), AppError> {
    act.caller.may(Verb::ReadInNotice)?;
    keep_stored(tx, act, stored).await.map(drop)
}

/// Reads bytes that are kept: a draft notice with one proposed target per group of phrases that say the same.
///
/// # Errors
/// When the bytes are no text.
pub async fn read_in(
    tx: &mut Tx,
    act: &Act,
    stored: &Stored<'_>,
    file_name: Option<String>,
    is_again: bool,
) -> Result<ReadIn, AppError> {
    act.caller.may(Verb::ReadInNotice)?;
    let sha256 = stored.sha256();
    if !is_again && let Some(known) = tx.notices_of_original(&sha256).await?.into_iter().next() {
        return Ok(ReadIn::Already { id: known.id, title: known.title });
    }
    let text = notice::input::read(stored.bytes())?;
    let reading = notice::parse(&text);
    let head = &reading.head;
    let record = NoticeRecord {
        id: act.new_id()?,
        version_no: 1,
        amends: None,
        state: NoticeState::Draft,
        doc_number: head.doc_number.as_ref().map(|field| field.value.clone()),
        title: head.title.as_ref().map_or_else(|| untitled(&text), |field| field.value.clone()),
        issuer: head.issuer.as_ref().map(|field| field.value.clone()),
        issued_on: head.issued_on.as_ref().map(|field| field.value),
        effect_from: None,
        effect_to: None,
        year: reading.year.map(i64::from),
        sha256: sha256.clone(),
        file_name,
        text: text.clone(),
        created_at: act.now,
        published_at: None,
        version: 0,
    };
    tx.insert_notice(&record).await?;
    let map = CharMap::new(&text);
    for proposal in &reading.proposals {
        let requirements: Vec<&Requirement> =
            proposal.requirements.iter().map(|at| &reading.requirements[*at]).collect();
        let target = proposed(act, &record, &text, &map, &requirements)?;
        tx.insert_target(&target).await?;
    }
    let after = json!({ "sha256": sha256, "title": record.title, "targets": reading.proposals.len() });
    act.record(tx, "notice.read_in", ("notice", record.id), None, Some(after)).await?;
    Ok(ReadIn::New(record.id))
}

/// A paper without a title goes by its first words.
fn untitled(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().chars().take(60).collect()
}

fn proposed(
    act: &Act,
    record: &NoticeRecord,
    text: &str,
    map: &CharMap,
    requirements: &[&Requirement],
) -> Result<Target, AppError> {
    let first = requirements.first().ok_or_else(|| AppError::Internal("an empty proposal".into()))?;
    let mut assignments: Vec<Assignment> = Vec::new();
    for unit in requirements.iter().flat_map(|requirement| &requirement.units) {
        let role = UnitRole::parse(unit.role.as_str()).unwrap_or(UnitRole::Lead);
        let assignment = Assignment { unit_id: None, unit_text: unit.name.clone(), role };
        if !assignments.contains(&assignment) {
            assignments.push(assignment);
        }
    }
    let offset = |byte| i64::try_from(map.char_of(text, byte)).unwrap_or(i64::MAX);
    let cite = |requirement: &&Requirement| Citation {
        start: offset(requirement.quote.start),
        end: offset(requirement.quote.end),
        quote: text[requirement.quote.clone()].to_owned(),
        path: requirement.path.clone(),
    };
    Ok(Target {
        id: act.new_id()?,
        notice_id: record.id,
        key: None,
        state: TargetState::Proposed,
        subject: text[first.subject.clone()].trim().chars().take(200).collect(),
        measure: measure(first),
        soft: first.soft,
        implicit: first.implicit,
        negated: first.negated,
        confidence: Confidence::parse(first.confidence.as_str()).unwrap_or(Confidence::Low),
        citations: requirements.iter().map(cite).collect(),
        assignments,
        version: 0,
    })
}

/// The reader's words for a demand are the domain's; a test holds the two lists equal.
fn measure(requirement: &Requirement) -> Measure {
    let due = requirement.due.as_ref();
    Measure {
        kind: Kind::parse(requirement.kind.as_str()).unwrap_or(Kind::Count),
        comparator: Comparator::parse(requirement.comparator.as_str()).unwrap_or(Comparator::Eq),
        value: requirement.value,
        value_to: requirement.value_to,
        unit: requirement.unit.clone(),
        period: requirement.period.map(|period| period.as_str().to_owned()),
        due: due.and_then(|due| due.on),
        due_recurs: due.is_some_and(|due| due.recurs),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_reader_and_the_domain_use_the_same_words() {
        let reader = |words: &[&'static str]| words.to_vec();
        let kinds: Vec<_> = notice::Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(
            reader(&kinds),
            domain::target::Kind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>()
        );
        let comparators: Vec<_> = notice::Comparator::ALL.iter().map(|word| word.as_str()).collect();
        assert_eq!(
            comparators,
            domain::target::Comparator::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()
        );
        let roles: Vec<_> = notice::Role::ALL.iter().map(|word| word.as_str()).collect();
        assert_eq!(roles, domain::target::UnitRole::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>());
        let sure: Vec<_> = notice::Confidence::ALL.iter().map(|word| word.as_str()).collect();
        assert_eq!(
            sure,
            domain::target::Confidence::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()
        );
    }
}
