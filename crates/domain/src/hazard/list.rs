//! The four lists 四个清单: views of one record each, so that nothing is kept twice and no list is behind another.

use super::{HAZARD, Stage, states_where};
use crate::words::words;

/// Code of the register of rules and measures.
pub const MEASURE: &str = "measure";

words! {
    /// 四个清单: which view of the hazards, or of what was laid down against them.
    HazardList {
        /// 问题隐患清单: what was found.
        Problems = "problems",
        /// 制度措施清单: what was laid down so that it does not come back.
        Measures = "measures",
        /// 责任清单: who answers for what is not closed.
        Duties = "duties",
        /// 整改（闭环）清单: how each was rectified, rechecked and struck off.
        Rectification = "rectification",
    }
}

impl HazardList {
    /// The register that it is a view of.
    pub const fn register(self) -> &'static str {
        match self {
            Self::Measures => MEASURE,
            Self::Problems | Self::Duties | Self::Rectification => HAZARD,
        }
    }

    /// States in which a record stands in it when nobody asks for others; every state when none are named.
    pub fn states(self) -> Vec<&'static str> {
        match self {
            Self::Measures => Vec::new(),
            Self::Problems => states_where(|stage| !matches!(stage, Stage::Draft | Stage::Unfounded)),
            Self::Duties => states_where(|stage| stage.is_verified() && !stage.is_over()),
            Self::Rectification => states_where(|stage| stage.is_verified()),
        }
    }

    /// The field whose day places a record in a period.
    pub const fn day(self) -> &'static str {
        match self {
            Self::Measures => "issued_on",
            Self::Problems | Self::Duties | Self::Rectification => "found_on",
        }
    }

    /// The order in which it is read, as lists take it.
    pub const fn sort(self) -> &'static str {
        match self {
            Self::Problems => "-found_on",
            Self::Measures | Self::Duties | Self::Rectification => "due",
        }
    }

    /// Its usual columns.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Problems => &[
                "summary",
                "state",
                "unit",
                "site",
                "level",
                "category",
                "spot",
                "found_on",
                "source",
                "sector",
                "basis",
                "finder",
                "number",
                "photos_before",
            ],
            Self::Measures => &[
                "name",
                "number",
                "unit",
                "cause",
                "problem",
                "issuer",
                "keeper",
                "due",
                "issued_on",
                "state",
                "document",
            ],
            Self::Duties => &[
                "summary",
                "due",
                "state",
                "unit",
                "site",
                "level",
                "rectifier",
                "supervisor",
                "leader",
                "listed",
                "interim",
                "funds",
            ],
            Self::Rectification => &[
                "summary",
                "due",
                "state",
                "unit",
                "level",
                "measures",
                "rectifier",
                "funds",
                "rectified_on",
                "rechecker",
                "opinion",
                "closed_on",
                "photos_before",
                "photos_after",
            ],
        }
    }
}
