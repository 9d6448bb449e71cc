//! Passwords: argon2id, slow on purpose. Nothing here is called inside a transaction but what keeps a finished hash.

use super::account_json;
use super::sign_in::{Claim, Proven, Source, check_tries, token_hash};
use crate::act::Act;
use crate::error::AppError;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use chrono::{DateTime, Utc};
use domain::access::{AccountError, Caller, check_length};
use store::{Account, Tx};

/// A new password, checked and hashed.
pub struct Hashed {
    pub(super) hash: String,
}

/// Whether a password may be chosen: asked while somebody types it, and again before it is taken.
///
/// # Errors
/// When it is too short or guessed early; names of the owner are guessed first.
pub fn check_chosen(password: &str, about: &[&str]) -> Result<(), AppError> {
    check_length(password)?;
    // 3 of 4: more than 10^8 guesses
    if zxcvbn::zxcvbn(password, about).score() < zxcvbn::Score::Three {
        return Err(AccountError::PasswordGuessed.into());
    }
    Ok(())
}

/// Letters and digits that nobody takes for another.
const PLAIN: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

impl Hashed {
    /// That of an account that is only tried out: no password fits it.
    pub(crate) const fn none() -> Self {
        Self { hash: String::new() }
    }

    /// A password that its owner chose. Slow: call it off the event loop.
    ///
    /// # Errors
    /// When it is too short or guessed early; names of the owner are guessed first.
    pub fn chosen(password: &str, about: &[&str]) -> Result<Self, AppError> {
        check_chosen(password, about)?;
        Ok(Self { hash: hash(password)? })
    }

    /// A random password to hand over once, and what is kept of it. Slow: call it off the event loop.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn one_time() -> Result<(String, Self), AppError> {
        let password = readable()?;
        let hash = hash(&password)?;
        Ok((password, Self { hash }))
    }
}

/// What is needed to check the caller's own password.
///
/// # Errors
/// [`AppError::TooManyTries`] after too many wrong ones.
pub async fn own_claim(tx: &mut Tx, caller: &Caller, now: DateTime<Utc>) -> Result<Claim, AppError> {
    let account = tx.account(caller.user_id).await?;
    if let Some(account) = &account {
        check_tries(tx, &account.login, &Source::default(), now).await?;
    }
    Ok(Claim { account })
}

/// Takes the caller's new password and ends their other sessions.
///
/// # Errors
/// When it is the old one.
pub async fn set_own_password(
    tx: &mut Tx,
    act: &Act,
    proven: Proven,
    hashed: Hashed,
    token: &str,
) -> Result<(), AppError> {
    let old = proven.account;
    let new = Account { password_hash: hashed.hash, must_change: false, ..old.clone() };
    tx.save_account(&new).await?;
    tx.end_sessions_of(new.id, &token_hash(token)).await?;
    let (before, after) = (account_json(&old), account_json(&new));
    act.record(tx, "account.change_password", ("account", new.id), Some(before), Some(after)).await
}

/// Sixteen random letters and digits in groups of four, of some 79 bits.
pub(super) fn readable() -> Result<String, AppError> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|e| AppError::Internal(e.to_string()))?;
    let letters: Vec<char> =
        random.iter().map(|byte| char::from(PLAIN[usize::from(*byte) % PLAIN.len()])).collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// A hash of a password with random salt.
pub(super) fn hash(password: &str) -> Result<String, AppError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|e| AppError::Internal(e.to_string()))?.to_string())
}

pub(super) fn verify(stored: &str, password: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_is_guessed_early_is_refused() {
        let code = |password: &str| Hashed::chosen(password, &["zhangsan", "张三"]).err().map(|e| e.code());
        for guessed in
            ["1234567890", "qwertyuiop", "password123", "zhangsan2026", "aaaaaaaaaaaa", "abcdefghij"]
        {
            assert_eq!(code(guessed), Some("account.password_guessed"), "{guessed}");
        }
        assert_eq!(code("短密码"), Some("account.password_length"));
        assert_eq!(code("临海街道的灯塔在雨里亮着"), None);
        assert_eq!(code("correct-horse-battery"), None);
    }

    #[test]
    fn a_one_time_password_is_random_and_may_be_used() {
        let (first, hashed) = Hashed::one_time().expect("made");
        let (second, _) = Hashed::one_time().expect("made");
        assert_ne!(first, second);
        assert_eq!(first.len(), 19);
        assert!(verify(&hashed.hash, &first) && !verify(&hashed.hash, &second));
    }
}
