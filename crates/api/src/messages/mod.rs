//! Every code with its words: what is wrong, and what to do next. `{name}` is filled from the problem's parameters.

mod channels;
mod fields;
mod hazards;
mod matters;
mod papers;
mod people;
mod places;
mod reports;
mod sheets;

/// Code, Chinese, English.
type Message = (&'static str, &'static str, &'static str);

/// Every list; a part of the field with many codes has its own.
const LISTS: &[&[Message]] = &[
    MESSAGES,
    channels::MESSAGES,
    fields::MESSAGES,
    hazards::MESSAGES,
    matters::MESSAGES,
    papers::MESSAGES,
    people::MESSAGES,
    places::MESSAGES,
    reports::MESSAGES,
    sheets::MESSAGES,
];

/// Of everything that has no list of its own.
const MESSAGES: &[Message] = &[
    (
        "access.forbidden",
        "您没有权限执行此操作，请联系管理员。",
        "You may not do this; ask the administrator.",
    ),
    (
        "changes.too_many",
        "打开的页面太多，本页改为定时刷新。",
        "Too many pages are open; this one asks from time to time.",
    ),
    (
        "file.kind",
        "只收照片（JPEG、PNG、WebP、GIF、HEIC）、PDF、.docx 和 .xlsx，请换一个文件。",
        "Only photos (JPEG, PNG, WebP, GIF, HEIC), PDF, .docx and .xlsx are kept; choose another file.",
    ),
    (
        "file.no_room",
        "服务器存放文件的空间已满，文件没有保存。请联系管理员腾出空间后重试。",
        "There is no room left for files on the server, and the file was not kept. Ask the administrator to make room and try again.",
    ),
    (
        "file.not_reached",
        "暂时连不上存放文件的地方，文件没有保存。请稍后重试；一直不行请联系管理员。",
        "Where files are kept is not reached, and the file was not kept. Try again later; ask the administrator if it goes on.",
    ),
    (
        "file.too_large",
        "文件超过 {most} MB，请压缩后再上传。",
        "The file is larger than {most} MB; make it smaller and upload it again.",
    ),
    (
        "input.archive",
        "文件是压缩包。请先解压，再选择其中的通知；原件已保存。",
        "The file is an archive. Unpack it and choose the notice inside; the original is kept.",
    ),
    (
        "input.binary",
        "无法识别这种文件。请把通知另存为 .docx、.pdf 或纯文本（.txt）后再读入；原件已保存。",
        "This sort of file is not known. Save the notice as .docx, .pdf or plain text (.txt) and read it in again; the original is kept.",
    ),
    (
        "input.damaged",
        "文件已损坏。请用 Word 或 WPS 打开，另存一份后再读入；原件已保存。",
        "The document is damaged. Open it in Word or WPS, save it anew and read it in again; the original is kept.",
    ),
    (
        "input.empty",
        "文件中没有文字，请选择通知所在的文件。",
        "The file holds no text; choose the file that holds the notice.",
    ),
    (
        "input.encoding",
        "文本既不是 UTF-8 也不是 GB18030。请另存为 UTF-8 后再读入；原件已保存。",
        "The text is neither UTF-8 nor GB18030. Save it as UTF-8 and read it in again; the original is kept.",
    ),
    (
        "input.image",
        "文件是图片。请用文字识别（OCR）软件转成文字，存为 .docx 或 .txt 后再读入；原件已保存。",
        "The file is a picture. Read it with OCR software, save the text as .docx or .txt and read that in; the original is kept.",
    ),
    (
        "input.locked",
        "文件有密码保护。请去掉密码另存后再读入；原件已保存。",
        "The document is protected by a password. Take the password off, save it and read it in again; the original is kept.",
    ),
    (
        "input.no_text_layer",
        "PDF 中没有可提取的文字，多为扫描件。请向发文单位要 .docx，或用文字识别（OCR）软件转成文字后再读入；原件已保存。",
        "The PDF holds no text that can be taken out, as a scan does. Ask for the .docx, or read it with OCR software first; the original is kept.",
    ),
    (
        "input.ofd",
        "暂不能读取 OFD 版式文件。请向发文单位要 .docx，或另存为带文字的 PDF 后再读入；原件已保存。",
        "OFD documents cannot be read yet. Ask for the .docx, or save it as a PDF with text; the original is kept.",
    ),
    (
        "input.old_word",
        "文件是旧版 Word 或 WPS 格式（.doc、.wps）。请另存为 .docx 后再读入；原件已保存。",
        "The document is in the old format of Word or WPS (.doc, .wps). Save it as .docx and read it in again; the original is kept.",
    ),
    (
        "input.open_document",
        "文件是 OpenDocument 格式。请另存为 .docx 后再读入；原件已保存。",
        "The document is an OpenDocument file. Save it as .docx and read it in again; the original is kept.",
    ),
    (
        "input.rich_text",
        "文件是 RTF 格式。请另存为 .docx 后再读入；原件已保存。",
        "The document is in Rich Text Format. Save it as .docx and read it in again; the original is kept.",
    ),
    (
        "input.slides",
        "文件是演示文稿。请选择通知本身，或把文字复制到 .docx 后再读入；原件已保存。",
        "The file is a presentation. Choose the notice itself, or copy its text to a .docx; the original is kept.",
    ),
    (
        "input.spreadsheet",
        "文件是电子表格。请选择通知本身，或把表格复制到 .docx 后再读入；原件已保存。",
        "The file is a spreadsheet. Choose the notice itself, or copy the table to a .docx; the original is kept.",
    ),
    (
        "input.too_complex",
        "文件内容远超一份通知的规模。请把正文复制到新文档，另存后再读入；原件已保存。",
        "The document holds far more than a notice can. Copy its text to a new document, save that and read it in; the original is kept.",
    ),
    (
        "input.too_large",
        "文件超过 32 MB。请去掉图片另存后再读入。",
        "The file is larger than 32 MB. Save it without pictures and read it in again.",
    ),
    (
        "input.web_page",
        "文件是网页或 XML，只是用了文档的扩展名。请用 Word 或 WPS 打开，另存为 .docx 后再读入；原件已保存。",
        "The file is a web page or XML under the name of a document. Open it in Word or WPS, save it as .docx and read it in again; the original is kept.",
    ),
    (
        "internal",
        "系统内部错误，已记录。请稍后重试；仍不行时把请求编号告诉管理员。",
        "An internal error was logged. Try again later; if it persists give the request number to the administrator.",
    ),
    (
        "list.bad_query",
        "筛选条件“{part}”无法识别，请重新选择。",
        "The condition {part} cannot be understood; choose it again.",
    ),
    (
        "list.too_many_found",
        "搜索结果超过 {most} 条，请多输入几个字。",
        "More than {most} records are found; type more of what you look for.",
    ),
    (
        "not_found",
        "没有找到，可能已被删除，或您无权查看。",
        "Not found: it may be gone, or not for you to see.",
    ),
    (
        "notice.already_read",
        "这份文件已经读入过：{title}。可以打开它，或者再读一次。",
        "This file was read in before: {title}. Open it, or read it in again.",
    ),
    (
        "notice.effect_backwards",
        "有效期的止日早于起日，请改正。",
        "The effect period ends before it begins; correct it.",
    ),
    (
        "notice.no_target",
        "还没有确认任何目标，请至少确认一项。",
        "No target is accepted; accept at least one.",
    ),
    (
        "notice.not_a_draft",
        "这份通知已发布或已弃用，不能直接修改。要改请发起修订。",
        "This notice is published or discarded and cannot be changed. Begin an amendment instead.",
    ),
    (
        "notice.number_missing",
        "请先填写发文字号，目标编号由它开头。",
        "Enter the document number first: target identities begin with it.",
    ),
    (
        "notice.targets_open",
        "还有 {n} 项目标未处理，请逐项确认或注明不采用的理由。",
        "{n} targets are undecided; accept each or drop it with a reason.",
    ),
    (
        "notice.targets_without_unit",
        "有 {n} 项已确认的目标没有责任单位，请先匹配单位。",
        "{n} accepted targets have no unit; match the units first.",
    ),
    (
        "record.bad_merge",
        "只能合并同一台账中的两条不同记录。",
        "Only two different records of one register can be merged.",
    ),
    ("record.fields", "有 {n} 处需要改正，已在各栏标出。", "{n} fields need correcting; they are marked."),
    (
        "record.key_taken",
        "已有编号或名称相同的记录，请直接修改那一条，或换一个编号。",
        "A record with this number or name exists; change that one, or give another number.",
    ),
    (
        "record.no_reason",
        "请写明调阅的理由，不超过 {most} 个字；理由会记入审计。",
        "Say why, in at most {most} characters; the reason stands in the audit trail.",
    ),
    (
        "record.no_such_transition",
        "这本台账没有这个操作，请刷新后再试。",
        "The register has no such move; load the page again.",
    ),
    (
        "record.not_your_move",
        "您的岗位不能办理这一步，请交给有权限的人员。",
        "Your role may not take this move; hand it to somebody who may.",
    ),
    (
        "record.removed",
        "这条记录已删除或已并入其他记录。",
        "This record was taken out or merged into another.",
    ),
    (
        "record.unit_unknown",
        "所属单位不存在或已撤销，请重新选择。",
        "The unit does not exist or was closed; choose another.",
    ),
    (
        "record.wrong_state",
        "记录现在的状态不能办理这一步，可能别人刚办过；请刷新。",
        "The record is not in a state for this move; somebody may just have taken it. Load it again.",
    ),
    (
        "register.bad_definition",
        "台账定义有 {n} 处问题，首先是：{first}",
        "The definition has {n} faults; first: {first}",
    ),
    (
        "request.bad_address",
        "网址有误：{place}。请从菜单重新打开这一页。",
        "The address is wrong: {place}. Open the page again from the menu.",
    ),
    ("request.bad_body", "请求内容有误：{detail}", "The request is not as it should be: {detail}"),
    ("request.cross_site", "拒绝来自其他网站的请求。", "Requests from other sites are refused."),
    ("request.too_many", "一次最多处理 {most} 条，请分批进行。", "At most {most} at once; do it in parts."),
    (
        "request.too_many_requests",
        "请求过于频繁，请 {seconds} 秒后再试。",
        "Too many requests; try again in {seconds} s.",
    ),
    (
        "stale",
        "别人刚刚改过这一项。请刷新后再改，您的内容没有覆盖对方。",
        "Somebody else has just changed this. Load it again; nothing was overwritten.",
    ),
    (
        "target.bad_merge",
        "只能合并同一份通知中的不同目标。",
        "Only different targets of one notice can be merged.",
    ),
    (
        "target.bad_selection",
        "选中的文字不在通知正文中，请重新选择。",
        "The selection lies outside the text; select again.",
    ),
    (
        "target.bad_split",
        "拆分至少两项，每处引文归其中一项，不能遗漏。",
        "Split into two parts or more; each citation goes to one of them.",
    ),
    ("target.dropped", "这项目标已标为不采用，请先恢复。", "The target was dropped; restore it first."),
    ("target.due_missing", "时限类目标需要填写完成日期。", "A deadline needs a day."),
    (
        "target.published",
        "目标已随通知发布，不能直接修改。要改请发起修订。",
        "The target is published. Begin an amendment instead.",
    ),
    (
        "target.range_backwards",
        "区间上限必须大于下限。",
        "The upper end of the range must lie above the lower.",
    ),
    ("target.reason_missing", "请填写不采用的理由。", "Say why the target is dropped."),
    (
        "target.subject_missing",
        "请填写考核事项，1 至 200 个字。",
        "Say what is measured, in 1 to 200 characters.",
    ),
    ("target.value_missing", "这类目标需要填写数值。", "This sort of target needs a number."),
    (
        "target.value_out_of_bounds",
        "数值超出范围：不能为负，百分比不能大于 100。",
        "The number is out of bounds: not below 0, a share not over 100.",
    ),
    ("unit.bad_name", "单位名称为 1 至 60 个字。", "A unit's name has 1 to 60 characters."),
    ("unit.ends_before_it_begins", "止日早于起日，请改正。", "The last day is before the first; correct it."),
    (
        "unit.name_taken",
        "同一上级下已有“{name}”。请换一个名称，或直接选用它。",
        "{name} stands there already. Choose another name, or that unit.",
    ),
    (
        "upload.out_of_place",
        "这一段与已收到的内容接不上，请从第 {at} 字节续传。",
        "This piece does not follow what has come; go on from byte {at}.",
    ),
    (
        "upload.too_long",
        "传来的内容比开始时说的多，请重新上传这个文件。",
        "More came than was announced; upload the file again.",
    ),
];

/// The words of a code.
pub fn message(code: &str, is_english: bool) -> &'static str {
    let entry = LISTS.iter().copied().flatten().find(|(known, _, _)| *known == code);
    entry.map_or("", |(_, zh, en)| if is_english { en } else { zh })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_sorted_each_code_stands_once_and_has_both_languages() {
        assert!(LISTS.iter().all(|list| list.windows(2).all(|pair| pair[0].0 < pair[1].0)));
        let all: Vec<&Message> = LISTS.iter().copied().flatten().collect();
        let codes: std::collections::BTreeSet<&str> = all.iter().map(|(code, _, _)| *code).collect();
        assert_eq!(codes.len(), all.len());
        assert!(all.iter().all(|(_, zh, en)| !zh.is_empty() && !en.is_empty()));
    }
}
