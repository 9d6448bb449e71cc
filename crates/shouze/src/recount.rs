//! Counting every figure again from the records.

use crate::serve::{now, open, system};
use crate::settings::Settings;
use anyhow::{Result, anyhow};
use app::{Act, CounterDifference, Counting};
use domain::indicator::unscaled;
use std::fmt::Write as _;
use std::sync::Arc;

/// Lines shown at most; a definition that changed can move every counter of a city.
const SHOWN: usize = 100;

/// What a recount found.
pub struct Recounted {
    /// What it says.
    pub report: String,
    /// Whether each counter equals what the records give.
    pub is_equal: bool,
}

/// Counts every figure again and sets the counters right; with `is_check` only looks.
pub fn recount(settings: &Settings, is_check: bool) -> Result<Recounted> {
    let catalogue = settings.catalogue()?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let (db, _) = open(settings).await?;
        let counting = Arc::new(Counting::of(&catalogue));
        let act = Act::new(system(&db).await?, now(), "recount".to_owned(), counting);
        let mut tx = db.write().await?;
        let found =
            app::recount(&mut tx, &act, &catalogue).await.map_err(|e| anyhow!("{}: {e}", e.code()))?;
        // what is not committed never was: the audit event goes with the counters
        if !is_check {
            tx.commit().await?;
        } else {
            drop(tx);
        }
        db.close().await;
        let report = report(catalogue.indicators.len(), &found)?;
        Ok(Recounted { report, is_equal: found.is_empty() })
    })
}

fn report(indicators: usize, found: &[CounterDifference]) -> Result<String> {
    let mut out = String::new();
    writeln!(out, "indicators: {indicators}  counters that differed: {}", found.len())?;
    for difference in found.iter().take(SHOWN) {
        let key = &difference.key;
        let [kept, counted] =
            [difference.kept, difference.counted].map(|(n, m)| format!("{}/{}", unscaled(n), unscaled(m)));
        writeln!(
            out,
            "{}  unit {}  sector {:?}  month {}  day {}: kept {kept}, the records give {counted}",
            key.indicator, key.unit_id, key.sector, key.cohort, key.day
        )?;
    }
    if found.len() > SHOWN {
        writeln!(out, "and {} more", found.len() - SHOWN)?;
    }
    Ok(out)
}
