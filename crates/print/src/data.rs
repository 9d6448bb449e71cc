//! A paper's content as JSON: what the layout reads, and what is kept beside the bytes.

use domain::paper::{Block, Document};
use serde_json::{Value, json};

/// The content as JSON. What people entered stays data on the whole way: it is never a part of a program of the layout.
pub fn data(document: &Document) -> Value {
    let block = |block: &Block| match block {
        Block::Paragraph(text) => json!({ "kind": "paragraph", "text": text }),
        Block::Heading(text) => json!({ "kind": "heading", "text": text }),
        Block::Rows(rows) => json!({ "kind": "rows", "rows": rows }),
        Block::Table { head, rows } => json!({ "kind": "table", "head": head, "rows": rows }),
    };
    json!({
        "red_head": document.red_head,
        "title": document.title,
        "number": document.number,
        "recipient": document.recipient,
        "blocks": document.blocks.iter().map(block).collect::<Vec<_>>(),
        "organ": document.organ,
        "day": document.day,
        "signers": document.signers,
        "foot": document.foot,
        "copies": document.copies,
    })
}
