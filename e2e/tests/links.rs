//! Links that do not open, each with its own words, and none of them at the price of a view.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::PathBuf;

use phial_e2e::browser::Browser;
use phial_e2e::files::fixture;
use phial_e2e::journey::{self, Links};
use phial_e2e::owner::Owner;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{api, command_line};
use phial_shared::api::LinkState;
use phial_shared::events::EventKind;
use phial_shared::time::Seconds;

async fn send(server: &Server, settings: &[&str]) -> Links {
    command_line::send(&server.origin(), &[fixture("photo.jpg")], settings).await
}

#[tokio::test]
async fn a_link_that_lost_something_on_its_way_says_what() {
    let server = Server::start(&[]).await;
    let links = send(&server, &["--max-opens", "1"]).await;
    let link = &links.share;
    let (start, key) = link.split_once('#').unwrap();
    let browser = Browser::start().await;
    for (changed, code) in [
        (start.to_owned(), "error-link-no-key"),
        (format!("{start}#"), "error-link-no-key"),
        (link[..link.len() - 5].to_owned(), "error-link-cut-short"),
        (format!("{link}AAAA"), "error-link-altered"),
        (format!("{start}#2{}", &key[1..]), "error-link-newer"),
        (format!("{}/s/short#{key}", server.origin()), "error-link-altered"),
        (format!("{}/nowhere", server.origin()), "error-page-not-found"),
    ] {
        browser.go(&changed).await;
        assert_eq!(browser.notice().await, code, "{changed}");
    }
    // A mistyped key is known only when it is tried.
    let other = if key.ends_with('A') { 'E' } else { 'A' };
    journey::open(&browser, &format!("{}{other}", &link[..link.len() - 1])).await;
    assert_eq!(browser.notice().await, "error-wrong-proof");
    let unknown = format!("{}/s/{}#{key}", server.origin(), phial_shared::ids::LinkId::random());
    browser.go(&unknown).await;
    assert_eq!(browser.notice().await, "error-unknown-link");
    assert_eq!(api::link_status(&links.share).await.opens_left, Some(1), "none of this took the view");
    journey::open_and_see(&browser, link).await;
}

#[tokio::test]
async fn the_key_is_not_left_in_the_address_bar_or_the_history() {
    let server = Server::start(&[]).await;
    let links = send(&server, &[]).await;
    let browser = Browser::start().await;
    journey::open_and_see(&browser, &links.share).await;
    let address = browser.run("return location.href + ' ' + history.length").await.to_string();
    assert!(!address.contains('#'), "{address}");
    let stored = browser
        .run("return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, history.state])")
        .await;
    assert_eq!(stored.as_str().unwrap(), r#"[[],[],"",null]"#);
}

#[tokio::test]
async fn a_link_that_is_over_says_so_and_opens_nothing() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;

    let once = send(&server, &["--max-opens", "1"]).await;
    journey::open_and_see(&browser, &once.share).await;
    browser.go(&once.share).await;
    assert_eq!(browser.notice().await, "error-exhausted");

    let taken_back = send(&server, &[]).await;
    command_line::revoke(&taken_back.manage).await.unwrap();
    browser.go(&taken_back.share).await;
    assert_eq!(browser.notice().await, "error-revoked");

    let short = send(&server, &["--expires", "1s"]).await;
    until("the link has expired", async || {
        (api::link_status(&short.share).await.state == LinkState::Expired).then_some(())
    })
    .await;
    browser.go(&short.share).await;
    assert_eq!(browser.notice().await, "error-expired");
}

#[tokio::test]
async fn s2_of_two_tabs_that_open_at_once_one_gets_the_only_view() {
    let server = Server::start(&[]).await;
    let links = send(&server, &["--max-opens", "1"]).await;
    let (one, two) = (Browser::start().await, Browser::start().await);
    one.go(&links.share).await;
    two.go(&links.share).await;
    tokio::join!(one.press("open"), two.press("open"));
    let outcome = async |browser: &Browser| {
        until("files or a notice", async || {
            let opened = !browser.all("file-card").await.is_empty();
            let refused = browser.try_text().await?.contains("opened as often");
            (opened || refused).then_some(opened)
        })
        .await
    };
    assert_ne!(outcome(&one).await, outcome(&two).await);
}

#[tokio::test]
async fn a_key_in_the_path_still_opens_and_is_reported_and_not_logged() {
    let server = Server::start(&[]).await;
    let links = send(&server, &[]).await;
    let browser = Browser::start().await;
    browser.go(&links.share.replace('#', "%23")).await;
    assert!(!browser.run("return location.href").await.to_string().contains("%23"));
    assert_eq!(browser.notice().await, "key-in-path");
    browser.press("open").await;
    browser.see("file-card").await;
    let kinds = Owner::of(&links.manage).kinds().await;
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::KeyInPath).count(), 1, "{kinds:?}");
    let log = server.log();
    assert!(!log.contains("%23") && !log.contains(links.share.split('#').nth(1).unwrap()), "{log}");
}

#[tokio::test]
async fn s4_the_manage_page_shows_what_happened_and_takes_back() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    let photo = [fixture("photo.jpg")];
    let links = journey::share(&browser, &server, &photo).await;
    journey::open_and_see(&browser, &links.share).await;
    journey::save(&browser, 0, &photo[0]).await;
    until("the save is on the log", async || {
        Owner::of(&links.manage).kinds().await.contains(&EventKind::Saved).then_some(())
    })
    .await;
    journey::take_back(&browser, &server, &links, "photo.jpg").await;
}

/// Where the server keeps the parts of the only share.
fn parts(server: &Server) -> Vec<PathBuf> {
    let mut parts = server.object_files();
    parts.sort();
    parts
}

#[tokio::test]
async fn what_was_changed_in_the_storage_is_refused() {
    type Tamper = fn(&[PathBuf]);
    let ways: [(&str, Tamper); 5] = [
        ("a flipped bit", |parts| {
            let mut bytes = std::fs::read(&parts[0]).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(&parts[0], bytes).unwrap();
        }),
        ("a changed header", |parts| {
            let mut bytes = std::fs::read(&parts[0]).unwrap();
            bytes[9] ^= 1;
            std::fs::write(&parts[0], bytes).unwrap();
        }),
        ("two parts exchanged", |parts| {
            let spare = parts[0].with_extension("spare");
            std::fs::rename(&parts[0], &spare).unwrap();
            std::fs::rename(&parts[1], &parts[0]).unwrap();
            std::fs::rename(&spare, &parts[1]).unwrap();
        }),
        ("a part that became shorter", |parts| {
            let bytes = std::fs::read(&parts[1]).unwrap();
            std::fs::write(&parts[1], &bytes[..bytes.len() - 600_000]).unwrap();
        }),
        ("a part that is gone", |parts| std::fs::remove_file(&parts[1]).unwrap()),
    ];
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("scan.bin");
    phial_e2e::files::write_noise(&scan, 20 << 20, 5);
    let browser = Browser::start().await;
    for (what, tamper) in ways {
        let server = Server::start(&[]).await;
        let links = command_line::send(&server.origin(), std::slice::from_ref(&scan), &[]).await;
        tamper(&parts(&server));
        journey::open_and_see(&browser, &links.share).await;
        journey::press_save(&browser, 0).await;
        let code = browser.notice().await;
        assert!(["error-damaged", "error-server"].contains(&code.as_str()), "{what}: {code}");
        let kept = phial_e2e::files::below(browser.downloads());
        assert_eq!(kept, Vec::<PathBuf>::new(), "{what}: something was saved as if it were whole");
    }
}

#[tokio::test]
async fn nothing_is_live_before_it_is_sealed() {
    let server = Server::start(&[]).await;
    let upload = api::Upload::create(&server.origin(), 1000).await.unwrap();
    assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 409, "a part is missing");
    assert_eq!(upload.put(0).await.unwrap(), 204);
    assert_eq!(upload.open().await.status(), 404);
    assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200);
    assert_eq!(upload.open().await.status(), 200);
}
