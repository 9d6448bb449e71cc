//! When an order or a notice is settled: its record follows what opinions find of its problems.

use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::records::save;
use catalogue::Catalogue;
use domain::paper::{PAPERS, Paper, is_settled};
use domain::register::{Record, Value};
use store::Tx;

/// States of a record in the register of papers.
const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// Whether the opinions on an order or a notice settle it.
pub(super) async fn settled(tx: &mut Tx, order: &Paper) -> Result<bool, AppError> {
    let opinions = tx.opinions_on(order.id).await?;
    Ok(order.voided.is_none() && is_settled(order, &opinions))
}

/// An opinion was issued: once every problem was found rectified, the order or notice is settled on this day.
pub(super) async fn follow(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    order: &Paper,
) -> Result<(), AppError> {
    if !settled(tx, order).await? {
        return Ok(());
    }
    turn(tx, act, catalogue, "paper.settle", order, (OPEN, CLOSED)).await
}

/// An opinion became void: what was settled by it is open again.
pub(super) async fn unfollow(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    (order, was_settled): (&Paper, bool),
) -> Result<(), AppError> {
    if !was_settled || settled(tx, order).await? {
        return Ok(());
    }
    turn(tx, act, catalogue, "paper.unsettle", order, (CLOSED, OPEN)).await
}

async fn turn(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    action: &str,
    order: &Paper,
    (from, to): (&str, &str),
) -> Result<(), AppError> {
    let register = crate::registers::register(tx, catalogue, PAPERS).await?;
    let Some(raw) = tx.record(order.record_id).await? else { return Ok(()) };
    let old = raw.read(&register);
    if !old.is_standing() || old.state != from {
        return Ok(());
    }
    let mut new = Record { state: to.to_owned(), changed_at: act.now, ..old.clone() };
    if to == CLOSED {
        new.values.insert("closed_on".to_owned(), Value::Date(local_day(act.now)));
    } else {
        new.values.remove("closed_on");
    }
    save(tx, act, &register, action, &old, &new).await?;
    Ok(())
}
