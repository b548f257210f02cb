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
    step("Clippy, wasm", || {
        tools::ensure_wasm_target()?;
        let programs = ["account", "manage", "recipient", "sender", "viewer"];
        for features in programs.into_iter().chain(["sender recipient bench"]) {
            clippy_wasm(workspace, &["--lib", "--no-default-features", "--features", features], &[])?;
        }
        // Clippy does not know a function with `#[wasm_bindgen_test]` as a test, where clippy.toml allows these.
        let in_tests = ["--allow=clippy::unwrap_used", "--allow=clippy::expect_used", "--allow=clippy::panic"];
        clippy_wasm(workspace, &["--all-targets"], &in_tests)
    })?;
    step("Licences and origin of dependencies", || {
        let mut deny = tools::cargo_deny(workspace)?;
        // Its warnings are a list of crates that are there in two versions.
        run(deny.args(["--log-level=error", "--locked", "check", "bans", "licenses", "sources"]))
    })
}

fn clippy_wasm(workspace: &Workspace, what: &[&str], lints: &[&str]) -> Result<()> {
    let packages = ["--package=phial-frontend", "--package=phial-shared", "--target=wasm32-unknown-unknown"];
    let mut clippy = workspace.cargo(["clippy", "--locked"]);
    clippy.args(packages).args(what).args(["--", "--deny=warnings"]).args(lints);
    run(&mut clippy)
}
