//! A sheet of a hundred thousand rows, in and out.

use super::{Bench, REGISTER, ROADS, community, failed};
use app::{Asked, ImportStep};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::Result;
use std::time::Instant;

const ROWS: usize = 100_000;

fn sheet() -> Vec<u8> {
    let mut text = "社区,编号*,位置描述,静压（MPa）,验收日期\n".to_owned();
    for n in 0..ROWS {
        let _ = writeln!(
            text,
            "{},IN-{n},{}{}号,0.{},2026-03-{:02}",
            community(n % 100),
            ROADS[n % 8],
            n % 997,
            10 + n % 40,
            1 + n % 28
        );
    }
    text.into_bytes()
}

/// Resident memory of this process, in MB.
fn resident() -> u64 {
    crate::server::resident(std::process::id())
}

impl Bench {
    pub async fn sheets(&self) -> Result<()> {
        let bytes = sheet();
        let before = resident();
        let begin = Instant::now();
        let act = self.act(0, "sheet");
        let mut tx = self.db.write().await.map_err(failed)?;
        let register = app::register(&mut tx, &self.catalogue, REGISTER).await.map_err(failed)?;
        let vault = vault::Vault::memory();
        let stored = app::bring_sheet(&vault, &act.caller, &bytes).await.map_err(failed)?;
        let sha256 = app::keep_sheet(&mut tx, &act, &stored).await.map_err(failed)?;
        let table = app::read_sheet(&register, &bytes).map_err(failed)?;
        let file = ("bench.csv".to_owned(), sha256);
        let import = app::begin_import(&mut tx, &act, &self.catalogue, &register, &table, file)
            .await
            .map_err(failed)?;
        app::start_import(&mut tx, &act, import.id, false).await.map_err(failed)?;
        tx.commit().await.map_err(failed)?;
        let checked = begin.elapsed();
        let mut seen = HashMap::new();
        let mut most = resident();
        loop {
            let mut tx = self.db.write().await.map_err(failed)?;
            let act = self.act(0, &import.id.to_string());
            let rows = (&table, &mut seen);
            let step = app::import_chunk(&mut tx, &act, &self.catalogue, &register, import.id, rows)
                .await
                .map_err(failed)?;
            tx.commit().await.map_err(failed)?;
            most = most.max(resident());
            if step != ImportStep::More {
                break;
            }
        }
        println!(
            "{}: {ROWS} rows in: {:.1} s, of these {:.1} s to check (goal 30), {most} MB resident, {before} MB before (goal 300)",
            self.name,
            begin.elapsed().as_secs_f64(),
            checked.as_secs_f64()
        );
        drop(table);
        let begin = Instant::now();
        let mut tx = self.db.read().await.map_err(failed)?;
        let columns: Vec<String> =
            ["number", "address", "pressure", "accepted_on", "unit", "state"].map(str::to_owned).to_vec();
        // only what the sheet brought: that month
        let mut asked = Asked { sort: Some("number".to_owned()), ..Asked::default() };
        asked.filters.insert("accepted_on".to_owned(), "2026-03-01..2026-03-28".to_owned());
        let day = app::local_day(act.now);
        let caller = &act.caller;
        let shape = app::ExportShape { title: "bench", columns: &columns, as_of: day };
        let export = app::export_records(&mut tx, caller, &register, &BTreeMap::new(), &asked, shape)
            .await
            .map_err(failed)?;
        let bytes = export.finish().map_err(failed)?;
        println!(
            "{}: {ROWS} rows out, {} MB: {:.1} s (goal 10)",
            self.name,
            bytes.len() >> 20,
            begin.elapsed().as_secs_f64()
        );
        Ok(())
    }
}
