//! Matters beside hazards: what a move of one changes in its hazard, what waits, and the page of one.

mod campaign;
mod led;
mod page;
mod urging;
mod waiting;

pub use campaign::{CampaignPage, CampaignRow, Drawn, campaign_page};
pub use led::{Led, led};
pub use page::{MatterErrand, MatterPage, matter_page};
pub use urging::{Urged, Urging, urge_listing};
pub use waiting::MatterItem;
pub(crate) use waiting::{linked, waiting};

use crate::access::ensure;
use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::records::{MOVE, listings_of, save, transfers_of};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Verb;
use domain::hazard::{Hazard, Stage, Step};
use domain::matter::{HazardListing, LISTING, ListingStep, TRANSFER, TransferStep, comes_back};
use domain::register::{Record, Register, Value};
use store::Tx;
use uuid::Uuid;

/// Carries into its hazard what a move of a matter says of it, in the same transaction. An undo of the request takes both back.
pub(crate) async fn follow(
    tx: &mut Tx,
    act: &Act,
    hazards: Option<&Register>,
    transition: &str,
    moved: &Record,
) -> Result<(), AppError> {
    let Some(hazards) = hazards else { return Ok(()) };
    match moved.register.as_str() {
        LISTING => match ListingStep::parse(transition) {
            Some(step) => follow_listing(tx, act, hazards, step, moved).await,
            None => Ok(()),
        },
        TRANSFER if TransferStep::parse(transition) == Some(TransferStep::Return) => {
            follow_return(tx, act, hazards, moved).await
        }
        _ => Ok(()),
    }
}

/// What a move of a listing says of its hazard.
async fn follow_listing(
    tx: &mut Tx,
    act: &Act,
    hazards: &Register,
    step: ListingStep,
    moved: &Record,
) -> Result<(), AppError> {
    let id = HazardListing::of(moved).hazard_id.ok_or(AppError::NotFound("record"))?;
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == hazards.code);
    let hazard = raw.ok_or(AppError::NotFound("record"))?.read(hazards);
    let mut after = Record { changed_at: act.now, ..hazard.clone() };
    let mut take = |from: &str, to: &str| {
        if let Some(value) = moved.values.get(from) {
            after.values.insert(to.to_owned(), value.clone());
        }
    };
    let action = match step {
        ListingStep::List => {
            take("level", "listed");
            take("listed_on", "listed_on");
            take("leader", "leader");
            // the notice sets the deadline anew; from here it moves by an extension alone
            take("due", "due");
            after.values.remove("delisted_on");
            "record.listed".to_owned()
        }
        ListingStep::Delist => {
            take("delisted_on", "delisted_on");
            "record.delisted".to_owned()
        }
        ListingStep::Revoke => {
            after.values.insert("delisted_on".to_owned(), Value::Date(local_day(act.now)));
            "record.delisted".to_owned()
        }
        ListingStep::Reject => {
            take("opinion", "opinion");
            let back = match Hazard::of(&hazard).stage {
                Stage::ToReinspect { .. } => Step::Reject,
                Stage::Closed { .. } => Step::Reopen,
                _ => return Ok(()),
            };
            let roles = act.caller.roles_for(&hazard.subject());
            after = after.moved(hazards, back.as_str(), &roles, local_day(act.now), |_| false)?;
            format!("{MOVE}{}", back.as_str())
        }
        ListingStep::Decline | ListingStep::Apply | ListingStep::Accept | ListingStep::Raise => return Ok(()),
    };
    ensure(&act.caller, Verb::KeepRecords, "record", &hazard.subject())?;
    let kept = save(tx, act, hazards, &action, &hazard, &after).await?;
    if action == format!("{MOVE}{}", Step::Reopen.as_str()) {
        crate::todo::tell_reopened(tx, act, hazards, Step::Reopen, &kept).await?;
    }
    Ok(())
}

/// A hazard that was handed over comes back with a transfer that was returned: closed, it would be lost. The opinion says by which.
async fn follow_return(
    tx: &mut Tx,
    act: &Act,
    hazards: &Register,
    transfer: &Record,
) -> Result<(), AppError> {
    let Some(id) = transfer.reference("hazard") else { return Ok(()) };
    let raw = tx.record(id).await?.filter(|raw| raw.record.register == hazards.code);
    let Some(hazard) = raw.map(|raw| raw.read(hazards)) else { return Ok(()) };
    let is_away = hazard.is_standing() && Hazard::of(&hazard).stage == Stage::Transferred;
    if !is_away || !comes_back(transfers_of(tx, act, id).await?) {
        return Ok(());
    }
    ensure(&act.caller, Verb::KeepRecords, "record", &hazard.subject())?;
    let text =
        |field: &str| transfer.values.get(field).map(|value| value.texts().concat()).unwrap_or_default();
    let opinion = format!("移送“{}”不予受理：{}", text("matter"), text("answer"));
    let mut after = Record { changed_at: act.now, ..hazard.clone() };
    after.values.insert("opinion".to_owned(), Value::Text(opinion));
    let roles = act.caller.roles_for(&hazard.subject());
    let back = Step::TakeBack.as_str();
    let after = after.moved(hazards, back, &roles, local_day(act.now), |_| false)?;
    let kept = save(tx, act, hazards, &format!("{MOVE}{back}"), &hazard, &after).await?;
    crate::todo::tell_reopened(tx, act, hazards, Step::TakeBack, &kept).await
}

/// A deadline that was extended is that of the listing too.
pub(crate) async fn extend_listings(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    hazard: Uuid,
    to: NaiveDate,
) -> Result<(), AppError> {
    let register = crate::registers::register(tx, catalogue, LISTING).await?;
    for listing in listings_of(tx, act, hazard).await? {
        if !HazardListing::of(&listing).stage.is_running() {
            continue;
        }
        let mut moved = Record { changed_at: act.now, ..listing.clone() };
        moved.values.insert("due".to_owned(), Value::Date(to));
        save(tx, act, &register, "listing.extend", &listing, &moved).await?;
    }
    Ok(())
}
