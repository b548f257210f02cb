//! The server is killed in the middle of a transfer and comes back: nothing is lost, and nobody has to do anything.

use std::fs;

use super::gate::{Gate, Way};
use super::process::{Files, Sent, noise, open, open_args, send, send_args, start};
use super::server::Server;

/// Five parts.
const LEN: usize = 36 * 1000 * 1000;
/// Somewhere in the second of them.
const MIDDLE: usize = 12 * 1000 * 1000;

/// Kills the server while the client waits at the gate, lets the client find nobody, and starts the server again.
fn restart(server: &mut Server, gate: &Gate) {
    gate.wait_until_held();
    server.kill();
    gate.open();
    gate.wait_until_refused();
    server.restart();
    gate.lead_to(server.address());
}

#[test]
fn an_upload_survives_a_restart() {
    let (mut server, files) = (Server::start(&[]), Files::new());
    let content = noise(LEN, 1);
    let sources = [files.file("scan.bin", &content)];
    let gate = Gate::closing_after(server.address(), Way::ToServer, MIDDLE);
    let client = start(send_args(&gate.url(), &sources, &[]));
    restart(&mut server, &gate);
    let sent = Sent::read(&client.end().succeeded());
    let folder = files.path("opened");
    open(&sent.link, &folder).succeeded();
    assert!(fs::read(folder.join("scan.bin")).unwrap() == content);
}

#[test]
fn a_download_survives_a_restart_with_one_opening() {
    let (mut server, files) = (Server::start(&[]), Files::new());
    let content = noise(LEN, 1);
    let sent = send(&server.url(), &[files.file("scan.bin", &content)], &["--max-opens", "1"]);
    let gate = Gate::closing_after(server.address(), Way::ToClient, MIDDLE);
    let link = sent.link.replace(&server.url(), &gate.url());
    let folder = files.path("opened");
    let client = start(open_args(&link, &folder, &[]));
    restart(&mut server, &gate);
    client.end().succeeded();
    assert!(fs::read(folder.join("scan.bin")).unwrap() == content);
}

#[test]
fn a_server_that_does_not_come_back_is_given_up_in_time() {
    let (mut server, files) = (Server::start(&[]), Files::new());
    let gate = Gate::closing_after(server.address(), Way::ToServer, MIDDLE);
    let sources = [files.file("scan.bin", noise(LEN, 1))];
    let client = start(send_args(&gate.url(), &sources, &["--patience", "1s"]));
    gate.wait_until_held();
    server.kill();
    gate.open();
    let error = client.end().failed(7);
    assert!(error.contains("cannot be reached") && error.contains("Nothing was shared"), "{error}");
}
