//! The end-to-end tests of all binaries in one pool, so that no slot idles while the last test of a binary goes on.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::process;

/// How many tests run at once. Each has browsers and servers of its own.
const SLOTS: usize = 2;
/// Tests that load the machine, or measure how quick it is, by a part of their binary's and own name: they run one by one, when
/// all others have ended.
const ALONE: [&str; 2] = ["load: ", "freeze"];

/// A binary with tests.
pub(crate) struct Binary {
    name: String,
    program: PathBuf,
    /// The folder of its package, where cargo would start it.
    folder: PathBuf,
}

impl Binary {
    /// Those that cargo has built, by what it prints with `--message-format=json`.
    pub(crate) fn all(messages: &str) -> Result<Vec<Self>> {
        let mut binaries = Vec::new();
        for line in messages.lines() {
            let message: Value = serde_json::from_str(line)?;
            let is_test = message["target"]["kind"][0] == "test";
            let Some(program) = message["executable"].as_str().filter(|_| is_test) else { continue };
            let manifest = Path::new(message["manifest_path"].as_str().context("a package has a manifest")?);
            let name = message["target"]["name"].as_str().context("a target has a name")?;
            let folder = manifest.parent().unwrap_or(manifest);
            binaries.push(Self { name: name.to_owned(), program: program.into(), folder: folder.to_owned() });
        }
        binaries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(binaries)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }

    /// The names of its tests that a filter lets through: the binary itself knows what a filter means.
    fn tests(&self, filter: &[OsString]) -> Result<Vec<String>> {
        let listed = process::output(self.command().args(["--list", "--format=terse"]).args(filter))?;
        Ok(listed.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
    }
}

struct Test<'a> {
    binary: &'a Binary,
    name: String,
}

impl Test<'_> {
    fn full_name(&self) -> String {
        format!("{}: {}", self.binary.name, self.name)
    }

    /// Runs it; whether it has passed, and what it and its binary have printed.
    fn run(&self, environment: &(dyn Fn(&mut Command) + Sync)) -> (bool, String) {
        let mut command = self.binary.command();
        environment(&mut command);
        match command.args(["--exact", &self.name]).output() {
            Err(error) => (false, format!("cannot start {}: {error}\n", self.binary.program.display())),
            Ok(Output { status, stdout, stderr }) => {
                let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                // A name that the binary does not know would succeed too.
                let was_known =
                    ["ok. 1 passed", "ok. 0 passed; 0 failed; 1 ignored"].iter().any(|end| stdout.contains(end));
                let has_passed = status.success() && was_known;
                (has_passed, format!("{stdout}{stderr}{status}\n"))
            }
        }
    }
}

/// Runs the tests of these binaries that the filter lets through, in the environment that is given; fails unless there are
/// such tests and all pass.
pub(crate) fn run(binaries: &[Binary], filter: &[OsString], environment: &(dyn Fn(&mut Command) + Sync)) -> Result<()> {
    let mut together = VecDeque::new();
    let mut alone = VecDeque::new();
    for binary in binaries {
        for name in binary.tests(filter)? {
            let test = Test { binary, name };
            let is_alone = ALONE.iter().any(|part| test.full_name().contains(part));
            if is_alone { &mut alone } else { &mut together }.push_back(test);
        }
    }
    let count = together.len() + alone.len();
    ensure!(count > 0, "no test has this in its name: {filter:?}");
    let mut failed = work(together, SLOTS, environment);
    failed.extend(work(alone, 1, environment));
    println!("{count} tests, {} failed", failed.len());
    if !failed.is_empty() {
        bail!("these have failed:\n  {}", failed.join("\n  "));
    }
    Ok(())
}

/// Runs the tests of a queue, so many at once; gives the names of those that have failed.
fn work(queue: VecDeque<Test<'_>>, slots: usize, environment: &(dyn Fn(&mut Command) + Sync)) -> Vec<String> {
    let (queue, failed) = (Mutex::new(queue), Mutex::new(Vec::new()));
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let slot = || {
        while let Some(test) = next() {
            let start = Instant::now();
            let (has_passed, printed) = test.run(environment);
            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
            say(&test, has_passed, start.elapsed(), &printed);
            if !has_passed {
                failed.push(test.full_name());
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..slots {
            scope.spawn(slot);
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn say(test: &Test<'_>, has_passed: bool, time: Duration, printed: &str) {
    let outcome = if has_passed { "passed" } else { "FAILED" };
    println!("{outcome} {:6.1} s  {}", time.as_secs_f64(), test.full_name());
    if !has_passed {
        println!("{printed}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A binary that behaves as libtest does.
    fn binary(folder: &Path, name: &str) -> Binary {
        use std::os::unix::fs::PermissionsExt as _;
        let script = "#!/bin/sh
            case \"$*\" in
                --list*) printf 'good: test\\nbad: test\\nunknown: test\\nslow: benchmark\\n';;
                *good) echo \"$WORD in $PWD\" >> ran; echo 'test result: ok. 1 passed; 0 failed';;
                *unknown) echo 'test result: ok. 0 passed; 0 failed; 0 ignored';;
                *) exit 101;;
            esac";
        let program = folder.join(name);
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        Binary { name: name.to_owned(), program, folder: folder.to_owned() }
    }

    #[test]
    fn each_test_runs_once_and_what_does_not_pass_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let binaries = ["a", "load"].map(|name| binary(folder.path(), name));
        let environment = |command: &mut Command| {
            command.env("WORD", "here");
        };
        let error = run(&binaries, &[], &environment).unwrap_err().to_string();
        for name in ["a: bad", "a: unknown", "load: bad", "load: unknown"] {
            assert!(error.contains(name), "{error}");
        }
        assert!(!error.contains("good"), "{error}");
        let line = format!("here in {}\n", folder.path().canonicalize().unwrap().display());
        assert_eq!(std::fs::read_to_string(folder.path().join("ran")).unwrap(), line.repeat(2));
    }

    #[test]
    fn nothing_to_run_is_an_error() {
        assert!(run(&[], &[], &|_| ()).is_err());
    }

    #[test]
    fn binaries_are_found_in_what_cargo_prints() {
        let messages = r#"{"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"kind":["test"],"name":"b"},"executable":"/t/b-1"}
{"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"kind":["bin"],"name":"p"},"executable":"/t/p"}
{"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","target":{"kind":["test"],"name":"a"},"executable":"/t/a-1"}
{"reason":"build-finished","success":true}"#;
        let binaries = Binary::all(messages).unwrap();
        let found: Vec<_> = binaries.iter().map(|binary| (binary.name.as_str(), binary.program.as_path())).collect();
        assert_eq!(found, [("a", Path::new("/t/a-1")), ("b", Path::new("/t/b-1"))]);
        assert!(binaries.iter().all(|binary| binary.folder == Path::new("/p")));
    }
}
