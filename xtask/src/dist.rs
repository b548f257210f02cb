//! The file to install.

use std::fs;

use anyhow::Result;

use crate::page::hash;
use crate::product;
use crate::workspace::Workspace;

/// Puts the release binary at `target/dist/phial`, with a checksum beside it for `sha256sum --check`.
pub(crate) fn dist(workspace: &Workspace) -> Result<()> {
    let binary = fs::read(product::build_release(workspace)?)?;
    let folder = workspace.target("dist");
    fs::create_dir_all(&folder)?;
    let file = folder.join("phial");
    // A new file, since the old one may be running.
    if file.exists() {
        fs::remove_file(&file)?;
    }
    fs::copy(workspace.target("release/phial"), &file)?;
    let sum = hash::sha256_hex(&binary);
    fs::write(folder.join("phial.sha256"), format!("{sum}  phial\n"))?;

    println!("{}", file.display());
    println!("{} bytes, SHA-256 {sum}", binary.len());
    Ok(())
}
