//! Matters of the demo that went their whole way, so that each list shows what an end looks like: a listing that was taken off, a
//! consultation that is being carried out, and one that was.

use super::Demo;
use super::listings::entered;
use super::street::Ground;
use anyhow::{Context, Result};
use app::Act;
use chrono::{NaiveDate, TimeDelta};
use domain::access::Caller;
use domain::hazard::HAZARD;
use domain::matter::{CONSULTATION, CONSULTATION_ITEM, LISTING, LISTING_REPORT};
use domain::register::Record;
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

/// Number of the notice by which the finished listing was made: behind those of the listings that stand.
const NUMBER: usize = 90;

impl Demo {
    /// Makes them for a street. Gives the number of records.
    ///
    /// # Errors
    /// When the database is not reached, or a rule refuses what is made.
    pub(super) async fn finish_matters(
        &self,
        ground: &Ground,
        pictures: &HashMap<String, String>,
    ) -> Result<usize> {
        let [one, other, ..] = ground.units.as_slice() else { return Ok(0) };
        let mut tx = self.db.write().await?;
        let listed = self.taken_off(&mut tx, (ground.number, one), &ground.rechecker, pictures).await?;
        let settled = self.consulted(&mut tx, (one, other), (100, true)).await?;
        let concluded = self.consulted(&mut tx, (other, one), (45, false)).await?;
        tx.commit().await?;
        Ok(listed + settled + concluded)
    }

    fn ago(&self, days: i64) -> NaiveDate {
        self.today - TimeDelta::days(days)
    }

    async fn step(
        &self,
        tx: &mut Tx,
        act: &Act,
        record: &Record,
        code: &str,
        fields: &[(&str, String)],
    ) -> Result<Record> {
        let mut resolver = self.resolver(tx, &record.register).await?;
        let (id, version) = (record.id, record.version);
        Ok(app::move_record(tx, act, &mut resolver, id, version, code, entered(fields)).await?)
    }

    async fn now(&self, tx: &mut Tx, register: &str, id: Uuid) -> Result<Record> {
        let register = app::register(tx, &self.catalogue, register).await?;
        Ok(tx.record(id).await?.context("a record of the demo is gone")?.read(&register))
    }

    /// A hazard that was listed, rectified, accepted on site by another, closed, and whose plaque is off.
    async fn taken_off(
        &self,
        tx: &mut Tx,
        (street, unit): (usize, &str),
        rechecker: &Caller,
        pictures: &HashMap<String, String>,
    ) -> Result<usize> {
        let picture = |name: &str| pictures.get(name).cloned().context("a drawing of the demo is gone");
        let before = [("photos_before", picture("corridor-before")?)];
        let hazard = self.hazard(tx, unit, (96, 40), &before).await?;
        let number = street * 100 + NUMBER;
        let listing = self.listed(tx, ("street", "60"), &hazard, self.ago(90), number).await?;
        let report = [
            ("listing", listing.id.to_string()),
            ("reported_on", self.ago(70).to_string()),
            ("progress", "80".to_owned()),
            ("done", "封闭的楼梯已打开，防火门已更换。".to_owned()),
        ];
        let mut resolver = self.resolver(tx, LISTING_REPORT).await?;
        app::create_record(tx, &self.act(self.ago(70)), &mut resolver, entered(&report)).await?;

        let hazard = self.now(tx, HAZARD, hazard.id).await?;
        let after = [("photos_after", picture("corridor-after")?)];
        let hazard = self.step(tx, &self.act(self.ago(60)), &hazard, "submit", &after).await?;
        let listing = self.now(tx, LISTING, listing.id).await?;
        let listing = self.step(tx, &self.act(self.ago(58)), &listing, "apply", &[]).await?;
        let by_another = |days| Act { caller: rechecker.clone(), ..self.act(self.ago(days)) };
        let site = [
            ("acceptors", format!("{}、王海燕", rechecker.name)),
            ("opinion", "现场核查，疏散楼梯畅通，防火门完好，同意摘牌。".to_owned()),
        ];
        let listing = self.step(tx, &by_another(55), &listing, "accept", &site).await?;
        let closed = [("rechecker", rechecker.name.clone())];
        self.step(tx, &by_another(55), &hazard, "close", &closed).await?;
        let off = [("delisting", format!("安督摘〔2026〕{number}号"))];
        let listing = self.step(tx, &self.act(self.ago(52)), &listing, "delist", &off).await?;
        let told = [("disclosed_on", self.ago(50).to_string()), ("disclosed_in", "街道公告栏".to_owned())];
        let mut resolver = self.resolver(tx, LISTING).await?;
        let act = self.act(self.ago(50));
        app::change_record(tx, &act, &mut resolver, listing.id, listing.version, entered(&told)).await?;
        Ok(3)
    }

    /// A consultation begun so many days ago whose conclusion is carried out, wholly or in part.
    async fn consulted(
        &self,
        tx: &mut Tx,
        (unit, other): (&str, &str),
        (ago, is_settled): (i64, bool),
    ) -> Result<usize> {
        let topic = if is_settled {
            ("topic", "沿街商铺“三合一”连片整治会商".to_owned())
        } else {
            ("topic", "老旧小区消防水源不足会商".to_owned())
        };
        let begun = [
            topic,
            ("asked_on", self.ago(ago).to_string()),
            ("background", "涉及消防、住建、市场监管，一家管不了。".to_owned()),
            ("chair", "周明".to_owned()),
        ];
        let mut resolver = self.resolver(tx, CONSULTATION).await?;
        let given = app::Entered { unit: Some(unit.to_owned()), ..entered(&begun) };
        let consultation = app::create_record(tx, &self.act(self.ago(ago)), &mut resolver, given).await?;
        let item =
            async |tx: &mut Tx, (kind, matter): (&str, &str), department: &str, (from, until): (i64, i64)| {
                let asked = [
                    ("matter", matter.to_owned()),
                    ("consultation", consultation.id.to_string()),
                    ("kind", kind.to_owned()),
                    ("department", department.to_owned()),
                    ("due", self.ago(until).to_string()),
                ];
                let mut resolver = self.resolver(tx, CONSULTATION_ITEM).await?;
                let given = app::Entered { unit: Some(department.to_owned()), ..entered(&asked) };
                Ok::<_, anyhow::Error>(
                    app::create_record(tx, &self.act(self.ago(from)), &mut resolver, given).await?,
                )
            };
        let replied = |words: &str| [("reply", words.to_owned())];
        for department in [unit, other] {
            let asked = item(tx, ("opinion", "对整治方案提出意见"), department, (ago, ago - 10)).await?;
            let act = self.act(self.ago(ago - 7));
            self.step(tx, &act, &asked, "reply", &replied("同意方案，派员参加联合处置。")).await?;
        }
        let drawn = [
            ("conclusion", "先断电停用，再逐户腾退，街道牵头，社区入户，一个月内完成。".to_owned()),
            ("minutes", format!("专题会议纪要〔2026〕{ago}号")),
        ];
        let consultation = self.now(tx, CONSULTATION, consultation.id).await?;
        let act = self.act(self.ago(ago - 12));
        let consultation = self.step(tx, &act, &consultation, "conclude", &drawn).await?;
        let first = item(tx, ("task", "逐户腾退，拆除违建隔间"), unit, (ago - 12, ago - 40)).await?;
        let act = self.act(self.ago(ago - 35));
        self.step(tx, &act, &first, "reply", &replied("已全部腾退，隔间已拆除。")).await?;
        // what is not settled waits for this one, a few days before it is due
        let until = if is_settled { ago - 42 } else { -5 };
        let second = item(tx, ("task", "补设消防水源，更换老化线路"), other, (ago - 12, until)).await?;
        if is_settled {
            let act = self.act(self.ago(ago - 41));
            self.step(tx, &act, &second, "reply", &replied("已验收合格。")).await?;
            let act = self.act(self.ago(ago - 45));
            let consultation = self.now(tx, CONSULTATION, consultation.id).await?;
            self.step(tx, &act, &consultation, "settle", &[]).await?;
        }
        Ok(5)
    }
}
