//! Tables to workbooks: as shown on a screen, as a template to fill in, as a file of what is wrong.

mod fill;
mod look;
mod problems;
mod rows;

#[cfg(test)]
mod tests;

pub(crate) use fill::{EXAMPLE, GUIDE, HELP, OPTIONS};
pub(crate) use problems::REASON;

pub use fill::{Input, Template, TemplateColumn, template};
pub use problems::{CellProblem, Kept, marked};
pub use rows::{Cell, Export, Kind, Workbook, WriteColumn, write};
