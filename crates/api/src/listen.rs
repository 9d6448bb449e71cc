//! Connections: how long and how much one may take to say what it wants.

use axum::extract::connect_info::ConnectInfo;
use axum::{Extension, Router};
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io::ErrorKind;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::Layer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long a client is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until the head of a request is there; a connection that asks nothing ends after it too.
    pub head: Duration,
    /// Until the next piece of a body comes.
    pub piece: Duration,
    /// After being told to stop: for the requests under way.
    pub end: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(20), piece: Duration::from_secs(20), end: Duration::from_secs(30) }
    }
}

/// Headers of one request: browsers send some twenty.
const HEADERS: usize = 100;
/// Bytes of the head of one request.
const HEAD_BYTES: usize = 64 * 1024;
/// After a failure to take a connection, as when no file may be opened any more.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers until `stop`; requests under way are answered first, as long as they are waited for.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.head);
    http.max_headers(HEADERS).max_buf_size(HEAD_BYTES);
    let router = router.layer(RequestBodyTimeoutLayer::new(patience.piece));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(e) if is_of_client(e.kind()) => continue,
            Err(e) => {
                tracing::error!(%e, "a connection was not taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(Extension(ConnectInfo(address)).layer(router.clone()));
        let connection = http.serve_connection(TokioIo::new(at_once(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(e) = connection.await {
                tracing::debug!(%e, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(patience.end, graceful.shutdown()).await.is_err() {
        tracing::warn!(seconds = patience.end.as_secs(), "requests under way were given up");
    }
}

/// Short answers do not wait for more to send.
fn at_once(stream: TcpStream) -> TcpStream {
    if let Err(e) = stream.set_nodelay(true) {
        tracing::debug!(%e, "a connection waits before it sends");
    }
    stream
}

/// Whether a connection ended before it was taken, which concerns nobody else.
fn is_of_client(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}
