//! Ctrl-C, and a server that is told to stop: nothing half-done is left on either side, and nothing waits for ever.

use super::gate::{Gate, Way};
use super::process::{Files, names_in, noise, open_args, send, send_args, start};
use super::server::Server;

const LEN: usize = 20 * 1000 * 1000;
const MIDDLE: usize = 9 * 1000 * 1000;

#[test]
fn an_interrupted_upload_is_given_up() {
    let (server, files) = (Server::start(&[]), Files::new());
    let gate = Gate::closing_after(server.address(), Way::ToServer, MIDDLE);
    let client = start(send_args(&gate.url(), &[files.file("scan.bin", noise(LEN, 1))], &[]));
    gate.wait_until_held();
    client.interrupt();
    gate.open();
    assert!(client.end().failed(130).contains("Nothing was shared"));
    assert!(server.parts().is_empty(), "{:?}", server.parts());
    assert!(server.stop().contains(&"DELETE".to_owned()));
}

#[test]
fn an_interrupted_download_leaves_no_file() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = send(&server.url(), &[files.file("scan.bin", noise(LEN, 1))], &[]);
    let gate = Gate::closing_after(server.address(), Way::ToClient, MIDDLE);
    let folder = files.path("opened");
    let client = start(open_args(&sent.link.replace(&server.url(), &gate.url()), &folder, &[]));
    gate.wait_until_held();
    client.interrupt();
    assert!(client.end().failed(130).contains("interrupted"));
    assert!(names_in(&folder).is_empty(), "{:?}", names_in(&folder));
    gate.open();
}

#[test]
fn a_server_does_not_wait_for_ever_for_a_download_that_stands_still() {
    // By itself it would be given up after an hour: what ends it is the server's own end.
    let (server, files) = (Server::start(&["--answer-timeout=1h"]), Files::new());
    // More than the system's own buffers hold between the two.
    let sent = send(&server.url(), &[files.file("scan.bin", noise(5 * LEN, 1))], &[]);
    let gate = Gate::closing_after(server.address(), Way::ToClient, MIDDLE);
    let folder = files.path("opened");
    let client = start(open_args(&sent.link.replace(&server.url(), &gate.url()), &folder, &["--patience", "1s"]));
    gate.wait_until_held();
    server.stop();
    gate.open();
    assert!(client.end().failed(7).contains("cannot be reached"));
    assert!(names_in(&folder).is_empty(), "{:?}", names_in(&folder));
}
