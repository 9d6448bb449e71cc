//! Keeping channels: who carries messages of a unit to where, and what arrived.

use super::queue::{Text, waiting};
use crate::act::{Act, Thing};
use crate::error::AppError;
use chrono::{DateTime, Utc};
use domain::access::{Caller, Verb};
use domain::message::{Carrier, ChannelError, DeliveryState, Occasion, checked_channel_name};
use serde_json::{Value, json};
use store::{Channel, Delivery, Tx};
use uuid::Uuid;

/// Whether mail can be sent, and which hosts beside those of the makers take messages.
#[derive(Debug, Clone, Copy)]
pub struct MailServer<'s> {
    /// The settings name a mail server.
    pub is_there: bool,
    /// Hosts that the settings allow.
    pub hosts: &'s [String],
}

/// A channel as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelInput {
    /// Its name.
    pub name: String,
    /// The unit whose business it tells.
    pub unit_id: Uuid,
    /// Address of the robot, or mail addresses; that which is kept when absent, for nobody is shown a key again.
    pub address: Option<String>,
    /// What messages are signed with; that which is kept when absent.
    pub secret: Option<String>,
    /// On what occasions it is told.
    pub occasions: Vec<Occasion>,
}

/// A channel with the last message that went to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptChannel {
    /// The channel.
    pub channel: Channel,
    /// The last message.
    pub last: Option<Delivery>,
}

/// What the audit trail keeps: no key, and of an address no more than where it lies.
fn channel_json(channel: &Channel) -> Value {
    let occasions: Vec<&str> = channel.occasions.iter().map(|occasion| occasion.as_str()).collect();
    json!({
        "carrier": channel.carrier.as_str(), "name": channel.name, "unit_id": channel.unit_id,
        "address": shown_address(channel), "occasions": occasions, "removed_at": channel.removed_at,
    })
}

/// The address without what opens it.
pub fn shown_address(channel: &Channel) -> String {
    match channel.carrier {
        Carrier::Mail => channel.address.clone(),
        _ => channel.address.split('?').next().unwrap_or_default().to_owned(),
    }
}

/// Every channel, with what went to it last.
///
/// # Errors
/// When the caller may not, or the database is not reached.
pub async fn channels(tx: &mut Tx, caller: &Caller) -> Result<Vec<KeptChannel>, AppError> {
    caller.may(Verb::KeepChannels)?;
    let mut found = Vec::new();
    for channel in tx.channels().await? {
        let last = tx.deliveries(channel.id, Uuid::max(), 1).await?.pop();
        found.push(KeptChannel { channel, last });
    }
    Ok(found)
}

async fn kept(tx: &mut Tx, caller: &Caller, id: Uuid) -> Result<Channel, AppError> {
    caller.may(Verb::KeepChannels)?;
    let channel = tx.channels().await?.into_iter().find(|channel| channel.id == id);
    channel.ok_or(AppError::NotFound("channel"))
}

async fn checked(
    tx: &mut Tx,
    act: &Act,
    mail: MailServer<'_>,
    old: &Channel,
    input: ChannelInput,
) -> Result<Channel, AppError> {
    let ChannelInput { name, unit_id, address, secret, mut occasions } = input;
    if old.carrier == Carrier::Mail && !mail.is_there {
        return Err(ChannelError::NoMailServer.into());
    }
    let name = checked_channel_name(&name)?;
    let address = match address.filter(|address| !address.trim().is_empty()) {
        None if !old.address.is_empty() => old.address.clone(),
        address => old.carrier.checked_address(&address.unwrap_or_default(), mail.hosts)?,
    };
    occasions.retain(|occasion| *occasion != Occasion::Trial);
    occasions.sort_unstable();
    occasions.dedup();
    if occasions.is_empty() {
        return Err(ChannelError::NoOccasion.into());
    }
    let today = crate::act::local_day(act.now);
    if !tx.units().await?.iter().any(|unit| unit.id == unit_id && unit.is_valid_on(today)) {
        return Err(AppError::NotFound("unit"));
    }
    let secret = secret.map_or_else(|| old.secret.clone(), |secret| secret.trim().to_owned());
    Ok(Channel { name, unit_id, address, secret, occasions, ..old.clone() })
}

/// Adds a channel.
///
/// # Errors
/// [`ChannelError`]; [`AppError::NotFound`] for a unit that is none.
pub async fn add_channel(
    tx: &mut Tx,
    act: &Act,
    mail: MailServer<'_>,
    carrier: Carrier,
    input: ChannelInput,
) -> Result<Channel, AppError> {
    act.caller.may(Verb::KeepChannels)?;
    let blank = Channel {
        id: act.new_id()?,
        carrier,
        name: String::new(),
        unit_id: Uuid::nil(),
        address: String::new(),
        secret: String::new(),
        occasions: Vec::new(),
        made_at: act.now,
        removed_at: None,
        version: 0,
    };
    let channel = checked(tx, act, mail, &blank, input).await?;
    tx.insert_channel(&channel).await?;
    let thing = Thing::at("channel", channel.id, channel.unit_id);
    act.record(tx, "channel.add", thing, None, Some(channel_json(&channel))).await?;
    Ok(channel)
}

/// Changes a channel.
///
/// # Errors
/// As [`add_channel`]; [`AppError::Stale`] when somebody else was first.
pub async fn change_channel(
    tx: &mut Tx,
    act: &Act,
    mail: MailServer<'_>,
    (id, version): (Uuid, i64),
    input: ChannelInput,
) -> Result<Channel, AppError> {
    let old = kept(tx, &act.caller, id).await?;
    let new = Channel { version, ..checked(tx, act, mail, &old, input).await? };
    save(tx, act, "channel.change", &old, &new).await?;
    Ok(Channel { version: version + 1, ..new })
}

/// Takes a channel away: nothing goes to it from now on.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn remove_channel(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let old = kept(tx, &act.caller, id).await?;
    let new = Channel { removed_at: Some(act.now), ..old.clone() };
    save(tx, act, "channel.remove", &old, &new).await
}

async fn save(tx: &mut Tx, act: &Act, action: &str, old: &Channel, new: &Channel) -> Result<(), AppError> {
    tx.save_channel(new).await?;
    let thing = Thing::at("channel", new.id, new.unit_id);
    act.record(tx, action, thing, Some(channel_json(old)), Some(channel_json(new))).await
}

/// Sends a message that says no more than that the channel works.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn try_channel(tx: &mut Tx, act: &Act, id: Uuid) -> Result<Delivery, AppError> {
    let channel = kept(tx, &act.caller, id).await?;
    let text = Text {
        title: "守责：测试消息".to_owned(),
        body: format!("通道“{}”已接通。由{}于发送时触发。", channel.name, act.caller.name),
        path: "/".to_owned(),
    };
    let delivery = waiting(act.now, channel.id, Occasion::Trial, text)?;
    tx.insert_deliveries(std::slice::from_ref(&delivery)).await?;
    let after = json!({ "delivery": delivery.id });
    act.record(tx, "channel.try", Thing::at("channel", id, channel.unit_id), None, Some(after)).await?;
    Ok(delivery)
}

/// Messages of a channel below one, the latest first.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn deliveries(
    tx: &mut Tx,
    caller: &Caller,
    channel: Uuid,
    before: Option<Uuid>,
    most: i64,
) -> Result<Vec<Delivery>, AppError> {
    kept(tx, caller, channel).await?;
    Ok(tx.deliveries(channel, before.unwrap_or(Uuid::max()), most).await?)
}

/// Has a message that was given up, or waits long, go now.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Delivered`] for one that arrived.
pub async fn retry_delivery(tx: &mut Tx, act: &Act, id: Uuid) -> Result<Delivery, AppError> {
    act.caller.may(Verb::KeepChannels)?;
    let delivery = tx.delivery(id).await?.ok_or(AppError::NotFound("delivery"))?;
    let channel = kept(tx, &act.caller, delivery.channel_id).await?;
    if delivery.state == DeliveryState::Sent {
        return Err(AppError::Delivered);
    }
    let again = Delivery {
        state: DeliveryState::Waiting,
        failures: 0,
        due_at: act.now,
        ended_at: None,
        ..delivery.clone()
    };
    tx.settle_delivery(&again).await?;
    let state = |delivery: &Delivery, at: DateTime<Utc>| json!({ "delivery": delivery.id, "state": delivery.state.as_str(), "failures": delivery.failures, "due_at": at });
    let told = (Some(state(&delivery, delivery.due_at)), Some(state(&again, again.due_at)));
    act.record(tx, "channel.retry", Thing::at("channel", channel.id, channel.unit_id), told.0, told.1)
        .await?;
    Ok(again)
}
