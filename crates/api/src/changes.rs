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
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, sleep_until};

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
    over: watch::Sender<bool>,
    places: Arc<Semaphore>,
}

impl Default for Changes {
    fn default() -> Self {
        let places = Arc::new(Semaphore::new(MOST));
        Self { written: watch::Sender::new(0), over: watch::Sender::new(false), places }
    }
}

impl Changes {
    /// Something was written, and is durable.
    pub fn tell(&self) {
        self.written.send_modify(|count| *count += 1);
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
    greeting: Option<Event>,
    not_before: Instant,
    ends: Instant,
    _place: OwnedSemaphorePermit,
}

async fn next(mut feed: Feed) -> Option<(Result<Event, Infallible>, Feed)> {
    if let Some(greeting) = feed.greeting.take() {
        return Some((Ok(greeting), feed));
    }
    let Feed { written, over, not_before, ends, .. } = &mut feed;
    let heard = async {
        sleep_until(*not_before).await;
        written.changed().await.ok().map(|()| *written.borrow_and_update())
    };
    let count = tokio::select! {
        _ = over.wait_for(|over| *over) => return None,
        () = sleep_until(*ends) => return None,
        heard = heard => heard?,
    };
    feed.not_before = Instant::now() + GAP;
    Some((Ok(Event::default().event("written").data(count.to_string())), feed))
}

/// Tells that something was written, at most once a second. The first event, `open`, says whether every write is heard:
/// where several servers share a database, those of the others are not.
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
    let hears_all = shared.db.is_alone();
    let now = Instant::now();
    let feed = Feed {
        written: shared.changes.written.subscribe(),
        over: shared.changes.over.subscribe(),
        greeting: Some(Event::default().event("open").data(json!({ "hears_all": hears_all }).to_string())),
        not_before: now,
        ends: now + LONGEST,
        _place: place,
    };
    Ok(Sse::new(unfold(feed, next)).keep_alive(KeepAlive::new().interval(KEPT_ALIVE)))
}
