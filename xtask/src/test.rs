//! The tests, from the quick to the slow, and the benchmark.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::json;

use crate::browser::Browsers;
use crate::pool::Binary;
use crate::process::{run, step};
use crate::workspace::Workspace;
use crate::{node, page, pool, product, python, tools};

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// Unit and integration tests on this machine
    Native,
    /// The same and the page's, as wasm in a browser
    Wasm,
    /// The real binary with a real browser
    E2e,
}

/// Runs all suites, or one with arguments for its tests.
pub(crate) fn test(workspace: &Workspace, only: Option<Suite>, filter: &[OsString]) -> Result<()> {
    // First of all, so that nothing turns out to be missing after minutes of building.
    let tools = step("Tools", || Tools::ensure(workspace))?;
    let is_wanted = |suite| only.is_none_or(|only| only == suite);
    if is_wanted(Suite::Native) {
        step("Page", || page::build(workspace))?;
        step("Native tests", || native(workspace, &tools, filter))?;
        for (database, store) in other_foundations() {
            step(&format!("The API on {database} and {store}"), || routes(workspace, database, store, filter))?;
        }
    }
    if is_wanted(Suite::Wasm) {
        step("Wasm tests", || wasm(workspace, &tools, filter))?;
    }
    if is_wanted(Suite::E2e) {
        let tests = workspace.tests(|package| package == END_TO_END)?;
        let (product, messages) = step("Page, binary and tests", || product::build_with_tests(workspace, &tests))?;
        step("End-to-end tests", || end_to_end(&tools, &product, &messages, filter))?;
    }
    Ok(())
}

/// Measures the release build; the arguments are the benchmark's own: what is measured, and how much of it.
pub(crate) fn bench(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    let (sizes, mut wanted): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| is_number(argument));
    let all = ["opens", "server", "page-start", MEASURES_ITSELF].map(OsString::from);
    if wanted.is_empty() {
        wanted = all.iter().collect();
    }
    let (in_page, of_product): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|word| *word == MEASURES_ITSELF);
    let tools = step("Tools", || Tools::ensure(workspace))?;
    let measure = |binary: PathBuf, wanted: &[&OsString]| {
        let mut bench = workspace.cargo(["run", "--locked", "--release", "--package=phial-e2e", "--bin=bench", "--"]);
        tools.describe_to(&mut bench);
        if wanted.iter().any(|word| *word == "lighthouse") {
            bench.env("PHIAL_LIGHTHOUSE", node::ensure(workspace, "lighthouse")?);
        }
        run(bench.env("PHIAL_BIN", binary).args(wanted).args(&sizes))
    };
    if !of_product.is_empty() {
        let binary = step("Page and binary", || product::build_release(workspace))?;
        step("Benchmark", || measure(binary, &of_product))?;
    }
    if !in_page.is_empty() {
        let binary = step("Page that measures itself, and binary", || product::build_for_bench(workspace))?;
        step("Benchmark in the page", || measure(binary, &in_page))?;
    }
    Ok(())
}

/// What needs a page with more in it than people get.
const MEASURES_ITSELF: &str = "page";

fn is_number(argument: &OsString) -> bool {
    argument.to_str().is_some_and(|text| text.parse::<u64>().is_ok())
}

/// Takes the pictures of `docs/screenshots`.
pub(crate) fn screenshots(workspace: &Workspace, part: Option<&str>) -> Result<()> {
    let tools = step("Tools", || Tools::ensure(workspace))?;
    let binary = step("Page and binary", || product::build_dev(workspace))?;
    step("Screenshots", || {
        let mut shots = workspace.cargo(["run", "--locked", "--package=phial-e2e", "--bin=screenshots", "--"]);
        tools.describe_to(&mut shots);
        run(shots.env("PHIAL_BIN", binary).arg(workspace.path("docs/screenshots")).args(part))
    })
}

/// What the tests of the API can run on; the first is what they run on unless told otherwise.
const DATABASES: [&str; 2] = ["sqlite", "postgres"];
const STORES: [&str; 2] = ["local", "s3"];

/// Every pair of a database and a store but the first, which the native tests cover.
fn other_foundations() -> impl Iterator<Item = (&'static str, &'static str)> {
    DATABASES.into_iter().flat_map(|database| STORES.map(|store| (database, store))).skip(1)
}

fn routes(workspace: &Workspace, database: &str, store: &str, filter: &[OsString]) -> Result<()> {
    let mut test = cargo_test(workspace);
    test.args(["--test=routes", "--"]).args(filter);
    run(test.env("PHIAL_TEST_DATABASE", database).env("PHIAL_TEST_STORE", store))
}

fn native(workspace: &Workspace, tools: &Tools, filter: &[OsString]) -> Result<()> {
    let mut test = cargo_test(workspace);
    test.args(["--lib", "--bins"]).args(workspace.tests(|package| package != END_TO_END)?).arg("--").args(filter);
    tools.describe_to(&mut test);
    run(&mut test)
}

/// The package of the end-to-end tests.
const END_TO_END: &str = "phial-e2e";

/// `cargo test` of the whole workspace, for some of its targets: with fewer packages, dependencies would get other features,
/// and be compiled once more.
fn cargo_test(workspace: &Workspace) -> Command {
    workspace.cargo(["test", "--locked", "--no-fail-fast", "--workspace"])
}

fn wasm(workspace: &Workspace, tools: &Tools, filter: &[OsString]) -> Result<()> {
    tools::ensure_wasm_target()?;
    run(&mut workspace.cargo(["build", "--locked", "--workspace", "--bin=wasm-test-runner"]))?;
    // Not the environment variable, which cuts a path at its spaces.
    let runner = json!([workspace.target("debug/wasm-test-runner")]);
    let mut test = workspace.cargo(["test", "--locked", "--no-fail-fast", "--config"]);
    test.arg(format!("target.wasm32-unknown-unknown.runner={runner}"))
        .args([
            "--target=wasm32-unknown-unknown",
            "--package=phial-shared",
            "--package=phial-frontend",
            "--tests",
            "--",
        ])
        .args(filter);
    tools.describe_to(&mut test);
    // The runner takes the first driver that it is told of, and that would be Firefox's.
    test.env_remove("GECKODRIVER");
    test.env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", tools.browsers.write_capabilities(workspace)?)
        // Seconds. A busy machine takes its time to start a browser.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    run(&mut test)
}

/// Runs the end-to-end tests that cargo has built, by its messages.
fn end_to_end(tools: &Tools, product: &Path, messages: &str, filter: &[OsString]) -> Result<()> {
    pool::run(&Binary::all(messages)?, filter, &|test| {
        tools.describe_to(test);
        test.env("PHIAL_BIN", product);
    })
}

/// The programs that the tests use.
struct Tools {
    axe: PathBuf,
    browsers: Browsers,
    garage: PathBuf,
    nginx: PathBuf,
    oidc_provider: PathBuf,
    python: PathBuf,
}

impl Tools {
    fn ensure(workspace: &Workspace) -> Result<Self> {
        tools::ensure_postgres()?;
        Ok(Self {
            axe: node::ensure(workspace, "axe")?.join("node_modules/axe-core/axe.min.js"),
            browsers: Browsers::ensure(workspace)?,
            garage: tools::garage(workspace)?,
            nginx: tools::nginx()?,
            oidc_provider: node::ensure(workspace, "oidc")?,
            python: python::ensure(workspace)?,
        })
    }

    fn describe_to(&self, command: &mut Command) {
        self.browsers.describe_to(command);
        command
            .env("PHIAL_AXE", &self.axe)
            .env("PHIAL_GARAGE", &self.garage)
            .env("PHIAL_NGINX", &self.nginx)
            .env("PHIAL_OIDC_PROVIDER", &self.oidc_provider)
            .env("PHIAL_PYTHON", &self.python);
    }
}
