//! How far it is: on a terminal one line that counts, elsewhere one line for each part.

use std::io::{IsTerminal as _, Write as _, stderr};

/// A step is shown after so many.
const SHOWN: i64 = 1000;

pub struct Progress {
    part: String,
    done: i64,
    all: i64,
    is_live: bool,
}

impl Progress {
    pub fn of(part: &str, all: i64) -> Self {
        Self { part: part.to_owned(), done: 0, all, is_live: stderr().is_terminal() }
    }

    pub fn step(&mut self) {
        self.done += 1;
        if self.is_live && self.done % SHOWN == 0 {
            let _ = write!(stderr(), "\r{}: {} / {}", self.part, self.done, self.all);
        }
    }

    pub fn end(self) {
        let Self { part, done, all, is_live } = self;
        let _ = writeln!(stderr(), "{}{part}: {done} / {all}", if is_live { "\r" } else { "" });
    }
}
