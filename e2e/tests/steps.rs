//! How many steps the journeys take.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use phial_e2e::browser::{Browser, Engine, Screen};
use phial_e2e::files::fixture;
use phial_e2e::server::Server;

/// From a photo to its link in at most four taps: the button for the camera or the files, the photo itself, "Lock", and "Copy link". The link is
/// there after three.
#[tokio::test]
async fn s14_from_a_photo_to_its_link_in_four_taps() {
    let server = Server::start(&[]).await;
    let browser = Browser::start_on(Engine::Chromium, Screen::Phone).await;
    browser.go(&server.origin()).await;
    // The system's own dialog is between these two: one tap opens it, one chooses.
    let choosing = 1;
    browser.choose("file-input", &[fixture("photo.jpg")]).await;
    browser.press("lock").await;
    browser.see("share-link").await;
    browser.press("copy-link").await;
    let taps = choosing + browser.taps();
    assert!(taps <= 4, "{taps} taps");
}

/// From the message with the link to the picture in at most two: the link itself, and "Open".
#[tokio::test]
async fn s15_from_a_link_to_the_picture_in_two_taps() {
    let server = Server::start(&[]).await;
    let links = phial_e2e::command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start_on(Engine::Chromium, Screen::Phone).await;
    let tap_on_the_link = 1;
    browser.go(&links.share).await;
    browser.press("open").await;
    let picture = browser.see("preview-image").await;
    let decoded = "const image = arguments[0].querySelector('img'); return image.complete && image.naturalWidth > 0";
    phial_e2e::wait::until("the picture is drawn", async || {
        let drawn = browser.driver.execute(decoded, vec![picture.to_json().unwrap()]).await.unwrap();
        (*drawn.json() == true).then_some(())
    })
    .await;
    let taps = tap_on_the_link + browser.taps();
    assert!(taps <= 2, "{taps} taps");
}
