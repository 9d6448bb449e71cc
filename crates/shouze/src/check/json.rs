//! The whole reading as JSON. Offsets count characters (Unicode scalar values) of `text`.

use super::Lines;
use notice::{Field, Notice, Span, UnitRef};
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

/// Name and version of the schema, see docs/check-schema.md.
const SCHEMA: &str = "shouze-check/1";

struct Writer<'t> {
    text: &'t str,
    lines: Lines<'t>,
}

/// The reading of a text.
pub fn value(file: &str, text: &str, notice: &Notice) -> Value {
    let writer = Writer { text, lines: Lines::new(text) };
    let head = &notice.head;
    let mut proposal_of = vec![0; notice.requirements.len()];
    for (id, proposal) in notice.proposals.iter().enumerate() {
        proposal.requirements.iter().for_each(|r| proposal_of[*r] = id);
    }
    json!({
        "schema": SCHEMA,
        "file": file,
        "doc_number": head.doc_number.as_ref().map(|f| &f.value),
        "title": head.title.as_ref().map(|f| &f.value),
        "issuer": head.issuer.as_ref().map(|f| &f.value),
        "issued_on": head.issued_on.as_ref().map(|f| f.value.to_string()),
        "year": notice.year,
        "clauses": notice.clauses.len(),
        "head": {
            "addressees": head.addressees.iter().map(|f| writer.field(f)).collect::<Vec<_>>(),
            "signature": head.signature.as_ref().map(|f| writer.field(f)),
            "copies_to": head.copies_to.as_ref().map(|f| writer.field(f)),
            "attachments": head.attachments.iter().map(|f| writer.field(f)).collect::<Vec<_>>(),
        },
        "targets": notice.requirements.iter().zip(proposal_of).enumerate()
            .map(|(id, (r, proposal))| writer.target(id, proposal, r)).collect::<Vec<_>>(),
        "proposals": notice.proposals.iter().enumerate()
            .map(|(id, p)| json!({ "id": id, "targets": p.requirements })).collect::<Vec<_>>(),
        "duties": notice.duties.iter().map(|d| {
            let mut duty = writer.place("quote", &d.span);
            duty["path"] = json!(d.path);
            duty["verb"] = json!(d.verb);
            duty["units"] = units(&d.units);
            duty
        }).collect::<Vec<_>>(),
        "clause_tree": notice.clauses.iter().map(|c| json!({
            "path": c.path,
            "level": c.level,
            "start": writer.at(c.span.start),
            "end": writer.at(c.span.end),
            "title": c.title.clone().map(|t| &text[t]),
            "units": units(&c.units),
        })).collect::<Vec<_>>(),
        "diagnostics": notice.diagnostics.iter().map(|d| {
            let (line, column) = writer.lines.line_and_column(d.span.start);
            json!({
                "code": d.code,
                "severity": d.severity.as_str(),
                "start": writer.at(d.span.start),
                "end": writer.at(d.span.end),
                "line": line,
                "column": column,
                "message": d.message,
                "message_en": d.message_en,
                "hint": d.hint,
                "hint_en": d.hint_en,
                "related": d.related.iter().map(|s| [writer.at(s.start), writer.at(s.end)]).collect::<Vec<_>>(),
            })
        }).collect::<Vec<_>>(),
        "text": text,
    })
}

impl Writer<'_> {
    fn at(&self, byte: usize) -> usize {
        self.lines.char_of(byte)
    }

    fn place(&self, name: &str, span: &Span) -> Value {
        json!({ name: &self.text[span.clone()], "start": self.at(span.start), "end": self.at(span.end) })
    }

    fn field(&self, field: &Field<String>) -> Value {
        json!({ "value": field.value, "start": self.at(field.span.start), "end": self.at(field.span.end) })
    }

    fn target(&self, id: usize, proposal: usize, r: &notice::Requirement) -> Value {
        let mut target = self.place("quote", &r.quote);
        let names: Vec<&str> =
            r.units.iter().filter(|u| u.role != notice::Role::Assess).map(|u| u.name.as_str()).collect();
        let fields = [
            ("id", json!(id)),
            ("proposal", json!(proposal)),
            ("path", json!(r.path)),
            ("subject", json!(&self.text[r.subject.clone()])),
            ("kind", json!(r.kind.as_str())),
            ("comparator", json!(r.comparator.as_str())),
            ("value", json!(r.value.and_then(|v| v.to_f64()))),
            ("value_to", json!(r.value_to.and_then(|v| v.to_f64()))),
            ("unit", json!(r.unit)),
            ("period", json!(r.period.map(notice::Period::as_str))),
            ("due", json!(r.due.as_ref().and_then(|d| d.on).map(|d| d.to_string()))),
            ("due_recurs", json!(r.due.as_ref().is_some_and(|d| d.recurs))),
            (
                "responsible",
                json!(
                    (!names.is_empty())
                        .then(|| names.join("、").replace("各社区、各工作点", "各社区/工作点"))
                ),
            ),
            ("units", units(&r.units)),
            ("soft", json!(r.soft)),
            ("implicit", json!(r.implicit)),
            ("negated", json!(r.negated)),
            ("confidence", json!(r.confidence.as_str())),
        ];
        for (key, value) in fields {
            target[key] = value;
        }
        target
    }
}

fn units(units: &[UnitRef]) -> Value {
    units.iter().map(|u| json!({ "name": u.name, "role": u.role.as_str() })).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn offsets_count_characters_and_every_target_points_into_its_proposal() {
        let text = "𠅤一、乙\n1．安办：整改率达95%以上。\n2．交警中队：整改率达95%以上。";
        let out = super::value("x.txt", text, &notice::parse(text));
        let first = &out["targets"][0];
        let characters: Vec<char> = text.chars().collect();
        let start = usize::try_from(first["start"].as_u64().expect("start")).expect("fits");
        let end = usize::try_from(first["end"].as_u64().expect("end")).expect("fits");
        assert_eq!(characters[start..end].iter().collect::<String>(), first["quote"]);
        assert_eq!(first["responsible"], "安办");
        assert_eq!((first["kind"].as_str(), first["value"].as_f64()), (Some("ratio"), Some(95.0)));
        assert_eq!(out["proposals"], serde_json::json!([{ "id": 0, "targets": [0, 1] }]));
    }
}
