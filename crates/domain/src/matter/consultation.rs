//! Joint consultation 会商: departments are asked, a conclusion is drawn, and who does what by when is carried out.

use super::{Beside, Errand, MatterError, MatterWait, in_order};
use crate::register::{Record, Register, Transition};
use crate::words::words;

words! {
    /// 会商状态. The words are the states of its register.
    ConsultationStage {
        /// 征求意见.
        Open = "open",
        /// 落实中.
        Concluded = "concluded",
        /// 已落实.
        Settled = "settled",
        /// 终止.
        Dropped = "dropped",
    }
}

words! {
    /// 会商流转. The words are the moves of its register.
    ConsultationStep {
        /// 形成结论.
        Conclude = "conclude",
        /// 落实完成.
        Settle = "settle",
        /// 终止.
        Drop = "drop",
    }
}

words! {
    /// 会商分项: what a department is asked.
    ItemKind {
        /// 征求意见.
        Opinion = "opinion",
        /// 分解任务.
        Task = "task",
    }
}

/// State of an item that waits for its department.
pub const ITEM_OPEN: &str = "open";

impl ConsultationStage {
    /// Of a record. A state that is no longer known reads as open: somebody looks at it.
    pub fn of(record: &Record) -> Self {
        Self::parse(&record.state).unwrap_or(Self::Open)
    }

    /// Whether its life is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Settled | Self::Dropped)
    }

    /// What it waits for beside the departments: nothing while one of them still has to say or do something.
    pub fn errands(self, open: OpenItems) -> Vec<Errand> {
        let wait = match self {
            Self::Open if open.asked > 0 && open.opinions == 0 => MatterWait::Conclude,
            Self::Concluded if open.tasks == 0 => MatterWait::Settle,
            _ => return Vec::new(),
        };
        vec![Errand { wait, by: None }]
    }
}

impl ItemKind {
    /// Of a record; what is not known is an opinion.
    pub fn of(record: &Record) -> Self {
        if record.holds("kind", &[Self::Task.as_str().to_owned()]) { Self::Task } else { Self::Opinion }
    }

    /// What an item that is open waits for.
    pub fn errands(record: &Record) -> Vec<Errand> {
        if record.state != ITEM_OPEN {
            return Vec::new();
        }
        let wait = match Self::of(record) {
            Self::Opinion => MatterWait::Opinion,
            Self::Task => MatterWait::Task,
        };
        vec![Errand { wait, by: record.date("due").map(Ok) }]
    }
}

/// How many items of a consultation wait for their departments 未办分项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenItems {
    /// Items of both kinds that were not withdrawn, open or done.
    pub asked: usize,
    /// Opinions.
    pub opinions: usize,
    /// Tasks.
    pub tasks: usize,
}

impl OpenItems {
    /// Of the items of a consultation.
    pub fn of<'r>(items: impl Iterator<Item = &'r Record>) -> Self {
        let mut open = Self::default();
        for item in items {
            open.asked += usize::from(item.state != "withdrawn");
            match ItemKind::of(item) {
                _ if item.state != ITEM_OPEN => {}
                ItemKind::Opinion => open.opinions += 1,
                ItemKind::Task => open.tasks += 1,
            }
        }
        open
    }
}

/// What comes after its end and may be entered then.
pub(super) const LATE: &[&str] = &["papers", "minutes"];

/// What the life of a consultation makes of a write.
pub(super) fn lived(
    register: &Register,
    before: Option<&Record>,
    after: Record,
    beside: &Beside<'_>,
) -> Result<Record, MatterError> {
    if let Some(before) = before {
        if ConsultationStage::of(before).is_over()
            && super::lasting(before, LATE) != super::lasting(&after, LATE)
        {
            return Err(MatterError::Over);
        }
        let is_step = |step: &&Transition| step.from.contains(&before.state) && step.to == after.state;
        let step = register.transitions.iter().find(is_step);
        match step.and_then(|step| ConsultationStep::parse(&step.code)) {
            Some(ConsultationStep::Conclude) if beside.items.opinions > 0 => {
                return Err(MatterError::OpinionsOpen(beside.items.opinions));
            }
            Some(ConsultationStep::Settle) if beside.items.tasks > 0 => {
                return Err(MatterError::TasksOpen(beside.items.tasks));
            }
            _ => {}
        }
    }
    in_order(after.date("asked_on"), after.date("held_on"), "held_on")?;
    in_order(after.date("asked_on"), after.date("concluded_on"), "concluded_on")?;
    in_order(after.date("concluded_on"), after.date("settled_on"), "settled_on")?;
    Ok(after)
}

/// An item belongs to a consultation that runs: opinions before its conclusion, tasks at any time.
pub(super) fn item_lived(
    before: Option<&Record>,
    after: Record,
    beside: &Beside<'_>,
) -> Result<Record, MatterError> {
    let Some(stage) = beside.consultation else { return Ok(after) };
    let is_late = stage == ConsultationStage::Concluded && ItemKind::of(&after) == ItemKind::Opinion;
    let is_asked = before.is_none() && after.state == ITEM_OPEN;
    if is_asked && (stage.is_over() || is_late) {
        return Err(MatterError::Ended);
    }
    Ok(after)
}
