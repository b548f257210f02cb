//! Links by which one may only look: the page shows, and offers no way to save or print.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use phial_e2e::browser::{Browser, Engine, Screen};
use phial_e2e::files::fixture;
use phial_e2e::journey::{self, Links};
use phial_e2e::owner::Owner;
use phial_e2e::search::{find, of_file, of_links};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{api, command_line};
use phial_shared::events::EventKind;
use serde_json::json;
use thirtyfour::Key;

/// Nothing in the page saves or prints, and no button says so.
async fn assert_no_way_to_save(browser: &Browser) {
    for way in ["save", "print"] {
        let found = browser.all(way).await;
        assert!(found.is_empty(), "{} of {way}", found.len());
    }
}

/// What the browser itself offers for a picture, by its name; those that the page does not allow.
async fn ways_that_are_shut(browser: &Browser, css: &str) -> Vec<String> {
    let script = format!(
        "const of = (name, kind, more) => [name, new kind(name, {{ bubbles: true, cancelable: true, ...more }})];
        return [of('contextmenu', Event), of('dragstart', Event), of('copy', Event),
            of('keydown', KeyboardEvent, {{ key: 's', ctrlKey: true }}), of('keydown', KeyboardEvent, {{ key: 'Tab' }})]
            .filter(([, event]) => !document.querySelector('{css}').dispatchEvent(event)).map(([name]) => name);"
    );
    serde_json::from_value(browser.run(&script).await).unwrap()
}

async fn what_was_sent_to_be_looked_at_is_shown_and_not_saved(engine: Engine, screen: Screen) {
    let server = Server::start(&[]).await;
    let sent = [fixture("photo.jpg"), fixture("report.pdf")];
    let sender = Browser::start_on(engine, screen).await;
    journey::choose(&sender, &server, &sent).await;
    sender.press("view-only").await;
    until("it is said what it does not do", async || {
        sender.try_text().await?.contains("photograph of the screen").then_some(())
    })
    .await;
    sender.press("lock").await;
    let links = journey::links(&sender).await;
    assert!(links.share.contains("#1v."), "it is a link of this kind");
    sender.see("view-only").await;

    let recipient = Browser::start_on(engine, screen).await;
    recipient.go(&links.share).await;
    // Before anything is counted.
    recipient.see("view-only").await;
    recipient.press("open").await;
    recipient.see("preview-image").await;
    recipient.see("view-only").await;
    assert_no_way_to_save(&recipient).await;
    recipient.press("preview-image").await;
    recipient.see("picture").await;
    assert_no_way_to_save(&recipient).await;
    let shut = ["contextmenu", "dragstart", "copy", "keydown"];
    assert_eq!(ways_that_are_shut(&recipient, ".picture-image").await, shut);
    // A phone has no room for the buttons at the sides.
    recipient.press_key(Key::Right).await;
    recipient.see("pdf-drawn").await;
    assert_no_way_to_save(&recipient).await;

    let needles = sent.iter().flat_map(|file| of_file(file)).chain(of_links(&links.share, &links.manage));
    assert_eq!(find(server.folder(), &needles.collect::<Vec<_>>()), Vec::<String>::new());

    // Whoever leaves it for a link that may be saved has everything back.
    let other = command_line::send(&server.origin(), &sent[..1], &[]).await;
    journey::open_and_see(&recipient, &other.share).await;
    recipient.see("save").await;
    recipient.see("preview-image").await;
    assert_eq!(ways_that_are_shut(&recipient, "img").await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_sent_to_be_looked_at_is_shown_and_not_saved_in_chromium() {
    what_was_sent_to_be_looked_at_is_shown_and_not_saved(Engine::Chromium, Screen::Phone).await;
}

#[tokio::test]
async fn what_was_sent_to_be_looked_at_is_shown_and_not_saved_in_firefox() {
    what_was_sent_to_be_looked_at_is_shown_and_not_saved(Engine::Firefox, Screen::Desktop).await;
}

#[tokio::test]
async fn what_was_sent_to_be_looked_at_is_shown_and_not_saved_in_webkit() {
    what_was_sent_to_be_looked_at_is_shown_and_not_saved(Engine::WebKit, Screen::Desktop).await;
}

async fn send(server: &Server, files: &[PathBuf]) -> Links {
    command_line::send(&server.origin(), files, &["--view-only", "--max-opens", "1"]).await
}

#[tokio::test]
async fn a_link_to_look_is_not_turned_into_another_by_changing_its_text() {
    let server = Server::start(&[]).await;
    let links = send(&server, &[fixture("photo.jpg")]).await;
    let browser = Browser::start().await;
    journey::open(&browser, &links.share.replace("#1v.", "#1")).await;
    assert_eq!(browser.notice().await, "error-wrong-proof");
    let folder = tempfile::tempdir().unwrap();
    let refused = command_line::open(&links.share, folder.path()).await.unwrap_err();
    assert!(refused.contains("Open the link in a browser"), "{refused}");
    assert_eq!(api::link_status(&links.share).await.opens_left, Some(1), "none of this took the view");
    journey::open_and_see(&browser, &links.share).await;
}

#[tokio::test]
async fn the_printer_gets_nothing_of_what_may_only_be_looked_at() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    let photo = [fixture("photo.jpg")];
    let to_look = send(&server, &photo).await;
    let to_keep = command_line::send(&server.origin(), &photo, &[]).await;
    for (link, printed) in [(&to_look.share, "none"), (&to_keep.share, "block")] {
        journey::open_and_see(&browser, link).await;
        browser.cdp("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
        assert!(browser.run("return getComputedStyle(document.body).display").await == printed, "{printed}");
        browser.cdp("Emulation.setEmulatedMedia", json!({"media": ""})).await;
    }
}

/// A file of a kind that no page shows.
fn letter(folder: &Path) -> PathBuf {
    let letter = folder.join("letter.docx");
    std::fs::write(&letter, "PK\x03\x04 what a word processor writes").unwrap();
    letter
}

#[tokio::test]
async fn what_cannot_be_shown_is_pointed_out_to_both() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let (photo, letter) = (fixture("photo.jpg"), letter(folder.path()));
    let browser = Browser::start().await;
    journey::choose(&browser, &server, std::slice::from_ref(&photo)).await;
    browser.press("view-only").await;
    until("the choice is drawn", async || browser.try_text().await?.contains("photograph of the screen").then_some(()))
        .await;
    assert!(!browser.has("not-shown").await, "a photo can be shown");
    browser.choose("file-input", std::slice::from_ref(&letter)).await;
    assert!(browser.see("not-shown").await.text().await.unwrap().contains("letter.docx"));
    browser.press("lock").await;
    let links = journey::links(&browser).await;

    journey::open_and_see(&browser, &links.share).await;
    browser.press("preview-image").await;
    browser.press("next").await;
    until("it is said whom to ask", async || {
        browser.try_text().await?.contains("ask them for a link by which you can save it").then_some(())
    })
    .await;
    assert_no_way_to_save(&browser).await;
}

#[tokio::test]
async fn a_second_lock_and_a_later_recipient_who_may_only_look() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    journey::choose(&browser, &server, &[fixture("photo.jpg")]).await;
    browser.press(journey::CODE).await;
    browser.press("view-only").await;
    browser.press("lock").await;
    let (links, code) = (journey::links(&browser).await, browser.value("code").await);
    journey::enter_code(&browser, &links.share, &code).await;
    browser.see("preview-image").await;
    assert_no_way_to_save(&browser).await;

    browser.go(&links.manage).await;
    browser.press("add-recipient").await;
    browser.write("recipient", "Mrs Bianchi").await;
    browser.press("view-only").await;
    browser.press("make-link").await;
    let added = browser.value("share-link").await;
    assert!(added.contains("#1v."));
    let lines = "return [...document.querySelectorAll('[data-test=link-state]')].map((line) => line.innerText)";
    let lines = until("both links are listed", async || {
        let lines: Vec<String> = serde_json::from_value(browser.try_run(lines).await?).ok()?;
        (lines.len() == 2).then_some(lines)
    })
    .await;
    assert!(lines.iter().all(|line| line.contains("only to look")), "{lines:?}");

    journey::open_and_see(&browser, &added).await;
    browser.see("preview-image").await;
    let looked = until("both were looked at", async || {
        let kinds = Owner::of(&links.manage).kinds().await;
        (kinds.iter().filter(|kind| **kind == EventKind::Viewed).count() == 2).then_some(kinds)
    })
    .await;
    assert!(!looked.contains(&EventKind::Saved), "{looked:?}");
}
