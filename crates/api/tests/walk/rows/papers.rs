//! Papers printed from a case.

use super::*;

/// Those who issue notices for a hazard in the east.
const ISSUE: &[Role] = &[Administrator, Clerk, DepartmentOfficer, CommunityHead];
/// Those who see it and are told that others issue them.
const ISSUE_NOT: &[Role] = &[
    SystemAdministrator,
    SecurityAdministrator,
    AuditAdministrator,
    Leader,
    Auditor,
    Superior,
    Dispatcher,
    GridWorker,
];
const ISSUING: Who = Who::These { allowed: ISSUE, forbidden: ISSUE_NOT };

pub fn papers(world: &World) -> Vec<Row> {
    const KEEP: &[Role] = &[Administrator, SystemAdministrator, Clerk];
    const SEE_OFFICES: &[Role] = &[
        Administrator,
        SystemAdministrator,
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
    let of = |endpoint, thing, who| row(world, endpoint, &[("id", thing)], who);
    let line = |thing: &str, version: i64| json!({ "id": world.id(thing), "version": version });
    let over = |lines: Vec<Value>, kind: &str, officers: &str| json!({ "kind": kind, "answers": { "advice": "清理堆物", "officers": officers }, "lines": lines });
    let asked =
        |version: i64, kind: &str, officers: &str| over(vec![line("late hazard", version)], kind, officers);
    let both = |second: Value| over(vec![line("late hazard", 0), second], "advice", "张三、李四");
    let lines = of("GET /api/records/{id}/papers/lines", "late hazard", ISSUING);
    let served = |on: &str, how: &str| json!({ "on": on, "how": how, "to": "王五" });
    let office = |version: i64, name: &str| json!({ "version": version, "name": name, "word": "临政" });
    vec![
        of("GET /api/records/{id}/papers", "late hazard", seen_by(SEE_EAST)),
        Row { url: format!("{}?kind=advice", lines.url), ..lines },
        of("POST /api/records/{id}/papers/preview", "late hazard", ISSUING)
            .probe(asked(0, "advice", "张三、李四"), &[200])
            .refuses(asked(0, "letter", "张三、李四"), 400, "list.bad_query")
            .refuses(over(vec![], "advice", "张三、李四"), 400, "list.bad_query")
            .refuses(asked(0, "site-record", "张三、李四"), 422, "paper.not_of_this"),
        of("POST /api/records/{id}/papers", "late hazard", ISSUING)
            .probe(asked(99, "advice", "张三、李四"), &[409])
            .refuses(both(line("twin hazard", 99)), 409, "stale")
            .refuses(both(line("hydrant", 0)), 422, "paper.other_party")
            .refuses(asked(0, "advice", ""), 422, "paper.fields")
            .refuses(asked(0, "advice", "张三"), 422, "paper.two_officers")
            .refuses(asked(0, "order", "张三、李四"), 409, "paper.no_power")
            .refuses(asked(0, "listing", "张三、李四"), 409, "paper.not_listed")
            .works(Clerk, both(line("hazard", 0))),
        of("GET /api/papers", "paper", only(SEE)),
        of("GET /api/papers/{id}/pdf", "paper", seen_by(SEE_EAST)),
        of("GET /api/papers/{id}/docx", "paper", seen_by(SEE_EAST)),
        of("POST /api/papers/{id}/service", "paper", ISSUING)
            .probe(served("2026-04-01", "direct"), &[422])
            .refuses(served("2026-03-05", "pigeon"), 400, "list.bad_query")
            .refuses(served("2026-03-04", "direct"), 422, "paper.served_day")
            .works(CommunityHead, served("2026-03-05", "direct")),
        of("POST /api/papers/{id}/void", "other paper", ISSUING)
            .probe(json!({ "reason": " " }), &[422])
            .refuses(json!({ "reason": "" }), 422, "paper.no_reason")
            .works(Clerk, json!({ "reason": "当事人名称有误" })),
        of("GET /api/paper-offices", "street", only(SEE_OFFICES)),
        of("PUT /api/paper-offices/{id}", "street", only(KEEP))
            .probe(office(99, "临海街道办事处"), &[409])
            .refuses(office(0, ""), 422, "paper.bad_office")
            .works(SystemAdministrator, office(0, "临海街道办事处")),
    ]
}
