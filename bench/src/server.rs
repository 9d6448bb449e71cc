//! The server: how long from its start to its first answer, and what it holds while it has nothing to do.

use std::ffi::OsStr;
use std::io::{Error, Read as _, Result, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub const ADDRESS: &str = "127.0.0.1:8471";

/// Starts it on an empty data folder, which is the slowest start there is: the schema is made and the administrator too.
pub fn measure(binary: &OsStr) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("shouze-bench-{}", std::process::id()));
    for name in ["first start", "second start"] {
        let begin = Instant::now();
        let mut server = Command::new(binary)
            .args(["serve", "--listen", ADDRESS, "--data"])
            .arg(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let answered = loop {
            if let Ok(true) = asks() {
                break begin.elapsed();
            }
            if begin.elapsed() > Duration::from_secs(30) {
                server.kill()?;
                return Err(Error::other("the server does not answer"));
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        std::thread::sleep(Duration::from_secs(1));
        let resident = resident(server.id());
        println!("{name}: first answer after {:.0} ms, {resident} MB resident", answered.as_secs_f64() * 1e3);
        server.kill()?;
        server.wait()?;
    }
    std::fs::remove_dir_all(&folder)
}

fn asks() -> Result<bool> {
    let mut stream = TcpStream::connect(ADDRESS)?;
    stream.write_all(b"GET /api/health HTTP/1.0\r\nHost: bench\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.contains("200 OK"))
}

/// Resident memory as Linux counts it, in MB.
pub fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes =
        line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
