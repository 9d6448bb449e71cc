//! Transfer 移送: a case or a hazard is handed to the police or another department, and tracked until it is answered.

use super::{Beside, Errand, MatterError, MatterWait, in_order};
use crate::register::{Record, Register, Transition, Value};
use crate::todo::Term;
use crate::words::words;
use crate::workday::Workdays;
use chrono::NaiveDate;

words! {
    /// 移送类别.
    TransferKind {
        /// 涉嫌犯罪.
        Crime = "crime",
        /// 行政处罚.
        Penalty = "penalty",
        /// 逾期未改隐患.
        Overdue = "overdue",
        /// 案件线索.
        Clue = "clue",
        /// 其他.
        Other = "other",
    }
}

words! {
    /// 移送状态. The words are the states of its register.
    TransferStage {
        /// 待移送.
        Pending = "pending",
        /// 已移送.
        Sent = "sent",
        /// 已签收.
        Received = "received",
        /// 已受理.
        Accepted = "accepted",
        /// 已答复.
        Answered = "answered",
        /// 不予受理.
        Returned = "returned",
    }
}

words! {
    /// 移送流转. The words are the moves of its register.
    TransferStep {
        /// 移送.
        Send = "send",
        /// 签收.
        Sign = "sign",
        /// 受理.
        Accept = "accept",
        /// 答复.
        Answer = "answer",
        /// 不予受理.
        Return = "return",
    }
}

impl TransferStage {
    /// Whether its life is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Answered | Self::Returned)
    }

    /// Whether an answer is waited for.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Sent | Self::Received | Self::Accepted)
    }
}

/// Whether a hazard comes back to whom it was handed over from: once each of its transfers was returned. While another has it, or
/// gave an answer, it stays where it is.
pub fn comes_back(transfers: impl IntoIterator<Item = TransferStage>) -> bool {
    transfers.into_iter().all(|stage| stage == TransferStage::Returned)
}

/// By when something of a kind is transferred and answered 移送时限, between two days, with its document. What is not known is
/// absent and shown as open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferRule {
    /// Of which kind.
    pub kind: TransferKind,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// From the day on which it was found that it must be transferred.
    pub send_within: Option<Term>,
    /// From the day on which it was sent, or signed for.
    pub answer_within: Option<Term>,
    /// The document that says so.
    pub source: String,
}

/// The rule of a kind on a day.
pub fn transfer_rule_on(rules: &[TransferRule], kind: TransferKind, day: NaiveDate) -> Option<&TransferRule> {
    rules.iter().find(|rule| {
        rule.kind == kind && rule.valid_from <= day && rule.valid_to.is_none_or(|last| day <= last)
    })
}

/// What comes after the answer and may be entered then.
pub(super) const LATE: &[&str] = &["documents"];

/// A transfer as its rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// What sort.
    pub kind: TransferKind,
    /// Where it stands.
    pub stage: TransferStage,
    /// 应移送日期.
    pub decided_on: Option<NaiveDate>,
    /// 移送日期.
    pub sent_on: Option<NaiveDate>,
    /// 签收日期.
    pub received_on: Option<NaiveDate>,
    /// 应答复日期, as entered or worked out.
    pub due: Option<NaiveDate>,
}

impl Transfer {
    /// Reads it from its record. A state that is no longer known reads as one to be sent: somebody looks at it.
    pub fn of(record: &Record) -> Self {
        let is_kind = |kind: &&TransferKind| record.holds("kind", &[kind.as_str().to_owned()]);
        Self {
            kind: TransferKind::ALL.iter().find(is_kind).copied().unwrap_or(TransferKind::Other),
            stage: TransferStage::parse(&record.state).unwrap_or(TransferStage::Pending),
            decided_on: record.date("decided_on"),
            sent_on: record.date("transferred_on"),
            received_on: record.date("received_on"),
            due: record.date("due"),
        }
    }

    /// What it waits for.
    pub fn errands(&self, rule: Option<&TransferRule>, workdays: &Workdays) -> Vec<Errand> {
        let send = || Some(rule?.send_within?.last(self.decided_on?, workdays));
        match self.stage {
            TransferStage::Pending => vec![Errand { wait: MatterWait::Send, by: send() }],
            stage if stage.is_waiting() => vec![Errand { wait: MatterWait::Answer, by: self.due.map(Ok) }],
            _ => Vec::new(),
        }
    }
}

/// What the life of a transfer makes of a write.
pub(super) fn lived(
    register: &Register,
    before: Option<&Record>,
    mut after: Record,
    beside: &Beside<'_>,
) -> Result<Record, MatterError> {
    let is_over = before.is_some_and(|before| Transfer::of(before).stage.is_over());
    if let Some(before) = before.filter(|_| is_over)
        && super::lasting(before, LATE) != super::lasting(&after, LATE)
    {
        return Err(MatterError::Over);
    }
    let is_step = |step: &&Transition| {
        before.is_some_and(|before| step.from.contains(&before.state)) && step.to == after.state
    };
    let step = register.transitions.iter().find(is_step).and_then(|step| TransferStep::parse(&step.code));
    // the term begins anew with the receipt; what was entered with the move stands
    let had = before.and_then(|before| before.date("due"));
    if matches!(step, Some(TransferStep::Send | TransferStep::Sign)) && after.date("due") == had {
        let new = Transfer::of(&after);
        let rule = new.sent_on.and_then(|day| transfer_rule_on(beside.transfer_rules, new.kind, day));
        let from = new.received_on.or(new.sent_on);
        let term = rule.and_then(|rule| rule.answer_within).zip(from);
        if let Some(Ok(due)) = term.map(|(term, from)| term.last(from, beside.workdays)) {
            after.values.insert("due".to_owned(), Value::Date(due));
        }
    }
    check_days(&after, beside)?;
    Ok(after)
}

fn check_days(record: &Record, beside: &Beside<'_>) -> Result<(), MatterError> {
    let days = ["decided_on", "transferred_on", "received_on", "accepted_on", "answered_on"];
    let mut last = None;
    for field in days {
        let day = record.date(field);
        in_order(last, day, field)?;
        if day.is_some_and(|day| day > beside.today) && field != "decided_on" {
            return Err(MatterError::Future(field));
        }
        last = day.or(last);
    }
    in_order(record.date("transferred_on"), record.date("due"), "due")
}
