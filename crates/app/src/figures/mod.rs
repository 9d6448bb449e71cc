//! Figures: counters that change with the records, and what is read from them.

mod binding;
mod corrections;
mod counting;
mod drill;
mod readings;
mod recount;

pub use binding::{BoundTarget, bind_target, bindings_of};
pub(crate) use binding::{bound, freeze};
pub use corrections::{Correction, corrections};
pub use counting::Counting;
pub(crate) use counting::count_changes;
pub(crate) use drill::drill_in;
pub use drill::{DrilledRecord, Drilling, Side, drill};
pub use readings::FigurePlace;
pub(crate) use readings::frequencies_now;
pub use readings::{
    Asking, FigureBoard, FigureCell, FrequencyNow, Part, Point, TargetFigure, figure_board, target_figure,
};
pub(crate) use readings::{effect, figure_key, figures_over, readings_of};
pub(crate) use recount::recount_indicators;
pub use recount::{Difference, bring_up_to_date, recount};
