//! Criteria 判定标准: when a hazard is a major one. A standard is data, in force between two days; the program proposes by it
//! and a person decides. A value that is not known to us is left open, and said to be so: it is filled in from the text.

use chrono::NaiveDate;

/// A standard by which hazards are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria {
    /// Stable code, `fire-2017`.
    pub code: String,
    /// Number and edition, `GB 35181-2017`.
    pub standard: String,
    /// Name in Chinese.
    pub name: String,
    /// Categories of hazard that it judges.
    pub categories: Vec<String>,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force; open when absent.
    pub valid_to: Option<NaiveDate>,
    /// What takes a place out of it 不判定情形.
    pub exclusions: Vec<Element>,
    /// Any one of these makes it major 直接判定要素.
    pub direct: Vec<Element>,
    /// These are counted 综合判定要素.
    pub counted: Vec<Element>,
    /// How many of them, by the sort of place.
    pub thresholds: Vec<Threshold>,
    /// What is not known of it, clause and what stands there, to be filled in from the text.
    pub unknown: Vec<Element>,
}

/// One element 要素.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Clause, `7.3.1`.
    pub clause: String,
    /// What it asks, in short.
    pub text: String,
}

/// So many of some elements make a hazard of some places major.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Clause.
    pub clause: String,
    /// Sort of place; any when absent.
    pub place: Option<Group>,
    /// Clauses that are counted: each stands for itself and those below it. All when empty.
    pub of: Vec<String>,
    /// How many; nothing when it is not known.
    pub count: Option<usize>,
}

crate::words::words! {
    /// Sorts of places that the fire standard tells apart.
    Group {
        /// 人员密集场所.
        Crowded = "crowded",
        /// 易燃易爆危险品场所.
        Explosive = "explosive",
        /// 重要场所.
        Important = "important",
        /// 其他场所.
        Other = "other",
    }
}

/// What the program proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Taken out by this clause.
    Excluded(String),
    /// Major, by these clauses.
    Major(Vec<String>),
    /// Not major by what was ticked.
    General,
    /// Not to be said: what these clauses ask, or how many they need, is not known.
    Open(Vec<String>),
}

impl Judgement {
    /// Its word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Excluded(_) => "excluded",
            Self::Major(_) => "major",
            Self::General => "general",
            Self::Open(_) => "open",
        }
    }

    /// The clauses that it rests on.
    pub fn clauses(&self) -> Vec<String> {
        match self {
            Self::Excluded(clause) => vec![clause.clone()],
            Self::Major(clauses) | Self::Open(clauses) => clauses.clone(),
            Self::General => Vec::new(),
        }
    }
}

/// The standards for a category on a day.
pub fn criteria_on<'c>(
    all: &'c [Criteria],
    category: &'c str,
    day: NaiveDate,
) -> impl Iterator<Item = &'c Criteria> {
    all.iter().filter(move |one| {
        let is_in_force = one.valid_from <= day && one.valid_to.is_none_or(|last| day <= last);
        is_in_force && one.categories.iter().any(|code| code == category)
    })
}

/// Whether a clause is another or stands below it: 7.3 covers 7.3.1, not 7.31.
fn covers(wide: &str, clause: &str) -> bool {
    clause.strip_prefix(wide).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Criteria {
    /// Whether a clause is one of its elements.
    pub fn has(&self, clause: &str) -> bool {
        let mut all = self.exclusions.iter().chain(&self.direct).chain(&self.counted);
        all.any(|element| element.clause == clause)
    }
}

/// Judges by the clauses that were ticked for a place: exclusions first, then any direct one, then by count. While a clause
/// is not known, nothing is said not to be major.
pub fn judge(criteria: &Criteria, place: Group, ticked: &[String]) -> Judgement {
    let is_ticked = |element: &&Element| ticked.contains(&element.clause);
    if let Some(element) = criteria.exclusions.iter().find(is_ticked) {
        return Judgement::Excluded(element.clause.clone());
    }
    let clauses = |elements: &[Element]| -> Vec<String> {
        elements.iter().filter(is_ticked).map(|element| element.clause.clone()).collect()
    };
    let direct = clauses(&criteria.direct);
    if !direct.is_empty() {
        return Judgement::Major(direct);
    }
    let counted = clauses(&criteria.counted);
    let mut open = Vec::new();
    for threshold in criteria.thresholds.iter().filter(|one| one.place.is_none_or(|of| of == place)) {
        let is_of =
            |clause: &&String| threshold.of.is_empty() || threshold.of.iter().any(|of| covers(of, clause));
        let found: Vec<String> = counted.iter().filter(is_of).cloned().collect();
        match threshold.count {
            Some(count) if count > 0 && found.len() >= count => return Judgement::Major(found),
            None if !found.is_empty() => open.push(threshold.clause.clone()),
            _ => {}
        }
    }
    open.extend(criteria.unknown.iter().map(|element| element.clause.clone()));
    if open.is_empty() { Judgement::General } else { Judgement::Open(open) }
}
