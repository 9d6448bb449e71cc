//! Campaigns 专项整治: a work group, a span of days, phases with their nodes, acceptance and a look back 回头看. Its figures are
//! those of the hazards and inspections of its span; nobody types them.

use super::{Beside, Errand, MatterError, MatterWait, in_order};
use crate::register::{Record, Register, Transition, Value};
use crate::words::words;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

words! {
    /// 整治状态. The words are the states of its register.
    CampaignStage {
        /// 未启动.
        Planned = "planned",
        /// 进行中.
        Running = "running",
        /// 总结验收.
        Evaluated = "evaluated",
        /// 已验收.
        Accepted = "accepted",
        /// 取消.
        Cancelled = "cancelled",
    }
}

words! {
    /// 整治流转. The words are the moves of its register.
    CampaignStep {
        /// 启动.
        Start = "start",
        /// 转入验收.
        Evaluate = "evaluate",
        /// 验收通过.
        Accept = "accept",
        /// 退回整治.
        Reject = "reject",
        /// 取消.
        Cancel = "cancel",
    }
}

/// A campaign as its rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Where it stands.
    pub stage: CampaignStage,
    /// First and last day.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// Categories of hazards that it is about; any when empty.
    pub categories: Vec<String>,
    /// So many closed hazards are looked at again.
    pub look_back: usize,
}

/// Where the phases of a campaign stand 阶段进展.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Phases {
    /// Phases that were not cancelled.
    pub all: usize,
    /// Of them those that are not done.
    pub open: usize,
}

impl Phases {
    /// Of the phases of a campaign.
    pub fn of<'r>(phases: impl Iterator<Item = &'r Record>) -> Self {
        let mut found = Self::default();
        for phase in phases.filter(|phase| phase.state != "cancelled") {
            found.all += 1;
            found.open += usize::from(phase.state != "done");
        }
        found
    }
}

impl CampaignStage {
    /// Whether its life is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Accepted | Self::Cancelled)
    }
}

impl Campaign {
    /// Reads it from its record. A state that is no longer known reads as planned: somebody looks at it.
    pub fn of(record: &Record) -> Self {
        let look_back = match record.values.get("look_back") {
            Some(Value::Number(number)) => number.to_usize().unwrap_or_default(),
            _ => 0,
        };
        let categories = match record.values.get("categories") {
            Some(Value::Choices(codes)) => codes.clone(),
            _ => Vec::new(),
        };
        Self {
            stage: CampaignStage::parse(&record.state).unwrap_or(CampaignStage::Planned),
            span: record.date("starts_on").zip(record.date("ends_on")),
            categories,
            look_back,
        }
    }

    /// What it waits for.
    pub fn errands(&self, phases: Phases) -> Vec<Errand> {
        let last = self.span.map(|(_, last)| Ok(last));
        match self.stage {
            CampaignStage::Planned => {
                vec![Errand { wait: MatterWait::Start, by: self.span.map(|(first, _)| Ok(first)) }]
            }
            CampaignStage::Running if phases.all > 0 && phases.open == 0 => {
                vec![Errand { wait: MatterWait::Evaluate, by: last }]
            }
            CampaignStage::Evaluated => vec![Errand { wait: MatterWait::AcceptCampaign, by: None }],
            _ => Vec::new(),
        }
    }
}

/// The hazards that are looked at again, out of those that were closed. Which they are hangs on the campaign alone: nobody
/// chooses, and whoever draws again draws the same.
pub fn drawn(campaign: Uuid, closed: &[Uuid], count: usize) -> Vec<Uuid> {
    let lot = |id: &Uuid| {
        let bytes = campaign.as_bytes().iter().chain(id.as_bytes());
        // FNV-1a, and once more over its halves, so that neighbours part
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        ((hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15), *id)
    };
    let mut lots: Vec<(u64, Uuid)> = closed.iter().map(lot).collect();
    lots.sort_unstable();
    lots.dedup();
    lots.into_iter().take(count).map(|(_, id)| id).collect()
}

/// What comes after its end and may be entered then.
pub(super) const LATE: &[&str] = &["papers", "summary"];

/// What the life of a campaign makes of a write.
pub(super) fn lived(
    register: &Register,
    before: Option<&Record>,
    after: Record,
    beside: &Beside<'_>,
) -> Result<Record, MatterError> {
    if let Some(before) = before {
        if Campaign::of(before).stage.is_over()
            && super::lasting(before, LATE) != super::lasting(&after, LATE)
        {
            return Err(MatterError::Over);
        }
        let is_step = |step: &&Transition| step.from.contains(&before.state) && step.to == after.state;
        let step = register.transitions.iter().find(is_step);
        match step.and_then(|step| CampaignStep::parse(&step.code)) {
            Some(CampaignStep::Evaluate | CampaignStep::Accept) if beside.phases.open > 0 => {
                return Err(MatterError::PhasesOpen(beside.phases.open));
            }
            _ => {}
        }
    }
    in_order(after.date("starts_on"), after.date("accepted_on"), "accepted_on")?;
    Ok(after)
}
