//! The page's programs: what each is made from, and what starts it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use wasm_bindgen_cli_support::{Bindgen, Output};

use super::fingerprint;
use crate::process;
use crate::workspace::Workspace;

/// The package whose cargo features are programs.
const PAGE: &str = "phial-frontend";

/// What starts a program, and so what its script ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartedBy {
    /// A document, when it is loaded.
    Document,
    /// Another program in the same page, when it needs it. The script gives what the program exports, and starts nothing.
    Program,
    /// Another program, as a worker. The program exports a function of its own name, which answers one message.
    Worker,
}

/// What a program is made from.
pub(super) struct Recipe {
    /// A cargo feature of the page's package; for a worker, that or nothing.
    pub(super) name: &'static str,
    pub(super) package: &'static str,
    pub(super) started_by: StartedBy,
    /// The files and folders that decide what is compiled.
    inputs: &'static [&'static str],
}

impl Recipe {
    const fn page(name: &'static str, started_by: StartedBy) -> Self {
        let inputs = &["Cargo.lock", "Cargo.toml", "frontend", "shared", "words"];
        Self { name, package: PAGE, started_by, inputs }
    }
}

/// Every program.
pub(super) const RECIPES: [Recipe; 7] = [
    Recipe::page("sender", StartedBy::Document),
    Recipe::page("recipient", StartedBy::Document),
    Recipe::page("viewer", StartedBy::Program),
    Recipe::page("manage", StartedBy::Document),
    Recipe::page("account", StartedBy::Document),
    Recipe {
        name: "hardening",
        package: "phial-hardening",
        started_by: StartedBy::Worker,
        inputs: &["Cargo.lock", "Cargo.toml", "frontend/hardening", "shared"],
    },
    Recipe {
        name: "pdf",
        package: "phial-pdf",
        started_by: StartedBy::Worker,
        inputs: &["Cargo.lock", "Cargo.toml", "frontend/pdf"],
    },
];

/// A document of the page. `backend/src/http/pages.rs` knows which addresses each is for.
pub(super) struct Document {
    /// The file's name.
    pub(super) file: &'static str,
    /// The program that it starts.
    pub(super) program: &'static str,
    /// The programs that this one may start.
    pub(super) on_demand: &'static [&'static str],
}

/// Every document.
pub(super) const DOCUMENTS: [Document; 4] = [
    Document { file: "index.html", program: "sender", on_demand: &["hardening"] },
    Document { file: "open.html", program: "recipient", on_demand: &["hardening", "viewer", "pdf"] },
    Document { file: "manage.html", program: "manage", on_demand: &["hardening"] },
    Document { file: "account.html", program: "account", on_demand: &[] },
];

/// What wasm-bindgen makes of the Rust code: a module, and the ES module that loads it.
pub(super) struct Program {
    pub(super) name: &'static str,
    pub(super) started_by: StartedBy,
    pub(super) script: String,
    pub(super) wasm: Vec<u8>,
}

impl Recipe {
    /// Compiles the program's Rust code and makes its JavaScript side, unless that was done before. `features` are added to
    /// the page's package.
    pub(super) fn compile(&self, workspace: &Workspace, features: &str) -> Result<Program> {
        let flags = neutral_paths()?;
        let fingerprint = fingerprint::of_inputs(workspace, self.inputs, &format!("{},{features},{flags}", self.name))?;
        let kept = workspace.target("page-programs").join(self.name);
        let [script, wasm, mark] = ["js", "wasm", "fingerprint"].map(|extension| kept.with_extension(extension));
        if !fs::read_to_string(&mark).is_ok_and(|built| built == fingerprint) {
            let mut built = self.build(workspace, features, &flags)?;
            let built_script = shorten_imports(&mut built);
            fs::create_dir_all(workspace.target("page-programs"))?;
            fs::write(&script, built_script)?;
            fs::write(&wasm, built.wasm_mut().emit_wasm())?;
            // Last, so that an interrupted build is not taken for a finished one.
            fs::write(&mark, fingerprint)?;
        }
        let (script, wasm) = (fs::read_to_string(script)?, fs::read(wasm)?);
        Ok(Program { name: self.name, started_by: self.started_by, script, wasm })
    }

    fn build(&self, workspace: &Workspace, features: &str, flags: &str) -> Result<Output> {
        let library = format!("{}.wasm", self.package.replace('-', "_"));
        let profile = workspace.target("wasm32-unknown-unknown/page");
        // All programs of a package have this one file. Cargo knows when it has built a program, but not that another one
        // has taken the file's place since.
        for stale in [profile.join("deps").join(&library), profile.join(&library)] {
            if stale.exists() {
                fs::remove_file(stale)?;
            }
        }
        let mut build = workspace.cargo(["build", "--locked", "--profile=page", "--lib"]);
        build.args(["--target=wasm32-unknown-unknown", "--package", self.package]);
        build.env("CARGO_ENCODED_RUSTFLAGS", flags);
        if self.package == PAGE {
            build.arg("--no-default-features").arg(format!("--features={},{features}", self.name));
        }
        process::run(&mut build)?;
        let output = Bindgen::new()
            .input_path(profile.join(library))
            .web(true)?
            .typescript(false)
            .debug(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            // Who starts the program says where the module is; its name holds a hash that is not known here.
            .omit_default_module_path(true)
            .generate_output()?;
        ensure!(
            output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
            "a dependency of the page brings JavaScript files of its own, which would be requests that nothing here \
             packs or protects: {:?}",
            output.snippets().keys()
        );
        Ok(output)
    }
}

/// The folder where cargo keeps the dependencies is called the same in every build: the words of their panics name it. Else each
/// builder would make another page, and show everybody how they call their folders.
fn neutral_paths() -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).context("there is no CARGO_HOME")?;
    Ok(format!("--remap-path-prefix={}=crates", home.join("registry/src").display()))
}

/// Gives short names to what the module imports, and gives the script with the same names. Those of wasm-bindgen end with
/// hashes, which no compressor makes shorter: 4 kB of what a recipient waits for.
fn shorten_imports(program: &mut Output) -> String {
    let mut script = program.js().to_owned();
    for (number, import) in program.wasm_mut().imports.iter_mut().enumerate() {
        let is_hashed = import.name.rsplit_once('_').is_some_and(|(_, hash)| hash.len() == 16);
        let (key, short) = (format!("{}: ", import.name), format!("i{number}"));
        if is_hashed && script.matches(&key).count() == 1 {
            script = script.replace(&key, &format!("{short}: "));
            import.name = short;
        }
    }
    script
}
