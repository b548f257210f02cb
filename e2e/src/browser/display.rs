//! A display for a browser that has no headless way: Xvfb draws into memory.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running Xvfb. Ends when it is dropped.
pub(super) struct Display {
    process: Child,
    name: String,
}

impl Display {
    pub(super) fn start() -> Self {
        // It takes the first free number, and writes it when it is ready.
        let mut process = Command::new(crate::from_environment("XVFB"))
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.trim().is_empty(), "Xvfb finds no free display");
        Self { process, name: format!(":{}", line.trim()) }
    }

    /// For the variable `DISPLAY`.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
