//! What a browser keeps between leaving for the provider and coming back.

use chrono::{DateTime, Utc};

/// So long somebody may take at the provider.
const LASTS_SECONDS: i64 = 600;

/// One attempt to sign in: it is good for the answer to it and for no other.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What the provider sends back with the browser.
    pub(crate) state: String,
    /// What stands in the token of the provider.
    pub(crate) nonce: String,
    /// What only who began can tell when the code is exchanged (PKCE, RFC 7636).
    pub(crate) verifier: String,
    /// When it was begun, in seconds.
    pub(crate) begun_at: i64,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Attempt")
    }
}

impl Attempt {
    /// As one word, for a cookie.
    pub fn to_text(&self) -> String {
        format!("{}.{}.{}.{}", self.begun_at, self.state, self.nonce, self.verifier)
    }

    /// From that word.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.').map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()));
        let mut next = || parts.next().flatten();
        let begun_at = next()?.parse().ok()?;
        let (state, nonce, verifier) = (next()?, next()?, next()?);
        parts.next().is_none().then_some(Self { state, nonce, verifier, begun_at })
    }

    /// Whether what came back was sent for by this attempt, not too long ago; takes the same time however much of it is right.
    pub(crate) fn is_of(&self, state: &str, now: DateTime<Utc>) -> bool {
        let age = now.timestamp().saturating_sub(self.begun_at);
        let differences =
            self.state.bytes().zip(state.bytes()).fold(0, |all, (own, sent)| all | (own ^ sent));
        (0..=LASTS_SECONDS).contains(&age) && self.state.len() == state.len() && differences == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt() -> Attempt {
        Attempt {
            state: "s-1".to_owned(),
            nonce: "n_2".to_owned(),
            verifier: "v~3".to_owned(),
            begun_at: 1_000,
        }
    }

    #[test]
    fn an_attempt_is_read_from_its_word_and_from_nothing_else() {
        assert!(Attempt::parse(&attempt().to_text()) == Some(attempt()));
        for broken in ["", "...", "1.a.b", "1.a.b.", "1..b.c", "x.a.b.c", "1.a.b.c.d"] {
            assert!(Attempt::parse(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn an_answer_to_another_attempt_is_not_taken() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a moment");
        assert!(attempt().is_of("s-1", at(1_000)) && attempt().is_of("s-1", at(1_600)));
        assert!(!attempt().is_of("s-1", at(1_601)), "it took too long");
        assert!(!attempt().is_of("s-1", at(999)), "it was begun later");
        for other in ["", "s", "s-2", "s-11", "S-1"] {
            assert!(!attempt().is_of(other, at(1_000)), "{other}");
        }
    }
}
