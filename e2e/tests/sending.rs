//! Sending when things go wrong: nothing is lost, nothing is half live, and the page says what to do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use phial_e2e::browser::Browser;
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::files::{assert_same, write_noise};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{command_line, journey};

fn noise(folder: &Path, name: &str, len: u64) -> PathBuf {
    let path = folder.join(name);
    write_noise(&path, len, len);
    path
}

/// Twelve parts.
const LEN: u64 = 96 << 20;
/// So slow that there is a middle of sending and of saving for some seconds.
const SLOW: Fault = Fault::Slow(4 << 20);

/// Begins to send a file from the page over a slow network, and returns when the server has stored some of its parts.
async fn send_some_of(file: &Path, server: &Server) -> (Browser, Proxy) {
    let network = Proxy::before(server.address()).await;
    let browser = Browser::start().await;
    browser.go(&format!("http://{}", network.address)).await;
    until("the page has started", async || browser.try_has("file-input").await?.then_some(())).await;
    network.inject(SLOW);
    browser.choose("file-input", &[file.to_owned()]).await;
    browser.press("lock").await;
    until("some parts have arrived", async || (server.object_files().len() >= 3).then_some(())).await;
    (browser, network)
}

#[tokio::test]
async fn a_restart_of_the_server_in_the_middle_is_survived() {
    let mut server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let scan = noise(folder.path(), "scan.bin", LEN);
    let (browser, network) = send_some_of(&scan, &server).await;
    server.kill();
    server.start_again().await;
    network.heal();
    let links = journey::links(&browser).await;

    let recipient = Browser::start().await;
    journey::open_and_see(&recipient, &links.share).await;
    network.inject(SLOW);
    journey::press_save(&recipient, 0).await;
    recipient.see("progress").await;
    server.kill();
    server.start_again().await;
    network.heal();
    assert_same(&scan, &recipient.downloaded("scan.bin", LEN).await);
}

#[tokio::test]
async fn the_network_may_go_away_for_a_while() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let scan = noise(folder.path(), "scan.bin", LEN);
    let (browser, network) = send_some_of(&scan, &server).await;
    browser.set_offline(true).await;
    until("the page says that it waits", async || {
        browser.try_text().await?.contains("Waiting for the network").then_some(())
    })
    .await;
    network.heal();
    browser.set_offline(false).await;
    let links = journey::links(&browser).await;
    command_line::open(&links.share, &folder.path().join("received")).await.unwrap();
    assert_same(&scan, &folder.path().join("received/scan.bin"));
}

#[tokio::test]
async fn a_cancelled_upload_leaves_nothing() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let scan = noise(folder.path(), "scan.bin", LEN);
    let (browser, _network) = send_some_of(&scan, &server).await;
    browser.press("cancel").await;
    // The files are still chosen, and the server keeps nothing of what had arrived.
    browser.see("chosen-file").await;
    until("the objects are erased", async || server.object_files().is_empty().then_some(())).await;
}

#[tokio::test]
async fn a_file_that_disappears_while_it_is_read_stops_the_sending() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let scan = noise(folder.path(), "scan.bin", LEN);
    let (browser, _network) = send_some_of(&scan, &server).await;
    std::fs::remove_file(&scan).unwrap();
    assert_eq!(browser.notice().await, "error-file-changed");
    until("the objects are erased", async || server.object_files().is_empty().then_some(())).await;
}

#[tokio::test]
async fn too_much_is_refused_before_anything_is_sent() {
    let server = Server::start(&["--max-files-len", "1MiB"]).await;
    let folder = tempfile::tempdir().unwrap();
    let browser = Browser::start().await;

    browser.go(&server.origin()).await;
    browser.choose("file-input", &[noise(folder.path(), "exact.bin", 1 << 20)]).await;
    browser.press("lock").await;
    journey::links(&browser).await;
    let stored = server.object_files().len();

    browser.go(&server.origin()).await;
    browser.choose("file-input", &[noise(folder.path(), "over.bin", (1 << 20) + 1)]).await;
    assert_eq!(browser.notice().await, "error-too-large");

    let many: Vec<PathBuf> = (0..10_000).map(|n| folder.path().join(format!("slice-{n:05}.dcm"))).collect();
    for path in &many {
        std::fs::write(path, b"x").unwrap();
    }
    browser.go(&server.origin()).await;
    browser.choose("file-input", &many).await;
    assert_eq!(browser.notice().await, "error-too-many-files");
    assert_eq!(server.object_files().len(), stored, "nothing was sent");
}

#[tokio::test]
async fn odd_names_and_empty_files_arrive() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{}.txt", "n".repeat(251));
    let names =
        ["empty.txt", "..odd..name..", "a:b*c?.jpg", "радиография 🦴 左踵.png", "photo\u{202e}gpj.exe", long.as_str()];
    let files: Vec<_> = names.iter().zip(0..).map(|(name, len)| noise(folder.path(), name, len * 7)).collect();
    let browser = Browser::start().await;
    let links = journey::share(&browser, &server, &files).await;

    journey::open_and_see(&browser, &links.share).await;
    let shown = browser.text().await;
    assert!(shown.contains("радиография 🦴 左踵.png"), "{shown}");
    assert!(shown.contains("photo\u{fffd}gpj.exe") && !shown.contains('\u{202e}'), "{shown}");
    for (position, (file, safe)) in files
        .iter()
        .zip(["empty.txt", "odd..name", "a_b_c_.jpg", "радиография 🦴 左踵.png", "photogpj.exe"])
        .enumerate()
    {
        journey::press_save(&browser, position).await;
        assert_same(file, &browser.downloaded(safe, file.metadata().unwrap().len()).await);
    }
    // Chromium itself shortens names that leave it no room for an ending of its own.
    let received = folder.path().join("received");
    command_line::open(&links.share, &received).await.unwrap();
    assert_same(&files[5], &received.join(long));
}

#[tokio::test]
async fn without_a_secure_context_the_page_says_what_to_do() {
    let server = Server::start(&[]).await;
    let browser = Browser::start_with(&["--host-resolver-rules=MAP phial.test 127.0.0.1"]).await;
    browser.go(&server.insecure_origin()).await;
    assert_eq!(browser.notice().await, "error-insecure");
}

#[tokio::test]
async fn the_page_obeys_its_own_policy() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({"source":
        "window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));"
    })).await;
    let photo = [phial_e2e::files::fixture("photo.jpg")];
    let links = journey::share(&browser, &server, &photo).await;
    assert_eq!(browser.run("return violations").await, serde_json::json!([]));
    journey::open_and_see(&browser, &links.share).await;
    browser.see("preview-image").await;
    journey::save(&browser, 0, &photo[0]).await;
    assert_eq!(browser.run("return violations").await, serde_json::json!([]));
}
