//! What a recipient takes along, and what stays behind: everything that was saved, and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use phial_e2e::browser::Browser;
use phial_e2e::files::{assert_same, fixture, write_noise};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{command_line, journey};
use serde_json::{Value, json};

fn noise(folder: &Path, name: &str, len: u64) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    write_noise(&path, len, len);
    path
}

/// Unpacks an archive with Python, which shares no code with what wrote it; gives the names in their order.
fn unpacked(archive: &Path, into: &Path) -> Vec<String> {
    let script = "import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    archive.extractall(sys.argv[2])
    print(json.dumps(archive.namelist()))";
    let python = phial_e2e::from_environment("PHIAL_PYTHON");
    let output = Command::new(python).arg("-c").arg(script).args([archive, into]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The only finished file among the downloads.
async fn archive(browser: &Browser) -> PathBuf {
    until("the archive is saved", async || {
        let saved = browser.all("saved").await;
        let files = phial_e2e::files::below(browser.downloads());
        let is_finished = !saved.is_empty() && files.len() == 1 && files[0].extension()? == "zip";
        is_finished.then(|| files[0].clone())
    })
    .await
}

#[tokio::test]
async fn s15_save_all_files_as_one_archive_that_any_system_unpacks() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    // Together more than what is put together in memory; two have the same name.
    let files = [
        noise(folder.path(), "scan.bin", 40 << 20),
        noise(folder.path(), "other/scan.bin", 3),
        noise(folder.path(), "empty.txt", 0),
        fixture("photo.jpg"),
    ];
    let links = command_line::send(&server.origin(), &files, &[]).await;
    let browser = Browser::start().await;
    journey::open_and_see(&browser, &links.share).await;
    browser.press("save-all").await;
    let archive = archive(&browser).await;
    let target = folder.path().join("unpacked");
    let names = unpacked(&archive, &target);
    assert_eq!(names, ["scan.bin", "scan (2).bin", "empty.txt", "photo.jpg"]);
    for (sent, name) in files.iter().zip(names) {
        assert_same(sent, &target.join(name));
    }
}

/// What a browser has kept of this site, as its own interfaces tell.
const KEPT: &str = "
    window.kept = null;
    const files = async (folder) => {
        const found = [];
        for await (const [name, entry] of folder.entries()) {
            if (entry.kind === 'file') found.push(name); else found.push(...await files(entry));
        }
        return found;
    };
    (async () => ({
        databases: (await indexedDB.databases?.() ?? []).map(({ name }) => name),
        caches: await caches.keys(),
        local: Object.entries(localStorage),
        session: Object.entries(sessionStorage),
        cookies: document.cookie,
        state: history.state,
        files: navigator.storage?.getDirectory ? await files(await navigator.storage.getDirectory()) : [],
    }))().then((kept) => { window.kept = kept; }, (error) => { window.kept = String(error); });";

async fn kept(browser: &Browser) -> Value {
    browser.run(KEPT).await;
    until("the browser says what it has kept", async || {
        Some(browser.try_run("return window.kept").await?).filter(|kept| !kept.is_null())
    })
    .await
}

fn nothing() -> Value {
    json!({ "databases": [], "caches": [], "local": [], "session": [], "cookies": "", "state": null, "files": [] })
}

#[tokio::test]
async fn s17_nothing_left_after_looking_and_saving() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let files = [fixture("photo.jpg"), fixture("report.pdf"), noise(folder.path(), "scan.bin", 40 << 20)];
    let links = command_line::send(&server.origin(), &files, &[]).await;
    let browser = Browser::start().await;
    journey::open_and_see(&browser, &links.share).await;
    browser.press("preview-image").await;
    browser.see("picture").await;
    browser.press("next").await;
    browser.see("pdf-drawn").await;
    browser.press("close").await;
    journey::save(&browser, 0, &files[0]).await;
    assert_eq!(kept(&browser).await, nothing());

    // A large file goes by way of the browser's own store. What is left there is found by the next visit, when it is old.
    journey::save(&browser, 2, &files[2]).await;
    assert_eq!(kept(&browser).await["files"].as_array().unwrap().len(), 1);
    // Ten minutes later.
    let later = "const real = Date.now; Date.now = () => real() + 11 * 60_000;";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": later })).await;
    browser.go(&links.share).await;
    browser.see("open").await;
    until("it is swept", async || (kept(&browser).await == nothing()).then_some(())).await;
}

/// Makes the page's clock go by so many minutes at once, when it is told to, and counts how often the page does what it does
/// every second.
async fn with_clock(browser: &Browser) {
    let clock = "{
        const real = performance.now.bind(performance);
        window.ahead = 0;
        performance.now = () => real() + window.ahead;
        const every = window.setInterval.bind(window);
        window.looks = 0;
        window.setInterval = (work, time, ...values) =>
            every(() => { work(...values); if (time === 1000) window.looks += 1; }, time);
    }";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": clock })).await;
}

async fn pass(browser: &Browser, minutes: u32) {
    browser.run(&format!("window.ahead += {minutes} * 60_000")).await;
}

/// Waits until the page has looked at its clock again, whole.
async fn until_it_has_looked(browser: &Browser) {
    let looks = async || browser.try_run("return window.looks").await?.as_u64();
    let before = until("the page counts", looks).await;
    until("the page has looked at the clock", async || (looks().await? >= before + 2).then_some(())).await;
}

#[tokio::test]
async fn s17_nothing_left_on_the_screen_after_a_while() {
    let server = Server::start(&[]).await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &["--max-opens", "1"]).await;
    let browser = Browser::start().await;
    with_clock(&browser).await;
    journey::open_and_see(&browser, &links.share).await;
    browser.press("preview-image").await;
    browser.see("picture").await;
    pass(&browser, 9).await;
    until_it_has_looked(&browser).await;
    assert!(!browser.has("hidden").await, "it is hidden too early");
    browser.see("picture").await;
    pass(&browser, 1).await;
    browser.see("hidden").await;
    let pictures = "return document.querySelectorAll('img, canvas').length";
    assert_eq!(browser.run(pictures).await, json!(0), "nothing of it is in the page");
    assert!(!browser.text().await.contains("photo.jpg"));

    // One tap, and no second opening.
    browser.press("show-again").await;
    browser.see("preview-image").await;
}

#[tokio::test]
async fn s17_nothing_left_on_the_screen_when_it_is_taken_back() {
    let server = Server::start(&[]).await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start().await;
    journey::open_and_see(&browser, &links.share).await;
    browser.press("preview-image").await;
    browser.see("picture").await;
    command_line::revoke(&links.manage).await.unwrap();
    let taken_back = Instant::now();
    assert_eq!(browser.notice().await, "error-revoked");
    assert!(taken_back.elapsed() < Duration::from_secs(15), "{:?}", taken_back.elapsed());
    assert_eq!(browser.run("return document.querySelectorAll('img, canvas').length").await, json!(0));
}

#[tokio::test]
async fn s17_nothing_left_on_the_screen_that_was_taken_back_while_hidden() {
    let server = Server::start(&[]).await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start().await;
    with_clock(&browser).await;
    journey::open_and_see(&browser, &links.share).await;
    pass(&browser, 10).await;
    browser.see("hidden").await;
    command_line::revoke(&links.manage).await.unwrap();
    browser.press("show-again").await;
    assert_eq!(browser.notice().await, "error-revoked");
}
