//! People on both engines: found by unit and role, let in again, and never two of the administrators that are kept apart.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{AccountFilter, Act, AppError, Hashed, KeptAccount, NewLine, NewPost, Source};
use chrono::Duration;
use desk::*;
use domain::access::{Charge, Role, Separation, Standing, Tie};
use store::Tx;
use uuid::Uuid;

fn keeper() -> Act {
    act_of(1, "keep", &[post(Role::SystemAdministrator, 1, None), post(Role::SecurityAdministrator, 1, None)])
}

fn new_post(role: Role, unit: Option<u128>) -> NewPost {
    NewPost {
        role,
        unit: unit.map(Uuid::from_u128),
        sector: None,
        valid_from: None,
        valid_to: None,
        is_part_time: false,
    }
}

async fn added(
    tx: &mut Tx,
    desk: &Desk,
    separation: Separation,
    (login, name): (&str, &str),
    posts: Vec<NewPost>,
) -> Result<KeptAccount, AppError> {
    let (_, hashed) = Hashed::one_time()?;
    app::add_account(
        tx,
        &keeper(),
        (&desk.catalogue, separation),
        app::NewAccount::of(login, name),
        posts,
        hashed,
    )
    .await
}

fn refused<T>(found: Result<T, AppError>) -> Option<&'static str> {
    found.err().map(|error| error.code())
}

#[tokio::test]
async fn people_are_found_by_name_unit_role_and_state() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let apart = Separation::Apart;
        let head = vec![new_post(Role::CommunityHead, Some(2)), new_post(Role::GridWorker, Some(3))];
        added(&mut tx, desk, apart, ("li.si", "李四"), head).await.expect("an account");
        let clerk = vec![new_post(Role::Clerk, Some(1))];
        let wang = added(&mut tx, desk, apart, ("wang", "王五"), clerk).await.expect("an account");
        let over = NewPost {
            valid_from: Some(today() - chrono::Days::new(9)),
            valid_to: Some(today() - chrono::Days::new(1)),
            ..new_post(Role::GridWorker, Some(3))
        };
        added(&mut tx, desk, apart, ("zhao", "赵六"), vec![over]).await.expect("an account");
        for all in [Role::SystemAdministrator, Role::SecurityAdministrator] {
            added(&mut tx, desk, apart, (all.as_str(), "管理"), vec![new_post(all, None)])
                .await
                .expect("one");
        }
        app::disable(&mut tx, &keeper(), wang.account.id).await.expect("disabled");
        let find = async |tx: &mut Tx, filter: AccountFilter| {
            let found = app::accounts(tx, &keeper().caller, &filter, now()).await.expect("a list");
            found.into_iter().map(|kept| kept.account.login).collect::<Vec<_>>()
        };
        let none = AccountFilter::default;
        assert_eq!(find(&mut tx, AccountFilter { text: " 王".into(), ..none() }).await, ["wang"]);
        assert_eq!(find(&mut tx, AccountFilter { text: "LI.".into(), ..none() }).await, ["li.si"]);
        let street = Some(Uuid::from_u128(1));
        assert_eq!(find(&mut tx, AccountFilter { unit: street, ..none() }).await, ["li.si", "wang"]);
        // one post has the unit, another the role: neither of them both
        let grid = AccountFilter { unit: street, role: Some(Role::GridWorker), ..none() };
        assert_eq!(find(&mut tx, grid).await, ["li.si"], "a post that is over counts no more");
        let out = AccountFilter { standing: Some("disabled".into()), ..none() };
        assert_eq!(find(&mut tx, out).await, ["wang"]);
    }
}

#[tokio::test]
async fn who_mistyped_too_often_is_let_in_at_once_and_signed_out_by_the_keeper() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let (password, hashed) = Hashed::one_time().expect("made");
        let rules = (&desk.catalogue, Separation::Apart);
        let kept =
            app::add_account(&mut tx, &keeper(), rules, app::NewAccount::of("li.si", "李四"), vec![], hashed)
                .await;
        let id = kept.expect("an account").account.id;
        assert_eq!(refused(app::unlock(&mut tx, &keeper(), id).await), Some("account.same_state"));
        let (login, source) = ("li.si", Source::default());
        for _ in 0..5 {
            app::refuse(&mut tx, login, &source, "r", now()).await.expect("counted");
        }
        assert_eq!(refused(app::claim(&mut tx, login, &source, now()).await), Some("session.too_many_tries"));
        let standing = async |tx: &mut Tx| {
            let all = app::accounts(tx, &keeper().caller, &AccountFilter::default(), now()).await;
            let found = all.expect("a list").into_iter().find(|kept| kept.account.id == id).expect("there");
            (found.standing, found.sessions, found.account.last_sign_in_at)
        };
        let until = now() + Duration::minutes(1);
        assert_eq!(standing(&mut tx).await, (Standing::Locked { until }, 0, None));
        app::unlock(&mut tx, &keeper(), id).await.expect("unlocked");
        let claim = app::claim(&mut tx, login, &source, now()).await.expect("may try");
        let proven = claim.prove(&password).expect("the right one");
        let passed = app::pass(&mut tx, proven, None, now()).await.expect("nothing else is asked");
        let (_, token) = app::sign_in(&mut tx, passed, source, "r", now()).await.expect("signed in");
        assert_eq!(standing(&mut tx).await, (Standing::Normal, 1, Some(now())));
        app::end_sessions(&mut tx, &keeper(), id).await.expect("ended");
        assert_eq!(refused(app::caller(&mut tx, &token, now()).await), Some("session.required"));
        assert_eq!(refused(app::end_sessions(&mut tx, &keeper(), id).await), Some("account.same_state"));
        app::rename_account(&mut tx, &keeper(), id, " 李思 ").await.expect("renamed");
        let history = tx.audit_of("account", &id.to_string()).await.expect("history");
        for action in ["account.add", "account.unlock", "account.end_sessions", "account.rename"] {
            assert!(history.iter().any(|event| event.action == action), "{action}");
        }
    }
}

#[tokio::test]
async fn who_keeps_accounts_gives_no_posts_and_who_gives_posts_keeps_no_accounts() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let rules = (&desk.catalogue, Separation::Apart);
        let (system, security) = (act("r", Role::SystemAdministrator), act("r", Role::SecurityAdministrator));
        let hashed = || Hashed::one_time().expect("made").1;
        let clerk = || vec![new_post(Role::Clerk, Some(1))];
        let with = app::add_account(
            &mut tx,
            &system,
            rules,
            app::NewAccount::of("li.si", "李四"),
            clerk(),
            hashed(),
        )
        .await;
        assert_eq!(refused(with), Some("access.forbidden"));
        let by_other = app::add_account(
            &mut tx,
            &security,
            rules,
            app::NewAccount::of("li.si", "李四"),
            vec![],
            hashed(),
        )
        .await;
        assert_eq!(refused(by_other), Some("access.forbidden"));
        let kept =
            app::add_account(&mut tx, &system, rules, app::NewAccount::of("li.si", "李四"), vec![], hashed())
                .await;
        let id = kept.expect("an account").account.id;
        let give = async |tx: &mut Tx, by: &Act, separation, role, unit| {
            refused(app::add_post(tx, by, (&desk.catalogue, separation), id, new_post(role, unit)).await)
        };
        let apart = Separation::Apart;
        assert_eq!(give(&mut tx, &system, apart, Role::Clerk, Some(1)).await, Some("access.forbidden"));
        assert_eq!(give(&mut tx, &security, apart, Role::Clerk, Some(1)).await, None);
        assert_eq!(give(&mut tx, &security, apart, Role::SystemAdministrator, None).await, None);
        let second = Role::SecurityAdministrator;
        assert_eq!(give(&mut tx, &security, apart, second, None).await, Some("account.kept_apart"));
        assert_eq!(give(&mut tx, &security, Separation::Together, second, None).await, None);
        let audit = Role::AuditAdministrator;
        let refusal = Some("account.kept_apart");
        assert_eq!(give(&mut tx, &security, Separation::Together, audit, None).await, refusal);
        assert_eq!(refused(app::disable(&mut tx, &security, id).await), Some("access.forbidden"));
    }
}

#[tokio::test]
async fn leaders_answer_for_their_sectors_and_the_communities_they_are_linked_to() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let leader = async |tx: &mut Tx, login, name| {
            let post = vec![new_post(Role::Leader, Some(1))];
            let kept = added(tx, desk, Separation::Apart, (login, name), post).await.expect("an account");
            (kept.account.id, kept.posts[0].id)
        };
        let zhao = leader(&mut tx, "zhao", "赵一").await;
        let qian = leader(&mut tx, "qian", "钱二").await;
        let (east, west) = (Uuid::from_u128(2), Uuid::from_u128(3));
        let give = async |tx: &mut Tx, act: &Act, at, charge| {
            let line = NewLine { charge, valid_from: None, valid_to: None };
            app::add_line(tx, act, &desk.catalogue, at, line).await
        };
        let fire = || Charge::Sector("fire".into());
        give(&mut tx, &keeper(), zhao, fire()).await.expect("in charge");
        let linked = give(&mut tx, &keeper(), qian, Charge::Place(east)).await.expect("linked");
        let unknown = give(&mut tx, &keeper(), zhao, Charge::Sector("nothing".into())).await;
        assert_eq!(refused(unknown), Some("charge.no_such_sector"));
        assert_eq!(refused(give(&mut tx, &keeper(), zhao, fire()).await), Some("charge.held_already"));
        let system = act_of(2, "system", &[post(Role::SystemAdministrator, 1, None)]);
        assert_eq!(
            refused(give(&mut tx, &system, zhao, Charge::Place(west)).await),
            Some("access.forbidden")
        );

        let clerk = act("see", Role::Clerk).caller;
        let of = async |tx: &mut Tx, unit, sector| {
            let found = app::answering(tx, &clerk, (unit, sector), today()).await.expect("read");
            found.into_iter().map(|one| (one.name, one.tie)).collect::<Vec<_>>()
        };
        let (zhao_leads, qian_linked) =
            (("赵一".to_owned(), Tie::InCharge), ("钱二".to_owned(), Tie::Linked));
        let both = [qian_linked.clone(), zhao_leads.clone()];
        assert_eq!(of(&mut tx, Some(east), Some("fire")).await, both, "who is linked stands first");
        assert_eq!(of(&mut tx, Some(east), None).await, [qian_linked]);
        let by_sector = of(&mut tx, Some(west), Some("fire")).await;
        assert_eq!(by_sector, std::slice::from_ref(&zhao_leads));
        assert_eq!(of(&mut tx, None, Some("fire")).await, [zhao_leads]);
        assert_eq!(of(&mut tx, Some(west), Some("traffic")).await, []);
        let yesterday = today().pred_opt().expect("a day");
        let end = (qian.0, qian.1, linked.id);
        app::end_line(&mut tx, &keeper(), end, yesterday).await.expect("ended");
        assert_eq!(of(&mut tx, Some(east), None).await, []);
        let unseen = app::answering(&mut tx, &clerk, (Some(Uuid::from_u128(99)), None), today()).await;
        assert_eq!(refused(unseen), Some("not_found"));
    }
}
