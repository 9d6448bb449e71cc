//! Hazards: reports with a photo, one after the other by four at once, and the four lists over a full register. Each against
//! plain rows and files on the same disk in the same run.

use crate::records::{Bench, failed, hazard, ms, percentile};
use app::{Asked, Entered, History};
use domain::hazard::{HAZARD, HazardList};
use std::fs::File;
use std::io::{Result, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};
use store::Db;
use store::testing::bare_insert;
use vault::Vault;

/// Bytes of a photo as phones make it smaller before it goes.
const PHOTO: usize = 200 * 1024;
/// Reports of each of the four.
const EACH: usize = 150;
const ROUNDS: usize = 300;

/// The n-th photo: no two are the same, and none can be pressed.
fn photo(n: usize) -> Vec<u8> {
    let mut word = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
    while bytes.len() < PHOTO {
        word ^= word << 13;
        word ^= word >> 7;
        word ^= word << 17;
        bytes.extend(word.to_le_bytes());
    }
    bytes
}

fn with_photo(n: usize, sha256: &str) -> Entered {
    let mut entered = hazard(n);
    entered.fields.insert("photos_before".to_owned(), vec![sha256.to_owned()]);
    entered
}

/// A file that has reached the disk.
fn bare_file(folder: &Path, n: usize, bytes: &[u8]) -> Result<()> {
    let mut file = File::create(folder.join(n.to_string()))?;
    file.write_all(bytes)?;
    file.sync_all()
}

impl Bench {
    /// Reports with a photo against bare rows with a bare file; of each round the numbers are its own.
    pub async fn reports(&self, round: usize) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let vault = Vault::folder(&folder.path().join("vault")).map_err(failed)?;
        let bare = folder.path().join("bare");
        std::fs::create_dir(&bare)?;
        let begin = Instant::now();
        let one = async |by: usize| -> Result<()> {
            for n in 0..EACH {
                let number = 40_000_000 + (4 * round + by) * EACH + n;
                let (bytes, bare) = (photo(number), bare.clone());
                tokio::task::spawn_blocking(move || bare_file(&bare, number, &bytes)).await??;
                bare_insert(&self.db, i64::try_from(number).unwrap_or(0)).await.map_err(failed)?;
            }
            Ok(())
        };
        let done = tokio::join!(one(0), one(1), one(2), one(3));
        done.0.and(done.1).and(done.2).and(done.3)?;
        let floor = (4 * EACH) as f64 / begin.elapsed().as_secs_f64();
        let begin = Instant::now();
        let one = async |by: usize| -> Result<Vec<Duration>> {
            let mut times = Vec::with_capacity(EACH);
            for n in 0..EACH {
                let number = 50_000_000 + (4 * round + by) * EACH + n;
                let bytes = photo(number);
                let began = Instant::now();
                let act = self.act(0, "report");
                let brought = app::bring_file(&vault, &act.caller, &bytes).await.map_err(failed)?;
                let mut tx = self.db.write().await.map_err(failed)?;
                let kept = app::keep_file(&mut tx, &act, &brought).await.map_err(failed)?;
                let mut resolver = self.resolver(&mut tx, HAZARD).await?;
                let entered = with_photo(number, &kept.sha256);
                app::create_record(&mut tx, &act, &mut resolver, entered).await.map_err(failed)?;
                tx.commit().await.map_err(failed)?;
                times.push(began.elapsed());
            }
            Ok(times)
        };
        let done = tokio::join!(one(0), one(1), one(2), one(3));
        let mut times = [done.0?, done.1?, done.2?, done.3?].concat();
        let ours = times.len() as f64 / begin.elapsed().as_secs_f64();
        println!(
            "{}: hazards with a photo of 200 KiB, four at once: {ours:.0} a second, {floor:.0} bare rows with a file, ratio {:.2} (goal 0.5), p99 {:.0} ms, {} MB resident",
            self.name,
            ours / floor,
            ms(percentile(&mut times, 99)),
            crate::server::resident(std::process::id())
        );
        Ok(())
    }

    /// Fills the register of hazards: of ten, three are open, one is to be rechecked, six are closed.
    pub async fn fill_hazards(&self, db: &Db, many: usize) -> Result<()> {
        let vault = Vault::memory();
        let act = self.act(0, "photo");
        let bytes = photo(0);
        let brought = app::bring_file(&vault, &act.caller, &bytes).await.map_err(failed)?;
        let mut tx = self.db.write().await.map_err(failed)?;
        let sha256 = app::keep_file(&mut tx, &act, &brought).await.map_err(failed)?.sha256;
        tx.commit().await.map_err(failed)?;
        let begin = Instant::now();
        for from in (0..many).step_by(1000) {
            let mut tx = db.write().await.map_err(failed)?;
            let mut resolver = self.resolver(&mut tx, HAZARD).await?;
            let register = resolver.shared_register();
            let act = self.act(i64::try_from(from).unwrap_or(0), "fill");
            let mut histories = Vec::with_capacity(1000);
            for n in from..(from + 1000).min(many) {
                let mut entered = with_photo(n, &sha256);
                let due = format!("2026-{:02}-{:02}", 9 + n % 4, 1 + n % 28);
                for (field, text) in [("rectifier", "王五".to_owned()), ("due", due)] {
                    entered.fields.insert(field.to_owned(), vec![text]);
                }
                let mut history =
                    History::begin(&mut tx, &act, &mut resolver, entered).await.map_err(failed)?;
                let steps: &[(&str, &[(&str, &str)])] =
                    &[("submit", &[("photos_after", &sha256)]), ("close", &[("rechecker", "赵六")])];
                for (code, fields) in &steps[..[0, 0, 0, 1, 2, 2, 2, 2, 2, 2][n % 10]] {
                    let fields =
                        fields.iter().map(|(code, text)| ((*code).to_owned(), vec![(*text).to_owned()]));
                    let entered = Entered { fields: fields.collect(), ..Entered::default() };
                    history.step(&mut tx, &act, &mut resolver, code, entered).await.map_err(failed)?;
                }
                histories.push(history);
            }
            app::keep_histories(&mut tx, &self.counting, &register, histories).await.map_err(failed)?;
            tx.commit().await.map_err(failed)?;
        }
        println!("{}: {many} hazards in {:.0} s", self.name, begin.elapsed().as_secs_f64());
        Ok(())
    }

    /// The first page of each list, of everything and of one community, and how many stand in each.
    pub async fn hazard_lists(&self, many: usize) -> Result<()> {
        let mut tx = self.db.read().await.map_err(failed)?;
        let units = tx.units().await.map_err(failed)?;
        drop(tx);
        let today = app::local_day(self.act(0, "").now);
        let of = |n: usize| (n % 2 == 1).then(|| units[n % units.len()].id);
        for list in HazardList::ALL {
            let mut times = Vec::with_capacity(ROUNDS);
            for n in 0..ROUNDS {
                let begin = Instant::now();
                let mut tx = self.db.read().await.map_err(failed)?;
                let register =
                    app::register(&mut tx, &self.catalogue, list.register()).await.map_err(failed)?;
                let states = list.states().into_iter().map(str::to_owned).collect();
                let sort = Some(list.sort().to_owned());
                let asked = Asked { unit: of(n), states, sort, limit: 50, ..Asked::default() };
                let caller = self.act(0, "").caller;
                app::list_records(&mut tx, &caller, &register, &asked).await.map_err(failed)?;
                times.push(begin.elapsed());
            }
            self.told(many, &format!("list {list:?}"), &mut times);
        }
        let mut times = Vec::with_capacity(ROUNDS);
        for n in 0..ROUNDS {
            let begin = Instant::now();
            let mut tx = self.db.read().await.map_err(failed)?;
            let caller = self.act(0, "").caller;
            app::hazard_lists(&mut tx, &caller, &self.catalogue, of(n), today).await.map_err(failed)?;
            times.push(begin.elapsed());
        }
        self.told(many, "how many stand in each list", &mut times);
        Ok(())
    }

    fn told(&self, many: usize, what: &str, times: &mut [Duration]) {
        println!(
            "{}: {many} hazards, {what}: p50 {:.1} ms, p99 {:.1} ms (goal 50)",
            self.name,
            ms(percentile(times, 50)),
            ms(percentile(times, 99))
        );
    }
}
