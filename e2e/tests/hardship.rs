//! Browsers that lack something, refuse something, or are used without a mouse.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use phial_e2e::browser::{Browser, Engine, Settings};
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::files::{assert_same, below, digest, fixture, write_noise};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{api, command_line, journey};
use phial_shared::api::LinkState;
use serde_json::json;
use thirtyfour::Key;

/// Larger than what is saved from memory without a word.
const LARGE: u64 = 40 << 20;

/// A browser that has opened a link to one large file, after `prepare`.
async fn opened(folder: &Path, prepare: impl AsyncFnOnce(&Browser, &Server)) -> (Server, Browser, PathBuf) {
    let server = Server::start(&[]).await;
    let scan = folder.join("scan.bin");
    write_noise(&scan, LARGE, 9);
    let links = command_line::send(&server.origin(), std::slice::from_ref(&scan), &[]).await;
    let browser = Browser::start().await;
    prepare(&browser, &server).await;
    journey::open_and_see(&browser, &links.share).await;
    (server, browser, scan)
}

/// Puts a save dialog into pages.
async fn with_picker(browser: &Browser, body: &str) {
    let source = format!(
        "Object.defineProperty(window, 'showSaveFilePicker', {{ configurable: true, value: async (options) => {{ {body} }} }});"
    );
    browser.before_every_page(&source).await;
}

/// The whole of the private file system, by name and length.
const STORED: &str = "
    const done = arguments[arguments.length - 1];
    const list = async (directory, path) => {
        const found = [];
        for await (const [name, handle] of directory.entries()) {
            if (handle.kind === 'directory') found.push(...await list(handle, `${path}${name}/`));
            else found.push(`${path}${name}: ${(await handle.getFile()).size}`);
        }
        return found;
    };
    navigator.storage.getDirectory().then((root) => list(root, '')).then(done, (error) => done(String(error)));";

async fn stored(browser: &Browser) -> serde_json::Value {
    browser.driver.execute_async(STORED, Vec::new()).await.unwrap().json().clone()
}

#[tokio::test]
async fn what_the_save_dialog_gives_is_written_in_place() {
    let folder = tempfile::tempdir().unwrap();
    // The dialog's file is one of the private file system, so that it can be read here.
    let picker =
        "return (await navigator.storage.getDirectory()).getFileHandle(options.suggestedName, { create: true });";
    let (_server, browser, scan) = opened(folder.path(), async |browser, _| with_picker(browser, picker).await).await;
    journey::press_save(&browser, 0).await;
    until("it is saved", async || browser.try_has("saved").await?.then_some(())).await;
    assert_eq!(stored(&browser).await, json!([format!("scan.bin: {LARGE}")]));
    let hash = "
        const done = arguments[arguments.length - 1];
        navigator.storage.getDirectory()
            .then((root) => root.getFileHandle('scan.bin')).then((handle) => handle.getFile()).then((file) => file.arrayBuffer())
            .then((bytes) => crypto.subtle.digest('SHA-256', bytes)).then((hash) => done([...new Uint8Array(hash)]));";
    let hash = browser.driver.execute_async(hash, Vec::new()).await.unwrap().json().clone();
    assert_eq!(hash, json!(digest(&scan)));
    assert_eq!(below(browser.downloads()), Vec::<PathBuf>::new(), "it was not saved a second time");
}

#[tokio::test]
async fn a_save_dialog_that_policy_forbids_is_done_without() {
    let folder = tempfile::tempdir().unwrap();
    let picker = "throw new DOMException('not here', 'SecurityError');";
    let (_server, browser, scan) = opened(folder.path(), async |browser, _| with_picker(browser, picker).await).await;
    assert_same(&scan, &journey::save(&browser, 0, &scan).await);
}

#[tokio::test]
async fn a_save_dialog_that_the_person_closes_saves_nothing_and_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let picker = "window.asked = true; throw new DOMException('closed', 'AbortError');";
    let (_server, browser, _) = opened(folder.path(), async |browser, _| with_picker(browser, picker).await).await;
    journey::press_save(&browser, 0).await;
    until("the dialog was shown", async || {
        (browser.try_run("return window.asked === true").await? == true).then_some(())
    })
    .await;
    // The button is back.
    browser.see("save").await;
    assert!(!browser.has("notice").await);
    assert_eq!(below(browser.downloads()), Vec::<PathBuf>::new());
    assert_eq!(stored(&browser).await, json!([]));
}

#[tokio::test]
async fn a_disk_that_fills_up_while_it_is_written_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let picker = "
        const handle = await (await navigator.storage.getDirectory()).getFileHandle(options.suggestedName, { create: true });
        const create = handle.createWritable.bind(handle);
        handle.createWritable = async (...given) => {
            const writable = await create(...given);
            const write = writable.write.bind(writable);
            let written = 0;
            writable.write = (bytes) => {
                written += bytes.byteLength;
                return written < 9e6 ? write(bytes) : Promise.reject(new DOMException('full', 'QuotaExceededError'));
            };
            return writable;
        };
        return handle;";
    let (_server, browser, _) = opened(folder.path(), async |browser, _| with_picker(browser, picker).await).await;
    journey::press_save(&browser, 0).await;
    assert_eq!(browser.notice().await, "error-cannot-save");
    until("the half file is gone", async || (stored(&browser).await == json!([])).then_some(())).await;
}

/// The private store has no room. Chromium tells pages the same quota on every device; others tell the true one.
const FULL: &str = "navigator.storage.estimate = async () => ({ quota: 1 << 20, usage: 0 });";
/// As in some private windows.
const NO_SERVICE_WORKER: &str =
    "Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: undefined });";

/// Without a dialog and without room in the private store, the browser takes the file while it is decrypted.
#[tokio::test]
async fn a_browser_without_room_saves_while_it_decrypts() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, browser, scan) = opened(folder.path(), async |browser, _| {
        browser.before_every_page(FULL).await;
    })
    .await;
    assert_same(&scan, &journey::save(&browser, 0, &scan).await);
    until("the page says so", async || browser.try_has("saved").await?.then_some(())).await;
    assert!(!browser.has("save-in-memory").await, "a warning that is not true");
    assert_eq!(stored(&browser).await, json!([]));
}

/// A private window has no private store.
#[tokio::test]
async fn a_private_window_of_firefox_saves_while_it_decrypts() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&[]).await;
    let scan = folder.path().join("scan.bin");
    write_noise(&scan, LARGE, 9);
    let links = command_line::send(&server.origin(), std::slice::from_ref(&scan), &[]).await;
    let browser = Browser::with(Settings { engine: Engine::Firefox, private: true, ..Settings::default() }).await;
    journey::open_and_see(&browser, &links.share).await;
    let store = browser.run("return navigator.storage.getDirectory().then(() => 'a store', () => 'none')").await;
    assert_eq!(store, "none");
    assert_same(&scan, &journey::save(&browser, 0, &scan).await);
    until("the page says so", async || browser.try_has("saved").await?.then_some(())).await;
    assert!(!browser.has("save-in-memory").await, "a warning that is not true");
}

/// Neither what a person stops nor what cannot be fetched is left as a file that looks whole.
#[tokio::test]
async fn what_is_not_saved_to_its_end_while_it_is_decrypted_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&[]).await;
    let network = Proxy::before(server.address()).await;
    let scan = folder.path().join("scan.bin");
    write_noise(&scan, LARGE, 9);
    let links = command_line::send(&server.origin(), std::slice::from_ref(&scan), &[]).await;
    let browser = Browser::start().await;
    browser.before_every_page(FULL).await;
    journey::open_and_see(&browser, &links.share.replace(&server.origin(), &format!("http://{}", network.address)))
        .await;
    network.inject(Fault::Slow(1 << 20));
    let begun = "return Number(document.querySelector('progress')?.value) >= 20";
    let saving = async || {
        journey::press_save(&browser, 0).await;
        until("some of it is written", async || (browser.try_run(begun).await? == true).then_some(())).await;
    };
    // Whether the browser would ask before the page is left.
    let stays = "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    saving().await;
    assert_eq!(browser.run(stays).await, true);
    browser.press("cancel").await;
    browser.see("save").await;
    assert_eq!(browser.run(stays).await, false);
    saving().await;
    command_line::revoke(&links.manage).await.unwrap();
    network.heal();
    assert_eq!(browser.notice().await, "error-revoked");
    until("nothing is left", async || below(browser.downloads()).is_empty().then_some(())).await;
}

/// Where there is no worker either, memory is what is left; the page says so before.
#[tokio::test]
async fn a_browser_without_room_and_without_workers_saves_by_way_of_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, browser, scan) = opened(folder.path(), async |browser, _| {
        browser.before_every_page(FULL).await;
        browser.before_every_page(NO_SERVICE_WORKER).await;
    })
    .await;
    browser.see("save-in-memory").await;
    assert_same(&scan, &journey::save(&browser, 0, &scan).await);
}

#[tokio::test]
async fn a_link_that_expires_under_the_button_says_so() {
    let server = Server::start(&[]).await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &["--expires", "4s"]).await;
    let browser = Browser::start().await;
    browser.go(&links.share).await;
    browser.see("open").await;
    until("the link has expired", async || {
        (api::link_status(&links.share).await.state == LinkState::Expired).then_some(())
    })
    .await;
    browser.press("open").await;
    assert_eq!(browser.notice().await, "error-expired");
}

#[tokio::test]
async fn without_webassembly_every_engine_says_what_to_do() {
    let server = Server::start(&[]).await;
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        let browser = Browser::with(Settings { engine, wasm: false, ..Settings::default() }).await;
        assert_eq!(browser.run("return typeof WebAssembly").await, "undefined", "{engine:?}");
        for path in ["/", "/s/AAAAAAAAAAAAAAAAAAAAAA#1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            browser.go(&format!("{}{path}", server.origin())).await;
            let failed = "return document.querySelector('[data-boot=trouble]')?.checkVisibility() === true";
            until(&format!("{engine:?} explains itself"), async || {
                (browser.try_run(failed).await? == true).then_some(())
            })
            .await;
            assert!(
                !browser.run("return location.href").await.to_string().contains("#1"),
                "the key is out of the address"
            );
        }
    }
}

#[tokio::test]
async fn without_scripts_the_page_says_what_it_needs_them_for() {
    let server = Server::start(&[]).await;
    let browser = Browser::with(Settings { engine: Engine::Firefox, scripts: false, ..Settings::default() }).await;
    for path in ["/", "/s/AAAAAAAAAAAAAAAAAAAAAA#1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/about"] {
        browser.go(&format!("{}{path}", server.origin())).await;
        let text = browser.text().await;
        assert!(text.contains("JavaScript"), "{path}: {text}");
        assert!(!text.contains("One moment"), "{path} waits for what never comes: {text}");
    }
}

/// From the start of the page to the button with this `data-test`, by the Tab key alone; each stop on the way can be seen.
async fn tab_to(browser: &Browser, name: &str) {
    for _ in 0..60 {
        let focus = browser
            .run(
                "const at = document.activeElement;
                 const style = getComputedStyle(at);
                 const ring = at.matches(':focus-visible') && (parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none'
                     || style.boxShadow !== 'none' || at.type === 'radio' || at.type === 'checkbox');
                 // What the page itself gives the focus, to be read out, is nothing to press.
                 return [at.dataset.test ?? '', at.tabIndex < 0 || ring, at.outerHTML.slice(0, 120)];",
            )
            .await;
        assert_eq!(focus[1], true, "the focus cannot be seen: {}", focus[2]);
        if focus[0] == name {
            return;
        }
        browser.press_key(Key::Tab).await;
    }
    panic!("the Tab key does not lead to {name}");
}

#[tokio::test]
async fn s26_a_keyboard_is_enough() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    let photo = fixture("photo.jpg");
    browser.go(&server.origin()).await;
    browser.choose("file-input", std::slice::from_ref(&photo)).await;
    browser.see("chosen-file").await;
    tab_to(&browser, "lock").await;
    browser.press_key(Key::Enter).await;
    let links = journey::links(&browser).await;

    browser.go(&links.share).await;
    browser.see("open").await;
    tab_to(&browser, "open").await;
    browser.press_key(Key::Enter).await;
    browser.see("preview-image").await;
    tab_to(&browser, "preview-image").await;
    browser.press_key(Key::Enter).await;
    browser.see("viewer").await;
    browser.press_key(Key::Escape).await;
    until("the viewer is closed", async || (!browser.try_has("viewer").await?).then_some(())).await;
    tab_to(&browser, "save").await;
    browser.press_key(Key::Space).await;
    assert_same(&photo, &browser.downloaded("photo.jpg", photo.metadata().unwrap().len()).await);

    browser.go(&links.manage).await;
    browser.see("log-intact").await;
    tab_to(&browser, "erase").await;
    browser.press_key(Key::Enter).await;
    browser.see("erase-confirm").await;
    tab_to(&browser, "erase-confirm").await;
    browser.press_key(Key::Enter).await;
    browser.see("receipt").await;
}
