//! Files that cannot be sent, or change while they are read: a clear error, and nothing is left on the server.

use std::fs::{self, File};

use super::gate::{Gate, Way};
use super::process::{Files, run, send_args, start};
use super::server::Server;

/// More than is read ahead: four parts on their way and one in hand.
const LARGE: u64 = 64 * 1024 * 1024;
/// Somewhere in the first part.
const EARLY: usize = 1024 * 1024;

#[test]
fn what_is_no_readable_file_is_refused_before_anything_is_sent() {
    let (server, files) = (Server::start(&[]), Files::new());
    let good = files.file("good.txt", "good");
    let folder = files.path("folder");
    fs::create_dir(&folder).unwrap();
    for (bad, said) in [
        (files.path("missing.txt"), "cannot read"),
        (folder, "is a folder"),
        ("/dev/null".into(), "not a regular file"),
    ] {
        let error = run(send_args(&server.url(), &[good.clone(), bad.clone()], &[])).failed(3);
        assert!(error.contains(said) && error.contains(bad.to_str().unwrap()), "{error}");
    }
    assert!(server.stop().is_empty());
}

#[test]
fn a_file_that_disappears_stops_the_share() {
    let (server, files) = (Server::start(&[]), Files::new());
    let (large, small) = (files.path("large.bin"), files.file("small.txt", "small"));
    File::create(&large).unwrap().set_len(LARGE).unwrap();
    let gate = Gate::closing_after(server.address(), Way::ToServer, EARLY);
    let client = start(send_args(&gate.url(), &[large, small.clone()], &[]));
    gate.wait_until_held();
    fs::remove_file(small).unwrap();
    gate.open();
    let error = client.end().failed(3);
    assert!(error.contains("small.txt") && error.contains("Nothing was shared"), "{error}");
    assert!(server.parts().is_empty(), "{:?}", server.parts());
    assert!(server.stop().contains(&"DELETE".to_owned()));
}

#[test]
fn a_file_that_shrinks_stops_the_share() {
    let (server, files) = (Server::start(&[]), Files::new());
    let large = files.path("large.bin");
    let file = File::create(&large).unwrap();
    file.set_len(LARGE).unwrap();
    let gate = Gate::closing_after(server.address(), Way::ToServer, EARLY);
    let client = start(send_args(&gate.url(), &[large], &[]));
    gate.wait_until_held();
    file.set_len(LARGE - 1).unwrap();
    gate.open();
    let error = client.end().failed(3);
    assert!(error.contains("large.bin changed while it was read"), "{error}");
    assert!(server.parts().is_empty(), "{:?}", server.parts());
    assert!(server.stop().contains(&"DELETE".to_owned()));
}
