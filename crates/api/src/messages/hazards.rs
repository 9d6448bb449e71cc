//! Of hazards and their extensions.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "calendar.year_unknown",
        "{year} 年的放假安排还没有录入，无法计算工作日，请管理员补充。",
        "The holidays of {year} are not entered, so working days cannot be counted; ask the administrator.",
    ),
    (
        "extension.by_asker",
        "申请延期的人不能自己批准，请由他人审批。",
        "Who asks for an extension does not decide it; let another do so.",
    ),
    ("extension.decided", "这份延期申请已经审批。", "This extension is decided already."),
    (
        "extension.no_reason",
        "请写明理由：申请延期、不同意延期都要说明。",
        "Say why: asking for an extension and refusing one both need a reason.",
    ),
    (
        "extension.no_rule",
        "这一等级的隐患没有可用的延期规则。",
        "No rule for extensions is in force for this level.",
    ),
    (
        "extension.no_term",
        "隐患不在整改期内，不能申请延期。",
        "Nothing is to be rectified by a day, so nothing can be extended.",
    ),
    ("extension.not_later", "新期限要晚于原期限。", "The new deadline must be later than the old one."),
    (
        "extension.not_yours",
        "这一等级隐患的延期不由您审批，请安办或主管部门审批。",
        "You do not decide on extensions of this level; the safety office or the department does.",
    ),
    ("extension.pending", "已有一份延期申请待审批。", "An extension is already asked for."),
    ("extension.times", "最多可延期 {most} 次。", "A deadline moves at most {most} times."),
    ("extension.too_far", "最晚可延期到 {day}。", "The last day that is possible is {day}."),
    ("extension.too_late", "最迟应在 {day} 前申请。", "It had to be asked for by {day}."),
    (
        "hazard.by_rectifier",
        "重大隐患不能由提交整改的人自己销号，请由另一人复查销号。",
        "Who submitted the rectification may not close a major hazard; let another recheck it.",
    ),
    (
        "hazard.due_by_extension",
        "整改期限不能直接修改，请申请延期。",
        "A deadline is not changed directly; ask for an extension.",
    ),
    (
        "hazard.level_by_judgement",
        "隐患已核实，等级不能直接修改，请用“判定等级”并写明理由。",
        "The hazard is verified: its level is not changed directly; judge it anew and say why.",
    ),
    (
        "hazard.no_basis",
        "重大隐患要写明判定依据的标准条款。",
        "A major hazard needs the clause it is judged by.",
    ),
    (
        "hazard.not_begun",
        "重大隐患要先“开始整改”，再提交整改。",
        "Begin rectifying a major hazard before submitting it.",
    ),
    (
        "hazard.not_by_community",
        "重大隐患由安办或主管部门销号，社区不能销号。",
        "The safety office or the department closes a major hazard, not the community.",
    ),
    ("hazard.order", "日期早于前一环节的日期，请核对。", "The day lies before the one it follows; check it."),
    (
        "hazard.over",
        "隐患已办结，不能修改。确有问题请“重新整改”；移交后退回的请“恢复办理”。",
        "The hazard is over and cannot be changed; reopen it if it was closed wrongly, take it back if it was returned.",
    ),
    (
        "hazard.unsettled",
        "重大隐患整改前要落实责任、措施、资金、时限、预案，还有未填的。",
        "A major hazard needs responsibility, measures, funds, time limit and plan first.",
    ),
    (
        "judgement.no_basis",
        "判定为重大隐患要写明依据的标准条款，请勾选条款或填写依据。",
        "A major hazard needs the clause it is judged by; tick the clauses or write the basis.",
    ),
    ("judgement.no_reason", "请写明判定理由。", "Say why it is judged so."),
    (
        "judgement.not_yours",
        "您不能判定隐患等级，请有核实权限的人判定。",
        "You do not judge hazards; let somebody do it who verifies them.",
    ),
    (
        "judgement.over",
        "隐患已办结，不能再判定等级。确有问题请“重新整改”。",
        "The hazard is over and is not judged any more; reopen it if it was closed wrongly.",
    ),
    (
        "judgement.unknown_clause",
        "所选标准没有第{clause}条，请重新勾选。",
        "The standard has no clause {clause}; choose again.",
    ),
    ("slip.no_day", "督办单要写明今天或以后的反馈期限。", "A supervision needs a day from today on."),
    ("slip.no_receiver", "请选择发给谁，不能发给自己。", "Choose somebody else to send it to."),
    ("slip.no_words", "请写明内容。", "Write some words."),
    (
        "slip.not_your_turn",
        "这一步不该你办，不能转办或请人协办。",
        "It is not your turn, so it is not yours to hand on.",
    ),
    ("slip.not_yours", "你的岗位不能催办或督办。", "Your post does not urge or supervise."),
    (
        "slip.nothing_waits",
        "这条隐患已经办结，没有等待办理的事。",
        "The hazard is over; nobody has to act on it.",
    ),
    ("slip.settled", "已经办理过，不能再这样回复。", "It is settled and takes no such answer now."),
    ("slip.too_long", "内容太长，请缩短到五百字以内。", "At most 500 characters."),
    (
        "slip.unseen",
        "对方看不到这条隐患，请选择别人。",
        "The receiver does not see this hazard; choose another.",
    ),
    (
        "slip.urged_today",
        "今天已经催办过 {most} 次，请明天再催或发督办单。",
        "Urged {most} times today already; urge tomorrow, or supervise.",
    ),
];
