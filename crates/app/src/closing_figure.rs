//! One figure in the periods that were closed: as it was then, beside what it is now.

use crate::closing::{closed, names};
use crate::error::AppError;
use crate::figures::{Counting, FigurePlace, figure_key, figures_over};
use catalogue::Catalogue;
use domain::access::Caller;
use domain::calendar::Days;
use domain::close::{ClosedReading, Closing};
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

/// A figure in a closed period.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureThen {
    /// The period; it may have been opened again.
    pub closing: Closing,
    /// As it was closed.
    pub then: ClosedReading,
    /// As it is read now.
    pub now: ClosedReading,
}

impl FigureThen {
    /// Whether anything differs: the figure, the light, or what the same figure was made of.
    pub fn is_moved(&self) -> bool {
        self.then.canonical() != self.now.canonical()
    }
}

/// A figure in every closed period that keeps it, the latest first, and the names of those who closed and opened them.
///
/// # Errors
/// [`AppError::NotFound`] for a target or a unit that the caller does not see.
pub async fn closed_figures(
    tx: &mut Tx,
    caller: &Caller,
    (catalogue, counting): (&Catalogue, &Counting),
    place: FigurePlace,
) -> Result<(Vec<FigureThen>, HashMap<Uuid, String>), AppError> {
    let key = figure_key(tx, caller, counting, place).await?;
    let mut kept = Vec::new();
    for closing in tx.closings().await? {
        if let Some(reading) = tx.closed_reading(closing.id, &key, place.2).await? {
            kept.push((closing, reading));
        }
    }
    let closings: Vec<Closing> = kept.iter().map(|(closing, _)| closing.clone()).collect();
    let days: Vec<Days> = closings.iter().map(|closing| closing.days).collect();
    let now = figures_over(tx, caller, (catalogue, counting), place, &days).await?;
    let found = kept.into_iter().zip(now).map(|((closing, then), cell)| FigureThen {
        closing,
        then,
        now: closed(catalogue, key.clone(), cell),
    });
    Ok((found.collect(), names(tx, &closings).await?))
}
