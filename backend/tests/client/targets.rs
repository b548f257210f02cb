//! Where files are saved: nothing that exists is overwritten, and a bad folder costs no opening.

use std::fs;

use super::process::{Files, names_in, open, send};
use super::server::Server;

#[test]
fn files_that_exist_are_not_overwritten() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = send(&server.url(), &[files.file("scan.pdf", "theirs")], &[]);
    let folder = files.path("opened");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("scan.pdf"), "mine").unwrap();
    for number in 2..=3 {
        let printed = open(&sent.link, &folder).succeeded();
        let path = folder.join(format!("scan ({number}).pdf"));
        assert_eq!(printed, format!("{}\n", path.display()));
        assert_eq!(fs::read_to_string(path).unwrap(), "theirs");
    }
    assert_eq!(fs::read_to_string(folder.join("scan.pdf")).unwrap(), "mine");
    assert_eq!(names_in(&folder).len(), 3);
}

#[test]
fn a_folder_that_cannot_be_written_costs_no_opening() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sent = send(&server.url(), &[files.file("scan.pdf", "%PDF")], &["--max-opens", "1"]);
    let error = open(&sent.link, &files.file("file", "")).failed(3);
    assert!(error.contains("cannot save anything in"), "{error}");
    open(&sent.link, &files.path("a/new/folder")).succeeded();
    assert_eq!(names_in(&files.path("a/new/folder")), ["scan.pdf"]);
}
