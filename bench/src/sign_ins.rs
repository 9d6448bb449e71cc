//! Reads while many sign in: a check of a password is slow on purpose, and nobody else is to wait for it.

use crate::server::ADDRESS;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Error, Read as _, Result, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Attempts to sign in, in a second.
const SIGN_INS: u32 = 50;
/// Reads are asked for one after the other, with so long between two.
const PAUSE: Duration = Duration::from_millis(10);
/// Reads of each run.
const READS: usize = 1_000;

/// Measures reads on a quiet server, and while 50 sign in each second.
pub fn measure(binary: &OsStr) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("shouze-bench-sign-ins-{}", std::process::id()));
    let (mut server, password) = started(binary, &folder)?;
    let done = compared(&password);
    server.kill()?;
    server.wait()?;
    std::fs::remove_dir_all(&folder)?;
    let [(quiet, _), (busy, signed_in)] = done?;
    println!(
        "p99 of reads: {:.1} ms quiet, {:.1} ms while {signed_in:.0} of {SIGN_INS} a second sign in, {:.2} times",
        quiet.as_secs_f64() * 1e3,
        busy.as_secs_f64() * 1e3,
        busy.as_secs_f64() / quiet.as_secs_f64()
    );
    Ok(())
}

fn started(binary: &OsStr, folder: &std::path::Path) -> Result<(Child, String)> {
    let mut server = Command::new(binary)
        .args(["serve", "--listen", ADDRESS, "--data"])
        .arg(folder)
        // one address and one login ask for all of it
        .env("SHOUZE_LIMITS__SIGN_INS_BY_ADDRESS", "0")
        .env("SHOUZE_LIMITS__SIGN_INS_BY_LOGIN", "0")
        .env("SHOUZE_LIMITS__REQUESTS_BY_ADDRESS", "0")
        .env("SHOUZE_LIMITS__REQUESTS_BY_ACCOUNT", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let out = server.stdout.take().ok_or_else(|| Error::other("no output"))?;
    let mut password = String::new();
    for line in BufReader::new(out).lines() {
        let line = line?;
        if let Some((_, word)) = line.split_once("password: ") {
            word.clone_into(&mut password);
        }
        if line.starts_with("listening") {
            return Ok((server, password));
        }
    }
    server.kill()?;
    Err(Error::other("the server does not start"))
}

/// The p99 of reads, and sign-ins in a second: quiet, then busy.
fn compared(password: &str) -> Result<[(Duration, f64); 2]> {
    let body = format!("{{\"login\":\"admin\",\"password\":\"{password}\"}}");
    let answer = asked(&posted(&body))?;
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    let cookie =
        cookie.and_then(|line| line.split(';').next()).ok_or_else(|| Error::other(answer.clone()))?;
    let read =
        format!("GET /api/home HTTP/1.1\r\nhost: bench\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n");
    reads(&read, READS / 10)?;
    let quiet = reads(&read, READS)?;
    let is_over = AtomicBool::new(false);
    let begin = Instant::now();
    let (busy, signed_in) = std::thread::scope(|scope| {
        let pace = scope.spawn(|| {
            let mut each = Vec::new();
            // by the clock and not by the answers: those who come do not wait for those before them
            while !is_over.load(Ordering::Relaxed) {
                let body = &body;
                each.push(
                    scope.spawn(move || asked(&posted(body)).is_ok_and(|answer| answer.contains("200 OK"))),
                );
                std::thread::sleep(Duration::from_secs(1) / SIGN_INS);
            }
            let took = begin.elapsed();
            let done = each.into_iter().filter_map(|one| one.join().ok()).filter(|is_in| *is_in).count();
            done as f64 / took.as_secs_f64()
        });
        let busy = reads(&read, READS);
        is_over.store(true, Ordering::Relaxed);
        (busy, pace.join().unwrap_or_default())
    });
    Ok([(quiet, 0.0), (busy?, signed_in)])
}

fn posted(body: &str) -> String {
    let length = body.len();
    format!(
        "POST /api/session HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn asked(request: &str) -> Result<String> {
    let mut stream = TcpStream::connect(ADDRESS)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// The p99 of so many reads.
fn reads(request: &str, many: usize) -> Result<Duration> {
    let mut each = Vec::with_capacity(many);
    for _ in 0..many {
        let begin = Instant::now();
        let answer = asked(request)?;
        each.push(begin.elapsed());
        if !answer.contains("200 OK") {
            return Err(Error::other(answer));
        }
        std::thread::sleep(PAUSE);
    }
    each.sort_unstable();
    Ok(each[many * 99 / 100])
}
