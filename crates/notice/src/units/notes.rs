//! Notes that say who is responsible: （德育处负责）, （甲厅牵头，乙厅参与）, 责任单位：甲办；配合单位：乙所.

use super::{names, unit};
use crate::types::{Role, Span, UnitRef};

/// The notes of a stretch, in reading order.
#[derive(Default)]
pub(crate) struct Notes(Vec<(Span, Vec<UnitRef>)>);

/// 责任单位： and its like; the longer before what they begin with.
const LABELS: &[(&str, Role)] = &[
    ("责任单位及责任人", Role::Lead),
    ("责任单位", Role::Lead),
    ("责任部门", Role::Lead),
    ("责任科室", Role::Lead),
    ("责任主体", Role::Lead),
    ("责任人", Role::Lead),
    ("牵头单位", Role::Lead),
    ("牵头部门", Role::Lead),
    ("承办单位", Role::Lead),
    ("主办单位", Role::Lead),
    ("落实单位", Role::Lead),
    ("配合单位", Role::Assist),
    ("配合部门", Role::Assist),
    ("协办单位", Role::Assist),
    ("参与单位", Role::Assist),
    ("参加单位", Role::Assist),
    ("协助单位", Role::Assist),
    ("督导单位", Role::Supervise),
    ("督办单位", Role::Supervise),
    ("指导单位", Role::Supervise),
    ("责任领导", Role::Supervise),
    ("考核单位", Role::Assess),
    ("考核部门", Role::Assess),
    ("考核责任单位", Role::Assess),
];

/// What a unit of a note does: X牵头，Y参与.
const ENDINGS: &[(&str, Role)] = &[
    ("按职责分工负责", Role::Lead),
    ("按照职责分工负责", Role::Lead),
    ("分别负责", Role::Lead),
    ("共同负责", Role::Lead),
    ("牵头负责", Role::Lead),
    ("具体负责", Role::Lead),
    ("负责落实", Role::Lead),
    ("组织实施", Role::Lead),
    ("负责", Role::Lead),
    ("牵头", Role::Lead),
    ("承办", Role::Lead),
    ("主办", Role::Lead),
    ("落实", Role::Lead),
    ("按职责分工配合", Role::Assist),
    ("参与", Role::Assist),
    ("参加", Role::Assist),
    ("配合", Role::Assist),
    ("协助", Role::Assist),
    ("协办", Role::Assist),
    ("指导", Role::Supervise),
    ("督导", Role::Supervise),
    ("督办", Role::Supervise),
    ("监督", Role::Supervise),
    ("考核", Role::Assess),
];

impl Notes {
    pub(crate) fn of(text: &str, within: Span) -> Self {
        let mut found = Vec::new();
        let mut at = within.start;
        for line in text[within].split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            let end = at + line.trim_end().len();
            if start < end && label(&text[start..end]).is_some() {
                found.push((start..end, labeled(text, start..end)));
            } else {
                brackets(text, at..at + line.len(), &mut found);
            }
            at += line.len();
        }
        found.retain(|(_, units): &(Span, Vec<UnitRef>)| !units.is_empty());
        join_lines(text, &mut found);
        found.iter_mut().for_each(|(span, units)| step_back(text, span.clone(), units));
        Self(found)
    }

    /// The note that ends behind a place, or else the last one before it.
    pub(crate) fn at(&self, place: usize) -> Option<&[UnitRef]> {
        let next = self.0.get(self.0.partition_point(|(span, _)| span.end <= place)).or(self.0.last());
        next.map(|(_, units)| units.as_slice())
    }

    /// Every unit of every note.
    pub(crate) fn all(self) -> Vec<UnitRef> {
        self.0.into_iter().flat_map(|(_, units)| units).collect()
    }
}

/// 牵头单位：甲局 above 责任单位：乙、丙: where one unit is named as the lead, the others take part.
fn step_back(text: &str, note: Span, units: &mut [UnitRef]) {
    let words = &text[note.clone()];
    let Some(lead) = words.find("牵头单位") else { return };
    let Some(others) = words[lead..].find("责任单位").map(|at| note.start + lead + at) else { return };
    let later = units.iter_mut().filter(|unit| unit.span.start >= others);
    later.filter(|unit| unit.role == Role::Lead).for_each(|unit| unit.role = Role::Assist);
}

/// A phrase without the note or the points that close it: 整改率达100%（德育处负责）, 召开一次会议（5分，少一次扣1分）.
pub(crate) fn without_note(text: &str, phrase: Span) -> Span {
    let words = &text[phrase.clone()];
    let Some(body) = words.strip_suffix(['）', ')']) else { return phrase };
    let Some(open) = body.rfind(['（', '(']) else { return phrase };
    let inner = body[open..].trim_start_matches(['（', '(']);
    let start = phrase.start + body.len() - inner.len();
    let is_points = inner.contains('分') && inner.contains(|c: char| c.is_ascii_digit());
    let is_note = is_points || !noted(text, start..start + inner.len()).is_empty();
    if is_note { phrase.start..phrase.start + open } else { phrase }
}

/// 责任单位：甲 on one line and 配合单位：乙 on the next are one note.
fn join_lines(text: &str, found: &mut Vec<(Span, Vec<UnitRef>)>) {
    let mut joined: Vec<(Span, Vec<UnitRef>)> = Vec::new();
    for (span, units) in found.drain(..) {
        match joined.last_mut() {
            Some((last, all)) if text[last.end..span.start].trim().is_empty() => {
                last.end = span.end;
                all.extend(units);
            }
            _ => joined.push((span, units)),
        }
    }
    *found = joined;
}

/// The notes in brackets; a bracket that says anything else is none.
fn brackets(text: &str, within: Span, found: &mut Vec<(Span, Vec<UnitRef>)>) {
    let mut open: Vec<usize> = Vec::new();
    for (offset, c) in text[within.clone()].char_indices() {
        let at = within.start + offset;
        match c {
            '（' | '(' => open.push(at + c.len_utf8()),
            '）' | ')' => {
                // the inner brackets of 各县（市、区）政府 belong to a name
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    let units = noted(text, start..at);
                    found.push((start..at, units));
                }
            }
            _ => {}
        }
    }
}

fn noted(text: &str, within: Span) -> Vec<UnitRef> {
    let words = &text[within.clone()];
    if label(words).is_some() {
        return labeled(text, within);
    }
    let mut found = Vec::new();
    let mut waiting = within.start;
    let mut at = within.start;
    for part in words.split_inclusive(['，', '；', ',', ';', '。']) {
        let end = at + part.trim_end_matches(['，', '；', ',', ';', '。']).trim_end().len();
        at += part.len();
        // 甲厅，乙厅负责: a part without a word for what it does waits for the next
        if let Some((names_end, role)) = role(text, waiting..end) {
            found.extend(listed(text, waiting..names_end, role));
            waiting = at;
        }
    }
    if waiting < within.end { Vec::new() } else { found }
}

/// Takes the word for what they do off a list of names.
fn role(text: &str, part: Span) -> Option<(usize, Role)> {
    let words = &text[part.clone()];
    let (ending, role) = ENDINGS.iter().find(|(ending, _)| words.ends_with(ending))?;
    (words.len() > ending.len()).then_some((part.end - ending.len(), *role))
}

fn label(words: &str) -> Option<(&'static str, Role)> {
    let (name, role) = LABELS.iter().find(|(name, _)| words.starts_with(name))?;
    words[name.len()..].trim_start().starts_with(['：', ':']).then_some((*name, *role))
}

/// 责任单位：甲办、乙所；配合单位：丙科. After a label, 甲办牵头，乙所配合 is read too.
fn labeled(text: &str, within: Span) -> Vec<UnitRef> {
    let mut found = Vec::new();
    let mut at = within.start;
    let mut holds = Role::Lead;
    for part in text[within].split_inclusive(['；', ';', '。', '，', ',']) {
        let indent = part.len() - part.trim_start().len();
        let (mut start, end) =
            (at + indent, at + part.trim_end_matches(['；', ';', '。', '，', ',']).trim_end().len());
        at += part.len();
        if start >= end {
            continue;
        }
        if let Some((name, role)) = label(&text[start..end]) {
            holds = role;
            start += name.len();
            start += text[start..end]
                .find(['：', ':'])
                .map_or(0, |colon| colon + text[start + colon..].chars().next().map_or(0, char::len_utf8));
        }
        let (end, role) = role(text, start..end).unwrap_or((end, holds));
        found.extend(listed(text, start..end, role));
    }
    found
}

/// The names of a list, without 由 before and 等 behind; a sentence is none.
fn listed(text: &str, within: Span, role: Role) -> Vec<UnitRef> {
    let clean = |span: Span| {
        let words = &text[span.clone()];
        let rest = words.strip_prefix('由').unwrap_or(words);
        let bare = rest.strip_suffix("等部门").or_else(|| rest.strip_suffix('等')).unwrap_or(rest);
        let start = span.start + words.len() - rest.len();
        start..start + bare.len()
    };
    let is_name = |span: &Span| (1..=20).contains(&text[span.clone()].chars().count());
    names(text, within).into_iter().map(clean).filter(is_name).map(|span| unit(text, span, role)).collect()
}
