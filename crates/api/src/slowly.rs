//! Work with passwords, which is slow on purpose: on threads of its own, few and of low priority, so that those who are signed
//! in do not notice how many sign in.

use app::AppError;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Checks that wait for their turn; each further one is told to come again.
const WAITING: usize = 100;
/// How long who is told so waits.
const AGAIN_SECONDS: i64 = 5;
/// Everything that answers goes first. Nice values end at 19.
const NICENESS: i32 = 10;

/// Checks that wait, those under way among them.
static WAIT: AtomicI64 = AtomicI64::new(0);

type Job = Box<dyn FnOnce() + Send>;

static JOBS: LazyLock<SyncSender<Job>> = LazyLock::new(|| {
    let (sender, receiver) = sync_channel(WAITING);
    let receiver = Arc::new(Mutex::new(receiver));
    // each check takes 19 MiB and a processor for tens of milliseconds; half of the processors are left to all others
    let workers = std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1));
    for _ in 0..workers {
        let receiver = receiver.clone();
        let named = std::thread::Builder::new().name("passwords".to_owned());
        if let Err(e) = named.spawn(move || work(&receiver)) {
            tracing::error!(%e, "a thread for passwords does not start");
        }
    }
    sender
});

fn work(jobs: &Mutex<Receiver<Job>>) {
    // a thread has its own priority on Linux
    if let Err(e) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS) {
        tracing::warn!(%e, "checks of passwords run with the priority of all else");
    }
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            // one that panics has its asker told by the channel that closes, and the thread goes on
            Ok(job) => drop(std::panic::catch_unwind(std::panic::AssertUnwindSafe(job))),
            Err(_) => return,
        }
    }
}

/// How many checks wait or are under way.
pub(crate) fn waiting() -> i64 {
    WAIT.load(Ordering::Relaxed)
}

/// One check, from when it waits until it is done or given up.
struct Wait;

impl Wait {
    fn begin() -> Self {
        WAIT.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        WAIT.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Runs work with passwords off the event loop, in its turn.
///
/// # Errors
/// [`AppError::TooBusy`] when too many wait already; what the work gives.
pub async fn slowly<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let (done, answer) = oneshot::channel();
    let wait = Wait::begin();
    let job = Box::new(move || {
        let _wait = wait;
        // who hung up is not worked for
        if !done.is_closed() {
            let _ = done.send(work());
        }
    });
    match JOBS.try_send(job) {
        Ok(()) => answer.await.map_err(|e| AppError::Internal(e.to_string()))?,
        Err(TrySendError::Full(_)) => Err(AppError::TooBusy { seconds: AGAIN_SECONDS }),
        Err(TrySendError::Disconnected(_)) => Err(AppError::Internal("no thread for passwords".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    #[allow(clippy::panic, reason = "it is what is tested")]
    async fn work_that_fails_is_told_and_the_next_is_done() {
        assert!(matches!(slowly(|| Ok(1)).await, Ok(1)));
        let refused = slowly::<()>(|| Err(AppError::WrongCredentials)).await;
        assert!(matches!(refused, Err(AppError::WrongCredentials)));
        for _ in 0..64 {
            let panicked = slowly::<()>(|| panic!("at work")).await;
            assert!(matches!(panicked, Err(AppError::Internal(_))));
        }
        assert!(matches!(slowly(|| Ok(2)).await, Ok(2)));
    }
}
