//! Whose turn it is, and who may be asked: people by the posts that they hold today.

use crate::error::AppError;
use chrono::NaiveDate;
use domain::access::{Caller, Decision, Role, Verb};
use domain::hazard::Hazard;
use domain::org::{OrgUnit, above};
use domain::register::Record;
use domain::todo::Wait;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use uuid::Uuid;

/// Offered at most.
const MOST: usize = 300;

/// Somebody who may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Account.
    pub id: Uuid,
    /// Shown name.
    pub name: String,
    /// The roles that count for the hazard.
    pub roles: Vec<Role>,
    /// Whether it is their turn.
    pub is_turn: bool,
}

/// People who see a hazard, those whose turn it is first.
pub(super) async fn concerned(
    tx: &mut Tx,
    units: &[OrgUnit],
    record: &Record,
    wait: Option<Wait>,
    today: NaiveDate,
) -> Result<Vec<Person>, AppError> {
    let level = Hazard::of(record).level;
    let author = record.made_by.filter(|_| wait == Some(Wait::Report));
    let is_for = |role| wait.is_some_and(|wait| wait.is_for(level, role));
    people_of(tx, units, record, (is_for, author), today).await
}

/// People who see a record, those first whose turn it is by a role, or since they are named. Posts that cannot reach it are not
/// even looked at.
pub(crate) async fn people_of(
    tx: &mut Tx,
    units: &[OrgUnit],
    record: &Record,
    (is_for, named): (impl Fn(Role) -> bool, Option<Uuid>),
    today: NaiveDate,
) -> Result<Vec<Person>, AppError> {
    let mut near: BTreeSet<Uuid> = above(units, record.unit_id).into_iter().map(|unit| unit.id).collect();
    near.insert(record.unit_id);
    let subject = record.subject();
    let accounts = tx.accounts().await?;
    let mut all = tx.all_posts().await?;
    let mut found = Vec::new();
    for account in accounts.into_iter().filter(|account| account.disabled_at.is_none()) {
        let mut posts = all.remove(&account.id).unwrap_or_default();
        posts.retain(|post| {
            post.unit.is_none_or(|unit| near.contains(&unit))
                || (post.sector.is_some() && post.sector == record.sector)
                || record.made_by == Some(account.id)
        });
        if posts.is_empty() {
            continue;
        }
        let person = Caller::new(account.id, account.name, &posts, units, today);
        if person.decide(Verb::See, &subject) != Decision::Allowed {
            continue;
        }
        let roles = person.roles_for(&subject);
        // an administrator may do everything, so it is never the administrator's turn while there is somebody else
        let has_turn = |role: &Role| *role != Role::Administrator && is_for(*role);
        let is_turn = named == Some(account.id) || roles.iter().any(has_turn);
        found.push(Person { id: account.id, name: person.name, roles, is_turn });
    }
    found.sort_by(|a, b| (!a.is_turn, &a.name).cmp(&(!b.is_turn, &b.name)));
    found.truncate(MOST);
    Ok(found)
}

/// Adds the names of people.
pub(crate) async fn add_names(
    tx: &mut Tx,
    names: &mut BTreeMap<Uuid, String>,
    people: impl Iterator<Item = Uuid>,
) -> Result<(), AppError> {
    for id in people.collect::<BTreeSet<_>>() {
        if let Some(account) = tx.account(id).await? {
            names.insert(id, account.name);
        }
    }
    Ok(())
}
