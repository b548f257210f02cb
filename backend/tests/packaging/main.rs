//! What is shipped beside the binary, and the binary itself: whether the one still fits the other.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests, helpers included")]

mod alerts;
mod commands;
mod settings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file of the project.
fn read(name: &str) -> String {
    fs::read_to_string(project().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files below a folder of the project.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(project().join(folder)).unwrap().map(Result::unwrap) {
        let name = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&name));
        } else {
            found.push(name);
        }
    }
    found
}

/// The binary, without anything from the environment of the tests.
fn phial() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phial"));
    command.env_clear().stdin(Stdio::null());
    command
}

/// How a command ended, what it printed, and what it said on standard error.
fn ran(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}
