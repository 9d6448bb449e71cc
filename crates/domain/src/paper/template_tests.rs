use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn ask(code: &str, kind: AskKind, is_required: bool) -> Ask {
    let name = Words { zh: code.to_owned(), en: code.to_owned() };
    Ask {
        code: code.to_owned(),
        name,
        kind,
        is_required,
        is_each: false,
        from: vec!["basis".to_owned()],
        default: Vec::new(),
    }
}

fn template() -> Template {
    let options = vec![("done".to_owned(), Words { zh: "已整改".to_owned(), en: "Rectified".to_owned() })];
    Template {
        kind: PaperKind::Recheck,
        title: Words { zh: "整改复查意见书".to_owned(), en: "Opinion".to_owned() },
        mark: "复查".to_owned(),
        source: String::new(),
        has_red_head: false,
        is_sealed: true,
        asks: vec![
            ask("on", AskKind::Date, true),
            ask("at", AskKind::Time, false),
            Ask { is_each: true, ..ask("result", AskKind::Choice(options), true) },
            ask("opinion", AskKind::LongText, false),
            ask("officers", AskKind::Officers, true),
        ],
        recipient: "{party}".to_owned(),
        parts: vec![
            Part::Paragraph {
                text: "{on}复查{party}，期限{due}".to_owned(),
                differing: Some("{on}复查{party}，期限见表".to_owned()),
            },
            Part::Paragraph { text: "意见：{opinion}".to_owned(), differing: None },
            Part::Problems(
                [("序号", "{n}"), ("问题", "{problem}"), ("期限", "{due}"), ("结果", "{result}")]
                    .map(|(head, cell)| (head.to_owned(), cell.to_owned()))
                    .to_vec(),
            ),
        ],
        signers: vec!["签名：".to_owned()],
        foot: vec![],
        copies: String::new(),
    }
}

fn filling(pairs: &[(&str, &str)]) -> Filling {
    pairs.iter().map(|(gap, text)| ((*gap).to_owned(), (*text).to_owned())).collect()
}

fn line(problem: &str, due: &str, answers: &[(&str, &str)]) -> PaperLine {
    PaperLine { known: filling(&[("problem", problem), ("due", due)]), answers: filling(answers) }
}

fn fill_of(lines: &[PaperLine], answers: &[(&str, &str)]) -> Result<Document, PaperError> {
    let known = filling(&[("party", "某{organ}厂"), ("organ", "临海街道办事处")]);
    template().fill(&known, lines, &filling(answers), (Some("1号".to_owned()), day("2026-03-05")))
}

fn fill(answers: &[(&str, &str)]) -> Result<Document, PaperError> {
    fill_of(&[line("通道堆物", "3月9日", DONE), line("线路老化", "3月9日", DONE)], answers)
}

const DONE: &[(&str, &str)] = &[("result", "done")];
const ANSWERS: &[(&str, &str)] = &[("on", "2026-03-04"), ("officers", "张三、李四")];

#[test]
fn words_are_filled_and_what_was_entered_is_never_read_as_words() {
    let document = fill(ANSWERS).expect("filled");
    // a brace in a name is a character of the name
    assert_eq!(document.recipient.as_deref(), Some("某{organ}厂"));
    let expect = Block::Paragraph("2026年3月4日复查某{organ}厂，期限3月9日".to_owned());
    assert_eq!(document.blocks[0], expect);
    let rows = [["1", "通道堆物", "3月9日", "已整改"], ["2", "线路老化", "3月9日", "已整改"]];
    let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let head = ["序号", "问题", "期限", "结果"].map(str::to_owned).to_vec();
    // a paragraph with an empty gap is left out
    assert_eq!(document.blocks[1], Block::Table { head, rows });
    assert_eq!((document.day.as_str(), document.organ.as_deref()), ("2026年3月5日", Some("临海街道办事处")));
}

#[test]
fn where_the_cases_differ_the_table_says_what_one_sentence_cannot() {
    let lines = [line("通道堆物", "3月9日", DONE), line("线路老化", "4月1日", DONE)];
    let document = fill_of(&lines, ANSWERS).expect("filled");
    let expect = Block::Paragraph("2026年3月4日复查某{organ}厂，期限见表".to_owned());
    assert_eq!(document.blocks[0], expect);
    let Block::Table { rows, .. } = &document.blocks[1] else { panic!("{document:?}") };
    assert_eq!(rows.iter().map(|row| row[2].as_str()).collect::<Vec<_>>(), ["3月9日", "4月1日"]);
    // one case differs from nothing
    let document = fill_of(&lines[..1], ANSWERS).expect("filled");
    assert_eq!(document.blocks[0], Block::Paragraph("2026年3月4日复查某{organ}厂，期限3月9日".to_owned()));
}

#[test]
fn lines_of_an_answer_become_paragraphs() {
    let mut answers = ANSWERS.to_vec();
    answers.push(("opinion", "已清理。\r\n\u{200b}请保持。"));
    let document = fill(&answers).expect("filled");
    let texts: Vec<&str> = document.texts().into_iter().filter(|text| text.ends_with('。')).collect();
    assert_eq!(texts, ["意见：已清理。", "请保持。"]);
}

#[test]
fn every_wrong_answer_is_told_at_once() {
    let lines = [line("通道堆物", "", &[("result", "perhaps")]), line("线路老化", "", &[("on", "y")])];
    let long = "长".repeat(2001);
    let wrong = fill_of(&lines, &[("on", "昨天"), ("at", "25:00"), ("opinion", &long), ("x", "y")]);
    let Err(PaperError::Fields(errors)) = wrong else { panic!("{wrong:?}") };
    let codes: Vec<(&str, &str)> =
        errors.iter().map(|error| (error.field.as_str(), error.problem.code())).collect();
    // what is asked of each case is told after its number in the table
    let expect = [
        ("on", "field.not_a_day"),
        ("at", "field.not_a_time"),
        ("opinion", "field.too_long"),
        ("officers", "field.required"),
        ("x", "field.unknown"),
        ("1.result", "field.no_such_choice"),
        ("2.result", "field.required"),
        ("2.on", "field.unknown"),
    ];
    assert_eq!(codes, expect);
    let one = fill(&[("on", "2026-03-04"), ("officers", "张三、")]);
    assert_eq!(one, Err(PaperError::TwoOfficers));
}

#[test]
fn an_answer_is_proposed_by_the_case() {
    let proposed = template().proposed(&filling(&[("basis", "消防法第二十八条")]));
    assert_eq!(proposed["opinion"], "消防法第二十八条");
    // of what is proposed otherwise, the first that can be said in full
    let default = vec!["每{report_every}天一次".to_owned(), "每月一次".to_owned()];
    let asks = vec![Ask { from: Vec::new(), default, ..ask("progress", AskKind::Text, true) }];
    let template = Template { asks, ..template() };
    let proposed = |known: &[(&str, &str)]| template.proposed(&filling(known))["progress"].clone();
    assert_eq!(proposed(&[("report_every", "30")]), "每30天一次");
    assert_eq!(proposed(&[("report_every", "")]), "每月一次");
}
