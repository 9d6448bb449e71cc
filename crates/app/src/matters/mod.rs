//! Matters beside hazards: what a move of one changes in its hazard, what waits, and the page of one.

mod campaign;
mod led;
mod page;
mod waiting;

pub use campaign::{CampaignPage, CampaignRow, Drawn, campaign_page};
pub use led::{Led, led};
pub use page::{MatterErrand, MatterPage, matter_page};
pub use waiting::MatterItem;
pub(crate) use waiting::waiting;

use crate::access::ensure;
use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::records::{MOVE, listings_of, save};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Verb;
use domain::hazard::{Hazard, Stage, Step};
use domain::matter::{HazardListing, LISTING, ListingStep};
use domain::register::{Record, Register, Value};
use store::Tx;
use uuid::Uuid;

/// Carries into its hazard what a move of a listing says of it, in the same transaction. An undo of the request takes both back.
pub(crate) async fn follow(
    tx: &mut Tx,
    act: &Act,
    hazards: Option<&Register>,
    transition: &str,
    moved: &Record,
) -> Result<(), AppError> {
    let (Some(hazards), Some(step)) = (hazards, ListingStep::parse(transition)) else { return Ok(()) };
    if moved.register != LISTING {
        return Ok(());
    }
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
        crate::todo::tell_reopened(tx, act, hazards, &kept).await?;
    }
    Ok(())
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
