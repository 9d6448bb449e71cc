//! Each problem at its place, with words in both languages; and what is no problem.

use crate::Diagnostic;

fn problems(text: &str) -> Vec<Diagnostic> {
    crate::parse(text).diagnostics
}

fn codes(text: &str) -> Vec<(&'static str, &str)> {
    problems(text).into_iter().map(|d| (d.code, &text[d.span])).collect()
}

fn has(text: &str, code: &str, words: &str) {
    assert!(codes(text).contains(&(code, words)), "{code} at {words}: {:?}", codes(text));
}

fn lacks(text: &str, code: &str) {
    assert!(codes(text).iter().all(|(found, _)| *found != code), "{code}: {:?}", codes(text));
}

#[test]
fn each_problem_is_told_at_its_place() {
    for (text, code, words) in [
        ("一、甲\n三、乙\n", "numbering.break", "三、"),
        ("一、甲\n一、乙\n", "numbering.break", "一、"),
        ("二、甲\n", "numbering.break", "二、"),
        ("1．整改率达100%。", "target.no_unit", "整改率达100%"),
        ("1．整改率达100%。", "target.no_deadline", "整改率达100%"),
        ("1．死亡人数不超过上级下达的控制指标。", "target.no_value", "死亡人数不超过上级下达的控制指标"),
        ("1．隐患整改率达100%。\n2．隐患整改率达95%。", "target.two_thresholds", "隐患整改率达95%"),
        ("1．安办：整改率达95%。\n2．安办：不发生事故。", "unit.two_headings", "安办"),
        ("1．按照《方案》（晋政办〔2018〕82号）要求。", "cite.document", "晋政办〔2018〕82号"),
        ("1．完成充电桩年度建设任务。", "target.threshold_elsewhere", "年度建设任务"),
        ("1．强化部门部门协作。", "words.repeated", "部门部门"),
        ("关于2020年目标的通知\n各社区：\n2020年12月25日\n一、甲", "date.late_issue", "2020年12月25日"),
        ("关于2020年目标的通知\n各社区：\n2021年1月5日\n一、甲", "date.late_issue", "2021年1月5日"),
    ] {
        has(text, code, words);
    }
}

#[test]
fn every_trace_of_a_lost_number_is_told() {
    for (text, words) in [
        ("1．整改率达。", "率达。"),
        ("1．整改率达1；", "率达1；"),
        ("1．死亡事故为；", "事故为；"),
        ("1．一般事故不超过起。", "不超过起"),
        ("1．演练不少于次，", "不少于次"),
        ("1．死亡人数控制在人以内。", "控制在人以内"),
        ("1．整改率达到%。", "率达到%"),
        ("1．死亡率低于上年%。", "低于上年%"),
        ("1．千人死亡率职‰以内。", "职‰"),
        ("1．投入××万元。", "××"),
    ] {
        let found = codes(text);
        let lost: Vec<_> = found.iter().filter(|(code, _)| *code == "number.lost").collect();
        assert_eq!(lost, [&("number.lost", words)], "{text}");
    }
    for text in
        ["1．整改率达100%。", "1．死亡人数下降，控制在上年以内。", "1．不超过人均水平。", "1．完成率（%）"]
    {
        lacks(text, "number.lost");
    }
}

#[test]
fn a_list_may_begin_again_or_go_on_under_the_next_heading() {
    lacks("（一）甲\n1．乙\n2．丙\n（二）丁\n3．戊\n4．己\n", "numbering.break");
    lacks("（一）甲\n1．乙\n2．丙\n（二）丁\n1．戊\n", "numbering.break");
    lacks("一、甲\n1\t乙\t丙\n2\t丁\t戊\n注：\n1．己\n", "numbering.break");
    has("（一）甲\n1．乙\n2．丙\n（二）丁\n4．戊\n", "numbering.break", "4．");
}

#[test]
fn what_most_targets_lack_is_told_once_with_every_place() {
    let text: String = (1..=9).map(|n| format!("{n}．{n}类隐患整改率达9{n}%。\n")).collect();
    let found: Vec<_> = problems(&text).into_iter().filter(|d| d.code.starts_with("target.no_")).collect();
    assert_eq!(
        found.iter().map(|d| (d.code, d.related.len())).collect::<Vec<_>>(),
        [("target.no_deadline", 8), ("target.no_unit", 8)]
    );
    assert_eq!(found[0].message, "9 项目标中有 9 项没有写明时限");
}

#[test]
fn a_note_may_name_a_unit_as_often_as_it_has_to() {
    lacks("1．整改率达95%（安办负责）。\n2．登记率达90%（安办负责）。", "unit.two_headings");
}

#[test]
fn a_school_year_or_several_years_are_not_half_over_in_autumn() {
    lacks("2025—2026学年安全责任书\n\n一、甲\n\n二〇二五年九月一日\n", "date.late_issue");
}

#[test]
fn stages_with_days_of_their_own_are_no_contradiction() {
    let text = "1．6月底前，管道改造完成率达到50%。\n2．年底前，管道改造完成率达到100%。";
    lacks(text, "target.two_thresholds");
}

#[test]
fn every_problem_says_what_is_wrong_and_what_to_do_in_both_languages() {
    let text = "关于2020年目标的通知\n各社区：\n2020年12月25日\n一、甲\n三、整改率达。按照某办〔2018〕82号要求，完成年度建设任务。\n（一）安办：隐患整改率达95%。\n（二）安办：隐患整改率达90%，死亡人数不超过控制指标，部门部门联动。\n四、重大隐患整改率达95%。\n";
    let found = problems(text);
    let mut told: Vec<_> = found.iter().map(|d| d.code).collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), 11, "{told:?}");
    for d in found {
        let is_chinese = |words: &str| words.contains(|c: char| ('一'..='龥').contains(&c));
        assert!(is_chinese(&d.message) && !d.message_en.is_empty(), "{d:?}");
        assert!(d.hint.as_deref().is_some_and(is_chinese) && d.hint_en.is_some(), "{d:?}");
    }
}

#[test]
fn a_clean_paper_has_no_problem() {
    assert_eq!(codes("一、各社区目标\n1．年内隐患整改率达100%。\n2．全年不发生亡人事故。\n"), []);
}
