//! S6: one share, many recipients, each with an own link, name, lock, limits and lines on the log.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use phial_e2e::api;
use phial_e2e::browser::Browser;
use phial_e2e::files::{assert_same, fixture};
use phial_e2e::journey::{self, enter_code};
use phial_e2e::owner::Owner;
use phial_e2e::search::{Needle, find, of_file, of_links};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::api::LinkState;

/// The values of all fields of this name.
async fn values(browser: &Browser, name: &str) -> Vec<String> {
    let mut values = Vec::new();
    for field in browser.all(name).await {
        // Other names begin in the same way.
        if field.attr("data-test").await.unwrap().as_deref() == Some(name) {
            values.push(field.value().await.unwrap().unwrap());
        }
    }
    values
}

/// Sends a photo to three: without a lock, with a code and other limits, with a password. Gives the links and the manage link.
async fn to_three(sender: &Browser, server: &Server) -> (Vec<String>, String) {
    journey::choose(sender, server, &[fixture("photo.jpg")]).await;
    sender.write("recipient", "Anna Patient").await;
    sender.press("add-recipient").await;
    sender.write("recipient", "Dr Rossi").await;
    sender.press(journey::CODE).await;
    sender.press("own-limits").await;
    sender.press("own-opens-0").await;
    sender.press("add-recipient").await;
    sender.write("recipient", "Ward tablet").await;
    sender.press(journey::PASSPHRASE).await;
    sender.write("passphrase", "blue heron").await;
    sender.press("lock").await;
    let manage = journey::links(sender).await.manage;
    (values(sender, "share-link").await, manage)
}

#[tokio::test]
async fn s6_each_recipient_has_a_link_a_lock_and_limits_of_their_own() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let (links, manage) = to_three(&sender, &server).await;
    let codes = values(&sender, "code").await;
    assert_eq!((links.len(), codes.len()), (3, 2), "a code and a password");

    let share = Owner::of(&manage).share().await;
    assert_eq!(share.links.iter().map(|link| link.max_opens).collect::<Vec<_>>(), [Some(3), Some(1), Some(3)]);
    let photo = fixture("photo.jpg");
    let recipient = Browser::start().await;
    journey::open_and_see(&recipient, &links[0]).await;
    enter_code(&recipient, &links[1], &codes[0]).await;
    assert_same(&photo, &journey::save(&recipient, 0, &photo).await);
    recipient.go(&links[2]).await;
    recipient.write("passphrase-input", "Blue Heron").await;
    recipient.press("open").await;
    recipient.see("file-card").await;

    // One is taken back; the others go on.
    sender.go(&manage).await;
    until("all names are there", async || {
        let text = sender.try_text().await?;
        ["Anna Patient", "Dr Rossi", "Ward tablet"].iter().all(|name| text.contains(name)).then_some(())
    })
    .await;
    sender.press("change-link").await;
    sender.press("take-back").await;
    sender.press("take-back-confirm").await;
    until("the first is taken back", async || {
        (api::link_status(&links[0]).await.state == LinkState::Revoked).then_some(())
    })
    .await;
    assert_eq!(api::link_status(&links[2]).await.state, LinkState::Live);

    let mut needles = of_file(&photo);
    needles.extend(links.iter().flat_map(|link| of_links(link, &manage)));
    for name in ["Anna Patient", "Dr Rossi", "Ward tablet", "blue heron"] {
        needles.push(Needle::new(name, name));
    }
    assert_eq!(find(server.folder(), &needles), Vec::<String>::new());
}

#[tokio::test]
async fn s6_a_recipient_is_added_later_without_the_files() {
    let server = Server::start(&[]).await;
    let photo = fixture("photo.jpg");
    let links = journey::share(&Browser::start().await, &server, std::slice::from_ref(&photo)).await;

    // In another browser, with nothing but the manage link.
    let sender = Browser::start().await;
    sender.go(&links.manage).await;
    sender.press("add-recipient").await;
    sender.write("recipient", "Prof. Bianchi").await;
    sender.press(journey::CODE).await;
    sender.press("make-link").await;
    let (added, code) = (sender.value("share-link").await, sender.value("code").await);
    until("the new line is on the log", async || {
        sender.try_text().await?.contains("A link for Prof. Bianchi was added").then_some(())
    })
    .await;
    let recipient = Browser::start().await;
    enter_code(&recipient, &added, &code).await;
    recipient.see("file-card").await;
    assert_same(&photo, &journey::save(&recipient, 0, &photo).await);
    let needles = [Needle::new("the name", "Prof. Bianchi")];
    assert_eq!(find(server.folder(), &needles), Vec::<String>::new());
}
