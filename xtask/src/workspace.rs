//! Where things are, and how cargo is called.

use std::collections::HashSet;
use std::env;
use std::ffi::{OsStr, OsString};
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

    /// `cargo …` in the root of the clone, with nothing in its environment that cargo has set for xtask itself: build scripts
    /// look at it, and what they build would be built again whenever another clone shares the target folder.
    pub(crate) fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut cargo = Command::new(cargo_program());
        cargo.current_dir(&self.root).args(arguments);
        for (variable, _) in env::vars_os().filter(|(variable, _)| is_of_a_package(variable)) {
            cargo.env_remove(variable);
        }
        cargo
    }
}

/// Whether cargo sets a variable for the programs of a package, with what is true of that package alone.
fn is_of_a_package(variable: &OsStr) -> bool {
    variable.to_str().is_some_and(|name| name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_"))
}

/// The cargo that started xtask, so that the tool chain stays the same.
fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_gets_nothing_that_is_true_of_xtask_alone() {
        let workspace = Workspace { root: PathBuf::new(), target: PathBuf::new(), packages: Vec::new() };
        let cargo = workspace.cargo(["build"]);
        let removed: HashSet<_> = cargo.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        // Cargo sets them for this test too.
        for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
            assert!(removed.contains(OsStr::new(name)), "{name}");
        }
        for name in ["CARGO", "CARGO_HOME", "CARGO_INCREMENTAL", "CARGO_TARGET_DIR", "PATH"] {
            assert!(!removed.contains(OsStr::new(name)), "{name}");
        }
    }
}
