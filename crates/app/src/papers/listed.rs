//! What a listing of the hazard says to the notice of it: the register of listings knows better than the fields of the hazard.

use super::facts::{text, unit_name};
use crate::access::sees;
use crate::error::AppError;
use crate::matters::linked;
use catalogue::Catalogue;
use domain::access::Caller;
use domain::hazard::HAZARD;
use domain::matter::{HazardListing, LISTING};
use domain::org::OrgUnit;
use domain::paper::Filling;
use domain::register::Record;
use store::Tx;

/// The listing of a hazard that runs, when the caller sees it.
pub(super) async fn listing_of(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    hazard: &Record,
) -> Result<Option<Record>, AppError> {
    if hazard.register != HAZARD {
        return Ok(None);
    }
    let listings = linked(tx, catalogue, LISTING, hazard.id).await?;
    let runs = |listing: &Record| HazardListing::of(listing).stage.is_running();
    Ok(listings.into_iter().find(|listing| runs(listing) && sees(caller, &listing.subject())))
}

/// What it says; where it says nothing, the hazard does.
pub(super) async fn own(
    tx: &mut Tx,
    catalogue: &Catalogue,
    units: &[OrgUnit],
    listing: &Record,
) -> Result<Filling, AppError> {
    let register = crate::registers::register(tx, catalogue, LISTING).await?;
    let of = |code: &str| text(&register, listing, code);
    let said = [
        ("listed_level", of("level")),
        ("listed_on", of("listed_on")),
        ("leader", of("leader")),
        ("requirements", of("requirements")),
        ("report_every", of("report_every")),
        ("due", of("due")),
        ("supervisor", unit_name(units, listing.reference("department"))),
    ];
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    Ok(said.map(|(gap, text)| (gap.to_owned(), text)).collect())
}
