//! What people read when the page cannot come: in their language, with what to do.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;

use phial_e2e::api::Upload;
use phial_e2e::browser::Browser;
use phial_e2e::files::fixture;
use phial_e2e::journey::{self, Links};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::api::MAX_EVENTS_WAIT;
use phial_shared::time::Seconds;
use phial_words::languages::Languages;
use reqwest::StatusCode;
use serde_json::json;
use thirtyfour::By;
use tokio::task::JoinSet;

/// Of a server that is soon full: enough for a browser.
const PLACES: usize = 12;

fn languages() -> Languages {
    Languages::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/locales")).unwrap()
}

async fn shared(server: &Server) -> Links {
    journey::share(&Browser::start().await, server, &[fixture("report.pdf")]).await
}

async fn reads(browser: &Browser, code: &str, key: &str) {
    let expected = &languages().static_texts(code)[key];
    until(&format!("{expected:?} can be read"), async || browser.try_text().await?.contains(expected).then_some(()))
        .await;
}

async fn press(browser: &Browser, part: &str) {
    let css = format!("[data-boot=\"{part}\"]");
    browser.driver.find(By::Css(css)).await.unwrap().click().await.unwrap();
}

async fn block(browser: &Browser, urls: &[&str]) {
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": urls})).await;
}

#[tokio::test]
async fn a_program_that_does_not_arrive_is_fetched_again_without_losing_the_key() {
    let server = Server::start(&[]).await;
    let links = shared(&server).await;
    let browser = Browser::start_with(&["--accept-lang=de"]).await;
    for urls in [["*/recipient-*.wasm"], ["*/words-*"], ["*/recipient-*.js"]] {
        block(&browser, &urls).await;
        browser.go(&links.share).await;
        reads(&browser, "de", "network").await;
        assert_eq!(browser.run("return document.documentElement.lang").await, "de");
        block(&browser, &[]).await;
        press(&browser, "again").await;
        browser.see("open").await;
    }
    browser.press("open").await;
    browser.see("file-card").await;
}

#[tokio::test]
async fn a_browser_without_webassembly_shows_the_link_to_take_elsewhere() {
    let server = Server::start(&[]).await;
    let links = shared(&server).await;
    let browser = Browser::start_with(&["--accept-lang=it"]).await;
    let without = "delete globalThis.WebAssembly";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": without})).await;
    browser.go(&links.share).await;
    reads(&browser, "it", "old").await;
    reads(&browser, "it", "old-what").await;
    let field = browser.driver.find(By::Css("[data-boot=\"address-field\"]")).await.unwrap();
    assert_eq!(field.value().await.unwrap().unwrap(), links.share, "the whole link");
    assert!(browser.driver.current_url().await.unwrap().fragment().is_none());
    press(&browser, "copy").await;
    reads(&browser, "it", "copied").await;
}

#[tokio::test]
async fn a_browser_that_does_not_understand_the_script_is_told_so() {
    let server = Server::start(&[]).await;
    let browser = Browser::start_with(&["--accept-lang=fr"]).await;
    // As where `type="module"` is not known: the script is never run.
    let without = "delete HTMLScriptElement.prototype.noModule";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": without})).await;
    block(&browser, &["*/sender-*.js"]).await;
    browser.go(&server.origin()).await;
    reads(&browser, "fr", "old").await;
}

#[tokio::test]
async fn without_javascript_every_language_says_so() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    browser.cdp("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    browser.go(&server.origin()).await;
    let seen = browser.driver.find(By::Css("noscript")).await.unwrap().text().await.unwrap();
    for code in languages().codes() {
        let sentence = &languages().static_texts(code)["no-script"];
        assert!(seen.contains(sentence), "{code}: {seen}");
    }
}

/// Takes all places of the server, by senders who wait for news of their shares: until it is dropped.
async fn crowd(server: &Server) -> JoinSet<()> {
    let mut shares = Vec::new();
    for _ in 0..PLACES {
        let upload = Upload::complete(&server.origin(), 100, Seconds::HOUR, None).await;
        let newest = upload.log().await.unwrap().last().unwrap().seq;
        shares.push((upload, newest));
    }
    let mut crowd = JoinSet::new();
    for (upload, newest) in shares {
        crowd.spawn(async move {
            // News never come, but an answer after a while. Or it is told to come again.
            loop {
                let _ = upload.news_request(newest, MAX_EVENTS_WAIT).send().await;
            }
        });
    }
    until("the server is full", async || (healthz(server).await? == 503).then_some(())).await;
    crowd
}

/// By a connection of its own each time.
async fn healthz(server: &Server) -> Option<StatusCode> {
    Some(reqwest::get(format!("{}/healthz", server.origin())).await.ok()?.status())
}

#[tokio::test]
async fn a_server_without_room_says_so_and_the_page_comes_later_with_its_key() {
    let server = Server::start(&[&format!("--max-connections={PLACES}")]).await;
    let links = shared(&server).await;
    let browser = Browser::start_with(&["--accept-lang=nl"]).await;

    let many = crowd(&server).await;
    browser.go(&links.share).await;
    reads(&browser, "nl", "full").await;
    reads(&browser, "nl", "full-what").await;
    assert_eq!(browser.run("return [document.documentElement.lang, document.title]").await[0], "nl");
    assert!(!browser.text().await.contains(&languages().static_texts("en")["full"]), "one language is enough");
    drop(many);
    until("there is room", async || (healthz(&server).await? == 200).then_some(())).await;
    browser.driver.find(By::Css("section:not([hidden]) button")).await.unwrap().click().await.unwrap();
    browser.see("open").await;

    // Nobody presses anything: it comes by itself, here sooner than in half a minute.
    let hurry = "const slow = setTimeout; window.setTimeout = (what, after) => slow(what, after / 50);";
    let hurry = browser.before_every_page(hurry).await;
    browser.go("about:blank").await;
    let many = crowd(&server).await;
    browser.go(&links.share).await;
    reads(&browser, "nl", "full").await;
    browser.no_more_before_pages(&hurry).await;
    drop(many);
    browser.see("open").await;
    browser.press("open").await;
    browser.see("file-card").await;
}
