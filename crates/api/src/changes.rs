//! Word to open pages that something was written, so that they ask again: a stream, and no contents.

use crate::Shared;
use crate::caller::Signed;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, unfold};
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use store::{Db, StoreError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, sleep_until};

/// After this long another attempt is made to hear the other servers.
const TRIED_AGAIN: Duration = Duration::from_secs(5);
/// Streams at once; whoever comes later asks from time to time instead.
const MOST: usize = 2000;
/// At most one word in this time: an import writes much faster than anybody reads.
const GAP: Duration = Duration::from_secs(1);
/// A stream ends after this long, and the browser comes again with whatever rights it has then.
const LONGEST: Duration = Duration::from_secs(600);
/// A line without meaning in this time, so that no proxy takes the stream for dead.
const KEPT_ALIVE: Duration = Duration::from_secs(20);

/// Who writes tells it; open streams hear it.
#[derive(Clone)]
pub struct Changes {
    written: watch::Sender<u64>,
    /// What this server itself wrote.
    own: watch::Sender<u64>,
    hears_others: watch::Sender<bool>,
    over: watch::Sender<bool>,
    places: Arc<Semaphore>,
}

impl Default for Changes {
    fn default() -> Self {
        let places = Arc::new(Semaphore::new(MOST));
        let counts = || watch::Sender::new(0);
        Self {
            written: counts(),
            own: counts(),
            hears_others: watch::Sender::new(false),
            over: watch::Sender::new(false),
            places,
        }
    }
}

impl Changes {
    /// Something was written, and is durable.
    pub fn tell(&self) {
        self.own.send_modify(|count| *count += 1);
        self.written.send_modify(|count| *count += 1);
    }

    /// Tells the other servers of the database what is written here, and open pages what is written there, until the server
    /// stops. Where the database is not reached, pages ask from time to time, and it is tried again.
    pub async fn relay(&self, db: &Db) {
        let mut over = self.over.subscribe();
        loop {
            tokio::select! {
                _ = over.wait_for(|over| *over) => return,
                ended = self.relayed(db) => {
                    self.hears_others.send_if_modified(|hears| std::mem::replace(hears, false));
                    match ended {
                        Ok(()) => return,
                        Err(error) => tracing::warn!(%error, "does not hear other servers; tries again"),
                    }
                }
            }
            sleep_until(Instant::now() + TRIED_AGAIN).await;
        }
    }

    async fn relayed(&self, db: &Db) -> Result<(), StoreError> {
        let Some((mut relay, teller)) = db.relay().await? else { return Ok(()) };
        let heard = async {
            loop {
                self.hears_others.send_if_modified(|hears| !std::mem::replace(hears, true));
                // after a loss too: what was not heard may have been anything
                relay.hear().await?;
                self.written.send_modify(|count| *count += 1);
            }
        };
        let told = async {
            let mut own = self.own.subscribe();
            // what was written while nobody could be told
            own.mark_changed();
            while own.changed().await.is_ok() {
                teller.tell().await?;
                sleep_until(Instant::now() + GAP).await;
            }
            Ok(())
        };
        tokio::select! { ended = heard => ended, ended = told => ended }
    }

    /// Ends every stream: a server that stops waits for its open requests.
    pub fn close(&self) {
        self.over.send_replace(true);
    }
}

/// One open stream.
struct Feed {
    written: watch::Receiver<u64>,
    over: watch::Receiver<bool>,
    /// What its greeting said; when that is no longer so, it ends and the browser comes again.
    hears_others: watch::Receiver<bool>,
    greeting: Option<Event>,
    not_before: Instant,
    ends: Instant,
    _place: OwnedSemaphorePermit,
}

async fn next(mut feed: Feed) -> Option<(Result<Event, Infallible>, Feed)> {
    if let Some(greeting) = feed.greeting.take() {
        return Some((Ok(greeting), feed));
    }
    let Feed { written, over, hears_others, not_before, ends, .. } = &mut feed;
    let heard = async {
        sleep_until(*not_before).await;
        written.changed().await.ok().map(|()| *written.borrow_and_update())
    };
    let count = tokio::select! {
        _ = over.wait_for(|over| *over) => return None,
        _ = hears_others.changed() => return None,
        () = sleep_until(*ends) => return None,
        heard = heard => heard?,
    };
    feed.not_before = Instant::now() + GAP;
    Some((Ok(Event::default().event("written").data(count.to_string())), feed))
}

/// Tells that something was written, at most once a second. The first event, `open`, says whether every write is heard:
/// those of other servers on the same database are heard while PostgreSQL passes their word on.
#[utoipa::path(get, path = "/api/changes",
    responses((status = 200, body = String, content_type = "text/event-stream"), (status = 401, body = Problem),
        (status = 503, body = Problem)))]
pub async fn changes(
    State(shared): State<Shared>,
    signed: Signed,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<>>, Problem> {
    let full = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "changes.too_many");
    let place = shared.changes.places.clone().try_acquire_owned();
    let place = place.map_err(|_| full().in_language(signed.ask.is_english))?;
    let mut hears_others = shared.changes.hears_others.subscribe();
    let hears_all = shared.db.is_alone() || *hears_others.borrow_and_update();
    let now = Instant::now();
    let feed = Feed {
        written: shared.changes.written.subscribe(),
        over: shared.changes.over.subscribe(),
        hears_others,
        greeting: Some(Event::default().event("open").data(json!({ "hears_all": hears_all }).to_string())),
        not_before: now,
        ends: now + LONGEST,
        _place: place,
    };
    Ok(Sse::new(unfold(feed, next)).keep_alive(KeepAlive::new().interval(KEPT_ALIVE)))
}
