//! Papers as PDF and .docx in official layout (GB/T 9704-2012): typed content in, bytes out. It knows neither cases nor databases;
//! it alone holds typst.
#![deny(clippy::unwrap_used)]

mod data;
mod error;
mod fonts;
mod pdf;
mod word;

pub use data::data;
pub use error::PrintError;
pub use fonts::Press;
pub use word::docx;
