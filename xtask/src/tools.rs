//! What a Rust tool chain alone lacks: the target of the page, cargo-deny, Debian's packages.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::workspace::Workspace;

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const CARGO_DENY: &str = "0.20.2";
const CARGO_DEB: &str = "3.8.0";
const GARAGE: &str = "2.5.0";
const GECKODRIVER: &str = "0.37.1";

/// Adds the page's target to the tool chain if it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    ensure_target("the page", WASM_TARGET)
}

/// The target of a binary that needs nothing of the system it runs on, for machines like this one.
pub(crate) fn static_target() -> String {
    format!("{}-unknown-linux-musl", std::env::consts::ARCH)
}

/// Adds the static binary's target, and the C compiler for its C library, if they are missing.
pub(crate) fn ensure_static_target() -> Result<()> {
    if process::find_program(&["musl-gcc"]).is_none() {
        install_debian_packages("musl-gcc", &["musl-tools"])?;
    }
    ensure_target("the static binary", &static_target())
}

fn ensure_target(what: &str, target: &str) -> Result<()> {
    let library = process::output(Command::new("rustc").args(["--print=target-libdir", "--target", target]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    println!("The target {target} is missing: rustup target add {target}");
    process::run(Command::new("rustup").args(["target", "add", target])).with_context(|| {
        format!(
            "{what} needs Rust's target {target}, and rustup could not add it. \
             Check the network and run `rustup target add {target}`; \
             without rustup, install your system's package with that target's standard library"
        )
    })
}

/// cargo-deny in the version that `deny.toml` is written for.
pub(crate) fn cargo_deny(workspace: &Workspace) -> Result<Command> {
    cargo_tool(workspace, "cargo-deny", CARGO_DENY, &[])
}

/// Garage, the S3 service of the tests, with the database that a single node needs and nothing else.
pub(crate) fn garage(workspace: &Workspace) -> Result<PathBuf> {
    let is_right = |program: &Path| {
        let answer = Command::new(program).arg("--version").output();
        answer.is_ok_and(|output| output.stdout.starts_with(format!("garage cargo:{GARAGE} ").as_bytes()))
    };
    let own = workspace.target("tools/bin/garage");
    let given = std::env::var_os("PHIAL_GARAGE").map(PathBuf::from);
    if let Some(program) =
        [given, Some("garage".into()), Some(own.clone())].into_iter().flatten().find(|program| is_right(program))
    {
        return Ok(program);
    }
    println!("Garage {GARAGE}, the S3 service of the tests, is missing; building it takes about ten minutes, once");
    let mut install = workspace.cargo(["install", "garage", "--locked", "--version", GARAGE, "--no-default-features"]);
    // Hardly optimised: that halves the time to build it, and no test waits for it.
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    process::run(install.arg("--features=bundled-libs,sqlite").arg("--root").arg(workspace.target("tools")))?;
    Ok(own)
}

/// Firefox's WebDriver, which Debian does not have.
pub(crate) fn geckodriver(workspace: &Workspace) -> Result<PathBuf> {
    let answers = |program: &Path| process::succeeds(Command::new(program).arg("--version"));
    let own = workspace.target("tools/bin/geckodriver");
    let given = std::env::var_os("GECKODRIVER").map(PathBuf::from);
    if let Some(program) =
        [given, Some("geckodriver".into()), Some(own.clone())].into_iter().flatten().find(|program| answers(program))
    {
        return Ok(program);
    }
    println!("geckodriver, which drives Firefox, is missing; building it takes about three minutes, once");
    let mut install = workspace.cargo(["install", "geckodriver", "--locked", "--version", GECKODRIVER]);
    process::run(install.arg("--root").arg(workspace.target("tools")))?;
    Ok(own)
}

/// cargo-deb in the version that `backend/Cargo.toml` is written for.
pub(crate) fn cargo_deb(workspace: &Workspace) -> Result<Command> {
    cargo_tool(workspace, "cargo-deb", CARGO_DEB, &["--no-default-features", "--features=gzip"])
}

/// A program that cargo builds: the installed one if it has this version, or one built under `target/tools`.
fn cargo_tool(workspace: &Workspace, name: &str, version: &str, features: &[&str]) -> Result<Command> {
    let own = workspace.target("tools");
    for program in [name.into(), own.join("bin").join(name)] {
        let answer = Command::new(&program).arg("--version").output();
        let wanted = format!("{name} {version}");
        if answer.is_ok_and(|output| output.stdout.trim_ascii() == wanted.as_bytes()) {
            let mut tool = Command::new(program);
            tool.current_dir(workspace.root());
            return Ok(tool);
        }
    }
    println!("{name} {version} is missing; building it takes a few minutes, once");
    let mut install = workspace.cargo(["install", name, "--locked", "--version", version]);
    process::run(install.args(features).arg("--root").arg(&own))?;
    let mut tool = Command::new(own.join("bin").join(name));
    tool.current_dir(workspace.root());
    Ok(tool)
}

/// Installs Debian packages if this is Debian and we may; else an error that says what to type.
///
/// `missing` says what is not there, for people on other systems.
pub(crate) fn install_debian_packages(missing: &str, packages: &[&str]) -> Result<()> {
    println!("Missing: {missing}");
    if process::find_program(&["apt-get"]).is_none() {
        bail!("install {missing} with your system's package manager, and start again");
    }
    let install = ["install", "-y", "--no-install-recommends"];
    if !is_root()? {
        bail!(
            "as root, run:\n  apt-get update && apt-get {} {}\nand start again",
            install.join(" "),
            packages.join(" ")
        );
    }
    process::run(Command::new("apt-get").arg("update"))?;
    let _quiet = NoServices::until_dropped()?;
    process::run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install).args(packages))
}

/// Keeps packages from starting the servers that they bring: the tests start their own, on loopback. Debian's packages
/// ask this script first (invoke-rc.d(8)); one that is there already is the system's own and stays.
struct NoServices {
    is_ours: bool,
}

const POLICY: &str = "/usr/sbin/policy-rc.d";

impl NoServices {
    fn until_dropped() -> Result<Self> {
        let is_ours = !Path::new(POLICY).exists();
        if is_ours {
            fs::write(POLICY, "#!/bin/sh\n# Actions are not allowed.\nexit 101\n")?;
            fs::set_permissions(POLICY, fs::Permissions::from_mode(0o755))?;
        }
        Ok(Self { is_ours })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.is_ours && fs::remove_file(POLICY).is_err() {
            println!("Remove {POLICY}: while it is there, packages cannot start services");
        }
    }
}

/// nginx, by `PHIAL_NGINX` or on the `PATH`, with the modules of Debian's smallest package; installed where that is
/// possible.
pub(crate) fn nginx() -> Result<PathBuf> {
    let find = || {
        let named = std::env::var_os("PHIAL_NGINX").map(PathBuf::from);
        // Debian has it where users' PATH does not look.
        named.or_else(|| process::find_program(&["nginx", "/usr/sbin/nginx"]))
    };
    if find().is_none() {
        install_debian_packages("nginx", &["nginx-light"])?;
    }
    find().context("nginx is still missing after its installation")
}

/// PostgreSQL's programs, where the tests look for them: in the folder of `PHIAL_POSTGRES_BIN`, or where Debian has them.
pub(crate) fn ensure_postgres() -> Result<()> {
    let debian = || fs::read_dir("/usr/lib/postgresql").is_ok_and(|mut versions| versions.next().is_some());
    if std::env::var_os("PHIAL_POSTGRES_BIN").is_some() || debian() {
        return Ok(());
    }
    let missing = "PostgreSQL";
    install_debian_packages(missing, &["postgresql-common"])?;
    // Or the package makes a database of the system's, which starts with it from then on.
    let settings = Path::new("/etc/postgresql-common/createcluster.conf");
    let text = fs::read_to_string(settings)?;
    fs::write(settings, text.replace("#create_main_cluster = true", "create_main_cluster = false"))?;
    install_debian_packages(missing, &["postgresql"])
}

/// Whether xtask runs as root, who may install packages and cannot use Chromium's sandbox.
pub(crate) fn is_root() -> Result<bool> {
    Ok(process::output(Command::new("id").arg("-u"))?.trim() == "0")
}
