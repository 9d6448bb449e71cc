//! Accounts on both engines: made, given posts, locked, and kept from those who do not know the password.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{AccountFilter, Act, AppError, Hashed, NewPost, Source};
use chrono::Duration;
use desk::*;
use domain::access::{AccountError, Caller, Post, Role, Separation, Verb};
use store::Tx;
use uuid::Uuid;

/// Who keeps accounts and gives posts, and is somebody else than those whose they are.
fn keeper() -> Act {
    act_of(1, "keep", &[post(Role::SystemAdministrator, 1, None), post(Role::SecurityAdministrator, 1, None)])
}

fn new_post(role: Role, unit: Option<u128>) -> NewPost {
    let unit = unit.map(Uuid::from_u128);
    NewPost { role, unit, sector: None, valid_from: None, valid_to: None, is_part_time: false }
}

fn from(address: &str) -> Source {
    Source { address: Some(address.to_owned()), agent: None }
}

async fn added(
    tx: &mut Tx,
    desk: &Desk,
    login: &str,
    posts: Vec<NewPost>,
) -> Result<(app::KeptAccount, String), AppError> {
    let (password, hashed) = Hashed::one_time()?;
    let kept = app::add_account(
        tx,
        &keeper(),
        (&desk.catalogue, Separation::Together),
        app::NewAccount::of(login, "李四"),
        posts,
        hashed,
    )
    .await?;
    Ok((kept, password))
}

async fn caller_of(tx: &mut Tx, id: Uuid) -> Caller {
    let (posts, units) = (tx.posts(id).await.expect("posts"), tx.units().await.expect("units"));
    Caller::new(id, "李四".into(), &posts, &units, today())
}

fn refused<T>(found: Result<T, AppError>) -> Option<&'static str> {
    found.err().map(|error| error.code())
}

/// Tries a password as somebody at a browser does; gives the token.
async fn tried(
    tx: &mut Tx,
    (login, password): (&str, &str),
    source: &Source,
    minutes: i64,
) -> Result<String, AppError> {
    let at = now() + Duration::minutes(minutes);
    let claim = app::claim(tx, login, source, at).await?;
    match claim.prove(password) {
        Ok(proven) => {
            let passed = app::pass(tx, proven, None, at).await?;
            Ok(app::sign_in(tx, passed, source.clone(), "r", at).await?.1)
        }
        Err(wrong) => {
            app::refuse(tx, login, source, "r", at).await?;
            Err(wrong)
        }
    }
}

#[tokio::test]
async fn a_new_account_signs_in_with_its_one_time_password_and_must_change_it() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let posts = vec![new_post(Role::CommunityHead, Some(2)), new_post(Role::GridWorker, Some(3))];
        let (kept, password) = added(&mut tx, desk, " Li.Si ", posts).await.expect("an account");
        assert_eq!(kept.account.login, "li.si");
        let token = tried(&mut tx, ("LI.SI", &password), &from("10.0.0.1"), 0).await.expect("signed in");
        let known = app::caller(&mut tx, &token, now()).await.expect("known");
        assert!(known.must_change);
        assert_eq!(known.caller.roles(), [Role::CommunityHead, Role::GridWorker]);

        let me = Act { caller: known.caller, ..keeper() };
        let claim = app::own_claim(&mut tx, &me.caller, now()).await.expect("looked");
        let proven = claim.prove(&password).expect("the right one");
        let chosen = Hashed::chosen("雨里亮着的灯塔在海边", &[]).expect("hard to guess");
        let other = tried(&mut tx, ("li.si", &password), &from("10.0.0.2"), 0).await.expect("signed in");
        app::set_own_password(&mut tx, &me, proven, chosen, &token).await.expect("changed");
        assert!(!app::caller(&mut tx, &token, now()).await.expect("known").must_change);
        assert_eq!(
            refused(app::caller(&mut tx, &other, now()).await),
            Some("session.required"),
            "others end"
        );
        assert_eq!(
            refused(tried(&mut tx, ("li.si", &password), &from("10.0.0.1"), 0).await),
            Some("session.wrong_credentials")
        );
        let history = tx.audit_of("account", &me.caller.user_id.to_string()).await.expect("history");
        assert!(history.iter().any(|event| event.action == "account.change_password"));
        for event in history {
            let told = format!("{:?}{:?}", event.before_json, event.after_json);
            assert!(!told.contains("argon2") && !told.contains(&password), "{told}");
        }
    }
}

#[tokio::test]
async fn what_an_account_lacks_is_told() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        added(&mut tx, desk, "li.si", vec![]).await.expect("an account");
        assert_eq!(refused(added(&mut tx, desk, "LI.SI", vec![]).await), Some("account.login_taken"));
        assert_eq!(refused(added(&mut tx, desk, "李 四", vec![]).await), Some("account.bad_login"));
        let without = vec![new_post(Role::Clerk, None)];
        assert_eq!(refused(added(&mut tx, desk, "a1", without).await), Some("account.post_needs_unit"));
        let without = vec![new_post(Role::DepartmentOfficer, Some(4))];
        assert_eq!(refused(added(&mut tx, desk, "a2", without).await), Some("account.post_needs_sector"));
        let unknown =
            NewPost { sector: Some("nothing".into()), ..new_post(Role::DepartmentOfficer, Some(4)) };
        assert_eq!(
            refused(added(&mut tx, desk, "a3", vec![unknown]).await),
            Some("account.post_needs_sector")
        );
    }
}

#[tokio::test]
async fn only_who_keeps_accounts_keeps_them_and_never_their_own() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let both = [Role::SystemAdministrator, Role::SecurityAdministrator];
        let posts = both.map(|role| new_post(role, None)).into();
        let (keeping, _) = added(&mut tx, desk, "anquan", posts).await.expect("one");
        let id = keeping.account.id;
        let own = Act { caller: caller_of(&mut tx, id).await, ..keeper() };
        let post = || new_post(Role::Clerk, Some(1));
        let give = app::add_post(&mut tx, &own, (&desk.catalogue, Separation::Apart), id, post()).await;
        assert!(matches!(give, Err(AppError::Account(AccountError::Own))), "{give:?}");
        let last = keeping.posts[0].id;
        assert_eq!(refused(app::end_post(&mut tx, &own, id, last, today()).await), Some("account.own"));
        assert_eq!(refused(app::disable(&mut tx, &own, id).await), Some("account.own"));
        let (_, hashed) = Hashed::one_time().expect("made");
        assert_eq!(refused(app::set_password(&mut tx, &own, id, hashed).await), Some("account.own"));
        for role in [Role::Clerk, Role::SystemAdministrator, Role::AuditAdministrator, Role::Auditor] {
            let other = act("r", role);
            let list = app::accounts(&mut tx, &other.caller, &AccountFilter::default(), now()).await;
            let expected = (role != Role::SystemAdministrator).then_some("access.forbidden");
            assert_eq!(refused(list), expected, "who keeps accounts sees them");
            assert_eq!(
                refused(
                    app::add_post(&mut tx, &other, (&desk.catalogue, Separation::Apart), id, post()).await
                ),
                Some("access.forbidden")
            );
        }
        assert!(own.caller.may(Verb::See).is_err(), "who keeps accounts sees no records");
    }
}

#[tokio::test]
async fn somebody_always_keeps_accounts() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let posts = || vec![new_post(Role::Administrator, None)];
        let (first, _) = added(&mut tx, desk, "one", posts()).await.expect("an account");
        let (second, _) = added(&mut tx, desk, "two", posts()).await.expect("an account");
        let end = async |tx: &mut Tx, kept: &app::KeptAccount| {
            app::end_post(tx, &keeper(), kept.account.id, kept.posts[0].id, today()).await
        };
        end(&mut tx, &first).await.expect("another one is left");
        assert_eq!(refused(end(&mut tx, &first).await), Some("account.same_state"), "it has its last day");
        tx.commit().await.expect("durable");
        for (what, expected) in [("end", "account.last_keeper"), ("disable", "account.last_keeper")] {
            let mut tx = desk.db.write().await.expect("a transaction");
            let done = match what {
                "end" => end(&mut tx, &second).await,
                _ => app::disable(&mut tx, &keeper(), second.account.id).await,
            };
            assert_eq!(refused(done), Some(expected), "{what}");
        }
    }
}

#[tokio::test]
async fn a_disabled_account_opens_nothing_until_it_is_enabled() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        added(&mut tx, desk, "keeper", vec![new_post(Role::Administrator, None)]).await.expect("one");
        let (kept, password) =
            added(&mut tx, desk, "li.si", vec![new_post(Role::Clerk, Some(1))]).await.expect("an account");
        let id = kept.account.id;
        let try_it = async |tx: &mut Tx| tried(tx, ("li.si", &password), &from("10.0.0.1"), 0).await;
        let token = try_it(&mut tx).await.expect("signed in");
        app::disable(&mut tx, &keeper(), id).await.expect("disabled");
        assert_eq!(refused(app::caller(&mut tx, &token, now()).await), Some("session.required"));
        assert_eq!(refused(try_it(&mut tx).await), Some("session.disabled"));
        assert_eq!(refused(app::disable(&mut tx, &keeper(), id).await), Some("account.same_state"));
        app::enable(&mut tx, &keeper(), id).await.expect("enabled");
        assert!(try_it(&mut tx).await.is_ok());
        assert_eq!(refused(app::enable(&mut tx, &keeper(), id).await), Some("account.same_state"));
    }
}

#[tokio::test]
async fn wrong_passwords_make_the_next_try_wait_for_the_login_from_everywhere() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let (_, password) = added(&mut tx, desk, "li.si", vec![]).await.expect("an account");
        let wrong = ("li.si", "wrong password");
        for n in 0..5 {
            let source = from(&format!("10.0.0.{n}"));
            assert_eq!(refused(tried(&mut tx, wrong, &source, 0).await), Some("session.wrong_credentials"));
        }
        let right = ("li.si", password.as_str());
        let elsewhere = from("10.0.9.9");
        let waits = tried(&mut tx, right, &elsewhere, 0).await;
        assert!(matches!(waits, Err(AppError::TooManyTries { seconds: 60 })), "{waits:?}");
        let other = tried(&mut tx, ("zhang.san", "x"), &elsewhere, 0).await;
        assert_eq!(refused(other), Some("session.wrong_credentials"), "others are not kept waiting");
        assert_eq!(refused(tried(&mut tx, wrong, &elsewhere, 1).await), Some("session.wrong_credentials"));
        let waits = tried(&mut tx, right, &elsewhere, 2).await;
        assert!(
            matches!(waits, Err(AppError::TooManyTries { seconds: 60 })),
            "two minutes by now: {waits:?}"
        );
        assert!(tried(&mut tx, right, &elsewhere, 3).await.is_ok(), "at the last moment the wait is over");
        assert!(tried(&mut tx, wrong, &elsewhere, 3).await.is_err());
        assert!(tried(&mut tx, right, &elsewhere, 3).await.is_ok(), "the right one begins anew");
    }
}

#[tokio::test]
async fn one_address_that_tries_login_after_login_waits_too() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let at = now();
        for n in 0..40 {
            app::refuse(&mut tx, &format!("login{n}"), &from("10.0.0.1"), "r", at).await.expect("counted");
        }
        let waits = refused(app::claim(&mut tx, "another", &from("10.0.0.1"), at).await);
        assert_eq!(waits, Some("session.too_many_tries"));
        assert!(app::claim(&mut tx, "another", &from("10.0.0.2"), at).await.is_ok());
        let day_after = at + Duration::hours(25);
        app::refuse(&mut tx, "another", &from("10.0.0.1"), "r", day_after).await.expect("counted");
        assert!(
            app::claim(&mut tx, "another", &from("10.0.0.1"), day_after).await.is_ok(),
            "it is forgotten"
        );
    }
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_its_owner_ends_it() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let (kept, password) =
            added(&mut tx, desk, "li.si", vec![new_post(Role::Clerk, Some(1))]).await.expect("an account");
        let token = tried(&mut tx, ("li.si", &password), &from("10.0.0.1"), 0).await.expect("signed in");
        let minutes = |n| now() + Duration::minutes(n);
        assert!(!app::caller(&mut tx, &token, minutes(4)).await.expect("known").is_use_due);
        assert!(app::caller(&mut tx, &token, minutes(59)).await.expect("known").is_use_due);
        app::note_use(&mut tx, &token, minutes(59)).await.expect("noted");
        assert!(app::caller(&mut tx, &token, minutes(118)).await.is_ok());
        assert_eq!(refused(app::caller(&mut tx, &token, minutes(119)).await), Some("session.required"));

        let caller = caller_of(&mut tx, kept.account.id).await;
        let mine = app::my_sessions(&mut tx, &caller, &token, minutes(60)).await.expect("a list");
        assert_eq!((mine.len(), mine[0].is_this), (1, true));
        assert_eq!(mine[0].session.address.as_deref(), Some("10.0.0.1"));
        let id = mine[0].session.token_sha256.clone();
        assert_eq!(refused(app::end_session(&mut tx, &keeper(), &id).await), Some("not_found"));
        let own = Act { caller, ..keeper() };
        app::end_session(&mut tx, &own, &id).await.expect("ended");
        assert_eq!(refused(app::caller(&mut tx, &token, minutes(60)).await), Some("session.required"));
    }
}

#[tokio::test]
async fn a_post_that_ended_gives_nothing_though_the_session_goes_on() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let account = store::Account {
            id: Uuid::from_u128(9),
            login: "worker".into(),
            name: "网格员".into(),
            password_hash: "x".into(),
            created_at: now(),
            must_change: false,
            disabled_at: None,

            last_sign_in_at: None,
            erased_at: None,
            phone: None,
        };
        tx.insert_account(&account).await.expect("an account");
        let today = app::local_day(now());
        let grid = Post::at_no_unit(Uuid::from_u128(10), Role::GridWorker, today);
        let ends_today = Post { valid_to: Some(today), ..grid.clone() };
        let begins_tomorrow = Post {
            id: Uuid::from_u128(11),
            role: Role::Leader,
            valid_from: today.succ_opt().expect("a day"),
            ..grid
        };
        for post in [&ends_today, &begins_tomorrow] {
            tx.insert_post(account.id, post).await.expect("a post");
        }
        // the day ends in China, eight hours ahead, at 16:00
        let midnight = now() + Duration::minutes(7 * 60 + 20);
        let session = store::Session {
            token_sha256: app::token_hash("t"),
            user_id: account.id,
            created_at: now(),
            expires_at: now() + Duration::hours(12),
            seen_at: Some(midnight - Duration::minutes(1)),
            address: None,
            agent: None,
            proof: domain::access::Proof::Password,
        };
        tx.open_session(&session).await.expect("opened");
        let before =
            app::caller(&mut tx, "t", midnight - Duration::seconds(1)).await.expect("signed in").caller;
        assert_eq!(before.posts, [ends_today]);
        assert_eq!(before.may(Verb::KeepRecords), Ok(()));
        let after = app::caller(&mut tx, "t", midnight).await.expect("still signed in").caller;
        assert_eq!(after.posts, [begins_tomorrow]);
        assert!(after.may(Verb::KeepRecords).is_err() && after.may(Verb::See).is_ok());
    }
}
