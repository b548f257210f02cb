//! The binary: its start and its end, also a sudden one.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use futures_util::future::join_all;
use phial::config::{DataConfig, DatabaseUrl, StoreConfig};
use phial_shared::api::{CreateShare, PartsArrived, ShareCreated, ShareSealed, ShareState};
use phial_shared::events::EventKind;
use phial_shared::keys::OwnerSecret;
use phial_shared::layout::Layout;

use crate::raw::RawPut;
use crate::support::{Draft, HOUR, Recipient, TestServer, client, ok, seal_request, soon};

/// A running `phial serve`. Dropping it kills it, as `kill -9` does.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
    log: BufReader<ChildStderr>,
}

impl Process {
    pub(crate) fn spawn(data: &DataConfig, flags: &[&str]) -> Self {
        Self::start(&mut phial_on(data, "serve"), flags)
    }

    /// With its data on a file system of its own, of this size, which only the server sees.
    pub(crate) fn on_small_disk(data: &Path, size: &str, flags: &[&str]) -> Self {
        std::fs::create_dir(data).unwrap();
        // Needs root, or a system on which every user may have namespaces (sysctl kernel.unprivileged_userns_clone).
        let mut command = Command::new("unshare");
        let script = r#"mount -t tmpfs -o size="$0" none "$2" && exec "$1" serve --data "$2" "${@:3}""#;
        command.args(["--user", "--map-root-user", "--mount", "bash", "-c", script, size, env!("CARGO_BIN_EXE_phial")]);
        Self::start(command.arg(data), flags)
    }

    /// A folder as the server sees it.
    pub(crate) fn sees(&self, folder: &Path) -> PathBuf {
        Path::new("/proc").join(self.child.id().to_string()).join("root").join(folder.strip_prefix("/").unwrap())
    }

    fn start(command: &mut Command, flags: &[&str]) -> Self {
        let mut child = command.args(["--listen", "127.0.0.1:0"]).args(flags).stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let address = loop {
            let mut line = String::new();
            assert!(log.read_line(&mut line).unwrap() > 0, "the server did not start");
            let line: serde_json::Value =
                serde_json::from_str(&line).unwrap_or_else(|_| panic!("the server did not start: {line}"));
            if line["message"] == "listening" {
                break line["url"].as_str().unwrap().split_once("://").unwrap().1.parse().unwrap();
            }
        };
        Self { child, address, log }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for a line of the log that holds a text.
    pub(crate) fn line_with(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.log.read_line(&mut line).unwrap() > 0, "the log ended before: {text}");
            if line.contains(text) {
                return line;
            }
        }
    }

    fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command on what a server of the tests works on.
fn phial_on(data: &DataConfig, command: &str) -> Command {
    phial_with(data, &[command])
}

/// The same for a command of several words.
pub(crate) fn phial_with(data: &DataConfig, words: &[&str]) -> Command {
    let mut phial = Command::new(env!("CARGO_BIN_EXE_phial"));
    phial.args(words).arg("--data").arg(&data.folder);
    if let DatabaseUrl::Postgres(url) = &data.database.url {
        phial.env("PHIAL_DATABASE", url.reveal());
    }
    if let StoreConfig::S3(bucket) = &data.store {
        phial
            .arg(format!("--store=s3://{}/{}", bucket.bucket, bucket.prefix))
            .arg(format!("--s3-endpoint={}", bucket.endpoint.as_ref().unwrap()))
            .arg(format!("--s3-region={}", bucket.region))
            .arg(format!("--s3-access-key-id={}", bucket.credentials.access_key_id))
            .env("PHIAL_S3_SECRET_ACCESS_KEY", bucket.credentials.secret_access_key.reveal());
    }
    phial
}

fn phial(data: &Path, command: &str) -> Command {
    let mut phial = Command::new(env!("CARGO_BIN_EXE_phial"));
    phial.args([command, "--data"]).arg(data);
    phial
}

#[test]
fn every_wrong_setting_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let output = phial(folder.path(), "serve").args(["--lease", "soon", "--min-rate", "fast"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--lease: ") && said.contains("--min-rate: "), "{said}");
    let output = phial(folder.path(), "sweep").env("PHIAL_UNSEALED_TTL", "0s").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--unsealed-ttl (PHIAL_UNSEALED_TTL): "));
}

#[test]
fn the_environment_comes_between_the_flags_and_the_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("phial.toml");
    std::fs::write(&file, "site-name = \"File\"\nlease = \"2h\"\nmax-opens = 3\n").unwrap();
    let check = |flags: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phial"));
        command.args(["config", "check"]).args(flags).env("PHIAL_CONFIG", &file).envs(variables.iter().copied());
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, listing, said) = check(
        &["--site-name", "Flag"],
        &[("PHIAL_SITE_NAME", "Variable"), ("PHIAL_LEASE", "3h"), ("PHIAL_LEESE", "4h"), ("PHIAL_PUBLIC_URL", "")],
    );
    assert_eq!(code, Some(0), "{said}");
    for line in ["site-name = \"Flag\"  # --site-name\n", "lease = \"3h\"  # PHIAL_LEASE\n", "max-opens = \"3\"  # /"] {
        assert!(listing.contains(line), "{line} {listing}");
    }
    assert!(said.contains("PHIAL_LEESE is in the environment, and is not a setting"), "{said}");

    let database = ("PHIAL_DATABASE", "mysql://u:hunter2@h/n");
    let (code, listing, said) = check(&["--max-opens", "0"], &[("PHIAL_LEASE", "soon"), database]);
    assert_eq!((code, &*listing), (Some(1), ""));
    for error in ["--max-opens: ", "--lease (PHIAL_LEASE): ", "--database (PHIAL_DATABASE): "] {
        assert!(said.contains(error), "{error} {said}");
    }
    assert!(!said.contains("hunter2"), "{said}");
}

#[tokio::test]
async fn events_go_to_standard_output() {
    let folder = tempfile::TempDir::new().unwrap();
    let config = crate::support::config(folder.path().join("data"));
    let mut command = phial_on(&config.data, "serve");
    let mut process = Process::start(command.stdout(Stdio::piped()), &["--events-ndjson=-"]);
    let output = BufReader::new(process.child.stdout.take().unwrap());
    let share = CreateShare { ciphertext_len: Layout::of_files(100).unwrap().ciphertext_len() };
    let request = client().post(format!("http://{}/api/v1/shares", process.address)).json(&share);
    let _: ShareCreated = ok(request.send().await.unwrap()).await;
    process.terminate();
    assert!(process.child.wait().unwrap().success());
    let lines: Vec<_> = output.lines().map(|line| line.unwrap()).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains(r#""kind":"created""#), "{lines:?}");
}

#[test]
fn no_secret_is_in_the_help() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phial"));
    let output = command.args(["serve", "--help"]).env("PHIAL_DATABASE", "postgres://u:hunter2@h/n").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("PHIAL_DATABASE") && !help.contains("hunter2"), "{help}");
}

#[test]
fn a_sweep_needs_a_folder_that_a_server_made() {
    let folder = tempfile::TempDir::new().unwrap();
    let output = phial(folder.path(), "sweep").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn requests_under_way_are_finished_before_the_end() {
    let mut server = TestServer::spawn(&[]);
    let draft = server.draft(9_000_000).await;
    let mut put = soon(RawPut::under_way(&server, &draft, 0)).await;
    server.process().terminate();
    put.send(&draft.part(0)).await;
    assert!(put.answer().await.starts_with("HTTP/1.1 204"));
    let process = server.process();
    assert!(process.child.wait().unwrap().success());
    let last = process.log.by_ref().lines().last().unwrap().unwrap();
    assert!(last.contains(r#""message":"stopped""#), "{last}");
}

#[tokio::test]
async fn a_download_under_way_is_finished_before_the_end() {
    let mut server = TestServer::spawn(&[]);
    // More than the system's own buffers hold.
    let live = server.share(30 << 20, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    let mut content = server.content(&live.links[0], &lease).send().await.unwrap();
    let mut taken = content.chunk().await.unwrap().unwrap().to_vec();
    server.process().terminate();
    server.process().line_with(r#""message":"stopping""#);
    while let Some(piece) = soon(content.chunk()).await.unwrap() {
        taken.extend_from_slice(&piece);
    }
    assert!(taken == live.bytes, "{} of {} bytes", taken.len(), live.bytes.len());
    server.process().line_with(r#""message":"stopped""#);
    assert!(server.process().child.wait().unwrap().success());
}

#[tokio::test]
async fn a_second_signal_ends_the_server_at_once() {
    let mut server = TestServer::spawn(&[]);
    let draft = server.draft(100).await;
    // A request that would hold up the end for as long as the server waits.
    let mut put = RawPut::begin(&server, &draft, 0).await;
    put.send(&draft.part(0)[..10]).await;
    server.process().terminate();
    server.process().line_with(r#""message":"stopping""#);
    server.process().terminate();
    server.process().line_with("stopped at once");
    assert_eq!(server.process().child.wait().unwrap().code(), Some(1));
}

#[tokio::test]
async fn a_server_that_drains_works_on_and_says_that_it_will_stop() {
    let mut server = TestServer::spawn(&["--drain", "1h"]);
    assert_eq!(server.get("/readyz").send().await.unwrap().status(), 200);
    server.process().terminate();
    server.process().line_with(r#""message":"stopping""#);
    soon(async { while server.get("/readyz").send().await.unwrap().status() != 503 {} }).await;
    server.share(100, &[HOUR]).await;
    server.process().terminate();
    assert_eq!(server.process().child.wait().unwrap().code(), Some(1));
}

/// Sends all parts at once, and gives those that the server acknowledged before it was killed.
async fn upload_until_killed(server: &mut TestServer, draft: &Draft, after: Duration) -> Vec<u32> {
    let parts = 0..draft.layout.part_count();
    let requests: Vec<_> = parts.map(|part| tokio::spawn(server.put(draft, part, draft.part(part)).send())).collect();
    // Not for a condition to come true: for a moment that the server cannot foresee.
    tokio::time::sleep(after).await;
    server.kill_and_respawn();
    let answers = join_all(requests).await;
    let acknowledged = |answer: &Result<reqwest::Response, _>| answer.as_ref().is_ok_and(|a| a.status() == 204);
    (0..).zip(answers).filter(|(_, answer)| acknowledged(answer.as_ref().unwrap())).map(|(part, _)| part).collect()
}

#[tokio::test]
async fn a_crash_during_an_upload_loses_nothing_that_was_acknowledged() {
    let mut server = TestServer::spawn(&[]);
    let draft = server.draft(30_000_000).await;
    let mut acknowledged = BTreeSet::new();
    for crash in 0..10 {
        acknowledged.extend(upload_until_killed(&mut server, &draft, Duration::from_millis(5 * crash)).await);
        let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
        let arrived = BTreeSet::from_iter(arrived.arrived);
        assert!(arrived.is_superset(&acknowledged), "{arrived:?} {acknowledged:?}");
        for part in arrived {
            let stored = std::fs::read(server.objects(draft.id).join(part.to_string())).unwrap();
            assert!(stored == draft.part(part));
        }
        for file in std::fs::read_dir(server.objects(draft.id)).into_iter().flatten() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(name.parse::<u32>().is_ok(), "{name} is no part");
        }
    }
    server.put_all(&draft).await;
    let recipient = Recipient::random();
    let request = seal_request(&OwnerSecret::random(), [(&recipient, HOUR)].into_iter());
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
    let lease = server.opened(&recipient).await.lease;
    server.kill_and_respawn();
    let content = server.content(&recipient, &lease).send().await.unwrap();
    assert!(content.bytes().await.unwrap() == draft.bytes);
}

#[tokio::test]
async fn a_crash_during_an_erasure_leaves_no_object_behind() {
    let mut server = TestServer::spawn(&[]);
    for crash in 0..10 {
        let mut shares = Vec::new();
        for _ in 0..6 {
            shares.push(server.share(100, &[HOUR]).await);
        }
        let erasures: Vec<_> = shares
            .iter()
            .map(|live| {
                let path = format!("/api/v1/shares/{}", live.id);
                let request = server.request(reqwest::Method::DELETE, &path).bearer_auth(&*live.owner_token());
                tokio::spawn(request.send())
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(2 * crash)).await;
        server.kill_and_respawn();
        join_all(erasures).await;
        assert!(phial_on(&server.config.data, "sweep").status().unwrap().success());

        let mut living = BTreeSet::new();
        for live in &shares {
            if server.owned(live).await.state == ShareState::Sealed {
                let lease = server.opened(&live.links[0]).await.lease;
                let content = server.content(&live.links[0], &lease).send().await.unwrap();
                assert_eq!(content.bytes().await.unwrap(), live.bytes);
                living.insert(live.id.to_string());
            } else {
                assert_eq!(server.kinds(live).await.last(), Some(&EventKind::Erased));
            }
        }
        assert_eq!(server.stored_shares(), living);
        for live in &shares {
            assert_eq!(server.erase(live.id, &live.owner_token()).await.status(), 200);
        }
    }
}
