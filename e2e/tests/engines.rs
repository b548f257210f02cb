//! The journeys that everybody makes, in Chromium, Firefox and WebKit, at a desktop and on a phone. What an engine lacks is asserted as
//! what it does instead.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use phial_e2e::browser::{Browser, Engine, Rung, Screen};
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::files::{assert_same, fixture, write_noise};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{command_line, files, journey, search};

/// Makes of each journey a test for every engine and screen.
macro_rules! on_every_engine {
    ($($journey:ident),* $(,)?) => { $(
        mod $journey {
            use super::{Engine, Screen};
            #[tokio::test] async fn chromium_desktop() { super::$journey(Engine::Chromium, Screen::Desktop).await; }
            #[tokio::test] async fn chromium_phone() { super::$journey(Engine::Chromium, Screen::Phone).await; }
            #[tokio::test] async fn firefox_desktop() { super::$journey(Engine::Firefox, Screen::Desktop).await; }
            #[tokio::test] async fn firefox_phone() { super::$journey(Engine::Firefox, Screen::Phone).await; }
            #[tokio::test] async fn webkit_desktop() { super::$journey(Engine::WebKit, Screen::Desktop).await; }
            #[tokio::test] async fn webkit_phone() { super::$journey(Engine::WebKit, Screen::Phone).await; }
        }
    )* };
}

on_every_engine!(
    s15_files_arrive_as_they_were,
    s15_a_link_opens_on_another_device,
    s15_a_link_that_cannot_be_opened_says_why,
    s5_the_sender_takes_back,
    s15_a_network_that_goes_away_is_waited_for,
    s17_nothing_is_left_unless_it_is_saved,
);

/// Larger than what is saved from memory without a word.
const LARGE: u64 = 40 << 20;

fn large_file(folder: &Path) -> PathBuf {
    let path = folder.join("scan.bin");
    write_noise(&path, LARGE, 7);
    path
}

async fn s15_files_arrive_as_they_were(engine: Engine, screen: Screen) {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let files = [fixture("photo.jpg"), fixture("report.pdf"), large_file(folder.path())];
    let links = journey::share(&Browser::start_on(engine, screen).await, &server, &files).await;

    let recipient = Browser::start_on(engine, screen).await;
    journey::open_and_see(&recipient, &links.share).await;
    recipient.see("preview-image").await;
    assert_rung(&recipient).await;
    for (position, sent) in files.iter().enumerate() {
        assert_same(sent, &journey::save(&recipient, position, sent).await);
    }
}

/// By which way this engine saves what is large: by none that the page has to warn of.
async fn assert_rung(browser: &Browser) {
    assert_eq!(browser.run("return typeof window.showSaveFilePicker").await, "undefined");
    let store = browser.run("return typeof (navigator.storage && navigator.storage.getDirectory)").await;
    match browser.engine().rung() {
        Rung::PrivateStore => assert_eq!(store, "function"),
        Rung::Streamed => {
            assert_eq!(store, "undefined");
            let worker = "return navigator.serviceWorker.controller?.scriptURL.endsWith('/stream-worker.js') ?? false";
            until("there is a worker for it", async || (browser.try_run(worker).await? == true).then_some(())).await;
        }
    }
    // Long after it would have come: the previews are there.
    browser.see("preview-image").await;
    assert!(browser.all("save-in-memory").await.is_empty(), "a warning that is not true");
}

/// A colleague with another browser, and the same bytes.
async fn s15_a_link_opens_on_another_device(engine: Engine, screen: Screen) {
    let (other_engine, other_screen) = match engine {
        Engine::Chromium => (Engine::Firefox, Screen::Phone),
        Engine::Firefox => (Engine::WebKit, Screen::Desktop),
        Engine::WebKit => (Engine::Chromium, Screen::Phone),
    };
    let server = Server::start(&[]).await;
    let files = [fixture("photo.jpg"), fixture("report.pdf")];
    let links = journey::share(&Browser::start_on(engine, screen).await, &server, &files).await;
    let recipient = Browser::start_on(other_engine, other_screen).await;
    journey::open_and_see(&recipient, &links.share).await;
    for (position, sent) in files.iter().enumerate() {
        assert_same(sent, &journey::save(&recipient, position, sent).await);
    }
    // The key is gone from the address, and nothing of it is stored.
    let address = recipient.run("return location.href + ' ' + history.length").await.to_string();
    assert!(!address.contains('#'), "{address}");
    let stored = "return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, history.state])";
    assert_eq!(recipient.run(stored).await.as_str().unwrap(), r#"[[],[],"",null]"#);
}

async fn s15_a_link_that_cannot_be_opened_says_why(engine: Engine, screen: Screen) {
    let server = Server::start(&[]).await;
    let photo = [fixture("photo.jpg")];
    let links = command_line::send(&server.origin(), &photo, &["--max-opens", "1"]).await;
    let link = &links.share;
    let (start, key) = link.split_once('#').unwrap();
    let browser = Browser::start_on(engine, screen).await;
    for (changed, code) in [
        (start.to_owned(), "error-link-no-key"),
        (link[..link.len() - 5].to_owned(), "error-link-cut-short"),
        (format!("{link}AAAA"), "error-link-altered"),
        (format!("{start}#2{}", &key[1..]), "error-link-newer"),
        (format!("{}/nowhere", server.origin()), "error-page-not-found"),
        (format!("{}/s/{}#{key}", server.origin(), phial_shared::ids::LinkId::random()), "error-unknown-link"),
    ] {
        browser.go(&changed).await;
        assert_eq!(browser.notice().await, code, "{changed}");
    }
    let other = if key.ends_with('A') { 'E' } else { 'A' };
    journey::open(&browser, &format!("{}{other}", &link[..link.len() - 1])).await;
    assert_eq!(browser.notice().await, "error-wrong-proof");
    // None of this took the only view. Then it is over.
    journey::open_and_see(&browser, link).await;
    browser.go(link).await;
    assert_eq!(browser.notice().await, "error-exhausted");
}

async fn s5_the_sender_takes_back(engine: Engine, screen: Screen) {
    let server = Server::start(&[]).await;
    let browser = Browser::start_on(engine, screen).await;
    let links = journey::share(&browser, &server, &[fixture("photo.jpg")]).await;
    journey::open_and_see(&browser, &links.share).await;
    journey::take_back(&browser, &server, &links, "photo.jpg").await;
}

/// Between the page and the server the network goes away, in the middle of sending and in the middle of saving.
async fn s15_a_network_that_goes_away_is_waited_for(engine: Engine, screen: Screen) {
    let server = Server::start(&[]).await;
    let network = Proxy::before(server.address()).await;
    let origin = format!("http://{}", network.address);
    let folder = tempfile::tempdir().unwrap();
    let scan = large_file(folder.path());
    let waits = async |browser: &Browser| {
        until("the page says that it waits", async || {
            browser.try_text().await?.contains("Waiting for the network").then_some(())
        })
        .await;
    };

    let browser = Browser::start_on(engine, screen).await;
    browser.go(&origin).await;
    // Only then is the whole page there: the fault is not to befall its own files.
    until("the page has started", async || browser.try_has("file-input").await?.then_some(())).await;
    network.inject(Fault::Slow(8 << 20));
    browser.choose("file-input", std::slice::from_ref(&scan)).await;
    browser.press("lock").await;
    until("a part has arrived", async || (!server.object_files().is_empty()).then_some(())).await;
    network.inject(Fault::Refused);
    waits(&browser).await;
    network.heal();
    let links = journey::links(&browser).await;

    journey::open_and_see(&browser, &links.share).await;
    network.inject(Fault::Slow(8 << 20));
    journey::press_save(&browser, 0).await;
    browser.see("progress").await;
    network.inject(Fault::Refused);
    waits(&browser).await;
    network.heal();
    assert_same(&scan, &browser.downloaded("scan.bin", LARGE).await);
}

/// What was looked at is in no store of the browser, and nowhere on the disk.
async fn s17_nothing_is_left_unless_it_is_saved(engine: Engine, screen: Screen) {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("left-heel-of-patient-7731.jpg");
    std::fs::copy(fixture("photo.jpg"), &photo).unwrap();
    let links = command_line::send(&server.origin(), std::slice::from_ref(&photo), &[]).await;
    let browser = Browser::start_on(engine, screen).await;
    journey::open_and_see(&browser, &links.share).await;
    browser.press("preview-image").await;
    browser.see("viewer").await;
    // Another page of the same origin sees what is stored, and the browser has time to write.
    browser.go(&format!("{}/about", server.origin())).await;
    let stored = browser.driver.execute_async(STORED, Vec::new()).await.unwrap();
    assert_eq!(stored.json(), &serde_json::json!([]));
    let needles = search::of_file(&photo);
    let found = files::below(browser.home()).into_iter().filter(|path| path.is_file()).flat_map(|path| {
        // The browser is at work: a file may be gone since it was listed.
        let bytes = std::fs::read(&path).unwrap_or_default();
        search::find_in(&path.display().to_string(), &bytes, &needles)
    });
    assert_eq!(found.collect::<Vec<_>>(), Vec::<String>::new());
}

/// All that the page may have stored, by name: in any of a browser's stores, but for the static files of the page itself.
const STORED: &str = "
    const done = arguments[arguments.length - 1];
    const files = async (directory) => {
        const found = [];
        for await (const [name, handle] of directory.entries()) {
            found.push(...handle.kind === 'directory' ? await files(handle) : [`private file system: ${name}`]);
        }
        return found;
    };
    const cached = async (name) => {
        const requests = await (await caches.open(name)).keys();
        return requests.map((request) => new URL(request.url).pathname).filter((path) => /^\\/([smi]|api)\\//.test(path));
    };
    (async () => [
        ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...document.cookie.split(';').filter(Boolean),
        ...(await indexedDB.databases()).map(({ name }) => `database: ${name}`),
        ...(await Promise.all((await caches.keys()).map(cached))).flat(),
        ...navigator.storage?.getDirectory ? await files(await navigator.storage.getDirectory()) : [],
    ])().then(done, (error) => done(String(error)));";
