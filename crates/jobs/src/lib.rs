//! What the calendar starts, and messages on their way out. Every server runs it; what there is to do is done by one of them.
#![deny(clippy::unwrap_used)]

mod mail;
mod robot;

pub use mail::{Mail, MailError, Security};
pub use robot::robot_body;

use app::{AppError, Attempt, Counting};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use domain::message::Carrier;
use mail::Post;
use std::sync::Arc;
use std::time::Duration;
use store::{Channel, Db, Delivery};
use thiserror::Error;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use vault::Vault;

/// A message that nobody told of is found after this long.
const LOOKED: Duration = Duration::from_secs(10);
/// An upload that broke off is kept so long.
const UPLOAD_LASTS: TimeDelta = TimeDelta::days(1);
/// Messages under way at once: one that hangs keeps no other from going.
const AT_ONCE: usize = 8;
/// An attempt lasts at most so long; less than the time for which a message is taken.
const LONGEST: Duration = Duration::from_secs(15);

/// What cannot be set up.
#[derive(Debug, Error)]
pub enum JobError {
    /// The settings of mail.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// TLS or the client.
    #[error("cannot send by HTTP: {0}")]
    Http(String),
}

/// Sends messages by whoever carries them.
#[derive(Clone)]
pub struct Sender {
    http: reqwest::Client,
    mail: Option<Arc<Post>>,
    /// Where browsers find the product, `https://…`; empty when messages lead nowhere.
    public_address: Arc<str>,
    patience: Duration,
}

impl Sender {
    /// With the mail server and the address of the settings.
    ///
    /// # Errors
    /// [`JobError`].
    pub fn new(mail: Option<&Mail>, public_address: &str) -> Result<Self, JobError> {
        // one provider for everything in the process that speaks TLS; a second one is refused and not needed
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(LONGEST)
            .connect_timeout(LONGEST)
            // messages are few: what was kept open between two of them may be closed on the other side
            .pool_max_idle_per_host(0)
            // an address is checked when it is entered; nobody leads from it to another
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|e| JobError::Http(e.to_string()))?;
        let mail = mail.map(Post::new).transpose()?.map(Arc::new);
        Ok(Self {
            http,
            mail,
            public_address: public_address.trim_end_matches('/').into(),
            patience: LONGEST,
        })
    }

    /// With attempts that last at most so long, and no longer than the time for which a message is taken.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience: patience.min(LONGEST), ..self }
    }

    /// Makes one attempt.
    pub async fn attempt(&self, delivery: &Delivery, channel: &Channel, now: DateTime<Utc>) -> Attempt {
        let link = match self.public_address.as_ref() {
            "" => None,
            address => Some(format!("{address}{}", delivery.path)),
        };
        let sent = async {
            match (channel.carrier, &self.mail) {
                (Carrier::Mail, Some(mail)) => mail.send(delivery, channel, link.as_deref()).await,
                (Carrier::Mail, None) => Attempt::Failed("设置中没有邮件服务器".to_owned()),
                _ => robot::send(&self.http, delivery, channel, link.as_deref(), now).await,
            }
        };
        match tokio::time::timeout(self.patience, sent).await {
            Ok(attempt) => attempt,
            Err(_) => Attempt::Failed(format!("{} 秒内没有答复", self.patience.as_secs())),
        }
    }
}

/// What runs beside the server.
#[derive(Clone)]
pub struct Jobs {
    /// Database.
    pub db: Db,
    /// Rules.
    pub catalogue: Arc<Catalogue>,
    /// What counts.
    pub counting: Arc<Counting>,
    /// Sends.
    pub sender: Sender,
    /// Where files are kept.
    pub vault: Vault,
    /// When digests are written and what went up is told, by the clock in China.
    pub digest_at: NaiveTime,
    /// Whoever writes a message tells it here; others are found within ten seconds.
    pub told: Arc<Notify>,
    /// The clock.
    pub now: fn() -> DateTime<Utc>,
}

impl Jobs {
    /// Does what there is to do, until it is told to stop. An attempt under way is made to its end.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        // the database knows who began the day; that it was begun is asked once
        let mut digested = None;
        let mut swept = None;
        loop {
            let done = async {
                let now = (self.now)();
                let today = app::local_day(now);
                if digested != Some(today) && self.is_time_for_digests(now) {
                    self.digests(now).await?;
                    self.escalations(now).await?;
                    digested = Some(today);
                }
                if swept != Some(today) {
                    // nobody goes on with an upload after a day; two servers that sweep at once do no harm
                    let gone = self.vault.sweep_uploads(now - UPLOAD_LASTS).await.map_err(AppError::from)?;
                    tracing::debug!(gone, "uploads that broke off were swept away");
                    swept = Some(today);
                }
                self.send_due().await
            };
            if let Err(error) = done.await {
                tracing::error!(%error, "jobs: tries again");
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                // nobody told of it: it is looked all the same
                _ = tokio::time::timeout(LOOKED, self.told.notified()) => {}
            }
        }
    }

    fn is_time_for_digests(&self, now: DateTime<Utc>) -> bool {
        app::local_time(now) >= self.digest_at
    }

    /// Writes the digests of the day, unless some server did.
    async fn digests(&self, now: DateTime<Utc>) -> Result<(), app::AppError> {
        let mut tx = self.db.write().await?;
        let sent = app::send_digests(&mut tx, (&self.catalogue, &self.counting), now).await?;
        tx.commit().await?;
        if sent > 0 {
            tracing::info!(sent, "digests are on their way");
        }
        Ok(())
    }

    /// Tells of what went up, unless some server did today.
    async fn escalations(&self, now: DateTime<Utc>) -> Result<(), app::AppError> {
        let mut tx = self.db.write().await?;
        let sent = app::send_escalations(&mut tx, &self.catalogue, now).await?;
        tx.commit().await?;
        if sent > 0 {
            tracing::info!(sent, "what went up is on its way to its groups");
        }
        Ok(())
    }

    /// Sends what is due now. Gives how many messages were tried.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn send_due(&self) -> Result<usize, app::AppError> {
        let mut tried = 0;
        let mut under_way = JoinSet::new();
        loop {
            while under_way.len() < AT_ONCE {
                let mut tx = self.db.write().await?;
                let taken = app::take(&mut tx, (self.now)()).await?;
                tx.commit().await?;
                let Some((delivery, channel)) = taken else { break };
                let jobs = self.clone();
                under_way.spawn(async move { jobs.send(&delivery, &channel).await });
            }
            match under_way.join_next().await {
                Some(sent) => {
                    sent.map_err(|e| app::AppError::Internal(e.to_string()))??;
                    tried += 1;
                }
                None => return Ok(tried),
            }
        }
    }

    async fn send(&self, delivery: &Delivery, channel: &Channel) -> Result<(), app::AppError> {
        let attempt = self.sender.attempt(delivery, channel, (self.now)()).await;
        if let Attempt::Failed(reason) | Attempt::Refused(reason) = &attempt {
            tracing::warn!(delivery = %delivery.id, channel = %channel.id, failures = delivery.failures + 1, reason, "a message did not arrive");
        }
        let mut tx = self.db.write().await?;
        app::settle(&mut tx, delivery, &attempt, (self.now)()).await?;
        Ok(tx.commit().await?)
    }
}
