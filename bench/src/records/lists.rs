//! Pages, search and feet of a full register.

use super::{Bench, REGISTER, failed, ms, percentile};
use app::Asked;
use std::io::Result;
use std::time::Instant;
use store::testing::bare_page;

const ROUNDS: usize = 200;

impl Bench {
    /// Each kind of page, in the middle and at both ends, against fifty bare rows by their key.
    pub async fn lists(&self, many: usize) -> Result<()> {
        let mut tx = self.db.read().await.map_err(failed)?;
        let register = app::register(&mut tx, &self.catalogue, REGISTER).await.map_err(failed)?;
        let mut units = tx.units().await.map_err(failed)?;
        units.retain(|unit| (0..super::COMMUNITIES).any(|n| unit.name == super::community(n)));
        drop(tx);
        let mut bare = Vec::new();
        for n in 0..ROUNDS {
            let begin = Instant::now();
            bare_page(&self.db, i64::try_from(n).unwrap_or(0), 50).await.map_err(failed)?;
            bare.push(begin.elapsed());
        }
        let floor = percentile(&mut bare, 50);
        let base = Asked { limit: 50, ..Asked::default() };
        let asked = |n: usize, kind: &str| {
            let unit = units.get(n % units.len().max(1)).map(|unit| unit.id);
            let mut asked = base.clone();
            asked.sort = Some("number".to_owned());
            match kind {
                "first page" => {}
                "last page, from the end" => asked.sort = Some("-number".to_owned()),
                "of a community, by day" => {
                    asked.unit = unit;
                    asked.sort = Some("-accepted_on".to_owned());
                }
                "of a month, by number" => {
                    let (year, month) = (2010 + n % 15, 1 + n % 12);
                    asked.filters.insert(
                        "accepted_on".to_owned(),
                        format!("{year}-{month:02}-01..{year}-{month:02}-28"),
                    );
                }
                "search of a road and number" => asked.search = Some(format!("滨江路{}号东侧", n % 997)),
                "search of few" => asked.search = Some(format!("{n}")),
                _ => asked.search = Some("滨江路".to_owned()),
            }
            asked
        };
        for kind in [
            "first page",
            "last page, from the end",
            "of a community, by day",
            "of a month, by number",
            "search of a road and number",
            "search of few",
            "search of too many",
        ] {
            let mut times = Vec::new();
            for n in 0..ROUNDS {
                let asked = asked(n, kind);
                let begin = Instant::now();
                let mut tx = self.db.read().await.map_err(failed)?;
                match app::list_records(&mut tx, &self.act(0, "").caller, &register, &asked).await {
                    Ok(_) | Err(app::AppError::TooManyFound { .. }) => {}
                    Err(error) => return Err(failed(error)),
                }
                times.push(begin.elapsed());
            }
            let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
            println!(
                "{}: {many} records, {kind}: p50 {:.1} ms, p99 {:.1} ms (goal 50), {:.0} times fifty bare rows",
                self.name,
                ms(half),
                ms(most),
                half.as_secs_f64() / floor.as_secs_f64()
            );
        }
        for (kind, unit) in [("all", None), ("of a community", units.first().map(|unit| unit.id))] {
            let asked = Asked { unit, ..base.clone() };
            let begin = Instant::now();
            let mut tx = self.db.read().await.map_err(failed)?;
            let (count, _) = app::summarize_records(&mut tx, &self.act(0, "").caller, &register, &asked)
                .await
                .map_err(failed)?;
            println!(
                "{}: count and sums of {count} records, {kind}: {:.0} ms",
                self.name,
                ms(begin.elapsed())
            );
        }
        Ok(())
    }
}
