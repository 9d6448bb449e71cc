//! The same target cited by several clauses is one target: counted twice, its total would be wrong.

use crate::types::{Kind, Proposal, Requirement};
use std::collections::HashMap;

/// Words before the matter that say who helps whom or where, and not what.
const LEADS: &[&str] = &[
    "在街道辖区",
    "在全街道",
    "街道辖区",
    "全街道",
    "辖区内",
    "本辖区",
    "辖区",
    "配合街道",
    "配合上级部门",
    "配合上级",
    "配合镇",
    "确保",
    "切实",
    "坚决",
    "年内",
    "全面",
    "在本辖区",
    "我街道",
    "协助街道",
    "在",
];
/// A short zero (坚决遏制较大事故发生) says a different thing under each heading.
const OWN_MATTER: usize = 12;

/// Gathers requirements that say the same in the same figure, in reading order of their first citation.
pub(crate) fn proposals(text: &str, requirements: &[Requirement]) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    let mut seen: HashMap<(Kind, String, String), usize> = HashMap::new();
    for (index, requirement) in requirements.iter().enumerate() {
        let words = matter(&text[requirement.quote.clone()]);
        let figure = format!(
            "{} {:?} {:?} {:?} {:?}",
            requirement.comparator.as_str(),
            requirement.value,
            requirement.value_to,
            requirement.period,
            requirement.due.as_ref().map(|due| due.on),
        );
        let is_own =
            !matches!(requirement.kind, Kind::Zero | Kind::Decline) || words.chars().count() >= OWN_MATTER;
        if !is_own {
            found.push(Proposal { requirements: vec![index] });
            continue;
        }
        match seen.get(&(requirement.kind, figure.clone(), words.clone())) {
            Some(&at) => found[at].requirements.push(index),
            None => {
                seen.insert((requirement.kind, figure, words), found.len());
                found.push(Proposal { requirements: vec![index] });
            }
        }
    }
    found
}

/// The phrase without its lead and its blanks, digits half-width.
pub(crate) fn matter(words: &str) -> String {
    let mut rest = words.trim();
    while let Some(shorter) = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)) {
        rest = shorter;
    }
    let half = |c: char| match c {
        '％' => '%',
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        other => other,
    };
    rest.chars().filter(|c| !c.is_whitespace()).map(half).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_hydrant_in_three_clauses_is_one_target() {
        let text = "一、街道\n在街道辖区补建3个市政消火栓，新建1个市政消火栓。\n二、部门\n补建3个市政消火栓。\n三、社区\n配合街道补建3个市政消火栓。\n";
        let notice = crate::parse(text);
        let groups: Vec<_> = notice.proposals.iter().map(|p| p.requirements.clone()).collect();
        assert_eq!(groups, [vec![0, 2, 3], vec![1]]);
    }

    #[test]
    fn a_short_zero_under_two_headings_stays_two_targets() {
        let notice = crate::parse("一、安全\n遏制较大事故发生。\n二、交通\n遏制较大事故发生。\n");
        assert_eq!(notice.proposals.len(), 2);
    }
}
