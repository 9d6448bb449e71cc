//! The street of the demo: its notice published, its communities and grids in place.

use anyhow::{Context, Result, anyhow};
use app::{Act, Hashed, Matching, NewPost, ReadIn, UnitChoice};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Role, Separation};
use domain::notice::NoticeState;
use domain::org::{OrgUnit, UnitKind};
use store::{Db, Tx};
use uuid::Uuid;

const NOTICE: &str = include_str!("../../../../examples/notice.txt");

/// Reads the sample notice in, accepts its targets, makes its units and publishes it, unless that was done before.
pub async fn publish(db: &Db, act: &Act, year: (NaiveDate, NaiveDate)) -> Result<()> {
    let mut tx = db.write().await?;
    let sha256 = app::store_original(&mut tx, act, NOTICE.as_bytes()).await?;
    let read = app::read_in(&mut tx, act, &sha256, Some("notice.txt".to_owned()), false).await?;
    let (ReadIn::New(id) | ReadIn::Already { id, .. }) = read;
    let found = app::notice(&mut tx, &act.caller, id).await?;
    if found.notice.state == NoticeState::Draft {
        let open: Vec<(Uuid, i64)> = found.targets.iter().map(|target| (target.id, target.version)).collect();
        app::accept_all(&mut tx, act, &open).await?;
        let names = app::names_in_text(&mut tx, &act.caller, id, year.0).await?;
        let choice = |name: app::NameInText| {
            let unit = match name.unit_id {
                Some(unit) => UnitChoice::Existing(unit),
                None => UnitChoice::New { name: name.text.clone(), kind: name.guess },
            };
            (name.text, unit)
        };
        let matching = Matching {
            street: Some("滨江街道".to_owned()),
            choices: names.into_iter().map(choice).collect(),
            is_street_for_unnamed: true,
            ..Matching::default()
        };
        app::match_units(&mut tx, act, id, matching).await?;
        let version = app::notice(&mut tx, &act.caller, id).await?.notice.version;
        app::publish(&mut tx, act, id, version, year).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Makes the communities under the class of units that the notice names, with five grids in each, and the work points.
pub async fn communities(db: &Db, act: &Act, names: &[&str], from: NaiveDate) -> Result<Vec<Uuid>> {
    let mut tx = db.write().await?;
    let units = tx.units().await?;
    let street = units.iter().find(|unit| unit.kind == UnitKind::Street).map(|unit| unit.id);
    let class = units.iter().find(|unit| unit.name == "各社区").map(|unit| unit.id);
    let above = class.or(street).context("the notice names no street")?;
    let mut made_units = Vec::with_capacity(names.len());
    for name in names {
        let community = made(&mut tx, act, &units, above, UnitKind::Community, name, from).await?;
        for n in ["一", "二", "三", "四", "五"] {
            let grid = format!("{name}第{n}网格");
            made(&mut tx, act, &units, community, UnitKind::Grid, &grid, from).await?;
        }
        made_units.push(community);
    }
    let class = units.iter().find(|unit| unit.name == "各工作点").map(|unit| unit.id);
    let above = class.or(street).context("the notice names no street")?;
    for name in super::words::WORK_POINTS {
        made_units.push(made(&mut tx, act, &units, above, UnitKind::WorkPoint, name, from).await?);
    }
    tx.commit().await?;
    Ok(made_units)
}

/// Makes another street of the county with as many communities, which carry its name before theirs. It has no grids: every
/// page reads the tree of units.
pub async fn another(db: &Db, act: &Act, number: usize, from: NaiveDate) -> Result<(Vec<String>, Vec<Uuid>)> {
    let mut tx = db.write().await?;
    let units = tx.units().await?;
    let place = super::words::street(number);
    let name = format!("{place}街道");
    let street = match units.iter().find(|unit| unit.name == name) {
        Some(unit) => unit.id,
        None => app::add_unit(&mut tx, act, None, UnitKind::Street, name, from).await?.id,
    };
    let (mut names, mut ids) = (Vec::new(), Vec::new());
    for community in super::words::communities() {
        let name = format!("{place}{community}");
        ids.push(made(&mut tx, act, &units, street, UnitKind::Community, &name, from).await?);
        names.push(name);
    }
    tx.commit().await?;
    Ok((names, ids))
}

async fn made(
    tx: &mut Tx,
    act: &Act,
    units: &[OrgUnit],
    parent: Uuid,
    kind: UnitKind,
    name: &str,
    from: NaiveDate,
) -> Result<Uuid> {
    if let Some(unit) = units.iter().find(|unit| unit.name == name) {
        return Ok(unit.id);
    }
    let unit = app::add_unit(tx, act, Some(parent), kind, name.to_owned(), from).await;
    unit.map(|unit| unit.id).map_err(|e| anyhow!("{name}: {e}"))
}

/// Whoever heads each community, and a leader of the street: without them it would be nobody's turn.
pub async fn heads(db: &Db, act: &Act, catalogue: &Catalogue, units: &[Uuid]) -> Result<()> {
    let mut tx = db.write().await?;
    let all = tx.units().await?;
    let first = all.iter().find(|unit| unit.kind == UnitKind::Street).map(|unit| (unit.id, Role::Leader));
    let heads = units.iter().map(|unit| (*unit, Role::CommunityHead));
    let mut rng = fastrand::Rng::with_seed(7);
    for (n, (unit, role)) in first.into_iter().chain(heads).enumerate() {
        let from = NaiveDate::from_ymd_opt(2026, 1, 1);
        let post = NewPost { role, unit: Some(unit), sector: None, valid_from: from, valid_to: None };
        let (_, hashed) = Hashed::one_time()?;
        let name = super::words::person(&mut rng);
        let login = format!("renyuan{}", n + 1);
        app::add_account(&mut tx, act, (catalogue, Separation::Apart), (&login, &name), vec![post], hashed)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Somebody of the safety office who looks again at what others rectified: a major hazard is not closed by its rectifier.
pub async fn rechecker(db: &Db, act: &Act, catalogue: &Catalogue, number: usize) -> Result<Caller> {
    let mut tx = db.write().await?;
    let units = tx.units().await?;
    let name = format!("{}街道", super::words::street(number));
    let streets: Vec<&OrgUnit> = units.iter().filter(|unit| unit.kind == UnitKind::Street).collect();
    let street = streets.iter().find(|unit| number > 0 && unit.name == name).or(streets.first());
    let street = street.context("there is no street")?.id;
    let post = NewPost {
        role: Role::Clerk,
        unit: Some(street),
        sector: None,
        valid_from: NaiveDate::from_ymd_opt(2026, 1, 1),
        valid_to: None,
    };
    let (_, hashed) = Hashed::one_time()?;
    let login = format!("fucha{}", number + 1);
    let kept = app::add_account(
        &mut tx,
        act,
        (catalogue, Separation::Apart),
        (&login, "李建国"),
        vec![post],
        hashed,
    )
    .await?;
    tx.commit().await?;
    let day = app::local_day(act.now);
    Ok(Caller::new(kept.account.id, kept.account.name, &kept.posts, &units, day))
}
