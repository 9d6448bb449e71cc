//! What a change of records changes in the counters.

use crate::error::AppError;
use catalogue::{Catalogue, Rules};
use domain::calendar::Days;
use domain::indicator::{Binding, BySubject, Indicator, shares};
use domain::register::{Record, Register};
use std::collections::HashMap;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;

/// Register whose records are the special periods 重要时段.
const SPECIAL: &str = "special-period";

/// Every indicator, by the registers that feed it.
#[derive(Debug, Clone, Default)]
pub struct Counting {
    registers: Vec<Register>,
    direct: HashMap<String, Vec<Indicator>>,
    subjects: Vec<Arc<BySubject>>,
    bindings: Vec<Binding>,
    rules: Rules,
}

impl Counting {
    /// Of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut counting = Self {
            registers: catalogue.registers.clone(),
            bindings: catalogue.bindings.clone(),
            rules: catalogue.rules.clone(),
            ..Self::default()
        };
        for indicator in &catalogue.indicators {
            if indicator.is_by_subject() {
                counting.subjects.extend(BySubject::of(indicator, &catalogue.registers).map(Arc::new));
            } else if indicator.rule.is_some() {
                counting.direct.entry(indicator.register.clone()).or_default().push(indicator.clone());
            }
        }
        counting
    }

    /// The registers of the catalogue, by which records are read when they are counted again.
    pub(crate) fn registers(&self) -> &[Register] {
        &self.registers
    }

    /// The dated rules that the life of a record goes by.
    pub(crate) const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The rules that propose an indicator for a target.
    pub(crate) fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The indicators that count records of a register directly.
    pub(crate) fn direct(&self, register: &str) -> &[Indicator] {
        self.direct.get(register).map_or(&[], Vec::as_slice)
    }

    /// Those that count by subject.
    pub(crate) fn by_subject(&self) -> &[Arc<BySubject>] {
        &self.subjects
    }

    /// One by its code.
    pub(crate) fn subject(&self, code: &str) -> Option<&BySubject> {
        self.subjects.iter().find(|found| found.code == code).map(Arc::as_ref)
    }

    /// Codes of what must be counted again when a special period changes.
    fn asking_special_periods(&self) -> Vec<String> {
        let all = self.direct.values().flatten();
        all.filter(|indicator| indicator.asks_special_periods()).map(|found| found.code.clone()).collect()
    }
}

/// A change of one record: as it was, as it is.
pub(crate) type Change<'r> = (Option<&'r Record>, Option<&'r Record>);

/// Tells the transaction what changed records of one register change in figures. It writes them once, before it commits.
pub(crate) async fn count_changes(
    tx: &mut Tx,
    counting: &Counting,
    register: &Register,
    changes: &[Change<'_>],
) -> Result<(), AppError> {
    let direct = counting.direct(&register.code);
    let asks = direct.iter().any(Indicator::asks_special_periods);
    let special = if asks { special_periods(tx, counting).await? } else { Vec::new() };
    for indicator in direct {
        let of = |record: &Option<&'_ Record>| record.map(|record| shares(indicator, record, &special));
        for (before, after) in changes {
            tx.count_shares(&indicator.code, before.zip(of(before)), after.zip(of(after)));
        }
    }
    for by in counting.by_subject() {
        for (before, after) in changes {
            if by.events.code == register.code {
                for (sign, record) in [(-1, before), (1, after)] {
                    for (subject, day, amount) in record.map_or_else(Vec::new, |record| by.done_by(record)) {
                        tx.count_done(by, subject, day, sign * amount);
                    }
                }
            }
            if by.subjects.code == register.code {
                tx.count_subject(by, *before, *after);
            }
        }
    }
    if register.code == SPECIAL {
        super::recount_indicators(tx, counting, &counting.asking_special_periods()).await?;
    }
    Ok(())
}

/// The special periods, as records tell them.
pub(crate) async fn special_periods(tx: &mut Tx, counting: &Counting) -> Result<Vec<Days>, AppError> {
    let mut found = Vec::new();
    let Some(register) = counting.registers.iter().find(|register| register.code == SPECIAL) else {
        return Ok(found);
    };
    let mut after = Uuid::nil();
    loop {
        let raws = tx.scan(SPECIAL, None, after, 1000).await?;
        let Some(last) = raws.last() else { return Ok(found) };
        after = last.record.id;
        for record in raws.into_iter().map(|raw| raw.read(register)) {
            if let (true, Some(first), Some(last)) =
                (record.is_standing(), record.date("starts_on"), record.date("ends_on"))
            {
                found.push(Days { first, last });
            }
        }
    }
}
