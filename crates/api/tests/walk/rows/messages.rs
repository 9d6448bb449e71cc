//! Rows of channels and of what goes to them.

use super::*;

pub fn messages(world: &World) -> Vec<Row> {
    const KEEP: &[Role] = &[Administrator, SystemAdministrator];
    let things = [("id", "channel")];
    let of = |endpoint, who| row(world, endpoint, &things, who);
    let body = |address: &str| {
        json!({ "carrier": "wecom", "name": "安办工作群", "unit_id": world.id("east"), "address": address,
            "secret": "", "occasions": ["digest"], "version": 0 })
    };
    let good = || body("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1");
    let none = |key: &str, value: Value| {
        let mut body = good();
        body[key] = value;
        body
    };
    vec![
        of("GET /api/channels", only(KEEP)),
        of("POST /api/channels", only(KEEP))
            .probe(none("name", json!(" ")), &[422])
            .refuses(body("https://10.0.0.1/"), 422, "channel.strange_host")
            .refuses(none("carrier", json!("pigeon")), 422, "request.bad_body")
            .refuses(none("carrier", json!("mail")), 422, "channel.no_mail_server")
            .refuses(none("unit_id", json!(uuid::Uuid::nil())), 404, "not_found")
            .works(SystemAdministrator, good()),
        of("PATCH /api/channels/{id}", only(KEEP))
            .probe(none("occasions", json!([])), &[422])
            .refuses(none("version", json!(7)), 409, "stale")
            .works(SystemAdministrator, json!({ "name": "工作群", "unit_id": world.id("east"), "occasions": ["urgent"], "version": 0 })),
        of("GET /api/channels/{id}/deliveries", only(KEEP)),
        of("POST /api/channels/{id}/trial", only(KEEP))
            .probe(Value::Null, &[202])
            .works(SystemAdministrator, Value::Null),
        row(world, "POST /api/deliveries/{id}/retry", &[("id", "delivery")], only(KEEP))
            .probe(Value::Null, &[202, 409])
            .works(SystemAdministrator, Value::Null),
        row(world, "DELETE /api/channels/{id}", &[("id", "other channel")], only(KEEP))
            .probe(Value::Null, &[204, 404]),
    ]
}
