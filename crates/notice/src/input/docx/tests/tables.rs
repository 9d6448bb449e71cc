use super::*;

fn cell(properties: &str, paragraphs: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

#[test]
fn a_row_is_a_line_of_cells_and_their_paragraphs_stay_apart() {
    let table = format!(
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{}{}</w:tbl>",
        row(&[cell("", &p("任务")), cell("", &p("责任单位"))]),
        row(&[cell("", &[p("甲"), p(""), p("乙")].concat()), cell("", &p("安办"))]),
    );
    check(&[p("前"), table, p("后")].concat(), "前\n任务\t责任单位\n甲\u{2028}乙\t安办\n后\n");
}

#[test]
fn merged_cells_keep_every_column_in_its_place() {
    let first = |text: &str| cell("<w:vMerge w:val='restart'/>", &p(text));
    let more = || cell("<w:vMerge/>", "<w:p/>");
    let rows = [
        row(&[cell("<w:gridSpan w:val='3'/>", &p("附件"))]),
        row(&[first("开展检查不少于2次，整改率达100%"), cell("", &p("甲")), first("安办")]),
        row(&[more(), cell("", &p("乙")), more()]),
        row(&[cell("", &p("丙")), cell("<w:gridSpan w:val='2'/>", &p("丁"))]),
        format!("<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{}</w:tr>", more()),
    ];
    check(
        &format!("<w:tbl>{}</w:tbl>", rows.concat()),
        "附件\t\t\n开展检查不少于2次，整改率达100%\t甲\t安办\n\t乙\t安办\n丙\t丁\t\n\t\t\n",
    );
}

#[test]
fn a_table_of_one_cell_is_a_frame_and_inner_tables_are_flattened() {
    check(&format!("<w:tbl>{}</w:tbl>", row(&[cell("", &[p("甲"), p("乙")].concat())])), "甲\n乙\n");
    let inner = format!("<w:tbl>{}</w:tbl><w:p/>", row(&[cell("", &p("乙")), cell("", &p("丙"))]));
    let outer = row(&[cell("", &p("甲")), cell("", &inner)]);
    check(
        &format!("<w:tbl>{outer}{}</w:tbl>", row(&[cell("", &p("丁")), cell("", "<w:p/>")])),
        "甲\t乙\u{2028}丙\n丁\t\n",
    );
}

#[test]
fn a_deleted_row_is_gone() {
    let deleted =
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", cell("", &p("甲")), cell("", &p("乙")));
    check(&format!("<w:tbl>{deleted}{}</w:tbl>", row(&[cell("", &p("丙")), cell("", &p("丁"))])), "丙\t丁\n");
}

#[test]
fn a_task_table_is_read_with_its_merged_units_and_days() {
    let merged = |kind: &str, text: &str| cell(&format!("<w:vMerge w:val='{kind}'/>"), &p(text));
    let rows = [
        row(&[
            cell("", &p("序号")),
            cell("", &p("工作任务")),
            cell("", &p("责任单位")),
            cell("", &p("完成时限")),
        ]),
        row(&[
            cell("", &p("1")),
            cell("", &p("整改率达95%")),
            merged("restart", "安办"),
            merged("restart", "2026年9月底前"),
        ]),
        row(&[
            cell("", &p("2")),
            cell("", &p("检查不少于2次")),
            merged("continue", ""),
            merged("continue", ""),
        ]),
    ];
    let text = read(&docx(&format!("{}<w:tbl>{}</w:tbl>", p("一、任务"), rows.concat()))).expect("a text");
    let notice = crate::parse(&text);
    let second = notice.requirements.iter().find(|r| r.value == Some(2.into())).expect("the second task");
    assert_eq!(second.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["安办"]);
    assert!(second.due.is_some());
}
