//! What it costs that a list holds only what its reader may see: the same pages for who sees everything and for who sees a part.

use super::{Bench, COMMUNITIES, REGISTER, community, failed, ms, percentile};
use app::Asked;
use chrono::NaiveDate;
use domain::access::{Caller, Post, Role};
use domain::org::OrgUnit;
use std::io::Result;
use std::time::{Duration, Instant};
use uuid::Uuid;

const ROUNDS: usize = 200;

impl Bench {
    /// Pages with posts against the same pages without, in turn: one community, and the half of all.
    pub async fn permission(&self, many: usize) -> Result<()> {
        let mut tx = self.db.read().await.map_err(failed)?;
        let all = tx.units().await.map_err(failed)?;
        drop(tx);
        let named = |n: usize| all.iter().find(|unit| unit.name == community(n));
        let half: Vec<&OrgUnit> = (0..COMMUNITIES).step_by(2).filter_map(named).collect();
        let Some(one) = half.first() else { return Err(failed("no communities")) };
        let own = Asked { unit: Some(one.id), ..page() };
        self.compared(many, "its own community", &seeing(&half[..1], &all), &own).await?;
        self.compared(many, "one community of fifty that are seen", &seeing(&half, &all), &own).await?;
        self.compared(many, "all of fifty communities, of a hundred", &seeing(&half, &all), &page()).await
    }

    async fn compared(&self, many: usize, what: &str, part: &Caller, asked: &Asked) -> Result<()> {
        let everything = self.act(0, "").caller;
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            with.push(self.listed(part, asked).await?);
            without.push(self.listed(&everything, asked).await?);
            // connections are taken in turn: without a third, each would serve one of the two alone
            drop(self.db.read().await.map_err(failed)?);
        }
        for (percent, name) in [(50, "p50"), (99, "p99")] {
            let (with, without) = (percentile(&mut with, percent), percentile(&mut without, percent));
            println!(
                "{}: {many} records, {what}, {name}: {:.2} ms with posts, {:.2} ms without, {:.2} times (goal 1.10)",
                self.name,
                ms(with),
                ms(without),
                with.as_secs_f64() / without.as_secs_f64()
            );
        }
        Ok(())
    }

    async fn listed(&self, caller: &Caller, asked: &Asked) -> Result<Duration> {
        let mut tx = self.db.read().await.map_err(failed)?;
        let register = app::register(&mut tx, &self.catalogue, REGISTER).await.map_err(failed)?;
        let begin = Instant::now();
        app::list_records(&mut tx, caller, &register, asked).await.map_err(failed)?;
        Ok(begin.elapsed())
    }
}

fn page() -> Asked {
    Asked { limit: 50, sort: Some("number".to_owned()), ..Asked::default() }
}

/// Somebody with a post at each of these units.
fn seeing(units: &[&OrgUnit], all: &[OrgUnit]) -> Caller {
    let post = |unit: &&OrgUnit| {
        let post = Post::at_no_unit(Uuid::from_u128(2), Role::CommunityHead, NaiveDate::default());
        Post { unit: Some(unit.id), ..post }
    };
    let posts: Vec<Post> = units.iter().map(post).collect();
    Caller::new(Uuid::from_u128(2), "李四".to_owned(), &posts, all, NaiveDate::default())
}
