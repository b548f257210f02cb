//! A Python with the independent library that the tests compare with.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{process, tools};

/// The interpreter of a virtual environment under `target/python` with `xtask/requirements.txt`
/// installed.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target("python");
    let python = folder.join("bin/python");
    let requirements = workspace.path("xtask/requirements.txt");
    let wanted = fs::read(&requirements)?;
    let installed = folder.join("installed-requirements.txt");
    if python.is_file() && fs::read(&installed).is_ok_and(|have| have == wanted) {
        return Ok(python);
    }

    if !process::succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"])) {
        tools::install_debian_packages("Python 3 with venv", &["python3-venv"])?;
    }
    println!("Making a Python environment in {}", folder.display());
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    process::run(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(&requirements),
    )
    .context("pip could not install xtask/requirements.txt: check the network and start again")?;
    fs::write(installed, wanted)?;
    Ok(python)
}
