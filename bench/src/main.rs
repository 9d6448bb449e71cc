//! Benchmarks of the notice reader, the server's start, records and figures, printed as ratios against a floor of the same run.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

mod figures;
mod hazards;
mod records;
mod server;
mod sign_ins;

/// As the server has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures the reader on the notice given as argument, or on a small one of its own, the server that `SHOUZE` names,
/// and a register of as many records as `RECORDS` says.
fn main() -> std::io::Result<()> {
    if let Some(binary) = std::env::var_os("SHOUZE") {
        server::measure(&binary)?;
        sign_ins::measure(&binary)?;
    }
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => OWN.repeat(40),
    };
    let many = std::env::var("RECORDS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    records::measure(many)?;
    let cold = time(|| notice::parse(&text).requirements.len());
    println!("one notice, {} bytes, cold: {:.2} ms", text.len(), cold.as_secs_f64() * 1e3);
    let mut per_byte = Vec::new();
    for megabytes in [1, 10] {
        let long = text.repeat(megabytes * 1_000_000 / text.len() + 1);
        let floor = time(|| plain_pass(&long));
        let parse = time(|| notice::parse(&long).requirements.len());
        let rate = long.len() as f64 / 1e6 / parse.as_secs_f64();
        per_byte.push(parse.as_secs_f64() / long.len() as f64);
        println!(
            "{megabytes} MB: {rate:.1} MB/s, {:.1} times a plain pass over the characters",
            parse.as_secs_f64() / floor.as_secs_f64()
        );
    }
    println!("cost per byte at 10 MB against 1 MB: {:.2}", per_byte[1] / per_byte[0]);
    Ok(())
}

const OWN: &str =
    "一、安全生产目标\n1．安办：（1）隐患整改率达98%以上。（2）坚决杜绝较大事故，每季度至少组织一次演练。\n";

fn plain_pass(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}
