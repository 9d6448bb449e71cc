//! A local server that speaks the wire format of S3, and the tests of the place for files on it.

use crate::python;
use crate::steps::{Steps, cargo};
use anyhow::{Context, Result, bail};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The server, stopped when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the tests of the vault that need a store.
pub fn vault(steps: &mut Steps, target: &Path) -> Result<()> {
    let folder = python::installed(steps, target, "moto", "xtask/s3_requirements.txt")?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut server = Command::new(folder.join("bin/moto_server"));
    server.args(["--host", "127.0.0.1", "--port", &port.to_string()]);
    let mut server =
        Running(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("moto_server")?);
    for _ in 0..150 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            let tests = ["test", "--workspace", "--locked", "--test", "s3", "--", "--ignored"];
            let mut tests = cargo(&tests);
            tests.env("SHOUZE_TEST_S3", format!("http://127.0.0.1:{port}"));
            return steps.run("rust: files in an S3-compatible store", tests);
        }
        if let Some(status) = server.0.try_wait()? {
            bail!("moto_server stopped: {status}");
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    bail!("moto_server did not listen within 30 s")
}
