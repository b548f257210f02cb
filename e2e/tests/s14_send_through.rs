//! S14: the link goes through WhatsApp, SMS, e-mail, a QR code or the system's sheet, with words that reveal nothing, and the
//! code never with it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use phial_e2e::browser::Browser;
use phial_e2e::files::fixture;
use phial_e2e::journey::{self, share_with_code};
use phial_e2e::server::Server;
use phial_e2e::wait::until;

/// The text that a button hands on, as the other program reads it.
async fn text_of(browser: &Browser, button: &str) -> String {
    let href = browser.see(button).await.attr("href").await.unwrap().unwrap();
    let script = format!("return decodeURIComponent({})", serde_json::json!(href));
    browser.run(&script).await.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn s14_the_ready_text_carries_the_link_and_nothing_else() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    journey::choose(&sender, &server, &[fixture("photo.jpg")]).await;
    sender.write("recipient", "Dr Rossi, oncology").await;
    sender.write("from", "Dr Verdi").await;
    sender.write("note", "the melanoma of Mrs Neri").await;
    sender.press("lock").await;
    let links = journey::links(&sender).await;
    for (button, start) in
        [("link-whatsapp", "https://wa.me/?text="), ("link-sms", "sms:?&body="), ("link-mail", "mailto:?subject=")]
    {
        let text = text_of(&sender, button).await;
        assert!(text.starts_with(start) && text.contains(&links.share), "{text}");
        let rest = text.replace(&links.share, "");
        for word in ["photo", "Rossi", "oncology", "Verdi", "melanoma", "Neri", &links.manage] {
            assert!(!rest.contains(word), "{word} in {rest}");
        }
    }
    sender.press("show-qr").await;
    sender.see("qr").await;
}

#[tokio::test]
async fn s14_the_code_is_never_in_one_text_with_the_link_nor_offered_the_same_way() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let (links, code) = share_with_code(&sender, &server, &[fixture("photo.jpg")]).await;
    let key = links.share.split('#').nth(1).unwrap();
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    for way in ["whatsapp", "sms", "mail"] {
        let link_text = text_of(&sender, &format!("link-{way}")).await;
        assert!(!link_text.replace(&links.share, "").contains(&code[..3]), "{link_text}");
        let code_text = text_of(&sender, &format!("code-{way}")).await;
        assert!(code_text.contains(&spaced) && !code_text.contains(key), "{code_text}");
    }
    let card = sender.see("made-link").await.outer_html().await.unwrap();
    assert!(!card.replace(&links.share, "").contains(&code), "the code is not in the card of the link");
    let lock_card = sender.see("lock-card").await.outer_html().await.unwrap();
    assert!(!lock_card.contains(key), "the link is not in the card of the code");

    // The link went by e-mail: the code goes another way. (The click itself would leave to the mail program.)
    sender
        .run("document.querySelector('[data-test=link-mail]').addEventListener('click', (e) => e.preventDefault())")
        .await;
    sender.press("link-mail").await;
    sender.see("other-way").await;
    until("e-mail is not offered for the code", async || sender.all("code-mail").await.is_empty().then_some(())).await;
    sender.see("code-sms").await;
}
