//! The Shouze command line.
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::io::Write as _;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["check", file] => {
            let bytes = std::fs::read(file).with_context(|| format!("cannot read {file}"))?;
            let text = notice::input::read(&bytes).map_err(|e| anyhow::anyhow!("{}: {e}", e.code()))?;
            std::io::stdout().lock().write_all(report(&text).as_bytes())?;
            Ok(())
        }
        _ => bail!("usage: shouze check FILE"),
    }
}

/// The head, then the measurable phrases in reading order, one per line and separated by TAB: path, unit, kind,
/// comparison, period, words.
fn report(text: &str) -> String {
    let notice = notice::parse(text);
    let mut out = String::new();
    let head = &notice.head;
    for field in [&head.doc_number, &head.title, &head.issuer].into_iter().flatten() {
        let _ = writeln!(out, "{}", field.value);
    }
    for requirement in &notice.requirements {
        let units: Vec<_> = requirement.units.iter().map(|unit| unit.name.as_str()).collect();
        let value = requirement.value.map(|value| value.to_string()).unwrap_or_default();
        let due =
            requirement.due.as_ref().and_then(|due| due.on).map(|day| day.to_string()).unwrap_or_default();
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}{value}{due}{}\t{}\t{}",
            requirement.path,
            units.join("、"),
            requirement.kind.as_str(),
            requirement.comparator.as_str(),
            requirement.unit.as_deref().unwrap_or_default(),
            requirement.period.map_or("", notice::Period::as_str),
            &text[requirement.quote.clone()],
        );
    }
    let _ = writeln!(out, "{} clauses, {} requirements", notice.clauses.len(), notice.requirements.len());
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_report_lists_each_requirement_with_its_clause_and_unit() {
        let report = super::report("三、部门\n1．教育办：（1）每学年不少于4课时。（2）坚决杜绝亡人事故。\n");
        assert_eq!(
            report,
            "三/1/（1）\t教育办\tfrequency\t>=4课时\tschool-year\t每学年不少于4课时\n\
             三/1/（2）\t教育办\tzero\t=0\t\t坚决杜绝亡人事故\n4 clauses, 2 requirements\n"
        );
    }
}
