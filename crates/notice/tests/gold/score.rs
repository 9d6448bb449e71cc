//! A paper against its annotation by hand: what was found, missed, or found without being there.

use notice::{CharMap, Notice, Requirement};
use serde_json::Value;
use std::ops::Range;
use std::path::Path;

/// A text with its annotation.
pub struct Paper {
    pub name: String,
    pub text: String,
    pub gold: Value,
}

/// Every `NAME.txt` of a folder that has its `NAME.gold.json`, by name.
pub fn papers(folder: &Path) -> Vec<Paper> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let texts = entries.map(|entry| entry.expect("an entry").path());
    let mut found: Vec<Paper> = texts
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .filter_map(|path| paper(&path))
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// One paper, if text and annotation are both there.
pub fn paper(path: &Path) -> Option<Paper> {
    let text = std::fs::read_to_string(path).ok()?;
    let gold = std::fs::read_to_string(path.with_extension("gold.json")).ok()?;
    let gold = serde_json::from_str(&gold).expect("the annotation is JSON");
    Some(Paper { name: path.file_stem()?.to_string_lossy().into_owned(), text, gold })
}

/// What of a target is told beside its place and threshold.
pub const FIELDS: [&str; 8] = ["unit", "period", "due", "soft", "implicit", "negated", "responsible", "path"];

/// Counts of one paper, or of several added up.
#[derive(Default, Clone)]
pub struct Score {
    pub targets: usize,
    pub hits: usize,
    pub spurious: usize,
    /// Hits that also agree in who is responsible and in the clause.
    pub strict: usize,
    /// Hits that agree in each of [`FIELDS`].
    pub agree: [usize; 8],
    /// Every miss, spurious find and wrong field, for reading.
    pub notes: Vec<String>,
}

impl Score {
    pub fn add(&mut self, other: &Score) {
        self.targets += other.targets;
        self.hits += other.hits;
        self.spurious += other.spurious;
        self.strict += other.strict;
        self.agree.iter_mut().zip(other.agree).for_each(|(sum, count)| *sum += count);
    }

    pub fn precision(&self) -> f64 {
        ratio(self.hits, self.hits + self.spurious)
    }

    pub fn recall(&self) -> f64 {
        ratio(self.hits, self.targets)
    }

    pub fn f1(&self) -> f64 {
        ratio(2 * self.hits, self.hits + self.spurious + self.targets)
    }

    /// F1 where a hit must also name the right unit and clause.
    pub fn strict_f1(&self) -> f64 {
        ratio(2 * self.strict, self.hits + self.spurious + self.targets)
    }

    pub fn line(&self, name: &str) -> String {
        let fields: Vec<String> = FIELDS
            .iter()
            .zip(self.agree)
            .map(|(field, count)| format!("{field} {:.2}", ratio(count, self.hits)))
            .collect();
        format!(
            "{name:<16} F1 {:.3} (P {:.3}, R {:.3}), strict {:.3}, {} of {} found, {} spurious; {}",
            self.f1(),
            self.precision(),
            self.recall(),
            self.strict_f1(),
            self.hits,
            self.targets,
            self.spurious,
            fields.join(", ")
        )
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Finds for each target the requirement that overlaps it most and says the same; a requirement that is left over
/// and touches no `optional` span is spurious.
pub fn score(paper: &Paper, notice: &Notice) -> Score {
    let map = CharMap::new(&paper.text);
    let places: Vec<Range<usize>> = notice
        .requirements
        .iter()
        .map(|r| map.char_of(&paper.text, r.quote.start)..map.char_of(&paper.text, r.quote.end))
        .collect();
    let targets = entries(&paper.gold, "targets");
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (t, target) in targets.iter().enumerate() {
        for (r, requirement) in notice.requirements.iter().enumerate() {
            let shared = overlap(&places[r], &span(&paper.text, target));
            if shared > 0 && says_the_same(requirement, target) {
                pairs.push((shared, t, r));
            }
        }
    }
    pairs.sort_by_key(|(shared, t, r)| (usize::MAX - shared, *t, *r));
    let mut of_target: Vec<Option<usize>> = vec![None; targets.len()];
    let mut is_used = vec![false; places.len()];
    for (_, t, r) in pairs {
        if of_target[t].is_none() && !is_used[r] {
            of_target[t] = Some(r);
            is_used[r] = true;
        }
    }
    let mut score = Score { targets: targets.len(), ..Score::default() };
    for (target, hit) in targets.iter().zip(&of_target) {
        match hit {
            Some(r) => compare(&notice.requirements[*r], target, &mut score),
            None => score.notes.push(miss(paper, notice, &places, target)),
        }
    }
    let optional: Vec<Range<usize>> =
        entries(&paper.gold, "optional").iter().flat_map(|entry| spans(&paper.text, entry)).collect();
    for (r, requirement) in notice.requirements.iter().enumerate() {
        if !is_used[r] && optional.iter().all(|place| overlap(place, &places[r]) == 0) {
            score.spurious += 1;
            score.notes.push(format!("  spurious {} {}", requirement.path, shown(&paper.text, requirement)));
        }
    }
    score
}

fn miss(paper: &Paper, notice: &Notice, places: &[Range<usize>], target: &Value) -> String {
    let place = span(&paper.text, target);
    let near = places.iter().position(|at| overlap(at, &place) > 0);
    let near = near.map_or("nothing found there".to_owned(), |r| {
        format!("found instead: {}", shown(&paper.text, &notice.requirements[r]))
    });
    let text = |key: &str| target[key].as_str().unwrap_or("-").to_owned();
    format!(
        "  missed {} {} {}{}{} {}; {near}",
        text("path"),
        text("kind"),
        text("comparator"),
        target["value"],
        text("unit"),
        text("quote")
    )
}

fn shown(text: &str, r: &Requirement) -> String {
    let value = r.value.map(|v| v.to_string()).unwrap_or_default();
    let unit = r.unit.as_deref().unwrap_or_default();
    format!("{} {}{value}{unit} {:?}", r.kind.as_str(), r.comparator.as_str(), &text[r.quote.clone()])
}

fn entries<'g>(gold: &'g Value, key: &str) -> &'g [Value] {
    gold[key].as_array().map_or(&[], Vec::as_slice)
}

fn quote(entry: &Value) -> &str {
    entry["quote"].as_str().expect("a quote")
}

fn span(text: &str, entry: &Value) -> Range<usize> {
    spans(text, entry).into_iter().next().expect("a quote that stands in the text")
}

/// Where an entry stands; older annotations give no place for what is optional, so it holds wherever it is said.
fn spans(text: &str, entry: &Value) -> Vec<Range<usize>> {
    let length = quote(entry).chars().count();
    if let Some(start) = entry["start"].as_u64() {
        let start = usize::try_from(start).expect("a place in the text");
        return std::iter::once(start..start + length).collect();
    }
    let at = text.match_indices(quote(entry)).map(|(byte, _)| text[..byte].chars().count());
    at.map(|start| start..start + length).collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn number(value: Option<rust_decimal::Decimal>) -> Option<f64> {
    value.map(|v| v.to_string().parse().expect("a number"))
}

/// Kind, comparison and values; `达100%` and `100%` are equal.
fn says_the_same(r: &Requirement, target: &Value) -> bool {
    let value = number(r.value);
    let is_whole = value == Some(100.0) && [">=", "="].contains(&r.comparator.as_str());
    let wanted = target["comparator"].as_str().unwrap_or_default();
    let same_comparator = r.comparator.as_str() == wanted || (is_whole && [">=", "="].contains(&wanted));
    Some(r.kind.as_str()) == target["kind"].as_str()
        && same_comparator
        && value == target["value"].as_f64()
        && number(r.value_to) == target["value_to"].as_f64()
}

fn compare(r: &Requirement, target: &Value, score: &mut Score) {
    let due = r.due.as_ref().filter(|due| !due.recurs).and_then(|due| due.on).map(|day| day.to_string());
    let responsible = responsible(r);
    let is = |key: &str, found: Option<&str>| found == target[key].as_str();
    let flag = |key: &str, found: bool| target[key].as_bool().unwrap_or(false) == found;
    let agree = [
        is("unit", r.unit.as_deref().filter(|_| target["kind"] != "zero")),
        is("period", r.period.map(notice::Period::as_str)),
        is("due", due.as_deref()),
        flag("soft", r.soft),
        flag("implicit", r.implicit),
        flag("negated", r.negated),
        is("responsible", responsible.as_deref()),
        half_width(&r.path) == half_width(target["path"].as_str().unwrap_or_default()),
    ];
    score.hits += 1;
    score.strict += usize::from(agree[6] && agree[7]);
    let found = [
        r.unit.clone(),
        r.period.map(|p| p.as_str().to_owned()),
        due,
        Some(r.soft.to_string()),
        Some(r.implicit.to_string()),
        Some(r.negated.to_string()),
        responsible,
        Some(r.path.clone()),
    ];
    for (n, field) in FIELDS.iter().enumerate() {
        score.agree[n] += usize::from(agree[n]);
        if !agree[n] {
            score.notes.push(format!(
                "  {field} {:?} instead of {} in {} {}",
                found[n], target[*field], target["path"], target["quote"]
            ));
        }
    }
}

/// The names that answer, as annotations write them; the assessor is none of them.
fn responsible(r: &Requirement) -> Option<String> {
    let answers =
        |unit: &&notice::UnitRef| matches!(unit.role, notice::Role::Lead | notice::Role::Territorial);
    let names: Vec<_> = r.units.iter().filter(answers).map(|unit| unit.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join("、").replace("各社区、各工作点", "各社区/工作点"))
}

fn half_width(path: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '（' => '(',
        '）' => ')',
        other => other,
    };
    path.chars().map(half).collect()
}

/// Fields of the head that differ from the annotation.
pub fn wrong_head(paper: &Paper, notice: &Notice) -> Vec<String> {
    let text = |field: &Option<notice::Field<String>>| field.as_ref().map(|f| f.value.clone());
    let found = [
        ("doc_number", text(&notice.head.doc_number)),
        ("title", text(&notice.head.title)),
        ("issuer", text(&notice.head.issuer)),
        ("issued_on", notice.head.issued_on.as_ref().map(|f| f.value.to_string())),
    ];
    let wanted = |key: &str| paper.gold[key].as_str().map(str::to_owned);
    let mut wrong: Vec<String> = found
        .into_iter()
        .filter(|(key, value)| *value != wanted(key))
        .map(|(key, value)| format!("  {key} {value:?} instead of {:?}", wanted(key)))
        .collect();
    if notice.year.map(i64::from) != paper.gold["year"].as_i64() {
        wrong.push(format!("  year {:?} instead of {}", notice.year, paper.gold["year"]));
    }
    if Some(notice.clauses.len() as u64) != paper.gold["clauses"].as_u64() {
        wrong.push(format!("  {} clauses instead of {}", notice.clauses.len(), paper.gold["clauses"]));
    }
    wrong
}
