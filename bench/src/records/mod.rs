//! Records on SQLite and on PostgreSQL: one durable write, pages of a full register, a large sheet in and out.

mod lists;
mod sheets;

use app::{Act, Counting, Entered, History, Resolver};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, TimeDelta};
use domain::access::{Caller, Post, Role};
use domain::org::UnitKind;
use std::io::{Error, Result};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Db;
use store::testing::{Postgres, bare_insert};

const REGISTER: &str = "hydrant";
const COMMUNITIES: usize = 100;

/// A database with units and no records.
pub struct Bench {
    db: Db,
    catalogue: Catalogue,
    counting: Arc<Counting>,
    name: &'static str,
}

pub fn failed(error: impl std::fmt::Display) -> Error {
    Error::other(error.to_string())
}

/// Measures both engines with a register of so many records.
pub fn measure(many: usize) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let folder = tempfile::tempdir()?;
        let postgres = Postgres::start_durable()?;
        let file = format!("sqlite:{}", folder.path().join("bench.db").display());
        for (name, address) in [("SQLite", file), ("PostgreSQL", postgres.database()?)] {
            let db = Db::open(&address).await.map_err(failed)?;
            let catalogue = Catalogue::carried().map_err(|_| failed("catalogue"))?;
            let counting = Arc::new(Counting::of(&catalogue));
            let bench = Bench { db, catalogue, counting, name };
            bench.units().await?;
            bench.writes("empty").await?;
            bench.fill(many).await?;
            bench.writes("full").await?;
            bench.lists(many).await?;
            bench.sheets().await?;
            bench.db.close().await;
        }
        Ok(())
    })
}

impl Bench {
    fn act(&self, seconds: i64, request: &str) -> Act {
        let id = uuid::Uuid::from_u128(1);
        let posts = vec![Post::at_no_unit(id, Role::Administrator, NaiveDate::default())];
        let caller = Caller { user_id: id, name: "张三".to_owned(), posts };
        let begin = DateTime::UNIX_EPOCH + TimeDelta::days(20_700);
        Act::new(caller, begin + TimeDelta::seconds(seconds), request.to_owned(), Arc::clone(&self.counting))
    }

    async fn resolver(&self, tx: &mut store::Tx) -> Result<Resolver> {
        let register = app::register(tx, &self.catalogue, REGISTER).await.map_err(failed)?;
        let today = app::local_day(self.act(0, "").now);
        Resolver::new(tx, &self.catalogue, register, today).await.map_err(failed)
    }

    async fn units(&self) -> Result<()> {
        let act = self.act(0, "units");
        let mut tx = self.db.write().await.map_err(failed)?;
        for n in 0..COMMUNITIES {
            let from = chrono::NaiveDate::default();
            app::add_unit(&mut tx, &act, None, UnitKind::Community, community(n), from)
                .await
                .map_err(failed)?;
        }
        tx.commit().await.map_err(failed)
    }

    /// One record with its audit event against one bare row, each durable before the next begins.
    async fn writes(&self, when: &str) -> Result<()> {
        const ROUNDS: usize = 300;
        let (mut bare, mut record) = (Vec::new(), Vec::new());
        let first = if when == "empty" { 0 } else { ROUNDS };
        for n in first..first + ROUNDS {
            // taken in turn: a disk that slows down slows both
            let begin = Instant::now();
            bare_insert(&self.db, i64::try_from(n).unwrap_or(0)).await.map_err(failed)?;
            bare.push(begin.elapsed());
            let begin = Instant::now();
            let mut tx = self.db.write().await.map_err(failed)?;
            let mut resolver = self.resolver(&mut tx).await?;
            app::create_record(&mut tx, &self.act(0, "write"), &mut resolver, entered(10_000_000 + n))
                .await
                .map_err(failed)?;
            tx.commit().await.map_err(failed)?;
            record.push(begin.elapsed());
        }
        let (floor, ours) = (percentile(&mut bare, 50), percentile(&mut record, 50));
        println!(
            "{}: a durable record with its audit event, {when} register: {:.2} ms, bare row {:.2} ms, ratio {:.2} (goal 0.5)",
            self.name,
            ms(ours),
            ms(floor),
            floor.as_secs_f64() / ours.as_secs_f64()
        );
        Ok(())
    }

    async fn fill(&self, many: usize) -> Result<()> {
        let begin = Instant::now();
        for from in (0..many).step_by(1000) {
            let mut tx = self.db.write().await.map_err(failed)?;
            let mut resolver = self.resolver(&mut tx).await?;
            let register = resolver.shared_register();
            let act = self.act(i64::try_from(from).unwrap_or(0), "fill");
            let mut histories = Vec::with_capacity(1000);
            for n in from..(from + 1000).min(many) {
                let history = History::begin(&mut tx, &act, &mut resolver, entered(n)).await;
                histories.push(history.map_err(failed)?);
            }
            app::keep_histories(&mut tx, &self.counting, &register, histories).await.map_err(failed)?;
            tx.commit().await.map_err(failed)?;
        }
        let rate = many as f64 / begin.elapsed().as_secs_f64();
        println!("{}: {many} records by the thousand: {rate:.0} a second", self.name);
        Ok(())
    }
}

fn community(n: usize) -> String {
    format!("第{n}社区")
}

const ROADS: [&str; 8] = ["滨江路", "人民路", "解放街", "建设路", "东环路", "港前街", "学府路", "石塘街"];

/// The n-th hydrant. Its number is scattered, as those of different offices are: rows do not come in the order of the index.
fn entered(n: usize) -> Entered {
    let scattered = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    let fields = [
        ("number", format!("{scattered:08}-{n}")),
        (
            "address",
            format!("{}{}号{}侧", ROADS[n % 8], n % 997, if n.is_multiple_of(2) { "东" } else { "西" }),
        ),
        ("pressure", format!("0.{}", 10 + n % 40)),
        ("accepted_on", format!("20{:02}-{:02}-{:02}", 10 + n % 15, 1 + n % 12, 1 + n % 28)),
    ];
    Entered {
        unit: Some(community(n % COMMUNITIES)),
        fields: fields.into_iter().map(|(code, text)| (code.to_owned(), vec![text])).collect(),
        ..Entered::default()
    }
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
