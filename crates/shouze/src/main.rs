//! The Shouze command line.
fn main() {}
