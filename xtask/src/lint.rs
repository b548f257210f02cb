//! The checks that need no running program.

use anyhow::Result;

use crate::process::{run, step};
use crate::tools;
use crate::workspace::Workspace;

/// Format, clippy for both machines, and what the dependencies may be (`deny.toml`).
pub(crate) fn lint(workspace: &Workspace) -> Result<()> {
    step("Format", || run(&mut workspace.cargo(["fmt", "--all", "--check"])))?;
    step("Clippy, native", || {
        run(&mut workspace.cargo([
            "clippy",
            "--locked",
            "--workspace",
            "--exclude=phial-frontend",
            "--all-targets",
            "--",
            "--deny=warnings",
        ]))
    })?;
    for (heading, features) in [("Clippy, wasm", ""), ("Clippy, wasm, for the benchmark", "phial-frontend/bench")] {
        step(heading, || {
            tools::ensure_wasm_target()?;
            run(&mut workspace.cargo([
                "clippy",
                "--locked",
                "--package=phial-frontend",
                "--package=phial-shared",
                "--target=wasm32-unknown-unknown",
                "--all-targets",
                "--features",
                features,
                "--",
                "--deny=warnings",
            ]))
        })?;
    }
    step("Licences and origin of dependencies", || {
        let mut deny = tools::cargo_deny(workspace)?;
        // Its warnings are a list of crates that are there in two versions.
        run(deny.args(["--log-level=error", "--locked", "check", "bans", "licenses", "sources"]))
    })
}
