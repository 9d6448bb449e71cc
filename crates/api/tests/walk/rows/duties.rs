//! Duty lists, and the duties of a notice.

use super::World;
use super::{KEEP_RECORDS, Row, SEE, only, row, seen_by};
use domain::access::Role::Clerk;
use serde_json::json;

pub fn duties(world: &World) -> Vec<Row> {
    let of = |endpoint, who| row(world, endpoint, &[("id", "notice")], who);
    let pick = |index: usize, unit: &str, part: &str| json!({ "picks": [{ "index": index, "unit": unit, "part": part }] });
    let nowhere = "00000000-0000-7000-8000-000000000000";
    vec![
        of("GET /api/duty-findings", only(SEE)),
        of("GET /api/notices/{id}/duties", seen_by(SEE)),
        of("POST /api/notices/{id}/duties", only(KEEP_RECORDS))
            .probe(json!({ "picks": [] }), &[201])
            .refuses(pick(0, nowhere, "helps"), 422, "request.bad_body")
            .refuses(pick(999, world.id("east"), "lead"), 404, "not_found")
            .refuses(pick(0, nowhere, "lead"), 404, "not_found")
            .works(Clerk, json!({ "picks": [] })),
    ]
}
