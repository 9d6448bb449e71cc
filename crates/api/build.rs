//! The UI is embedded at compile time; cargo has to be told that its files matter.
#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

fn main() {
    let dist = "../../web/dist";
    // a path that is missing would make cargo build anew each time
    let watched = if std::path::Path::new(dist).exists() { dist } else { "../../web/package.json" };
    println!("cargo::rerun-if-changed={watched}");
}
