//! Who may send (S23), and what the operator asks of them (S24), in Chromium and with a real identity provider.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::process::Command;

use phial_e2e::browser::Browser;
use phial_e2e::files::{assert_same, fixture};
use phial_e2e::identity::{CLIENT_ID, CLIENT_SECRET, IdentityProvider};
use phial_e2e::journey;
use phial_e2e::search::{self, Needle};
use phial_e2e::server::{Server, free_port};
use phial_e2e::wait::until;
use thirtyfour::By;

async fn with_provider() -> (Server, IdentityProvider) {
    let port = free_port();
    let provider = IdentityProvider::start(&format!("http://127.0.0.1:{port}"));
    let settings = [
        format!("--public-url=http://127.0.0.1:{port}"),
        format!("--oidc-issuer={}", provider.issuer()),
        format!("--oidc-client-id={CLIENT_ID}"),
        format!("--oidc-client-secret={CLIENT_SECRET}"),
        "--senders=oidc".to_owned(),
        "--oidc-scopes=groups".to_owned(),
        "--oidc-sender-groups=clinicians".to_owned(),
        "--site-name=St Mary's Hospital".to_owned(),
    ];
    let server = Server::start_on(port, &settings.each_ref().map(String::as_str)).await;
    (server, provider)
}

/// Presses "Sign in", and does what the provider's own pages ask for.
async fn sign_in(browser: &Browser, login: &str) {
    browser.press("sign-in").await;
    let field = async |name: &str| {
        until(&format!("the field {name}"), async || browser.driver.find(By::Name(name)).await.ok()).await
    };
    field("login").await.send_keys(login).await.unwrap();
    field("password").await.send_keys("anything").await.unwrap();
    press_submit(browser).await;
    // The provider asks whether this server may know who it is.
    until("the question of consent", async || {
        let asked = browser.driver.find(By::Css("input[name=prompt][value=consent]")).await;
        asked.ok()
    })
    .await;
    press_submit(browser).await;
}

async fn press_submit(browser: &Browser) {
    browser.driver.find(By::Css("button[type=submit]")).await.unwrap().click().await.unwrap();
}

/// S23: whoever is in the right group signs in at the organisation's own provider, sends, sees what was sent, and erases it.
#[tokio::test]
async fn s23_a_clinician_signs_in_and_sends() {
    let (server, mut provider) = with_provider().await;
    let browser = Browser::start().await;
    browser.go(&server.origin()).await;
    browser.see("sign-in-card").await;
    sign_in(&browser, "anna@clinicians").await;
    browser.see("signed-in").await;
    // Neither the code nor the state is left in the address, and no script can read the cookie.
    assert_eq!(browser.driver.current_url().await.unwrap().as_str(), format!("{}/", server.origin()));
    assert_eq!(browser.run("return document.cookie").await, "");

    let photo = fixture("photo.jpg");
    browser.choose("file-input", std::slice::from_ref(&photo)).await;
    browser.press("lock").await;
    let links = journey::links(&browser).await;
    // A recipient opens without signing in.
    let recipient = Browser::start().await;
    journey::open(&recipient, &links.share).await;
    assert_same(&photo, &journey::save(&recipient, 0, &photo).await);

    browser.go(&format!("{}/shares", server.origin())).await;
    browser.see("own-share").await;
    assert_eq!(browser.driver.find_all(By::Css("[data-test=\"own-share\"]")).await.unwrap().len(), 1);
    browser.press("erase").await;
    browser.press("erase-confirm").await;
    browser.see("receipt").await;
    recipient.go(&links.share).await;
    assert_eq!(recipient.notice().await, "error-revoked");

    browser.press("sign-out").await;
    browser.see("sign-in-card").await;

    // The provider changes its keys: the next sign-in succeeds with the new ones.
    provider.rotate_keys();
    let other = Browser::start().await;
    other.go(&server.origin()).await;
    sign_in(&other, "bert@clinicians").await;
    other.see("signed-in").await;

    let needles = ["anna@clinicians", "anna@clinicians.example", "Anna Rossi", CLIENT_SECRET];
    let needles: Vec<_> = needles.map(|text| Needle::new("who signed in", text)).into_iter().collect();
    assert_eq!(search::find(server.folder(), &needles), Vec::<String>::new());
}

/// S23: whoever is in no group that may send is told so, kindly, and sends nothing.
#[tokio::test]
async fn s23_others_sign_in_and_may_not_send() {
    let (server, _provider) = with_provider().await;
    let browser = Browser::start().await;
    browser.go(&server.origin()).await;
    sign_in(&browser, "carla@visitors").await;
    assert_eq!(browser.notice().await, "error-not-allowed");
    browser.press("to-start").await;
    browser.see("sign-in-card").await;
}

/// S23: an invitation is used once, by a press, and its key leaves the address bar.
#[tokio::test]
async fn s23_an_invitation_lets_one_browser_send() {
    let server = Server::start(&["--senders=invite"]).await;
    let browser = Browser::start().await;
    browser.go(&server.origin()).await;
    browser.see("sign-in-card").await;
    let invited = Command::new(phial_e2e::from_environment("PHIAL_BIN"))
        .args(["invite", "create", "--public-url", &server.origin(), "--data"])
        .arg(server.data())
        .output()
        .unwrap();
    let link = String::from_utf8(invited.stdout).unwrap().trim().to_owned();
    // Whoever only looks, as a mail scanner does, does not use it up.
    Browser::start().await.go(&link).await;
    browser.go(&link).await;
    browser.see("join-card").await;
    assert_eq!(browser.driver.current_url().await.unwrap().as_str(), format!("{}/join", server.origin()));
    browser.press("join").await;
    browser.see("signed-in").await;
    let links = journey::share(&browser, &server, &[fixture("report.pdf")]).await;
    journey::open_and_see(&Browser::start().await, &links.share).await;

    let other = Browser::start().await;
    other.go(&link).await;
    other.press("join").await;
    assert_eq!(other.notice().await, "error-invite-over");
    let token = link.split_once("#1").unwrap().1;
    let needles = [Needle::new("the invitation", token)];
    assert_eq!(search::find(server.folder(), &needles), Vec::<String>::new());
}

/// S24: the operator's rules are in the page before anything is sent.
#[tokio::test]
async fn s24_the_page_keeps_to_the_operators_rules() {
    let rules = ["--preset=italy", "--max-lifetime=2d", "--default-opens=5", "--require-purpose"];
    let server = Server::start(&rules).await;
    let browser = Browser::start().await;
    browser.go(&server.origin()).await;
    browser.choose("file-input", &[fixture("photo.jpg")]).await;
    browser.see("purpose").await;
    assert!(!browser.text().await.contains("7 days"), "longer than the server allows");
    browser.press("lock").await;
    // The browser itself asks for the purpose, and nothing is sent.
    assert_eq!(browser.run("return document.activeElement.dataset.test").await, "purpose");
    assert!(server.object_files().is_empty());
    browser.write("purpose", "a second opinion").await;
    browser.press("lock").await;
    let links = journey::links(&browser).await;
    journey::open_and_see(&Browser::start().await, &links.share).await;
    let needles = [Needle::new("the purpose", "a second opinion")];
    assert_eq!(search::find(server.folder(), &needles), Vec::<String>::new());
}
