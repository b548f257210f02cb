//! Seven languages: the browser's choice, the person's choice, and room for all words on the smallest phone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use phial_e2e::browser::Browser;
use phial_e2e::files::{fixture, write_noise};
use phial_e2e::journey;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_words::languages::Languages;
use serde_json::json;
use thirtyfour::By;

const CODES: [&str; 7] = ["en", "it", "de", "fr", "es", "nl", "pt"];

/// The text of a key without values, as it stands in the language's file.
fn text(code: &str, key: &str) -> String {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/locales");
    Languages::read(&locales).unwrap().words(code).0[key].text().unwrap().to_owned()
}

/// Waits until the page can be read in a language, by the text of this key.
async fn reads(browser: &Browser, code: &str, key: &str) {
    let expected = text(code, key);
    until(&format!("{expected:?} can be read"), async || browser.try_text().await?.contains(&expected).then_some(()))
        .await;
    assert_eq!(browser.run("return document.documentElement.lang").await, code);
}

/// Chooses a language in the footer.
async fn choose(browser: &Browser, code: &str) {
    browser.see("language").await;
    let option = By::Css(format!("[data-test=\"language\"] option[value=\"{code}\"]"));
    browser.driver.find(option).await.unwrap().click().await.unwrap();
    until("the language is spoken", async || {
        (browser.try_run("return document.documentElement.lang").await? == code).then_some(())
    })
    .await;
}

fn report(folder: &Path, len: u64) -> PathBuf {
    let path = folder.join("report.bin");
    write_noise(&path, len, 1);
    path
}

#[tokio::test]
async fn s26_languages_follow_the_browser_until_somebody_chooses() {
    let server = Server::start(&[]).await;
    for (asked, spoken) in [("de-AT,de,en", "de"), ("ja,pt-BR,en", "pt"), ("ja", "en"), ("en-US,it", "en")] {
        let browser = Browser::start_with(&[&format!("--accept-lang={asked}")]).await;
        browser.go(&server.origin()).await;
        reads(&browser, spoken, "share-title").await;
        let title = browser.driver.title().await.unwrap();
        assert!(title.starts_with(&text(spoken, "share-title")), "{title}");
        assert_eq!(browser.run("return JSON.stringify(localStorage)").await, "{}", "nothing is kept");
    }

    let browser = Browser::start_with(&["--accept-lang=fr"]).await;
    browser.go(&server.origin()).await;
    reads(&browser, "fr", "share-title").await;
    choose(&browser, "nl").await;
    reads(&browser, "nl", "share-title").await;
    for address in ["/about", "/"] {
        browser.go(&format!("{}{address}", server.origin())).await;
        reads(&browser, "nl", if address == "/" { "share-title" } else { "about-title" }).await;
        assert_eq!(browser.value("language").await, "nl");
    }
    assert_eq!(browser.run("return JSON.stringify(localStorage)").await, r#"{"language":"nl"}"#);
}

#[tokio::test]
async fn s26_languages_change_and_nothing_that_was_chosen_typed_or_opened_is_lost() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let browser = Browser::start_with(&["--accept-lang=en"]).await;
    browser.go(&server.origin()).await;
    browser.choose("file-input", &[report(folder.path(), 1_240_000)]).await;
    browser.write("note", "Here is your report.").await;
    browser.driver.find(By::Css("[data-test=\"opens-0\"]")).await.unwrap().click().await.unwrap();
    assert!(browser.text().await.contains("1.2\u{a0}MB"), "{}", browser.text().await);
    for code in ["de", "it"] {
        choose(&browser, code).await;
        reads(&browser, code, "note-label").await;
        assert_eq!(browser.value("note").await, "Here is your report.");
        assert_eq!(browser.all("chosen-file").await.len(), 1);
        assert_eq!(browser.run("return document.querySelector('[data-test=\"opens-0\"] input').checked").await, true);
        assert!(browser.text().await.contains("1,2\u{a0}MB"), "{}", browser.text().await);
    }
    browser.press("lock").await;
    let links = journey::links(&browser).await;
    choose(&browser, "es").await;
    reads(&browser, "es", "sent-title").await;
    assert_eq!(journey::links(&browser).await.share, links.share);

    // The only opening: what was opened stays open, and the key stays in memory.
    let recipient = Browser::start_with(&["--accept-lang=fr"]).await;
    journey::open_and_see(&recipient, &links.share).await;
    reads(&recipient, "fr", "save").await;
    choose(&recipient, "pt").await;
    reads(&recipient, "pt", "save").await;
    assert!(recipient.text().await.contains("Here is your report."));
    journey::save(&recipient, 0, &folder.path().join("report.bin")).await;
    assert!(recipient.driver.current_url().await.unwrap().fragment().is_none());

    browser.go(&links.manage).await;
    reads(&browser, "es", "log-title").await;
    choose(&browser, "de").await;
    reads(&browser, "de", "log-title").await;
    reads(&browser, "de", "log-intact").await;
}

#[tokio::test]
async fn s26_languages_that_cannot_be_fetched_leave_the_page_as_it_is() {
    let server = Server::start(&[]).await;
    let browser = Browser::start_with(&["--accept-lang=en"]).await;
    browser.go(&server.origin()).await;
    reads(&browser, "en", "share-title").await;
    browser.set_offline(true).await;
    let german = By::Css("[data-test=\"language\"] option[value=\"de\"]");
    browser.driver.find(german).await.unwrap().click().await.unwrap();
    until("the page says so", async || {
        browser.try_text().await?.contains(&text("en", "language-failed")).then_some(())
    })
    .await;
    reads(&browser, "en", "share-title").await;
    assert_eq!(browser.value("language").await, "en");
    browser.set_offline(false).await;
    choose(&browser, "de").await;
    reads(&browser, "de", "share-title").await;
}

#[tokio::test]
async fn s26_languages_write_dates_in_their_own_manner() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let links = journey::share(&Browser::start().await, &server, &[report(folder.path(), 1000)]).await;
    // A browser of the United States: the day still stands before the month.
    let browser = Browser::start_with(&["--accept-lang=en-US", "--lang=en-US"]).await;
    browser.go(&links.share).await;
    browser.see("open").await;
    for (code, locale) in CODES.map(|code| (code, if code == "en" { "en-GB" } else { code })) {
        choose(&browser, code).await;
        let date = browser
            .run(&format!(
                "return new Date(Date.now() + 7 * 864e5)
                    .toLocaleDateString('{locale}', {{ weekday: 'long', day: 'numeric', month: 'long' }})"
            ))
            .await;
        let date = date.as_str().unwrap();
        until(&format!("{date} can be read"), async || browser.try_text().await?.contains(date).then_some(())).await;
    }
}

/// What is wider than the window, or than the button that it stands in.
const TOO_WIDE: &str = "
    const wide = [...document.querySelectorAll('button, a, h1, h2, .pill, .choice-option span, select')]
        .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
        .filter((element) => getComputedStyle(element).display !== 'inline')
        .map((element) => element.innerText);
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) {
        const out = [...document.querySelectorAll('.app *')]
            .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1);
        wide.push(`page of ${page.scrollWidth}: ${out.map((element) => `${element.className} ${element.innerText}`).join(' | ')}`);
    }
    return wide;";

/// Looks at what is shown now in every language.
async fn fits(browser: &Browser, what: &str, wrong: &mut Vec<String>) {
    for code in CODES {
        choose(browser, code).await;
        // The choice of the language says that it is there before the page is drawn again.
        until("the page is drawn", async || (browser.value("language").await == code).then_some(())).await;
        let wide = browser.run(TOO_WIDE).await;
        for element in wide.as_array().unwrap_or_else(|| panic!("{wide}")) {
            wrong.push(format!("{what} in {code}: {element}"));
        }
    }
}

#[tokio::test]
async fn s26_languages_fit_the_smallest_phone() {
    let server = Server::start(&["--senders", "invite"]).await;
    let open = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let long = folder.path().join("Entlassungsbericht_Kinderradiologie_linkes_Sprunggelenk_in_zwei_Ebenen.pdf");
    std::fs::copy(fixture("report.pdf"), &long).unwrap();
    let browser = Browser::start().await;
    let phone = json!({"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": true});
    browser.cdp("Emulation.setDeviceMetricsOverride", phone).await;
    let mut wrong = Vec::new();
    for address in ["/", "/join", "/signed-in", "/shares", "/nothing"] {
        browser.go(&format!("{}{address}", server.origin())).await;
        fits(&browser, address, &mut wrong).await;
    }
    for address in ["/about", "/s/abc", "/"] {
        browser.go(&format!("{}{address}", open.origin())).await;
        fits(&browser, &format!("open {address}"), &mut wrong).await;
    }
    browser.choose("file-input", &[long, fixture("photo.jpg")]).await;
    browser.see("lock").await;
    fits(&browser, "the form", &mut wrong).await;
    browser.press("lock").await;
    let links = journey::links(&browser).await;
    fits(&browser, "the link", &mut wrong).await;
    browser.go(&links.share).await;
    browser.see("open").await;
    fits(&browser, "before opening", &mut wrong).await;
    browser.press("open").await;
    browser.see("file-card").await;
    fits(&browser, "opened", &mut wrong).await;
    browser.go(&links.manage).await;
    browser.see("manage").await;
    fits(&browser, "managing", &mut wrong).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
