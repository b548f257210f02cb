//! The page: from Rust, HTML and CSS to the files in `frontend/dist` that the binary embeds.

mod bundle;
mod fingerprint;
pub(crate) mod hash;
mod html;
mod service_worker;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::workspace::Workspace;
use crate::{process, tools};

use bundle::{Program, Sources};

/// The documents of the page, each with the features of the program that it loads. `backend/src/http/pages.rs` knows
/// which addresses each is for.
const DOCUMENTS: [(&str, &str); 3] =
    [("index.html", "sender"), ("open.html", "recipient"), ("account.html", "account")];

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
    let fingerprint = fingerprint::of_inputs(workspace, features)?;
    if fs::read_to_string(&mark).is_ok_and(|built| built == fingerprint) {
        println!("The page is up to date");
        return Ok(());
    }

    tools::ensure_wasm_target()?;
    let programs = DOCUMENTS
        .iter()
        .map(|(document, own)| compile(workspace, document, &format!("{own},{features}")))
        .collect::<Result<Vec<_>>>()?;
    let sources = Sources::read(&workspace.path("static"))?;
    let files = bundle::assemble(sources, programs)?;

    if dist.exists() {
        fs::remove_dir_all(dist).with_context(|| format!("cannot empty {}", dist.display()))?;
    }
    for file in &files {
        file.write(dist)?;
    }
    // Last, so that an interrupted build is not taken for a finished one.
    fs::write(mark, fingerprint)?;
    Ok(())
}

/// Compiles the page's Rust code and makes its JavaScript side.
fn compile(workspace: &Workspace, document: &'static str, features: &str) -> Result<Program> {
    process::run(&mut workspace.cargo([
        "build",
        "--locked",
        "--profile=page",
        "--package=phial-frontend",
        "--lib",
        "--target=wasm32-unknown-unknown",
        "--no-default-features",
        "--features",
        features,
    ]))?;
    let mut output = Bindgen::new()
        .input_path(workspace.target("wasm32-unknown-unknown/page/phial_frontend.wasm"))
        .web(true)?
        .typescript(false)
        .debug(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // `boot.js` says where the module is; its name holds a hash that is not known here.
        .omit_default_module_path(true)
        .generate_output()?;
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "a dependency of the page brings JavaScript files of its own, which would be requests that nothing here \
         packs or protects: {:?}",
        output.snippets().keys()
    );
    Ok(Program { document, script: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}
