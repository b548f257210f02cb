//! The client on a terminal, which `script` of util-linux makes.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A client whose output and questions are on a terminal.
pub(crate) struct Terminal {
    script: Child,
    keyboard: ChildStdin,
    screen: ChildStdout,
    shown: String,
    /// What was answered already.
    read: usize,
}

impl Terminal {
    /// Runs the client with these arguments, none of which the shell changes.
    pub(crate) fn run(args: &[PathBuf]) -> Self {
        let words = args.iter().map(|arg| format!("'{}'", arg.to_str().unwrap()));
        let command: Vec<_> = [env!("CARGO_BIN_EXE_phial").to_owned()].into_iter().chain(words).collect();
        let mut script = Command::new("script")
            .args(["--quiet", "--return", "--flush", "--command", &command.join(" "), "/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (keyboard, screen) = (script.stdin.take().unwrap(), script.stdout.take().unwrap());
        Self { script, keyboard, screen, shown: String::new(), read: 0 }
    }

    /// Waits for a question, and answers it.
    pub(crate) fn answer(&mut self, question: &str, answer: &str) {
        let mut bytes = [0; 1024];
        while !self.shown[self.read..].contains(question) {
            let read = self.screen.read(&mut bytes).unwrap();
            assert!(read > 0, "it ended before it asked {question}: {}", self.shown);
            self.shown.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
        }
        self.read = self.shown.len();
        writeln!(self.keyboard, "{answer}").unwrap();
    }

    /// Whether it succeeded, and all that it showed.
    pub(crate) fn end(mut self) -> (bool, String) {
        self.screen.read_to_string(&mut self.shown).unwrap();
        (self.script.wait().unwrap().success(), self.shown)
    }
}
