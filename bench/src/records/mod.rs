//! Records on SQLite and on PostgreSQL: one durable write, pages of a full register, a large sheet in and out.

mod lists;
mod permission;
mod sheets;

use app::{Act, Counting, Entered, History, Resolver};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, TimeDelta};
use domain::access::{Caller, Post, Role};
use domain::hazard::HAZARD;
use domain::org::UnitKind;
use std::io::{Error, Result};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::testing::{Postgres, bare_insert};
use store::{Db, Loading};

pub const REGISTER: &str = "hydrant";
const COMMUNITIES: usize = 100;

/// A database with units.
pub struct Bench {
    pub db: Db,
    pub catalogue: Catalogue,
    pub counting: Arc<Counting>,
    pub name: &'static str,
}

pub fn failed(error: impl std::fmt::Display) -> Error {
    Error::other(error.to_string())
}

/// Measures both engines with a register of so many records; one of them when `ENGINE` names it.
pub fn measure(many: usize) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let folder = tempfile::tempdir()?;
        let postgres = Postgres::start_durable()?;
        let file = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let only = std::env::var("ENGINE").unwrap_or_default();
        for (name, empty, full) in [
            ("SQLite", file("empty.db"), file("full.db")),
            ("PostgreSQL", postgres.database()?, postgres.database()?),
        ] {
            if !only.is_empty() && only != name {
                continue;
            }
            let empty = Bench::begin(name, &empty).await?;
            empty.writes("empty", 0).await?;
            // while a write is made faster, nothing else needs to be measured
            if std::env::var_os("WRITES").is_some() {
                empty.side_by_side().await?;
                empty.db.close().await;
                continue;
            }
            let bench = Bench::begin(name, &full).await?;
            // the life of hazards alone, over so many of them
            if let Some(many) = std::env::var("HAZARDS").ok().and_then(|n| n.parse().ok()) {
                empty.reports(0).await?;
                let loading = Loading::begin(&bench.db, folder.path()).await.map_err(failed)?;
                bench.fill_hazards(loading.db(), many).await?;
                bench.finish(loading, HAZARD).await?;
                bench.reports(1).await?;
                bench.hazard_lists(many).await?;
                bench.db.close().await;
                continue;
            }
            empty.db.close().await;
            let loading = Loading::begin(&bench.db, folder.path()).await.map_err(failed)?;
            bench.fill(loading.db(), 0, many / 10).await?;
            let few = bench.scoreboard(many / 10).await?;
            bench.fill(loading.db(), many / 10, many).await?;
            bench.finish(loading, REGISTER).await?;
            let all = bench.scoreboard(many).await?;
            println!(
                "{name}: scoreboard over ten times the records: {:.2} (goal 1.2)",
                all.as_secs_f64() / few.as_secs_f64()
            );
            bench.counting_again(many).await?;
            bench.reports(0).await?;
            bench.writes("full", 1).await?;
            bench.side_by_side().await?;
            bench.lists(many).await?;
            bench.permission(many).await?;
            bench.sheets().await?;
            bench.db.close().await;
        }
        Ok(())
    })
}

impl Bench {
    /// A database with units, as a server has it that has started.
    async fn begin(name: &'static str, address: &str) -> Result<Self> {
        let db = Db::open(address).await.map_err(failed)?;
        let catalogue = Catalogue::carried().map_err(|_| failed("catalogue"))?;
        let counting = Arc::new(Counting::of(&catalogue));
        let bench = Self { db, catalogue, counting, name };
        bench.units().await?;
        // the first makes their table
        bare_insert(&bench.db, 0).await.map_err(failed)?;
        let mut tx = bench.db.write().await.map_err(failed)?;
        let now = bench.act(0, "start").now;
        app::bring_up_to_date(&mut tx, &bench.catalogue, &bench.counting, now).await.map_err(failed)?;
        tx.commit().await.map_err(failed)?;
        Ok(bench)
    }

    pub fn act(&self, seconds: i64, request: &str) -> Act {
        let id = uuid::Uuid::from_u128(1);
        let posts = [Post::at_no_unit(id, Role::Administrator, NaiveDate::default())];
        let caller = Caller::new(id, "张三".to_owned(), &posts, &[], NaiveDate::default());
        let begin = DateTime::UNIX_EPOCH + TimeDelta::days(20_700);
        Act::new(caller, begin + TimeDelta::seconds(seconds), request.to_owned(), Arc::clone(&self.counting))
    }

    pub async fn resolver(&self, tx: &mut store::Tx, register: &str) -> Result<Resolver> {
        let register = app::register(tx, &self.catalogue, register).await.map_err(failed)?;
        let act = self.act(0, "");
        let today = app::local_day(act.now);
        Resolver::new(tx, &act.caller, &self.catalogue, register, today).await.map_err(failed)
    }

    async fn units(&self) -> Result<()> {
        let street = self.notice().await?;
        let act = self.act(0, "units");
        let mut tx = self.db.write().await.map_err(failed)?;
        for n in 0..COMMUNITIES {
            let from = chrono::NaiveDate::default();
            app::add_unit(&mut tx, &act, street, app::UnitEntry::of(UnitKind::Community, community(n)), from)
                .await
                .map_err(failed)?;
        }
        tx.commit().await.map_err(failed)
    }

    /// One record with its audit event and its figures, one without figures, and one bare row: each durable before the next
    /// begins.
    async fn writes(&self, when: &str, part: usize) -> Result<()> {
        const ROUNDS: usize = 300;
        let (mut bare, mut record, mut counted) = (Vec::new(), Vec::new(), Vec::new());
        for n in 1 + part * ROUNDS..=(part + 1) * ROUNDS {
            // taken in turn: a disk that slows down slows all
            let begin = Instant::now();
            bare_insert(&self.db, i64::try_from(n).unwrap_or(0)).await.map_err(failed)?;
            bare.push(begin.elapsed());
            for (counting, number, times) in [
                (Arc::new(Counting::default()), 10_000_000 + n, &mut record),
                (Arc::clone(&self.counting), 20_000_000 + n, &mut counted),
            ] {
                let act = Act { counting, ..self.act(0, "write") };
                let begin = Instant::now();
                let mut tx = self.db.write().await.map_err(failed)?;
                let mut resolver = self.resolver(&mut tx, "hazard").await?;
                app::create_record(&mut tx, &act, &mut resolver, hazard(number)).await.map_err(failed)?;
                tx.commit().await.map_err(failed)?;
                times.push(begin.elapsed());
            }
        }
        let floor = percentile(&mut bare, 50);
        for (what, goal, times) in
            [("audit event", 0.5, &mut record), ("audit event and figures", 0.4, &mut counted)]
        {
            let ours = percentile(times, 50);
            println!(
                "{}: a durable record with its {what}, {when} register: {:.2} ms, bare row {:.2} ms, ratio {:.2} (goal {goal})",
                self.name,
                ms(ours),
                ms(floor),
                floor.as_secs_f64() / ours.as_secs_f64()
            );
        }
        Ok(())
    }

    async fn fill(&self, db: &Db, first: usize, many: usize) -> Result<()> {
        let begin = Instant::now();
        for from in (first..many).step_by(1000) {
            let mut tx = db.write().await.map_err(failed)?;
            let mut resolver = self.resolver(&mut tx, REGISTER).await?;
            let register = resolver.shared_register();
            let act = self.act(i64::try_from(from).unwrap_or(0), "fill");
            let mut histories = Vec::with_capacity(1000);
            for n in from..(from + 1000).min(many) {
                let mut history =
                    History::begin(&mut tx, &act, &mut resolver, entered(n)).await.map_err(failed)?;
                // a hydrant counts once it is accepted
                history.step(&mut tx, &act, &mut resolver, "accept", accepted(n)).await.map_err(failed)?;
                histories.push(history);
            }
            app::keep_histories(&mut tx, &self.counting, &register, histories).await.map_err(failed)?;
            tx.commit().await.map_err(failed)?;
        }
        let rate = (many - first) as f64 / begin.elapsed().as_secs_f64();
        println!("{}: from {first} to {many} records by the thousand: {rate:.0} a second", self.name);
        Ok(())
    }

    /// Lays what finds the records of a register.
    async fn finish(&self, loading: Loading, register: &str) -> Result<()> {
        let begin = Instant::now();
        let mut tx = self.db.read().await.map_err(failed)?;
        let register = app::register(&mut tx, &self.catalogue, register).await.map_err(failed)?;
        drop(tx);
        loading.finish(&[register], |_, _| {}).await.map_err(failed)?;
        println!("{}: their indexes: {:.0} s", self.name, begin.elapsed().as_secs_f64());
        Ok(())
    }
}

fn community(n: usize) -> String {
    format!("第{n}社区")
}

const ROADS: [&str; 8] = ["滨江路", "人民路", "解放街", "建设路", "东环路", "港前街", "学府路", "石塘街"];

/// The n-th hydrant. Its number is scattered, as those of different offices are: rows do not come in the order of the index.
pub fn entered(n: usize) -> Entered {
    let scattered = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
    let fields = [
        ("number", format!("{scattered:08}-{n}")),
        (
            "address",
            format!("{}{}号{}侧", ROADS[n % 8], n % 997, if n.is_multiple_of(2) { "东" } else { "西" }),
        ),
        ("task", ["existing", "rebuild", "new"][n % 3].to_owned()),
        ("pressure", format!("0.{}", 10 + n % 40)),
    ];
    of_fields(Some(community(n % COMMUNITIES)), fields)
}

fn accepted(n: usize) -> Entered {
    let day = format!("20{:02}-{:02}-{:02}", 10 + n % 15, 1 + n % 12, 1 + n % 28);
    of_fields(None, [("accepted_on", day)])
}

/// The n-th hazard: it counts as it is entered.
pub fn hazard(n: usize) -> Entered {
    let fields = [
        ("summary", format!("电线老化{n}")),
        ("spot", format!("{}{}号{n}", ROADS[n % 8], n % 997)),
        ("category", "fire".to_owned()),
        ("found_on", format!("2026-{:02}-{:02}", 1 + n % 8, 1 + n % 28)),
    ];
    of_fields(Some(community(n % COMMUNITIES)), fields)
}

fn of_fields<const N: usize>(unit: Option<String>, fields: [(&str, String); N]) -> Entered {
    let fields = fields.into_iter().map(|(code, text)| (code.to_owned(), vec![text])).collect();
    Entered { unit, fields, ..Entered::default() }
}

pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
