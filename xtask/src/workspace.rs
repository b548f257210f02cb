//! Where things are, and how cargo is called.

use std::collections::HashSet;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::process;

/// The folders of this clone.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
    packages: Vec<Value>,
}

impl Workspace {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and a person's own settings count.
    pub(crate) fn find() -> Result<Self> {
        // At run time, since two clones may share a target folder and so the compiled xtask.
        let package = env::var_os("CARGO_MANIFEST_DIR").context("start xtask by `cargo xtask`")?;
        let metadata = process::output(Command::new(cargo_program()).current_dir(package).args([
            "metadata",
            "--locked",
            "--no-deps",
            "--format-version=1",
        ]))?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let folder = |key: &str| {
            let path = metadata[key].as_str();
            path.map(PathBuf::from).with_context(|| format!("cargo metadata names no {key}"))
        };
        let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")?, packages })
    }

    /// `--test=NAME` for every integration test of the packages with these names.
    pub(crate) fn tests(&self, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
        let mut seen = HashSet::new();
        let mut arguments = Vec::new();
        for package in &self.packages {
            let is_wanted = package["name"].as_str().is_some_and(&is_wanted);
            let targets = package["targets"].as_array().into_iter().flatten();
            let tests = targets.filter(|target| target["kind"][0] == "test");
            for name in tests.filter_map(|target| target["name"].as_str()) {
                ensure!(seen.insert(name), "two packages have a test {name}, which cargo could not tell apart");
                if is_wanted {
                    arguments.push(format!("--test={name}"));
                }
            }
        }
        Ok(arguments)
    }

    /// A path in the clone.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path in cargo's folder for what is built.
    pub(crate) fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// The root of the clone.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// `cargo …` in the root of the clone.
    pub(crate) fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut cargo = Command::new(cargo_program());
        cargo.current_dir(&self.root).args(arguments);
        cargo
    }
}

/// The cargo that started xtask, so that the tool chain stays the same.
fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
