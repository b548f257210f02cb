//! S4: the sender sees live who did what, in plain words, and can keep it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::PathBuf;

use phial_e2e::browser::Browser;
use phial_e2e::files::fixture;
use phial_e2e::journey::{self, Links};
use phial_e2e::search::{Needle, find};
use phial_e2e::server::Server;
use phial_e2e::wait::until;

const LABEL: &str = "Dr Anna Rossi, dermatology";

async fn share_with_label(sender: &Browser, server: &Server, files: &[PathBuf]) -> Links {
    journey::choose(sender, server, files).await;
    sender.write("recipient", LABEL).await;
    sender.press("lock").await;
    journey::links(sender).await
}

/// The line of this kind on the manage page, once it is there.
async fn line(sender: &Browser, kind: &str) -> String {
    until(&format!("a line of {kind}"), async || {
        for line in sender.all("log-line").await {
            if line.attr("data-code").await.ok()?.as_deref() == Some(kind) {
                return line.text().await.ok();
            }
        }
        None
    })
    .await
}

#[tokio::test]
async fn s4_the_sender_sees_live_what_the_recipient_does() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let report = fixture("report.pdf");
    let links = share_with_label(&sender, &server, std::slice::from_ref(&report)).await;
    sender.go(&links.manage).await;
    sender.see("log-intact").await;
    sender.run("window.loadedOnce = true").await;

    let recipient = Browser::start().await;
    journey::open_and_see(&recipient, &links.share).await;
    assert!(line(&sender, "opened").await.ends_with(&format!("Opened from the link for {LABEL}")));
    journey::save(&recipient, 0, &report).await;
    assert!(line(&sender, "saved").await.ends_with(&format!("{LABEL} saved report.pdf")));
    sender.see("log-intact").await;
    assert_eq!(sender.run("return window.loadedOnce").await, true, "the page was not loaded again");
}

#[tokio::test]
async fn s4_the_log_is_kept_as_a_table_and_as_json_with_names_that_the_server_never_had() {
    let server = Server::start(&[]).await;
    let sender = Browser::start().await;
    let links = share_with_label(&sender, &server, &[fixture("report.pdf")]).await;
    let recipient = Browser::start().await;
    journey::open_and_see(&recipient, &links.share).await;
    journey::save(&recipient, 0, &fixture("report.pdf")).await;
    sender.go(&links.manage).await;
    line(&sender, "saved").await;

    sender.press("save-csv").await;
    let table = saved(&sender, "phial-log.csv").await;
    let saved_line = table.lines().find(|line| line.contains(",saved,")).unwrap();
    assert!(saved_line.contains(&format!("\"{LABEL}\",report.pdf")), "{saved_line}");
    sender.press("save-json").await;
    let log: serde_json::Value = serde_json::from_str(&saved(&sender, "phial-log.json").await).unwrap();
    let events = log["events"].as_array().unwrap();
    let opened = events.iter().find(|event| event["event"] == "opened").unwrap();
    assert_eq!((&opened["recipient"], &log["intact"]), (&LABEL.into(), &true.into()));
    assert_eq!(table.lines().count(), events.len() + 1);

    assert_eq!(
        find(server.folder(), &[Needle::new("the label", LABEL), Needle::new("part of it", "Rossi, derma")]),
        Vec::<String>::new()
    );
}

/// The text of a file that the page has saved, once it is whole.
async fn saved(browser: &Browser, name: &str) -> String {
    until(&format!("{name} is saved"), async || {
        let text = std::fs::read_to_string(browser.downloads().join(name)).ok()?;
        text.ends_with(['\n', '}']).then_some(text)
    })
    .await
}
