//! People from a sheet: accounts with their posts, one post a line; a new account gets a one-time password.

use super::lines::{Did, FixedColumn, Line, LineWrong, Lines, Taken, Wrong, of_rule, template};
use super::units::unit_named;
use crate::accounts::{
    Hashed, NewAccount, NewPost, Rules, add_account, add_post, end_post, rename_account, set_phone,
};
use crate::act::{Act, local_day};
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{
    AccountError, Caller, Forbidden, Post, Role, Verb, checked_login, checked_name, checked_phone,
};
use domain::org::OrgUnit;
use sheet::{Cell, Export, Kind, Workbook, WriteColumn};
use std::collections::HashMap;
use store::{Account, Tx};

const COLUMNS: &[FixedColumn] = &[
    FixedColumn {
        code: "login",
        names: &["登录名", "账号", "用户名", "login"],
        is_required: true,
        help: "字母、数字、汉字或 . - _ @；一人多个岗位的，每个岗位一行，登录名相同",
        example: "zhangsan",
    },
    FixedColumn {
        code: "name",
        names: &["姓名", "人员姓名", "name"],
        is_required: false,
        help: "新账号必填",
        example: "张三",
    },
    FixedColumn {
        code: "phone",
        names: &["电话", "手机", "联系电话", "手机号码", "phone"],
        is_required: false,
        help: "可不填",
        example: "13800000000",
    },
    FixedColumn {
        code: "role",
        names: &["角色", "岗位", "role"],
        is_required: false,
        help: "不填则只建账号",
        example: "网格员",
    },
    FixedColumn {
        code: "unit",
        names: &["单位", "所在单位", "所属单位", "社区（网格）", "unit"],
        is_required: false,
        help: "岗位所在单位；重名的写成“东湖社区/第一网格”",
        example: "东湖社区第一网格",
    },
    FixedColumn {
        code: "sector",
        names: &["行业领域", "分管行业", "sector"],
        is_required: false,
        help: "部门工作人员必填",
        example: "",
    },
    FixedColumn {
        code: "part",
        names: &["专职或兼职", "专兼职", "专/兼职", "part"],
        is_required: false,
        help: "网格员填，不填为专职",
        example: "专职",
    },
    FixedColumn {
        code: "from",
        names: &["岗位起日", "起日", "任职日期", "from"],
        is_required: false,
        help: "不填则从今天起",
        example: "2026-01-01",
    },
    FixedColumn {
        code: "until",
        names: &["岗位止日", "止日", "离任日期", "until"],
        is_required: false,
        help: "不填就一直有效",
        example: "",
    },
];

/// What a role is called in sheets and messages.
pub(crate) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Administrator => "管理员",
        Role::SystemAdministrator => "系统管理员",
        Role::SecurityAdministrator => "安全管理员",
        Role::AuditAdministrator => "审计管理员",
        Role::Clerk => "安办专干",
        Role::Leader => "领导",
        Role::DepartmentOfficer => "部门工作人员",
        Role::CommunityHead => "社区、工作点负责人",
        Role::Dispatcher => "调度员",
        Role::GridWorker => "网格员",
        Role::EnterpriseManager => "企业安全管理人员",
        Role::Auditor => "审计人员",
        Role::Superior => "上级",
    }
}

const PARTS: [(bool, &str, &str); 2] = [(false, "专职", "full-time"), (true, "兼职", "part-time")];

/// The template of people.
///
/// # Errors
/// When it cannot be written.
pub fn people_template(catalogue: &Catalogue) -> Result<Vec<u8>, AppError> {
    let note = "带 * 的必填；日期如 2026-03-05。填好后在“人员”页导入，先核对再写入；新账号的一次性密码在结果表里，只给这一次。同一份表再导入不会重复。";
    template("人员", note, COLUMNS, |code| match code {
        "role" => Some(Role::ALL.iter().map(|role| role_name(*role).to_owned()).collect()),
        "sector" => Some(catalogue.sectors.iter().map(|sector| sector.name.zh.clone()).collect()),
        "part" => Some(PARTS.iter().map(|(_, zh, _)| (*zh).to_owned()).collect()),
        _ => None,
    })
}

/// Reads a sheet of people.
///
/// # Errors
/// When it is no such table; the error says what to do.
pub fn read_people(bytes: &[u8]) -> Result<Lines, AppError> {
    Lines::read(bytes, COLUMNS)
}

/// Whether somebody may bring a sheet of people: who keeps accounts, and who gives posts.
///
/// # Errors
/// [`Forbidden`] when not.
pub fn may_take_people(caller: &Caller) -> Result<(), Forbidden> {
    caller.may(Verb::KeepAccounts).or_else(|refused| caller.may(Verb::GivePosts).map_err(|_| refused))
}

/// The passwords of new accounts.
pub enum Passwords {
    /// None: the sheet is only checked, and nothing of it is committed.
    Unused,
    /// Made off the event loop, one for each new account.
    Made(Vec<(String, Hashed)>),
}

/// An account that a sheet made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeAccount {
    /// Login.
    pub login: String,
    /// Shown name.
    pub name: String,
    /// One-time password; empty when the sheet was only checked.
    pub password: String,
}

/// Makes the accounts of a sheet and gives their posts. What is wrong with a line is told and the others go on; whoever wants
/// all or nothing does not commit.
///
/// # Errors
/// When the caller neither keeps accounts nor gives posts, or the database refuses it.
pub async fn take_people(
    tx: &mut Tx,
    act: &Act,
    rules: Rules<'_>,
    lines: &Lines,
    passwords: Passwords,
) -> Result<(Taken, Vec<MadeAccount>), AppError> {
    may_take_people(&act.caller)?;
    let units = tx.units().await?;
    let mut taking = Taking { act, rules, units, passwords, made: Vec::new(), names: HashMap::new() };
    let mut taken = Taken::default();
    for line in lines.each() {
        let done = taking.take(tx, &line).await?;
        taken.count(line.number, done);
    }
    Ok((taken, taking.made))
}

struct Taking<'a> {
    act: &'a Act,
    rules: Rules<'a>,
    units: Vec<OrgUnit>,
    passwords: Passwords,
    made: Vec<MadeAccount>,
    /// Names by login, with the line that said so first.
    names: HashMap<String, (String, u32)>,
}

/// What a line asks for.
struct Asked {
    login: String,
    name: Option<String>,
    phone: Option<String>,
    post: Option<NewPost>,
}

impl Taking<'_> {
    async fn take(&mut self, tx: &mut Tx, line: &Line<'_>) -> Result<Result<Did, Wrong>, AppError> {
        let asked = match self.asked(line) {
            Ok(asked) => asked,
            Err(wrong) => return Ok(Err(wrong)),
        };
        match tx.account_by_login(&asked.login).await? {
            None => self.make(tx, asked).await,
            Some(account) => self.change(tx, account, asked).await,
        }
    }

    fn asked(&mut self, line: &Line<'_>) -> Result<Asked, Wrong> {
        line.sound()?;
        let rule = |field: &'static str| {
            move |error: AccountError| (Some(field), LineWrong::Rule(AppError::from(error)))
        };
        let login = checked_login(line.needed("login")?).map_err(rule("login"))?;
        let name = line.get("name").map(checked_name).transpose().map_err(rule("name"))?;
        if let Some(name) = &name {
            let first = self.names.entry(login.clone()).or_insert((name.clone(), line.number));
            if first.0 != *name {
                return Err((Some("name"), LineWrong::OtherName(first.1)));
            }
        }
        let phone = line.get("phone").map(checked_phone).transpose().map_err(rule("phone"))?;
        Ok(Asked { post: self.post(line)?, login, name, phone })
    }

    fn post(&self, line: &Line<'_>) -> Result<Option<NewPost>, Wrong> {
        let role =
            line.word("role", Role::ALL.iter().map(|role| (*role, role_name(*role), role.as_str())))?;
        let Some(role) = role else { return Ok(None) };
        let (from, until) = (line.day("from")?, line.day("until")?);
        // a post of last year lay at a unit of last year
        let day = from.unwrap_or_else(|| local_day(self.act.now));
        let unit = line.get("unit").map(|path| unit_named(&self.units, path, day));
        let sectors = &self.rules.0.sectors;
        let sector = line.word(
            "sector",
            sectors.iter().enumerate().map(|(at, of)| (at, of.name.zh.as_str(), of.code.as_str())),
        )?;
        if self.act.caller.may(Verb::GivePosts).is_err() {
            return Err((Some("role"), LineWrong::PostByOther));
        }
        Ok(Some(NewPost {
            role,
            unit: unit.transpose().map_err(|wrong| (Some("unit"), wrong))?,
            sector: sector.map(|at| sectors[at].code.clone()),
            valid_from: from,
            valid_to: until,
            is_part_time: line.word("part", PARTS)?.unwrap_or(false),
        }))
    }

    async fn make(&mut self, tx: &mut Tx, asked: Asked) -> Result<Result<Did, Wrong>, AppError> {
        if self.act.caller.may(Verb::KeepAccounts).is_err() {
            return Ok(Err((Some("login"), LineWrong::AccountByOther)));
        }
        let Asked { login, name: Some(name), phone, post } = asked else {
            return Ok(Err((Some("name"), LineWrong::Missing)));
        };
        let (password, hashed) = match &mut self.passwords {
            Passwords::Unused => (String::new(), Hashed::none()),
            // somebody made or erased an account since the sheet was checked
            Passwords::Made(made) => made.pop().ok_or(AppError::Stale { table: "app_user" })?,
        };
        let new = NewAccount { login: &login, name: &name, phone: phone.as_deref() };
        let added = add_account(tx, self.act, self.rules, new, post.into_iter().collect(), hashed).await;
        Ok(of_rule(None, added)?.map(|_| {
            self.made.push(MadeAccount { login, name, password });
            Did::Made
        }))
    }

    async fn change(
        &mut self,
        tx: &mut Tx,
        account: Account,
        asked: Asked,
    ) -> Result<Result<Did, Wrong>, AppError> {
        let Asked { name, phone, post, .. } = asked;
        let mut did = Did::Nothing;
        if let Some(post) = post {
            let held = tx.posts(account.id).await?;
            match self.known(&held, &post) {
                Some(old) if post.valid_from.is_some_and(|from| from != old.valid_from) => {
                    return Ok(Err((Some("from"), LineWrong::FirstDayStays)));
                }
                Some(old) => {
                    if let Some(last) = post.valid_to.filter(|last| Some(*last) != old.valid_to) {
                        let ended = end_post(tx, self.act, account.id, old.id, last).await;
                        if let Err(wrong) = of_rule(Some("until"), ended)? {
                            return Ok(Err(wrong));
                        }
                        did = Did::Changed;
                    }
                }
                None => {
                    let added = add_post(tx, self.act, self.rules, account.id, post).await;
                    if let Err(wrong) = of_rule(Some("role"), added)? {
                        return Ok(Err(wrong));
                    }
                    did = Did::Made;
                }
            }
        }
        let keeps = |field| {
            let is_kept = self.act.caller.may(Verb::KeepAccounts).is_ok();
            if is_kept { Ok(()) } else { Err((Some(field), LineWrong::AccountByOther)) }
        };
        if let Some(name) = name.filter(|name| *name != account.name) {
            if let Err(wrong) = keeps("name") {
                return Ok(Err(wrong));
            }
            if let Err(wrong) = of_rule(Some("name"), rename_account(tx, self.act, account.id, &name).await)?
            {
                return Ok(Err(wrong));
            }
            did = did.or_changed();
        }
        if phone.is_some() && phone != account.phone {
            if let Err(wrong) = keeps("phone") {
                return Ok(Err(wrong));
            }
            let set = set_phone(tx, self.act, account.id, phone.as_deref()).await;
            if let Err(wrong) = of_rule(Some("phone"), set)? {
                return Ok(Err(wrong));
            }
            did = did.or_changed();
        }
        Ok(Ok(did))
    }

    /// The post that a line means: of the same role, place and sector, and not over unless the days say so.
    fn known<'p>(&self, held: &'p [Post], post: &NewPost) -> Option<&'p Post> {
        let today = local_day(self.act.now);
        let is_meant = |old: &&Post| {
            let is_at = !post.role.needs_unit() || old.unit == post.unit;
            let is_of = !post.role.needs_sector() || old.sector == post.sector;
            old.role == post.role && is_at && is_of
        };
        let of_day = |day: NaiveDate| held.iter().filter(is_meant).find(|old| old.valid_from == day);
        let lasting =
            || held.iter().filter(is_meant).find(|old| old.valid_to.is_none_or(|last| today <= last));
        post.valid_from.and_then(of_day).or_else(lasting)
    }
}

impl Did {
    fn or_changed(self) -> Self {
        match self {
            Self::Made => Self::Made,
            Self::Changed | Self::Nothing => Self::Changed,
        }
    }
}

/// The new accounts with their one-time passwords, to be cut apart and handed over.
///
/// # Errors
/// When it cannot be written.
pub fn passwords_sheet(made: &[MadeAccount], today: NaiveDate) -> Result<Vec<u8>, AppError> {
    let column = |name: &str| WriteColumn { name: name.to_owned(), kind: Kind::Text, is_summed: false };
    let book = Workbook {
        sheet_name: "一次性密码".to_owned(),
        title: "新账号和一次性密码".to_owned(),
        as_of: Some(format!("{today} 生成，只有这一份；本人登录后须先换成自己的密码")),
        columns: ["姓名", "登录名", "一次性密码"].map(column).to_vec(),
    };
    let mut export = Export::new(&book)?;
    for MadeAccount { login, name, password } in made {
        export.row(&[name, login, password].map(|text| Cell::Text(text.clone())))?;
    }
    Ok(export.finish()?)
}
