//! The street of the demo: its notice published, its communities and grids in place.

use anyhow::{Context, Result, anyhow, bail};
use app::{Act, Hashed, Matching, NewPost, ReadIn, UnitChoice, UnitEntry};
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::{Caller, Charge, Role, Separation};
use domain::boundary::Boundary;
use domain::notice::NoticeState;
use domain::org::{OrgUnit, UnitKind};
use std::sync::Arc;
use store::{Db, Tx};
use uuid::Uuid;
use vault::Vault;

const NOTICE: &str = include_str!("../../../../examples/notice.txt");

/// Where the records of a street lie.
pub struct Ground {
    /// Place in the city; the first is that of the notice.
    pub number: usize,
    /// The street.
    pub id: Uuid,
    /// Names of its communities and work points.
    pub names: Vec<String>,
    /// Their identities, as text.
    pub units: Vec<String>,
    /// The territory of each; none where no boundaries were read in.
    pub areas: Vec<Arc<Boundary>>,
    /// Who closes what others rectified.
    pub rechecker: Caller,
}

impl Ground {
    /// Makes the units of a street and its people.
    pub async fn of(
        db: &Db,
        act: &Act,
        catalogue: &Catalogue,
        (number, from): (usize, NaiveDate),
    ) -> Result<Self> {
        let (id, names, units, areas) = if number == 0 {
            let names = super::words::communities();
            let (id, units) = communities(db, act, &names, from).await?;
            heads(db, act, catalogue, &units).await?;
            let areas = boundaries(db, act, &units).await?;
            let names = names.iter().chain(super::words::WORK_POINTS);
            (id, names.map(|name| (*name).to_owned()).collect(), units, areas)
        } else {
            let (id, names, units) = another(db, act, number, from).await?;
            (id, names, units, Vec::new())
        };
        let rechecker = rechecker(db, act, catalogue, (id, number)).await?;
        let units = units.iter().map(ToString::to_string).collect();
        Ok(Self { number, id, names, units, areas, rechecker })
    }
}

/// Reads the sample notice in, accepts its targets, makes its units and publishes it, unless that was done before.
pub async fn publish(db: &Db, vault: &Vault, act: &Act, year: (NaiveDate, NaiveDate)) -> Result<()> {
    let stored = app::bring_notice(vault, &act.caller, NOTICE.as_bytes()).await?;
    let mut tx = db.write().await?;
    app::store_original(&mut tx, act, &stored).await?;
    let read = app::read_in(&mut tx, act, &stored, Some("notice.txt".to_owned()), false).await?;
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

/// The region code of the street: of a county that there is not.
const REGION: &str = "350599001";

/// Makes the communities under the class of units that the notice names, with five grids in each, and the work points.
async fn communities(db: &Db, act: &Act, names: &[&str], from: NaiveDate) -> Result<(Uuid, Vec<Uuid>)> {
    let mut tx = db.write().await?;
    let units = tx.units().await?;
    let street = units.iter().find(|unit| unit.kind == UnitKind::Street).map(|unit| unit.id);
    let street = street.context("the notice names no street")?;
    let class = units.iter().find(|unit| unit.name == "各社区").map(|unit| unit.id);
    let above = class.unwrap_or(street);
    if let Some(unit) = units.iter().find(|unit| unit.id == street && unit.region_code.is_none()) {
        let entry = coded(UnitKind::Street, &unit.name, format!("{REGION}000"));
        app::change_unit(&mut tx, act, unit.id, unit.version, entry, unit.valid_to).await?;
    }
    let mut made_units = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let code = format!("{REGION}{:03}", n + 1);
        let entry = coded(UnitKind::Community, name, code.clone());
        let community = made(&mut tx, act, &units, above, entry, from).await?;
        for (k, word) in ["一", "二", "三", "四", "五"].iter().enumerate() {
            let entry = coded(UnitKind::Grid, &format!("{name}第{word}网格"), format!("{code}{:03}", k + 1));
            made(&mut tx, act, &units, community, entry, from).await?;
        }
        made_units.push(community);
    }
    let class = units.iter().find(|unit| unit.name == "各工作点").map(|unit| unit.id);
    let above = class.unwrap_or(street);
    for name in super::words::WORK_POINTS {
        let entry = UnitEntry::of(UnitKind::WorkPoint, (*name).to_owned());
        made_units.push(made(&mut tx, act, &units, above, entry, from).await?);
    }
    tx.commit().await?;
    Ok((street, made_units))
}

/// The boundaries of the street and its communities, as a mapping office would hand them over.
const BOUNDARIES: &str = include_str!("../../../../examples/demo/boundaries.geojson");

/// Reads the boundaries in; gives the territory in which the records of each unit lie, the street's for one without its own.
async fn boundaries(db: &Db, act: &Act, units: &[Uuid]) -> Result<Vec<Arc<Boundary>>> {
    let areas = app::read_boundaries(BOUNDARIES.as_bytes())?;
    let mut tx = db.write().await?;
    let taken = app::take_boundaries(&mut tx, act, areas).await?;
    if let Some(unfit) = taken.unfit.first() {
        bail!("examples/demo/boundaries.geojson: feature {} is of no unit", unfit.feature);
    }
    let street = tx.units().await?.into_iter().find(|unit| unit.kind == UnitKind::Street);
    let kept = tx.boundaries().await?;
    tx.commit().await?;
    let of =
        |id: Uuid| kept.iter().find(|kept| kept.drawn.unit == id).map(|kept| kept.drawn.boundary.clone());
    let whole = street.and_then(|street| of(street.id)).context("the street has no boundary")?;
    Ok(units.iter().map(|unit| of(*unit).unwrap_or_else(|| whole.clone())).collect())
}

/// Makes another street of the county with as many communities, which carry its name before theirs. It has no grids: every
/// page reads the tree of units.
async fn another(
    db: &Db,
    act: &Act,
    number: usize,
    from: NaiveDate,
) -> Result<(Uuid, Vec<String>, Vec<Uuid>)> {
    let mut tx = db.write().await?;
    let units = tx.units().await?;
    let place = super::words::street(number);
    let name = format!("{place}街道");
    let street = match units.iter().find(|unit| unit.name == name) {
        Some(unit) => unit.id,
        None => app::add_unit(&mut tx, act, None, UnitEntry::of(UnitKind::Street, name), from).await?.id,
    };
    let (mut names, mut ids) = (Vec::new(), Vec::new());
    for community in super::words::communities() {
        let name = format!("{place}{community}");
        let entry = UnitEntry::of(UnitKind::Community, name.clone());
        ids.push(made(&mut tx, act, &units, street, entry, from).await?);
        names.push(name);
    }
    tx.commit().await?;
    Ok((street, names, ids))
}

async fn made(
    tx: &mut Tx,
    act: &Act,
    units: &[OrgUnit],
    parent: Uuid,
    entry: UnitEntry,
    from: NaiveDate,
) -> Result<Uuid> {
    if let Some(unit) = units.iter().find(|unit| unit.name == entry.name) {
        return Ok(unit.id);
    }
    let name = entry.name.clone();
    let unit = app::add_unit(tx, act, Some(parent), entry, from).await;
    unit.map(|unit| unit.id).map_err(|e| anyhow!("{name}: {e}"))
}

fn coded(kind: UnitKind, name: &str, code: String) -> UnitEntry {
    UnitEntry { kind, name: name.to_owned(), region_code: Some(code) }
}

/// Whoever heads each community, a leader of the street, and grid workers of two communities: without them it would be nobody's
/// turn.
async fn heads(db: &Db, act: &Act, catalogue: &Catalogue, units: &[Uuid]) -> Result<()> {
    let mut tx = db.write().await?;
    let all = tx.units().await?;
    let first = all.iter().find(|unit| unit.kind == UnitKind::Street).map(|unit| (unit.id, Role::Leader));
    let heads = units.iter().map(|unit| (*unit, Role::CommunityHead));
    let is_staffed = |grid: &&OrgUnit| {
        grid.kind == UnitKind::Grid
            && grid.parent.is_some_and(|parent| units.iter().take(2).any(|id| *id == parent))
    };
    let workers = all.iter().filter(is_staffed).map(|grid| (grid.id, Role::GridWorker));
    let mut rng = fastrand::Rng::with_seed(7);
    for (n, (unit, role)) in first.into_iter().chain(heads).chain(workers).enumerate() {
        let from = NaiveDate::from_ymd_opt(2026, 1, 1);
        let post = NewPost {
            role,
            unit: Some(unit),
            sector: None,
            valid_from: from,
            valid_to: None,
            is_part_time: role == Role::GridWorker && n % 5 == 0,
        };
        let (_, hashed) = Hashed::one_time()?;
        let name = super::words::person(&mut rng);
        let login = format!("renyuan{}", n + 1);
        let (new, rules) = (app::NewAccount::of(&login, &name), (catalogue, Separation::Apart));
        let kept = app::add_account(&mut tx, act, rules, new, vec![post], hashed).await?;
        let leads = kept.posts.iter().find(|post| post.role.has_lines());
        let Some(at) = leads.map(|post| (kept.account.id, post.id)) else { continue };
        // the leader is in charge of fire safety and linked to the first community
        let place = units.first().copied().map(Charge::Place);
        for charge in [Some(Charge::Sector("fire".to_owned())), place].into_iter().flatten() {
            let line = app::NewLine { charge, valid_from: from, valid_to: None };
            app::add_line(&mut tx, act, catalogue, at, line).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Somebody of the safety office who looks again at what others rectified: a major hazard is not closed by its rectifier.
async fn rechecker(
    db: &Db,
    act: &Act,
    catalogue: &Catalogue,
    (street, number): (Uuid, usize),
) -> Result<Caller> {
    let mut tx = db.write().await?;
    let units = tx.units().await?;
    let post = NewPost {
        role: Role::Clerk,
        unit: Some(street),
        sector: None,
        valid_from: NaiveDate::from_ymd_opt(2026, 1, 1),
        valid_to: None,
        is_part_time: false,
    };
    let (_, hashed) = Hashed::one_time()?;
    let login = format!("fucha{}", number + 1);
    let kept = app::add_account(
        &mut tx,
        act,
        (catalogue, Separation::Apart),
        app::NewAccount::of(&login, "李建国"),
        vec![post],
        hashed,
    )
    .await?;
    tx.commit().await?;
    let day = app::local_day(act.now);
    Ok(Caller::new(kept.account.id, kept.account.name, &kept.posts, &units, day))
}
