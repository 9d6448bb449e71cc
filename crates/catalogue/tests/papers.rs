//! The words of papers: each sort has them, their record fits the register, the page tells of the table, and what each says.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the catalogue must stop")]

use catalogue::{Catalogue, KNOWN, KNOWN_OF_EACH};
use domain::access::Role;
use domain::paper::{
    Ask, AskKind, Filling, ISSUING, PAPERS, PaperKind, PaperLine, Power, RESULT, RecheckResult,
};
use domain::register::FieldKind;
use std::collections::BTreeSet;

fn catalogue() -> Catalogue {
    Catalogue::carried().unwrap_or_else(|fault| panic!("{fault}"))
}

#[test]
fn each_sort_of_paper_has_words_and_is_a_kind_of_the_register() {
    let catalogue = catalogue();
    let register = catalogue.registers.iter().find(|register| register.code == PAPERS).expect("the register");
    let FieldKind::Choice { options, .. } = &register.field("kind").expect("kinds").kind else {
        panic!("a kind is chosen")
    };
    for kind in PaperKind::ALL {
        assert!(catalogue.paper(*kind).is_some(), "{kind:?} has no words");
        assert!(
            options.iter().any(|option| option.code == kind.as_str()),
            "{kind:?} is no kind of the register"
        );
    }
}

#[test]
fn the_states_of_the_table_are_those_of_the_registers() {
    let catalogue = catalogue();
    for row in ISSUING {
        let register =
            catalogue.registers.iter().find(|register| register.code == row.register).expect("known");
        for state in row.states {
            assert!(
                register.states.iter().any(|known| known.code == *state),
                "{} has no {state}",
                row.register
            );
        }
    }
}

#[test]
fn the_page_says_which_paper_is_issued_when_and_by_whom() {
    let page = include_str!("../../../docs/papers.md");
    let table = page.split("<!-- issuing -->").nth(1).and_then(|rest| rest.split("<!-- /issuing -->").next());
    let mut lines = table.expect("the table").lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let head = cells(lines.next().expect("a head"));
    let roles: Vec<Role> = head[5..].iter().map(|role| Role::parse(role).expect("a role")).collect();
    let told: BTreeSet<Vec<String>> = lines.skip(1).map(cells).collect();
    let catalogue = catalogue();
    let row = |row: &domain::paper::Issuing| -> Vec<String> {
        let title = &catalogue.paper(row.kind).expect("words").title.zh;
        let states: Vec<String> = row.states.iter().map(|state| format!("`{state}`")).collect();
        let power = match row.power {
            Power::Needed => "needed",
            Power::Lacking => "lacking",
            Power::Either => "either",
        };
        let named = [
            format!("{title} `{}`", row.kind.as_str()),
            format!("`{}`", row.register),
            states.join(", "),
            power.to_owned(),
            row.most_cases.to_string(),
        ];
        let may = roles.iter().map(|role| if row.roles.contains(role) { "yes" } else { "" }.to_owned());
        named.into_iter().chain(may).collect()
    };
    let unnamed = ISSUING.iter().flat_map(|row| row.roles).find(|role| !roles.contains(role));
    assert_eq!(unnamed, None, "the page has no column for it");
    assert_eq!(told, ISSUING.iter().map(row).collect());
}

/// Gaps that are all filled, each with its own name.
fn named(gaps: &[&str]) -> Filling {
    gaps.iter().map(|gap| ((*gap).to_owned(), format!("<{gap}>"))).collect()
}

fn answers<'a>(asks: impl Iterator<Item = &'a Ask>) -> Filling {
    let answer = |kind: &AskKind, code: &str| match kind {
        AskKind::Date => "2026-03-04".to_owned(),
        AskKind::Time => "09:05".to_owned(),
        AskKind::Officers => "张三（证号1）、李四（证号2）".to_owned(),
        AskKind::Choice(options) => options[0].0.clone(),
        AskKind::Text | AskKind::LongText => format!("[{code}]"),
    };
    asks.map(|ask| (ask.code.clone(), answer(&ask.kind, &ask.code))).collect()
}

/// What a paper says of cases that differ in what is given.
fn said_of(kind: PaperKind, cases: &[&[(&str, &str)]]) -> String {
    let catalogue = catalogue();
    let template = catalogue.paper(kind).expect("words");
    let number = domain::paper::number("临政", &template.mark, 2026, 12);
    let day = "2026-03-05".parse().expect("a day");
    let line = |own: &&[(&str, &str)]| {
        let mut known = named(KNOWN_OF_EACH);
        known.remove("n");
        known.extend(own.iter().map(|(gap, text)| ((*gap).to_owned(), (*text).to_owned())));
        PaperLine { known, answers: answers(template.asks_of_each()) }
    };
    let lines: Vec<PaperLine> = cases.iter().map(line).collect();
    let document = template.fill(&named(KNOWN), &lines, &answers(template.asks_once()), (Some(number), day));
    document.expect("filled").texts().join("\n")
}

fn said(kind: PaperKind) -> String {
    said_of(kind, &[&[]])
}

#[test]
fn an_opinion_asks_of_each_problem_for_one_of_the_results() {
    let catalogue = catalogue();
    let template = catalogue.paper(PaperKind::Recheck).expect("words");
    let ask = template.asks.iter().find(|ask| ask.code == RESULT).expect("it is asked for");
    let AskKind::Choice(options) = &ask.kind else { panic!("a result is chosen") };
    let codes: Vec<&str> = options.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, RecheckResult::ALL.iter().map(|result| result.as_str()).collect::<Vec<_>>());
    assert!(ask.is_each && ask.is_required);
}

#[test]
fn an_order_over_problems_with_deadlines_of_their_own_points_at_the_table() {
    let cases: [&[(&str, &str)]; 3] = [
        &[("problem", "疏散通道堆物"), ("due", "2026年3月9日")],
        &[("problem", "线路老化"), ("due", "2026年3月20日")],
        &[("problem", "灭火器过期"), ("due", "2026年3月9日")],
    ];
    insta::assert_snapshot!(said_of(PaperKind::Order, &cases));
}

#[test]
fn a_notice_over_problems_that_were_found_on_several_days_names_none_of_them() {
    let cases: [&[(&str, &str)]; 2] = [&[("found_on", "2026年3月1日")], &[("found_on", "2026年3月2日")]];
    let said = said_of(PaperKind::Advice, &cases);
    assert!(said.contains("<organ>在检查中发现，你单位存在下列安全隐患："), "{said}");
    // the deadline is one, and is said in the sentence
    assert!(said.contains("请于<due>前（含当日）整改完毕"), "{said}");
}

#[test]
fn an_order_cites_rule_term_appeal_and_suit() {
    insta::assert_snapshot!(said(PaperKind::Order));
}

#[test]
fn a_notice_orders_nothing_and_names_no_appeal() {
    let said = said(PaperKind::Advice);
    for word in ["责令", "复议", "诉讼", "处罚"] {
        assert!(!said.contains(word), "{word} in {said}");
    }
    insta::assert_snapshot!(said);
}

#[test]
fn an_opinion_cites_the_paper_that_it_is_about() {
    insta::assert_snapshot!(said(PaperKind::Recheck));
}

#[test]
fn a_listing_says_who_answers_by_when_and_how_it_ends() {
    insta::assert_snapshot!(said(PaperKind::Listing));
}

#[test]
fn a_record_says_who_saw_what_where_and_when() {
    insta::assert_snapshot!(said(PaperKind::SiteRecord));
}
