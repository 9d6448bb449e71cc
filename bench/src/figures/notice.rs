//! The sample notice, published, so that units have a scoreboard.

use crate::records::{Bench, failed};
use app::{Matching, ReadIn, UnitChoice};
use chrono::NaiveDate;
use domain::org::UnitKind;
use std::io::Result;
use uuid::Uuid;

const NOTICE: &str = include_str!("../../../examples/notice.txt");

impl Bench {
    /// Publishes it; gives the street, under which communities are made.
    pub async fn notice(&self) -> Result<Option<Uuid>> {
        let act = self.act(0, "notice");
        let year = (day(2026, 1, 1), day(2026, 12, 31));
        let mut tx = self.db.write().await.map_err(failed)?;
        let vault = vault::Vault::memory();
        let stored = app::bring_notice(&vault, &act.caller, NOTICE.as_bytes()).await.map_err(failed)?;
        app::store_original(&mut tx, &act, &stored).await.map_err(failed)?;
        let read = app::read_in(&mut tx, &act, &stored, None, false).await.map_err(failed)?;
        let (ReadIn::New(id) | ReadIn::Already { id, .. }) = read;
        let found = app::notice(&mut tx, &act.caller, id).await.map_err(failed)?;
        let open: Vec<(Uuid, i64)> = found.targets.iter().map(|target| (target.id, target.version)).collect();
        app::accept_all(&mut tx, &act, &open).await.map_err(failed)?;
        let names = app::names_in_text(&mut tx, &act.caller, id, year.0).await.map_err(failed)?;
        let new = |name: app::NameInText| {
            (name.text.clone(), UnitChoice::New { name: name.text, kind: name.guess })
        };
        let matching = Matching {
            street: Some("滨江街道".to_owned()),
            choices: names.into_iter().map(new).collect(),
            is_street_for_unnamed: true,
            ..Matching::default()
        };
        app::match_units(&mut tx, &act, id, matching).await.map_err(failed)?;
        let version = app::notice(&mut tx, &act.caller, id).await.map_err(failed)?.notice.version;
        app::publish(&mut tx, &act, id, version, year).await.map_err(failed)?;
        let units = tx.units().await.map_err(failed)?;
        tx.commit().await.map_err(failed)?;
        Ok(units.iter().find(|unit| unit.kind == UnitKind::Street).map(|unit| unit.id))
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
