//! A believable value for each field, by what it holds.

use super::habits::{FieldHabit, Habit, Habits};
use super::wanted::Wanted;
use super::words::{Words, credit_code, person, place, road};
use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use domain::access::Caller;
use domain::boundary::Boundary;
use domain::register::{EMPTY, Field, FieldKind, Format, Register, SITE};
use fastrand::Rng;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A record that others may link to.
#[derive(Clone)]
pub struct Known {
    pub id: String,
    pub title: String,
    pub unit: usize,
    /// Kinds and risk of a site, which say what is due for it.
    pub kinds: Vec<String>,
    /// Whether nothing more happens to it.
    pub is_over: bool,
}

/// Records of a register that others may link to; by kind too, since picking one must not go through all of them.
#[derive(Default)]
pub struct Pool {
    all: Vec<Known>,
    by_kind: HashMap<String, Vec<usize>>,
}

impl Pool {
    pub fn add(&mut self, known: Known) {
        for kind in &known.kinds {
            self.by_kind.entry(kind.clone()).or_default().push(self.all.len());
        }
        self.all.push(known);
    }

    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Those for which something of a frequency is due, in the order in which they were made.
    pub fn due(&self, kinds: Option<&[String]>) -> impl Iterator<Item = &Known> {
        let is_such = move |known: &&Known| {
            !known.is_over && kinds.is_none_or(|kinds| known.kinds.iter().any(|kind| kinds.contains(kind)))
        };
        self.all.iter().filter(is_such)
    }

    /// One of any of the kinds; any at all when there is none of them, or no kind is asked for.
    fn pick(&self, kinds: Option<&[String]>, rng: &mut Rng) -> Option<Known> {
        let of_kind: Vec<&Vec<usize>> =
            kinds.into_iter().flatten().filter_map(|kind| self.by_kind.get(kind)).collect();
        let count: usize = of_kind.iter().map(|places| places.len()).sum();
        if count == 0 {
            return self.all.get(rng.usize(..self.all.len().max(1))).cloned();
        }
        let at = rng.usize(..count);
        of_kind.into_iter().flatten().nth(at).and_then(|place| self.all.get(*place)).cloned()
    }
}

/// Everything that a value may depend on.
pub struct Maker<'m> {
    pub rng: Rng,
    pub words: &'m Words,
    pub habits: &'m Habits,
    pub communities: &'m [String],
    /// Identities of the communities.
    pub units: &'m [String],
    /// The territory of each; none where no boundaries were read in.
    pub areas: &'m [Arc<Boundary>],
    /// Street whose number its region codes carry.
    pub street: usize,
    /// Records by register, for links.
    pub known: HashMap<String, Pool>,
    /// Hashes of the drawings by name.
    pub pictures: &'m HashMap<String, String>,
    /// Who closes what others rectified.
    pub rechecker: Caller,
    pub today: NaiveDate,
    pub number: usize,
}

/// The record under way.
#[derive(Default)]
pub struct Draft {
    /// Index of its community.
    pub unit: usize,
    /// Day on which it is entered.
    pub day: NaiveDate,
    /// Whether that was in the year before.
    pub is_before: bool,
    /// The place it belongs to.
    pub site: Option<Known>,
    pub kind: Option<String>,
    /// What fields hold, by their codes: what was wanted of them, then what was made up.
    pub texts: BTreeMap<String, String>,
}

impl From<Wanted> for Draft {
    fn from(Wanted { day, unit, site, fields }: Wanted) -> Self {
        Self { unit, day, site, texts: fields, ..Self::default() }
    }
}

/// Whether what was made up so far asks for a field.
fn is_asked_for(field: &Field, draft: &Draft) -> bool {
    let Some((other, words)) = &field.required_when else { return false };
    match draft.texts.get(other) {
        None => words.iter().any(|word| word == EMPTY),
        Some(text) => words.contains(text),
    }
}

impl Maker<'_> {
    /// A record of a register begins by chance: where, when, and for which place.
    pub fn draft(&mut self, register: &Register, habit: &Habit) -> Draft {
        let kinds = register.frequencies.iter().filter_map(|due| due.only.as_ref());
        let kinds = kinds.filter(|(field, _)| field == "kinds").map(|(_, kinds)| kinds.clone()).next();
        let site = register.site_field().and_then(|_| self.pick(SITE, kinds.as_deref()));
        let unit = self.rng.usize(..self.communities.len());
        let unit = site.as_ref().map_or(unit, |site| site.unit);
        let year = NaiveDate::from_ymd_opt(self.today.year(), 1, 1).unwrap_or(self.today);
        let season = habit.season.unwrap_or((3, 365));
        let first = year + Days::new(season.0);
        let last = (year + Days::new(season.1)).min(self.today).max(first);
        // a part of the days, so that the same street on another day draws the same numbers
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "days of one year")]
        let gone = (self.rng.f64() * (last - first).num_days() as f64) as i64;
        let day = first + TimeDelta::days(gone);
        let is_before = self.rng.u8(..100) < habit.last_year;
        let day = if is_before { day - Months::new(12) } else { day };
        Draft { unit, day, is_before, site, ..Draft::default() }
    }

    fn pick(&mut self, register: &str, kinds: Option<&[String]>) -> Option<Known> {
        self.known.get(register)?.pick(kinds, &mut self.rng)
    }

    /// The text of a field; nothing when it is left empty.
    pub fn text(&mut self, register: &Register, field: &Field, draft: &mut Draft) -> Option<String> {
        if field.computed.is_some() {
            return None;
        }
        if let Some(wanted) = draft.texts.get(&field.code) {
            return Some(wanted.clone());
        }
        let habit = self.habits.field(&register.code, &field.code, draft.is_before);
        let is_key = register.key.contains(&field.code) || register.title == field.code;
        let is_left_empty = self.rng.u8(..100) >= habit.filled.unwrap_or(80);
        if !field.is_required && !is_asked_for(field, draft) && !is_key && is_left_empty {
            return None;
        }
        let text = match self.habitual(field, &habit, draft) {
            Some(text) => text,
            None => self.any(register, field, draft)?,
        };
        draft.texts.insert(field.code.clone(), text.clone());
        Some(text)
    }

    /// What the habit of a field says.
    fn habitual(&mut self, field: &Field, habit: &FieldHabit, draft: &Draft) -> Option<String> {
        let sum: u32 = habit.weights.values().sum();
        if sum > 0 {
            let mut at = self.rng.u32(..sum);
            let is_it = |(_, weight): &(&String, &u32)| match at.checked_sub(**weight) {
                Some(rest) => {
                    at = rest;
                    false
                }
                None => true,
            };
            return habit.weights.iter().find(is_it).map(|(text, _)| text.clone());
        }
        let mut between = |(from, to): (i64, i64)| self.rng.i64(from..=to);
        if let Some(bounds) = habit.number {
            return Some(between(bounds).to_string());
        }
        if let Some(bounds) = habit.after {
            return Some((draft.day + TimeDelta::days(between(bounds))).to_string());
        }
        if !habit.pictures.is_empty() {
            // before and after are of one place
            return self.pictures.get(&habit.pictures[draft.unit % habit.pictures.len()]).cloned();
        }
        if let Some(bounds) = habit.until {
            return Some((self.today + TimeDelta::days(between(bounds))).to_string());
        }
        let part = habit.part.as_ref()?;
        let whole: Decimal = draft.texts.get(&part.of)?.parse().ok()?;
        let decimals = match &field.kind {
            FieldKind::Number { decimals, .. } => *decimals,
            _ => 2,
        };
        Some((whole * Decimal::new(between(part.percent), 2)).round_dp(decimals).to_string())
    }

    /// Something that the field may hold.
    fn any(&mut self, register: &Register, field: &Field, draft: &mut Draft) -> Option<String> {
        Some(match &field.kind {
            FieldKind::Text { format: Some(format), .. } => self.formed(*format, draft),
            FieldKind::Text { max, .. } => {
                self.phrase(register, field, draft).map(|text| text.chars().take(*max).collect())?
            }
            FieldKind::Person => person(&mut self.rng),
            FieldKind::Number { decimals, min, max, .. } => self.number(field, *decimals, *min, *max),
            FieldKind::Money { .. } => format!("{}.{:02}", self.rng.u32(1..60), self.rng.u32(..100)),
            FieldKind::Date => {
                let day = self.day(register, field, draft);
                let first = field.not_before.as_ref().and_then(|other| draft.texts.get(other)?.parse().ok());
                first.map_or(day, |first| day.max(first)).to_string()
            }
            FieldKind::Time => format!("{:02}:{:02}", self.rng.u8(6..23), self.rng.u8(..60)),
            FieldKind::Flag => if self.rng.u8(..100) < 85 { "是" } else { "否" }.to_owned(),
            FieldKind::Choice { options, is_multiple } => {
                // the first options are the usual ones
                let at = self.rng.usize(..options.len()).min(self.rng.usize(..options.len()));
                let code = if field.code == "kinds" && *is_multiple {
                    self.site_kind(options.len(), at)
                } else {
                    at
                };
                let option = &options[code.min(options.len() - 1)];
                if register.code == SITE && field.code == "kinds" {
                    draft.kind = Some(option.code.clone());
                }
                option.code.clone()
            }
            FieldKind::Unit { .. } => self.units[draft.unit].clone(),
            FieldKind::Link { register: target } if target == SITE => draft.site.as_ref()?.id.clone(),
            FieldKind::Link { register: target } => {
                let linked = self.pick(target, None)?;
                draft.unit = linked.unit;
                linked.id
            }
            FieldKind::Place => format!(
                "{}.{:06},{}.{:06}",
                121,
                self.rng.u32(100_000..180_000),
                28,
                self.rng.u32(820_000..880_000)
            ),
            FieldKind::Files { .. } => return None,
        })
    }

    /// Half the places are companies and shops; of the rest each kind has some.
    fn site_kind(&mut self, kinds: usize, at: usize) -> usize {
        if self.rng.bool() { at } else { self.rng.usize(..kinds) }
    }

    fn formed(&mut self, format: Format, draft: &Draft) -> String {
        match format {
            Format::CreditCode => credit_code(&mut self.rng, self.street),
            Format::IdentityNumber => String::new(),
            Format::Phone => format!("138{:08}", self.rng.u32(..100_000_000)),
            Format::RegionCode => format!("331082{:03}{:03}", self.street + 5, draft.unit + 1),
            Format::Industry => ["C", "F", "H", "G", "O", "P", "Q"][self.rng.usize(..7)].to_owned(),
            Format::SchoolYear => {
                let year = if draft.day.month() >= 9 { draft.day.year() } else { draft.day.year() - 1 };
                format!("{year}-{}", year + 1)
            }
        }
    }

    fn phrase(&mut self, register: &Register, field: &Field, draft: &Draft) -> Option<String> {
        if register.code == SITE && field.code == "name" {
            let kind = draft.kind.clone().unwrap_or_default();
            return Some(place(&kind, &self.communities[draft.unit], &mut self.rng));
        }
        let words = self.words.phrase(&format!("{}.{}", register.code, field.code), &mut self.rng);
        let words = match words {
            Some(words) => words.to_owned(),
            None if field.is_required || is_asked_for(field, draft) => format!("{}{{n}}", field.name.zh),
            None => return None,
        };
        self.number += 1;
        let mut text = words.replace("{n}", &format!("{:04}", self.number));
        while let Some(at) = text.find("{road}") {
            text.replace_range(at..at + "{road}".len(), road(&mut self.rng));
        }
        let site = draft.site.as_ref().map_or("沿街商铺", |site| site.title.as_str());
        let month = draft.day.month();
        Some(
            text.replace("{unit}", &self.communities[draft.unit])
                .replace("{site}", site)
                .replace("{person}", &person(&mut self.rng))
                .replace("{month}", &format!("{month}月"))
                .replace("{mm}", &format!("{month:02}")),
        )
    }

    fn number(
        &mut self,
        field: &Field,
        decimals: u32,
        min: Option<rust_decimal::Decimal>,
        max: Option<rust_decimal::Decimal>,
    ) -> String {
        use rust_decimal::prelude::ToPrimitive;
        if field.code.contains("year") {
            return self.today.year().to_string();
        }
        if field.code.contains("deaths") || field.code == "missing" {
            return if self.rng.u8(..100) < 8 { "1" } else { "0" }.to_owned();
        }
        let low = min.and_then(|min| min.to_i64()).unwrap_or(0);
        let high = max.and_then(|max| max.to_i64()).unwrap_or(60).clamp(low, low + 600);
        // near the upper end: most figures of a well kept ledger are good ones
        let value = low + (self.rng.i64(0..=high - low).max(self.rng.i64(0..=high - low)));
        if decimals == 0 || value == high {
            value.to_string()
        } else {
            format!("{value}.{}", self.rng.u32(..10))
        }
    }

    fn day(&mut self, register: &Register, field: &Field, draft: &Draft) -> NaiveDate {
        let is_expiry = register.expiries.iter().any(|expiry| expiry.field == field.code);
        if register.date.as_ref() == Some(&field.code) {
            return draft.day;
        }
        if is_expiry {
            // some lapsed a while ago, some lapse soon, most hold
            return self.today - Days::new(40) + Days::new(self.rng.u64(..420));
        }
        (draft.day + Days::new(self.rng.u64(..20))).min(self.today)
    }
}
