//! What the calendar starts: a pass in the morning writes what units are told of the day, and a second one nothing more.
#![allow(clippy::expect_used, reason = "a test that cannot set itself up must stop")]

use app::{Act, Counting, Entered, Resolver};
use catalogue::Catalogue;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use domain::access::{Caller, Post, Role};
use domain::message::{Carrier, Occasion};
use domain::org::{OrgUnit, UnitKind};
use jobs::{Jobs, Sender};
use std::sync::Arc;
use store::testing::Engines;
use store::{Channel, Db};
use tokio::sync::watch;
use uuid::Uuid;

const UNIT: Uuid = Uuid::from_u128(7);

/// Nine in the morning in China.
fn nine() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_038_800, 0).expect("a moment")
}

fn seven() -> DateTime<Utc> {
    nine() - chrono::TimeDelta::hours(2)
}

/// A unit with a hazard that ran out three days ago, and a group that is told each morning and of what goes up.
async fn fill(db: &Db, catalogue: &Catalogue, counting: &Arc<Counting>) {
    let today = app::local_day(nine());
    let unit = OrgUnit {
        id: UNIT,
        parent: None,
        kind: UnitKind::Community,
        name: "东湖社区".into(),
        region_code: None,
        valid_from: NaiveDate::default(),
        valid_to: None,
        version: 0,
    };
    let channel = Channel {
        id: Uuid::from_u128(1),
        carrier: Carrier::Wecom,
        name: "工作群".to_owned(),
        unit_id: UNIT,
        // nobody listens there: what was written is looked at, not what arrived
        address: "http://127.0.0.1:1/".to_owned(),
        secret: String::new(),
        occasions: vec![Occasion::Digest, Occasion::Escalation],
        made_at: seven(),
        removed_at: None,
        version: 0,
    };
    let mut tx = db.write().await.expect("a transaction");
    tx.insert_unit(&unit).await.expect("a unit");
    tx.insert_channel(&channel).await.expect("a channel");
    let post = Post::at_no_unit(Uuid::nil(), Role::Administrator, NaiveDate::default());
    let caller = Caller::new(Uuid::nil(), "张三".to_owned(), &[post], &[], today);
    let act = Act::new(caller, seven(), "r".to_owned(), Arc::clone(counting));
    let register = app::register(&mut tx, catalogue, "hazard").await.expect("a register");
    let mut resolver =
        Resolver::new(&mut tx, &act.caller, catalogue, register, today).await.expect("a resolver");
    let before = |days| (today - Days::new(days)).to_string();
    let fields = [
        ("summary", "电线老化".to_owned()),
        ("spot", "二楼".to_owned()),
        ("category", "fire".to_owned()),
        ("found_on", before(30)),
        ("rectifier", "某鞋厂".to_owned()),
        ("due", before(3)),
    ];
    let fields = fields.map(|(code, text)| (code.to_owned(), vec![text])).into();
    let entered = Entered { unit: Some("东湖社区".to_owned()), fields, ..Entered::default() };
    app::create_record(&mut tx, &act, &mut resolver, entered).await.expect("a hazard");
    tx.commit().await.expect("durable");
}

#[tokio::test]
async fn a_pass_in_the_morning_writes_the_digest_and_what_went_up_and_the_next_writes_nothing_more() {
    let engines = Engines::start().expect("both engines");
    let catalogue = Arc::new(Catalogue::carried().expect("a catalogue"));
    let counting = Arc::new(Counting::of(&catalogue));
    for db in engines.open().await.expect("they open") {
        fill(&db, &catalogue, &counting).await;
        let pass = async |now: fn() -> DateTime<Utc>| {
            let jobs = Jobs {
                db: db.clone(),
                catalogue: Arc::clone(&catalogue),
                counting: Arc::clone(&counting),
                sender: Sender::new(None, "").expect("a sender"),
                vault: vault::Vault::memory(),
                digest_at: NaiveTime::from_hms_opt(8, 0, 0).expect("a time"),
                told: Arc::default(),
                now,
            };
            // told to stop before it begins, a server makes one pass
            let (_stop, stopped) = watch::channel(true);
            jobs.run(stopped).await;
            let mut tx = db.read().await.expect("a transaction");
            let told = tx.deliveries(Uuid::from_u128(1), Uuid::max(), 9).await.expect("messages");
            let mut occasions: Vec<Occasion> = told.iter().map(|delivery| delivery.occasion).collect();
            occasions.sort_unstable();
            occasions
        };
        assert_eq!(pass(seven).await, [], "it is not time yet");
        assert_eq!(pass(nine).await, [Occasion::Digest, Occasion::Escalation]);
        assert_eq!(pass(nine).await, [Occasion::Digest, Occasion::Escalation], "a server that starts again");
    }
}
