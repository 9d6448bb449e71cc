//! A desk on each engine: a street with two communities, and a clerk who keeps its records.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use app::{Act, AppError, Asked, Entered, Resolver};
use catalogue::Catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Caller, Charge, Line, Post, Role};
use domain::message::{Carrier, Occasion};
use domain::org::{OrgUnit, UnitKind};
use domain::register::{Record, Register};
use std::sync::Arc;
use store::testing::Postgres;
use store::{Account, Channel, Db, Delivery, SheetImport, Tx};
use uuid::Uuid;

pub struct Desk {
    pub db: Db,
    pub catalogue: Catalogue,
}

pub struct Desks {
    pub each: Vec<Desk>,
    _folder: tempfile::TempDir,
    _server: Arc<Postgres>,
}

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_700_000, 0).expect("a moment")
}

pub fn today() -> NaiveDate {
    app::local_day(now())
}

pub fn counting() -> Arc<app::Counting> {
    static COUNTING: std::sync::OnceLock<Arc<app::Counting>> = std::sync::OnceLock::new();
    let made = || Arc::new(app::Counting::of(&Catalogue::carried().expect("no fault")));
    COUNTING.get_or_init(made).clone()
}

/// Somebody with a role at the street, and so at every unit of the desk.
pub fn act(request: &str, role: Role) -> Act {
    act_of(1, request, &[post(role, 1, None)])
}

pub fn post(role: Role, unit: u128, sector: Option<&str>) -> Post {
    let sector = sector.map(str::to_owned);
    Post { unit: Some(Uuid::from_u128(unit)), sector, ..Post::at_no_unit(Uuid::from_u128(1), role, today()) }
}

/// A person with posts.
pub fn act_of(user: u128, request: &str, posts: &[Post]) -> Act {
    let caller = Caller::new(Uuid::from_u128(user), "张三".into(), posts, &units(), today());
    Act::new(caller, now(), request.into(), counting())
}

fn units() -> Vec<OrgUnit> {
    let unit = |(id, parent, kind, name): (u128, Option<u128>, UnitKind, &str)| OrgUnit {
        id: Uuid::from_u128(id),
        parent: parent.map(Uuid::from_u128),
        kind,
        name: name.into(),
        region_code: None,
        valid_from: NaiveDate::default(),
        valid_to: None,
        version: 0,
    };
    [
        (1, None, UnitKind::Street, "滨江街道"),
        (2, Some(1), UnitKind::Community, "东湖社区"),
        (3, Some(1), UnitKind::Community, "西山社区"),
        (4, Some(1), UnitKind::Department, "消防办"),
    ]
    .map(unit)
    .to_vec()
}

pub fn clerk() -> Act {
    act("r", Role::Clerk)
}

pub async fn desks() -> Desks {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Postgres::shared().expect("PostgreSQL runs");
    let file = format!("sqlite:{}", folder.path().join("shouze.db").display());
    let mut each = Vec::new();
    for address in [file, server.database().expect("a database")] {
        let db = Db::open(&address).await.expect("it opens");
        let mut tx = db.write().await.expect("a transaction");
        for unit in units() {
            tx.insert_unit(&unit).await.expect("a unit");
        }
        tx.commit().await.expect("durable");
        each.push(Desk { db, catalogue: Catalogue::carried().expect("no fault") });
    }
    Desks { each, _folder: folder, _server: server }
}

pub fn entered(unit: &str, fields: &[(&str, &str)]) -> Entered {
    let texts = |text: &str| if text.is_empty() { vec![] } else { vec![text.to_owned()] };
    Entered {
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        sector: None,
        state: None,
        fields: fields.iter().map(|(code, text)| ((*code).to_owned(), texts(text))).collect(),
    }
}

impl Desk {
    pub async fn resolver(&self, tx: &mut Tx, act: &Act, register: &str) -> Resolver {
        let register = app::register(tx, &self.catalogue, register).await.expect("a register");
        Resolver::new(tx, &act.caller, &self.catalogue, register, today()).await.expect("a resolver")
    }

    pub async fn enter(&self, act: &Act, register: &str, entered: Entered) -> Result<Record, AppError> {
        let mut tx = self.db.write().await?;
        let mut resolver = self.resolver(&mut tx, act, register).await;
        let record = app::create_record(&mut tx, act, &mut resolver, entered).await?;
        tx.commit().await?;
        Ok(record)
    }

    pub async fn change(&self, act: &Act, record: &Record, entered: Entered) -> Result<Record, AppError> {
        let mut tx = self.db.write().await?;
        let mut resolver = self.resolver(&mut tx, act, &record.register).await;
        let changed =
            app::change_record(&mut tx, act, &mut resolver, record.id, record.version, entered).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Moves a record, with what is entered on the way.
    pub async fn step(
        &self,
        act: &Act,
        record: &Record,
        step: &str,
        fields: &[(&str, &str)],
    ) -> Result<Record, AppError> {
        let mut tx = self.db.write().await?;
        let mut resolver = self.resolver(&mut tx, act, &record.register).await;
        let given = entered("", fields);
        let moved =
            app::move_record(&mut tx, act, &mut resolver, record.id, record.version, step, given).await?;
        tx.commit().await?;
        Ok(moved)
    }

    /// A kept photo, by its hash.
    pub async fn photo(&self) -> String {
        self.photo_of(&clerk()).await
    }

    /// One that somebody brought.
    pub async fn photo_of(&self, act: &Act) -> String {
        const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
        let mut tx = self.db.write().await.expect("a transaction");
        let brought = app::bring_file(&vault::Vault::memory(), &act.caller, PNG).await.expect("a photo");
        let kept = app::keep_file(&mut tx, act, &brought).await.expect("a photo");
        tx.commit().await.expect("durable");
        kept.sha256
    }

    /// A sheet that was read, kept and checked.
    pub async fn checked_sheet(
        &self,
        tx: &mut Tx,
        act: &Act,
        register: &Register,
        bytes: &[u8],
    ) -> (sheet::Table, SheetImport) {
        let table = app::read_sheet(register, bytes).expect("a table");
        let vault = vault::Vault::memory();
        let stored = app::bring_sheet(&vault, &act.caller, bytes).await.expect("kept");
        let sha256 = app::keep_sheet(tx, act, &stored).await.expect("kept");
        let file = ("a.csv".to_owned(), sha256);
        let import = app::begin_import(tx, act, &self.catalogue, register, &table, file).await;
        (table, import.expect("checked"))
    }

    pub async fn titles(&self, register: &str, asked: Asked) -> Vec<String> {
        let mut tx = self.db.read().await.expect("a transaction");
        let register = app::register(&mut tx, &self.catalogue, register).await.expect("a register");
        let asked = Asked { limit: 50, ..asked };
        let listed = app::list_records(&mut tx, &clerk().caller, &register, &asked).await.expect("a list");
        listed.records.into_iter().map(|row| row.title).collect()
    }

    pub async fn moves(&self, role: Role, record: &Record) -> Vec<String> {
        let mut tx = self.db.read().await.expect("a transaction");
        let caller = act("r", role).caller;
        let (register, id) = (&record.register, record.id);
        let detail = app::record_detail(&mut tx, &caller, &self.catalogue, register, id, today()).await;
        detail.expect("the record").moves
    }

    pub async fn undo(&self, request: &str) -> app::Undone {
        let mut tx = self.db.write().await.expect("a transaction");
        let undone =
            app::undo(&mut tx, &act("u", Role::Clerk), &self.catalogue, request).await.expect("undone");
        tx.commit().await.expect("durable");
        undone
    }

    /// Somebody with an account and one post, both of one identity.
    pub async fn somebody(&self, id: u128, name: &str, role: Role, unit: u128) -> Post {
        let id = Uuid::from_u128(id);
        let account = Account {
            id,
            login: format!("user.{}", id.as_u128()),
            name: name.to_owned(),
            password_hash: "none".to_owned(),
            created_at: now(),
            must_change: false,
            disabled_at: None,
            last_sign_in_at: None,
            erased_at: None,
            phone: None,
        };
        let mut tx = self.db.write().await.expect("a transaction");
        tx.insert_account(&account).await.expect("an account");
        let post = Post { id, valid_from: NaiveDate::default(), ..post(role, unit, None) };
        tx.insert_post(id, &post).await.expect("a post");
        tx.commit().await.expect("durable");
        post
    }

    /// Gives a leader's post a line.
    pub async fn line(&self, id: u128, post: &Post, charge: Charge) {
        let (id, valid_from) = (Uuid::from_u128(id), NaiveDate::default());
        let mut tx = self.db.write().await.expect("a transaction");
        let line = Line { id, post: post.id, charge, valid_from, valid_to: None };
        tx.insert_line(&line).await.expect("a line");
        tx.commit().await.expect("durable");
    }

    /// A group of a unit that is told on an occasion; its identity is that of the unit.
    pub async fn group(&self, unit: u128, occasion: Occasion) {
        let channel = Channel {
            id: Uuid::from_u128(unit),
            carrier: Carrier::Wecom,
            name: "工作群".to_owned(),
            unit_id: Uuid::from_u128(unit),
            address: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1".to_owned(),
            secret: String::new(),
            occasions: vec![occasion],
            made_at: now(),
            removed_at: None,
            version: 0,
        };
        let mut tx = self.db.write().await.expect("a transaction");
        tx.insert_channel(&channel).await.expect("a channel");
        tx.commit().await.expect("durable");
    }

    /// What the group of a unit was told, the latest first.
    pub async fn heard(&self, unit: u128) -> Vec<Delivery> {
        let mut tx = self.db.read().await.expect("a transaction");
        tx.deliveries(Uuid::from_u128(unit), Uuid::max(), 99).await.expect("messages")
    }
}
