//! Of matters beside hazards.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "campaign.phases_open",
        "还有 {n} 个阶段没有完成，不能验收；不做的阶段请取消。",
        "{n} phases are not done; finish them, or cancel those that are not needed.",
    ),
    (
        "consultation.ended",
        "会商已有结论或已结束，不能再征求意见；需要的话另行发起会商。",
        "The consultation has its conclusion or is over; begin another to ask more.",
    ),
    (
        "consultation.opinions_open",
        "还有 {n} 个部门没有反馈意见，不能形成结论；不需要的可以撤回。",
        "{n} opinions are outstanding; wait for them, or withdraw them.",
    ),
    ("consultation.tasks_open", "还有 {n} 项任务没有完成，不能办结。", "{n} tasks are outstanding."),
    (
        "listing.already",
        "这条隐患已经挂牌或正在提请，不能重复挂牌；要提级的，先在原督办上点“提级督办”。",
        "The hazard is listed or proposed already; raise that listing first.",
    ),
    (
        "listing.by_applicant",
        "申请摘牌的人不能自己验收，请由他人现场验收。",
        "Who applied does not accept; let another look on site.",
    ),
    (
        "listing.due_by_extension",
        "挂牌督办的整改期限只能在隐患上申请延期。",
        "The deadline of a listed hazard moves by an extension of the hazard.",
    ),
    (
        "listing.not_closed",
        "隐患还没有销号，不能摘牌；请先复查销号。",
        "The hazard is not closed yet; recheck and close it first.",
    ),
    (
        "listing.not_open",
        "只有核实过、还没有了结的隐患才能挂牌，请换一条隐患。",
        "Only a hazard that was verified and is not over is listed; choose another.",
    ),
    (
        "listing.not_rectified",
        "隐患还没有提交整改，不能申请摘牌。",
        "The rectification of the hazard is not submitted yet.",
    ),
    (
        "listing.not_running",
        "这次督办还没有下达通知，不能报进展。",
        "No notice of this listing was served yet, so nothing is reported of it.",
    ),
    (
        "listing.too_long",
        "整改天数超过这一级的上限，期限最晚为 {last}。",
        "Longer than this level allows; the last day may be {last}.",
    ),
    ("matter.fixed", "通知已经下达，这一项不能再改。", "Notice was given, so this stands."),
    ("matter.future", "日期不能晚于今天，请核对。", "The day is still to come; check it."),
    ("matter.order", "日期早于前一环节的日期，请核对。", "The day lies before the one it follows; check it."),
    (
        "matter.over",
        "这件事已经办结，只能补填公示和材料。",
        "It is over; only its publication and papers are added.",
    ),
];
