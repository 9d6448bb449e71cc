//! How much one address and one account may ask for: what is over it is answered at once, with how long to wait.
//!
//! Each server counts for itself. Wrong passwords are counted in the database instead, where all servers see them.

use crate::Shared;
use crate::caller::{Ask, address};
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serde_json::json;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use uuid::Uuid;

/// What is allowed in a minute; nothing is counted where it is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rates {
    /// Requests from one address, behind which a whole office may sit.
    pub requests_by_address: u32,
    /// Requests of one account.
    pub requests_by_account: u32,
    /// Attempts to sign in from one address.
    pub sign_ins_by_address: u32,
    /// Attempts to sign in with one login.
    pub sign_ins_by_login: u32,
}

/// What was asked for lately.
pub struct Limits {
    address: Counter<IpAddr>,
    account: Counter<Uuid>,
    sign_in_address: Counter<IpAddr>,
    login: Counter<String>,
}

/// Keys that are remembered before those that rest are forgotten.
const REMEMBERED: usize = 10_000;

struct Counter<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Hash + Eq + Clone> Counter<K> {
    fn new(in_a_minute: u32) -> Self {
        Self(NonZeroU32::new(in_a_minute).map(|most| RateLimiter::keyed(Quota::per_minute(most))))
    }

    fn count(&self, key: &K) -> Result<(), Problem> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        if limiter.len() > REMEMBERED {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let params = json!({ "seconds": wait.as_secs() + 1 });
            Problem::with(StatusCode::TOO_MANY_REQUESTS, "request.too_many_requests", params)
        })
    }
}

impl Limits {
    /// Nothing was asked for yet.
    pub fn new(rates: Rates) -> Self {
        Self {
            address: Counter::new(rates.requests_by_address),
            account: Counter::new(rates.requests_by_account),
            sign_in_address: Counter::new(rates.sign_ins_by_address),
            login: Counter::new(rates.sign_ins_by_login),
        }
    }

    /// Counts a request of an account.
    ///
    /// # Errors
    /// When it is one too many.
    pub(crate) fn of_account(&self, id: Uuid) -> Result<(), Problem> {
        self.account.count(&id)
    }

    /// Counts an attempt to sign in by a provider, which says only at its end whose it is.
    ///
    /// # Errors
    /// When it is one too many from the address.
    pub(crate) fn of_sign_on(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        address.map_or(Ok(()), |address| self.sign_in_address.count(&network(address)))
    }

    /// Counts an attempt to sign in.
    ///
    /// # Errors
    /// When it is one too many, for the login or from the address.
    pub(crate) fn of_sign_in(&self, login: &str, address: Option<IpAddr>) -> Result<(), Problem> {
        self.of_sign_on(address)?;
        self.login.count(&login.trim().to_lowercase().chars().take(40).collect())
    }
}

/// One subscriber has 2^64 addresses of IPv6: they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
        address => address,
    }
}

/// Counts the requests of an address.
pub async fn by_address(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let counted = match address(&parts, &shared).filter(|_| parts.uri.path().starts_with("/api/")) {
        Some(address) => shared.limits.address.count(&network(address)),
        None => Ok(()),
    };
    match counted {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.in_language(Ask::of(&parts).is_english).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_subscriber_count_as_one() {
        let of = |text: &str| network(text.parse().expect("an address")).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("2001:db8:1:3::1"), "2001:db8:1:3::");
        assert_eq!([of("192.0.2.7"), of("::ffff:192.0.2.7")], ["192.0.2.7", "192.0.2.7"]);
    }

    #[test]
    fn who_rests_is_forgotten_and_who_asks_too_much_is_not() {
        let counter = Counter::new(1);
        assert!(counter.count(&"busy".to_owned()).is_ok());
        assert!(counter.count(&"busy".to_owned()).is_err());
        for n in 0..=REMEMBERED {
            assert!(counter.count(&n.to_string()).is_ok(), "{n}");
        }
        assert!(counter.count(&"busy".to_owned()).is_err(), "a flood of others does not help");
    }
}
