//! What actions, things and parts of things are called.

/// Code, Chinese, English.
type Word = (&'static str, &'static str, &'static str);

/// Actions. A move of a record is named by its register.
const ACTIONS: &[Word] = &[
    ("account.add", "新增账号", "Add account"),
    ("account.change_password", "修改密码", "Change password"),
    ("account.disable", "停用账号", "Disable account"),
    ("account.enable", "启用账号", "Enable account"),
    ("account.end_sessions", "结束他人登录", "Sign somebody out"),
    ("account.erase", "清除个人信息", "Erase personal data"),
    ("account.link", "关联统一身份认证", "Link identity"),
    ("account.lock", "锁定账号", "Lock account"),
    ("account.phone", "修改电话", "Change telephone of account"),
    ("account.rename", "修改姓名", "Change name of account"),
    ("account.set_password", "重置密码", "Reset password"),
    ("account.unlink", "取消身份关联", "Unlink identity"),
    ("account.unlock", "解锁账号", "Unlock account"),
    ("audit.export", "导出审计记录", "Export audit trail"),
    ("backup.make", "备份", "Back up"),
    ("backup.restore", "恢复备份", "Restore backup"),
    ("board.export", "导出目标看板", "Export board"),
    ("channel.add", "新建消息通道", "Add channel"),
    ("channel.change", "修改消息通道", "Change channel"),
    ("channel.remove", "删除消息通道", "Remove channel"),
    ("channel.retry", "重发消息", "Send message again"),
    ("channel.try", "测试消息通道", "Try channel"),
    ("charge.add", "分配分管、挂钩", "Give line"),
    ("charge.end", "结束分管、挂钩", "End line"),
    ("extension.ask", "申请延期", "Ask for extension"),
    ("extension.decide", "批复延期", "Decide on extension"),
    ("figures.recount", "重算指标", "Recount figures"),
    ("file.keep", "上传文件", "Upload file"),
    ("hazard.extend", "延长期限", "Extend deadline"),
    ("hazard.judge", "判定等级", "Judge level"),
    ("hazard_table.export", "导出隐患统计表", "Export table of hazards"),
    ("import.begin", "上传导入表", "Upload sheet"),
    ("import.cancel", "停止导入", "Stop import"),
    ("import.map", "调整列对应", "Map columns"),
    ("import.start", "开始导入", "Start import"),
    ("judgement.add", "登记判定", "Add judgement"),
    ("listing.extend", "延长督办期限", "Extend deadline of listing"),
    ("listing.urge", "催办挂牌督办", "Urge listing"),
    ("milestone.accept", "验收节点", "Accept step"),
    ("milestone.add", "新增节点", "Add step"),
    ("milestone.done", "完成节点", "Finish step"),
    ("milestone.remove", "删除节点", "Remove step"),
    ("milestone.return", "退回节点", "Return step"),
    ("notice.amend", "发起修订", "Begin amendment"),
    ("notice.change_head", "修改通知信息", "Change head of notice"),
    ("notice.discard", "弃用通知", "Discard notice"),
    ("notice.match_units", "匹配单位", "Match units"),
    ("notice.publish", "发布通知", "Publish notice"),
    ("notice.read_in", "读入通知", "Read notice in"),
    ("notice.store_original", "保存原件", "Keep original"),
    ("paper.enter", "登记文书", "Enter paper"),
    ("paper.follow", "登记送达", "Enter service"),
    ("paper.issue", "签发文书", "Issue paper"),
    ("paper.revoke", "撤销文书登记", "Revoke record of paper"),
    ("paper.serve", "送达文书", "Serve paper"),
    ("paper.settle", "复查合格办结", "Settle by re-inspection"),
    ("paper.unsettle", "撤销复查办结", "Open again as opinion is void"),
    ("paper.void", "作废文书", "Void paper"),
    ("paper_office.change", "设置文书单位", "Set up unit for papers"),
    ("period.close", "关闭期间", "Close period"),
    ("period.reopen", "重开期间", "Reopen period"),
    ("personal.export", "导出本人信息", "Export own data"),
    ("post.add", "授予岗位", "Give post"),
    ("post.end", "终止岗位", "End post"),
    ("record.change", "修改记录", "Change record"),
    ("record.create", "登记记录", "Enter record"),
    ("record.export", "导出台账", "Export register"),
    ("record.follow", "随关联改名", "Follow a name"),
    ("record.merge", "合并记录", "Merge records"),
    ("record.merge_away", "并入另一条", "Merge into another"),
    ("record.relink", "改换关联", "Turn link"),
    ("record.remove", "删除记录", "Remove record"),
    ("record.reveal", "调阅个人信息", "Reveal personal data"),
    ("record.split", "撤销合并", "Split records"),
    ("record.undo", "撤回操作", "Undo"),
    ("register.define", "定义台账", "Define register"),
    ("report.accept", "审核通过报数", "Accept report"),
    ("report.return", "退回报数", "Return report"),
    ("report.submit", "报数", "Submit report"),
    ("second_factor.begin", "开始设置第二因素", "Begin second factor"),
    ("second_factor.confirm", "启用第二因素", "Set up second factor"),
    ("second_factor.remove", "停用第二因素", "Remove second factor"),
    ("second_factor.renew_codes", "更换恢复码", "Renew recovery codes"),
    ("second_factor.reset", "重置第二因素", "Reset second factor"),
    ("session.code", "补交验证码", "Give code"),
    ("session.end", "结束会话", "End session"),
    ("session.refuse", "登录失败", "Failed sign-in"),
    ("session.sign_in", "登录", "Sign in"),
    ("session.sign_out", "退出登录", "Sign out"),
    ("slip.answer", "反馈督办", "Answer a supervision"),
    ("slip.copy", "抄送", "Copy"),
    ("slip.hand-on", "转办", "Hand on"),
    ("slip.join", "请求协办", "Ask to join"),
    ("slip.return", "退回转办", "Return what was handed on"),
    ("slip.sign", "签收", "Sign for a slip"),
    ("slip.supervise", "督办", "Supervise"),
    ("slip.urge", "催办", "Urge"),
    ("target.accept", "确认目标", "Accept target"),
    ("target.add", "新增目标", "Add target"),
    ("target.bind", "挂接指标", "Bind indicator"),
    ("target.drop", "不采用目标", "Drop target"),
    ("target.edit", "修改目标", "Edit target"),
    ("target.merge", "合并目标", "Merge targets"),
    ("target.merge_away", "并入另一项", "Merge into another"),
    ("target.restore", "恢复目标", "Restore target"),
    ("target.split", "拆分目标", "Split target"),
    ("target.split_off", "拆出目标", "Split off target"),
    ("token.add", "新建访问令牌", "Add token"),
    ("token.revoke", "撤销访问令牌", "Revoke token"),
    ("unit.add", "新增单位", "Add unit"),
    ("unit.boundary", "读入辖区边界", "Read boundary in"),
    ("unit.change", "修改单位", "Change unit"),
    ("unit.merged", "撤并单位", "Merge unit"),
    ("unit.moved", "划转单位", "Move unit"),
    ("unit.remove_boundary", "删除辖区边界", "Remove boundary"),
    ("unit.renamed", "单位更名", "Rename unit"),
    ("unit.split", "拆分单位", "Split unit"),
    ("view.change", "修改视图", "Change view"),
    ("view.forget", "删除视图", "Remove view"),
    ("view.keep", "保存视图", "Keep view"),
];

/// Kinds of things.
const KINDS: &[Word] = &[
    ("account", "账号", "Account"),
    ("audit", "审计记录", "Audit trail"),
    ("backup", "备份", "Backup"),
    ("board", "目标看板", "Board"),
    ("channel", "消息通道", "Channel"),
    ("extension", "延期", "Extension"),
    ("figures", "指标", "Figures"),
    ("file", "文件", "File"),
    ("hazard_table", "隐患统计表", "Table of hazards"),
    ("import", "导入", "Import"),
    ("judgement", "判定", "Judgement"),
    ("milestone", "节点", "Step"),
    ("notice", "通知", "Notice"),
    ("original", "原件", "Original"),
    ("paper", "文书", "Paper"),
    ("paper_office", "文书单位", "Unit on papers"),
    ("period_close", "期间", "Period"),
    ("personal", "个人信息", "Personal data"),
    ("record", "台账记录", "Record"),
    ("register", "台账", "Register"),
    ("report", "报数", "Report"),
    ("slip", "传办单", "Slip"),
    ("target", "目标", "Target"),
    ("token", "访问令牌", "Token"),
    ("unit", "单位", "Unit"),
    ("view", "视图", "View"),
];

/// Parts of things.
const PARTS: &[Word] = &[
    ("address", "来源地址", "Address"),
    ("answer", "答复", "Answer"),
    ("appeal_to", "复议机关", "Appeal to"),
    ("case", "案件", "Case"),
    ("columns", "列", "Columns"),
    ("comparator", "比较方式", "Comparison"),
    ("contact", "联系方式", "Contact"),
    ("court", "诉讼法院", "Court"),
    ("denominator", "分母", "Out of"),
    ("differing", "不符的计数", "Differing counters"),
    ("doc_number", "文号", "Number of notice"),
    ("docx", "Word 文件", "Word file"),
    ("done_on", "完成日期", "Done on"),
    ("due", "期限", "Due"),
    ("due_recurs", "每期重复", "Recurs"),
    ("effect_from", "起始日", "In force from"),
    ("effect_to", "截止日", "In force to"),
    ("end", "止", "End"),
    ("evidence", "佐证", "Evidence"),
    ("first", "首日", "First day"),
    ("hazard", "隐患", "Hazard"),
    ("identity", "身份标识", "Identity"),
    ("indicator", "指标", "Indicator"),
    ("issued_on", "印发日期", "Issued on"),
    ("issuer", "印发机关", "Issuer"),
    ("kind", "类型", "Kind"),
    ("last", "末日", "Last day"),
    ("locked", "已锁定", "Locked"),
    ("login", "登录名", "Login"),
    ("merged_into", "并入", "Merged into"),
    ("must_change", "须改密码", "Must change password"),
    ("name", "名称", "Name"),
    ("no", "序号", "Number"),
    ("note", "说明", "Note"),
    ("number", "编号", "Number"),
    ("numerator", "分子", "Numerator"),
    ("only_good", "只导入正确的行", "Only right rows"),
    ("parent", "上级", "Above it"),
    ("path", "条款", "Clause"),
    ("pdf", "PDF 文件", "PDF file"),
    ("period", "周期", "Period"),
    ("pieces", "片数", "Pieces"),
    ("points", "点数", "Points"),
    ("power_basis", "授权依据", "Basis of power"),
    ("power_from", "执法权起日", "Power from"),
    ("power_to", "执法权止日", "Power until"),
    ("provider", "统一身份认证", "Identity provider"),
    ("query", "查询条件", "Query"),
    ("quote", "引文", "Quote"),
    ("reason", "理由", "Reason"),
    ("record", "台账记录", "Record"),
    ("register", "台账", "Register"),
    ("removed_at", "删除时间", "Removed at"),
    ("reopened", "重开", "Reopened"),
    ("role", "角色", "Role"),
    ("rows", "行数", "Rows"),
    ("sector", "行业领域", "Sector"),
    ("served", "送达", "Served"),
    ("shared", "共享", "Shared"),
    ("size", "字节数", "Bytes"),
    ("start", "起", "Start"),
    ("state", "状态", "State"),
    ("subject", "考核事项", "Subject"),
    ("target", "目标", "Target"),
    ("targets", "目标数", "Targets"),
    ("title", "标题", "Title"),
    ("to", "接收人", "To"),
    ("unit", "单位", "Unit"),
    ("valid_from", "起日", "First day"),
    ("valid_to", "止日", "Last day"),
    ("value", "数值", "Value"),
    ("value_to", "数值上限", "Value up to"),
    ("version_no", "版次", "Version"),
    ("wait", "待办事项", "Waits for"),
    ("words", "内容", "Words"),
];

fn found(list: &[Word], code: &str, is_english: bool) -> Option<&'static str> {
    let word = list.iter().find(|(known, ..)| *known == code);
    word.map(|(_, zh, en)| if is_english { *en } else { *zh })
}

/// The words of an action; its code where it has none.
pub(crate) fn action(code: &str, is_english: bool) -> String {
    let moved = if is_english { "Move record" } else { "流转记录" };
    let word = if code.starts_with("record.move.") { Some(moved) } else { found(ACTIONS, code, is_english) };
    word.unwrap_or(code).to_owned()
}

/// The words of a kind of thing.
pub(super) fn kind(code: &str, is_english: bool) -> String {
    found(KINDS, code, is_english).unwrap_or(code).to_owned()
}

/// The words of a part of a thing, by the last name of its path.
pub(super) fn part(path: &str, is_english: bool) -> String {
    let key = path.rsplit('.').next().unwrap_or(path);
    found(PARTS, key, is_english).unwrap_or(key).to_owned()
}

/// Every action with its words.
pub(super) fn actions(is_english: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    ACTIONS.iter().map(move |(code, zh, en)| (*code, if is_english { *en } else { *zh }))
}

/// Every kind with its words.
pub(super) fn kinds(is_english: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    KINDS.iter().map(move |(code, zh, en)| (*code, if is_english { *en } else { *zh }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_each_code_stands_once() {
        for list in [ACTIONS, KINDS, PARTS] {
            assert!(list.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
