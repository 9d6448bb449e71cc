//! A few papers issued from the cases that there are, so that the page of papers shows some.

use super::Demo;
use crate::fonts::CARRIED;
use anyhow::Result;
use app::{AppError, Asked, LineAsked, LineOffer, PaperAsked, Printed};
use domain::hazard::HAZARD;
use domain::paper::{Ask, AskKind, Document, Filling, PaperKind, Template};
use print::{Press, PrintError};
use std::io::Write as _;

/// Register, states, and how many cases of it get a paper.
const CASES: &[(&str, &[&str], usize)] =
    &[(HAZARD, &["open", "rectifying"], 4), ("inspection", &["done"], 2)];
/// Hazards of one party on one paper.
const TOGETHER: usize = 3;
const OFFICERS: &str = "陈志远（证号3505820101）、林秀英（证号3505820102）";

/// Issues them. Gives their number; none where no font has Chinese.
pub(super) async fn issue(demo: &Demo) -> Result<usize> {
    let press = match Press::new(None, CARRIED) {
        Ok(press) => press,
        Err(PrintError::NoChineseFont) => {
            writeln!(
                std::io::stderr(),
                "papers: 0; no font has Chinese: run npm ci in fonts and build again, or install fonts-noto-cjk"
            )?;
            return Ok(0);
        }
        Err(other) => return Err(other.into()),
    };
    let act = demo.act(demo.today);
    let mut total = 0;
    for (register, states, most) in CASES {
        let mut tx = demo.db.write().await?;
        let known = app::register(&mut tx, &demo.catalogue, register).await?;
        let states = states.iter().map(|state| (*state).to_owned()).collect();
        let asked = Asked { states, limit: *most, ..Asked::default() };
        let cases = app::list_records(&mut tx, &demo.caller, &known, &asked).await?.records;
        for case in cases {
            let id = case.record.id;
            let page = app::papers_of_case(&mut tx, &demo.caller, &demo.catalogue, id, demo.today).await?;
            let free = page.choices.into_iter().find(|choice| choice.refused.is_none());
            let Some(template) = free.and_then(|choice| demo.catalogue.paper(choice.kind)) else { continue };
            let kind = template.kind;
            let offered =
                app::paper_lines(&mut tx, &demo.caller, &demo.catalogue, id, kind, demo.today).await?;
            // of what a paper stands for already nobody is told again
            let lines: Vec<LineOffer> =
                offered.into_iter().filter(|line| line.earlier.is_none()).take(TOGETHER).collect();
            let Some(own) = lines.first().filter(|line| line.case == id) else { continue };
            let asked = PaperAsked {
                kind,
                answers: answers(template.asks_once(), &own.proposed),
                lines: lines.iter().map(|line| line_asked(template, line)).collect(),
            };
            let print = async |document: Document| -> Result<Printed, AppError> {
                let pdf = press.pdf(&document, act.now)?;
                Ok(Printed { pdf, docx: print::docx(&document)?, data: print::data(&document).to_string() })
            };
            let paper =
                app::issue_paper(&mut tx, &act, (&demo.catalogue, &demo.vault), id, &asked, print).await?;
            total += 1;
            if total == 2 && paper.kind == PaperKind::Advice {
                app::void_paper(&mut tx, &act, &demo.catalogue, paper.id, "当事人名称有误，重新签发").await?;
            }
        }
        tx.commit_recorded().await?;
    }
    Ok(total)
}

fn line_asked(template: &Template, line: &LineOffer) -> LineAsked {
    let answers = answers(template.asks_of_each(), &line.proposed);
    LineAsked { case: line.case, version: line.version, answers }
}

/// What is proposed, and something fitting where nothing is.
fn answers<'a>(asks: impl Iterator<Item = &'a Ask>, proposed: &Filling) -> Filling {
    let mut answers = Filling::new();
    for ask in asks {
        let answer = answers.entry(ask.code.clone()).or_default();
        answer.clone_from(&proposed[&ask.code]);
        if !answer.is_empty() && ask.kind != AskKind::Officers || !ask.is_required {
            continue;
        }
        *answer = match &ask.kind {
            AskKind::Officers => OFFICERS.to_owned(),
            AskKind::Time if ask.code == "began" => "09:00".to_owned(),
            AskKind::Time => "10:30".to_owned(),
            AskKind::Choice(options) => options.first().map(|(code, _)| code.clone()).unwrap_or_default(),
            AskKind::Text | AskKind::LongText | AskKind::Date => {
                "立即清理，保持畅通，并落实专人检查。".to_owned()
            }
        };
    }
    answers
}
