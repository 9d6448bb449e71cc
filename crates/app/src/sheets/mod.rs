//! Excel in and out: a template to fill in, a list as shown, and a sheet that is checked first and then written.

mod export;
mod lines;
mod lookup;
mod mapping;
mod people;
mod plan;
mod report;
mod run;
mod template;
mod units;

pub use export::{ExportShape, export_records};
pub use lines::{LineFault, LineWrong, Lines, Taken};
pub use lookup::{import, imports};
pub use mapping::{Mapped, map_columns};
pub(crate) use people::role_name;
pub use people::{
    MadeAccount, Passwords, may_take_people, passwords_sheet, people_template, read_people, take_people,
};
pub use report::RowProblem;
pub use run::{
    ImportStep, begin_import, bring_sheet, cancel_import, change_mapping, cut_off_imports, import_chunk,
    interrupt_import, keep_sheet, problems_of, read_sheet, start_import,
};
pub use template::register_template;
pub(crate) use units::unit_named;
pub use units::{read_units, take_units, units_template};

use domain::register::{FieldProblem, ValueProblem};
use serde_json::{Value, json};

/// What fills the words of a field's problem.
pub fn field_params(problem: &FieldProblem) -> Value {
    match problem {
        FieldProblem::Value(ValueProblem::TooLong { max } | ValueProblem::TooMany { max }) => {
            json!({ "max": max })
        }
        FieldProblem::Value(ValueProblem::TooFine { decimals }) => json!({ "decimals": decimals }),
        FieldProblem::Value(ValueProblem::OutOfBounds { min, max }) => {
            let text = |bound: &Option<rust_decimal::Decimal>| {
                bound.map_or_else(|| "…".to_owned(), |bound| bound.to_string())
            };
            json!({ "min": text(min), "max": text(max) })
        }
        FieldProblem::TooEarly { than } => json!({ "than": than }),
        FieldProblem::Value(ValueProblem::Swapped { right }) => json!({ "right": right.to_string() }),
        FieldProblem::Outside { unit, metres } => {
            let kilometres = format!("{:.1}", f64::from(*metres) / 1000.0);
            json!({ "unit": unit, "metres": metres, "kilometres": kilometres })
        }
        _ => json!({}),
    }
}
