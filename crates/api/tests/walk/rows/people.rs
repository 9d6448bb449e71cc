//! Rows of who is signed in, of accounts, of the home page, and of what is reported and closed.

use super::*;

/// Who sees all that is summed up at their post.
const SUMS: Who = Who::These {
    allowed: &[
        Administrator,
        Clerk,
        Leader,
        DepartmentOfficer,
        CommunityHead,
        Dispatcher,
        GridWorker,
        Auditor,
        Superior,
    ],
    forbidden: &[SystemAdministrator, SecurityAdministrator, AuditAdministrator],
};

pub fn session(world: &World) -> Vec<Row> {
    let of = |endpoint, who| row(world, endpoint, &[], who);
    let wrong = json!({ "login": "nobody", "password": "wrong" });
    vec![
        of("GET /api/health", Who::Anybody),
        of("POST /api/session", Who::Anybody).probe(wrong, &[401, 429]).refuses(
            json!({}),
            422,
            "request.bad_body",
        ),
        // no provider is set
        of("GET /api/session/single-sign-on", Who::Anybody),
        of("POST /api/session/single-sign-on", Who::Anybody).probe(Value::Null, &[404]),
        of("POST /api/session/single-sign-on/finish", Who::Anybody)
            .probe(json!({ "state": "s", "code": "c" }), &[404])
            .refuses(json!({ "state": "s" }), 422, "request.bad_body"),
        of("POST /api/session/code", Who::SignedIn).probe(json!({ "code": "123456" }), &[409]).refuses(
            json!({ "code": "123456" }),
            409,
            "sign_on.no_code_awaited",
        ),
        of("GET /api/session", Who::SignedIn),
        of("DELETE /api/session", Who::SignedIn).probe(Value::Null, &[204]),
    ]
}

/// Sheets of units and of people: of who may not, they are not even read.
pub fn sheets(world: &World) -> Vec<Row> {
    const UNITS: &[Role] = &[Administrator, SystemAdministrator, Clerk];
    const PEOPLE: &[Role] = &[Administrator, SystemAdministrator, SecurityAdministrator];
    let of = |endpoint, who| row(world, endpoint, &[], who);
    vec![
        of("GET /api/units/template.xlsx", Who::SignedIn),
        of("POST /api/units/sheet", only(UNITS)).probe(json!(""), &[422]),
        of("POST /api/units/sheet/marked", only(UNITS)).probe(json!(""), &[422]),
        of("GET /api/accounts/template.xlsx", Who::SignedIn),
        of("POST /api/accounts/sheet", only(PEOPLE)).probe(json!(""), &[422]),
        of("POST /api/accounts/sheet/marked", only(PEOPLE)).probe(json!(""), &[422]),
    ]
}

pub fn accounts(world: &World) -> Vec<Row> {
    const KEEP: &[Role] = &[Administrator, SystemAdministrator];
    const GIVE: &[Role] = &[Administrator, SecurityAdministrator];
    const SEE: &[Role] = &[Administrator, SystemAdministrator, SecurityAdministrator];
    let things = [
        ("id", "account"),
        ("post", "post"),
        ("session", "session"),
        ("token", "notice"),
        ("line", "notice"),
    ];
    let of = |endpoint, who| row(world, endpoint, &things, who);
    let new = |login: &str| json!({ "login": login, "name": "王五", "posts": [] });
    let token = || json!({ "name": "x", "scope": "read", "days": 1, "password": "wrong" });
    let again = || json!({ "password": "wrong" });
    let end = |day: &str| json!({ "last_day": day });
    vec![
        of("GET /api/accounts", only(SEE)),
        of("POST /api/accounts", only(KEEP))
            .probe(new("a b"), &[422])
            .refuses(new("li.si"), 409, "account.login_taken")
            .works(SystemAdministrator, new("wang.wu")),
        of("GET /api/roles", Who::SignedIn),
        of("POST /api/accounts/{id}/posts", only(GIVE))
            .probe(json!({ "role": "clerk" }), &[422])
            .refuses(json!({ "role": "king" }), 422, "request.bad_body")
            .works(SecurityAdministrator, json!({ "role": "clerk", "unit": world.id("east") })),
        of("POST /api/accounts/{id}/posts/{post}/end", only(GIVE))
            .probe(end("2020-01-01"), &[422])
            .works(SecurityAdministrator, end("2026-12-31")),
        of("POST /api/accounts/{id}/posts/{post}/lines", only(GIVE))
            .probe(json!({ "sector": "fire" }), &[422])
            .refuses(json!({ "sector": "fire" }), 422, "charge.no_leader"),
        of("POST /api/accounts/{id}/posts/{post}/lines/{line}/end", only(GIVE))
            .probe(end("2026-12-31"), &[404]),
        of("GET /api/answering", only(super::SEE)),
        of("POST /api/accounts/{id}/password", only(KEEP)),
        of("PUT /api/accounts/{id}/name", only(KEEP))
            .probe(json!({ "name": "李四" }), &[204])
            .refuses(json!({ "name": " " }), 422, "account.bad_name")
            .works(SystemAdministrator, json!({ "name": "李思" })),
        of("POST /api/accounts/{id}/disable", only(KEEP)).probe(Value::Null, &[204, 409]),
        of("POST /api/accounts/{id}/enable", only(KEEP)).probe(Value::Null, &[204, 409]),
        of("POST /api/accounts/{id}/unlock", only(KEEP)).probe(Value::Null, &[409]),
        of("DELETE /api/accounts/{id}/sessions", only(KEEP)).probe(Value::Null, &[204, 409]),
        of("PUT /api/session/password", Who::SignedIn)
            .probe(json!({ "old": "wrong", "new": "雨里亮着的灯塔在海边" }), &[422, 429])
            .refuses(json!({ "old": "x" }), 422, "request.bad_body"),
        of("POST /api/session/password/check", Who::SignedIn)
            .probe(json!({ "new": "雨里亮着的灯塔在海边" }), &[204])
            .refuses(json!({ "new": "1234567890" }), 422, "account.password_guessed")
            .refuses(json!({ "new": "短" }), 422, "account.password_length"),
        of("GET /api/session/second-factor", Who::SignedIn),
        of("POST /api/session/second-factor", Who::SignedIn).probe(again(), &[422, 429]).refuses(
            json!({}),
            422,
            "request.bad_body",
        ),
        of("POST /api/session/second-factor/confirm", Who::SignedIn)
            .probe(json!({ "code": "123456" }), &[409])
            .refuses(json!({ "code": "123456" }), 409, "account.second_factor_missing"),
        of("POST /api/session/second-factor/remove", Who::SignedIn).probe(again(), &[422, 429]),
        of("POST /api/session/recovery-codes", Who::SignedIn).probe(again(), &[422, 429]),
        of("POST /api/accounts/{id}/second-factor/reset", only(KEEP)).probe(Value::Null, &[409]),
        of("DELETE /api/accounts/{id}/identity", only(KEEP)).probe(Value::Null, &[409]).refuses(
            Value::Null,
            409,
            "sign_on.not_linked",
        ),
        of("POST /api/accounts/{id}/erase", only(KEEP))
            .probe(json!({ "reason": "" }), &[409, 422])
            .refuses(json!({ "reason": "已调离" }), 409, "account.still_in_use")
            .refuses(json!({}), 422, "request.bad_body"),
        of("GET /api/session/personal", Who::SignedIn),
        of("GET /api/session/personal.xlsx", Who::SignedIn),
        of("GET /api/tokens", Who::SignedIn),
        of("POST /api/tokens", Who::SignedIn).probe(token(), &[422, 429]).refuses(
            json!({ "scope": "all" }),
            422,
            "request.bad_body",
        ),
        of("DELETE /api/tokens/{token}", Who::SignedIn).probe(Value::Null, &[404]),
        of("GET /api/sessions", Who::SignedIn),
        of("DELETE /api/sessions/{session}", Who::SignedIn).probe(Value::Null, &[404]),
    ]
}

pub fn audit(world: &World) -> Vec<Row> {
    const READ: &[Role] = &[Administrator, AuditAdministrator];
    let of = |endpoint| row(world, endpoint, &[], only(READ));
    let mut wrong = of("GET /api/audit");
    wrong.url.push_str("?from=2026-01-01&action=record.create&limit=2");
    vec![wrong, of("GET /api/audit/choices"), of("GET /api/audit/events.xlsx")]
}

pub fn home(world: &World) -> Vec<Row> {
    let of = |endpoint, who| row(world, endpoint, &[("id", "east"), ("indicator", "notice")], who);
    vec![
        of("GET /api/changes", Who::SignedIn),
        of("GET /api/home", only(SEE)),
        of("GET /api/hazard-table", SUMS),
        of("GET /api/hazard-table/sheet.xlsx", SUMS),
        // an indicator that is none
        of("GET /api/dues/{indicator}", only(SEE)).probe(Value::Null, &[404]),
        of(
            "GET /api/units/{id}/page",
            Who::These {
                allowed: SEE_ALL_OF_EAST,
                forbidden: &[SystemAdministrator, SecurityAdministrator, AuditAdministrator],
            },
        ),
    ]
}

/// What is reported, done by steps and closed; the target of the world is counted from records.
pub fn reports(world: &World) -> Vec<Row> {
    const REPORT_EAST: Who = Who::These {
        allowed: &[Administrator, Clerk, CommunityHead],
        forbidden: &[
            SystemAdministrator,
            SecurityAdministrator,
            AuditAdministrator,
            Leader,
            Dispatcher,
            GridWorker,
            EnterpriseManager,
            Auditor,
            Superior,
        ],
    };
    let things = [("id", "notice"), ("target", "target"), ("unit", "east")];
    let of = |endpoint, who| row(world, endpoint, &things, who);
    let place = "/api/notices/{id}/targets/{target}";
    let at = |method: &str, rest: &str, who| row(world, &format!("{method} {place}{rest}"), &things, who);
    let nobodys = |endpoint, who| row(world, endpoint, &[("id", "west")], who);
    let review = || json!({ "version": 0 });
    let report = json!({ "first": "2026-01-01", "last": "2026-12-31", "numerator": "1" });
    let done = json!({ "id": "00000000-0000-0000-0000-000000000000", "version": 0, "done_on": "2026-03-01" });
    let mut preview = of("GET /api/closings/preview", only(REVIEW));
    preview.url.push_str("?period=month&day=2026-01-15");
    let mut removal = nobodys("DELETE /api/steps/{id}", only(REVIEW)).probe(Value::Null, &[404]);
    removal.url.push_str("?version=0");
    vec![
        of("GET /api/reports", only(SEE)),
        at("POST", "/reports/{unit}", REPORT_EAST).probe(report, &[409, 422]),
        nobodys("POST /api/reports/{id}/review", only(REVIEW)).probe(review(), &[404]),
        at("GET", "/steps/{unit}", seen_by(SEE_ALL_OF_EAST)).probe(Value::Null, &[404]),
        at("POST", "/steps/{unit}", only(REVIEW))
            .probe(json!({ "title": "开工", "due": "2026-06-30" }), &[409, 422])
            .refuses(json!({ "title": 1 }), 422, "request.bad_body"),
        at("POST", "/steps/{unit}/done", REPORT_EAST).probe(done, &[409, 422]),
        removal,
        nobodys("POST /api/steps/{id}/review", only(REVIEW)).probe(review(), &[404]),
        of("GET /api/closings", only(SEE)),
        preview,
        of("POST /api/closings", only(REVIEW))
            .probe(json!({ "period": "month", "day": "2026-03-05" }), &[409]),
        nobodys("GET /api/closings/{id}", only(SEE)).probe(Value::Null, &[404]),
        nobodys("POST /api/closings/{id}/reopen", only(REVIEW)).probe(json!({ "reason": "补报" }), &[404]),
    ]
}
