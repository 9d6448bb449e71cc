//! The migrations are embedded at compile time; cargo has to be told that they matter.
#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
