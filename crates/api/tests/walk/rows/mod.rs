//! One row for each endpoint: whom it lets through, what it refuses, what it does.

mod boundaries;
mod duties;
mod files;
mod hazards;
mod messages;
mod papers;
mod people;

use super::world::World;
use boundaries::boundaries;
use domain::access::Role::{self, *};
use duties::duties;
use files::files;
use hazards::hazards;
use messages::messages;
use papers::papers;
use people::{accounts, audit, home, reports, session};
use serde_json::{Value, json};

/// Whom an endpoint lets through.
pub enum Who {
    /// Strangers too.
    Anybody,
    /// Whoever is signed in.
    SignedIn,
    /// These; those that may not are told so, and for all others it is not there.
    These { allowed: &'static [Role], forbidden: &'static [Role] },
}

/// An endpoint on a thing of the world.
pub struct Row {
    /// As the API's document names it.
    pub endpoint: String,
    /// Its address.
    pub url: String,
    pub who: Who,
    /// What is sent to find out whether somebody is let through: best something that changes nothing.
    pub probe: Value,
    /// What whoever is let through is answered.
    pub through: Vec<u16>,
    /// Bad input and wrong states: what is sent by the administrator, and what is answered.
    pub refused: Vec<(Value, u16, &'static str)>,
    /// Somebody for whom it works, and what they send.
    pub works: Option<(Role, Value)>,
}

impl Row {
    pub fn is_through(&self, status: axum::http::StatusCode) -> bool {
        self.through.contains(&status.as_u16())
    }

    fn probe(self, probe: Value, through: &[u16]) -> Self {
        Self { probe, through: through.to_vec(), ..self }
    }

    fn refuses(mut self, body: Value, status: u16, code: &'static str) -> Self {
        self.refused.push((body, status, code));
        self
    }

    fn works(self, role: Role, body: Value) -> Self {
        Self { works: Some((role, body)), ..self }
    }
}

const SEE: &[Role] = &[
    Administrator,
    Clerk,
    Leader,
    DepartmentOfficer,
    CommunityHead,
    Dispatcher,
    GridWorker,
    EnterpriseManager,
    Auditor,
    Superior,
];
/// Those who see a record of the sector fire in the east that somebody else entered.
const SEE_EAST: &[Role] = &[
    Administrator,
    Clerk,
    Leader,
    DepartmentOfficer,
    CommunityHead,
    Dispatcher,
    GridWorker,
    Auditor,
    Superior,
];
/// Those who see every sector of the east.
const SEE_ALL_OF_EAST: &[Role] =
    &[Administrator, Clerk, Leader, CommunityHead, Dispatcher, GridWorker, Auditor, Superior];
const KEEP_RECORDS: &[Role] =
    &[Administrator, Clerk, DepartmentOfficer, CommunityHead, Dispatcher, GridWorker, EnterpriseManager];
const KEEP_EAST: &[Role] = &[Administrator, Clerk, DepartmentOfficer, CommunityHead, Dispatcher, GridWorker];
const KEEP_NO_RECORDS: &[Role] =
    &[SystemAdministrator, SecurityAdministrator, AuditAdministrator, Leader, Auditor, Superior];
const REVIEW: &[Role] = &[Administrator, Clerk];

/// Those who may, and all others are told that they may not.
const fn only(allowed: &'static [Role]) -> Who {
    Who::These { allowed, forbidden: Role::ALL }
}

/// Those who see it; for all others it is not there.
const fn seen_by(allowed: &'static [Role]) -> Who {
    Who::These { allowed, forbidden: &[] }
}

/// Those who keep a record in the east; who keeps records elsewhere is not told of it.
const fn kept_by(allowed: &'static [Role]) -> Who {
    Who::These { allowed, forbidden: KEEP_NO_RECORDS }
}

fn row(world: &World, endpoint: &str, things: &[(&str, &str)], who: Who) -> Row {
    let (_, path) = endpoint.split_once(' ').expect("method and path");
    let fill = |url: String, (gap, thing): &(&str, &str)| {
        let value = if *gap == "code" { thing } else { world.id(thing) };
        url.replace(&format!("{{{gap}}}"), value)
    };
    let url = things.iter().fold(path.to_owned(), fill);
    let (endpoint, probe, through) = (endpoint.to_owned(), Value::Null, vec![200]);
    Row { endpoint, url, who, probe, through, refused: Vec::new(), works: None }
}

/// Every row.
pub fn rows(world: &World) -> Vec<Row> {
    [
        session(world),
        accounts(world),
        audit(world),
        duties(world),
        notices(world),
        targets(world),
        units(world),
        boundaries(world),
        people::sheets(world),
        figures(world),
        registers(world),
        home(world),
    ]
    .into_iter()
    .chain([
        reports(world),
        records(world),
        files(world),
        imports(world),
        views(world),
        hazards(world),
        messages(world),
        papers(world),
    ])
    .flatten()
    .collect()
}

fn notices(world: &World) -> Vec<Row> {
    let of = |endpoint, thing, who| row(world, endpoint, &[("id", thing)], who);
    let stale = || json!({ "version": 99 });
    let publish =
        |version| json!({ "version": version, "effect_from": "2026-01-01", "effect_to": "2026-12-31" });
    vec![
        of("GET /api/notices", "notice", only(SEE)),
        of("POST /api/notices", "notice", only(REVIEW)).probe(json!(""), &[422]),
        of("GET /api/notices/{id}", "notice", seen_by(SEE)),
        of("PATCH /api/notices/{id}", "draft", only(REVIEW))
            .probe(stale(), &[409])
            .refuses(json!({ "version": "x" }), 422, "request.bad_body")
            .works(Clerk, json!({ "version": 0, "title": "改过的标题" })),
        of("GET /api/notices/{id}/original", "notice", seen_by(SEE)),
        of("POST /api/notices/{id}/discard", "other draft", only(REVIEW))
            .probe(stale(), &[409])
            .works(Clerk, json!({ "version": 0 })),
        of("GET /api/notices/{id}/publication", "draft", seen_by(REVIEW)),
        of("POST /api/notices/{id}/publish", "draft", only(REVIEW)).probe(publish(99), &[409]).refuses(
            publish(0),
            409,
            "notice.targets_open",
        ),
        of("POST /api/notices/{id}/amend", "draft", only(REVIEW)).probe(Value::Null, &[409]),
        of("GET /api/notices/{id}/difference", "notice", seen_by(SEE)),
        of("GET /api/notices/{id}/units", "notice", seen_by(SEE)),
        of(
            "POST /api/notices/{id}/units",
            "draft",
            Who::These {
                allowed: REVIEW,
                forbidden: &[
                    SecurityAdministrator,
                    AuditAdministrator,
                    Leader,
                    DepartmentOfficer,
                    CommunityHead,
                    Dispatcher,
                    GridWorker,
                    EnterpriseManager,
                    Auditor,
                    Superior,
                ],
            },
        )
        .probe(json!({ "choices": [] }), &[204]),
    ]
}

fn targets(world: &World) -> Vec<Row> {
    let of = |endpoint, thing| row(world, endpoint, &[("id", thing)], only(REVIEW));
    let measure = json!({ "version": 99, "subject": "甲", "kind": "count", "comparator": "=", "value": 1,
        "start": 0, "end": 0, "assignments": [] });
    let first = world.id("first");
    vec![
        of("POST /api/notices/{id}/targets", "draft").probe(measure.clone(), &[422]).refuses(
            json!({ "start": "x" }),
            422,
            "request.bad_body",
        ),
        of("POST /api/targets/accept", "first")
            .probe(json!({ "targets": [{ "id": first, "version": 99 }] }), &[409])
            .works(Clerk, json!({ "targets": [{ "id": first, "version": 0 }] })),
        of("PATCH /api/targets/{id}", "second").probe(measure, &[409]),
        of("POST /api/targets/{id}/accept", "second")
            .probe(json!({ "version": 99 }), &[409])
            .works(Clerk, json!({ "version": 0 })),
        of("POST /api/targets/{id}/drop", "third")
            .probe(json!({ "version": 99, "reason": "重复" }), &[409])
            .refuses(json!({ "version": 0, "reason": " " }), 422, "target.reason_missing")
            .works(Clerk, json!({ "version": 0, "reason": "重复" })),
        of("POST /api/targets/{id}/restore", "third")
            .probe(json!({ "version": 99 }), &[409])
            .works(Clerk, json!({ "version": 1 })),
        of("POST /api/targets/{id}/split", "second").probe(json!({ "version": 99, "parts": [] }), &[409]),
        of("POST /api/targets/{id}/merge", "second").probe(json!({ "version": 99, "others": [] }), &[409]),
    ]
}

fn units(world: &World) -> Vec<Row> {
    const KEEP: &[Role] = &[Administrator, SystemAdministrator, Clerk];
    let of = |endpoint, who| row(world, endpoint, &[("id", "west")], who);
    let unit = |name: &str| json!({ "parent": world.id("east"), "kind": "grid", "name": name, "valid_from": "2026-01-01" });
    let coded = |code: &str| json!({ "parent": world.id("east"), "kind": "grid", "name": "东湖九网格", "region_code": code, "valid_from": "2026-01-01" });
    let change = |version: i64| json!({ "version": version, "kind": "community", "name": "西山社区", "valid_to": null });
    let reform = |version: i64, effect_on: &str| json!({ "version": version, "what": "renamed", "name": "西岭社区", "effect_on": effect_on });
    vec![
        of("GET /api/units", Who::SignedIn),
        of("POST /api/units", only(KEEP))
            .probe(unit(""), &[422])
            .refuses(unit(&"长".repeat(61)), 422, "unit.bad_name")
            .refuses(coded("12"), 422, "unit.bad_code")
            .works(Clerk, unit("东湖一网格")),
        of("PATCH /api/units/{id}", only(KEEP))
            .probe(change(99), &[409])
            .works(SystemAdministrator, change(0)),
        of("GET /api/units/{id}/changes", Who::SignedIn),
        of("POST /api/units/{id}/changes", only(KEEP))
            .probe(reform(99, "2026-03-01"), &[409])
            .refuses(
                json!({ "version": 0, "what": "burnt", "effect_on": "2026-03-01" }),
                422,
                "request.bad_body",
            )
            .works(Clerk, reform(1, "2026-03-01")),
        of("GET /api/board", only(SEE)),
        of("GET /api/board/sheet.xlsx", only(SEE)),
    ]
}

fn figures(world: &World) -> Vec<Row> {
    let things = [("id", "notice"), ("target", "target"), ("unit", "east")];
    let of = |endpoint, who| row(world, endpoint, &things, who);
    vec![
        of("GET /api/indicators", Who::SignedIn),
        of("GET /api/figures", only(SEE)),
        of("POST /api/figures/recount", only(&[Administrator, SystemAdministrator])),
        of("GET /api/notices/{id}/targets/{target}/figures/{unit}", seen_by(SEE_ALL_OF_EAST)),
        of("GET /api/notices/{id}/targets/{target}/figures/{unit}/records", seen_by(SEE_ALL_OF_EAST)),
        of("GET /api/notices/{id}/targets/{target}/figures/{unit}/corrections", seen_by(SEE_ALL_OF_EAST)),
        of("GET /api/notices/{id}/targets/{target}/figures/{unit}/closed", seen_by(SEE_ALL_OF_EAST)),
        of("GET /api/notices/{id}/indicators", seen_by(SEE)),
        of("PUT /api/notices/{id}/targets/{target}/indicator", only(REVIEW))
            .probe(json!({ "indicator": "nothing" }), &[404])
            .works(Clerk, json!({ "indicator": "reported" })),
    ]
}

fn registers(world: &World) -> Vec<Row> {
    let of = |endpoint, who| row(world, endpoint, &[("code", "hydrant")], who);
    let definition = &world.definition;
    vec![
        of("GET /api/registers", Who::SignedIn),
        of("POST /api/registers", only(&[Administrator, SystemAdministrator]))
            .probe(json!({ "base": 99, "definition": definition }), &[409])
            .refuses(json!({ "base": 0 }), 422, "request.bad_body"),
        of("GET /api/registers/{code}", Who::SignedIn),
        of("GET /api/register-counts", only(SEE)),
        of("GET /api/registers/{code}/records", only(SEE)),
        of("GET /api/registers/{code}/summary", only(SEE)),
        of("GET /api/registers/{code}/export.xlsx", only(SEE)),
        of("GET /api/registers/{code}/template.xlsx", Who::SignedIn),
    ]
}

fn records(world: &World) -> Vec<Row> {
    let of =
        |endpoint: &str, thing: &str, who| row(world, endpoint, &[("code", "hydrant"), ("id", thing)], who);
    let record = "/api/registers/{code}/records/{id}";
    let on = |method: &str, step: &str, thing: &str, who| of(&format!("{method} {record}{step}"), thing, who);
    let stale = || json!({ "version": 99, "transition": "accept", "entered": {} });
    let new = json!({ "unit": "东湖社区", "fields": { "number": ["DH-77"], "pressure": ["0.3"] } });
    let other =
        |version: i64| json!({ "version": version, "other": { "id": world.id("merged"), "version": 0 } });
    let bulk = |version: i64| json!({ "records": [{ "id": world.id("twin"), "version": version }], "entered": {}, "write": false });
    vec![
        of("POST /api/registers/{code}/records", "hydrant", only(KEEP_RECORDS))
            .probe(json!({}), &[422])
            .refuses(json!({ "fields": { "number": "x" } }), 422, "request.bad_body")
            .works(CommunityHead, new),
        on("GET", "", "hydrant", seen_by(SEE_EAST)),
        on("PATCH", "", "twin", kept_by(KEEP_EAST))
            .probe(stale(), &[409])
            .refuses(
                json!({ "version": 0, "entered": { "fields": { "pressure": ["高"] } } }),
                422,
                "record.fields",
            )
            .works(GridWorker, json!({ "version": 0, "entered": { "fields": { "pressure": ["0.5"] } } })),
        on("POST", "/reveal", "twin", kept_by(KEEP_EAST))
            .probe(json!({ "reason": "" }), &[422])
            .refuses(json!({ "reason": " " }), 422, "record.no_reason")
            .works(Clerk, json!({ "reason": "电话核实" })),
        on("POST", "/move", "twin", kept_by(KEEP_EAST)).probe(stale(), &[409]).refuses(
            json!({ "version": 0, "transition": "fly", "entered": {} }),
            422,
            "record.no_such_transition",
        ),
        on("POST", "/remove", "gone", kept_by(KEEP_EAST))
            .probe(stale(), &[409])
            .works(DepartmentOfficer, json!({ "version": 0 })),
        of("POST /api/registers/{code}/bulk", "twin", kept_by(KEEP_EAST)).probe(bulk(99), &[409]),
        on("GET", "/duplicates", "twin", seen_by(SEE_EAST)),
        on("POST", "/merge", "twin", kept_by(KEEP_EAST)).probe(other(99), &[409]),
        on("POST", "/split", "twin", kept_by(KEEP_EAST)).probe(stale(), &[409]).refuses(
            json!({ "version": 0 }),
            422,
            "record.bad_merge",
        ),
    ]
}

fn imports(world: &World) -> Vec<Row> {
    let things = [("code", "hydrant"), ("id", "import")];
    let of = |endpoint, who| row(world, endpoint, &things, who);
    // the clerk's own, and the administrator's, who keeps everything
    let own = || kept_by(REVIEW);
    vec![
        of("POST /api/registers/{code}/imports", only(KEEP_RECORDS)).probe(json!(""), &[422]),
        of("GET /api/registers/{code}/imports", only(KEEP_RECORDS)),
        of("GET /api/imports/{id}", own()),
        of("GET /api/imports/{id}/problems.xlsx", own()),
        of("POST /api/imports/{id}/mapping", own()).probe(json!({ "mapping": [] }), &[422]).refuses(
            json!({ "mapping": ["number", "number"] }),
            422,
            "import.bad_mapping",
        ),
        of("POST /api/imports/{id}/run", own()).probe(json!({ "only_good": false }), &[422]).refuses(
            json!({}),
            422,
            "import.rows_wrong",
        ),
        of("POST /api/imports/{id}/cancel", own()).probe(Value::Null, &[200, 409]),
    ]
}

fn views(world: &World) -> Vec<Row> {
    let things = [("code", "hydrant"), ("id", "view")];
    let of = |endpoint, who| row(world, endpoint, &things, who);
    let named = |name: &str| json!({ "name": name, "query": "" });
    vec![
        of("GET /api/registers/{code}/views", only(SEE)),
        of("POST /api/registers/{code}/views", only(SEE))
            .probe(named(" "), &[400])
            .works(Superior, named("我的清单")),
        of("PUT /api/views/{id}", seen_by(&[Clerk])).probe(named(" "), &[400]),
        of("DELETE /api/views/{id}", seen_by(&[Clerk])).probe(Value::Null, &[204]),
    ]
}
