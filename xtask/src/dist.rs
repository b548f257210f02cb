//! What an operator installs: one static binary, and a Debian package that holds it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::page::hash;
use crate::process::{run, step};
use crate::workspace::Workspace;
use crate::{product, tools};

/// Fills `target/dist` with `phial`, `phial_*.deb`, and `SHA256SUMS` for `sha256sum --check`.
pub(crate) fn dist(workspace: &Workspace) -> Result<()> {
    let mut cargo_deb = step("Tools", || {
        tools::ensure_static_target()?;
        tools::cargo_deb(workspace)
    })?;
    let binary = step("Page and binary", || product::build_static(workspace))?;
    let folder = workspace.target("dist");
    // What an earlier version left must not get a checksum of this one.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::copy(binary, folder.join("phial"))?;
    step("Debian package", || {
        cargo_deb.args(["--package=phial", "--locked", "--no-build", "--no-strip", "--output"]).arg(&folder);
        run(cargo_deb.args(["--target", &tools::static_target()]))
    })?;
    let sums = checksums(&folder)?;
    fs::write(folder.join("SHA256SUMS"), &sums)?;
    println!("\nIn {}:\n{sums}", folder.display());
    Ok(())
}

/// One line for each file, by name.
fn checksums(folder: &Path) -> Result<String> {
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        lines.push((name, hash::sha256_hex(&fs::read(&path)?)));
    }
    lines.sort();
    Ok(lines.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect())
}
