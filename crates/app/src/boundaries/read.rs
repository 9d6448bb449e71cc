//! A file of boundaries: GeoJSON (RFC 7946), one feature for each area, whose properties name its unit.

use domain::boundary::{Area, At, Boundary, BoundaryError};
use geojson::{Feature, GeometryValue};
use serde_json::{Map, Value};
use thiserror::Error;

/// Bytes of a file. The lines of a county at the scale of 1:10 000 have fewer.
pub const MAX_BYTES: usize = 8 << 20;
/// Features of a file: each is looked for among the units.
const MOST_FEATURES: usize = 2000;

/// What names the unit of a feature, the first that it has. Programs that export them write the last two.
const CODES: &[&str] = &["code", "区划代码"];
const NAMES: &[&str] = &["name", "名称"];

/// One feature: what it says of its unit, and the area.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedArea {
    /// Which feature of the file; the first is 1.
    pub feature: usize,
    /// Region code.
    pub code: Option<String>,
    /// Name of the unit, or path of names.
    pub name: Option<String>,
    /// Its area.
    pub boundary: Boundary,
}

/// Why a file of boundaries is refused, and where.
#[derive(Debug, Clone, Copy, Error, PartialEq, Eq)]
pub enum BoundaryFault {
    /// More bytes than a file of boundaries has.
    #[error("more than {} MB", MAX_BYTES >> 20)]
    TooLarge,
    /// Not JSON.
    #[error("not JSON: line {line}, column {column}")]
    NotJson {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// JSON, and no collection of features.
    #[error("no collection of features")]
    NotGeoJson,
    /// More features than are read.
    #[error("more than {MOST_FEATURES} features")]
    TooManyFeatures,
    /// A feature that is none.
    #[error("feature {feature} is none")]
    NotAFeature {
        /// Which; the first is 1.
        feature: usize,
    },
    /// The area of a feature is none.
    #[error("feature {feature}: {error}")]
    Area {
        /// Which; the first is 1.
        feature: usize,
        /// What is wrong with it.
        error: BoundaryError,
    },
}

impl BoundaryFault {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "boundary.too_large",
            Self::NotJson { .. } => "boundary.not_json",
            Self::NotGeoJson => "boundary.not_geojson",
            Self::TooManyFeatures => "boundary.too_many_features",
            Self::NotAFeature { .. } => "boundary.not_a_feature",
            Self::Area { error, .. } => error.code(),
        }
    }

    /// What fills its words.
    pub fn params(&self) -> Value {
        match self {
            Self::TooLarge => serde_json::json!({ "most": MAX_BYTES >> 20 }),
            Self::NotJson { line, column } => serde_json::json!({ "line": line, "column": column }),
            Self::NotGeoJson => serde_json::json!({}),
            Self::TooManyFeatures => serde_json::json!({ "most": MOST_FEATURES }),
            Self::NotAFeature { feature } => serde_json::json!({ "feature": feature }),
            Self::Area { feature, error } => {
                let At { area, ring, point } = error.at().unwrap_or(At { area: 1, ring: 1, point: 1 });
                let most = domain::boundary::MOST_POINTS;
                serde_json::json!({ "feature": feature, "area": area, "ring": ring, "point": point, "most": most })
            }
        }
    }
}

/// Reads a file of boundaries.
///
/// # Errors
/// The first fault, with its place.
pub fn read_boundaries(bytes: &[u8]) -> Result<Vec<NamedArea>, BoundaryFault> {
    if bytes.len() > MAX_BYTES {
        return Err(BoundaryFault::TooLarge);
    }
    // some programs for Windows write a mark before it
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let json: Value = serde_json::from_slice(bytes)
        .map_err(|error| BoundaryFault::NotJson { line: error.line(), column: error.column() })?;
    let Value::Object(mut collection) = json else { return Err(BoundaryFault::NotGeoJson) };
    let is_collection = collection.get("type").and_then(Value::as_str) == Some("FeatureCollection");
    let Some(Value::Array(features)) = collection.remove("features").filter(|_| is_collection) else {
        return Err(BoundaryFault::NotGeoJson);
    };
    if features.is_empty() {
        return Err(BoundaryFault::NotGeoJson);
    }
    if features.len() > MOST_FEATURES {
        return Err(BoundaryFault::TooManyFeatures);
    }
    features.into_iter().zip(1..).map(|(json, feature)| named_area(json, feature)).collect()
}

fn named_area(json: Value, feature: usize) -> Result<NamedArea, BoundaryFault> {
    let read: Feature = serde_json::from_value(json).map_err(|_| BoundaryFault::NotAFeature { feature })?;
    let wrong = |error| BoundaryFault::Area { feature, error };
    let drawn = read.geometry.map(|geometry| geometry.value);
    let areas = match drawn {
        Some(GeometryValue::Polygon { coordinates }) => vec![area(&coordinates)],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().map(area).collect(),
        _ => return Err(wrong(BoundaryError::NoArea)),
    };
    let properties = read.properties.unwrap_or_default();
    Ok(NamedArea {
        feature,
        code: said(&properties, CODES),
        name: said(&properties, NAMES),
        boundary: Boundary::new(areas).map_err(wrong)?,
    })
}

/// Rings of a polygon; heights are left out.
fn area(rings: &geojson::PolygonType) -> Area {
    let degrees = |point: &geojson::Position| {
        let part = |n: usize| point.as_slice().get(n).copied().unwrap_or(f64::NAN);
        (part(0), part(1))
    };
    rings.iter().map(|ring| ring.iter().map(degrees).collect()).collect()
}

/// The first of some properties that says something; a code may be written as a number.
fn said(properties: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    names.iter().filter_map(|name| properties.get(*name).and_then(text)).find(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ring() -> Value {
        json!([[118.5, 24.8], [118.52, 24.8, 7.0], [118.52, 24.82], [118.5, 24.82], [118.5, 24.8]])
    }

    fn feature(properties: Value, geometry: Value) -> Value {
        json!({ "type": "Feature", "properties": properties, "geometry": geometry })
    }

    fn polygon(ring: Value) -> Value {
        json!({ "type": "Polygon", "coordinates": [ring] })
    }

    fn file(features: Vec<Value>) -> Vec<u8> {
        json!({ "type": "FeatureCollection", "features": features }).to_string().into_bytes()
    }

    #[test]
    fn each_feature_names_its_unit_by_code_or_name() {
        let many = json!({ "type": "MultiPolygon", "coordinates": [[ring()]] });
        let features = vec![
            feature(json!({ "code": 350_599_001_001_u64, "name": "" }), polygon(ring())),
            feature(json!({ "名称": " 西山社区 ", "code": null }), many),
            feature(Value::Null, polygon(ring())),
        ];
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        bytes.extend(file(features));
        let read = read_boundaries(&bytes).expect("three areas");
        let said: Vec<_> =
            read.iter().map(|area| (area.feature, area.code.as_deref(), area.name.as_deref())).collect();
        assert_eq!(said, [(1, Some("350599001001"), None), (2, None, Some("西山社区")), (3, None, None)]);
        assert!(read.iter().all(|area| area.boundary.points() == 5));
    }

    #[test]
    fn a_bad_file_is_refused_with_its_place() {
        let code = |bytes: &[u8]| {
            let fault = read_boundaries(bytes).expect_err("refused");
            (fault.code(), fault.params())
        };
        assert_eq!(code(b"{\n \"type\": x"), ("boundary.not_json", json!({ "line": 2, "column": 10 })));
        for no_collection in [&b"[]"[..], b"{}", br#"{"type":"FeatureCollection"}"#, b"7", &file(vec![])] {
            assert_eq!(code(no_collection).0, "boundary.not_geojson");
        }
        let good = feature(json!({}), polygon(ring()));
        let second = |bad: Value| code(&file(vec![good.clone(), bad]));
        let words = polygon(json!([["东", "北"], ["东", "北"]]));
        assert_eq!(second(feature(json!({}), words)).0, "boundary.not_a_feature");
        assert_eq!(second(json!(7)), ("boundary.not_a_feature", json!({ "feature": 2 })));
        let point = json!({ "type": "Point", "coordinates": [118.5, 24.8] });
        assert_eq!(second(feature(json!({}), point)).0, "boundary.no_area");
        assert_eq!(second(feature(json!({}), Value::Null)).0, "boundary.no_area");
        let mut open = ring();
        open.as_array_mut().expect("a ring").pop();
        let (not_closed, place) = second(feature(json!({}), polygon(open)));
        assert_eq!(not_closed, "boundary.not_closed");
        assert_eq!((&place["feature"], &place["ring"], &place["point"]), (&json!(2), &json!(1), &json!(4)));
        let swapped = polygon(json!([[24.8, 118.5], [24.8, 118.52], [24.82, 118.52], [24.8, 118.5]]));
        assert_eq!(second(feature(json!({}), swapped)).0, "boundary.swapped");
        let metres = polygon(json!([[4e5, 2e6], [4e5, 3e6], [5e5, 3e6], [4e5, 2e6]]));
        assert_eq!(second(feature(json!({}), metres)).0, "boundary.out_of_range");
    }

    #[test]
    fn a_file_is_read_up_to_its_limits() {
        let good = feature(json!({}), polygon(ring()));
        assert_eq!(
            read_boundaries(&file(vec![good.clone(); MOST_FEATURES])).map(|read| read.len()),
            Ok(2000)
        );
        let more = read_boundaries(&file(vec![good; MOST_FEATURES + 1]));
        assert_eq!(more.map(|read| read.len()), Err(BoundaryFault::TooManyFeatures));
        let blank = vec![b' '; MAX_BYTES];
        assert!(matches!(read_boundaries(&blank), Err(BoundaryFault::NotJson { .. })), "just so large");
        assert_eq!(read_boundaries(&vec![b' '; MAX_BYTES + 1]), Err(BoundaryFault::TooLarge));
    }
}
