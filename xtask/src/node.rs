//! The identity provider of the tests: npm packages in a folder of their own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{process, tools};

/// A folder under `target/oidc` with what `e2e/oidc` holds and its packages installed.
pub(crate) fn ensure_oidc_provider(workspace: &Workspace) -> Result<PathBuf> {
    let (source, folder) = (workspace.path("e2e/oidc"), workspace.target("oidc"));
    fs::create_dir_all(&folder)?;
    fs::copy(source.join("provider.mjs"), folder.join("provider.mjs"))?;
    let wanted = fs::read(source.join("package-lock.json"))?;
    let installed = folder.join("installed-package-lock.json");
    if fs::read(&installed).is_ok_and(|have| have == wanted) {
        return Ok(folder);
    }

    if process::find_program(&["npm"]).is_none() {
        tools::install_debian_packages("Node.js with npm", &["nodejs", "npm"])?;
    }
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), folder.join(name))?;
    }
    println!("Installing the identity provider in {}", folder.display());
    let mut npm = Command::new("npm");
    npm.current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--omit-lockfile-registry-resolved",
    ]);
    process::run(&mut npm).context("npm could not install e2e/oidc: check the network and start again")?;
    fs::write(installed, wanted)?;
    Ok(folder)
}
