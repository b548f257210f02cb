//! What the sender's log says afterwards.

use std::io::{Read, Write};
use std::net::TcpStream;

use phial_shared::api::EventLog;
use phial_shared::events::EventKind;
use phial_shared::link::{self, Address};

use super::process::{Files, noise, open, send};
use super::server::Server;

/// The log of a share, as its owner gets it.
fn event_log(server: &Server, manage_link: &str) -> EventLog {
    let Address::Manage(manage) = link::parse(manage_link).unwrap().address else { panic!("not a manage link") };
    let mut connection = TcpStream::connect(server.address()).unwrap();
    write!(
        connection,
        "GET /api/v1/shares/{}/events HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
        manage.share_id,
        server.address(),
        *manage.secret.owner_token().to_bearer()
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (_head, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

#[test]
fn the_sender_sees_one_opening_and_every_saved_file() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sources = [
        files.file("a.txt", "a"),
        files.file("empty.txt", ""),
        // Several parts: fetching them in pieces counts as one opening.
        files.file("b.bin", noise(20 * 1000 * 1000, 1)),
    ];
    let sent = send(&server.url(), &sources, &[]);
    open(&sent.link, &files.path("opened")).succeeded();
    let log = event_log(&server, &sent.manage_link);
    let events: Vec<_> = log.events.iter().map(|event| (event.kind, event.file)).collect();
    assert_eq!(
        events,
        [
            (EventKind::Created, None),
            (EventKind::Sealed, None),
            (EventKind::Landing, None),
            (EventKind::Opened, None),
            (EventKind::Saved, Some(0)),
            (EventKind::Saved, Some(1)),
            (EventKind::Saved, Some(2)),
        ]
    );
}
