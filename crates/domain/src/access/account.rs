//! Accounts 账号: what a login, a password and a post must be, who stays able to keep accounts, and how long somebody waits
//! who does not know a password.

use super::{Post, Role, Verb};
use crate::org::OrgUnit;
use crate::register::{Format, plain};
use crate::site::fits;
use chrono::{NaiveDate, TimeDelta};
use thiserror::Error;
use uuid::Uuid;

/// Why an account cannot be as asked.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AccountError {
    /// A login is 2 to 40 letters, digits, `.`, `-`, `_` or `@`.
    #[error("a login has 2 to 40 letters, digits, dots, dashes or underscores")]
    BadLogin,
    /// Somebody has this login.
    #[error("the login is taken")]
    LoginTaken,
    /// No telephone number.
    #[error("no telephone number")]
    BadPhone,
    /// No name, or one of over 40 characters.
    #[error("a name has 1 to 40 characters")]
    BadName,
    /// Shorter or longer than passwords are.
    #[error("a password has {SHORTEST} to {LONGEST} characters")]
    PasswordLength,
    /// A password that is guessed early.
    #[error("the password is easily guessed")]
    PasswordGuessed,
    /// The new one is the old one.
    #[error("the new password is the old one")]
    PasswordSame,
    /// The present password is another.
    #[error("the present password is wrong")]
    PasswordWrong,
    /// A post of this role lies at a unit.
    #[error("a post of this role needs a unit that stands")]
    PostNeedsUnit,
    /// A post of this role is for a sector.
    #[error("a post of this role needs a sector")]
    PostNeedsSector,
    /// It ends before it begins, or before today.
    #[error("the last day is before the first, or long past")]
    PostEndsTooEarly,
    /// Nobody gives a post to themselves, or takes one away.
    #[error("nobody changes their own posts or account")]
    Own,
    /// Nobody would be left who keeps accounts, or who gives posts.
    #[error("nobody else keeps accounts or gives posts")]
    LastKeeper,
    /// 三员分立: one person would be two of the administrators that are kept apart.
    #[error("one person is not two of the administrators that are kept apart")]
    KeptApart,
    /// There is a second factor already.
    #[error("there is a second factor already")]
    SecondFactorThere,
    /// There is no second factor, or none was begun.
    #[error("there is no second factor")]
    SecondFactorMissing,
    /// A role of the person's may not be without.
    #[error("the role may not be without a second factor")]
    SecondFactorRequired,
    /// Not the code of this moment.
    #[error("the code is wrong")]
    CodeWrong,
    /// It is locked already, or not.
    #[error("the account is in that state already")]
    SameState,
    /// Somebody may still sign in with it.
    #[error("the account is in use")]
    StillInUse,
    /// What was held about its person is erased.
    #[error("the account is erased")]
    Erased,
    /// No reason, or one of over 200 characters.
    #[error("a reason has 1 to 200 characters")]
    NoReason,
}

/// Shortest password.
pub const SHORTEST: usize = 10;
/// Longest password: what is longer would only cost time to check.
pub const LONGEST: usize = 128;

impl AccountError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadLogin => "account.bad_login",
            Self::LoginTaken => "account.login_taken",
            Self::BadPhone => "account.bad_phone",
            Self::BadName => "account.bad_name",
            Self::PasswordLength => "account.password_length",
            Self::PasswordGuessed => "account.password_guessed",
            Self::PasswordSame => "account.password_same",
            Self::PasswordWrong => "account.password_wrong",
            Self::PostNeedsUnit => "account.post_needs_unit",
            Self::PostNeedsSector => "account.post_needs_sector",
            Self::PostEndsTooEarly => "account.post_ends_too_early",
            Self::Own => "account.own",
            Self::LastKeeper => "account.last_keeper",
            Self::KeptApart => "account.kept_apart",
            Self::SecondFactorThere => "account.second_factor_there",
            Self::SecondFactorMissing => "account.second_factor_missing",
            Self::SecondFactorRequired => "account.second_factor_required",
            Self::CodeWrong => "account.code_wrong",
            Self::SameState => "account.same_state",
            Self::StillInUse => "account.still_in_use",
            Self::Erased => "account.erased",
            Self::NoReason => "account.no_reason",
        }
    }
}

/// A login as it is kept: without blanks around it, in small letters.
///
/// # Errors
/// [`AccountError::BadLogin`].
pub fn checked_login(text: &str) -> Result<String, AccountError> {
    let login = text.trim().to_lowercase();
    let is_sound = login.chars().all(|c| c.is_alphanumeric() || ".-_@".contains(c));
    if is_sound && (2..=40).contains(&login.chars().count()) {
        Ok(login)
    } else {
        Err(AccountError::BadLogin)
    }
}

/// A shown name.
///
/// # Errors
/// [`AccountError::BadName`].
pub fn checked_name(text: &str) -> Result<String, AccountError> {
    let name = text.trim();
    let is_sound = (1..=40).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if is_sound { Ok(name.to_owned()) } else { Err(AccountError::BadName) }
}

/// A telephone number, without blanks around it.
///
/// # Errors
/// [`AccountError::BadPhone`].
pub fn checked_phone(text: &str) -> Result<String, AccountError> {
    let phone = plain(text);
    if phone.chars().count() <= 20 && fits(Format::Phone, &phone) {
        Ok(phone)
    } else {
        Err(AccountError::BadPhone)
    }
}

/// Whether a password is as long as one must be.
///
/// # Errors
/// [`AccountError::PasswordLength`].
pub fn check_length(password: &str) -> Result<(), AccountError> {
    let is_sound = (SHORTEST..=LONGEST).contains(&password.chars().count());
    if is_sound { Ok(()) } else { Err(AccountError::PasswordLength) }
}

impl Post {
    /// Checks a post that is to be given.
    ///
    /// # Errors
    /// When its role lacks a unit or a sector, or it ends before it begins.
    pub fn checked(self, units: &[OrgUnit]) -> Result<Self, AccountError> {
        let stands = |id: Uuid| units.iter().any(|unit| unit.id == id && unit.is_valid_on(self.valid_from));
        if self.role.needs_unit() && !self.unit.is_some_and(stands) {
            return Err(AccountError::PostNeedsUnit);
        }
        if self.role.needs_sector() && self.sector.is_none() {
            return Err(AccountError::PostNeedsSector);
        }
        if self.valid_to.is_some_and(|last| last < self.valid_from) {
            return Err(AccountError::PostEndsTooEarly);
        }
        // what the role does not look at is not kept: it would look as if it counted
        let unit = self.unit.filter(|_| self.role.needs_unit());
        let sector = self.sector.filter(|_| self.role.needs_sector());
        let is_part_time = self.is_part_time && self.role.may_be_part_time();
        Ok(Self { unit, sector, is_part_time, ..self })
    }
}

/// Whether somebody keeps accounts and somebody gives posts, today and with no end, by the posts of all accounts that are
/// not disabled.
pub fn is_kept_on<'p>(posts: impl IntoIterator<Item = &'p Post>, day: NaiveDate) -> bool {
    let lasts = |post: &&Post| post.is_held_on(day) && post.valid_to.is_none();
    let lasting: Vec<&Post> = posts.into_iter().filter(lasts).collect();
    let needed = [Verb::KeepAccounts, Verb::GivePosts];
    needed.iter().all(|verb| lasting.iter().any(|post| post.role.verbs().contains(verb)))
}

/// Whether somebody with these roles may not be without a second factor. GB/T 22239-2019 8.1.4.1 d) asks for two, one of
/// them cryptographic; each place says of which roles.
pub fn needs_second_factor(held: &[Role], required: &[Role]) -> bool {
    held.iter().any(|role| required.contains(role))
}

/// How long to wait after so many wrong passwords in a row, of which so many are free: a minute, twice as long with each
/// further one, half an hour at most. GB/T 22239-2019 8.1.4.1 b) asks for a limit.
pub fn wait_after(failures: i64, free: i64) -> TimeDelta {
    let over = failures - free;
    if over < 0 { TimeDelta::zero() } else { TimeDelta::minutes((1 << over.min(5)).min(30)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::UnitKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn post(role: Role) -> Post {
        Post::at_no_unit(Uuid::nil(), role, day("2026-03-01"))
    }

    #[test]
    fn logins_names_and_passwords_have_their_bounds() {
        assert_eq!(checked_login(" Zhang.San "), Ok("zhang.san".to_owned()));
        assert_eq!(checked_login("张三"), Ok("张三".to_owned()));
        for bad in ["a", &"a".repeat(41), "a b", "a/b", "<b>x</b>"] {
            assert_eq!(checked_login(bad), Err(AccountError::BadLogin), "{bad}");
        }
        assert_eq!(checked_name("张三\u{7}"), Err(AccountError::BadName));
        assert_eq!(checked_phone(" １３８０００００００１ "), Ok("13800000001".to_owned()));
        assert_eq!(checked_phone("1380000000"), Err(AccountError::BadPhone));
        assert_eq!(check_length(&"字".repeat(9)), Err(AccountError::PasswordLength));
        assert_eq!([check_length(&"字".repeat(10)), check_length(&"字".repeat(128))], [Ok(()), Ok(())]);
        assert_eq!(check_length(&"字".repeat(129)), Err(AccountError::PasswordLength));
    }

    #[test]
    fn a_post_has_the_unit_and_the_sector_that_its_role_asks_for() {
        let unit = OrgUnit {
            id: Uuid::from_u128(7),
            parent: None,
            kind: UnitKind::Community,
            name: "东湖社区".into(),
            region_code: None,
            valid_from: day("2026-03-01"),
            valid_to: None,
            version: 0,
        };
        let units = [unit];
        let at = Some(Uuid::from_u128(7));
        assert_eq!(post(Role::Clerk).checked(&units), Err(AccountError::PostNeedsUnit));
        let elsewhere = Post { unit: Some(Uuid::from_u128(8)), ..post(Role::Clerk) };
        assert_eq!(elsewhere.checked(&units), Err(AccountError::PostNeedsUnit));
        let officer = Post { unit: at, ..post(Role::DepartmentOfficer) };
        assert_eq!(officer.clone().checked(&units), Err(AccountError::PostNeedsSector));
        let officer = Post { sector: Some("fire".into()), ..officer };
        assert_eq!(officer.clone().checked(&units), Ok(officer));
        let too_much = Post { unit: at, sector: Some("fire".into()), ..post(Role::Auditor) };
        assert_eq!(too_much.checked(&units), Ok(post(Role::Auditor)));
        let last = |last| Post { unit: at, valid_to: Some(day(last)), ..post(Role::Clerk) }.checked(&units);
        assert_eq!(last("2026-02-28"), Err(AccountError::PostEndsTooEarly));
        assert!(last("2026-03-01").is_ok());
        let part_time = |role| Post { unit: at, is_part_time: true, ..post(role) }.checked(&units);
        let is_part_time = |role| part_time(role).map(|post| post.is_part_time);
        assert_eq!([is_part_time(Role::GridWorker), is_part_time(Role::Clerk)], [Ok(true), Ok(false)]);
    }

    #[test]
    fn somebody_stays_who_keeps_accounts() {
        let is_kept = |posts: &[Post]| is_kept_on(posts, day("2026-03-01"));
        assert!(is_kept(&[post(Role::SystemAdministrator), post(Role::SecurityAdministrator)]));
        assert!(is_kept(&[post(Role::Administrator)]));
        assert!(!is_kept(&[post(Role::SystemAdministrator), post(Role::Auditor)]), "nobody gives posts");
        assert!(!is_kept(&[post(Role::SecurityAdministrator)]), "nobody keeps accounts");
        let ends = Post { valid_to: Some(day("2030-01-01")), ..post(Role::Administrator) };
        assert!(!is_kept(&[ends]), "on the day after nobody could do anything");
        let later = Post { valid_from: day("2026-03-02"), ..post(Role::Administrator) };
        assert!(!is_kept(&[later]));
    }

    #[test]
    fn one_role_of_several_is_enough_to_need_a_second_factor() {
        let required = [Role::SecurityAdministrator, Role::AuditAdministrator];
        let needs = |held: &[Role]| needs_second_factor(held, &required);
        assert!(needs(&[Role::GridWorker, Role::AuditAdministrator]));
        assert!(!needs(&[Role::GridWorker, Role::Administrator]) && !needs(&[]));
        assert!(!needs_second_factor(&[Role::SecurityAdministrator], &[]));
    }

    #[test]
    fn each_wrong_password_makes_the_next_one_wait_longer() {
        let minutes: Vec<i64> = (4..=12).map(|failures| wait_after(failures, 5).num_minutes()).collect();
        assert_eq!(minutes, [0, 1, 2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(wait_after(i64::MAX, 5).num_minutes(), 30);
    }
}
