//! Why areas that somebody drew are no boundary, and where.

use std::fmt;
use thiserror::Error;

/// Where in a geometry; each counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Of which area.
    pub area: usize,
    /// Of which ring: the first is the outer one.
    pub ring: usize,
    /// Which point.
    pub point: usize,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "area {}, ring {}, point {}", self.area, self.ring, self.point)
    }
}

/// Why areas are no boundary.
#[derive(Debug, Clone, Copy, Error, PartialEq, Eq)]
pub enum BoundaryError {
    /// There is no area.
    #[error("there is no area")]
    NoArea,
    /// A ring does not end where it begins.
    #[error("the ring is not closed: {0}")]
    NotClosed(At),
    /// A ring of fewer than three corners.
    #[error("the ring has no area: {0}")]
    TooFewPoints(At),
    /// No degrees of China.
    #[error("no degrees of China: {0}")]
    OutOfRange(At),
    /// Latitude stands before longitude.
    #[error("latitude stands before longitude: {0}")]
    Swapped(At),
    /// More points than a boundary has.
    #[error("too many points")]
    TooManyPoints,
}

impl BoundaryError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoArea => "boundary.no_area",
            Self::NotClosed(_) => "boundary.not_closed",
            Self::TooFewPoints(_) => "boundary.too_few_points",
            Self::OutOfRange(_) => "boundary.out_of_range",
            Self::Swapped(_) => "boundary.swapped",
            Self::TooManyPoints => "boundary.too_many_points",
        }
    }

    /// Where it is, if it is at one place.
    pub const fn at(&self) -> Option<At> {
        match self {
            Self::NotClosed(at) | Self::TooFewPoints(at) | Self::OutOfRange(at) | Self::Swapped(at) => {
                Some(*at)
            }
            Self::NoArea | Self::TooManyPoints => None,
        }
    }
}
