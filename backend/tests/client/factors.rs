//! Links that ask for something besides: sent and opened on the command line.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use phial_shared::api::{LinkStatus, OpenLink};
use phial_shared::factor::{Factor, FactorKind, harden};
use phial_shared::link::{self, Address, ShareLink};
use serde_json::Value;

use super::process::{Ended, Files, Sent, names_in, open_args, phial, run, send, send_args};
use super::server::Server;
use super::terminal::Terminal;

const WORDS: &str = "Correct horse, battery STAPLE\n";

/// A share whose recipient must know a passphrase.
fn share(server: &Server, files: &Files) -> Sent {
    let words = files.file("words", WORDS);
    let factor = ["--factor", "passphrase", "--factor-file", words.to_str().unwrap(), "--max-opens", "1"];
    send(&server.url(), &[files.file("scan.pdf", "%PDF")], &factor)
}

fn open_knowing(link: &str, files: &Files, what: &str) -> Ended {
    let known = files.file("known", what);
    run(open_args(link, &files.path("opened"), &["--factor-file", known.to_str().unwrap()]))
}

pub(super) fn parsed(link: &str) -> ShareLink {
    let Address::Share(link) = link::parse(link).unwrap().address else { panic!("not a link for a recipient") };
    link
}

/// One call of the API, as any other program makes it: the status and the body.
fn call(server: &Server, request: &str, body: &str) -> (u16, String) {
    let mut connection = TcpStream::connect(server.address()).unwrap();
    let (address, len) = (server.address(), body.len());
    write!(
        connection,
        "{request} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {len}\r\n\
         Connection: close\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

pub(super) fn status(server: &Server, link: &ShareLink) -> LinkStatus {
    let (status, body) = call(server, &format!("GET /api/v1/links/{}", link.link_id), "");
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

#[test]
fn a_passphrase_opens_in_whatever_way_it_is_typed() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files);
    let asked = status(&server, &parsed(&sent.link)).factor.unwrap();
    assert_eq!((asked.kind, asked.tries_left, asked.max_tries), (FactorKind::Passphrase, 5, 5));
    let error = open_knowing(&sent.link, &files, "correct horse battery stapler").failed(5);
    assert!(error.contains("not the passphrase") && error.contains("4 tries are left"), "{error}");
    assert!(names_in(&files.path("opened")).is_empty());
    // The only view is still there.
    open_knowing(&sent.link, &files, "  correct  HORSE, battery staple").succeeded();
    assert_eq!(fs::read_to_string(files.path("opened").join("scan.pdf")).unwrap(), "%PDF");
}

#[test]
fn what_is_sent_here_opens_by_the_api_and_nothing_shorter_does() {
    let (server, files) = (Server::start(&[]), Files::new());
    let link = parsed(&share(&server, &files).link);
    let path = format!("POST /api/v1/links/{}/open", link.link_id);
    let proof = |root: phial_shared::keys::Root| {
        serde_json::to_string(&OpenLink { open_token: root.open_token(), lease: None }).unwrap()
    };
    let (refused, body) = call(&server, &path, &proof(link.secret.root()));
    assert_eq!(refused, 403, "the link alone: {body}");
    let cost = status(&server, &link).factor.unwrap().cost;
    let hardened = harden(&Factor::passphrase(WORDS).unwrap(), &link.secret, cost);
    let (opened, body) = call(&server, &path, &proof(link.secret.root_with(&hardened)));
    assert_eq!(opened, 200, "{body}");
}

#[test]
fn a_code_is_drawn_and_stands_apart_from_the_link() {
    let (server, files) = (Server::start(&[]), Files::new());
    let source = files.file("scan.pdf", "%PDF");
    let shown = run(["send", "--factor", "code", "--server", &server.url(), source.to_str().unwrap()]);
    let code = shown.stderr.lines().find_map(|line| line.strip_prefix("Code: ")).unwrap().to_owned();
    assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
    assert!(shown.stderr.contains("another way than the link"), "{}", shown.stderr);
    let link = shown.succeeded();
    assert!(!link.contains(&code));
    // Programs that read the link aloud put something between the digits.
    open_knowing(link.trim(), &files, &format!("{}-{}", &code[..3], &code[3..])).succeeded();

    let printed = run(send_args(&server.url(), &[source], &["--factor", "code"])).succeeded();
    let json: Value = serde_json::from_str(&printed).unwrap();
    let code = json["code"].as_str().unwrap();
    let link = Sent::read(&printed).link;
    let other = if code == "000000" { "000001" } else { "000000" };
    assert!(open_knowing(&link, &files, other).failed(5).contains("not the code"));
    open_knowing(&link, &files, code).succeeded();
}

#[test]
fn a_date_of_birth_comes_by_standard_input() {
    let (server, files) = (Server::start(&[]), Files::new());
    let input = |args: Vec<PathBuf>, text: &str| -> Ended {
        let piped = phial().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut client = piped.unwrap();
        client.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        client.wait_with_output().unwrap().into()
    };
    let options = ["--factor=date-of-birth", "--factor-file=-"];
    let args = send_args(&server.url(), &[files.file("scan.pdf", "%PDF")], &options);
    assert!(input(args.clone(), "31.3.1948\n").failed(2).contains("date of birth"), "an order that may be another");
    let sent = Sent::read(&input(args, "1948-03-31\n").succeeded());
    input(open_args(&sent.link, &files.path("opened"), &["--factor-file=-"]), "1948 3 31").succeeded();
    let both = run(open_args("-", &files.path("opened"), &["--factor-file=-"]));
    assert!(both.failed(2).contains("both the link and what it asks for"));
}

#[test]
fn the_last_wrong_try_locks_the_link_and_no_other() {
    let (server, files) = (Server::start(&[]), Files::new());
    let (sent, other) = (share(&server, &files), share(&server, &files));
    for left in ["4 tries are left", "3 tries are left", "2 tries are left", "the next wrong one locks", "locked now"] {
        let error = open_knowing(&sent.link, &files, "not these words").failed(5);
        assert!(error.contains(left), "{error}");
    }
    assert!(open_knowing(&sent.link, &files, WORDS).failed(5).contains("is locked"));
    open_knowing(&other.link, &files, WORDS).succeeded();
}

#[test]
fn what_makes_no_factor_is_said_before_anything_is_sent() {
    let (server, files) = (Server::start(&["--require-factor"]), Files::new());
    let source = files.file("scan.pdf", "%PDF");
    let sending = |options: &[&str]| run(send_args(&server.url(), std::slice::from_ref(&source), options));
    assert!(sending(&[]).failed(4).contains("choose it with --factor"));
    let (words, short) = (files.file("words", WORDS), files.file("short", "short"));
    let (words, short) = (words.to_str().unwrap(), short.to_str().unwrap());
    for (options, code, said) in [
        (["--factor=code", "--factor-file", words], 2, "drawn, not chosen"),
        (["--factor=passphrase", "--factor-file", short], 2, "at least 6 characters"),
        (["--factor=date-of-birth", "--factor-file", words], 2, "not a date"),
        (["--factor=passphrase", "--factor-file", "/nowhere/words"], 3, "/nowhere/words: "),
    ] {
        let error = sending(&options).failed(code);
        assert!(error.contains(said) && error.contains("Nothing was sent"), "{error}");
        assert!(!error.contains("horse"), "{error}");
    }
    assert_eq!(sending(&["--factor=pin"]).code, Some(2));
    assert!(server.parts().is_empty());
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files);
    let mut alone = Command::new("setsid");
    alone.arg("--wait").arg(env!("CARGO_BIN_EXE_phial")).args(open_args(&sent.link, &files.path("opened"), &[]));
    let error = Ended::from(alone.stdin(Stdio::null()).output().unwrap()).failed(2);
    assert!(error.contains("no terminal") && error.contains("--factor-file"), "{error}");
    assert_eq!(status(&server, &parsed(&sent.link)).factor.unwrap().tries_left, 5);
}

#[test]
fn a_person_is_asked_until_it_is_right() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = share(&server, &files);
    let mut terminal = Terminal::run(&open_args(&sent.link, &files.path("opened"), &[]));
    terminal.answer("Passphrase (5 tries left): ", "short");
    // What cannot be right costs no try.
    terminal.answer("Passphrase (5 tries left): ", "wrong horse, wrong staple");
    terminal.answer("Passphrase (4 tries left): ", WORDS.trim());
    let (succeeded, shown) = terminal.end();
    assert!(succeeded, "{shown}");
    assert!(shown.contains("That is not the passphrase. 4 tries left."), "{shown}");
    assert!(!shown.to_lowercase().contains("horse"), "what is typed is not shown: {shown}");
    assert_eq!(names_in(&files.path("opened")), ["scan.pdf"]);
}

#[test]
fn a_sender_types_what_cannot_be_seen_twice() {
    let (server, files) = (Server::start(&[]), Files::new());
    let source = files.file("scan.pdf", "%PDF");
    let mut terminal = Terminal::run(&send_args(&server.url(), &[source], &["--factor=passphrase"]));
    terminal.answer("Passphrase: ", WORDS.trim());
    terminal.answer("Passphrase again: ", "another horse");
    terminal.answer("Passphrase: ", WORDS.trim());
    terminal.answer("Passphrase again: ", "correct horse, battery staple");
    let (succeeded, shown) = terminal.end();
    assert!(succeeded && shown.contains("These were not the same."), "{shown}");
    // The progress bar was on the same line.
    let json = shown[shown.find("{\"").unwrap()..].lines().next().unwrap();
    open_knowing(&Sent::read(json).link, &files, WORDS).succeeded();
}

/// Answers one request with a link's status, and tells whether another one came.
fn server_that_asks_for_too_little() -> (String, thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let body = r#"{"state":"live","expires_at":4000000000,"opens_left":1,"factor":{"kind":"code",
        "cost":{"memory_kib":8,"passes":1,"lanes":1},"tries_left":5,"max_tries":5}}"#;
    let serving = thread::spawn(move || {
        let mut requests = 0;
        for connection in listener.incoming() {
            let (mut connection, mut head) = (connection.unwrap(), Vec::new());
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if connection.read(&mut byte).unwrap() == 0 {
                    // The test hangs up without a request.
                    return requests;
                }
                head.push(byte[0]);
            }
            requests += 1;
            let len = body.len();
            write!(connection, "HTTP/1.1 200 OK\r\ncontent-length: {len}\r\nconnection: close\r\n\r\n{body}").unwrap();
        }
        requests
    });
    (url, serving)
}

#[test]
fn a_server_that_asks_for_a_proof_which_is_cheap_to_guess_from_gets_none() {
    let (server, files) = (Server::start(&[]), Files::new());
    let link = parsed(&share(&server, &files).link);
    let (url, serving) = server_that_asks_for_too_little();
    let error = open_knowing(&link.to_url(&url), &files, "123456").failed(7);
    assert!(error.contains("cannot be understood"), "{error}");
    drop(TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap());
    assert_eq!(serving.join().unwrap(), 1, "it was asked what the link is, and told nothing");
}
