use super::*;

#[test]
fn numbers_of_three_levels_are_written_out() {
    let levels = [
        level(0, "chineseCountingThousand", "%1、", ""),
        level(1, "chineseCounting", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
        level(3, "decimalEnclosedCircle", "%4", ""),
    ];
    let numbering = [scheme("0", &levels.concat()), list("1", "0", "")].concat();
    let body = [
        item("1", 0, "甲"),
        item("1", 1, "乙"),
        item("1", 2, "2026年"),
        item("1", 3, "丁"),
        item("1", 2, "戊"),
        item("1", 0, "己"),
        item("1", 1, "庚"),
        p("正文"),
        item("0", 0, "无号"),
    ];
    check_numbers(
        &body.concat(),
        &numbering,
        "一、甲\n（一）乙\n1. 2026年\n① 丁\n2. 戊\n二、己\n（一）庚\n正文\n无号\n",
    );
}

#[test]
fn a_number_may_name_the_levels_above_and_bullets_name_nothing() {
    let levels = [
        level(0, "chineseCounting", "第%1条", ""),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "bullet", "\u{F0B7}", ""),
        level(3, "decimal", "%4)", "<w:suff w:val='nothing'/>"),
    ];
    let numbering = [scheme("0", &levels.concat()), list("1", "0", "")].concat();
    let body =
        [item("1", 0, "甲"), item("1", 0, "乙"), item("1", 1, "丙"), item("1", 2, "丁"), item("1", 3, "戊")]
            .concat();
    check_numbers(&body, &numbering, "第一条 甲\n第二条 乙\n2.1 丙\n丁\n1)戊\n");
}

#[test]
fn lists_of_one_scheme_count_on_unless_they_are_begun_anew() {
    let numbering = [
        scheme(
            "0",
            &[level(0, "decimal", "%1．", ""), level(1, "decimal", "（%2）", "<w:lvlRestart w:val='0'/>")]
                .concat(),
        ),
        list("1", "0", ""),
        list("2", "0", ""),
        list("3", "0", "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"),
        list(
            "4",
            "0",
            &format!("<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>", level(0, "upperLetter", "%1．", "")),
        ),
    ];
    let body = [
        item("1", 0, "甲"),
        item("1", 1, "乙"),
        item("2", 0, "丙"),
        item("2", 1, "不重新起"),
        item("3", 0, "丁"),
        item("3", 0, "戊"),
        item("4", 0, "己"),
    ];
    check_numbers(
        &body.concat(),
        &numbering.concat(),
        "1．甲\n（1）乙\n2．丙\n（2）不重新起\n5．丁\n6．戊\nG．己\n",
    );
}

#[test]
fn a_style_gives_its_paragraphs_their_number_and_level() {
    let levels = [
        level(0, "chineseCounting", "%1、", ""),
        level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='sub'/>"),
    ];
    let numbering = [scheme("0", &levels.concat()), list("1", "0", "")].concat();
    let styles = "<w:style w:type='paragraph' w:styleId='base'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='top'><w:basedOn w:val='base'/></w:style>\
         <w:style w:type='paragraph' w:styleId='sub'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='ring'><w:basedOn w:val='ring'/></w:style>\
         <w:style w:type='paragraph' w:styleId='toc'><w:name w:val='TOC 1'/></w:style>";
    let styled = |style: &str, text: &str, more: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        styled("toc", "一、甲……1", ""),
        styled("top", "甲", ""),
        styled("sub", "乙", ""),
        styled("ring", "丙", ""),
        styled("top", "无号", "<w:numPr><w:numId w:val='0'/></w:numPr>"),
    ];
    assert_eq!(
        read(&numbered(&body.concat(), &numbering, styles)).as_deref(),
        Ok("一、甲\n（一）乙\n丙\n无号\n")
    );
}

#[test]
fn a_list_style_lends_its_scheme() {
    let linked = scheme("0", "<w:numStyleLink w:val='official'/>");
    let own = scheme("1", &level(0, "chineseCounting", "%1、", ""));
    let numbering = [linked, own, list("1", "0", ""), list("2", "1", "")].concat();
    let styles = "<w:style w:type='numbering' w:styleId='official'><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>";
    assert_eq!(read(&numbered(&item("1", 0, "甲"), &numbering, styles)).as_deref(), Ok("一、甲\n"));
}
