//! The second factor 第二因素: a code that a phone computes from a secret and the time (RFC 6238), and codes for the day
//! that the phone is lost.

use super::account_json;
use super::keep::others;
use super::sign_in::{Passed, Proven, token_hash};
use crate::act::Act;
use crate::error::AppError;
use chrono::{DateTime, Utc};
use domain::access::{AccountError, Caller, Proof, Role, Verb, needs_second_factor};
use serde_json::json;
use store::{Account, SecondFactor, Tx};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

/// Recovery codes that are handed over at a time.
const CODES: usize = 10;
/// The name under which a phone lists the account.
const ISSUER: &str = "Shouze";

/// How the second factor of the caller is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactorState {
    /// Since when it is asked for.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Whether a role of the caller's may not be without.
    pub is_required: bool,
    /// Recovery codes that are not used.
    pub codes_left: i64,
}

/// What a phone is told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFactor {
    /// In base32, for those who type it.
    pub secret: String,
    /// As a camera reads it.
    pub uri: String,
}

fn totp(secret: &str, login: &str) -> Result<Totp, AppError> {
    let internal = |error: &dyn std::fmt::Display| AppError::Internal(error.to_string());
    let secret = Secret::try_from_base32(secret).map_err(|e| internal(&e))?;
    let builder = Builder::new().with_secret(secret).with_issuer(Some(ISSUER)).with_account_name(login);
    builder.build().map_err(|e| internal(&e))
}

/// The step of a code, when it is one of this moment, of half a minute before or of half a minute after.
fn step_of(secret: &str, login: &str, code: &str, now: DateTime<Utc>) -> Result<Option<i64>, AppError> {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let step = totp(secret, login)?.check(code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// Whether the caller must have a second factor before anything else: not when the provider that they came from asked for one.
///
/// # Errors
/// When the database is not reached.
pub async fn must_enroll(
    tx: &mut Tx,
    caller: &Caller,
    required: &[Role],
    proof: Proof,
) -> Result<bool, AppError> {
    if proof.has_second_factor() || !needs_second_factor(&caller.roles(), required) {
        return Ok(false);
    }
    Ok(confirmed(tx, caller.user_id).await?.is_none())
}

pub(super) async fn confirmed(tx: &mut Tx, user_id: Uuid) -> Result<Option<SecondFactor>, AppError> {
    Ok(tx.second_factor(user_id).await?.filter(|factor| factor.confirmed_at.is_some()))
}

/// Lets somebody pass whose password was right: with a code, when their account asks for one. A code passes once.
///
/// # Errors
/// [`AppError::SecondFactorNeeded`] without a code, [`AppError::SecondFactorWrong`] with one that is wrong or used.
pub async fn pass(
    tx: &mut Tx,
    proven: Proven,
    code: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Passed, AppError> {
    let account = proven.account;
    let proof = Proof::Password;
    let Some(factor) = confirmed(tx, account.id).await? else { return Ok(Passed { account, proof }) };
    let code = code.map(str::trim).filter(|code| !code.is_empty()).ok_or(AppError::SecondFactorNeeded)?;
    let is_taken = match step_of(&factor.secret, &account.login, code, now)? {
        Some(step) => tx.use_step(account.id, step).await?,
        None => tx.use_recovery_code(account.id, &code_hash(account.id, code), now).await?,
    };
    if is_taken { Ok(Passed { account, proof }) } else { Err(AppError::SecondFactorWrong) }
}

/// How the caller's second factor is.
///
/// # Errors
/// When the database is not reached.
pub async fn second_factor(tx: &mut Tx, caller: &Caller, required: &[Role]) -> Result<FactorState, AppError> {
    let factor = confirmed(tx, caller.user_id).await?;
    Ok(FactorState {
        confirmed_at: factor.and_then(|factor| factor.confirmed_at),
        is_required: needs_second_factor(&caller.roles(), required),
        codes_left: tx.recovery_codes_left(caller.user_id).await?,
    })
}

/// Makes a secret and shows it, this once. It is asked for nowhere before a code of it came.
///
/// # Errors
/// When there is a second factor already.
pub async fn begin_second_factor(tx: &mut Tx, act: &Act, proven: Proven) -> Result<NewFactor, AppError> {
    let account = proven.account;
    if confirmed(tx, account.id).await?.is_some() {
        return Err(AccountError::SecondFactorThere.into());
    }
    let mut random = [0; 20];
    getrandom::fill(&mut random).map_err(|e| AppError::Internal(e.to_string()))?;
    let secret = Secret::new(Box::new(random)).to_base32();
    let uri = totp(&secret, &account.login)?.to_url().map_err(|e| AppError::Internal(e.to_string()))?;
    let factor = SecondFactor {
        user_id: account.id,
        secret: secret.clone(),
        begun_at: act.now,
        confirmed_at: None,
        last_step: 0,
    };
    tx.keep_second_factor(&factor).await?;
    act.record(tx, "second_factor.begin", ("account", account.id), None, None).await?;
    Ok(NewFactor { secret, uri })
}

/// Takes the first code: from now on one is asked for at each sign-in. Gives recovery codes, which are shown this once.
///
/// # Errors
/// When nothing was begun, or the code is wrong.
pub async fn confirm_second_factor(tx: &mut Tx, act: &Act, code: &str) -> Result<Vec<String>, AppError> {
    let account = own_account(tx, act).await?;
    let begun = tx.second_factor(account.id).await?.filter(|factor| factor.confirmed_at.is_none());
    let begun = begun.ok_or(AccountError::SecondFactorMissing)?;
    let step = step_of(&begun.secret, &account.login, code.trim(), act.now)?;
    let last_step = step.ok_or(AccountError::CodeWrong)?;
    tx.keep_second_factor(&SecondFactor { confirmed_at: Some(act.now), last_step, ..begun }).await?;
    let codes = renewed(tx, account.id).await?;
    let after = json!({ "recovery_codes": codes.len() });
    act.record(tx, "second_factor.confirm", ("account", account.id), None, Some(after)).await?;
    Ok(codes)
}

/// New recovery codes in the place of all that there were.
///
/// # Errors
/// When there is no second factor.
pub async fn renew_recovery_codes(tx: &mut Tx, act: &Act, proven: Proven) -> Result<Vec<String>, AppError> {
    let account = proven.account;
    confirmed(tx, account.id).await?.ok_or(AccountError::SecondFactorMissing)?;
    let codes = renewed(tx, account.id).await?;
    let after = json!({ "recovery_codes": codes.len() });
    act.record(tx, "second_factor.renew_codes", ("account", account.id), None, Some(after)).await?;
    Ok(codes)
}

/// Removes the caller's own second factor.
///
/// # Errors
/// When there is none, or a role of the caller's may not be without.
pub async fn remove_second_factor(
    tx: &mut Tx,
    act: &Act,
    proven: Proven,
    required: &[Role],
) -> Result<(), AppError> {
    let account = proven.account;
    confirmed(tx, account.id).await?.ok_or(AccountError::SecondFactorMissing)?;
    if needs_second_factor(&act.caller.roles(), required) {
        return Err(AccountError::SecondFactorRequired.into());
    }
    tx.remove_second_factor(account.id).await?;
    act.record(tx, "second_factor.remove", ("account", account.id), None, None).await
}

/// Removes the second factor of somebody who lost it, and ends their sessions.
///
/// # Errors
/// When it is the caller, or there is none.
pub async fn reset_second_factor(tx: &mut Tx, act: &Act, id: Uuid) -> Result<(), AppError> {
    let account = others(tx, act, Verb::KeepAccounts, id).await?;
    confirmed(tx, account.id).await?.ok_or(AccountError::SecondFactorMissing)?;
    tx.remove_second_factor(account.id).await?;
    tx.end_sessions_of(account.id, "").await?;
    let after = account_json(&account);
    act.record(tx, "second_factor.reset", ("account", account.id), None, Some(after)).await
}

async fn own_account(tx: &mut Tx, act: &Act) -> Result<Account, AppError> {
    tx.account(act.caller.user_id).await?.ok_or(AppError::SignInRequired)
}

async fn renewed(tx: &mut Tx, user_id: Uuid) -> Result<Vec<String>, AppError> {
    let codes = (0..CODES).map(|_| super::password::readable()).collect::<Result<Vec<_>, _>>()?;
    let hashes: Vec<String> = codes.iter().map(|code| code_hash(user_id, code)).collect();
    tx.keep_recovery_codes(user_id, &hashes).await?;
    Ok(codes)
}

/// What is kept of a recovery code, however it is typed. It is random and long, so that a quick hash does.
fn code_hash(user_id: Uuid, code: &str) -> String {
    let plain: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    token_hash(&format!("{user_id}:{plain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B: `12345678901234567890`.
    const RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn step(code: &str, seconds: i64) -> Option<i64> {
        let now = DateTime::from_timestamp(seconds, 0).expect("a moment");
        step_of(RFC, "admin", code, now).expect("a secret")
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // appendix B, the last six of its eight digits
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step(code, seconds), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn a_code_of_the_step_before_or_after_is_taken_and_no_other() {
        // 287082 is of the step from 30 to 59
        for (seconds, expect) in [(0, Some(1)), (59, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(step("287082", seconds), expect, "{seconds}");
        }
        for wrong in ["", "28708", "2870820", "abcdef", "２８７０８２", "-87082"] {
            assert_eq!(step(wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed_and_belongs_to_one_account() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(code_hash(one, "abcd-efgh-2345-6789"), code_hash(one, " ABCD efgh 23456789 "));
        assert_ne!(code_hash(one, "abcd-efgh-2345-6789"), code_hash(other, "abcd-efgh-2345-6789"));
    }
}
