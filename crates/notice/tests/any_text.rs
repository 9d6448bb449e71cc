//! What holds for any text: every place lies in it, proposals share out the requirements, and long texts are read.

use notice::{Notice, Span, parse};
use proptest::prelude::*;

/// Words of the genre, so that random texts come near what the rules look for.
const WORDS: &[&str] = &[
    "一、",
    "（一）",
    "1．",
    "（1）",
    "①",
    "第三条 ",
    "1\t",
    "\t",
    "\n",
    "。",
    "；",
    "，",
    "：",
    "、",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "隐患整改率",
    "达",
    "达到",
    "不低于",
    "控制在",
    "以上",
    "以内",
    "的",
    "95%",
    "百分之九十",
    "3人",
    "两次",
    "1.5万元",
    "三点五公里",
    "每月",
    "每3个月",
    "全年",
    "不少于",
    "少于",
    "扣2分",
    "不发生",
    "杜绝",
    "零死亡",
    "无事故",
    "下降",
    "有所下降",
    "分别",
    "和",
    "6月底前",
    "每年1月31日前",
    "到2028年",
    "2026年",
    "30分钟内",
    "全部完成",
    "所有",
    "全覆盖",
    "责任单位",
    "牵头",
    "负责",
    "各社区",
    "安办",
    "应当",
    "序号",
    "任务",
    "目标值",
    "完成时限",
    "率达。",
    "××",
    "〔2026〕1号",
    "關於",
    "達",
    "不發生",
    "注：",
    "附件：",
    "抄送",
    "半天",
    "一成",
];

fn text() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..60).prop_map(|words| words.concat());
    prop_oneof![words, "\\PC{0,120}", "[一二三每月前内率达0-9%．、，。；：（）\n\t]{0,160}"]
}

fn lies_in(text: &str, span: &Span) -> bool {
    text.get(span.clone()).is_some()
}

fn spans(notice: &Notice) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for clause in &notice.clauses {
        found.extend([clause.marker.clone(), clause.span.clone()]);
        found.extend(clause.title.clone());
        found.extend(clause.units.iter().map(|unit| unit.span.clone()));
    }
    for requirement in &notice.requirements {
        found.extend([requirement.quote.clone(), requirement.subject.clone()]);
        found.extend(requirement.due.as_ref().map(|due| due.text.clone()));
        found.extend(requirement.units.iter().map(|unit| unit.span.clone()));
    }
    found.extend(notice.duties.iter().map(|duty| duty.span.clone()));
    for problem in &notice.diagnostics {
        found.push(problem.span.clone());
        found.extend(problem.related.iter().cloned());
    }
    let head = &notice.head;
    let fields = [&head.doc_number, &head.title, &head.issuer, &head.signature, &head.copies_to];
    found.extend(fields.into_iter().flatten().map(|field| field.span.clone()));
    found.extend(head.addressees.iter().chain(&head.attachments).map(|field| field.span.clone()));
    found.extend(head.issued_on.as_ref().map(|field| field.span.clone()));
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_place_lies_in_the_text(text in text()) {
        let notice = parse(&text);
        for span in spans(&notice) {
            prop_assert!(lies_in(&text, &span), "{span:?}");
        }
        for requirement in &notice.requirements {
            prop_assert!(!text[requirement.quote.clone()].trim().is_empty());
            let clause = requirement.clause.map(|index| &notice.clauses[index]);
            prop_assert_eq!(clause.map_or("", |clause| clause.path.as_str()), requirement.path.as_str());
            prop_assert!(clause.is_none_or(|clause| clause.span.contains(&requirement.quote.start)));
        }
    }

    #[test]
    fn proposals_share_out_the_requirements(text in text()) {
        let notice = parse(&text);
        let mut cited: Vec<usize> = notice.proposals.iter().flat_map(|p| p.requirements.clone()).collect();
        cited.sort_unstable();
        prop_assert!(cited.into_iter().eq(0..notice.requirements.len()));
        prop_assert!(notice.proposals.iter().all(|proposal| !proposal.requirements.is_empty()));
        let is_ordered = notice.requirements.is_sorted_by_key(|requirement| requirement.quote.start);
        prop_assert!(is_ordered);
    }

    #[test]
    fn the_same_text_is_read_in_the_same_way(text in text()) {
        prop_assert_eq!(parse(&text), parse(&text));
    }
}

/// One line that repeats the words up to so many bytes.
fn line(words: &str, bytes: usize) -> String {
    words.repeat(bytes / words.len())
}

#[test]
fn a_line_of_five_megabytes_is_read() {
    let text = line("加强安全生产工作，落实各项措施，", 5_000_000) + "隐患整改率达95%。";
    let notice = parse(&text);
    assert_eq!(notice.requirements.len(), 1);
    assert_eq!(&text[notice.requirements[0].quote.clone()], "隐患整改率达95%");
}

#[test]
fn a_long_line_is_read_whatever_it_repeats() {
    // a reader that looked over the whole line for each of these would not come to an end
    for words in [
        "率达95%",
        "低于1%",
        "1、",
        "每日巡查、",
        "（甲负责）",
        "演练2次、",
        "《",
        "每",
        "前",
        "9",
        "一、甲。",
        "对",
        "\t1",
        "扣1分低于2%",
        "一、目标1、甲；2、",
        "请月底前报。",
        "无发生",
        "1mA",
        "的一律",
        "补贴每人每月",
    ] {
        let text = line(words, 100_000);
        assert!(parse(&text).requirements.iter().all(|r| text.get(r.quote.clone()).is_some()), "{words}");
    }
}

#[test]
fn ten_thousand_numberings_inside_each_other_are_read() {
    let styles = ["一、", "（一）", "1．", "（1）", "①"];
    let text: String = (0..10_000).map(|n| format!("{}整改率达9{}%。\n", styles[n % 5], n % 10)).collect();
    let notice = parse(&text);
    assert_eq!((notice.clauses.len(), notice.requirements.len()), (10_000, 10_000));
}
