//! Papers at a desk: what is asked for, and a press that prints the words alone.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use super::desk::{Desk, clerk, entered, today};
use app::{Act, AppError, LineAsked, LineOffer, PaperAsked, Printed};
use domain::hazard::HAZARD;
use domain::paper::{Document, Filling, Paper, PaperKind, PaperOffice};
use domain::register::Record;
use std::sync::LazyLock;
use uuid::Uuid;
use vault::Vault;

fn filling(answers: &[(&str, &str)]) -> Filling {
    answers.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
}

/// A case that a paper is asked to cover, as it was read.
pub fn line(case: &Record, answers: &[(&str, &str)]) -> LineAsked {
    LineAsked { case: case.id, version: case.version, answers: filling(answers) }
}

pub fn paper(kind: PaperKind, answers: &[(&str, &str)], lines: Vec<LineAsked>) -> PaperAsked {
    PaperAsked { kind, answers: filling(answers), lines }
}

pub fn advice(cases: &[&Record]) -> PaperAsked {
    let lines = cases.iter().map(|case| line(case, &[])).collect();
    paper(PaperKind::Advice, &[("advice", "清理堆物"), ("officers", "张三、李四")], lines)
}

pub fn order(cases: &[&Record]) -> PaperAsked {
    let lines = cases.iter().map(|case| line(case, &[("clause", "消防法第二十八条")])).collect();
    let answers = [("interim_measures", "专人看守"), ("officers", "张三、李四")];
    paper(PaperKind::Order, &answers, lines)
}

pub fn opinion(found: &[(&Record, &str)]) -> PaperAsked {
    let lines = found.iter().map(|(case, result)| line(case, &[("result", result)])).collect();
    let answers = [("rechecked_on", "2026-03-05"), ("opinion", "已清理"), ("officers", "张三、李四")];
    paper(PaperKind::Recheck, &answers, lines)
}

pub fn vault() -> &'static Vault {
    static VAULT: LazyLock<Vault> = LazyLock::new(Vault::memory);
    &VAULT
}

/// What `print` is tested for elsewhere: bytes that hold the words.
pub async fn plain(document: Document) -> Result<Printed, AppError> {
    let words = document.texts().join("\n");
    Ok(Printed { pdf: words.clone().into_bytes(), docx: format!("docx {words}").into_bytes(), data: words })
}

impl Desk {
    pub async fn hazard(&self, spot: &str) -> Record {
        self.hazard_with(spot, &[]).await
    }

    /// One with more fields, or others.
    pub async fn hazard_with(&self, spot: &str, more: &[(&str, &str)]) -> Record {
        let fields = [
            ("summary", "二楼疏散通道堆物"),
            ("spot", spot),
            ("category", "fire"),
            ("found_on", "2026-03-02"),
            ("rectifier", "某鞋厂"),
            ("due", "2026-03-20"),
        ];
        let fields = [&fields[..], more].concat();
        self.enter(&clerk(), HAZARD, entered("东湖社区", &fields)).await.expect("a hazard")
    }

    pub async fn issue(&self, act: &Act, asked: &PaperAsked) -> Result<Paper, AppError> {
        let mut tx = self.db.write().await?;
        let case = asked.lines[0].case;
        let paper = app::issue_paper(&mut tx, act, (&self.catalogue, vault()), case, asked, plain).await?;
        tx.commit_recorded().await?;
        Ok(paper)
    }

    /// What may stand on a paper of this sort.
    pub async fn offered(&self, act: &Act, case: &Record, kind: PaperKind) -> Vec<LineOffer> {
        let mut tx = self.db.read().await.expect("a transaction");
        let lines = app::paper_lines(&mut tx, &act.caller, &self.catalogue, case.id, kind, today()).await;
        lines.expect("at least the case")
    }

    pub async fn record(&self, id: Uuid, register: &str) -> Record {
        let mut tx = self.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.catalogue, register).await.expect("a register");
        tx.record(id).await.expect("reached").expect("there").read(&register)
    }

    pub async fn give_power(&self) {
        let office = PaperOffice {
            word: "滨政".to_owned(),
            power_from: Some(today()),
            power_basis: "省政府决定".to_owned(),
            appeal_to: "滨海市人民政府".to_owned(),
            court: "滨海市人民法院".to_owned(),
            ..PaperOffice::unset(Uuid::from_u128(1), "滨江街道办事处")
        };
        let mut tx = self.db.write().await.expect("a transaction");
        let kept = app::keep_paper_office(&mut tx, &clerk(), office).await.expect("kept");
        assert_eq!(kept.version, 1);
        tx.commit_recorded().await.expect("durable");
    }

    pub async fn void(&self, act: &Act, paper: &Paper, reason: &str) -> Result<Paper, AppError> {
        let mut tx = self.db.write().await?;
        let void = app::void_paper(&mut tx, act, &self.catalogue, paper.id, reason).await?;
        tx.commit_recorded().await?;
        Ok(void)
    }
}
