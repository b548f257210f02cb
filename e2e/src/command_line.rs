//! The `phial` commands of the sender and the recipient.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::{Child, Command};

use crate::journey::Links;

/// Starts `phial send` without waiting for it.
pub fn start_sending(origin: &str, files: &[PathBuf], settings: &[&str]) -> Child {
    phial()
        .args(["send", "--server", origin, "--json"])
        .args(settings)
        .args(files)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

/// Runs `phial send`.
pub async fn send(origin: &str, files: &[PathBuf], settings: &[&str]) -> Links {
    let output = start_sending(origin, files, settings).wait_with_output().await.unwrap();
    assert!(output.status.success(), "phial send: {}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |name: &str| answer[name].as_str().unwrap_or_else(|| panic!("{name} in {answer}")).to_owned();
    Links { share: text("share_link"), manage: text("manage_link") }
}

/// Runs `phial open` into a folder.
///
/// # Errors
/// What it printed on standard error, when it failed.
pub async fn open(link: &str, folder: &Path) -> Result<(), String> {
    run(&["open", link, "-o", &folder.to_string_lossy()]).await
}

/// Runs `phial revoke`.
///
/// # Errors
/// What it printed on standard error, when it failed.
pub async fn revoke(manage_link: &str) -> Result<(), String> {
    run(&["revoke", manage_link]).await
}

async fn run(arguments: &[&str]) -> Result<(), String> {
    let output = phial().args(arguments).output().await.unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn phial() -> Command {
    Command::new(crate::from_environment("PHIAL_BIN"))
}
