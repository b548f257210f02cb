//! The browsers in which the tests run: Chromium, Firefox and WebKit, each with its WebDriver.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::workspace::Workspace;
use crate::{process, tools};

/// A program that the tests start: the variable that names it, and where it may be found.
struct Program {
    variable: &'static str,
    names: &'static [&'static str],
}

const CHROMIUM: Program =
    Program { variable: "CHROMIUM", names: &["chromium", "chromium-browser", "google-chrome", "chrome"] };
const CHROMEDRIVER: Program = Program { variable: "CHROMEDRIVER", names: &["chromedriver"] };
const FIREFOX: Program = Program { variable: "FIREFOX", names: &["firefox-esr", "firefox"] };
const WEBKIT_DRIVER: Program = Program { variable: "WEBKIT_DRIVER", names: &["WebKitWebDriver"] };
const WEBKIT_BROWSER: Program = Program { variable: "WEBKIT_BROWSER", names: &["MiniBrowser"] };
const XVFB: Program = Program { variable: "XVFB", names: &["Xvfb"] };

/// What Debian has, by what it is for.
const PACKAGES: [(&str, &[Program], &[&str]); 3] = [
    ("Chromium and chromedriver", &[CHROMIUM, CHROMEDRIVER], &["chromium", "chromium-driver"]),
    ("Firefox", &[FIREFOX], &["firefox-esr"]),
    (
        "WebKit, its driver, and a display for it",
        &[WEBKIT_DRIVER, WEBKIT_BROWSER, XVFB],
        &["webkit2gtk-driver", "xvfb"],
    ),
];

/// All browsers and their drivers.
pub(crate) struct Browsers {
    chromium: PathBuf,
    /// What tells a test where each program is.
    variables: Vec<(&'static str, PathBuf)>,
}

impl Browsers {
    /// Finds all programs, each by its variable or where systems have it; installs them where that is possible.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        let mut variables = Vec::new();
        for (what, programs, packages) in PACKAGES {
            if programs.iter().any(|program| program.find().is_none()) {
                tools::install_debian_packages(what, packages)?;
            }
            for program in programs {
                let found = program.find();
                let name = program.names[0];
                variables.push((program.variable, found.with_context(|| format!("{name} is still missing"))?));
            }
        }
        variables.push(("GECKODRIVER", tools::geckodriver(workspace)?));
        Ok(Self { chromium: CHROMIUM.find().context("Chromium is missing")?, variables })
    }

    /// Tells a test where the browsers are.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        command.envs(self.variables.iter().map(|(variable, program)| (variable, program)));
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

impl Program {
    fn find(&self) -> Option<PathBuf> {
        let named = env::var_os(self.variable).map(PathBuf::from);
        named.or_else(|| process::find_program(self.names)).or_else(|| self.find_in_libraries())
    }

    /// WebKit's browser is no command, but lies beside its libraries: `/usr/lib/TRIPLE/webkit2gtk-4.1/MiniBrowser`.
    fn find_in_libraries(&self) -> Option<PathBuf> {
        let folders = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut found: Vec<_> = folders(Path::new("/usr/lib"))
            .flat_map(|triple| folders(&triple).collect::<Vec<_>>())
            .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit2gtk-")))
            .flat_map(|folder| self.names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
            .filter(|program| program.is_file())
            .collect();
        found.sort();
        found.pop()
    }
}
