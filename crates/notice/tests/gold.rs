//! The real notice against its annotation by hand. Both are kept outside the repository; where they are absent
//! there is nothing to compare with.

#[test]
fn the_head_of_the_real_notice_is_read_as_annotated() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/notices/meiling-2020");
    let (Ok(text), Ok(gold)) = (
        std::fs::read_to_string(format!("{folder}.txt")),
        std::fs::read_to_string(format!("{folder}.gold.json")),
    ) else {
        return;
    };
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("the annotation is JSON");
    let notice = notice::parse(&text);
    let value = |field: Option<notice::Field<String>>| field.map(|f| f.value);
    assert_eq!(value(notice.head.doc_number).as_deref(), gold["doc_number"].as_str());
    assert_eq!(value(notice.head.title).as_deref(), gold["title"].as_str());
    assert_eq!(value(notice.head.issuer).as_deref(), gold["issuer"].as_str());
    assert_eq!(notice.head.issued_on.map(|f| f.value.to_string()).as_deref(), gold["issued_on"].as_str());
    assert_eq!(Some(notice.clauses.len() as u64), gold["clauses"].as_u64());
}
