//! A demo street, or a county or city of them, with a year of work in every register: the same seed and day give the
//! same data.

mod fill;
mod finished;
mod ground;
mod habits;
mod listings;
mod papers;
mod pictures;
mod street;
mod values;
mod wanted;
mod words;

use anyhow::{Result, bail};
use app::{Act, Counting};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::access::Caller;
use domain::register::Register;
use habits::Habits;
use std::collections::HashMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use store::{Db, Loading, StoreError};
use street::Ground;
use tokio::task::JoinSet;
use vault::Vault;
use words::Words;

/// How much is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Scale {
    /// One street.
    Street,
    /// Sixteen streets.
    County,
    /// Ten counties.
    City,
}

impl Scale {
    /// Streets, and sites of each.
    pub const fn size(self) -> (usize, usize) {
        match self {
            Self::Street => (1, 2000),
            Self::County => (16, 8000),
            Self::City => (160, 8000),
        }
    }
}

/// What is made.
pub struct Demo {
    pub db: Db,
    pub vault: Vault,
    pub catalogue: Arc<Catalogue>,
    pub counting: Arc<Counting>,
    pub caller: Caller,
    pub today: NaiveDate,
    pub seed: u64,
    /// Streets; all but the first are named after their place in the city.
    pub streets: usize,
    /// Sites of each street; the other registers follow.
    pub sites: usize,
    /// Where what waits for its order lies meanwhile.
    pub folder: PathBuf,
}

/// What all streets are made from.
struct Stock {
    registers: Vec<Register>,
    words: Words,
    habits: Habits,
    pictures: HashMap<String, String>,
}

/// Streets filled side by side at most: each holds what its records link to in memory.
const AT_ONCE: usize = 8;

impl Demo {
    /// Publishes the notice, makes the units, fills every register. Gives the number of records.
    ///
    /// # Errors
    /// When the database already holds records.
    pub async fn run(self: &Arc<Self>) -> Result<usize> {
        let begun = Instant::now();
        let loading = match Loading::begin(&self.db, &self.folder).await {
            Err(StoreError::NotEmpty { .. }) => {
                bail!("the database holds records already; give an empty data folder")
            }
            other => other?,
        };
        let (stock, grounds) = self.prepare(loading.db()).await?;
        let made = self.fill_all(loading.db(), &stock, &grounds).await?;
        let mut shown = 0;
        let told = |laid: u64, all: u64| {
            let percent = laid * 100 / all.max(1);
            if self.streets > 1 && percent >= shown + 10 {
                shown = percent;
                tell(&format!("index: {percent} %, after {} s", begun.elapsed().as_secs()));
            }
        };
        loading.finish(&stock.registers, told).await?;
        let mut matters = 0;
        for ground in grounds.iter() {
            matters += self.list_hazards(ground).await?;
            matters += self.finish_matters(ground, &stock.pictures).await?;
        }
        Ok(made + matters + papers::issue(self).await?)
    }

    /// What comes before the records: the notice, the units of every street, words and pictures.
    async fn prepare(&self, db: &Db) -> Result<(Arc<Stock>, Arc<Vec<Ground>>)> {
        let year = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or(self.today);
        let act = self.act(year(3, 10));
        let mut tx = db.read().await?;
        let registers = app::registers(&mut tx, &self.catalogue).await?;
        drop(tx);
        let pictures = pictures::keep(db, &self.vault, &act).await?;
        let stock = Stock { registers, words: Words::new(), habits: Habits::new()?, pictures };
        street::publish(db, &self.vault, &act, (year(1, 1), year(12, 31))).await?;
        let mut grounds = Vec::with_capacity(self.streets);
        for number in 0..self.streets {
            grounds.push(Ground::of(db, &act, &self.catalogue, (number, year(1, 1))).await?);
        }
        Ok((Arc::new(stock), Arc::new(grounds)))
    }

    /// Fills the streets, several at a time: while the records of one are written, those of another are made up. Gives the
    /// number of records.
    async fn fill_all(
        self: &Arc<Self>,
        db: &Db,
        stock: &Arc<Stock>,
        grounds: &Arc<Vec<Ground>>,
    ) -> Result<usize> {
        let begun = Instant::now();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let (mut made, mut filled) = (0, 0);
        let mut under_way = JoinSet::new();
        let mut left = 0..grounds.len();
        loop {
            while under_way.len() < cores.clamp(2, AT_ONCE)
                && let Some(number) = left.next()
            {
                let (demo, db) = (Arc::clone(self), db.clone());
                let (stock, grounds) = (Arc::clone(stock), Arc::clone(grounds));
                under_way.spawn(async move { demo.fill_street(&db, &stock, &grounds[number]).await });
            }
            let Some(done) = under_way.join_next().await else { return Ok(made) };
            made += done??;
            filled += 1;
            if self.streets > 1 {
                let seconds = begun.elapsed().as_secs();
                tell(&format!("street {filled} of {}: {made} records after {seconds} s", self.streets));
            }
        }
    }

    fn act(&self, day: NaiveDate) -> Act {
        let noon: DateTime<Utc> = day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(2);
        Act::new(self.caller.clone(), noon, format!("demo-{day}"), self.counting.clone())
    }
}

/// Progress goes to standard error; who reads it no longer stops nothing.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// FNV-1a over the seed and a word.
fn seed_of(seed: u64, word: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    seed.to_le_bytes().into_iter().chain(word.bytes()).fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests;
