//! How people know from whom it is: name, logo, colours, telephone, and two words that both sides see.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use phial_e2e::browser::Browser;
use phial_e2e::files::fixture;
use phial_e2e::server::Server;
use phial_e2e::{command_line, journey};
use serde_json::json;

/// The value of an attribute of the element with this `data-test`.
async fn attribute(browser: &Browser, element: &str, name: &str) -> String {
    browser.see(element).await.attr(name).await.unwrap().unwrap_or_default()
}

async fn two_words(browser: &Browser) -> String {
    browser.see("check-words").await.text().await.unwrap()
}

#[tokio::test]
async fn a_recipient_sees_who_sends_and_whom_to_call() {
    let server = Server::of_an_organisation().await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start().await;
    browser.go(&links.share).await;
    assert_eq!(attribute(&browser, "call", "href").await, "tel:+390212345678");
    assert_eq!(attribute(&browser, "site-web", "href").await, "https://www.san-luca.example/");
    browser.see("site-logo").await;
    let loaded = "return document.querySelector('[data-test=site-logo]').naturalWidth";
    phial_e2e::wait::until("the logo is shown", async || (browser.try_run(loaded).await? == 192).then_some(())).await;
    let text = browser.text().await;
    assert!(text.contains("Ospedale San Luca") && text.contains("+39 02 1234 5678"), "{text}");
    let title = browser.run("return document.title").await.to_string();
    assert!(title.contains("Ospedale San Luca"), "{title}");
}

#[tokio::test]
async fn the_colours_are_the_organisations_in_both_themes() {
    let server = Server::of_an_organisation().await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start().await;
    let button = "return getComputedStyle(document.querySelector('[data-test=open]')).backgroundColor";
    let mut seen = Vec::new();
    for theme in ["light", "dark"] {
        let features = json!([{"name": "prefers-color-scheme", "value": theme}, {"name": "prefers-reduced-motion", "value": "reduce"}]);
        browser.cdp("Emulation.setEmulatedMedia", json!({"features": features})).await;
        browser.go(&links.share).await;
        browser.see("open").await;
        seen.push(browser.run(button).await.as_str().unwrap().to_owned());
    }
    assert_eq!(seen[0], "rgb(122, 31, 92)");
    let lightest = seen[1].trim_start_matches("rgb(").split(',').next().unwrap().parse::<u8>().unwrap();
    assert!(lightest > 122, "a lighter one on dark: {}", seen[1]);
}

#[tokio::test]
async fn whoever_cannot_go_on_is_told_whom_to_call() {
    let server = Server::of_an_organisation().await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start().await;
    browser.go(&links.share[..links.share.len() - 5]).await;
    assert_eq!(browser.notice().await, "error-link-cut-short");
    assert_eq!(attribute(&browser, "call", "href").await, "tel:+390212345678");
    command_line::revoke(&links.manage).await.unwrap();
    browser.go(&links.share).await;
    assert_eq!(browser.notice().await, "error-revoked");
    assert_eq!(attribute(&browser, "call", "href").await, "tel:+390212345678");
}

#[tokio::test]
async fn sender_and_recipient_see_the_same_two_words() {
    let server = Server::start(&[]).await;
    let (sender, recipient) = (Browser::start().await, Browser::start().await);
    let mut seen = Vec::new();
    for _ in 0..3 {
        let links = journey::share(&sender, &server, &[fixture("photo.jpg")]).await;
        let words = two_words(&sender).await;
        recipient.go(&links.share).await;
        assert_eq!(two_words(&recipient).await, words);
        assert_eq!(words.split(' ').count(), 2, "{words}");
        recipient.go(&links.manage).await;
        assert!(two_words(&recipient).await.ends_with(&words));
        seen.push(words);
    }
    // Three times the same by chance: one in 16 million.
    assert!(seen.iter().any(|words| *words != seen[0]), "{seen:?}");
    assert!(recipient.all("call").await.is_empty(), "there is nobody to call");
}
