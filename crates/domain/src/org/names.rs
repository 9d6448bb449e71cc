//! What names of units say: whether one stands for many, what a unit probably is, and which street issued a paper.

use super::UnitKind;

/// A name without blanks and marks, so that 道安办 and 道 安 办 are one.
pub fn normalized(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a name stands for many units 统称, such as 各社区 or 有关单位: none is made of it.
pub fn is_collective(name: &str) -> bool {
    let name = name.trim();
    let begins = ["各", "有关", "相关", "全体", "所有", "全街道", "全镇", "全乡"];
    begins.iter().any(|word| name.starts_with(word)) || name.contains("各有关")
}

/// Whether a unit is proposed to be made of a name in a text: it stands for one, and tells what it is.
pub fn is_proposed(name: &str) -> bool {
    !is_collective(name) && guess_kind(name) != UnitKind::Other
}

/// What a unit probably is, by how its name ends.
pub fn guess_kind(name: &str) -> UnitKind {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&["社区", "村", "居委会", "村委会"]) {
        UnitKind::Community
    } else if ends(&["工作点"]) {
        UnitKind::WorkPoint
    } else if ends(&["网格"]) {
        UnitKind::Grid
    } else if ends(&["组", "专班"]) {
        UnitKind::Group
    } else if ends(&["街道", "街道办事处", "镇", "乡", "镇人民政府", "乡人民政府"]) {
        UnitKind::Street
    } else if ends(&["办", "办公室", "中心", "所", "中队", "大队", "局", "站", "科"]) {
        UnitKind::Department
    } else {
        UnitKind::Other
    }
}

/// The street's or town's own name in the name of who issued a paper: 梅岭街道 of 晋江市人民政府梅岭街道办事处, 临海街道 of
/// 临海街道党工委、办事处. An issuer that names neither stays as it is.
pub fn street_of_issuer(issuer: &str) -> String {
    let issuer = issuer.trim();
    let found = issuer.find("街道").map(|at| (at, "街道")).or_else(|| {
        // a town stands before its party committee or its government: 景德镇市 is none
        ["镇", "乡"].iter().find_map(|kind| {
            let is_whole = |at: usize| {
                let rest = &issuer[at + kind.len()..];
                let follows =
                    ["党委", "人民政府", "政府", "安委会", "安全生产委员会", "委员会", "应急", "、", " "];
                rest.is_empty() || follows.iter().any(|word| rest.starts_with(word))
            };
            issuer.match_indices(kind).map(|(at, _)| at).find(|at| is_whole(*at)).map(|at| (at, *kind))
        })
    });
    let Some((at, kind)) = found else { return issuer.to_owned() };
    let before = &issuer[..at];
    let cuts = ["人民政府", "中国共产党", "中共", "委员会", "省", "市", "县", "区", "、", " ", "　"];
    let starts = cuts.iter().flat_map(|cut| before.match_indices(cut).map(move |(at, _)| at + cut.len()));
    let mut starts: Vec<usize> = starts.chain([0]).collect();
    starts.sort_unstable();
    // 市中街道 lies in 某市市中区: a name has two characters or more
    let own = starts.iter().rev().map(|start| before[*start..].trim()).find(|name| name.chars().count() >= 2);
    format!("{}{kind}", own.unwrap_or(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_street_is_found_in_the_name_of_its_offices() {
        for (issuer, street) in [
            ("晋江市人民政府梅岭街道办事处", "梅岭街道"),
            ("临海街道党工委、办事处", "临海街道"),
            ("中共临海街道工作委员会 临海街道办事处", "临海街道"),
            ("滨江街道安全生产委员会办公室", "滨江街道"),
            ("洛桥市青阳区步文街道办事处", "步文街道"),
            ("洛桥市市中街道办事处", "市中街道"),
            ("安海镇党委、安海镇人民政府", "安海镇"),
            ("晋江市安海镇人民政府", "安海镇"),
            ("永和镇", "永和镇"),
            ("景德镇市人民政府", "景德镇市人民政府"),
            ("街道办事处", "街道"),
            (" 晋江市应急管理局 ", "晋江市应急管理局"),
            ("", ""),
        ] {
            assert_eq!(street_of_issuer(issuer), street, "{issuer}");
        }
    }

    #[test]
    fn a_name_that_stands_for_many_or_tells_nothing_is_not_proposed() {
        assert!(is_proposed("东湖社区") && is_proposed("教育办"));
        assert!(!is_proposed("各社区") && !is_proposed("甲乙丙"));
    }

    #[test]
    fn a_name_that_stands_for_many_is_no_unit() {
        for many in ["各社区", " 各有关单位", "有关部门", "全街道", "街道各有关单位"] {
            assert!(is_collective(many), "{many}");
        }
        for one in ["东湖社区", "教育办", "安办"] {
            assert!(!is_collective(one), "{one}");
        }
    }

    #[test]
    fn the_kind_is_guessed_from_the_name() {
        for (name, kind) in [
            ("梅东社区", UnitKind::Community),
            ("第一工作点", UnitKind::WorkPoint),
            ("教育办", UnitKind::Department),
            ("交警一中队", UnitKind::Department),
            ("各有关单位", UnitKind::Other),
        ] {
            assert_eq!(guess_kind(name), kind, "{name}");
        }
    }
}
