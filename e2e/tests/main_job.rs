//! The main job in Chromium: files from a page into a link, and from the link, in a fresh profile, the same bytes.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use phial_e2e::browser::Browser;
use phial_e2e::files::{assert_same, fixture, write_noise};
use phial_e2e::journey;
use phial_e2e::server::Server;
use phial_e2e::{command_line, search};

fn big_file(folder: &Path) -> PathBuf {
    let path = folder.join("scan-of-the-left-heel.bin");
    // Twelve parts.
    write_noise(&path, 96 << 20, 1);
    path
}

#[tokio::test]
async fn a_photo_a_pdf_and_a_large_scan_arrive_as_they_were() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let files = [fixture("photo.jpg"), fixture("report.pdf"), big_file(folder.path())];
    let links = journey::share(&Browser::start().await, &server, &files).await;

    let recipient = Browser::start().await;
    journey::open(&recipient, &links.share).await;
    for (position, sent) in files.iter().enumerate() {
        assert_same(sent, &journey::save(&recipient, position, sent).await);
    }

    let needles: Vec<_> = files[..2]
        .iter()
        .flat_map(|file| search::of_file(file))
        .chain([search::Needle::new("the name of the scan", "scan-of-the-left-heel")])
        .chain(search::of_links(&links.share, &links.manage))
        .collect();
    assert_eq!(search::find(server.folder(), &needles), Vec::<String>::new());
}

#[tokio::test]
async fn from_the_browser_to_the_command_line() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("scan.bin");
    write_noise(&scan, 12 << 20, 2);
    let files = [fixture("photo.jpg"), scan];
    let links = journey::share(&Browser::start().await, &server, &files).await;
    let target = folder.path().join("received");
    command_line::open(&links.share, &target).await.unwrap();
    for sent in &files {
        assert_same(sent, &target.join(sent.file_name().unwrap()));
    }
}

#[tokio::test]
async fn from_the_command_line_to_the_browser() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let scan = folder.path().join("scan.bin");
    write_noise(&scan, 12 << 20, 3);
    let files = [fixture("report.pdf"), scan];
    let links = command_line::send(&server.origin(), &files, &["--max-opens", "1"]).await;
    let browser = Browser::start().await;
    journey::open(&browser, &links.share).await;
    for (position, sent) in files.iter().enumerate() {
        assert_same(sent, &journey::save(&browser, position, sent).await);
    }
}
