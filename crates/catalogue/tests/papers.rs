//! The words of papers: each sort has them, their record fits the register, the page tells of the table, and what each says.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the catalogue must stop")]

use catalogue::{Catalogue, KNOWN};
use domain::access::Role;
use domain::paper::{AskKind, Filling, ISSUING, PAPERS, PaperKind, Power, Template};
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
    let roles: Vec<Role> = head[4..].iter().map(|role| Role::parse(role).expect("a role")).collect();
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
        ];
        let may = roles.iter().map(|role| if row.roles.contains(role) { "yes" } else { "" }.to_owned());
        named.into_iter().chain(may).collect()
    };
    let unnamed = ISSUING.iter().flat_map(|row| row.roles).find(|role| !roles.contains(role));
    assert_eq!(unnamed, None, "the page has no column for it");
    assert_eq!(told, ISSUING.iter().map(row).collect());
}

/// A case that says everything, each thing by its own name.
fn known() -> Filling {
    KNOWN.iter().map(|gap| ((*gap).to_owned(), format!("<{gap}>"))).collect()
}

fn answers(template: &Template) -> Filling {
    let answer = |kind: &AskKind, code: &str| match kind {
        AskKind::Date => "2026-03-04".to_owned(),
        AskKind::Time => "09:05".to_owned(),
        AskKind::Officers => "张三（证号1）、李四（证号2）".to_owned(),
        AskKind::Choice(options) => options[0].0.clone(),
        AskKind::Text | AskKind::LongText => format!("[{code}]"),
    };
    template.asks.iter().map(|ask| (ask.code.clone(), answer(&ask.kind, &ask.code))).collect()
}

fn said(kind: PaperKind) -> String {
    let catalogue = catalogue();
    let template = catalogue.paper(kind).expect("words");
    let number = domain::paper::number("临政", &template.mark, 2026, 12);
    let day = "2026-03-05".parse().expect("a day");
    let mut known = known();
    known.remove("n");
    let document =
        template.fill(&known, &[Filling::new()], &answers(template), (Some(number), day)).expect("filled");
    document.texts().join("\n")
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
