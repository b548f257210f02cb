//! Links that are wrong, and links that are over.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use phial_shared::api::ErasureReceipt;

use super::factors::{parsed, status};
use super::process::{Ended, Files, Sent, names_in, open, open_args, phial, run, send};
use super::server::Server;

fn share(server: &Server, files: &Files, options: &[&str]) -> Sent {
    send(&server.url(), &[files.file("scan.pdf", "%PDF")], options)
}

fn revoke(link: &str) -> Ended {
    run(["revoke", "--json", link])
}

/// The link with the last but one character of its key changed, which every decoder accepts.
fn with_another_key(link: &str) -> String {
    let (start, end) = link.split_at(link.len() - 2);
    let other = if end.starts_with('A') { 'B' } else { 'A' };
    format!("{start}{other}{}", &end[1..])
}

#[test]
fn a_malformed_link_is_refused_before_any_call() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &[]);
    let (address, key) = sent.link.split_once('#').unwrap();
    for (link, said) in [
        (address.to_owned(), "has no key"),
        (format!("{address}#"), "has no key"),
        (sent.link[..sent.link.len() - 1].to_owned(), "cut short"),
        (format!("{}x", sent.link), "changed on its way"),
        (format!("{address}#9{}", &key[1..]), "newer version"),
        ("hello".to_owned(), "not a Phial link"),
        (sent.manage_link.clone(), "manage link"),
    ] {
        let error = open(&link, &files.path("opened")).failed(2);
        assert!(error.contains(said), "{error}");
        assert!(!error.contains(&key[1..20]), "the error shows the key: {error}");
    }
    assert!(revoke(&sent.link).failed(2).contains("link for a recipient"));
    assert!(revoke(address).failed(2).contains("has no key"));
    assert!(!files.path("opened").exists());
}

#[test]
fn what_was_sent_to_be_looked_at_is_not_saved_and_takes_no_opening() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &["--view-only", "--max-opens", "1"]);
    let (start, secret) = sent.link.split_once("#1v.").unwrap();
    let folder = files.path("opened");
    assert!(open(&sent.link, &folder).failed(5).contains("Open the link in a browser"));
    // Who changes the text of the link has one whose key does not fit.
    assert!(open(&format!("{start}#1{secret}"), &folder).failed(5).contains("key in the link is not the right one"));
    assert!(names_in(&folder).is_empty());
    assert_eq!(status(&server, &parsed(&sent.link)).opens_left, Some(1));
}

#[test]
fn what_programs_do_to_a_link_is_forgiven() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &["--max-opens", "none"]);
    let folder = files.path("opened");
    open(&format!("See <{}>.", sent.link), &folder).succeeded();
    let shown = open(&sent.link.replace('#', "%23"), &folder);
    assert!(shown.stderr.contains("Warning: a program wrote the #"), "{}", shown.stderr);
    shown.succeeded();
    assert_eq!(names_in(&folder), ["scan (2).pdf", "scan.pdf"]);
}

#[test]
fn a_link_can_come_by_standard_input() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &[]);
    let folder = files.path("opened");
    let mut client = phial()
        .args(open_args("-", &folder, &[]))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    client.stdin.take().unwrap().write_all(format!("{}\n", sent.link).as_bytes()).unwrap();
    Ended::from(client.wait_with_output().unwrap()).succeeded();
    assert_eq!(names_in(&folder), ["scan.pdf"]);
}

#[test]
fn a_wrong_key_opens_nothing_and_costs_no_opening() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &["--max-opens", "1"]);
    let folder = files.path("opened");
    let error = open(&with_another_key(&sent.link), &folder).failed(5);
    assert!(error.contains("not the right one"), "{error}");
    assert!(revoke(&with_another_key(&sent.manage_link)).failed(5).contains("does not fit"));
    open(&sent.link, &folder).succeeded();
}

#[test]
fn an_unknown_link_is_said_to_be_unknown() {
    let (server, other, files) = (Server::start(&[]), Server::start(&[]), Files::new());
    let sent = share(&server, &files, &[]);
    let elsewhere = |link: &str| link.replace(&server.url(), &other.url());
    assert!(open(&elsewhere(&sent.link), &files.path("opened")).failed(5).contains("knows no such link"));
    assert!(revoke(&elsewhere(&sent.manage_link)).failed(5).contains("does not know this share"));
}

#[test]
fn a_link_that_is_used_up_is_refused() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &["--max-opens", "1"]);
    open(&sent.link, &files.path("first")).succeeded();
    assert!(open(&sent.link, &files.path("second")).failed(5).contains("as often as it may be"));
    assert!(!files.path("second").exists());
}

#[test]
fn a_link_that_has_expired_is_refused() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &["--expires", "1s", "--max-opens", "none"]);
    let deadline = Instant::now() + Duration::from_secs(60);
    let refused = loop {
        let ended = open(&sent.link, &files.path("opened"));
        if ended.code != Some(0) {
            break ended;
        }
        assert!(Instant::now() < deadline, "the link does not expire");
    };
    assert!(refused.failed(5).contains("has expired"));
}

#[test]
fn a_share_that_was_taken_back_is_gone() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &[]);
    assert_eq!(server.parts().len(), 1);
    let receipt: ErasureReceipt = serde_json::from_str(&revoke(&sent.manage_link).succeeded()).unwrap();
    assert!(server.parts().is_empty());
    assert!(open(&sent.link, &files.path("opened")).failed(5).contains("taken the link back"));
    let again: ErasureReceipt = serde_json::from_str(&revoke(&sent.manage_link).succeeded()).unwrap();
    assert_eq!(again, receipt);
    let shown = run(["revoke", &sent.manage_link]).succeeded();
    assert!(shown.starts_with("Erased: ") && shown.contains(&receipt.share_id.to_string()), "{shown}");
}

#[test]
fn a_server_that_is_not_there_is_said_to_be_unreachable() {
    let (mut server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files, &[]);
    server.kill();
    let ended = run(open_args(&sent.link, &files.path("opened"), &["--patience", "0s"]));
    assert!(ended.failed(7).contains("cannot be reached"));
    assert!(run(["revoke", "--patience", "0s", &sent.manage_link]).failed(7).contains("can still be opened"));
    let source = files.file("a.txt", "a");
    let source = source.to_str().unwrap();
    assert!(
        run(["send", "--patience", "0s", "--server", &server.url(), source]).failed(7).contains("cannot be reached")
    );
}
