//! Channels by which units are told, and what went to them.

use crate::Shared;
use crate::caller::{Body, Signed};
use crate::extract::{Path, Query};
use crate::problem::Problem;
use app::{ChannelInput, KeptChannel, MailServer};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::message::{Carrier, Occasion};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Channel, Delivery};
use tokio::sync::Notify;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// By what messages can go, and whom to tell that one waits.
#[derive(Clone, Default)]
pub struct Outlet {
    /// The settings name a mail server.
    pub has_mail: bool,
    /// Hosts beside those of the makers that take messages.
    pub hosts: Arc<[String]>,
    /// Whoever sends is told here that a message waits.
    pub told: Arc<Notify>,
}

/// Messages of one page.
const PAGE: i64 = 50;

/// A channel as somebody enters it.
#[derive(Deserialize, ToSchema)]
pub struct ChannelBody {
    /// Of a new channel: `wecom`, `dingtalk`, `feishu` or `mail`. Afterwards it stays.
    carrier: Option<String>,
    name: String,
    unit_id: Uuid,
    /// Address of the robot, or mail addresses; absent, that which is kept stays.
    address: Option<String>,
    /// What messages are signed with; absent, that which is kept stays, and empty there is none.
    secret: Option<String>,
    /// `digest`, `urgent`, `escalation`.
    occasions: Vec<String>,
    /// Of the channel that is changed.
    #[serde(default)]
    version: i64,
}

/// A message that went, or is on its way.
#[derive(Serialize, ToSchema)]
pub struct DeliveryView {
    id: Uuid,
    /// `digest`, `urgent`, `escalation` or `trial`.
    occasion: &'static str,
    title: String,
    body: String,
    /// `waiting`, `sent` or `given-up`.
    state: &'static str,
    /// Attempts that failed.
    failures: u32,
    /// When it goes, or goes again, while it waits.
    due_at: DateTime<Utc>,
    /// What the last attempt met with.
    last_error: Option<String>,
    made_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// A channel. Nobody is shown its key again.
#[derive(Serialize, ToSchema)]
pub struct ChannelView {
    id: Uuid,
    /// `wecom`, `dingtalk`, `feishu` or `mail`.
    carrier: &'static str,
    name: String,
    unit_id: Uuid,
    /// Mail addresses, or the address of the robot without its key.
    address: String,
    /// Whether messages are signed.
    has_secret: bool,
    /// `digest`, `urgent`, `escalation`.
    occasions: Vec<&'static str>,
    version: i64,
    /// The last message.
    last: Option<DeliveryView>,
}

/// Every channel, and by what new ones can be.
#[derive(Serialize, ToSchema)]
pub struct ChannelList {
    items: Vec<ChannelView>,
    /// Carriers that can be chosen here; `mail` needs a server in the settings.
    carriers: Vec<&'static str>,
}

/// A page of messages, the latest first.
#[derive(Serialize, ToSchema)]
pub struct DeliveryPage {
    items: Vec<DeliveryView>,
    /// Where the next page begins; nothing after the last.
    before: Option<Uuid>,
}

/// Where a page begins.
#[derive(Deserialize, IntoParams)]
pub struct DeliveryQuery {
    /// Messages before this one.
    before: Option<Uuid>,
}

impl From<Delivery> for DeliveryView {
    fn from(delivery: Delivery) -> Self {
        let Delivery {
            id,
            occasion,
            title,
            body,
            state,
            failures,
            due_at,
            last_error,
            made_at,
            ended_at,
            ..
        } = delivery;
        let (occasion, state) = (occasion.as_str(), state.as_str());
        Self { id, occasion, title, body, state, failures, due_at, last_error, made_at, ended_at }
    }
}

impl ChannelView {
    fn new(channel: Channel, last: Option<Delivery>) -> Self {
        Self {
            id: channel.id,
            carrier: channel.carrier.as_str(),
            address: app::shown_address(&channel),
            has_secret: !channel.secret.is_empty(),
            occasions: channel.occasions.iter().map(|occasion| occasion.as_str()).collect(),
            version: channel.version,
            name: channel.name,
            unit_id: channel.unit_id,
            last: last.map(DeliveryView::from),
        }
    }
}

fn mail(shared: &Shared) -> MailServer<'_> {
    MailServer { is_there: shared.outlet.has_mail, hosts: &shared.outlet.hosts }
}

fn known<T>(field: &str, word: &str, parse: fn(&str) -> Option<T>) -> Result<T, Problem> {
    parse(word).ok_or_else(|| Problem::unknown_word(field, word))
}

fn input(body: ChannelBody) -> Result<ChannelInput, Problem> {
    let occasion = |word: &String| known("occasions", word, Occasion::parse);
    let occasions = body.occasions.iter().map(occasion).collect::<Result<_, _>>()?;
    let ChannelBody { name, unit_id, address, secret, .. } = body;
    Ok(ChannelInput { name, unit_id, address, secret, occasions })
}

/// Every channel.
#[utoipa::path(get, path = "/api/channels",
    responses((status = 200, body = ChannelList), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list_channels(
    State(shared): State<Shared>,
    signed: Signed,
) -> Result<Json<ChannelList>, Problem> {
    let found = signed.read(&shared, async |tx, caller| app::channels(tx, caller).await).await?;
    let view = |KeptChannel { channel, last }| ChannelView::new(channel, last);
    let can = |carrier: &&Carrier| **carrier != Carrier::Mail || shared.outlet.has_mail;
    Ok(Json(ChannelList {
        items: found.into_iter().map(view).collect(),
        carriers: Carrier::ALL.iter().filter(can).map(|carrier| carrier.as_str()).collect(),
    }))
}

/// Adds a channel.
#[utoipa::path(post, path = "/api/channels", request_body = ChannelBody,
    responses((status = 201, body = ChannelView), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn add_channel(
    State(shared): State<Shared>,
    signed: Signed,
    Body(body): Body<ChannelBody>,
) -> Result<(StatusCode, Json<ChannelView>), Problem> {
    let carrier = known("carrier", body.carrier.as_deref().unwrap_or_default(), Carrier::parse)?;
    let input = input(body)?;
    let made = signed
        .write(&shared, async |tx, act| app::add_channel(tx, act, mail(&shared), carrier, input).await)
        .await?;
    Ok((StatusCode::CREATED, Json(ChannelView::new(made, None))))
}

/// Changes a channel.
#[utoipa::path(patch, path = "/api/channels/{id}", params(("id" = Uuid, Path)), request_body = ChannelBody,
    responses((status = 200, body = ChannelView), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn change_channel(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Body(body): Body<ChannelBody>,
) -> Result<Json<ChannelView>, Problem> {
    let version = body.version;
    let input = input(body)?;
    let changed = signed
        .write(&shared, async |tx, act| {
            app::change_channel(tx, act, mail(&shared), (id, version), input).await
        })
        .await?;
    Ok(Json(ChannelView::new(changed, None)))
}

/// Takes a channel away.
#[utoipa::path(delete, path = "/api/channels/{id}", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn remove_channel(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    signed.write(&shared, async |tx, act| app::remove_channel(tx, act, id).await).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a message that says no more than that the channel works.
#[utoipa::path(post, path = "/api/channels/{id}/trial", params(("id" = Uuid, Path)),
    responses((status = 202, body = DeliveryView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn try_channel(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<DeliveryView>), Problem> {
    let sent = signed.write(&shared, async |tx, act| app::try_channel(tx, act, id).await).await?;
    shared.outlet.told.notify_one();
    Ok((StatusCode::ACCEPTED, Json(sent.into())))
}

/// Messages of a channel, the latest first.
#[utoipa::path(get, path = "/api/channels/{id}/deliveries", params(("id" = Uuid, Path), DeliveryQuery),
    responses((status = 200, body = DeliveryPage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn list_deliveries(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
    Query(query): Query<DeliveryQuery>,
) -> Result<Json<DeliveryPage>, Problem> {
    let found = signed
        .read(&shared, async |tx, caller| app::deliveries(tx, caller, id, query.before, PAGE).await)
        .await?;
    let is_full = i64::try_from(found.len()).is_ok_and(|n| n == PAGE);
    let before = found.last().map(|last| last.id).filter(|_| is_full);
    Ok(Json(DeliveryPage { items: found.into_iter().map(DeliveryView::from).collect(), before }))
}

/// Has a message go now that was given up, or that waits long.
#[utoipa::path(post, path = "/api/deliveries/{id}/retry", params(("id" = Uuid, Path)),
    responses((status = 202, body = DeliveryView), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn retry_delivery(
    State(shared): State<Shared>,
    signed: Signed,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<DeliveryView>), Problem> {
    let again = signed.write(&shared, async |tx, act| app::retry_delivery(tx, act, id).await).await?;
    shared.outlet.told.notify_one();
    Ok((StatusCode::ACCEPTED, Json(again.into())))
}
