//! Whether the page must be built again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::hash;
use crate::process;
use crate::workspace::Workspace;

/// All that the page is made from. Folders count with what is below them, but for packages of their own.
const INPUTS: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "frontend",
    "frontend/hardening",
    "frontend/pdf",
    "shared",
    "static",
    "words",
    "xtask",
];
/// Folders below those that are no input: what is built, and what tests.
const NOT_INPUTS: [&str; 2] = ["dist", "tests"];

/// A digest of the page's inputs, of the compiler, and of the cargo features that are on.
pub(super) fn of_page(workspace: &Workspace, features: &str) -> Result<String> {
    of_inputs(workspace, &INPUTS, features)
}

/// The same for some of the inputs.
pub(super) fn of_inputs(workspace: &Workspace, inputs: &[&str], features: &str) -> Result<String> {
    let compiler = process::output(Command::new("rustc").arg("-vV"))?;
    of_files(workspace.root(), inputs, &format!("{features}\n{compiler}"))
}

/// A digest of a text and of the names and contents of files.
fn of_files(root: &Path, inputs: &[&str], text: &str) -> Result<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    // A list of digests, so that no two sets of files can give the same bytes.
    let mut list = hash::sha256_hex(text.as_bytes());
    for file in files {
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(root)?.as_os_str().as_encoded_bytes();
        list.push_str(&hash::sha256_hex(name));
        list.push_str(&hash::sha256_hex(&content));
    }
    Ok(hash::sha256_hex(list.as_bytes()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    if path.file_name().is_some_and(|name| NOT_INPUTS.iter().any(|other| name == *other)) {
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if !path.join("Cargo.toml").is_file() {
            collect(&path, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_with_every_input_and_with_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &str| fs::write(root.path().join(name), content).unwrap();
        let now = || of_files(root.path(), &["lock", "src"], "rustc 1").unwrap();
        fs::create_dir_all(root.path().join("src/deep")).unwrap();
        fs::create_dir_all(root.path().join("src/tests")).unwrap();
        fs::create_dir_all(root.path().join("src/other")).unwrap();
        write("lock", "1");
        write("src/deep/a.rs", "a");
        write("src/other/Cargo.toml", "1");
        write("other", "1");
        let first = now();

        write("src/deep/a.rs", "a");
        write("other", "2");
        write("src/tests/a.rs", "a");
        write("src/other/Cargo.toml", "2");
        write("src/other/a.rs", "a");
        assert_eq!(now(), first, "the same contents");

        let mut seen = vec![first, of_files(root.path(), &["lock", "src"], "rustc 2").unwrap()];
        write("src/deep/a.rs", "b");
        seen.push(now());
        write("src/b.rs", "");
        seen.push(now());
        fs::rename(root.path().join("src/b.rs"), root.path().join("src/c.rs")).unwrap();
        seen.push(now());
        write("lock", "2");
        seen.push(now());
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count, "every change shows");
    }

    #[test]
    fn a_missing_input_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        assert!(of_files(root.path(), &["lock"], "").is_err());
    }
}
