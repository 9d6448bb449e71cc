//! What is decided of hazards.

use super::*;

pub fn hazards(world: &World) -> Vec<Row> {
    let of = |endpoint, who| row(world, endpoint, &[("id", "hazard")], who);
    let asked = |version: i64, to: &str| json!({ "version": version, "to": to, "reason": "设备未到货" });
    let judged = |version: i64, level: &str| json!({ "version": version, "place": "other", "level": level, "reason": "现场核对", "basis": "本地规定第3条" });
    let decided = |verdict: &str| json!({ "version": 99, "verdict": verdict, "answer": "请加快" });
    let place = |place: &str| json!({ "place": place, "ticked": ["6.4"] });
    vec![
        of("GET /api/todo", only(SEE)),
        Row { url: "/api/todo/box?of=done".to_owned(), ..of("GET /api/todo/box", only(SEE)) },
        of("GET /api/hazards/{id}/slips", seen_by(SEE_EAST)),
        of("POST /api/hazards/{id}/slips", seen_by(SEE_EAST))
            .probe(json!({ "kind": "copy" }), &[422])
            .refuses(json!({ "kind": "shout" }), 400, "list.bad_query")
            .refuses(json!({ "kind": "copy" }), 422, "slip.no_receiver")
            .works(Clerk, json!({ "kind": "urge", "words": "请尽快整改" })),
        row(world, "POST /api/slips/{id}/answer", &[("id", "slip")], seen_by(&[Leader]))
            .probe(json!({ "answer": "return", "words": "不是我" }), &[409])
            .works(Leader, json!({ "answer": "sign" })),
        of("GET /api/hazard-lists", only(SEE)),
        of("GET /api/hazard-causes", only(SEE)),
        of("GET /api/hazards/{id}", seen_by(SEE_EAST)),
        of("POST /api/hazards/{id}/extensions", kept_by(KEEP_EAST))
            .probe(asked(99, "2026-05-01"), &[409])
            .refuses(asked(0, "2026-03-01"), 422, "extension.not_later")
            .works(CommunityHead, asked(0, "2026-05-01")),
        row(world, "POST /api/extensions/{id}/decision", &[("id", "extension")], kept_by(KEEP_EAST))
            .probe(decided("granted"), &[409])
            .refuses(decided("perhaps"), 400, "list.bad_query")
            .works(Clerk, json!({ "version": 0, "verdict": "refused", "answer": "不同意" })),
        row(world, "POST /api/hazards/{id}/judgements", &[("id", "twin hazard")], kept_by(KEEP_EAST))
            .probe(judged(99, "major"), &[409])
            .refuses(judged(0, "grave"), 400, "list.bad_query")
            .works(Clerk, judged(0, "major")),
        row(world, "GET /api/matters/{id}", &[("id", "listing")], seen_by(SEE_EAST)),
        row(world, "POST /api/matters/{id}/urges", &[("id", "listing")], seen_by(SEE_EAST))
            .probe(json!({ "words": "快".repeat(501) }), &[422])
            .refuses(json!({ "words": "快".repeat(501) }), 422, "slip.too_long")
            .works(Clerk, json!({ "words": "请尽快决定" })),
        row(world, "GET /api/campaigns/{id}", &[("id", "campaign")], seen_by(SEE_EAST)),
        of("GET /api/led", only(SEE)),
        of("GET /api/hazard-rules", only(SEE)),
        row(world, "POST /api/criteria/{code}/proposal", &[("code", "fire-2017")], only(SEE))
            .probe(place("crowded"), &[200])
            .refuses(place("nowhere"), 400, "list.bad_query"),
    ]
}
