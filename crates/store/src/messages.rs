//! Channels, messages on their way, and what the calendar started.

use crate::bulk::insert_rows;
use crate::db::{Engine, Tx, all, execute, one};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::message::{Carrier, DeliveryState, Occasion};
use sqlx::FromRow;
use uuid::Uuid;

/// By what a unit is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Identity.
    pub id: Uuid,
    /// Who carries it.
    pub carrier: Carrier,
    /// Its name.
    pub name: String,
    /// The unit whose business it tells.
    pub unit_id: Uuid,
    /// Address of the robot, or mail addresses.
    pub address: String,
    /// What its messages are signed with; empty when they are not.
    pub secret: String,
    /// On what occasions it is told.
    pub occasions: Vec<Occasion>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Since when it is no more.
    pub removed_at: Option<DateTime<Utc>>,
    /// Grows with each change.
    pub version: i64,
}

/// A message on its way to a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Identity; it sorts by the moment.
    pub id: Uuid,
    /// Channel.
    pub channel_id: Uuid,
    /// Why it goes.
    pub occasion: Occasion,
    /// First line.
    pub title: String,
    /// Lines.
    pub body: String,
    /// Page of the product that it leads to.
    pub path: String,
    /// How it stands.
    pub state: DeliveryState,
    /// Attempts that failed.
    pub failures: u32,
    /// When it goes, or goes again.
    pub due_at: DateTime<Utc>,
    /// What the last attempt met with.
    pub last_error: Option<String>,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// When it arrived or was given up.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A job as it was begun.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct JobRun {
    /// In which slot of time.
    pub slot: String,
    /// When.
    pub begun_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct ChannelRow {
    id: Uuid,
    carrier: String,
    name: String,
    unit_id: Uuid,
    address: String,
    secret: String,
    occasions: String,
    made_at: DateTime<Utc>,
    removed_at: Option<DateTime<Utc>>,
    version: i64,
}

#[derive(FromRow)]
struct DeliveryRow {
    id: Uuid,
    channel_id: Uuid,
    occasion: String,
    title: String,
    body: String,
    path: String,
    state: String,
    failures: i64,
    due_at: DateTime<Utc>,
    last_error: Option<String>,
    made_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

fn strange(table: &'static str, id: Uuid, word: &str) -> StoreError {
    StoreError::Inconsistent { table, id: id.to_string(), what: format!("word {word}") }
}

impl TryFrom<ChannelRow> for Channel {
    type Error = StoreError;

    fn try_from(row: ChannelRow) -> Result<Self, StoreError> {
        let table = "message_channel";
        let carrier = Carrier::parse(&row.carrier).ok_or_else(|| strange(table, row.id, &row.carrier))?;
        let occasion = |word| Occasion::parse(word).ok_or_else(|| strange(table, row.id, word));
        let occasions = row.occasions.split_whitespace().map(occasion).collect::<Result<_, _>>()?;
        let ChannelRow { id, name, unit_id, address, secret, made_at, removed_at, version, .. } = row;
        Ok(Self { id, carrier, name, unit_id, address, secret, occasions, made_at, removed_at, version })
    }
}

impl TryFrom<DeliveryRow> for Delivery {
    type Error = StoreError;

    fn try_from(row: DeliveryRow) -> Result<Self, StoreError> {
        let table = "delivery";
        let occasion = Occasion::parse(&row.occasion).ok_or_else(|| strange(table, row.id, &row.occasion))?;
        let state = DeliveryState::parse(&row.state).ok_or_else(|| strange(table, row.id, &row.state))?;
        let failures = u32::try_from(row.failures).unwrap_or(0);
        let DeliveryRow { id, channel_id, title, body, path, due_at, last_error, made_at, ended_at, .. } =
            row;
        Ok(Self {
            id,
            channel_id,
            occasion,
            title,
            body,
            path,
            state,
            failures,
            due_at,
            last_error,
            made_at,
            ended_at,
        })
    }
}

macro_rules! delivery {
    () => {
        "id, channel_id, occasion, title, body, path, state, failures, due_at, last_error, made_at, ended_at"
    };
}

const CHANNELS: &str =
    "SELECT id, carrier, name, unit_id, address, secret, occasions, made_at, removed_at, version
     FROM message_channel WHERE removed_at IS NULL ORDER BY id";
const ADD: &str = "INSERT INTO message_channel
     (id, carrier, name, unit_id, address, secret, occasions, made_at, removed_at, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const CHANGE: &str =
    "UPDATE message_channel SET name = $2, unit_id = $3, address = $4, secret = $5, occasions = $6,
     removed_at = $7, version = version + 1 WHERE id = $1 AND version = $8";
const INTO_DELIVERY: &str = "INSERT INTO delivery
     (id, channel_id, occasion, title, body, path, state, failures, due_at, made_at)";
const DELIVERIES: &str = concat!(
    "SELECT ",
    delivery!(),
    " FROM delivery WHERE channel_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
);
const DELIVERY: &str = concat!("SELECT ", delivery!(), " FROM delivery WHERE id = $1");
// a server that sends has it to itself for a while; whoever comes meanwhile takes the next
const TAKE: &str = concat!(
    "UPDATE delivery SET taken_until = $2 WHERE id = (
         SELECT id FROM delivery WHERE state = 'waiting' AND due_at <= $1 AND (taken_until IS NULL OR taken_until <= $1)
         ORDER BY due_at, id LIMIT 1
     ) RETURNING ",
    delivery!()
);
const TAKE_AMONG_SERVERS: &str = concat!(
    "UPDATE delivery SET taken_until = $2 WHERE id = (
         SELECT id FROM delivery WHERE state = 'waiting' AND due_at <= $1 AND (taken_until IS NULL OR taken_until <= $1)
         ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING ",
    delivery!()
);
const SETTLE: &str =
    "UPDATE delivery SET state = $2, failures = $3, due_at = $4, last_error = $5, ended_at = $6,
     taken_until = NULL WHERE id = $1";
const BEGIN_JOB: &str =
    "INSERT INTO job_run (job, slot, begun_at) VALUES ($1, $2, $3) ON CONFLICT (job, slot) DO NOTHING";

const FIRST_RUN: &str = "SELECT slot, begun_at FROM job_run WHERE job = $1 ORDER BY slot LIMIT 1";
const LAST_RUN: &str = "SELECT slot, begun_at FROM job_run WHERE job = $1 ORDER BY slot DESC LIMIT 1";

pub(crate) const STATEMENTS: &[&str] =
    &[CHANNELS, ADD, CHANGE, DELIVERIES, DELIVERY, TAKE, SETTLE, BEGIN_JOB, FIRST_RUN, LAST_RUN];

fn words(occasions: &[Occasion]) -> String {
    occasions.iter().map(|occasion| occasion.as_str()).collect::<Vec<_>>().join(" ")
}

impl Tx {
    /// Every channel that is not taken away.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn channels(&mut self) -> Result<Vec<Channel>, StoreError> {
        all!(self, ChannelRow, CHANNELS)?.into_iter().map(Channel::try_from).collect()
    }

    /// Adds a channel.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn insert_channel(&mut self, channel: &Channel) -> Result<(), StoreError> {
        execute!(
            self,
            ADD,
            channel.id,
            channel.carrier.as_str(),
            &channel.name,
            channel.unit_id,
            &channel.address,
            &channel.secret,
            words(&channel.occasions),
            channel.made_at,
            channel.removed_at,
            channel.version
        )?;
        Ok(())
    }

    /// Changes a channel, unless it was changed since it was read.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub async fn save_channel(&mut self, channel: &Channel) -> Result<(), StoreError> {
        let touched = execute!(
            self,
            CHANGE,
            channel.id,
            &channel.name,
            channel.unit_id,
            &channel.address,
            &channel.secret,
            words(&channel.occasions),
            channel.removed_at,
            channel.version
        )?;
        if touched == 1 {
            return Ok(());
        }
        Err(StoreError::Stale { table: "message_channel", id: channel.id.to_string() })
    }

    /// Sends messages on their way.
    ///
    /// # Errors
    /// When the database refuses one.
    pub async fn insert_deliveries(&mut self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        insert_rows!(
            self, INTO_DELIVERY, deliveries, delivery =>
            delivery.id,
            delivery.channel_id,
            delivery.occasion.as_str(),
            &delivery.title,
            &delivery.body,
            &delivery.path,
            delivery.state.as_str(),
            i64::from(delivery.failures),
            delivery.due_at,
            delivery.made_at,
        )?;
        Ok(())
    }

    /// Messages of a channel below an identity, the latest first.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn deliveries(
        &mut self,
        channel: Uuid,
        below: Uuid,
        most: i64,
    ) -> Result<Vec<Delivery>, StoreError> {
        let rows = all!(self, DeliveryRow, DELIVERIES, channel, below, most)?;
        rows.into_iter().map(Delivery::try_from).collect()
    }

    /// A message.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn delivery(&mut self, id: Uuid) -> Result<Option<Delivery>, StoreError> {
        one!(self, DeliveryRow, DELIVERY, id)?.map(Delivery::try_from).transpose()
    }

    /// Takes the next message that is due, so that no other server sends it until a moment.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn take_delivery(
        &mut self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Option<Delivery>, StoreError> {
        let row: Option<DeliveryRow> = match &mut self.engine {
            Engine::Sqlite(c) => sqlx::query_as(TAKE).bind(now).bind(until).fetch_optional(&mut **c).await?,
            Engine::Postgres(c) => {
                sqlx::query_as(TAKE_AMONG_SERVERS).bind(now).bind(until).fetch_optional(&mut **c).await?
            }
        };
        row.map(Delivery::try_from).transpose()
    }

    /// Keeps what became of an attempt, or of a person's wish to try again.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn settle_delivery(&mut self, delivery: &Delivery) -> Result<(), StoreError> {
        execute!(
            self,
            SETTLE,
            delivery.id,
            delivery.state.as_str(),
            i64::from(delivery.failures),
            delivery.due_at,
            &delivery.last_error,
            delivery.ended_at
        )?;
        Ok(())
    }

    /// Begins what the calendar starts in a slot of time; `false` when it was begun already, here or by another server. Whoever
    /// asks while another transaction begins it waits for that one.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn begin_job(&mut self, job: &str, slot: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(execute!(self, BEGIN_JOB, job, slot, now)? == 1)
    }

    /// The runs of a job in the first and in the last of its slots; nothing when it was never begun.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn job_runs(&mut self, job: &str) -> Result<Option<(JobRun, JobRun)>, StoreError> {
        Ok(one!(self, JobRun, FIRST_RUN, job)?.zip(one!(self, JobRun, LAST_RUN, job)?))
    }
}
