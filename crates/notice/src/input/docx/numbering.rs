//! word/numbering.xml: the numbers that a reader sees and the text does not hold (ECMA-376 part 1, §17.9).

use super::numerals::numeral;
use super::styles::{NumberRef, Styles};
use super::xml::{Node, Tag, Xml};
use crate::input::InputError;
use std::collections::{HashMap, HashSet};

/// Word knows nine levels.
const LEVELS: usize = 9;
/// The fixed words of a number are 第…条 at the longest; more would let a small file grow without bound.
const MAX_PATTERN: usize = 60;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2`
    pattern: String,
    has_no_gap: bool,
    /// All numbers of it in decimal.
    is_legal: bool,
    /// The level, from one, whose numbers begin it anew; zero for none.
    restart: Option<usize>,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            pattern: String::new(),
            has_no_gap: false,
            is_legal: false,
            restart: None,
            style: None,
        }
    }
}

impl Level {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "start" => self.start = tag.val().and_then(|n| n.parse().ok()).unwrap_or(1),
            "numFmt" => self.format = tag.val().unwrap_or_default(),
            "lvlText" => self.pattern = tag.val().unwrap_or_default().chars().take(MAX_PATTERN).collect(),
            "suff" => self.has_no_gap = tag.val().as_deref() == Some("nothing"),
            "isLgl" => self.is_legal = tag.is_on(),
            "lvlRestart" => self.restart = tag.val().and_then(|n| n.parse().ok()),
            "pStyle" => self.style = tag.val(),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
struct Scheme {
    levels: HashMap<usize, Level>,
    /// The scheme is that of a list style.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    scheme: String,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, u32>,
}

/// The schemes, the lists that use them, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    schemes: HashMap<String, Scheme>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

/// Where in the part the reader stands.
#[derive(Default)]
struct Place {
    scheme: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

impl Numbering {
    /// Reads the part.
    pub(super) fn read(text: &str) -> Result<Self, InputError> {
        let mut found = Self::default();
        let mut place = Place::default();
        let mut open: Vec<bool> = Vec::new();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => open.push(found.opened(&tag, &mut place)),
                // a level, scheme or list ends with its own tag only
                Node::Close => {
                    if open.pop() == Some(true) && place.level.take().is_none() {
                        place = Place::default();
                    }
                }
                Node::Text(_) => {}
            }
        }
        Ok(found)
    }

    /// Takes a tag; true when its end ends a place.
    fn opened(&mut self, tag: &Tag<'_>, place: &mut Place) -> bool {
        let level = || tag.attribute("ilvl").and_then(|n| n.parse::<usize>().ok());
        match (tag.name(), &place.scheme, &place.list) {
            ("abstractNum", None, None) => place.scheme = tag.attribute("abstractNumId"),
            ("num", None, None) => {
                place.list = tag.attribute("numId");
                if let Some(id) = &place.list {
                    self.lists.insert(id.clone(), List::default());
                }
            }
            ("abstractNumId", None, Some(id)) => {
                if let Some(list) = self.lists.get_mut(id) {
                    list.scheme = tag.val().unwrap_or_default();
                }
                return false;
            }
            ("numStyleLink", Some(id), None) => {
                self.schemes.entry(id.clone()).or_default().link = tag.val();
                return false;
            }
            ("lvlOverride", None, Some(_)) => place.level = level(),
            ("startOverride", None, Some(id)) => {
                if let (Some(at), Some(list)) = (place.level, self.lists.get_mut(id)) {
                    list.starts.insert(at, tag.val().and_then(|n| n.parse().ok()).unwrap_or(1));
                }
                return false;
            }
            ("lvl", Some(_), None) => place.level = level(),
            _ => {
                if let Some(level) = self.level_at(place) {
                    level.take(tag);
                }
                return false;
            }
        }
        true
    }

    /// The level that a tag inside it speaks of.
    fn level_at(&mut self, place: &Place) -> Option<&mut Level> {
        let at = place.level.filter(|at| *at < LEVELS)?;
        let levels = match (&place.scheme, &place.list) {
            (Some(id), _) => &mut self.schemes.entry(id.clone()).or_default().levels,
            (None, Some(id)) => &mut self.lists.get_mut(id)?.levels,
            (None, None) => return None,
        };
        Some(levels.entry(at).or_default())
    }

    /// Counts one paragraph of a list and gives the number before its text, with a blank where one is needed.
    pub(super) fn label(
        &mut self,
        number: &NumberRef,
        owner: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        let id = number.list.as_deref().filter(|id| *id != "0")?;
        let scheme = self.scheme_of(id, styles)?;
        let by_style = || owner.and_then(|style| self.level_of_style(id, &scheme, style));
        let at = number.level.or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        self.count(id, &scheme, at);
        let level = self.level(id, &scheme, at)?;
        numeral(&level.format, 1)?;
        let mut label = String::new();
        let mut pattern = level.pattern.chars().peekable();
        while let Some(c) = pattern.next() {
            match pattern.peek().and_then(|digit| digit.to_digit(10)) {
                Some(digit @ 1..=9) if c == '%' => {
                    pattern.next();
                    label.push_str(&self.shown(id, &scheme, digit as usize - 1, level.is_legal));
                }
                _ => label.push(c),
            }
        }
        let is_closed = label.is_empty() || label.ends_with(['、', '）', '．', '：', '。', ' ', '\u{3000}']);
        if !(level.has_no_gap || is_closed) {
            label.push(' ');
        }
        Some(label)
    }

    /// The scheme a list counts by, through the list style if it has one.
    fn scheme_of(&self, id: &str, styles: &Styles) -> Option<String> {
        let own = &self.lists.get(id)?.scheme;
        let linked = self.schemes.get(own).and_then(|scheme| scheme.link.as_deref()).and_then(|style| {
            let (_, number) = styles.number(Some(style))?;
            Some(&self.lists.get(&number.list?)?.scheme)
        });
        Some(linked.unwrap_or(own).clone())
    }

    fn level(&self, id: &str, scheme: &str, at: usize) -> Option<&Level> {
        let own = self.lists.get(id).and_then(|list| list.levels.get(&at));
        own.or_else(|| self.schemes.get(scheme)?.levels.get(&at))
    }

    fn level_of_style(&self, id: &str, scheme: &str, style: &str) -> Option<usize> {
        (0..LEVELS).find(|at| self.level(id, scheme, *at).is_some_and(|l| l.style.as_deref() == Some(style)))
    }

    fn count(&mut self, id: &str, scheme: &str, at: usize) {
        let start = self.level(id, scheme, at).map_or(1, |level| level.start);
        let over = self.lists.get(id).and_then(|list| list.starts.get(&at)).copied();
        let is_first = over.is_some() && self.begun.insert((id.to_owned(), at));
        let restarts: Vec<usize> = (at + 1..LEVELS)
            .filter(|deeper| {
                let restart = self.level(id, scheme, *deeper).and_then(|level| level.restart);
                restart.is_none_or(|restart| at < restart)
            })
            .collect();
        let counts = self.counts.entry(scheme.to_owned()).or_default();
        counts[at] = match (over, counts[at]) {
            (Some(over), _) if is_first => Some(over),
            (_, Some(count)) => Some(count.saturating_add(1)),
            (_, None) => Some(start),
        };
        for deeper in restarts {
            counts[deeper] = None;
        }
    }

    /// The number of a level as it stands; one not counted yet shows where it would begin.
    fn shown(&self, id: &str, scheme: &str, at: usize, is_legal: bool) -> String {
        let level = self.level(id, scheme, at);
        let count = self.counts.get(scheme).and_then(|counts| counts[at]);
        let count = count.unwrap_or_else(|| level.map_or(1, |level| level.start));
        let format = level.filter(|_| !is_legal).map_or("decimal", |level| level.format.as_str());
        numeral(format, count).unwrap_or_default()
    }
}
