//! The browser in which the tests run.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::workspace::Workspace;
use crate::{process, tools};

/// Chromium and its WebDriver.
pub(crate) struct Browser {
    chromium: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Finds both programs, by `CHROMIUM` and `CHROMEDRIVER` or on the `PATH`; installs them where
    /// that is possible.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        tools::install_debian_packages("Chromium and chromedriver", &["chromium", "chromium-driver"])?;
        Self::find().context("Chromium is not on the PATH after its installation")
    }

    fn find() -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome", "chrome"];
        Some(Self {
            chromium: named_or_found("CHROMIUM", &chromium)?,
            driver: named_or_found("CHROMEDRIVER", &["chromedriver"])?,
        })
    }

    /// Tells a test where the browser is.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.driver);
    }

    /// Writes the WebDriver capabilities for wasm-bindgen's test runner; returns the file.
    pub(crate) fn write_capabilities(&self, workspace: &Workspace) -> Result<PathBuf> {
        let mut arguments = vec![
            "--headless",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        if tools::is_root()? {
            arguments.push("--no-sandbox");
        }
        let capabilities = json!({
            "goog:chromeOptions": { "binary": self.chromium, "args": arguments }
        });
        let file = workspace.target("webdriver.json");
        fs::write(&file, capabilities.to_string())?;
        Ok(file)
    }
}

fn named_or_found(variable: &str, programs: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable) {
        Some(named) => Some(PathBuf::from(named)),
        None => process::find_program(programs),
    }
}
