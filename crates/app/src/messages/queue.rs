//! Messages on their way: written with what they tell of, taken by one server, tried until they arrive or are old news.

use crate::act::new_id;
use crate::error::AppError;
use chrono::{DateTime, TimeDelta, Utc};
use domain::message::{DeliveryState, Occasion, wait_after_failures};
use domain::org::above;
use store::{Channel, Delivery, Tx};
use uuid::Uuid;

/// A server has a message to itself for so long: longer than any attempt lasts.
const TAKEN: TimeDelta = TimeDelta::minutes(2);
/// Of what the other side said, so much is kept.
const MOST_KEPT: usize = 300;

/// What a message says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// First line.
    pub title: String,
    /// Lines.
    pub body: String,
    /// Page of the product that it leads to.
    pub path: String,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// The other side took it.
    Taken,
    /// It may take it later.
    Failed(String),
    /// It will never take it: the robot is gone, the key is wrong.
    Refused(String),
}

pub(super) fn waiting(
    now: DateTime<Utc>,
    channel_id: Uuid,
    occasion: Occasion,
    text: Text,
) -> Result<Delivery, AppError> {
    let Text { title, body, path } = text;
    Ok(Delivery {
        id: new_id(now)?,
        channel_id,
        occasion,
        title,
        body,
        path,
        state: DeliveryState::Waiting,
        failures: 0,
        due_at: now,
        last_error: None,
        made_at: now,
        ended_at: None,
    })
}

/// Tells a unit something, by every channel that it and the units above it have for the occasion. It goes with the transaction:
/// what is not kept is not told.
///
/// # Errors
/// When the database is not reached.
pub async fn tell_unit(
    tx: &mut Tx,
    now: DateTime<Utc>,
    unit: Uuid,
    occasion: Occasion,
    text: &Text,
) -> Result<usize, AppError> {
    let units = tx.units().await?;
    let mut told: Vec<Uuid> = above(&units, unit).iter().map(|unit| unit.id).collect();
    told.push(unit);
    let mut sent = Vec::new();
    for channel in tx.channels().await? {
        if channel.occasions.contains(&occasion) && told.contains(&channel.unit_id) {
            sent.push(waiting(now, channel.id, occasion, text.clone())?);
        }
    }
    tx.insert_deliveries(&sent).await?;
    Ok(sent.len())
}

/// The next message that is due with its channel; nobody else sends it for two minutes. One whose channel was taken away is
/// given up on the way.
///
/// # Errors
/// When the database is not reached.
pub async fn take(tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<(Delivery, Channel)>, AppError> {
    while let Some(delivery) = tx.take_delivery(now, now + TAKEN).await? {
        match tx.channels().await?.into_iter().find(|channel| channel.id == delivery.channel_id) {
            Some(channel) => return Ok(Some((delivery, channel))),
            None => settle(tx, &delivery, &Attempt::Refused("通道已删除".to_owned()), now).await?,
        }
    }
    Ok(None)
}

/// Keeps how an attempt ended.
///
/// # Errors
/// When the database is not reached.
pub async fn settle(
    tx: &mut Tx,
    delivery: &Delivery,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let kept = |text: &String| Some(text.chars().take(MOST_KEPT).collect());
    let failures = delivery.failures + u32::from(*attempt != Attempt::Taken);
    let given_up = |text: &String| Delivery {
        state: DeliveryState::GivenUp,
        failures,
        last_error: kept(text),
        ended_at: Some(now),
        ..delivery.clone()
    };
    let settled = match (attempt, wait_after_failures(failures)) {
        (Attempt::Taken, _) => {
            Delivery { state: DeliveryState::Sent, last_error: None, ended_at: Some(now), ..delivery.clone() }
        }
        (Attempt::Failed(text), Some(wait)) => {
            Delivery { failures, due_at: now + wait, last_error: kept(text), ..delivery.clone() }
        }
        (Attempt::Failed(text), None) | (Attempt::Refused(text), _) => given_up(text),
    };
    Ok(tx.settle_delivery(&settled).await?)
}
