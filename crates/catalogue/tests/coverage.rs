//! Every measurable clause of two notices is counted from a register of the carried catalogue: the real notice,
//! whose annotation is kept outside the repository and skipped where it is absent, and the sample. The quality of the
//! registers themselves is held here too.
#![allow(clippy::expect_used, reason = "a test that cannot read its own catalogue must stop")]

#[path = "coverage/notices.rs"]
mod notices;

use catalogue::Catalogue;
use domain::register::{FieldKind, Format, Register, Words};
use notices::{Line, REAL, SAMPLE};
use std::collections::HashSet;

fn carried() -> Catalogue {
    Catalogue::carried().expect("the carried catalogue has no fault")
}

fn assert_gives(catalogue: &Catalogue, line: &Line) {
    let (path, quote, feed) = line;
    let register = catalogue.registers.iter().find(|register| register.code == feed.register);
    let register = register.unwrap_or_else(|| panic!("{path} {quote}: no register {}", feed.register));
    let facts: Vec<_> = register.facts.iter().filter(|fact| fact.kind == feed.fact).collect();
    assert!(!facts.is_empty(), "{path} {quote}: {} gives no fact {}", feed.register, feed.fact);
    for field in feed.fields {
        let carries = facts.iter().any(|fact| fact.fields.iter().any(|carried| carried == field));
        assert!(carries, "{path} {quote}: the fact {} carries no {field}", feed.fact);
    }
}

#[test]
fn every_target_of_the_real_notice_is_counted_from_a_register() {
    let catalogue = carried();
    REAL.iter().for_each(|line| assert_gives(&catalogue, line));
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/notices/meiling-2020.gold.json");
    let Ok(gold) = std::fs::read_to_string(file) else { return };
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("the annotation is JSON");
    let text = |target: &serde_json::Value, key: &str| target[key].as_str().expect("a text").to_owned();
    let targets: Vec<(String, String)> = gold["targets"]
        .as_array()
        .expect("targets")
        .iter()
        .map(|target| (text(target, "path"), text(target, "quote")))
        .collect();
    for (path, quote) in &targets {
        let is_listed = REAL.iter().any(|(at, begins, _)| at == path && quote.starts_with(begins));
        assert!(is_listed, "{path} {quote} is counted from nothing");
    }
    for (at, begins, _) in REAL {
        let is_target = targets.iter().any(|(path, quote)| at == path && quote.starts_with(begins));
        assert!(is_target, "{at} {begins} is no target");
    }
}

/// The sample's items, `三/1` with its text.
fn sample_items() -> Vec<(String, String)> {
    let mut part = String::new();
    let mut items = Vec::new();
    for line in include_str!("../../../examples/notice.txt").lines() {
        if let Some((head, _)) = line.split_once('、').filter(|(head, _)| head.chars().count() == 1) {
            head.clone_into(&mut part);
        } else if let Some((number, text)) = line.split_once('．') {
            items.push((format!("{part}/{number}"), text.to_owned()));
        } else if let Some((number, text)) = line.split_once('）').filter(|_| line.starts_with('（')) {
            items.push((format!("{part}/{number}）"), text.to_owned()));
        }
    }
    items
}

#[test]
fn every_item_of_the_sample_is_counted_from_a_register() {
    let catalogue = carried();
    SAMPLE.iter().for_each(|line| assert_gives(&catalogue, line));
    let items = sample_items();
    assert_eq!(items.len(), 13 + 6 + 16 + 11 + 3);
    for (path, quote, _) in SAMPLE {
        let stands = items.iter().any(|(at, text)| at == path && text.contains(quote));
        assert!(stands, "{path} does not say {quote}");
    }
    // 五/（三） is what an assessment follows from, and an assessment is no register
    for (at, text) in items.iter().filter(|(at, _)| at != "五/（三）") {
        assert!(SAMPLE.iter().any(|(path, _, _)| path == at), "{at} {text} is counted from nothing");
    }
}

#[test]
fn everything_has_both_names() {
    let catalogue = carried();
    let both = |place: &str, words: &Words| {
        assert!(!words.zh.is_empty() && !words.en.is_empty(), "{place}: {words:?} lacks a name");
    };
    catalogue.groups.iter().for_each(|group| both(&group.code, &group.name));
    catalogue.sectors.iter().for_each(|sector| both(&sector.code, &sector.name));
    for register in &catalogue.registers {
        let place = &register.code;
        both(place, &register.name);
        both(place, &register.about);
        for field in &register.fields {
            both(place, &field.name);
            field.help.iter().for_each(|help| both(place, help));
            if let FieldKind::Choice { options, .. } = &field.kind {
                options.iter().for_each(|option| both(place, &option.name));
            }
        }
        register.states.iter().for_each(|state| both(place, &state.name));
        register.transitions.iter().for_each(|step| both(place, &step.name));
        register.expiries.iter().for_each(|expiry| both(place, &expiry.name));
        register.frequencies.iter().for_each(|frequency| both(place, &frequency.name));
    }
}

#[test]
fn a_table_is_readable_and_a_record_can_be_found_again() {
    for register in &carried().registers {
        let code = &register.code;
        let listed = register.fields.iter().filter(|field| field.is_listed).count();
        assert!((5..=10).contains(&listed), "{code} lists {listed} columns");
        let title = register.field(&register.title).expect("checked on reading");
        let names = matches!(title.kind, FieldKind::Text { .. } | FieldKind::Person);
        // what takes the title of a site that must be given is always there
        let is_taken = title.computed.as_ref().is_some_and(|computed| {
            register.field(computed.source()).is_some_and(|source| source.is_required)
        });
        assert!(
            names && (title.is_required || is_taken),
            "{code}: {} does not always name a record",
            title.code
        );
        assert!(title.is_searched, "{code}: {} is not searched", title.code);
        // a sheet read in twice changes nothing: one of the two keys is always complete
        let given =
            |field: &String| field == "unit" || register.field(field).is_some_and(|field| field.is_required);
        let complete = |key: &[String]| !key.is_empty() && key.iter().all(given);
        assert!(complete(&register.key) || complete(&register.else_key), "{code}: a record may lack its key");
        for (n, field) in register.fields.iter().enumerate() {
            let format = match &field.kind {
                FieldKind::Text { format, .. } => *format,
                _ => None,
            };
            let is_private = matches!(format, Some(Format::Phone | Format::IdentityNumber));
            assert!(!is_private || field.is_personal, "{code}: field {n} {} is personal", field.code);
        }
    }
}

/// States besides the first in which a record is entered: a hazard may begin as a draft, see docs/hazards.md.
const BEGINNINGS: &[(&str, &str)] = &[("hazard", "draft")];

#[test]
fn every_state_is_reached_and_somebody_may_take_every_move() {
    for register in &carried().registers {
        let mut reached: HashSet<&str> =
            register.states.first().map(|state| state.code.as_str()).into_iter().collect();
        reached.extend(BEGINNINGS.iter().filter(|(code, _)| *code == register.code).map(|(_, state)| *state));
        for _ in &register.states {
            let steps = register.transitions.iter();
            let next: Vec<&str> = steps
                .filter(|step| step.from.iter().any(|from| reached.contains(from.as_str())))
                .map(|step| step.to.as_str())
                .collect();
            reached.extend(next);
        }
        for state in &register.states {
            assert!(
                reached.contains(state.code.as_str()),
                "{}: {} is never reached",
                register.code,
                state.code
            );
        }
        for step in &register.transitions {
            assert!(!step.roles.is_empty(), "{}: nobody may {}", register.code, step.code);
        }
        assert!(!register.facts.is_empty(), "{} gives no fact", register.code);
    }
}

/// The first department of a list that stands in a notice is the sector's.
#[test]
fn a_sector_finds_its_department_under_the_names_of_either_notice() {
    let catalogue = carried();
    let real: Vec<&str> = "社会事务办、组织办、发展服务中心、教育办、企业服务中心、派出所、社区服务中心、司法所、劳动事务所、\
        自然资源所、城管办、道安办、交警一中队、卫健办、安办、市场监督管理所、城市管理中队、消防救援中队、城关供电所"
        .split('、')
        .collect();
    let sample: Vec<&str> = "安办、教育办、卫健办、民政办、文体旅游办、城建办、农业农村办、市场监管所、\
        派出所、交警中队、道安办、燃气办、自然资源所、消防救援站、供电所、企业服务中心、司法所"
        .split('、')
        .collect();
    let of = |sector: &str, units: &[&str]| {
        let sector = catalogue.sector(sector).unwrap_or_else(|| panic!("no sector {sector}"));
        let found = sector.departments.iter().find(|name| units.contains(&name.as_str()));
        found.cloned().unwrap_or_default()
    };
    for (sector, in_real, in_sample) in [
        ("fire", "消防救援中队", "消防救援站"),
        ("chemicals", "安办", "安办"),
        ("construction", "城管办", "城建办"),
        ("gas", "城市管理中队", "燃气办"),
        ("civil-affairs", "社区服务中心", "民政办"),
        ("culture-tourism", "社会事务办", "文体旅游办"),
        ("religion", "组织办", ""),
        ("sports", "教育办", "文体旅游办"),
        ("water", "社区服务中心", "农业农村办"),
        ("power", "城关供电所", "供电所"),
        ("traffic", "道安办", "道安办"),
        ("rental", "派出所", "派出所"),
        ("special-equipment", "市场监督管理所", "市场监管所"),
        ("health", "卫健办", "卫健办"),
    ] {
        assert_eq!(
            (of(sector, &real).as_str(), of(sector, &sample).as_str()),
            (in_real, in_sample),
            "{sector}"
        );
    }
    for unit in real.iter().chain(&sample) {
        let is_known =
            catalogue.sectors.iter().any(|sector| sector.departments.iter().any(|name| name == unit));
        assert!(is_known, "{unit} regulates no sector");
    }
}

#[test]
fn the_list_of_registers_names_each_once() {
    let catalogue = carried();
    let page = include_str!("../../../docs/registers.md");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), catalogue.registers.len(), "a row for each register");
    for register in &catalogue.registers {
        let of = |row: &&Vec<&str>| row.get(2) == Some(&format!("`{}`", register.code).as_str());
        let row = rows.iter().find(of).unwrap_or_else(|| panic!("{} is not listed", register.code));
        assert_eq!(row.get(1).copied(), Some(register.name.zh.as_str()), "{}", register.code);
        assert_eq!(row.get(3).copied(), Some(register.group.as_str()), "{}", register.code);
    }
}

#[test]
fn a_file_is_named_as_its_register() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/registers");
    let registers: Vec<Register> = carried().registers;
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let mut expected: Vec<String> =
        registers.iter().map(|register| format!("{}.toml", register.code)).collect();
    files.sort();
    expected.sort();
    assert_eq!(files, expected);
}
