//! After a whole life of a share, nothing that the server has kept or said gives anything away.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use phial_e2e::browser::Browser;
use phial_e2e::files::fixture;
use phial_e2e::journey;
use phial_e2e::search::{Needle, find, find_in, of_file, of_links};
use phial_e2e::server::{Server, free_port};
use phial_e2e::{command_line, files};

/// What is searched for after a share of these files.
fn needles(sent: &[std::path::PathBuf], links: &journey::Links) -> Vec<Needle> {
    let of_files = sent.iter().flat_map(|file| of_file(file));
    of_files.chain(of_links(&links.share, &links.manage)).collect()
}

#[tokio::test]
async fn a_share_from_its_first_to_its_last_day() {
    let metrics_at = format!("127.0.0.1:{}", free_port());
    let server = Server::start(&["--metrics-listen", &metrics_at]).await;
    let sent = [fixture("photo.jpg"), fixture("report.pdf")];
    let browser = Browser::start().await;
    let links = journey::share(&browser, &server, &sent).await;
    journey::open(&browser, &links.share).await;
    journey::save(&browser, 0, &sent[0]).await;
    // A mail scanner that writes `#` as `%23` sends the key to the server; a wrong key; a cut link; the manage page.
    journey::open(&browser, &links.share.replace('#', "%23")).await;
    browser.see("file-card").await;
    browser.go(&format!("{}A", &links.share[..links.share.len() - 1])).await;
    browser.go(&links.share[..links.share.len() - 9]).await;
    browser.go(&links.manage).await;
    browser.see("log-intact").await;
    let client = reqwest::Client::new();
    for wrong in ["/api/v1/links/x", "/api/v1/nothing?secret=a-secret-in-a-query", "/s/%ff%23"] {
        client.get(format!("{}{wrong}", server.origin())).send().await.unwrap();
    }
    let metrics = client.get(format!("http://{metrics_at}/metrics")).send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("phial_build_info") && metrics.ends_with("# EOF\n"), "{metrics}");

    let mut needles = needles(&sent, &links);
    needles.push(Needle::new("a query", "a-secret-in-a-query"));
    assert_eq!(find(server.folder(), &needles), Vec::<String>::new());
    assert_eq!(find_in("the metrics", metrics.as_bytes(), &needles), Vec::<String>::new());

    command_line::revoke(&links.manage).await.unwrap();
    assert_eq!([server.object_files(), server.key_files()].concat(), Vec::<std::path::PathBuf>::new());
    assert_eq!(find(server.folder(), &needles), Vec::<String>::new());
}

#[tokio::test]
async fn the_search_finds_what_is_planted() {
    let server = Server::start(&[]).await;
    let sent = [fixture("photo.jpg")];
    let links = command_line::send(&server.origin(), &sent, &[]).await;
    let needles = needles(&sent, &links);
    assert_eq!(find(server.folder(), &needles), Vec::<String>::new());
    let secret = links.share.split("#1").nth(1).unwrap();
    let photo = std::fs::read(&sent[0]).unwrap();
    let planted: [(&str, &[u8]); 4] = [
        ("a secret", secret.as_bytes()),
        ("raw bytes of a secret", &phial_e2e::search::bytes_of(secret)),
        ("a name", b"...photo.jpg..."),
        ("a run of plaintext", &photo[photo.len() / 2..]),
    ];
    for (what, bytes) in planted {
        let place = server.data().join("planted");
        std::fs::write(&place, bytes).unwrap();
        assert!(!find(server.folder(), &needles).is_empty(), "{what} was not found");
        std::fs::remove_file(place).unwrap();
    }
    assert!(files::below(server.folder()).len() > 2, "there was something to search");
}
