//! Words for reported figures, steps and closed periods.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "close.already_closed",
        "这个期间已经关闭。要再次关闭，请先重新打开并写明理由。",
        "The period is closed. Open it again with a reason before closing it anew.",
    ),
    (
        "close.already_open",
        "这个期间已重新打开，请刷新。",
        "The period is open already; load the page again.",
    ),
    (
        "close.not_closable",
        "学期不单独关闭，请关闭它所在的学年。",
        "Terms are closed with their school year; close that.",
    ),
    (
        "close.not_over",
        "期间还没有结束，最后一天过后才能关闭。",
        "The period is not over; it can be closed once its last day has passed.",
    ),
    (
        "close.reason_missing",
        "请填写重新打开的理由，1 至 1000 个字。",
        "Say why it is opened again, in 1 to 1,000 characters.",
    ),
    (
        "milestone.already_done",
        "这个节点已登记完成。要改请先由审核人退回。",
        "The step is recorded as done. To change it, have it returned first.",
    ),
    (
        "milestone.done_ahead",
        "完成日期晚于今天，请改正。",
        "The day on which it was done lies ahead; correct it.",
    ),
    (
        "milestone.not_by_step",
        "这项目标不按节点完成。请在目标页把计量方式改为“节点任务”。",
        "The target is not done by steps. Have it measured by steps on the page of the notice.",
    ),
    (
        "milestone.not_done",
        "这个节点不在待验收状态，可能别人刚处理过；请刷新。",
        "The step does not wait for acceptance; somebody may just have dealt with it. Load the page again.",
    ),
    (
        "milestone.other_unit",
        "这项目标不由该单位负责，请换一个单位。",
        "The unit does not answer for this target; choose another.",
    ),
    (
        "milestone.period_closed",
        "完成日期所在的期间已关闭。确需更改，请先重新打开期间。",
        "The period of that day is closed. Open it again first if it must be changed.",
    ),
    ("milestone.reason_missing", "请填写退回的理由。", "Say why it is returned."),
    (
        "milestone.title_missing",
        "请填写节点内容，1 至 200 个字。",
        "Say what is to be done, in 1 to 200 characters.",
    ),
    ("milestone.too_long", "说明最多 1000 个字，材料最多 20 个。", "At most 1,000 characters and 20 files."),
    ("report.negative", "数字不能为负，请改正。", "A number may not be below zero; correct it."),
    ("report.not_a_number", "不是数字，请只填数字。", "Not a number; enter digits alone."),
    (
        "report.not_asked",
        "这项目标的数字来自台账或节点，不需要报数。",
        "Records or steps give the figure of this target; nothing need be reported.",
    ),
    (
        "report.nothing_to_review",
        "这份报数不在待审核状态，可能别人刚处理过；请刷新。",
        "The report does not wait for a review; somebody may just have dealt with it. Load the page again.",
    ),
    (
        "report.numerator_exceeds",
        "分子大于分母，请核对两个数。没有此类对象时两个数都填 0。",
        "The numerator is greater than the denominator; check both. Where there is nothing of the kind, enter 0 for both.",
    ),
    (
        "report.other_period",
        "这项目标没有这个期间，或期间还没有开始。",
        "The target has no such period, or it has not begun.",
    ),
    (
        "report.other_unit",
        "这项目标不由该单位报数，请换一个单位。",
        "The target does not ask this unit; choose another.",
    ),
    (
        "report.period_backwards",
        "期间的止日早于起日，请改正。",
        "The period ends before it begins; correct it.",
    ),
    (
        "report.period_closed",
        "期间已关闭，不能再报。确需更改，请安办重新打开期间。",
        "The period is closed. Ask the safety office to open it again if it must be changed.",
    ),
    ("report.reason_missing", "请填写退回的理由。", "Say why it is returned."),
    (
        "report.too_long",
        "说明和理由最多 1000 个字，材料最多 20 个。",
        "At most 1,000 characters and 20 files.",
    ),
    (
        "report.too_many_digits",
        "数字太长：整数最多 12 位，小数最多 4 位。",
        "Too many digits: at most 12 before and 4 after the point.",
    ),
    (
        "report.value_missing",
        "请填写数字；是比率的，分子和分母都要填。",
        "Enter the number; for a rate, both numerator and denominator.",
    ),
];
