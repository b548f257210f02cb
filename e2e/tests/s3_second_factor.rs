//! S3: a second lock, by another channel, which takes part in the key.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use phial_e2e::api;
use phial_e2e::browser::Browser;
use phial_e2e::files::{assert_same, fixture};
use phial_e2e::journey::{self, another_code, enter_code, share_with_code};
use phial_e2e::owner::{self, Owner};
use phial_e2e::search::{Needle, find, of_file, of_secret};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::api::LinkState;
use phial_shared::events::EventKind;
use phial_shared::factor::{Factor, FactorCost, FactorKind};

/// What the page says of a wrong factor, once it does.
async fn said_wrong(browser: &Browser, expected: &str) {
    until(&format!("the page says: {expected}"), async || {
        browser.see("factor-wrong").await.text().await.ok().filter(|text| text.contains(expected))
    })
    .await;
}

#[tokio::test]
async fn s3_a_code_opens_the_link_and_a_wrong_one_takes_a_try_but_no_view() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let photo = fixture("photo.jpg");
    let (links, code) = share_with_code(&sender, &server, std::slice::from_ref(&photo)).await;
    assert_eq!(code.len(), 6);

    let before = api::link_status(&links.share).await;
    let factor = before.factor.unwrap();
    assert_eq!((factor.kind, factor.cost, factor.tries_left), (FactorKind::Code, FactorCost::DEFAULT, 5));

    let recipient = Browser::start().await;
    enter_code(&recipient, &links.share, &another_code(&code)).await;
    said_wrong(&recipient, "4 tries left").await;
    assert_eq!(recipient.value("code-input").await, another_code(&code), "what was typed can be mended");
    let after = api::link_status(&links.share).await;
    assert_eq!(after.opens_left, before.opens_left, "no view was taken");
    assert_eq!(after.factor.unwrap().tries_left, 4);

    // Typed over what is selected, as it is read out, within a sentence.
    recipient.write("code-input", &format!("{} {}", &code[..3], &code[3..])).await;
    recipient.press("open").await;
    recipient.see("file-card").await;
    assert_same(&photo, &journey::save(&recipient, 0, &photo).await);
    let kinds = Owner::of(&links.manage).kinds().await;
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::Refused).count(), 1, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::Opened).count(), 1, "{kinds:?}");
}

#[tokio::test]
async fn s3_what_the_worker_hardens_is_what_this_machine_hardens() {
    let server = Server::start(&[]).await;
    let (links, code) = share_with_code(&Browser::start().await, &server, &[fixture("report.pdf")]).await;
    assert!(owner::open_with(&links.share, &Factor::code(&another_code(&code)).unwrap()).await.is_none());
    assert!(owner::open_with(&links.share, &Factor::code(&code).unwrap()).await.is_some());
}

#[tokio::test]
async fn s3_where_no_worker_starts_the_page_itself_hardens() {
    let server = Server::start(&[]).await;
    let (links, code) = share_with_code(&Browser::start().await, &server, &[fixture("photo.jpg")]).await;
    let recipient = Browser::start().await;
    recipient.before_every_page("delete window.Worker;").await;
    enter_code(&recipient, &links.share, &code).await;
    recipient.see("file-card").await;
    assert_eq!(recipient.run("return typeof Worker").await, "undefined");
}

#[tokio::test]
async fn s3_five_wrong_codes_lock_the_link_until_its_sender_unlocks_it() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let (links, code) = share_with_code(&sender, &server, &[fixture("photo.jpg")]).await;
    let recipient = Browser::start().await;
    recipient.go(&links.share).await;
    for left in (1..5).rev() {
        recipient.write("code-input", &another_code(&code)).await;
        recipient.press("open").await;
        said_wrong(&recipient, if left == 1 { "1 try left" } else { "tries left" }).await;
        until("the try is counted", async || {
            (api::link_status(&links.share).await.factor.unwrap().tries_left == left).then_some(())
        })
        .await;
    }
    recipient.write("code-input", &another_code(&code)).await;
    recipient.press("open").await;
    assert_eq!(recipient.notice().await, "error-locked");
    assert!(owner::open_with(&links.share, &Factor::code(&code).unwrap()).await.is_none(), "not even the right code");
    recipient.go(&links.share).await;
    assert_eq!(recipient.notice().await, "error-locked");

    sender.go(&links.manage).await;
    sender.press("change-link").await;
    sender.press("unlock").await;
    until("the link is live", async || (api::link_status(&links.share).await.state == LinkState::Live).then_some(()))
        .await;
    enter_code(&recipient, &links.share, &code).await;
    recipient.see("file-card").await;
}

#[tokio::test]
async fn s3_a_password_is_the_same_however_it_is_typed_and_nobody_keeps_it() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let photo = [fixture("photo.jpg")];
    journey::choose(&sender, &server, &photo).await;
    sender.press(journey::PASSPHRASE).await;
    sender.write("passphrase", "Blue").await;
    sender.press("lock").await;
    sender.see("lock-wrong").await;
    sender.write("passphrase", " Heron over the lake").await;
    sender.press("lock").await;
    let links = journey::links(&sender).await;

    let recipient = Browser::start().await;
    recipient.go(&links.share).await;
    assert_eq!(recipient.see("passphrase-input").await.attr("type").await.unwrap().as_deref(), Some("password"));
    recipient.press("show-passphrase").await;
    assert_eq!(recipient.see("passphrase-input").await.attr("type").await.unwrap().as_deref(), Some("text"));
    recipient.write("passphrase-input", "green heron over the lake").await;
    recipient.press("open").await;
    said_wrong(&recipient, "4 tries left").await;
    recipient.write("passphrase-input", "  blue HERON  over the lake").await;
    recipient.press("open").await;
    recipient.see("file-card").await;

    let factor = Factor::passphrase("blue heron over the lake").unwrap();
    let (_, link) = owner::recipient(&links.share);
    let hardened = phial_shared::factor::harden(&factor, &link.secret, FactorCost::DEFAULT);
    let mut needles = of_file(&photo[0]);
    needles.extend(["eron over the lake", "blue heron"].map(|words| Needle::new("the password", words)));
    needles.extend(of_secret("the hardened password", hardened.as_bytes()));
    needles.extend(of_secret("the root", link.secret.root_with(&hardened).open_token().as_bytes()));
    assert_eq!(find(server.folder(), &needles), Vec::<String>::new());
}

#[tokio::test]
async fn s3_a_date_of_birth_is_asked_for_in_three_fields() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    journey::choose(&sender, &server, &[fixture("photo.jpg")]).await;
    sender.press(journey::DATE_OF_BIRTH).await;
    for (field, text) in [("birth-day", "31"), ("birth-month", "2"), ("birth-year", "1948")] {
        sender.write(field, text).await;
    }
    sender.press("lock").await;
    sender.see("lock-wrong").await;
    sender.see("birth-month").await.clear().await.unwrap();
    sender.write("birth-month", "03").await;
    sender.press("lock").await;
    let links = journey::links(&sender).await;
    sender.see("lock-card").await;
    assert!(!sender.text().await.contains("1948"), "they know it: it is not shown");

    let recipient = Browser::start().await;
    recipient.go(&links.share).await;
    for (field, text) in [("birth-day", "31"), ("birth-month", "3"), ("birth-year", "48")] {
        recipient.write(field, text).await;
    }
    recipient.press("open").await;
    said_wrong(&recipient, "31/12/1980").await;
    assert_eq!(api::link_status(&links.share).await.factor.unwrap().tries_left, 5, "what cannot be right is not tried");
    recipient.see("birth-year").await.clear().await.unwrap();
    recipient.write("birth-year", "1948").await;
    recipient.press("open").await;
    recipient.see("file-card").await;
}

#[tokio::test]
async fn s3_where_a_lock_is_demanded_the_form_begins_with_a_code() {
    let server = Server::start(&["--require-factor=true"]).await;
    let sender = Browser::start().await;
    journey::choose(&sender, &server, &[fixture("photo.jpg")]).await;
    assert_eq!(sender.all("lock-").await.len(), 3, "there is no way without");
    sender.press("lock").await;
    let links = journey::links(&sender).await;
    assert_eq!(sender.value("code").await.len(), 6);
    assert_eq!(api::link_status(&links.share).await.factor.unwrap().kind, FactorKind::Code);
}
