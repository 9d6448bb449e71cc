//! The real binary as a server, and a client of few lines that stays alive when the server does not.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Where the server is, and who asks. It can be handed to threads.
#[derive(Clone)]
pub struct Client {
    address: String,
    cookie: String,
}

/// A server that runs until it is killed.
pub struct Server {
    child: Child,
    _out: BufReader<ChildStdout>,
    pub client: Client,
}

/// Arguments that name the data folder and the database.
pub fn place(data: &Path, database: Option<&str>) -> Vec<String> {
    let mut arguments = vec!["--data".to_owned(), data.display().to_string()];
    if let Some(database) = database {
        arguments.extend(["--database".to_owned(), database.to_owned()]);
    }
    arguments
}

impl Server {
    /// Starts it on a free port. `password` is set on the first start, which prints it.
    pub fn start(place: &[String], password: &mut Option<String>) -> Self {
        Self::started(Command::new(env!("CARGO_BIN_EXE_shouze")), place, password)
    }

    /// One that can make no file larger than so many KiB, as on a disk that is full.
    pub fn start_without_room(kibibytes: u32, place: &[String], password: &mut Option<String>) -> Self {
        let mut shell = Command::new("sh");
        let limit = kibibytes * 2;
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_shouze")]);
        Self::started(shell, place, password)
    }

    fn started(mut program: Command, place: &[String], password: &mut Option<String>) -> Self {
        let mut child = program
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(place)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("an output"));
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert_ne!(out.read_line(&mut line).expect("a line"), 0, "it ended before it listened");
            if let Some((_, word)) = line.trim().split_once("password: ") {
                *password = Some(word.to_owned());
            }
            if let Some(address) = line.trim().strip_prefix("listening: http://") {
                break address.to_owned();
            }
        };
        let mut client = Client { address, cookie: String::new() };
        let login = json!({ "login": "admin", "password": password });
        let (head, _) = client.ask("POST", "/api/session", login.to_string().as_bytes()).expect("an answer");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        client.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Self { child, _out: out, client }
    }

    /// The most memory that it ever held, as Linux counts it.
    pub fn peak_megabytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
        let kilobytes: u64 = line.split_whitespace().next().expect("a number").parse().expect("a number");
        kilobytes / 1024
    }

    /// SIGKILL: nothing is finished, nothing is told.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

impl Client {
    /// Head and body; nothing when the connection broke before the answer was whole.
    fn ask(&self, method: &str, path: &str, body: &[u8]) -> Option<(String, String)> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            self.address,
            self.cookie,
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        // a server that refuses a body answers before it has read all of it
        let _ = stream.write_all(body);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let is_whole = length.and_then(|length| length.parse().ok()) == Some(body.len());
        is_whole.then(|| (head.to_owned(), body.to_owned()))
    }

    /// Status and JSON; nothing when the server was not there to the end.
    pub fn send(&self, method: &str, path: &str, body: &[u8]) -> Option<(u16, Value)> {
        let (head, body) = self.ask(method, path, body)?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, serde_json::from_str(&body).unwrap_or(Value::Null)))
    }

    /// What must be answered well.
    pub fn done(&self, method: &str, path: &str, body: &[u8]) -> Value {
        let (status, answer) = self.send(method, path, body).expect("an answer");
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        answer
    }
}
