//! Figures over a full register: the scoreboard, counting again, a new indicator, writers side by side. Each against plain SQL
//! on the same database in the same run.

mod notice;

use crate::records::{Bench, REGISTER, failed, hazard, ms, percentile};
use app::{Asking, Counting};
use catalogue::Catalogue;
use std::io::Result;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::testing::{bare_aggregate, bare_insert};
use uuid::Uuid;

const ROUNDS: usize = 300;

impl Bench {
    /// The scoreboard of each unit that the notice names, in turn. Gives the slowest but one in a hundred.
    pub async fn scoreboard(&self, many: usize) -> Result<Duration> {
        let units = {
            let mut tx = self.db.read().await.map_err(failed)?;
            tx.units().await.map_err(failed)?
        };
        let today = app::local_day(self.act(0, "").now);
        let (mut times, mut cells) = (Vec::new(), 0);
        for n in 0..ROUNDS {
            let unit = units.get(n * 7 % units.len().max(1)).map(|unit| unit.id);
            let asking = Asking { unit, ..Asking::default() };
            let begin = Instant::now();
            let mut tx = self.db.read().await.map_err(failed)?;
            let (caller, by) = (self.act(0, "").caller, (&self.catalogue, self.counting.as_ref()));
            let board = app::figure_board(&mut tx, &caller, by, &asking, today).await.map_err(failed)?;
            times.push(begin.elapsed());
            cells = cells.max(board.cells.len());
        }
        let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
        println!(
            "{}: {many} records, scoreboard of a unit, at most {cells} figures: p50 {:.1} ms, p99 {:.1} ms (goal 10)",
            self.name,
            ms(half),
            ms(most)
        );
        Ok(most)
    }

    /// Counting everything again, and an indicator that nobody counted yet, against one aggregate for one indicator.
    pub async fn counting_again(&self, many: usize) -> Result<()> {
        let (_, before) = self.aggregate().await?;
        // records that were written without figures are counted now
        self.recount().await?;
        let begin = Instant::now();
        let differing = self.recount().await?;
        let all = begin.elapsed();
        if differing > 0 {
            return Err(failed(format!("{differing} counters differed from the records")));
        }
        // what reads first finds the rows on the disk, and what reads then in memory: the faster of both is the floor
        let (groups, after) = self.aggregate().await?;
        let floor = before.min(after);
        println!(
            "{}: {many} records, all indicators counted again: {:.2} s, one aggregate of {groups} groups {:.2} s, {:.1} times (goal 3)",
            self.name,
            all.as_secs_f64(),
            floor.as_secs_f64(),
            all.as_secs_f64() / floor.as_secs_f64()
        );
        let mut catalogue = Catalogue::carried().map_err(|_| failed("catalogue"))?;
        let known = catalogue.indicators.iter().find(|known| known.code == "hydrants-rebuilt").cloned();
        let mut new = known.ok_or_else(|| failed("indicator"))?;
        new.code = "bench-new".to_owned();
        catalogue.indicators.push(new);
        let counting = Counting::of(&catalogue);
        let begin = Instant::now();
        let mut tx = self.db.write().await.map_err(failed)?;
        app::bring_up_to_date(&mut tx, &catalogue, &counting, self.act(0, "").now).await.map_err(failed)?;
        let sums = tx.figure_sums(&[Uuid::nil()], ever(), None).await.map_err(failed)?;
        let time = begin.elapsed();
        tx.commit().await.map_err(failed)?;
        let found = sums.get(&(Uuid::nil(), "bench-new".to_owned())).map_or(0, |sums| sums.happened.0);
        println!(
            "{}: {many} records, a new indicator can be read after {:.2} s (goal 5); it counts {}",
            self.name,
            time.as_secs_f64(),
            found / 10_000
        );
        Ok(())
    }

    /// One aggregate by hand: its groups, and how long it took.
    async fn aggregate(&self) -> Result<(usize, Duration)> {
        let begin = Instant::now();
        let groups = bare_aggregate(&self.db, REGISTER).await.map_err(failed)?;
        Ok((groups, begin.elapsed()))
    }

    async fn recount(&self) -> Result<usize> {
        let mut tx = self.db.write().await.map_err(failed)?;
        let found = app::recount(&mut tx, &self.act(0, "count"), &self.catalogue).await.map_err(failed)?;
        tx.commit().await.map_err(failed)?;
        Ok(found.len())
    }

    /// Four writers at once, with figures and without, against four that write bare rows.
    pub async fn side_by_side(&self) -> Result<()> {
        let bare = self.four(Writing::Bare, 0).await?;
        let without = self.four(Writing::Records(Arc::new(Counting::default())), 1).await?;
        let with = self.four(Writing::Records(Arc::clone(&self.counting)), 2).await?;
        println!(
            "{}: four writers side by side: {with:.0} records a second, {without:.0} without figures (ratio {:.2}), {bare:.0} bare rows",
            self.name,
            with / without
        );
        Ok(())
    }

    async fn four(&self, writing: Writing, part: usize) -> Result<f64> {
        const EACH: usize = 150;
        let begin = Instant::now();
        let one = async |writer: usize| -> Result<()> {
            for n in 0..EACH {
                let number = 30_000_000 + (part * 4 + writer) * EACH + n;
                match &writing {
                    Writing::Bare => {
                        bare_insert(&self.db, i64::try_from(number).unwrap_or(0)).await.map_err(failed)?;
                    }
                    Writing::Records(counting) => {
                        let mut act = self.act(0, "side by side");
                        act.counting = Arc::clone(counting);
                        let mut tx = self.db.write().await.map_err(failed)?;
                        let mut resolver = self.resolver(&mut tx, "hazard").await?;
                        app::create_record(&mut tx, &act, &mut resolver, hazard(number))
                            .await
                            .map_err(failed)?;
                        tx.commit().await.map_err(failed)?;
                    }
                }
            }
            Ok(())
        };
        let done = tokio::join!(one(0), one(1), one(2), one(3));
        done.0.and(done.1).and(done.2).and(done.3)?;
        Ok((4 * EACH) as f64 / begin.elapsed().as_secs_f64())
    }
}

enum Writing {
    Bare,
    Records(Arc<Counting>),
}

const fn ever() -> store::Window {
    store::Window { first: 200_001, last: 209_912, as_of: 20_991_231 }
}
