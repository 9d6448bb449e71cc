//! Photos and papers, whole and in pieces.

use super::super::world::World;
use super::{KEEP_EAST, KEEP_RECORDS, Row, SEE_EAST, Who, kept_by, only, row, seen_by};
use domain::access::Role::*;
use serde_json::{Value, json};

pub fn files(world: &World) -> Vec<Row> {
    let file = |endpoint, who| row(world, endpoint, &[("sha256", "file")], who);
    vec![
        file("POST /api/files", only(KEEP_RECORDS))
            .probe(json!("text"), &[422])
            .works(GridWorker, json!("%PDF-1.5")),
        file("GET /api/files/{sha256}", seen_by(SEE_EAST)),
        // a paper is no picture
        Row {
            url: format!("/api/files/{}/picture?size=small", world.id("file")),
            ..file("GET /api/files/{sha256}/picture", seen_by(SEE_EAST))
        }
        .probe(Value::Null, &[422]),
        row(world, "POST /api/uploads", &[], only(KEEP_RECORDS)).probe(Value::Null, &[400]).refuses(
            Value::Null,
            400,
            "request.bad_body",
        ),
        // an upload is there for whoever began it, and for nobody else
        row(world, "HEAD /api/uploads/{id}", &[("id", "notice")], Who::SignedIn).probe(Value::Null, &[404]),
        row(world, "PATCH /api/uploads/{id}", &[("id", "notice")], Who::SignedIn).probe(json!("x"), &[404]),
        row(world, "DELETE /api/uploads/{id}", &[("id", "notice")], Who::SignedIn).probe(Value::Null, &[404]),
        row(world, "POST /api/uploads/{id}/file", &[("id", "notice")], Who::SignedIn)
            .probe(Value::Null, &[404]),
        // takes the file out of the record again: the first of them, and the rest find it done
        file("POST /api/undo", kept_by(KEEP_EAST))
            .probe(json!({ "request_id": world.id("request") }), &[200])
            .refuses(json!({ "request_id": "nothing" }), 404, "not_found"),
    ]
}
