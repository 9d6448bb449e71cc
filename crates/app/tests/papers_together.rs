//! One paper over several hazards, on both engines: who stands beside whom, what an opinion finds of each, when an order is
//! settled; and the notice of a listing.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot set itself up must stop")]

mod desk;
mod press;

use app::AppError;
use desk::*;
use domain::access::Role;
use domain::matter::LISTING;
use domain::paper::{MOST_CASES, PAPERS, Paper, PaperError, PaperKind, RecheckResult};
use domain::register::Record;
use press::*;
use uuid::Uuid;

impl Desk {
    async fn site(&self, name: &str) {
        let fields = [("name", name), ("kinds", "enterprise"), ("address", "一路1号")];
        self.enter(&clerk(), "site", entered("东湖社区", &fields)).await.expect("a site");
    }

    /// Three hazards of a site, of which one has more time.
    async fn three(&self) -> [Record; 3] {
        self.site("甲厂").await;
        let at = [("site", "甲厂")];
        [
            self.hazard_with("二楼", &at).await,
            self.hazard_with("三楼", &[("site", "甲厂"), ("due", "2026-04-10")]).await,
            self.hazard_with("仓库", &at).await,
        ]
    }

    async fn papers_on_page(&self, case: &Record) -> Vec<Paper> {
        let mut tx = self.db.read().await.expect("a transaction");
        let page = app::papers_of_case(&mut tx, &clerk().caller, &self.catalogue, case.id, today()).await;
        page.expect("its papers").papers.into_iter().map(|(paper, _)| paper).collect()
    }

    async fn state_of(&self, paper: &Paper) -> String {
        self.record(paper.record_id, PAPERS).await.state
    }

    /// What is offered for a paper: the spot of each, and whether it is ticked.
    async fn ticked(&self, case: &Record, kind: PaperKind) -> Vec<(String, bool)> {
        let offered = self.offered(&clerk(), case, kind).await;
        offered.into_iter().map(|line| (line.spot, line.is_chosen)).collect()
    }
}

fn spots(expect: &[(&str, bool)]) -> Vec<(String, bool)> {
    expect.iter().map(|(spot, is_chosen)| ((*spot).to_owned(), *is_chosen)).collect()
}

fn refusal<T: std::fmt::Debug>(refused: Result<T, AppError>) -> PaperError {
    match refused {
        Err(AppError::Paper(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_order_over_three_hazards_counts_once_and_stands_on_the_page_of_each() {
    for desk in &desks().await.each {
        desk.give_power().await;
        let three = desk.three().await;
        let [first, second, third] = &three;
        let paper = desk.issue(&clerk(), &order(&[first, second, third])).await.expect("issued");
        assert_eq!(
            paper.cases.iter().map(|case| case.id).collect::<Vec<_>>(),
            three.each_ref().map(|h| h.id)
        );
        for words in ["甲厂", "二楼：", "三楼：", "仓库：", "2026年4月10日", "分别按上表所列整改期限"]
        {
            assert!(paper.data.contains(words), "{words} is not in {}", paper.data);
        }
        for hazard in &three {
            assert_eq!(desk.papers_on_page(hazard).await, std::slice::from_ref(&paper));
        }
        let record = desk.record(paper.record_id, PAPERS).await;
        assert_eq!(record.values["matter"].texts(), ["二楼疏散通道堆物等3项问题"]);
        assert_eq!(record.date("due").map(|day| day.to_string()).as_deref(), Some("2026-04-10"));
        let mut tx = desk.db.read().await.expect("a transaction");
        let series = tx.paper_series().await.expect("series");
        assert_eq!((series.len(), series[0].last, series[0].kept), (1, 1, 1));
        drop(tx);
        // void for one, it is void for all
        desk.void(&clerk(), &paper, "期限有误").await.expect("void");
        assert!(desk.papers_on_page(third).await[0].voided.is_some());
    }
}

#[tokio::test]
async fn what_may_stand_beside_a_hazard_is_open_of_the_same_party_and_the_callers_to_act_on() {
    for desk in &desks().await.each {
        let [first, second, _] = desk.three().await;
        desk.site("乙厂").await;
        desk.hazard_with("别家", &[("site", "乙厂")]).await;
        let alone = desk.hazard("院内").await;
        let rectified = desk.hazard_with("院外", &[("due", "2026-03-25")]).await;
        desk.hazard_with("门卫", &[("rectifier", "另一家")]).await;
        let kind = PaperKind::Advice;
        let beside = desk.ticked(&first, kind).await;
        assert_eq!(beside[0], ("二楼".to_owned(), true));
        assert_eq!(beside.len(), 3);
        assert!(
            beside[1..].iter().all(|(spot, is_ticked)| ["三楼", "仓库"].contains(&&**spot) && !is_ticked)
        );
        // without a site, it is who has to rectify it, at the same unit
        assert_eq!(desk.ticked(&alone, kind).await, spots(&[("院内", true), ("院外", false)]));
        let photo = desk.photo().await;
        let photos = [("photos_before", photo.as_str()), ("photos_after", photo.as_str())];
        desk.step(&clerk(), &rectified, "submit", &photos).await.expect("submitted");
        assert_eq!(desk.ticked(&alone, kind).await, spots(&[("院内", true)]));
        // what a notice stands for already is told
        let paper = desk.issue(&clerk(), &advice(&[&second])).await.expect("issued");
        let offered = desk.offered(&clerk(), &first, kind).await;
        let told: Vec<_> = offered.iter().filter(|line| line.earlier.is_some()).collect();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].case, &told[0].earlier), (second.id, &Some(paper.number)));
        assert_eq!(told[0].due.map(|day| day.to_string()).as_deref(), Some("2026-04-10"));
    }
}

#[tokio::test]
async fn an_order_is_settled_by_the_opinion_that_finds_the_last_of_it_rectified_and_open_again_when_that_is_void()
 {
    for desk in &desks().await.each {
        desk.give_power().await;
        let [first, second, third] = desk.three().await;
        let paper = desk.issue(&clerk(), &order(&[&first, &second, &third])).await.expect("issued");
        let kind = PaperKind::Recheck;
        let all = spots(&[("二楼", true), ("三楼", true), ("仓库", true)]);
        assert_eq!(desk.ticked(&first, kind).await, all);
        let found = [(&first, "done"), (&second, "partly"), (&third, "not")];
        let opinion_on_all = desk.issue(&clerk(), &opinion(&found)).await.expect("issued");
        assert_eq!(opinion_on_all.about, Some(paper.id));
        let results: Vec<_> = opinion_on_all.cases.iter().filter_map(|case| case.result).collect();
        assert_eq!(results, [RecheckResult::Done, RecheckResult::Partly, RecheckResult::Not]);
        for words in ["已整改", "部分整改", "未整改", &paper.number] {
            assert!(opinion_on_all.data.contains(words), "{words} is not in {}", opinion_on_all.data);
        }
        assert_eq!(desk.state_of(&paper).await, "open");
        // what was found rectified need not be looked at again
        let rest = spots(&[("三楼", true), ("二楼", false), ("仓库", true)]);
        assert_eq!(desk.ticked(&second, kind).await, rest);
        let found = [(&second, "done"), (&third, "done")];
        let last = desk.issue(&clerk(), &opinion(&found)).await.expect("issued");
        assert_eq!(desk.state_of(&paper).await, "closed");
        desk.void(&clerk(), &last, "结果写错").await.expect("void");
        assert_eq!(desk.state_of(&paper).await, "open");
        assert_eq!(desk.record(paper.record_id, PAPERS).await.date("closed_on"), None);
        desk.issue(&clerk(), &opinion(&found)).await.expect("issued");
        assert_eq!(desk.state_of(&paper).await, "closed");
    }
}

#[tokio::test]
async fn each_hazard_on_a_paper_is_guarded_as_if_it_stood_alone() {
    for desk in &desks().await.each {
        desk.give_power().await;
        let [first, second, third] = desk.three().await;
        let changed =
            desk.change(&clerk(), &second, entered("", &[("cause", "ageing")])).await.expect("changed");
        let stale = desk.issue(&clerk(), &order(&[&first, &second])).await;
        assert!(matches!(stale, Err(AppError::Stale { table: "record" })), "{stale:?}");
        let other = desk.hazard("院内").await;
        let mixed = desk.issue(&clerk(), &order(&[&first, &other])).await;
        assert_eq!(refusal(mixed), PaperError::OtherParty);
        let twice = desk.issue(&clerk(), &order(&[&first, &first])).await;
        assert!(matches!(&twice, Err(AppError::BadQuery { part }) if part == "lines"), "{twice:?}");
        let many: Vec<Record> =
            (0..=MOST_CASES as u128).map(|n| Record { id: Uuid::from_u128(n), ..third.clone() }).collect();
        let many: Vec<&Record> = std::iter::once(&first).chain(&many).collect();
        assert_eq!(
            refusal(desk.issue(&clerk(), &order(&many)).await),
            PaperError::TooMany { most: MOST_CASES }
        );
        let photo = desk.photo().await;
        let photos = [("photos_before", photo.as_str()), ("photos_after", photo.as_str())];
        let third = desk.step(&clerk(), &third, "submit", &photos).await.expect("submitted");
        let submitted = refusal(desk.issue(&clerk(), &order(&[&first, &third])).await);
        assert_eq!(submitted, PaperError::WrongState { state: "submitted".to_owned() });
        // an opinion is about what stands on the order, and not about what is the same party's
        desk.issue(&clerk(), &order(&[&first, &changed])).await.expect("issued");
        let beside = desk.issue(&clerk(), &opinion(&[(&first, "done"), (&third, "done")])).await;
        assert_eq!(refusal(beside), PaperError::OtherParty);
        // nothing of what was refused took a number
        assert_eq!(desk.papers_on_page(&first).await.len(), 1);
        assert_eq!(desk.papers_on_page(&first).await[0].serial, 1);
    }
}

#[tokio::test]
async fn who_sees_one_of_its_hazards_sees_the_paper_and_who_keeps_all_of_them_keeps_it() {
    for desk in &desks().await.each {
        desk.site("甲厂").await;
        let east = desk.hazard_with("二楼", &[("site", "甲厂")]).await;
        let fields = [
            ("summary", "线路老化"),
            ("site", "甲厂"),
            ("spot", "西侧仓库"),
            ("category", "electric"),
            ("found_on", "2026-03-02"),
            ("rectifier", "某鞋厂"),
            ("due", "2026-03-20"),
        ];
        let west = desk.enter(&clerk(), "hazard", entered("西山社区", &fields)).await.expect("a hazard");
        let paper = desk.issue(&clerk(), &advice(&[&east, &west])).await.expect("issued");
        let head = act_of(9, "r", &[post(Role::CommunityHead, 3, None)]);
        let mut tx = desk.db.read().await.expect("a transaction");
        let form = app::PaperForm::Pdf;
        app::paper_file(&mut tx, &head.caller, paper.id, form).await.expect("the whole paper");
        let page = app::papers_of_case(&mut tx, &head.caller, &desk.catalogue, west.id, today()).await;
        let page = page.expect("its papers");
        assert_eq!(page.papers.iter().map(|(_, keeps)| *keeps).collect::<Vec<_>>(), [false]);
        let names = [east.id, west.id].map(|id| page.records.contains_key(&id));
        assert_eq!(names, [false, true], "a hazard out of sight has no name");
        drop(tx);
        let void = desk.void(&head, &paper, "不归我管").await;
        assert!(matches!(void, Err(AppError::Forbidden(_))), "{void:?}");
        let own = desk.issue(&head, &advice(&[&west, &east])).await;
        assert!(matches!(own, Err(AppError::NotFound("record"))), "{own:?}");
        let stranger = act_of(8, "r", &[post(Role::CommunityHead, 4, None)]);
        let unseen = desk.void(&stranger, &paper, "不归我管").await;
        assert!(matches!(unseen, Err(AppError::NotFound("paper"))), "{unseen:?}");
    }
}

#[tokio::test]
async fn the_notice_of_a_listing_says_what_the_register_of_listings_says() {
    for desk in &desks().await.each {
        let hazard = desk.hazard_with("二楼", &[("leader", "旧领导"), ("measures", "旧措施")]).await;
        let id = hazard.id.to_string();
        let proposal = [("hazard", id.as_str()), ("level", "county"), ("proposed_on", "2026-03-03")];
        let proposal = desk.enter(&clerk(), LISTING, entered("", &proposal)).await.expect("proposed");
        let letter = |case: &Record| {
            let answers = [
                ("supervised", "东湖社区"),
                ("requirements", "限期整改"),
                ("leader_in_charge", "王五"),
                ("progress", "每月报送"),
            ];
            paper(PaperKind::Listing, &answers, vec![line(case, &[])])
        };
        assert_eq!(refusal(desk.issue(&clerk(), &letter(&hazard)).await), PaperError::NotListed);
        let early = refusal(desk.issue(&clerk(), &letter(&proposal)).await);
        assert_eq!(early, PaperError::WrongState { state: "proposed".to_owned() });
        let notice = [
            ("number", "安督〔2026〕1号"),
            ("days", "60"),
            ("leader", "赵六"),
            ("requirements", "停用二楼，限期疏通"),
            ("listed_on", "2026-03-04"),
            ("report_every", "15"),
        ];
        let listing = desk.step(&clerk(), &proposal, "list", &notice).await.expect("listed");
        let hazard = desk.record(hazard.id, "hazard").await;
        for case in [&hazard, &listing] {
            let offered = desk.offered(&clerk(), case, PaperKind::Listing).await;
            let proposed = &offered[0].proposed;
            assert_eq!((offered.len(), offered[0].problem.as_str()), (1, "二楼疏散通道堆物"));
            assert_eq!(proposed["leader_in_charge"], "赵六");
            assert_eq!(proposed["requirements"], "停用二楼，限期疏通");
            assert_eq!(proposed["progress"], "每15天书面报送一次整改进展");
            let issued = desk.issue(&clerk(), &letter(case)).await.expect("issued");
            for words in ["2026年3月4日起由县（市、区）挂牌督办", "2026年5月3日"] {
                assert!(issued.data.contains(words), "{words} is not in {}", issued.data);
            }
            let record = desk.record(issued.record_id, PAPERS).await;
            assert_eq!(record.date("due"), listing.date("due"));
        }
        // wherever it was issued, it stands on both pages
        let numbers = async |case: &Record| -> Vec<i64> {
            desk.papers_on_page(case).await.iter().map(|paper| paper.serial).collect()
        };
        assert_eq!((numbers(&hazard).await, numbers(&listing).await), (vec![1, 2], vec![1, 2]));
    }
}
