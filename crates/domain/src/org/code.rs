//! Region codes of units 区划代码: which form a kind of unit has, and where one lies.

use super::{OrgError, OrgUnit, UnitKind};
use crate::register::plain;
use uuid::Uuid;

/// Digits of the code for statistics 统计用区划代码: 2 province, 2 city, 2 county, 3 street or town, 3 community or village.
const REGION: usize = 12;
/// Of them, those that tell a street or town.
const STREET: usize = 9;
/// Digits of a grid's own code: those of its community, and 3 of its own.
const GRID: usize = REGION + 3;

/// Whether a code has the form of the codes of a kind of unit. Departments and groups lie at no place and have none; work points
/// are no units of the national list and have a local code, of a community's length or a grid's.
fn fits(kind: UnitKind, code: &str) -> bool {
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    // 统计用区划代码: of a street the last three digits are 0, of a community they are not
    let is_of_street = || code.get(9..REGION) == Some("000");
    match kind {
        UnitKind::Street => code.len() == REGION && is_of_street() && code.get(6..9) != Some("000"),
        UnitKind::Community => code.len() == REGION && !is_of_street(),
        UnitKind::WorkPoint => matches!(code.len(), REGION | GRID) && !is_of_street(),
        UnitKind::Grid => code.len() == GRID && !is_of_street() && code.get(REGION..) != Some("000"),
        UnitKind::Department | UnitKind::Group | UnitKind::Other => false,
    }
}

/// The digits with which the codes of what lies in a place begin.
fn stem(code: &str) -> &str {
    code.get(..REGION).filter(|first| first.ends_with("000")).map_or(code, |first| &first[..STREET])
}

/// Half-width digits, without blanks.
fn digits(text: &str) -> String {
    plain(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// A code as a unit carries it: maps often write that of a street without the three noughts at its end.
pub fn carried_code(text: &str) -> String {
    let code = digits(text);
    if code.len() == STREET { format!("{code}000") } else { code }
}

impl OrgUnit {
    /// Gives a unit another region code, or none; in half-width digits, without blanks.
    ///
    /// # Errors
    /// [`OrgError::BadCode`] when its kind has no such codes, [`OrgError::CodeElsewhere`] when the next unit above with a code lies
    /// elsewhere. Whether another unit has it is checked with the rest of the unit.
    pub fn with_code(self, text: Option<&str>, others: &[Self]) -> Result<Self, OrgError> {
        let digits = digits(text.unwrap_or_default());
        if digits.is_empty() {
            return Ok(Self { region_code: None, ..self });
        }
        if !fits(self.kind, &digits) {
            return Err(OrgError::BadCode);
        }
        let above = self.parent.and_then(|parent| code_above(others, parent));
        match above {
            Some(above) if !digits.starts_with(stem(&above)) => {
                Err(OrgError::CodeElsewhere(stem(&above).to_owned()))
            }
            _ => Ok(Self { region_code: Some(digits), ..self }),
        }
    }
}

/// The code of a unit, or of the next one above it that has one.
fn code_above(units: &[OrgUnit], id: Uuid) -> Option<String> {
    let own = units.iter().find(|unit| unit.id == id).and_then(|unit| unit.region_code.clone());
    own.or_else(|| super::above(units, id).into_iter().find_map(|unit| unit.region_code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn unit(id: u128, parent: Option<u128>, kind: UnitKind, code: Option<&str>) -> OrgUnit {
        OrgUnit {
            id: Uuid::from_u128(id),
            parent: parent.map(Uuid::from_u128),
            kind,
            name: format!("单位{id}"),
            region_code: code.map(str::to_owned),
            valid_from: NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"),
            valid_to: None,
            version: 0,
        }
    }

    fn given(kind: UnitKind, code: &str) -> Result<Option<String>, OrgError> {
        let units = [
            unit(1, None, UnitKind::Street, Some("350582002000")),
            unit(2, Some(1), UnitKind::Other, None),
            unit(3, Some(2), UnitKind::Community, Some("350582002001")),
        ];
        let parent = match kind {
            UnitKind::Grid => Some(3),
            UnitKind::Street => None,
            _ => Some(2),
        };
        unit(9, parent, kind, None).with_code(Some(code), &units).map(|unit| unit.region_code)
    }

    #[test]
    fn each_kind_of_place_has_its_form_of_code() {
        for (kind, code) in [
            (UnitKind::Street, "350582002000"),
            (UnitKind::Community, "350582002003"),
            (UnitKind::Grid, "350582002001007"),
            (UnitKind::WorkPoint, "350582002601"),
            (UnitKind::WorkPoint, "350582002601001"),
        ] {
            assert_eq!(given(kind, code), Ok(Some(code.to_owned())), "{code}");
        }
        for (kind, code) in [
            (UnitKind::Street, "350582002001"),
            (UnitKind::Street, "350582000000"),
            (UnitKind::Community, "350582002000"),
            (UnitKind::Community, "35058200200"),
            (UnitKind::Community, "35058200200a"),
            (UnitKind::Grid, "350582002001"),
            (UnitKind::Grid, "350582002001000"),
            (UnitKind::Department, "350582002001"),
        ] {
            assert_eq!(given(kind, code), Err(OrgError::BadCode), "{code}");
        }
    }

    #[test]
    fn a_place_lies_where_the_next_code_above_says() {
        assert_eq!(
            given(UnitKind::Community, "350582003003"),
            Err(OrgError::CodeElsewhere("350582002".into()))
        );
        assert_eq!(
            given(UnitKind::Grid, "350582002002001"),
            Err(OrgError::CodeElsewhere("350582002001".into()))
        );
    }

    #[test]
    fn full_width_digits_and_blanks_are_read_and_nothing_is_no_code() {
        assert_eq!(given(UnitKind::Community, " ３５０５８２ 002003 "), Ok(Some("350582002003".into())));
        assert_eq!(given(UnitKind::Department, " "), Ok(None));
    }

    #[test]
    fn a_street_is_also_known_by_its_first_nine_digits() {
        assert_eq!(carried_code("350582002"), "350582002000");
        assert_eq!(carried_code(" ３５０５８２002003"), "350582002003");
        assert_eq!(carried_code("350582002001007"), "350582002001007");
    }

    #[test]
    fn one_code_is_of_one_unit_at_a_time() {
        let old = unit(1, None, UnitKind::Community, Some("350582002001"));
        let new = unit(2, None, UnitKind::Community, Some("350582002001"));
        let taken = new.clone().checked(std::slice::from_ref(&old));
        assert_eq!(taken, Err(OrgError::CodeTaken("单位1".into())));
        let over = OrgUnit {
            valid_to: new.valid_from.pred_opt(),
            valid_from: new.valid_from - chrono::Days::new(9),
            ..old
        };
        assert!(new.checked(&[over]).is_ok());
    }
}
