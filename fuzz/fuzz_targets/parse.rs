//! Any text is parsed, and everything found lies inside it.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let notice = notice::parse(text);
    for requirement in &notice.requirements {
        assert!(text.get(requirement.quote.clone()).is_some());
        assert!(text.get(requirement.subject.clone()).is_some());
    }
    for clause in &notice.clauses {
        assert!(text.get(clause.span.clone()).is_some());
    }
});
