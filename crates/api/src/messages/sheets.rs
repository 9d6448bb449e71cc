//! Of workbooks and of what is read in from them.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "import.bad_mapping",
        "同一个字段不能对应两列，请改正列的对应关系。",
        "Two columns hold one field; correct the mapping.",
    ),
    (
        "import.rows_wrong",
        "有 {n} 行不能导入。请下载标红的文件改正，或选择只导入正确的行。",
        "{n} rows are wrong. Take the marked file and correct them, or import only the rows that are right.",
    ),
    (
        "import.under_way",
        "这次导入正在进行或已经结束，请刷新后再看。",
        "The import is under way or has ended; load the page again.",
    ),
    (
        "line.account_by_other",
        "账号由系统管理员新建和修改，请交其导入。",
        "Accounts are made and changed by the system administrator; have it imported there.",
    ),
    ("line.bad_day", "日期不对，应如 2026-03-05。", "No such day; write it like 2026-03-05."),
    (
        "line.first_day_stays",
        "已有的起日不同，不能改；请改成原来的日期或留空。",
        "What exists has another first day, which stays; enter that one or leave it empty.",
    ),
    ("line.missing", "必须填写。", "This must be given."),
    (
        "line.no_such_unit",
        "没有这个单位，请核对名称，或在表中加上它的一行。",
        "There is no such unit; check its name, or add its line to the sheet.",
    ),
    ("line.no_such_word", "没有这一项，请从下拉列表里选。", "No such word; choose one of the list."),
    (
        "line.other_name",
        "同一登录名在第 {first} 行是另一个姓名，请核对。",
        "Row {first} has another name for this login; check them.",
    ),
    (
        "line.post_by_other",
        "岗位由安全管理员分配，请交其导入，或把角色留空。",
        "Posts are given by the security administrator; have it imported there, or leave the role empty.",
    ),
    (
        "line.several_units",
        "有几个同名的单位，请写上级，如“滨江街道/东湖社区”。",
        "Several units have this name; name the one above too, as in “street/community”.",
    ),
    (
        "sheet.beside_table",
        "表格旁边没有列名的内容没有读（第 {row} 行 {column} 列起）。",
        "Values beside the table without a column name were not read (from row {row}, column {column}).",
    ),
    (
        "sheet.blank_below",
        "第 {row} 行以下是大片空白格，没有再读。",
        "Below row {row} there are only blank formatted cells; they were not read.",
    ),
    (
        "sheet.broken",
        "表格文件已损坏，请用 Excel 打开后另存为 .xlsx 再导入。",
        "The workbook is damaged; open it in Excel and save it again as .xlsx.",
    ),
    (
        "sheet.empty",
        "文件里没有内容，请选择表格所在的文件。",
        "The file holds no values; choose the file that holds the table.",
    ),
    (
        "sheet.encrypted",
        "表格设有密码。请在 Excel 中取消密码，另存后再导入。",
        "The workbook has a password. Remove it in Excel, save and import again.",
    ),
    (
        "sheet.error_value",
        "单元格是公式错误（如 #N/A），请改成数值。",
        "The cell shows the error of a formula (such as #N/A); enter the value.",
    ),
    ("sheet.example_row", "第 {row} 行是示例，没有读。", "Row {row} is the example; it was not read."),
    ("sheet.guide_row", "第 {row} 行是填写说明，没有读。", "Row {row} is guidance; it was not read."),
    ("sheet.heading_row", "第 {row} 行是小标题，没有读。", "Row {row} is a heading; it was not read."),
    (
        "sheet.hidden_rows",
        "有 {count} 个隐藏行，也读入了（第一个是第 {first} 行）。",
        "{count} hidden rows were read too (the first is row {first}).",
    ),
    ("sheet.hidden_sheet", "读的是一张隐藏的工作表。", "The sheet that was read is hidden."),
    (
        "sheet.html",
        "文件是网页改名的表格。请用 Excel 打开，另存为 .xlsx 再导入。",
        "The file is a web page named as a workbook. Open it in Excel and save it as .xlsx.",
    ),
    (
        "sheet.lost_digits",
        "超过 15 位的数字已被 Excel 改成 0，请把单元格设为文本后重新填写。",
        "A number of more than 15 digits was changed by Excel; format the cell as text and enter it again.",
    ),
    ("sheet.macros", "文件带有宏，宏没有读。", "The macros of the workbook were not read."),
    (
        "sheet.no_header",
        "没有找到列名所在的行。请把列名放在数据上面的同一行。",
        "No row names the columns; put their names in one row above the values.",
    ),
    (
        "sheet.not_a_sheet",
        "不是 Excel 或 CSV 文件。请在 Excel 中另存为 .xlsx。",
        "Neither a workbook nor a CSV text; save it in Excel as .xlsx.",
    ),
    ("sheet.not_written", "文件没有生成，请稍后重试。", "The file was not written; try again later."),
    ("sheet.other_sheets", "只读了一张工作表，没有读：{names}。", "One sheet was read; not read: {names}."),
    (
        "sheet.row_elsewhere",
        "不在您负责的范围内，请改填所属单位或删去此行。",
        "Not yours to keep; change the unit or leave the row out.",
    ),
    (
        "sheet.row_twice",
        "与第 {first} 行是同一条，请只保留一行。",
        "The same thing stands in row {first}; keep one of the two.",
    ),
    (
        "sheet.too_large",
        "文件过大（上限 {limit}）。请删去用不着的内容，或分成几个文件。",
        "The file is too large (limit: {limit}); delete what is not needed, or split it.",
    ),
    ("sheet.total_row", "第 {row} 行是合计，没有读。", "Row {row} is a total; it was not read."),
];
