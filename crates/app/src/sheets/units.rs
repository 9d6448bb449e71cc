//! Units and grids from a sheet: each line names its unit above by name or by path, in whatever order they stand.

use super::lines::{Did, FixedColumn, Line, LineWrong, Lines, Taken, Wrong, of_rule, template};
use crate::act::{Act, local_day};
use crate::error::AppError;
use crate::units::{UnitEntry, add_unit, change_unit};
use chrono::{Datelike, NaiveDate};
use domain::access::Verb;
use domain::org::{OrgError, OrgUnit, UnitKind, above, guess_kind, normalized};
use std::collections::HashMap;
use store::Tx;
use uuid::Uuid;

const COLUMNS: &[FixedColumn] = &[
    FixedColumn {
        code: "name",
        names: &["单位名称", "名称", "网格名称", "name"],
        is_required: true,
        help: "全称",
        example: "东湖社区第一网格",
    },
    FixedColumn {
        code: "kind",
        names: &["类别", "单位类别", "类型", "kind"],
        is_required: false,
        help: "不填则按名称推断",
        example: "网格",
    },
    FixedColumn {
        code: "above",
        names: &["上级单位", "上级", "所属单位", "所属社区", "above"],
        is_required: false,
        help: "已有的或表中另一行的单位；重名的写成“滨江街道/东湖社区”；最上级不填",
        example: "东湖社区",
    },
    FixedColumn {
        code: "code",
        names: &["区划代码", "网格编码", "代码", "code"],
        is_required: false,
        help: "街道、社区 12 位，网格为社区代码加 3 位",
        example: "350599001001001",
    },
    FixedColumn {
        code: "from",
        names: &["起始日", "起日", "成立日期", "from"],
        is_required: false,
        help: "不填则为今年 1 月 1 日",
        example: "2026-01-01",
    },
    FixedColumn {
        code: "until",
        names: &["截止日", "止日", "撤销日期", "until"],
        is_required: false,
        help: "仍在的不填",
        example: "",
    },
];

/// What the kinds of units are called in a sheet.
const KINDS: [(UnitKind, &str); 7] = [
    (UnitKind::Street, "街道"),
    (UnitKind::Department, "部门"),
    (UnitKind::Community, "社区"),
    (UnitKind::WorkPoint, "工作点"),
    (UnitKind::Grid, "网格"),
    (UnitKind::Group, "专项组"),
    (UnitKind::Other, "其他"),
];

/// The template of units and grids.
///
/// # Errors
/// When it cannot be written.
pub fn units_template() -> Result<Vec<u8>, AppError> {
    let note = "带 * 的必填；日期如 2026-03-05；上级单位可以是表中另一行。填好后在“单位”页导入，先核对再写入，同一份表再导入不会重复。";
    template("单位和网格", note, COLUMNS, |code| match code {
        "kind" => Some(KINDS.iter().map(|(_, name)| (*name).to_owned()).collect()),
        _ => None,
    })
}

/// Reads a sheet of units.
///
/// # Errors
/// When it is no such table; the error says what to do.
pub fn read_units(bytes: &[u8]) -> Result<Lines, AppError> {
    Lines::read(bytes, COLUMNS)
}

/// Makes and changes the units of a sheet. What is wrong with a line is told and the others go on; whoever wants all or nothing
/// does not commit.
///
/// # Errors
/// When the caller may not, or the database refuses it.
pub async fn take_units(tx: &mut Tx, act: &Act, lines: &Lines) -> Result<Taken, AppError> {
    act.caller.may(Verb::KeepUnits)?;
    let mut taken = Taken::default();
    let mut seen: HashMap<Uuid, u32> = HashMap::new();
    let mut waiting: Vec<Line<'_>> = lines.each().collect();
    // a line whose unit above stands further down waits for it
    loop {
        let before = waiting.len();
        let units = tx.units().await?;
        let mut later = Vec::new();
        let names: Vec<&str> = waiting.iter().filter_map(|line| line.get("name")).collect();
        for line in &waiting {
            let is_named = |path: &str| {
                let last = normalized(path.rsplit(['/', '／']).next().unwrap_or_default());
                names.iter().any(|name| normalized(name) == last)
            };
            let waits = line.get("above").is_some_and(|path| {
                matches!(unit_named(&units, path, local_day(act.now)), Err(LineWrong::NoSuchUnit))
                    && is_named(path)
            });
            later.push(waits);
        }
        let (now, rest): (Vec<_>, Vec<_>) = waiting.into_iter().zip(later).partition(|(_, waits)| !waits);
        // what waits for itself is told that there is no such unit
        let (now, rest) = if now.is_empty() { (rest, now) } else { (now, rest) };
        for (line, _) in now {
            let done = take(tx, act, &line, &mut seen).await?;
            taken.count(line.number, done);
        }
        waiting = rest.into_iter().map(|(line, _)| line).collect();
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    taken.wrong.sort_by_key(|fault| fault.row);
    Ok(taken)
}

async fn take(
    tx: &mut Tx,
    act: &Act,
    line: &Line<'_>,
    seen: &mut HashMap<Uuid, u32>,
) -> Result<Result<Did, Wrong>, AppError> {
    let units = tx.units().await?;
    let today = local_day(act.now);
    let read = match asked(line, &units, today) {
        Ok(read) => read,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let Asked { name, kind, parent, code, from, until } = read;
    let first = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let is_same = |unit: &&OrgUnit| {
        unit.parent == parent
            && normalized(&unit.name) == normalized(name)
            && (unit.is_valid_on(today) || from.unwrap_or(first) == unit.valid_from)
    };
    let Some(old) = units.iter().find(is_same) else {
        let entry = UnitEntry {
            kind: kind.unwrap_or_else(|| guess_kind(name)),
            name: name.to_owned(),
            region_code: code.map(str::to_owned),
        };
        let first = from.unwrap_or(first);
        if until.is_some_and(|last| last < first) {
            return Ok(Err((Some("until"), LineWrong::Rule(OrgError::EndsBeforeItBegins.into()))));
        }
        let made = of_rule(None, add_unit(tx, act, parent, entry.clone(), first).await)?;
        let made = match made {
            Ok(made) => made,
            Err(wrong) => return Ok(Err(wrong)),
        };
        seen.insert(made.id, line.number);
        if until.is_some() {
            let ended =
                of_rule(Some("until"), change_unit(tx, act, made.id, made.version, entry, until).await)?;
            return Ok(ended.map(|_| Did::Made));
        }
        return Ok(Ok(Did::Made));
    };
    if let Some(first) = seen.insert(old.id, line.number).filter(|first| *first != line.number) {
        return Ok(Err((None, LineWrong::Twice(first))));
    }
    if from.is_some_and(|from| from != old.valid_from) {
        return Ok(Err((Some("from"), LineWrong::FirstDayStays)));
    }
    // an empty cell says nothing; it clears no value
    let entry = UnitEntry {
        kind: kind.unwrap_or(old.kind),
        name: old.name.clone(),
        region_code: code.map(str::to_owned).or_else(|| old.region_code.clone()),
    };
    let until = until.or(old.valid_to);
    if entry.kind == old.kind && entry.region_code == old.region_code && until == old.valid_to {
        return Ok(Ok(Did::Nothing));
    }
    let changed = of_rule(None, change_unit(tx, act, old.id, old.version, entry, until).await)?;
    Ok(changed.map(|_| Did::Changed))
}

/// What a line asks for.
struct Asked<'t> {
    name: &'t str,
    kind: Option<UnitKind>,
    parent: Option<Uuid>,
    code: Option<&'t str>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

fn asked<'t>(line: &Line<'t>, units: &[OrgUnit], today: NaiveDate) -> Result<Asked<'t>, Wrong> {
    line.sound()?;
    let parent = line.get("above").map(|path| unit_named(units, path, today));
    Ok(Asked {
        name: line.needed("name")?,
        kind: line.word("kind", KINDS.map(|(kind, zh)| (kind, zh, kind.as_str())))?,
        parent: parent.transpose().map_err(|wrong| (Some("above"), wrong))?,
        code: line.get("code"),
        from: line.day("from")?,
        until: line.day("until")?,
    })
}

/// The unit that a name or a path of names stands for, among those that stand on a day.
pub(crate) fn unit_named(units: &[OrgUnit], path: &str, day: NaiveDate) -> Result<Uuid, LineWrong> {
    let names: Vec<String> =
        path.split(['/', '／']).map(normalized).filter(|name| !name.is_empty()).collect();
    let Some((last, front)) = names.split_last() else { return Err(LineWrong::NoSuchUnit) };
    let lies_there = |unit: &&OrgUnit| {
        let mut over = above(units, unit.id).into_iter().map(|unit| normalized(&unit.name));
        // each name of the path stands somewhere above, in its order
        front.iter().rev().all(|name| over.any(|known| known == *name))
    };
    let is = |unit: &&OrgUnit| unit.is_valid_on(day) && normalized(&unit.name) == *last;
    let mut found = units.iter().filter(is).filter(lies_there);
    match (found.next(), found.next()) {
        (Some(unit), None) => Ok(unit.id),
        (None, _) => Err(LineWrong::NoSuchUnit),
        (Some(_), Some(_)) => Err(LineWrong::SeveralUnits),
    }
}
