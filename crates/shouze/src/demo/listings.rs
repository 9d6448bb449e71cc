//! Listed hazards of the demo: what stands open is listed the way people do it, step by step, so that hazard and listing agree.

use super::Demo;
use super::street::Ground;
use anyhow::Result;
use app::{Asked, Entered, Resolver};
use chrono::{NaiveDate, TimeDelta};
use domain::hazard::{HAZARD, Stage, states_where};
use domain::matter::{LISTING, LISTING_REPORT};
use domain::register::Record;
use std::collections::BTreeMap;
use store::Tx;
use uuid::Uuid;

/// Level of each, days since the proposal, days to rectify, and whether it has reports.
const LISTED: &[(&str, i64, &str)] =
    &[("city", 50, "60"), ("county", 40, "45"), ("street", 24, "30"), ("street", 3, "")];
const LEADERS: [&str; 3] = ["周明", "吴国平", "郑晓东"];

pub(super) fn entered(fields: &[(&str, String)]) -> Entered {
    let fields = fields.iter().map(|(code, text)| ((*code).to_owned(), vec![text.clone()])).collect();
    Entered { fields, ..Entered::default() }
}

impl Demo {
    /// Lists a few hazards of the street that wait to be rectified, the gravest first. Gives the number of records made.
    ///
    /// # Errors
    /// When the database is not reached, or a rule refuses what is made.
    pub(super) async fn list_hazards(&self, ground: &Ground) -> Result<usize> {
        let mut tx = self.db.write().await?;
        let mut hazards = self.open_hazards(&mut tx, ground.id).await?;
        if hazards.is_empty()
            && let Some(unit) = ground.units.first()
        {
            hazards.push(self.hazard(&mut tx, unit, (60, -20), &[]).await?);
        }
        let mut made = 0;
        for (n, ((level, ago, days), hazard)) in LISTED.iter().zip(&hazards).enumerate() {
            let day = self.today - TimeDelta::days(*ago);
            let listing =
                self.listed(&mut tx, (level, days), hazard, day, ground.number * 100 + n + 1).await?;
            made += 1;
            if days.is_empty() {
                continue;
            }
            let mut resolver = self.resolver(&mut tx, LISTING_REPORT).await?;
            for (share, reported_on) in [("30", day + TimeDelta::days(10)), ("60", day + TimeDelta::days(20))]
            {
                let report = [
                    ("listing", listing.id.to_string()),
                    ("reported_on", reported_on.to_string()),
                    ("progress", share.to_owned()),
                    ("done", "已停用隐患部位，设备已订货，按方案分段施工。".to_owned()),
                    ("problems", "部分住户搬离需要再做工作。".to_owned()),
                ];
                let act = self.act(reported_on.min(self.today));
                app::create_record(&mut tx, &act, &mut resolver, entered(&report)).await?;
                made += 1;
            }
        }
        tx.commit().await?;
        Ok(made)
    }

    pub(super) async fn resolver(&self, tx: &mut Tx, code: &str) -> Result<Resolver> {
        let register = app::register(tx, &self.catalogue, code).await?;
        Ok(Resolver::new(tx, &self.caller, &self.catalogue, register, self.today).await?)
    }

    /// Hazards of the street that somebody has to rectify, found before the earliest proposal, major ones first.
    async fn open_hazards(&self, tx: &mut Tx, street: Uuid) -> Result<Vec<Record>> {
        let register = app::register(tx, &self.catalogue, HAZARD).await?;
        let states = states_where(Stage::is_to_be_rectified).into_iter().map(str::to_owned).collect();
        let sort = Some("found_on".to_owned());
        let asked = Asked { unit: Some(street), states, sort, limit: 500, ..Asked::default() };
        let listed = app::list_records(tx, &self.caller, &register, &asked).await?.records;
        let mut hazards: Vec<Record> = listed.into_iter().map(|row| row.record).collect();
        hazards.sort_by_key(|hazard| !hazard.holds("level", &["major".to_owned()]));
        Ok(hazards)
    }

    /// A hazard that was found so many days ago and is due so many days ago, with what else is known of it.
    pub(super) async fn hazard(
        &self,
        tx: &mut Tx,
        unit: &str,
        (ago, due): (i64, i64),
        more: &[(&str, String)],
    ) -> Result<Record> {
        let day = |ago| (self.today - TimeDelta::days(ago)).to_string();
        let found = [
            ("summary", "商住楼疏散楼梯封闭"),
            ("spot", "沿街商住楼"),
            ("category", "fire"),
            ("rectifier", "物业公司"),
        ];
        let found = found.map(|(code, text)| (code, text.to_owned()));
        let fields = [&found[..], &[("found_on", day(ago)), ("due", day(due))], more].concat();
        let mut resolver = self.resolver(tx, HAZARD).await?;
        let given = Entered { unit: Some(unit.to_owned()), ..entered(&fields) };
        let act = self.act(self.today - TimeDelta::days(ago));
        Ok(app::create_record(tx, &act, &mut resolver, given).await?)
    }

    pub(super) async fn listed(
        &self,
        tx: &mut Tx,
        (level, days): (&str, &str),
        hazard: &Record,
        day: NaiveDate,
        number: usize,
    ) -> Result<Record> {
        let mut resolver = self.resolver(tx, LISTING).await?;
        let leader = LEADERS[number % LEADERS.len()].to_owned();
        let proposal = [
            ("hazard", hazard.id.to_string()),
            ("level", level.to_owned()),
            ("lister", if level == "street" { "滨江街道安委会" } else { "临海市安委会" }.to_owned()),
            ("leader", leader),
            ("proposed_on", day.to_string()),
            ("reason", "整改难度大、涉及住户多，需要挂牌推动。".to_owned()),
        ];
        let listing = app::create_record(tx, &self.act(day), &mut resolver, entered(&proposal)).await?;
        if days.is_empty() {
            return Ok(listing);
        }
        let listed_on = day + TimeDelta::days(2);
        let notice = BTreeMap::from([
            ("number", format!("安督〔2026〕{number}号")),
            ("days", days.to_owned()),
            ("listed_on", listed_on.to_string()),
            ("requirements", "按“五落实”要求限期整改，每月报送进展，整改完成后申请现场验收。".to_owned()),
        ]);
        let notice: Vec<(&str, String)> = notice.into_iter().collect();
        let (id, version) = (listing.id, listing.version);
        let act = self.act(listed_on);
        Ok(app::move_record(tx, &act, &mut resolver, id, version, "list", entered(&notice)).await?)
    }
}
