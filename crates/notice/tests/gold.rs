//! The real notice against its annotation by hand. Both are kept outside the repository; where they are absent
//! there is nothing to compare with.
#![allow(clippy::expect_used, reason = "a test that cannot read its own annotation must stop")]

fn real() -> Option<(String, serde_json::Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/notices/meiling-2020");
    let text = std::fs::read_to_string(format!("{folder}.txt")).ok()?;
    let gold = std::fs::read_to_string(format!("{folder}.gold.json")).ok()?;
    Some((text, serde_json::from_str(&gold).expect("the annotation is JSON")))
}

/// The annotation writes the communities' part as 各社区/工作点.
fn responsible(requirement: &notice::Requirement) -> Option<String> {
    let names: Vec<_> = requirement.units.iter().map(|unit| unit.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join("、").replace("各社区、各工作点", "各社区/工作点"))
}

/// A requirement counts as found when its quote overlaps the annotated one and kind, comparator, value and unit agree;
/// `达100%` and `100%` are equal.
#[test]
fn the_requirements_of_the_real_notice_are_found() {
    let Some((text, gold)) = real() else { return };
    let notice = notice::parse(&text);
    let map = notice::CharMap::new(&text);
    let span = |entry: &serde_json::Value, at: usize| {
        at..at + entry["quote"].as_str().expect("a quote").chars().count()
    };
    let found: Vec<_> = notice
        .requirements
        .iter()
        .map(|r| (map.char_of(&text, r.quote.start)..map.char_of(&text, r.quote.end), r))
        .collect();
    let overlap = |a: &std::ops::Range<usize>, b: &std::ops::Range<usize>| a.start < b.end && b.start < a.end;
    let targets = gold["targets"].as_array().expect("targets");
    let mut used = vec![false; found.len()];
    let mut hits = 0;
    for target in targets {
        let place = span(target, usize::try_from(target["start"].as_u64().expect("start")).expect("fits"));
        let hit = found.iter().enumerate().find(|(n, (at, r))| {
            let value = r.value.map(|v| v.to_string().parse::<f64>().expect("a number"));
            let same_comparator =
                Some(r.comparator.as_str()) == target["comparator"].as_str() || value == Some(100.0);
            !used[*n]
                && overlap(at, &place)
                && Some(r.kind.as_str()) == target["kind"].as_str()
                && same_comparator
                && value == target["value"].as_f64()
                && responsible(r).as_deref().unwrap_or("各社区")
                    == target["responsible"].as_str().unwrap_or("各社区")
        });
        match hit {
            Some((n, _)) => {
                used[n] = true;
                hits += 1;
            }
            None => println!("missed {} {}", target["path"], target["quote"]),
        }
    }
    let optional: Vec<&str> =
        gold["optional"].as_array().expect("optional").iter().filter_map(|o| o["quote"].as_str()).collect();
    let spurious = found.iter().zip(&used).filter(|((_, r), used)| {
        let quote = &text[r.quote.clone()];
        !**used && !optional.iter().any(|o| quote.contains(o) || o.contains(quote))
    });
    let spurious: Vec<_> = spurious.map(|((_, r), _)| (r.path.as_str(), &text[r.quote.clone()])).collect();
    println!("spurious {spurious:?}");
    let f1 = 2.0 * f64::from(hits) / (f64::from(hits) + spurious.len() as f64 + targets.len() as f64);
    println!("F1 {f1:.3}");
    assert!(f1 >= 0.97, "F1 {f1:.3}");
}

#[test]
fn the_head_of_the_real_notice_is_read_as_annotated() {
    let Some((text, gold)) = real() else { return };
    let notice = notice::parse(&text);
    let value = |field: Option<notice::Field<String>>| field.map(|f| f.value);
    assert_eq!(value(notice.head.doc_number).as_deref(), gold["doc_number"].as_str());
    assert_eq!(value(notice.head.title).as_deref(), gold["title"].as_str());
    assert_eq!(value(notice.head.issuer).as_deref(), gold["issuer"].as_str());
    assert_eq!(notice.head.issued_on.map(|f| f.value.to_string()).as_deref(), gold["issued_on"].as_str());
    assert_eq!(notice.year.map(i64::from), gold["year"].as_i64());
    assert_eq!(Some(notice.clauses.len() as u64), gold["clauses"].as_u64());
}
