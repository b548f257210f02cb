//! `cargo xtask`: everything that a person or CI types.

mod browser;
mod dist;
mod lint;
mod node;
mod page;
mod pool;
mod process;
mod product;
mod python;
mod test;
mod tools;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Builds, runs and checks Phial.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the page and the server, and serve on http://127.0.0.1:8080 with the data in ./data
    Run {
        /// More arguments for `phial serve`; they win over the defaults
        #[arg(last = true)]
        serve: Vec<OsString>,
    },
    /// Build the page and the `phial` binary
    Build {
        /// Build the binary quickly, with debug information
        #[arg(long)]
        dev: bool,
    },
    /// Install what the tests need, and run them all
    Test {
        /// Run one suite alone
        #[arg(long, value_name = "NAME")]
        only: Option<test::Suite>,
        /// Arguments for the tests of that suite, such as a part of a test's name
        #[arg(last = true, requires = "only")]
        filter: Vec<OsString>,
    },
    /// Check format, lints, licences and the origin of dependencies
    Lint,
    /// Measure the release build: the server beside nginx, the page in a browser
    Bench {
        /// What to measure: `opens`, `server`, `page-start`, `page` (all of these, if nothing is named), `lighthouse`; another size in MiB
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },
    /// Take pictures of every page in every state, into docs/screenshots
    Screenshots {
        /// Only the pictures whose names have this in them
        part: Option<String>,
    },
    /// Make what an operator installs, in target/dist: a static binary, a Debian package, their checksums
    Dist,
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Run { serve } => product::run(&workspace, serve),
        Task::Build { dev: false } => product::build_release(&workspace).map(drop),
        Task::Build { dev: true } => product::build_dev(&workspace).map(drop),
        Task::Test { only, filter } => test::test(&workspace, only, &filter),
        Task::Lint => lint::lint(&workspace),
        Task::Bench { arguments } => test::bench(&workspace, &arguments),
        Task::Screenshots { part } => test::screenshots(&workspace, part.as_deref()),
        Task::Dist => dist::dist(&workspace),
    }
}
