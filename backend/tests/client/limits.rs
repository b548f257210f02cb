//! Limits are checked before anything is sent.

use super::process::{Files, open, run, send, send_args};
use super::server::Server;

#[test]
fn what_the_server_does_not_allow_is_not_sent() {
    let server = Server::start(&["--max-files-len", "1MiB", "--max-lifetime", "1d", "--max-opens", "2"]);
    let files = Files::new();
    let (exact, large) = (files.file("exact.bin", vec![0; 1 << 20]), files.file("large.bin", vec![0; (1 << 20) + 1]));
    for (file, options, said) in [
        (&large, &[][..], "1.00 MiB at once"),
        (&exact, &["--expires", "25h"], "at most 1 day"),
        (&exact, &["--max-opens", "3"], "at most 2 openings"),
        (&exact, &["--max-opens", "none"], "at most 2 openings"),
    ] {
        let error = run(send_args(&server.url(), std::slice::from_ref(file), options)).failed(4);
        assert!(error.contains(said) && error.contains("Nothing was sent"), "{error}");
    }
    assert_eq!(server.stop(), ["GET"; 4], "only the limits were asked for");
}

#[test]
fn what_is_not_asked_for_is_what_the_server_allows() {
    let (server, files) = (Server::start(&["--max-lifetime", "1h", "--max-opens", "1"]), Files::new());
    let sent = send(&server.url(), &[files.file("a.txt", "a")], &[]);
    open(&sent.link, &files.path("first")).succeeded();
    open(&sent.link, &files.path("second")).failed(5);
}

#[test]
fn too_many_files_are_not_sent() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sources: Vec<_> = (0..10_000).map(|n| files.file(&format!("photo-{n}.jpg"), "")).collect();
    let error = run(send_args(&server.url(), &sources, &[])).failed(4);
    assert!(error.contains("too many files") && error.contains("Nothing was sent"), "{error}");
    assert!(server.stop().is_empty());
}

#[test]
fn senseless_arguments_are_refused() {
    let files = Files::new();
    let source = files.file("a.txt", "a");
    for options in [
        &["--expires", "0s"][..],
        &["--expires", "soon"],
        &["--max-opens", "0"],
        &["--patience", "long"],
        &["--server", "phial.example"],
    ] {
        let ended = run([&["send", source.to_str().unwrap()], options].concat());
        assert_eq!(ended.code, Some(2), "{options:?}");
    }
    assert_eq!(run(["send"]).code, Some(2));
}
