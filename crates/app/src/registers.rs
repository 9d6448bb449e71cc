//! The registers in force: those of the catalogue, extended or added to by definitions that users made.

use crate::act::Act;
use crate::error::AppError;
use crate::home::{RegisterLapse, Scope, lapses_of};
use catalogue::{Catalogue, Definition, cross_check};
use chrono::NaiveDate;
use domain::access::{Caller, Verb};
use domain::register::{DefinitionProblem, Register, check, check_change};
use serde_json::Value;
use store::{StoredDefinition, Tx};
use uuid::Uuid;

/// Every register, in the order of the catalogue's groups.
///
/// # Errors
/// When the database is not reached.
pub async fn registers(tx: &mut Tx, catalogue: &Catalogue) -> Result<Vec<Register>, AppError> {
    let mut found = in_force(tx, &catalogue.registers).await?;
    let place = |code: &str| catalogue.groups.iter().position(|group| group.code == code);
    found.sort_by_key(|register| place(&register.group));
    Ok(found)
}

/// Those of a catalogue with what users added to them, and those that users made.
pub(crate) async fn in_force(tx: &mut Tx, carried: &[Register]) -> Result<Vec<Register>, AppError> {
    let mut found = carried.to_vec();
    for stored in tx.definitions().await? {
        let register = read(&stored)?;
        match found.iter_mut().find(|known| known.code == register.code) {
            Some(known) => *known = extended(known, &register),
            None => found.push(register),
        }
    }
    Ok(found)
}

/// One register.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn register(tx: &mut Tx, catalogue: &Catalogue, code: &str) -> Result<Register, AppError> {
    let known = catalogue.registers.iter().find(|register| register.code == code);
    let stored = tx.definition(code).await?.map(|stored| read(&stored)).transpose()?;
    match (known, stored) {
        (Some(known), Some(stored)) => Ok(extended(known, &stored)),
        (Some(known), None) => Ok(known.clone()),
        (None, Some(stored)) => Ok(stored),
        (None, None) => Err(AppError::NotFound("register")),
    }
}

/// Whose a register is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// 内置: of the catalogue, as it came.
    BuiltIn,
    /// 内置，加了字段: of the catalogue, with fields that users added.
    Extended,
    /// 自建: made by users.
    Own,
}

/// Whose a register in force is.
pub fn origin(catalogue: &Catalogue, register: &Register) -> Origin {
    match catalogue.registers.iter().find(|known| known.code == register.code) {
        None => Origin::Own,
        Some(known) if known.version == register.version => Origin::BuiltIn,
        Some(_) => Origin::Extended,
    }
}

/// How many records a register has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterCount {
    /// Register.
    pub register: String,
    /// Standing records, at most [`MOST_COUNTED`].
    pub count: i64,
    /// Whether there are more.
    pub is_more: bool,
    /// What of it is over or called for.
    pub lapses: Vec<RegisterLapse>,
}

/// Registers are counted up to here. A number kept with each write would have all who write to one register wait for
/// each other; counting on would read millions of entries for a page that only gives an idea.
pub const MOST_COUNTED: i64 = 10_000;

/// How many records of each register the caller sees, and what of them is over or called for on a day.
///
/// # Errors
/// When the caller may see none, or the database is not reached.
pub async fn register_counts(
    tx: &mut Tx,
    caller: &Caller,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<Vec<RegisterCount>, AppError> {
    caller.may(Verb::See)?;
    let units = tx.units().await?;
    let mut found = Vec::new();
    let mut lapses = lapses_of(tx, caller, catalogue, &units, &Scope::default(), today).await?;
    for register in registers(tx, catalogue).await? {
        let count = tx.record_count(&register.code, caller.sight(), MOST_COUNTED + 1).await?;
        let is_more = count > MOST_COUNTED;
        let lapses = lapses.extract_if(.., |lapse| lapse.register == register.code).collect();
        found.push(RegisterCount {
            register: register.code,
            count: count.min(MOST_COUNTED),
            is_more,
            lapses,
        });
    }
    Ok(found)
}

fn read(stored: &StoredDefinition) -> Result<Register, AppError> {
    let broken = |what: String| AppError::Internal(format!("definition of {}: {what}", stored.code));
    let definition: Definition =
        serde_json::from_str(&stored.definition).map_err(|e| broken(e.to_string()))?;
    let register = definition.register().map_err(|(place, what)| broken(format!("{place}: {what}")))?;
    Ok(Register { version: stored.version, ..register })
}

/// A register of the catalogue with the fields that users added; what the catalogue says stays its own, so that a later
/// release can go on from there.
fn extended(known: &Register, stored: &Register) -> Register {
    let added = stored.fields.iter().filter(|field| known.field(&field.code).is_none());
    let mut register = known.clone();
    register.fields.extend(added.cloned());
    register.version = known.version + stored.version;
    register
}

/// Adds a register, or fields to one.
///
/// # Errors
/// When the definition does not hold together, would take something from records that exist, or somebody else changed
/// it since `base` was read.
pub async fn define_register(
    tx: &mut Tx,
    act: &Act,
    catalogue: &Catalogue,
    definition: Definition,
    base: i64,
) -> Result<Register, AppError> {
    act.caller.may(Verb::DefineRegisters)?;
    let wrong = |(place, what)| AppError::Definition(vec![DefinitionProblem { place, what }]);
    let asked = definition.register().map_err(wrong)?;
    let before = match register(tx, catalogue, &asked.code).await {
        Ok(before) => Some(before),
        Err(AppError::NotFound(_)) => None,
        Err(other) => return Err(other),
    };
    if before.as_ref().map_or(0, |before| before.version) != base {
        return Err(AppError::Stale { table: "register_definition" });
    }
    let known = catalogue.registers.iter().find(|register| register.code == asked.code);
    let after = known.map_or_else(|| asked.clone(), |known| extended(known, &asked));
    let mut problems = check(&after);
    if let Some(before) = &before {
        problems.extend(check_change(before, &after));
    }
    let others = registers(tx, catalogue).await?;
    let mut all: Vec<&Register> = others.iter().filter(|other| other.code != after.code).collect();
    all.push(&after);
    let outside = cross_check(&after, &all, catalogue).into_iter();
    problems.extend(outside.map(|(place, what)| DefinitionProblem { place, what }));
    if !problems.is_empty() {
        return Err(AppError::Definition(problems));
    }
    let version = tx.definition(&asked.code).await?.map_or(1, |stored| stored.version + 1);
    let json = serde_json::to_value(&definition).map_err(|e| AppError::Internal(e.to_string()))?;
    let stored = StoredDefinition {
        code: asked.code.clone(),
        version,
        definition: json.to_string(),
        made_at: act.now,
        made_by: Some(act.caller.user_id),
    };
    tx.insert_definition(&stored).await?;
    let subject = Uuid::new_v5(&Uuid::NAMESPACE_OID, asked.code.as_bytes());
    let earlier = before.map(|before| Value::from(before.version));
    act.record(tx, "register.define", ("register", subject), earlier, Some(json)).await?;
    let defined = register(tx, catalogue, &asked.code).await?;
    tx.fit_index(&defined).await?;
    Ok(defined)
}
