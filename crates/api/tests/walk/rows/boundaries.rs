//! Boundaries of units: of who may not, a file is not even read.

use super::*;
use crate::site::NOWHERE;

/// The boundary of the eastern community, and an area of nobody.
const FILE: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"name":"东湖社区"},"geometry":{"type":"Polygon","coordinates":
        [[[118.5,24.8],[118.52,24.8],[118.52,24.82],[118.5,24.82],[118.5,24.8]]]}},
    {"type":"Feature","properties":{"name":"北山社区"},"geometry":{"type":"Polygon","coordinates":
        [[[118.6,24.8],[118.62,24.8],[118.62,24.82],[118.6,24.82],[118.6,24.8]]]}}]}"#;

pub fn boundaries(world: &World) -> Vec<Row> {
    const KEEP: &[Role] = &[Administrator, SystemAdministrator, Clerk];
    let of = |endpoint, who| row(world, endpoint, &[("id", "west")], who);
    let mut read_in = of("POST /api/units/boundaries", only(KEEP));
    read_in.url.push_str("?write=true");
    let mut removal = of("DELETE /api/units/{id}/boundary", only(KEEP));
    removal.url.push_str(&format!("?reading={NOWHERE}"));
    vec![
        of("GET /api/units/{id}/boundary", Who::SignedIn),
        read_in
            .probe(json!(""), &[422])
            .refuses(json!("[]"), 422, "boundary.not_geojson")
            .refuses(json!(FILE.replace("118.52", "1")), 422, "boundary.out_of_range")
            .works(Clerk, json!(FILE)),
        removal.probe(Value::Null, &[404]),
    ]
}
