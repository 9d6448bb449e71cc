//! The second factor on both engines: asked for once it is confirmed, each code of it taken once.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError, Hashed, NewPost, Proven, Source};
use chrono::Duration;
use desk::*;
use domain::access::{Caller, Proof, Role, Separation};
use store::Tx;
use uuid::Uuid;

fn keeper() -> Act {
    act_of(1, "keep", &[post(Role::SystemAdministrator, 1, None), post(Role::SecurityAdministrator, 1, None)])
}

/// Li Si with a role, and the password.
async fn li_si(tx: &mut Tx, desk: &Desk, role: Role) -> (Act, String) {
    let (password, hashed) = Hashed::one_time().expect("a password");
    let posts = vec![NewPost {
        role,
        unit: None,
        sector: None,
        valid_from: None,
        valid_to: None,
        is_part_time: false,
    }];
    let kept = app::add_account(
        tx,
        &keeper(),
        (&desk.catalogue, Separation::Apart),
        app::NewAccount::of("li.si", "李四"),
        posts,
        hashed,
    )
    .await;
    let id = kept.expect("an account").account.id;
    (Act { caller: caller_of(tx, id).await, ..keeper() }, password)
}

async fn caller_of(tx: &mut Tx, id: Uuid) -> Caller {
    let (posts, units) = (tx.posts(id).await.expect("posts"), tx.units().await.expect("units"));
    Caller::new(id, "李四".into(), &posts, &units, today())
}

fn refused<T>(found: Result<T, AppError>) -> Option<&'static str> {
    found.err().map(|error| error.code())
}

/// Li Si gives the password again.
async fn proven(tx: &mut Tx, me: &Act, password: &str) -> Proven {
    let claim = app::own_claim(tx, &me.caller, now()).await.expect("looked");
    claim.prove(password).expect("the right one")
}

/// The code that a phone shows at a moment.
fn shown(secret: &str, minutes: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).expect("base32");
    let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("x").build().expect("a phone");
    let at = (now() + Duration::minutes(minutes)).timestamp();
    totp.generate(u64::try_from(at).expect("after 1970")).to_string()
}

/// The password was right; is the code?
async fn passes(tx: &mut Tx, password: &str, code: Option<&str>, minutes: i64) -> &'static str {
    let at = now() + Duration::minutes(minutes);
    let claim = app::claim(tx, "li.si", &Source::default(), at).await.expect("looked");
    let proven = claim.prove(password).expect("the right one");
    refused(app::pass(tx, proven, code, at).await).unwrap_or("passed")
}

#[tokio::test]
async fn a_code_passes_once_and_a_recovery_code_too() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let (me, password) = li_si(&mut tx, desk, Role::Auditor).await;
        let who = password.as_str();
        let password = proven(&mut tx, &me, who).await;
        let begun = app::begin_second_factor(&mut tx, &me, password).await.expect("begun");
        assert!(begun.uri.starts_with("otpauth://totp/Shouze:li.si?"), "{}", begun.uri);
        assert_eq!(
            passes(&mut tx, who, None, 0).await,
            "passed",
            "nothing is asked for before the first code"
        );
        let wrong = app::confirm_second_factor(&mut tx, &me, "000000").await;
        assert_eq!(refused(wrong), Some("account.code_wrong"));
        let first = shown(&begun.secret, 0);
        let codes = app::confirm_second_factor(&mut tx, &me, &first).await.expect("the right one");
        assert_eq!(codes.len(), 10);

        assert_eq!(passes(&mut tx, who, None, 0).await, "session.second_factor_needed");
        assert_eq!(passes(&mut tx, who, Some(" "), 0).await, "session.second_factor_needed");
        assert_eq!(passes(&mut tx, who, Some(&first), 0).await, "session.second_factor_wrong", "it was used");
        let later = shown(&begun.secret, 5);
        assert_eq!(passes(&mut tx, who, Some(&later), 5).await, "passed");
        assert_eq!(passes(&mut tx, who, Some(&later), 5).await, "session.second_factor_wrong", "it was used");
        let before = shown(&begun.secret, 4);
        assert_eq!(
            passes(&mut tx, who, Some(&before), 4).await,
            "session.second_factor_wrong",
            "one of before"
        );

        let typed = codes[3].to_uppercase().replace('-', " ");
        assert_eq!(passes(&mut tx, who, Some(&typed), 6).await, "passed");
        assert_eq!(passes(&mut tx, who, Some(&codes[3]), 6).await, "session.second_factor_wrong");
        let state = app::second_factor(&mut tx, &me.caller, &[]).await.expect("looked");
        assert_eq!((state.codes_left, state.is_required), (9, false));
        let password = proven(&mut tx, &me, who).await;
        let renewed = app::renew_recovery_codes(&mut tx, &me, password).await.expect("renewed");
        assert_eq!(passes(&mut tx, who, Some(&codes[4]), 7).await, "session.second_factor_wrong");
        assert_eq!(passes(&mut tx, who, Some(&renewed[4]), 7).await, "passed");
    }
}

#[tokio::test]
async fn a_role_that_needs_a_second_factor_keeps_it_until_somebody_else_resets_it() {
    let required = [Role::AuditAdministrator];
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let (me, password) = li_si(&mut tx, desk, Role::AuditAdministrator).await;
        let id = me.caller.user_id;
        assert!(app::must_enroll(&mut tx, &me.caller, &required, Proof::Password).await.expect("looked"));
        assert!(!app::must_enroll(&mut tx, &me.caller, &[], Proof::Password).await.expect("looked"));
        let nothing = app::reset_second_factor(&mut tx, &keeper(), id).await;
        assert_eq!(refused(nothing), Some("account.second_factor_missing"));
        let again = proven(&mut tx, &me, &password).await;
        let begun = app::begin_second_factor(&mut tx, &me, again).await.expect("begun");
        assert!(
            app::must_enroll(&mut tx, &me.caller, &required, Proof::Password).await.expect("looked"),
            "not confirmed yet"
        );
        let code = shown(&begun.secret, 0);
        app::confirm_second_factor(&mut tx, &me, &code).await.expect("the right one");
        assert!(!app::must_enroll(&mut tx, &me.caller, &required, Proof::Password).await.expect("looked"));

        let again = proven(&mut tx, &me, &password).await;
        let begun = app::begin_second_factor(&mut tx, &me, again).await;
        assert_eq!(refused(begun), Some("account.second_factor_there"));
        let again = proven(&mut tx, &me, &password).await;
        let removed = app::remove_second_factor(&mut tx, &me, again, &required).await;
        assert_eq!(refused(removed), Some("account.second_factor_required"));
        assert_eq!(refused(app::reset_second_factor(&mut tx, &me, id).await), Some("access.forbidden"));
        app::reset_second_factor(&mut tx, &keeper(), id).await.expect("reset");
        assert!(app::must_enroll(&mut tx, &me.caller, &required, Proof::Password).await.expect("looked"));
        assert_eq!(passes(&mut tx, &password, None, 0).await, "passed", "and is asked to set one up");
    }
}
