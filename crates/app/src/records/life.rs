//! Typed nouns among the records: what the life of one says to a write.

use crate::act::Act;
use crate::error::AppError;
use domain::hazard::{self, Actor, HAZARD, Hazard, Stage, Step};
use domain::matter::{
    self, Beside, CAMPAIGN_PHASE, CAMPAIGN_PLAN, CONSULTATION, CONSULTATION_ITEM, ConsultationStage,
    HazardListing, LISTING, ListingStep, OpenItems, Phases, TRANSFER, Transfer, TransferStage,
};
use domain::register::{Record, RecordError, Register};
use store::{AuditEvent, Tx};
use uuid::Uuid;

/// Links to a record that are looked through.
const MOST_LINKS: i64 = 500;

/// How the audit trail names a move; the code of the move follows.
pub(crate) const MOVE: &str = "record.move.";

/// What the life of a record makes of it before it is kept. A register that counts things says all by itself.
///
/// # Errors
/// [`RecordError::Hazard`] and [`RecordError::Matter`] when its life does not allow it.
pub(crate) async fn lived(
    tx: &mut Tx,
    act: &Act,
    register: &Register,
    before: Option<&Record>,
    after: Record,
) -> Result<Record, AppError> {
    match register.code.as_str() {
        HAZARD => {}
        code if matter::LIVED.contains(&code) => {
            let beside = beside(tx, act, before, &after).await?;
            return Ok(matter::lived(register, before, after, &beside).map_err(RecordError::from)?);
        }
        _ => return Ok(after),
    }
    let past = past(tx, before, &after).await?;
    lived_on(act, register, before, after, past)
}

/// What the rules of a hazard look at in its history.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Past {
    /// Who rectified it last.
    pub rectified_by: Option<Uuid>,
    /// Where it stood when it was last handed over.
    pub handed_from: Option<Stage>,
}

/// Only who closes it is asked whether he rectified it, and only one that comes back where it came from: no other write reads
/// its history.
async fn past(tx: &mut Tx, before: Option<&Record>, after: &Record) -> Result<Past, AppError> {
    let Some(before) = before else { return Ok(Past::default()) };
    let (old, new) = (Hazard::of(before).stage, Hazard::of(after).stage);
    Ok(Past {
        rectified_by: match new {
            Stage::Closed { .. } => last_mover(tx, before.id, Step::Submit.as_str()).await?,
            _ => None,
        },
        handed_from: match old {
            Stage::Transferred if old != new => handed_from(tx, before.id).await?,
            _ => None,
        },
    })
}

/// The same for one whose history is at hand.
pub(super) fn lived_on(
    act: &Act,
    register: &Register,
    before: Option<&Record>,
    after: Record,
    past: Past,
) -> Result<Record, AppError> {
    if register.code != HAZARD {
        return Ok(after);
    }
    let Past { rectified_by, handed_from } = past;
    let actor = Actor { user_id: act.caller.user_id, roles: act.caller.roles(), rectified_by, handed_from };
    Ok(hazard::lived(register, before, after, &actor).map_err(RecordError::from)?)
}

/// The event of a record that tells of its last move of a kind.
async fn last_move(tx: &mut Tx, record: Uuid, step: &str) -> Result<Option<AuditEvent>, AppError> {
    let action = format!("{MOVE}{step}");
    let events = tx.audit_of("record", &record.to_string()).await?;
    Ok(events.into_iter().rev().find(|event| event.action == action))
}

/// The account that last took a move of a record.
async fn last_mover(tx: &mut Tx, record: Uuid, step: &str) -> Result<Option<Uuid>, AppError> {
    Ok(last_move(tx, record, step).await?.and_then(|event| event.user_id))
}

/// Where a hazard stood when it was last handed over.
async fn handed_from(tx: &mut Tx, hazard: Uuid) -> Result<Option<Stage>, AppError> {
    let before = last_move(tx, hazard, Step::Transfer.as_str()).await?.and_then(|event| event.before_json);
    let kept: serde_json::Value =
        before.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    Ok(kept["state"].as_str().map(|state| Stage::of(state, None, None)))
}

/// What the life of a matter looks at beside its record.
async fn beside<'a>(
    tx: &mut Tx,
    act: &'a Act,
    before: Option<&Record>,
    after: &Record,
) -> Result<Beside<'a>, AppError> {
    let hazard = linked(tx, act, HAZARD, after.reference("hazard")).await?;
    let listing = linked(tx, act, LISTING, after.reference("listing")).await?;
    let consultation = linked(tx, act, CONSULTATION, after.reference("consultation")).await?;
    let items = match before {
        Some(before) if before.register == CONSULTATION => items_of(tx, act, before.id).await?,
        _ => OpenItems::default(),
    };
    let phases = match before {
        Some(before) if before.register == CAMPAIGN_PLAN => {
            Phases::of(linking(tx, act, CAMPAIGN_PHASE, before.id).await?.iter())
        }
        _ => Phases::default(),
    };
    let is_accepted = after.register == LISTING && before.is_some() && after.state == "accepted";
    let applied_by = match before {
        Some(before) if is_accepted => last_mover(tx, before.id, ListingStep::Apply.as_str()).await?,
        _ => None,
    };
    let is_listed_elsewhere = match &hazard {
        Some(hazard) if after.register == LISTING => {
            let others = listings_of(tx, act, hazard.id).await?;
            others.iter().any(|other| other.id != after.id && !HazardListing::of(other).stage.is_over())
        }
        _ => false,
    };
    Ok(Beside {
        user_id: act.caller.user_id,
        today: crate::act::local_day(act.now),
        hazard: hazard.as_ref().map(Hazard::of),
        is_listed_elsewhere,
        applied_by,
        listing: listing.as_ref().map(HazardListing::of),
        listing_rules: &act.counting.rules().listing,
        transfer_rules: &act.counting.rules().transfers,
        workdays: &act.counting.rules().workdays,
        items,
        phases,
        consultation: consultation.as_ref().map(ConsultationStage::of),
    })
}

/// A record that another names, of a register of the catalogue.
async fn linked(tx: &mut Tx, act: &Act, code: &str, id: Option<Uuid>) -> Result<Option<Record>, AppError> {
    let register = act.counting.registers().iter().find(|register| register.code == code);
    let (Some(register), Some(id)) = (register, id) else { return Ok(None) };
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == code);
    Ok(raw.map(|raw| raw.read(register)))
}

/// What departments were asked in a consultation, and have yet to say or do.
async fn items_of(tx: &mut Tx, act: &Act, consultation: Uuid) -> Result<OpenItems, AppError> {
    let items = linking(tx, act, CONSULTATION_ITEM, consultation).await?;
    Ok(OpenItems::of(items.iter()))
}

/// The listings of a hazard that were not taken out.
pub(crate) async fn listings_of(tx: &mut Tx, act: &Act, hazard: Uuid) -> Result<Vec<Record>, AppError> {
    linking(tx, act, LISTING, hazard).await
}

/// Where the transfers of a hazard stand that were not taken out.
pub(crate) async fn transfers_of(
    tx: &mut Tx,
    act: &Act,
    hazard: Uuid,
) -> Result<Vec<TransferStage>, AppError> {
    let transfers = linking(tx, act, TRANSFER, hazard).await?;
    Ok(transfers.iter().map(|transfer| Transfer::of(transfer).stage).collect())
}

/// The records of a register that link to another and were not taken out.
async fn linking(tx: &mut Tx, act: &Act, code: &str, to: Uuid) -> Result<Vec<Record>, AppError> {
    let Some(register) = act.counting.registers().iter().find(|register| register.code == code) else {
        return Ok(Vec::new());
    };
    let links = tx.links_to(to, MOST_LINKS).await?.into_iter();
    let ids: Vec<Uuid> = links.filter(|link| link.register == code).map(|link| link.from_id).collect();
    let raws = tx.records(&ids).await?.into_iter();
    Ok(raws.map(|raw| raw.read(register)).filter(Record::is_standing).collect())
}
