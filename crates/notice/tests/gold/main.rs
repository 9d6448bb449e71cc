//! The reader against papers annotated by hand: those of other genres beside this test, and the real notice, which is
//! kept outside the repository; where it is absent there is nothing to compare with.
//!
//! `GOLD_FOLDER=… cargo test -p notice --test gold -- --nocapture` prints the same report for a folder of your own, and
//! `GOLD_VERBOSE=1` every miss, every spurious find and every wrong field.
#![allow(clippy::expect_used, reason = "a test that cannot read its own annotation must stop")]
#![allow(clippy::print_stdout, reason = "a report is printed")]

mod score;

use score::{Paper, Score, paper, papers, score, wrong_head};
use std::path::Path;

/// Least F1 of all papers of other genres together, of each of them, and of the real notice.
const POOLED: f64 = 0.93;
const EACH: f64 = 0.85;
const REAL: f64 = 0.97;
/// Least F1 of all together where the unit and the clause must be right too.
const STRICT: f64 = 0.90;

fn other_genres() -> Vec<Paper> {
    papers(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers"))
}

fn real() -> Option<Paper> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/notices");
    paper(&folder.join("meiling-2020.txt"))
}

/// Scores each paper, prints its line, and adds up.
fn report(papers: &[Paper]) -> (Vec<(String, Score)>, Score) {
    let is_verbose = std::env::var_os("GOLD_VERBOSE").is_some();
    let mut pooled = Score::default();
    let mut each = Vec::new();
    for paper in papers {
        let notice = notice::parse(&paper.text);
        let found = score(paper, &notice);
        println!("{}", found.line(&paper.name));
        if is_verbose {
            let head = wrong_head(paper, &notice);
            found.notes.iter().chain(&head).for_each(|note| println!("{note}"));
        }
        pooled.add(&found);
        each.push((paper.name.clone(), found));
    }
    println!("{}", pooled.line("together"));
    (each, pooled)
}

#[test]
fn the_requirements_of_other_genres_are_found() {
    let papers = other_genres();
    assert!(papers.len() >= 10, "the papers are missing");
    let (each, pooled) = report(&papers);
    for (name, score) in each {
        assert!(score.f1() >= EACH, "{}", score.line(&name));
    }
    assert!(pooled.f1() >= POOLED, "{}", pooled.line("together"));
    assert!(pooled.strict_f1() >= STRICT, "{}", pooled.line("together"));
}

#[test]
fn the_requirements_of_the_real_notice_are_found() {
    let Some(paper) = real() else { return };
    let (_, score) = report(std::slice::from_ref(&paper));
    assert!(score.f1() >= REAL && score.strict_f1() >= REAL, "{}", score.line(&paper.name));
}

#[test]
fn the_heads_are_read_as_annotated() {
    for paper in other_genres().into_iter().chain(real()) {
        let wrong = wrong_head(&paper, &notice::parse(&paper.text));
        assert!(wrong.is_empty(), "{}:\n{}", paper.name, wrong.join("\n"));
    }
}

#[test]
fn a_folder_that_is_named_gets_its_report() {
    if let Some(folder) = std::env::var_os("GOLD_FOLDER") {
        report(&papers(Path::new(&folder)));
    }
}
