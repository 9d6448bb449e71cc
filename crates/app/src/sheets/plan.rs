//! What each row of a sheet would do: add a record, change one, change nothing, or be wrong.

use super::mapping::{Mapped, SECTOR, STATE, UNIT};
use crate::act::Act;
use crate::error::AppError;
use crate::records::{Entered, Resolver, applied, lived, prepared};
use domain::access::{Decision, Verb};
use domain::register::{
    FieldError, FieldKind, FieldProblem, Record, RecordError, Register, Value, ValueProblem, plain,
};
use rust_decimal::Decimal;
use sheet::{Column, FaultKind, Row, Table};
use std::collections::{BTreeMap, HashMap};
use store::Tx;
use uuid::Uuid;

/// What a row would do.
#[derive(Debug)]
pub(super) enum Planned {
    Create(Record),
    Change(Box<(Record, Record)>),
    Same,
    Bad(Vec<(Option<String>, Wrong)>),
}

/// What is wrong with a row or a cell.
#[derive(Debug, Clone)]
pub(super) enum Wrong {
    Field(FieldProblem),
    Cell(FaultKind),
    Record(RecordError),
    /// It lies where the caller may keep no records.
    Place,
    /// The same key stands in an earlier row.
    Twice(u32),
}

impl Wrong {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Field(problem) => problem.code(),
            Self::Cell(fault) => fault.code(),
            Self::Record(error) => error.code(),
            Self::Place => "sheet.row_elsewhere",
            Self::Twice(_) => "sheet.row_twice",
        }
    }
}

/// Rows on their way in; keys seen so far, so that a sheet that names one thing twice is told.
pub(super) struct Planner<'s> {
    pub table: &'s Table,
    pub mapped: &'s Mapped,
    pub seen: &'s mut HashMap<String, u32>,
}

impl Planner<'_> {
    /// Plans some rows. Keys are looked up together.
    pub async fn plan(
        &mut self,
        tx: &mut Tx,
        act: &Act,
        resolver: &mut Resolver,
        rows: &[Row],
    ) -> Result<Vec<Planned>, AppError> {
        let register = resolver.shared_register();
        let mut entered = Vec::with_capacity(rows.len());
        let mut keys = Vec::new();
        for row in rows {
            let form = self.entered(&register, row);
            let key = keys_of(tx, resolver, &register, &form).await?;
            keys.extend(key.iter().cloned());
            entered.push((form, key));
        }
        let known = tx.records_by_keys(&register.code, &keys).await?;
        let mut planned = Vec::with_capacity(rows.len());
        for (row, (form, keys)) in rows.iter().zip(entered) {
            let faults = self.faults(row);
            if !faults.is_empty() {
                planned.push(Planned::Bad(faults));
                continue;
            }
            let mut before = keys.iter().find_map(|key| known.get(key)).cloned();
            // a row without the first key finds the record that has one by its second
            if before.is_none()
                && let Some(key) = keys.first().filter(|key| key.starts_with('2'))
            {
                let same = tx.records_by_else_key(&register.code, key).await?;
                before = if same.len() == 1 { same.into_iter().next() } else { None };
            }
            let plan = match before {
                Some(raw) => change(tx, act, resolver, raw.read(&register), form).await?,
                None => create(tx, act, resolver, form).await?,
            };
            planned.push(self.once(&register, row.number, plan));
        }
        Ok(planned)
    }

    /// A second row of one thing is wrong: which of the two would hold?
    fn once(&mut self, register: &Register, row: u32, plan: Planned) -> Planned {
        let key = match &plan {
            Planned::Create(record) => record.key(register),
            Planned::Change(pair) => pair.1.key(register),
            Planned::Same | Planned::Bad(_) => None,
        };
        let Some(key) = key else { return plan };
        match self.seen.insert(key, row) {
            // a resumed import plans its rows again
            Some(first) if first != row => Planned::Bad(vec![(None, Wrong::Twice(first))]),
            _ => plan,
        }
    }

    fn faults(&self, row: &Row) -> Vec<(Option<String>, Wrong)> {
        let fault = |fault: &sheet::Fault| {
            let code = self.mapped.get(fault.column).cloned().flatten()?;
            Some((Some(code), Wrong::Cell(fault.kind)))
        };
        row.faults.iter().filter_map(fault).collect()
    }

    fn entered(&self, register: &Register, row: &Row) -> Entered {
        let mut entered = Entered::default();
        for ((cell, code), column) in row.cells.iter().zip(self.mapped).zip(&self.table.header) {
            let Some(code) = code else { continue };
            match code.as_str() {
                UNIT if !cell.is_empty() => entered.unit = Some(cell.clone()),
                SECTOR if !cell.is_empty() => entered.sector = Some(cell.clone()),
                STATE if !cell.is_empty() => entered.state = Some(cell.clone()),
                UNIT | SECTOR | STATE => {}
                code => {
                    // an empty cell of a sheet says nothing; it clears no value
                    if !cell.is_empty() {
                        let text = in_unit(register, code, column, cell);
                        entered.fields.insert(code.to_owned(), vec![text]);
                    }
                }
            }
        }
        entered
    }
}

/// A figure in the unit of its field: a column of 万元 for a field of 元 is ten thousand times as much.
fn in_unit(register: &Register, code: &str, column: &Column, cell: &str) -> String {
    let unit = match register.field(code).map(|field| &field.kind) {
        Some(FieldKind::Money { unit } | FieldKind::Number { unit: Some(unit), .. }) => unit.as_str(),
        _ => return cell.to_owned(),
    };
    let factor = match (column.unit.as_deref(), unit) {
        (Some("万元"), "元") => Decimal::from(10_000),
        (Some("元"), "万元") => Decimal::new(1, 4),
        _ => return cell.to_owned(),
    };
    let number: Result<Decimal, _> = plain(cell).replace(',', "").parse();
    number.map_or_else(|_| cell.to_owned(), |number| (number * factor).normalize().to_string())
}

/// The keys that a row names, the first one first.
async fn keys_of(
    tx: &mut Tx,
    resolver: &mut Resolver,
    register: &Register,
    entered: &Entered,
) -> Result<Vec<String>, AppError> {
    let is_key = |code: &String| register.key.contains(code) || register.else_key.contains(code);
    let named: BTreeMap<String, Vec<String>> = entered
        .fields
        .iter()
        .filter(|(code, _)| is_key(code))
        .map(|(code, texts)| (code.clone(), texts.clone()))
        .collect();
    let (resolved, _) = resolver.resolve(tx, &named).await?;
    let mut values = BTreeMap::new();
    for (code, texts) in resolved {
        if let Some(value) =
            register.field(&code).and_then(|field| Value::parse(field, &texts).ok().flatten())
        {
            values.insert(code, value);
        }
    }
    let mut unit_id = entered.unit.as_ref().and_then(|unit| resolver.unit(unit));
    if unit_id.is_none()
        && let Some(Value::Reference(site)) = register.site_field().and_then(|field| values.get(&field.code))
    {
        unit_id = resolver.site(tx, *site).await?.map(|(unit, _)| unit);
    }
    let probe = Record {
        id: Uuid::nil(),
        register: register.code.clone(),
        definition: 0,
        unit_id: unit_id.unwrap_or_default(),
        sector: None,
        state: String::new(),
        values,
        made_at: chrono::DateTime::UNIX_EPOCH,
        made_by: None,
        changed_at: chrono::DateTime::UNIX_EPOCH,
        merged_into: None,
        removed_at: None,
        version: 0,
    };
    let mut keys: Vec<String> = probe.key(register).into_iter().collect();
    keys.extend(probe.else_key(register).filter(|key| !keys.contains(key)));
    Ok(keys)
}

async fn create(tx: &mut Tx, act: &Act, resolver: &mut Resolver, form: Entered) -> Result<Planned, AppError> {
    let state = match state_of(resolver.register(), form.state.as_deref()) {
        Ok(state) => state,
        Err(wrong) => return Ok(Planned::Bad(vec![wrong])),
    };
    let record = match (prepared(tx, act, resolver, form).await, state) {
        // a ledger that was kept elsewhere brings records in every state
        (Ok(record), Some(state)) => {
            lived(tx, act, resolver.register(), None, Record { state, ..record }).await
        }
        (prepared, _) => prepared,
    };
    record.map_or_else(bad, |record| Ok(Planned::Create(record)))
}

async fn change(
    tx: &mut Tx,
    act: &Act,
    resolver: &mut Resolver,
    before: Record,
    form: Entered,
) -> Result<Planned, AppError> {
    let state = match state_of(resolver.register(), form.state.as_deref()) {
        Ok(state) => state,
        Err(wrong) => return Ok(Planned::Bad(vec![wrong])),
    };
    if act.caller.decide(Verb::KeepRecords, &before.subject()) != Decision::Allowed {
        return Ok(Planned::Bad(vec![(None, Wrong::Record(RecordError::KeyTaken(Uuid::nil())))]));
    }
    let given: Vec<String> = form.fields.keys().cloned().collect();
    let mut after = match applied(tx, act, resolver, &before, form).await {
        Ok(after) => after,
        Err(error) => return bad(error),
    };
    if let Some(state) = state.filter(|state| *state != before.state) {
        let register = resolver.register();
        let step =
            register.transitions.iter().find(|step| step.to == state && step.from.contains(&before.state));
        let wrong = || RecordError::WrongState { state: before.state.clone(), transition: state.clone() };
        let moved = step.ok_or_else(wrong).and_then(|step| {
            let is_entered = |field: &str| given.iter().any(|given| given == field);
            let roles = act.caller.roles_for(&before.subject());
            after.moved(register, &step.code, &roles, resolver.today(), is_entered)
        });
        after = match moved {
            Ok(moved) => moved,
            Err(error) => return bad(error.into()),
        };
    }
    let after = match lived(tx, act, resolver.register(), Some(&before), after).await {
        Ok(after) => after,
        Err(error) => return bad(error),
    };
    let same = Record { definition: before.definition, changed_at: before.changed_at, ..after.clone() };
    Ok(if same == before { Planned::Same } else { Planned::Change(Box::new((before, after))) })
}

fn state_of(register: &Register, text: Option<&str>) -> Result<Option<String>, (Option<String>, Wrong)> {
    let Some(text) = text.map(plain).filter(|text| !text.is_empty()) else { return Ok(None) };
    let is = |state: &&domain::register::State| {
        state.code == text || plain(&state.name.zh) == text || state.name.en == text
    };
    match register.states.iter().find(is) {
        Some(state) => Ok(Some(state.code.clone())),
        None => Err((Some(STATE.to_owned()), Wrong::Field(ValueProblem::NoSuchChoice.into()))),
    }
}

fn bad(error: AppError) -> Result<Planned, AppError> {
    match error {
        AppError::Record(RecordError::Fields(errors)) => {
            let wrong = |error: FieldError| (Some(error.field), Wrong::Field(error.problem));
            Ok(Planned::Bad(errors.into_iter().map(wrong).collect()))
        }
        AppError::Forbidden(_) => Ok(Planned::Bad(vec![(None, Wrong::Place)])),
        AppError::Record(error) => Ok(Planned::Bad(vec![(None, Wrong::Record(error))])),
        other => Err(other),
    }
}
