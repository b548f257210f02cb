//! npm packages that tests and measurements use: an identity provider, axe, Lighthouse, each in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;
use crate::{process, tools};

/// A folder under `target` with what `e2e/{name}` holds, and the packages that its lock file pins.
pub(crate) fn ensure(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let (source, folder) = (workspace.path("e2e").join(name), workspace.target(name));
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(&source)? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    let wanted = fs::read(source.join("package-lock.json"))?;
    let installed = folder.join("installed-package-lock.json");
    if fs::read(&installed).is_ok_and(|have| have == wanted) {
        return Ok(folder);
    }

    if process::find_program(&["npm"]).is_none() {
        tools::install_debian_packages("Node.js with npm", &["nodejs", "npm"])?;
    }
    println!("Installing the npm packages of e2e/{name} in {}", folder.display());
    let mut npm = Command::new("npm");
    npm.current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--omit-lockfile-registry-resolved",
    ]);
    process::run(&mut npm)
        .with_context(|| format!("npm could not install e2e/{name}: check the network and start again"))?;
    fs::write(installed, wanted)?;
    Ok(folder)
}
