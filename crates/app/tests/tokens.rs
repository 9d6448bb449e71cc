//! Tokens on both engines: they give no more than their owner has, end by themselves, and are told in the audit trail.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError, Hashed, NewPost, NewToken, Proven};
use chrono::Duration;
use desk::*;
use domain::access::{Caller, Role, Scope, Separation};
use store::Tx;
use uuid::Uuid;

fn keeper() -> Act {
    act_of(1, "keep", &[post(Role::SystemAdministrator, 1, None), post(Role::SecurityAdministrator, 1, None)])
}

/// Li Si, a clerk of the street and an auditor, who has chosen a password.
async fn li_si(tx: &mut Tx, desk: &Desk) -> Act {
    // somebody else keeps accounts, so that Li Si may be locked
    app::first_administrator(tx, now()).await.expect("the first account");
    let post = |role, unit| NewPost {
        role,
        unit,
        sector: None,
        valid_from: None,
        valid_to: None,
        is_part_time: false,
    };
    let posts = vec![post(Role::Clerk, Some(Uuid::from_u128(1))), post(Role::Auditor, None)];
    let (password, hashed) = Hashed::one_time().expect("a password");
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
    let (posts, units) = (tx.posts(id).await.expect("posts"), tx.units().await.expect("units"));
    let me = Act { caller: Caller::new(id, "李四".into(), &posts, &units, today()), ..keeper() };
    let claim = app::own_claim(tx, &me.caller, now()).await.expect("looked");
    let proven = claim.prove(&password).expect("the right one");
    let chosen = Hashed::chosen(CHOSEN, &[]).expect("hard to guess");
    app::set_own_password(tx, &me, proven, chosen, "").await.expect("changed");
    me
}

const CHOSEN: &str = "雨里亮着的灯塔在海边";

async fn proven(tx: &mut Tx, me: &Act) -> Proven {
    app::own_claim(tx, &me.caller, now()).await.expect("looked").prove(CHOSEN).expect("the right one")
}

fn new(roles: Option<&[Role]>) -> NewToken {
    NewToken { name: "大屏".into(), scope: Scope::Read, roles: roles.map(<[Role]>::to_vec), days: 30 }
}

async fn given(tx: &mut Tx, me: &Act, new: NewToken) -> Result<(Uuid, String), AppError> {
    let proven = proven(tx, me).await;
    app::add_token(tx, me, proven, new).await.map(|(token, text)| (token.id, text))
}

async fn refused(tx: &mut Tx, text: &str, days: i64) -> Option<&'static str> {
    app::token_caller(tx, text, now() + Duration::days(days)).await.err().map(|error| error.code())
}

const REFUSED: Option<&str> = Some("session.token_refused");

#[tokio::test]
async fn a_token_gives_the_roles_it_was_given_for_and_ends_at_its_last_moment() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let me = li_si(&mut tx, desk).await;
        let (_, all) = given(&mut tx, &me, new(None)).await.expect("a token");
        let (id, some) = given(&mut tx, &me, new(Some(&[Role::Auditor]))).await.expect("a token");
        let by = app::token_caller(&mut tx, &all, now()).await.expect("known");
        assert_eq!((by.caller.roles(), by.is_use_due), (vec![Role::Clerk, Role::Auditor], true));
        let by = app::token_caller(&mut tx, &some, now()).await.expect("known");
        assert_eq!((by.caller.roles(), by.id, by.scope), (vec![Role::Auditor], id, Scope::Read));
        app::note_token_use(&mut tx, id, now()).await.expect("noted");
        assert!(!app::token_caller(&mut tx, &some, now()).await.expect("known").is_use_due);
        assert_eq!(refused(&mut tx, &some, 29).await, None);
        assert_eq!(refused(&mut tx, &some, 30).await, REFUSED, "at this moment it is over");
        for malformed in ["", "shz_", &some[4..], &some[..67], &format!("{some}0"), &some.to_uppercase()] {
            assert_eq!(refused(&mut tx, malformed, 0).await, REFUSED, "{malformed}");
        }
        let mine = app::my_tokens(&mut tx, &me.caller).await.expect("a list");
        assert!(mine.iter().all(|token| !token.token_sha256.contains(&some[4..])), "only hashes are kept");
    }
}

#[tokio::test]
async fn a_token_is_over_when_it_is_revoked_or_its_account_is_taken_in_hand() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let me = li_si(&mut tx, desk).await;
        let user = me.caller.user_id;
        let code = |error: AppError| error.code();
        let king = given(&mut tx, &me, new(Some(&[Role::Administrator]))).await;
        assert_eq!(king.map_err(code), Err("token.role_not_held"));
        let long = given(&mut tx, &me, NewToken { days: 367, ..new(None) }).await;
        assert_eq!(long.map_err(code), Err("token.bad_days"));
        let (first, text) = given(&mut tx, &me, new(None)).await.expect("a token");
        let others = Act { caller: Caller::new(Uuid::nil(), "王五".into(), &[], &[], today()), ..keeper() };
        assert_eq!(app::revoke_token(&mut tx, &others, first).await.map_err(code), Err("not_found"));
        app::revoke_token(&mut tx, &me, first).await.expect("revoked");
        assert_eq!(app::revoke_token(&mut tx, &me, first).await.map_err(code), Err("token.revoked"));
        assert_eq!(refused(&mut tx, &text, 0).await, REFUSED);

        let (_, text) = given(&mut tx, &me, new(None)).await.expect("a token");
        app::disable(&mut tx, &keeper(), user).await.expect("disabled");
        assert_eq!(refused(&mut tx, &text, 0).await, REFUSED, "while the account is locked");
        app::enable(&mut tx, &keeper(), user).await.expect("enabled");
        assert_eq!(refused(&mut tx, &text, 0).await, None);
        let (_, hashed) = Hashed::one_time().expect("a password");
        app::set_password(&mut tx, &keeper(), user, hashed).await.expect("set");
        assert_eq!(refused(&mut tx, &text, 0).await, REFUSED, "whoever had the password may have made it");
        let told = tx.audit_of("token", &first.to_string()).await.expect("events");
        let told: Vec<&str> = told.iter().map(|event| event.action.as_str()).collect();
        assert_eq!(told, ["token.add", "token.revoke"]);
    }
}
