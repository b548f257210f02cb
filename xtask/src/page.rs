//! The page: from Rust, HTML and CSS to the files in `frontend/dist` that the binary embeds.

mod bundle;
mod file;
mod fingerprint;
pub(crate) mod hash;
mod html;
mod program;
mod service_worker;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::tools;
use crate::workspace::Workspace;

use bundle::Sources;
use program::{DOCUMENTS, RECIPES};

/// Builds `frontend/dist`, unless it is up to date.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    build_into(workspace, &workspace.path("frontend/dist"), "")
}

/// Builds the page with the entrances for the benchmark, apart from the page that people use; returns its folder.
pub(crate) fn build_for_bench(workspace: &Workspace) -> Result<PathBuf> {
    let dist = workspace.target("bench/page");
    build_into(workspace, &dist, "bench")?;
    Ok(dist)
}

fn build_into(workspace: &Workspace, dist: &Path, features: &str) -> Result<()> {
    // The binary does not embed hidden files.
    let mark = dist.join(".fingerprint");
    let fingerprint = fingerprint::of_page(workspace, features)?;
    if fs::read_to_string(&mark).is_ok_and(|built| built == fingerprint) {
        println!("The page is up to date");
        return Ok(());
    }

    tools::ensure_wasm_target()?;
    let programs = RECIPES.iter().map(|recipe| recipe.compile(workspace, features)).collect::<Result<Vec<_>>>()?;
    let sources = Sources::read(&workspace.path("static"))?;
    let files = bundle::assemble(sources, programs, &DOCUMENTS)?;

    // An interrupted build has no mark: what it has left is not kept, and it is not taken for a finished one.
    if mark.exists() {
        fs::remove_file(&mark)?;
    } else if dist.exists() {
        fs::remove_dir_all(dist).with_context(|| format!("cannot empty {}", dist.display()))?;
    }
    file::write_all(&files, dist, &workspace.target("page-compressed"))?;
    fs::write(mark, fingerprint)?;
    Ok(())
}
