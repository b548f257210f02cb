//! S5: the sender takes back, locks, extends and gives more openings after sending, and erases with a receipt.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::PathBuf;

use phial_e2e::api;
use phial_e2e::browser::Browser;
use phial_e2e::files::{fixture, write_noise};
use phial_e2e::journey;
use phial_e2e::owner::Owner;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::api::LinkState;
use phial_shared::events::EventKind;

async fn is(link: &str, state: LinkState) {
    until(&format!("the link is {state:?}"), async || (api::link_status(link).await.state == state).then_some(()))
        .await;
}

#[tokio::test]
async fn s5_a_link_that_is_taken_back_while_it_is_open_gives_no_more() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("scan.bin");
    write_noise(&scan, 64 << 20, 7);
    let links = journey::share(&sender, &server, &[scan]).await;
    let recipient = Browser::start().await;
    journey::open_and_see(&recipient, &links.share).await;

    sender.go(&links.manage).await;
    sender.press("change-link").await;
    sender.press("take-back").await;
    sender.press("take-back-confirm").await;
    is(&links.share, LinkState::Revoked).await;
    // What is on the screen goes by itself.
    assert_eq!(recipient.notice().await, "error-revoked");
    assert!(recipient.all("file-card").await.is_empty());
    recipient.go(&links.share).await;
    assert_eq!(recipient.notice().await, "error-revoked");
}

#[tokio::test]
async fn s5_more_time_and_more_openings_bring_a_link_back() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    journey::choose(&sender, &server, &[fixture("photo.jpg")]).await;
    sender.press("lifetime-0").await;
    sender.press("opens-0").await;
    sender.press("lock").await;
    let links = journey::links(&sender).await;
    let recipient = Browser::start().await;
    journey::open_and_see(&recipient, &links.share).await;
    is(&links.share, LinkState::Exhausted).await;
    let before = api::link_status(&links.share).await;

    sender.go(&links.manage).await;
    sender.press("change-link").await;
    // After "as it is": an hour, a day; once more, three more times.
    sender.press("new-lifetime-2").await;
    sender.press("new-opens-2").await;
    sender.press("save-limits").await;
    is(&links.share, LinkState::Live).await;
    let after = api::link_status(&links.share).await;
    assert_eq!(after.opens_left, Some(3));
    assert!(after.expires_at.0 - before.expires_at.0 >= 22 * 3600);
    let fresh = Browser::start().await;
    journey::open_and_see(&fresh, &links.share).await;

    sender.press("change-link").await;
    sender.press("new-lifetime-1").await;
    sender.press("save-limits").await;
    until("the link is shorter", async || {
        (api::link_status(&links.share).await.expires_at < after.expires_at).then_some(())
    })
    .await;
    let kinds = Owner::of(&links.manage).kinds().await;
    for kind in [EventKind::Extended, EventKind::OpensRaised, EventKind::Shortened] {
        assert!(kinds.contains(&kind), "{kind:?} in {kinds:?}");
    }
}

#[tokio::test]
async fn s5_a_link_is_locked_for_now_and_unlocked() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let links = journey::share(&sender, &server, &[fixture("photo.jpg")]).await;
    sender.go(&links.manage).await;
    sender.press("change-link").await;
    sender.press("lock-now").await;
    is(&links.share, LinkState::Locked).await;
    let recipient = Browser::start().await;
    recipient.go(&links.share).await;
    assert_eq!(recipient.notice().await, "error-locked");
    sender.press("change-link").await;
    sender.press("unlock").await;
    is(&links.share, LinkState::Live).await;
    journey::open_and_see(&recipient, &links.share).await;
}

#[tokio::test]
async fn s5_everything_is_erased_with_a_receipt() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let links = journey::share(&sender, &server, &[fixture("photo.jpg")]).await;
    sender.go(&links.manage).await;
    sender.press("erase").await;
    sender.press("erase-confirm").await;
    sender.see("receipt").await;
    assert_eq!([server.object_files(), server.key_files()].concat(), Vec::<PathBuf>::new());
    is(&links.share, LinkState::Revoked).await;
    until("the erasure is on the log, live", async || {
        let last = sender.all("log-line").await.into_iter().next()?;
        last.attr("data-code").await.ok()?.filter(|code| code == "erased")
    })
    .await;
    assert!(sender.all("change-link").await.is_empty() && sender.all("add-recipient").await.is_empty());
}
