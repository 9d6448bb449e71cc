//! Sheets of units and of people, on both engines: in whatever order the lines stand, the same sheet twice changes nothing, and each
//! wrong line is named with its reason.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{Act, AppError, Hashed, LineWrong, Passwords, Taken};
use desk::*;
use domain::access::{Role, Separation};
use domain::org::UnitKind;
use store::Tx;

/// Row, column, code.
type Named = (u32, Option<&'static str>, &'static str);

/// New, changed, the same, wrong.
fn counts(taken: &Taken) -> (usize, usize, usize, Vec<Named>) {
    let code = |wrong: &LineWrong| match wrong {
        LineWrong::Rule(error) => error.code(),
        wrong => wrong.code().unwrap_or_default(),
    };
    let wrong = taken.wrong.iter().map(|fault| (fault.row, fault.field, code(&fault.wrong))).collect();
    (taken.new, taken.changed, taken.same, wrong)
}

async fn units(tx: &mut Tx, sheet: &str) -> Taken {
    let lines = app::read_units(sheet.as_bytes()).expect("a sheet");
    app::take_units(tx, &act("units", Role::Administrator), &lines).await.expect("taken")
}

const UNITS: &str = "单位名称,类别,上级单位,区划代码,起始日,截止日
新湖社区第一网格,,新湖社区,350599001009001,2026-01-01,
新湖社区,社区,滨江街道,350599001009,2026-01-01,
新湖社区第二网格,网格,滨江街道/新湖社区,,2026-01-01,2026-06-30
";

#[tokio::test]
async fn units_come_in_whatever_order_they_stand_and_only_once() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let street = tx.units().await.expect("units").into_iter().find(|unit| unit.kind == UnitKind::Street);
        let name = street.expect("a street").name;
        let sheet = UNITS.replace("滨江街道", &name);
        assert_eq!(counts(&units(&mut tx, &sheet).await), (3, 0, 0, vec![]));
        let all = tx.units().await.expect("units");
        let find = |name: &str| all.iter().find(|unit| unit.name == name).expect("made").clone();
        let (community, grid) = (find("新湖社区"), find("新湖社区第一网格"));
        assert_eq!((grid.kind, grid.parent), (UnitKind::Grid, Some(community.id)), "the kind is guessed");
        assert_eq!(find("新湖社区第二网格").valid_to, "2026-06-30".parse().ok());
        assert_eq!(counts(&units(&mut tx, &sheet).await), (0, 0, 3, vec![]), "twice changes nothing");
        let ended = sheet.replace("350599001009001,2026-01-01,", "350599001009001,2026-01-01,2026-12-31");
        assert_eq!(counts(&units(&mut tx, &ended).await), (0, 1, 2, vec![]));
    }
}

#[tokio::test]
async fn each_wrong_line_of_units_is_named_with_its_reason() {
    let sheet = "单位名称,类别,上级单位,区划代码,起始日,截止日
,社区,,,,
甲网格,网格,无此社区,,,
乙网格,网络,东湖社区,,,
丙网格,网格,东湖社区,12,,
丁网格,网格,东湖社区,,今天,
戊网格,网格,东湖社区,,2026-05-01,2026-04-30
己网格,网格,己网格,,,
好网格,网格,东湖社区,,,
好网格,网格,东湖社区,,,
东湖社区,,,,,
";
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let (new, changed, same, wrong) = counts(&units(&mut tx, sheet).await);
        assert_eq!((new, changed), (2, 0), "at the top there was no 东湖社区");
        assert_eq!(same, 0);
        let expected = [
            (2, Some("name"), "line.missing"),
            (3, Some("above"), "line.no_such_unit"),
            (4, Some("kind"), "line.no_such_word"),
            (5, Some("code"), "unit.bad_code"),
            (6, Some("from"), "line.bad_day"),
            (7, Some("until"), "unit.ends_before_it_begins"),
            (8, Some("above"), "line.no_such_unit"),
            (10, None, "sheet.row_twice"),
        ];
        assert_eq!(wrong, expected);
        let worker = act("units", Role::CommunityHead);
        let lines = app::read_units(sheet.as_bytes()).expect("a sheet");
        let refused = app::take_units(&mut tx, &worker, &lines).await.err().map(|error| error.code());
        assert_eq!(refused, Some("access.forbidden"));
    }
    assert_eq!(
        app::read_units("电话,地址\n1,2\n".as_bytes()).err().map(|e| e.code()),
        Some("sheet.no_header")
    );
}

/// Somebody who is not among the people of the sheet.
fn keeper(role: Role) -> Act {
    act("people", role)
}

async fn people(
    desk: &Desk,
    tx: &mut Tx,
    who: &Act,
    sheet: &str,
    passwords: Passwords,
) -> Result<Taken, AppError> {
    let lines = app::read_people(sheet.as_bytes()).expect("a sheet");
    let rules = (&desk.catalogue, Separation::Apart);
    app::take_people(tx, who, rules, &lines, passwords).await.map(|(taken, made)| {
        assert!(made.iter().all(|made| made.password.is_empty() || made.password.len() > 10));
        taken
    })
}

const PEOPLE: &str = "登录名,姓名,手机,角色,单位,行业领域,专职或兼职,岗位起日,岗位止日
zhang.san,张三,13800000001,网格员,东湖社区,,兼职,2026-03-01,
zhang.san,张三,,网格员,西山社区,,,2026-03-01,2026-12-31
li.si,李四,,,,,,,
";

#[tokio::test]
async fn people_come_with_several_posts_and_only_once() {
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let who = keeper(Role::Administrator);
        // somebody stays who keeps accounts, whoever's post ends
        let post = app::NewPost {
            role: Role::Administrator,
            unit: None,
            sector: None,
            valid_from: None,
            valid_to: None,
            is_part_time: false,
        };
        let (rules, hashed) = ((&desk.catalogue, Separation::Together), Hashed::one_time().expect("one").1);
        let first = app::NewAccount::of("guan.li", "管理");
        app::add_account(&mut tx, &who, rules, first, vec![post], hashed).await.expect("an account");
        let made = vec![Hashed::one_time().expect("one"), Hashed::one_time().expect("another")];
        let taken = people(desk, &mut tx, &who, PEOPLE, Passwords::Made(made)).await.expect("taken");
        assert_eq!(counts(&taken), (3, 0, 0, vec![]));
        let account = tx.account_by_login("zhang.san").await.expect("read").expect("made");
        assert_eq!((account.phone.as_deref(), account.must_change), (Some("13800000001"), true));
        let posts = tx.posts(account.id).await.expect("posts");
        assert_eq!(posts.iter().map(|post| post.is_part_time).collect::<Vec<_>>(), [true, false]);
        let again = people(desk, &mut tx, &who, PEOPLE, Passwords::Made(vec![])).await.expect("taken");
        assert_eq!(counts(&again), (0, 0, 3, vec![]), "twice changes nothing");
        let other = PEOPLE.replace("张三", "张三丰").replace("2026-12-31", "2026-11-30");
        let changed = people(desk, &mut tx, &who, &other, Passwords::Made(vec![])).await.expect("taken");
        assert_eq!(counts(&changed), (0, 2, 1, vec![]));
        assert_eq!(tx.account(account.id).await.expect("read").expect("there").name, "张三丰");
    }
}

#[tokio::test]
async fn each_wrong_line_of_people_is_named_with_its_reason() {
    let sheet = "登录名,姓名,手机,角色,单位,行业领域,岗位起日
a,张三,,,,,
wang.wu,,,,,,
wang.wu,王五,12,,,,
zhao.liu,赵六,,网管员,东湖社区,,
zhao.liu,赵六,,网格员,,,
zhao.liu,赵六,,部门工作人员,东湖社区,,
qian.qi,钱七,,,,,
qian.qi,钱八,,,,,
";
    for desk in &desks().await.each {
        let mut tx = desk.db.write().await.expect("a transaction");
        let taken = people(desk, &mut tx, &keeper(Role::Administrator), sheet, Passwords::Unused).await;
        let expected = vec![
            (2, Some("login"), "account.bad_login"),
            (3, Some("name"), "line.missing"),
            (4, Some("phone"), "account.bad_phone"),
            (5, Some("role"), "line.no_such_word"),
            (6, Some("unit"), "account.post_needs_unit"),
            (7, Some("sector"), "account.post_needs_sector"),
            (9, Some("name"), "line.other_name"),
        ];
        assert_eq!(counts(&taken.expect("taken")), (1, 0, 0, expected));
        // 三员分立: who keeps accounts gives no posts, and who gives posts makes no accounts
        let system =
            people(desk, &mut tx, &keeper(Role::SystemAdministrator), PEOPLE, Passwords::Unused).await;
        let by_other = vec![(2, Some("role"), "line.post_by_other"), (3, Some("role"), "line.post_by_other")];
        assert_eq!(counts(&system.expect("taken")), (1, 0, 0, by_other));
        let security =
            people(desk, &mut tx, &keeper(Role::SecurityAdministrator), PEOPLE, Passwords::Unused).await;
        let by_other = [2, 3].map(|row| (row, Some("login"), "line.account_by_other")).to_vec();
        assert_eq!(counts(&security.expect("taken")), (0, 0, 1, by_other));
        let clerk = people(desk, &mut tx, &keeper(Role::Clerk), PEOPLE, Passwords::Unused).await;
        assert_eq!(clerk.err().map(|error| error.code()), Some("access.forbidden"));
    }
}
