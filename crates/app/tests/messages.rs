//! What goes to the groups of units, and what the trail keeps of channels, on both engines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;

use app::{AppError, ChannelInput, Entered, MailServer, NewSlip};
use desk::*;
use domain::access::{Charge, Role};
use domain::hazard::HAZARD;
use domain::message::{Carrier, ChannelError, Occasion};
use domain::todo::SlipKind;
use store::Channel;
use uuid::Uuid;

const KEY: &str = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";

const HAZARD_FIELDS: [(&str, &str); 6] = [
    ("summary", "二楼疏散通道堆物"),
    ("spot", "某鞋厂二楼"),
    ("category", "fire"),
    ("found_on", "2026-03-02"),
    ("rectifier", "某鞋厂"),
    ("due", "2026-03-20"),
];

fn input(unit: u128) -> ChannelInput {
    ChannelInput {
        name: "安办工作群".to_owned(),
        unit_id: Uuid::from_u128(unit),
        address: Some(format!("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}")),
        secret: Some("SEC000".to_owned()),
        occasions: vec![Occasion::Urgent],
    }
}

impl Desk {
    async fn channel(&self, unit: u128) -> Channel {
        let mut tx = self.db.write().await.expect("a transaction");
        let keeper = act("channel", Role::SystemAdministrator);
        let mail = MailServer { is_there: false, hosts: &[] };
        let made =
            app::add_channel(&mut tx, &keeper, mail, Carrier::Wecom, input(unit)).await.expect("added");
        tx.commit_recorded().await.expect("durable");
        made
    }

    async fn say(&self, hazard: Uuid, kind: SlipKind, to: Uuid) {
        let due = (kind == SlipKind::Supervise).then(today);
        let new = NewSlip { kind, to: vec![to], words: "明天市里来检查".to_owned(), due };
        let mut tx = self.db.write().await.expect("a transaction");
        app::send_slip(&mut tx, &clerk(), &self.catalogue, hazard, new).await.expect("said");
        tx.commit_recorded().await.expect("durable");
    }
}

#[tokio::test]
async fn an_urge_is_told_to_the_groups_of_the_unit_and_those_above_and_a_copy_is_not() {
    for desk in &desks().await.each {
        let (street, west) = (desk.channel(1).await, desk.channel(3).await);
        let head = desk.somebody(77, "李四", Role::CommunityHead, 2).await.id;
        let hazard =
            desk.enter(&clerk(), HAZARD, entered("东湖社区", &HAZARD_FIELDS)).await.expect("entered");
        desk.say(hazard.id, SlipKind::Copy, head).await;
        desk.say(hazard.id, SlipKind::Urge, head).await;
        let mut tx = desk.db.read().await.expect("a transaction");
        let told = tx.deliveries(street.id, Uuid::max(), 9).await.expect("messages");
        let [told] = &told[..] else { panic!("the urge alone: {told:?}") };
        assert_eq!(told.title, "催办：二楼疏散通道堆物");
        assert_eq!(told.body, "请李四办理。\n明天市里来检查\n催办：张三");
        assert_eq!(told.path, format!("/registers/hazard/{}", hazard.id));
        assert!(tx.deliveries(west.id, Uuid::max(), 9).await.expect("none").is_empty(), "not its business");
    }
}

#[tokio::test]
async fn a_hazard_that_is_reopened_is_told_to_whoever_had_to_do_with_it_and_to_the_groups() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Urgent).await;
        let head = desk.somebody(77, "李四", Role::CommunityHead, 2).await.id;
        let photo = desk.photo().await;
        let fields = [
            ("summary", "二楼疏散通道堆物"),
            ("spot", "某鞋厂二楼"),
            ("category", "fire"),
            ("found_on", "2026-03-02"),
            ("rectifier", "某鞋厂"),
            ("due", "2026-03-20"),
            ("photos_before", photo.as_str()),
            ("photos_after", photo.as_str()),
        ];
        let hazard = desk.enter(&clerk(), HAZARD, entered("东湖社区", &fields)).await.expect("entered");
        let submitted = desk.step(&clerk(), &hazard, "submit", &[]).await.expect("submitted");
        let closed =
            desk.step(&clerk(), &submitted, "close", &[("rechecker", "李四")]).await.expect("closed");
        desk.step(&clerk(), &closed, "reopen", &[("opinion", "回头看又堆上了")]).await.expect("reopened");
        let told = desk.heard(1).await.remove(0);
        assert_eq!(told.title, "重新整改：二楼疏散通道堆物");
        assert_eq!(told.body, "回头看又堆上了\n重新整改：张三");
        let mut tx = desk.db.read().await.expect("a transaction");
        let copies = tx.slips_to(head, 9).await.expect("copies");
        let said: Vec<_> = copies.iter().map(|slip| (slip.kind, slip.words.as_str())).collect();
        assert_eq!(said, [(SlipKind::Copy, "重新整改：回头看又堆上了")]);
    }
}

#[tokio::test]
async fn an_urge_names_the_leader_of_the_hazard_or_else_who_is_linked_or_in_charge() {
    for desk in &desks().await.each {
        desk.group(1, Occasion::Urgent).await;
        let head = desk.somebody(77, "李四", Role::CommunityHead, 2).await.id;
        let last = async |hazard| {
            desk.say(hazard, SlipKind::Supervise, head).await;
            let told = desk.heard(1).await.remove(0);
            told.body.lines().last().expect("lines").to_owned()
        };
        let fire = Entered { sector: Some("fire".to_owned()), ..entered("东湖社区", &HAZARD_FIELDS) };
        let hazard = desk.enter(&clerk(), HAZARD, fire).await.expect("entered");
        assert_eq!(last(hazard.id).await, "督办：张三", "nobody leads it");
        let qian = desk.somebody(78, "钱二", Role::Leader, 1).await;
        desk.line(90, &qian, Charge::Sector("fire".to_owned())).await;
        assert_eq!(last(hazard.id).await, "分管领导：钱二");
        let zhao = desk.somebody(79, "赵一", Role::Leader, 1).await;
        desk.line(91, &zhao, Charge::Place(Uuid::from_u128(2))).await;
        assert_eq!(last(hazard.id).await, "挂钩领导：赵一");
        desk.change(&clerk(), &hazard, entered("", &[("leader", "王五")])).await.expect("named");
        assert_eq!(last(hazard.id).await, "挂钩领导：王五");
    }
}

#[tokio::test]
async fn the_trail_keeps_no_key_of_a_channel() {
    for desk in &desks().await.each {
        let channel = desk.channel(1).await;
        let mut tx = desk.db.read().await.expect("a transaction");
        let trail = tx.audit_of("channel", &channel.id.to_string()).await.expect("events");
        let kept = trail[0].after_json.as_deref().expect("what was added");
        assert!(
            kept.contains("qyapi.weixin.qq.com") && !kept.contains(KEY) && !kept.contains("SEC000"),
            "{kept}"
        );
    }
}

#[tokio::test]
async fn an_address_and_a_key_that_are_not_entered_again_stay() {
    for desk in &desks().await.each {
        let channel = desk.channel(1).await;
        let keeper = act("change", Role::SystemAdministrator);
        let mail = MailServer { is_there: false, hosts: &[] };
        let mut tx = desk.db.write().await.expect("a transaction");
        let renamed = ChannelInput { name: "大群".to_owned(), address: None, secret: None, ..input(2) };
        app::change_channel(&mut tx, &keeper, mail, (channel.id, 0), renamed.clone()).await.expect("changed");
        let kept = tx.channels().await.expect("channels").pop().expect("one");
        assert_eq!(
            (&kept.name, &kept.address, &kept.secret),
            (&"大群".to_owned(), &channel.address, &channel.secret)
        );
        let stale = app::change_channel(&mut tx, &keeper, mail, (channel.id, 0), renamed.clone()).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");
        let elsewhere = ChannelInput { address: Some("https://10.0.0.1/".to_owned()), ..renamed };
        let refused = app::change_channel(&mut tx, &keeper, mail, (channel.id, 1), elsewhere).await;
        assert!(matches!(refused, Err(AppError::Channel(ChannelError::StrangeHost))), "{refused:?}");
    }
}
