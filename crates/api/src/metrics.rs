//! What Prometheus reads: how much is asked and how long it takes, by route and never by person or thing.

use crate::Shared;
use crate::slowly::waiting;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// Bounds of durations in seconds: from a page that is kept to an import that is previewed.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

type Labels = Vec<(&'static str, String)>;

/// Counters of this server since its start.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    durations: Family<Labels, Histogram, fn() -> Histogram>,
    rows: Counter,
    passwords: Gauge,
    connections: Family<Labels, Gauge>,
    /// Imports that write in the background now.
    pub(crate) imports: Gauge,
    free: Gauge<u64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("shouze");
        let new = || Histogram::new(SECONDS);
        let metrics = Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(new as fn() -> Histogram),
            rows: Counter::default(),
            passwords: Gauge::default(),
            connections: Family::default(),
            imports: Gauge::default(),
            free: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register("requests", "Requests answered", metrics.requests.clone());
        registry.register("request_seconds", "How long they took", metrics.durations.clone());
        registry.register(
            "records_written",
            "Records entered or changed, and committed",
            metrics.rows.clone(),
        );
        registry.register(
            "password_checks_waiting",
            "Passwords that wait for their check",
            metrics.passwords.clone(),
        );
        registry.register("database_connections", "Connections to the database", metrics.connections.clone());
        registry.register("imports_running", "Sheets that are read in now", metrics.imports.clone());
        registry.register("disk_free_megabytes", "Room where what is kept lies", metrics.free.clone());
        Self { registry, ..metrics }
    }
}

impl Metrics {
    /// A request was answered. `route` is that of the program, with gaps for identities.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let labels =
            vec![("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
        self.requests.get_or_create(&labels).inc();
        self.durations.get_or_create(&vec![("route", route.to_owned())]).observe(took.as_secs_f64());
    }

    fn shown(&self, shared: &Shared) -> Result<String, std::fmt::Error> {
        let known = self.rows.get();
        self.rows.inc_by(shared.db.records_written().saturating_sub(known));
        self.passwords.set(waiting());
        for (kind, connections) in shared.db.connections() {
            self.connections.get_or_create(&vec![("kind", kind.to_owned())]).set(connections.into());
        }
        self.free.set(shared.room.free().unwrap_or_default());
        let mut out = String::new();
        encode(&mut out, &self.registry)?;
        Ok(out)
    }
}

/// What stands at the address for metrics: nothing of the API, so that it can be let through to whoever watches.
pub fn watched(shared: Shared) -> Router {
    Router::new()
        .route("/metrics", get(shown))
        .route("/health/live", get(crate::health::live))
        .route("/health/ready", get(crate::health::ready))
        .with_state(shared)
}

async fn shown(State(shared): State<Shared>) -> Response {
    match shared.metrics.shown(&shared) {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(e) => {
            tracing::error!(%e, "metrics were not written");
            axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// One more while it lives.
pub(crate) struct Running(Gauge);

impl Running {
    pub(crate) fn import(metrics: &Arc<Metrics>) -> Self {
        metrics.imports.inc();
        Self(metrics.imports.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.dec();
    }
}
