//! Accounts: signing in, passwords, sessions, and keeping the accounts of others.

mod keep;
mod lines;
mod out_of_use;
mod password;
mod personal;
mod second_factor;
mod sessions;
mod sign_in;
mod sign_on;
mod tokens;

pub use keep::{
    AccountFilter, Kept as KeptAccount, NewAccount, NewPost, Rules, accounts, add_account, add_post,
    end_post, rename_account, set_phone,
};
pub use lines::{Answering, NewLine, add_line, answering, end_line};
pub(crate) use lines::{Leaders, own_lines};
pub use out_of_use::{disable, enable, end_sessions, set_password, unlock};
pub use password::{Hashed, check_chosen, own_claim, set_own_password};
pub use personal::{HeldItem, erase, held_about, held_sheet};
pub use second_factor::{
    FactorState, NewFactor, begin_second_factor, confirm_second_factor, must_enroll, pass,
    remove_second_factor, renew_recovery_codes, reset_second_factor, second_factor,
};
pub use sessions::{Mine, end_session, my_sessions, note_use};
pub use sign_in::{
    Claim, FIRST_LOGIN, Passed, Proven, SignedIn, Source, caller, claim, first_administrator, first_caller,
    refuse, sign_in, sign_out, token_hash,
};

pub use sign_on::{
    Came, give_code, pass_by_provider, refuse_brought, refuse_by_provider, refuse_code, unlink,
};
pub use tokens::{ByToken, NewToken, add_token, my_tokens, note_token_use, revoke_token, token_caller};

use domain::access::Post;
use domain::register::masked;
use serde_json::{Value, json};
use store::Account;

/// An account as the audit trail keeps it: never its password.
fn account_json(account: &Account) -> Value {
    json!({
        "login": account.login,
        "name": account.name,
        // the trail is read by who need not know it
        "phone": account.phone.as_deref().map(masked),
        "must_change": account.must_change,
        "disabled": account.disabled_at.is_some(),
    })
}

fn post_json(post: &Post) -> Value {
    json!({
        "role": post.role.as_str(),
        "unit": post.unit,
        "sector": post.sector,
        "valid_from": post.valid_from.to_string(),
        "valid_to": post.valid_to.map(|day| day.to_string()),
        "part_time": post.is_part_time.then_some(true),
    })
}
