//! The product: the page and the `phial` binary that embeds it.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{page, process, tools};

/// Builds the page and the binary as it is released; returns the binary.
pub(crate) fn build_release(workspace: &Workspace) -> Result<PathBuf> {
    page::build(workspace)?;
    process::run(&mut workspace.cargo(["build", "--locked", "--release", "--package", "phial"]))?;
    Ok(workspace.target("release/phial"))
}

/// Builds the page and the binary that runs on any Linux; returns the binary.
pub(crate) fn build_static(workspace: &Workspace) -> Result<PathBuf> {
    page::build(workspace)?;
    let target = tools::static_target();
    let mut build = workspace.cargo(["build", "--locked", "--release", "--package", "phial"]);
    process::run(build.args(["--target", &target]))?;
    Ok(workspace.target(&format!("{target}/release/phial")))
}

/// Builds the page and the binary for development; returns the binary.
pub(crate) fn build_dev(workspace: &Workspace) -> Result<PathBuf> {
    page::build(workspace)?;
    // Of the whole workspace, so that the tests find its dependencies with the same features.
    process::run(&mut workspace.cargo(["build", "--locked", "--workspace", "--bin=phial"]))?;
    Ok(workspace.target("debug/phial"))
}

/// Builds the page, and the binary together with some tests: with the features that the tests give their dependencies, so that
/// nothing is compiled twice. Returns the binary, and what cargo says of all that it has built.
pub(crate) fn build_with_tests(workspace: &Workspace, tests: &[String]) -> Result<(PathBuf, String)> {
    page::build(workspace)?;
    let mut build = workspace.cargo(["build", "--locked", "--workspace", "--bin=phial"]);
    let messages = process::output(build.args(tests).arg("--message-format=json-render-diagnostics"))?;
    Ok((workspace.target("debug/phial"), messages))
}

/// Builds the release binary with the benchmark's page; returns the binary. The page that people use is built too: its
/// size is measured.
pub(crate) fn build_for_bench(workspace: &Workspace) -> Result<PathBuf> {
    page::build(workspace)?;
    let page = page::build_for_bench(workspace)?;
    let mut build = workspace.cargo(["build", "--locked", "--release", "--package", "phial"]);
    process::run(build.env("PHIAL_PAGE_DIR", page))?;
    // Moved, so that nobody takes it for the product.
    let binary = workspace.target("bench/phial");
    fs::rename(workspace.target("release/phial"), &binary)?;
    Ok(binary)
}

/// Builds what is out of date and becomes `phial serve`.
pub(crate) fn run(workspace: &Workspace, given: Vec<OsString>) -> Result<()> {
    let binary = build_release(workspace)?;
    let data = workspace.path("data").into_os_string();
    let defaults = [("--listen", "127.0.0.1:8080".into()), ("--data", data)];
    let mut serve = Command::new(binary);
    serve.arg("serve").args(with_defaults(defaults, given));
    become_process(serve)
}

/// The given arguments, after the defaults of those options that they do not set.
fn with_defaults(defaults: [(&'static str, OsString); 2], given: Vec<OsString>) -> Vec<OsString> {
    let is_set = |option: &str| {
        given.iter().any(|argument| {
            let argument = argument.to_string_lossy();
            argument.split('=').next() == Some(option)
        })
    };
    let mut arguments = Vec::new();
    for (option, value) in defaults {
        if !is_set(option) {
            arguments.extend([option.into(), value]);
        }
    }
    arguments.extend(given);
    arguments
}

/// On Unix the server takes this process's place, and so its signals and its exit status.
#[cfg(unix)]
fn become_process(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_process(mut command: Command) -> Result<()> {
    process::run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(given: &[&str]) -> Vec<OsString> {
        let defaults = [("--listen", "A".into()), ("--data", "D".into())];
        with_defaults(defaults, given.iter().map(OsString::from).collect())
    }

    #[test]
    fn given_arguments_win_over_the_defaults() {
        assert_eq!(arguments(&[]), ["--listen", "A", "--data", "D"]);
        assert_eq!(arguments(&["--listen=B", "--log", "info"]), ["--data", "D", "--listen=B", "--log", "info"]);
        assert_eq!(arguments(&["--data", "E"]), ["--listen", "A", "--data", "E"]);
    }
}
