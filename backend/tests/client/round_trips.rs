//! What is sent arrives: every size around a boundary, many files, odd names.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use phial_shared::layout::{HEADER_LEN, PART_LEN, SEGMENT_LEN, SEGMENTS_PER_PART, TAG_LEN};
use serde_json::Value;

use super::process::{Files, names_in, noise, open, open_args, run, send};
use super::server::Server;

/// Bytes of plaintext that fill the first segment, and the first part.
const FIRST_SEGMENT: usize = (SEGMENT_LEN - TAG_LEN - HEADER_LEN) as usize;
const FIRST_PART: usize = (PART_LEN - SEGMENTS_PER_PART * TAG_LEN - HEADER_LEN) as usize;

#[test]
fn files_of_every_size_arrive_unchanged() {
    let (server, files) = (Server::start(&[]), Files::new());
    for len in [
        0,
        1,
        FIRST_SEGMENT - 1,
        FIRST_SEGMENT,
        FIRST_SEGMENT + 1,
        FIRST_PART - 1,
        FIRST_PART,
        FIRST_PART + 1,
        20 * 1000 * 1000,
    ] {
        let content = noise(len, len as u64);
        let sent = send(&server.url(), &[files.file("scan.bin", &content)], &[]);
        let folder = files.path(&format!("opened {len}"));
        let printed = open(&sent.link, &folder).succeeded();
        assert_eq!(printed, format!("{}\n", folder.join("scan.bin").display()));
        assert!(fs::read(folder.join("scan.bin")).unwrap() == content, "{len} bytes differ");
        assert_eq!(names_in(&folder), ["scan.bin"]);
    }
}

#[test]
fn many_files_of_mixed_sizes_arrive_in_order() {
    let (server, files) = (Server::start(&[]), Files::new());
    let contents: Vec<_> = (0..300).map(|n| noise([0, 1, 700, 40_000][n % 4], n as u64)).collect();
    let sources: Vec<_> =
        contents.iter().enumerate().map(|(n, content)| files.file(&format!("{n:03}.dcm"), content)).collect();
    let sent = send(&server.url(), &sources, &[]);
    let folder = files.path("opened");
    let printed = open(&sent.link, &folder).succeeded();
    let paths: Vec<_> = printed.lines().map(PathBuf::from).collect();
    assert_eq!(paths.len(), contents.len());
    for (n, (path, content)) in paths.iter().zip(&contents).enumerate() {
        assert_eq!(*path, folder.join(format!("{n:03}.dcm")));
        assert!(fs::read(path).unwrap() == *content, "file {n} differs");
    }
}

#[test]
fn odd_names_become_safe_and_stay_apart() {
    let (server, files) = (Server::start(&[]), Files::new());
    let longest = format!("{}.pdf", "é".repeat(125));
    let names =
        ["..hidden", "a\\b.txt", "new\nline", "photo\u{202e}gpj.exe", "👩‍⚕️ фото.png", "CON", "A.jpg", "a.jpg", &longest];
    let sources: Vec<_> = names.iter().map(|name| files.file(name, name)).collect();
    let sent = send(&server.url(), &sources, &[]);
    let folder = files.path("opened");
    let opened: Value = serde_json::from_str(&run(open_args(&sent.link, &folder, &["--json"])).succeeded()).unwrap();
    let listed = opened["files"].as_array().unwrap();
    assert_eq!(listed.len(), names.len());
    for (entry, name) in listed.iter().zip(names) {
        assert_eq!(entry["name"], name);
        let path = PathBuf::from(entry["path"].as_str().unwrap());
        assert_eq!(path.parent(), Some(folder.as_path()));
        assert_eq!(fs::read_to_string(path).unwrap(), name);
    }
    let saved = names_in(&folder);
    for safe in ["hidden", "a_b.txt", "new_line", "photogpj.exe", "👩‍⚕️ фото.png", "_CON", "A.jpg", "a (2).jpg", &longest]
    {
        assert!(saved.iter().any(|name| name == safe), "{safe} is not among {saved:?}");
    }
}

#[test]
fn context_and_times_travel_along() {
    let (server, files) = (Server::start(&[]), Files::new());
    let source = files.file("scan.pdf", "%PDF");
    let modified = UNIX_EPOCH + Duration::from_secs(1_234_567_890);
    fs::File::options().write(true).open(&source).unwrap().set_modified(modified).unwrap();
    let note = "Ready?\n\u{1b}[31mred";
    let options = ["--from", "Dr Rossi", "--note", note, "--expires", "1h", "--max-opens", "2"];
    let sent = send(&server.url(), &[source], &options);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert!((now + 3500..=now + 3600).contains(&sent.expires_at));

    let folder = files.path("opened");
    let shown = open(&sent.link, &folder);
    assert_eq!(fs::metadata(folder.join("scan.pdf")).unwrap().modified().unwrap(), modified);
    assert_eq!(shown.stderr, "From: Dr Rossi\nNote: Ready?\nNote: \u{fffd}[31mred\n");

    let opened = run(open_args(&sent.link, &folder, &["--json"])).succeeded();
    let opened: Value = serde_json::from_str(&opened).unwrap();
    assert_eq!((&opened["from"], &opened["note"]), (&"Dr Rossi".into(), &note.into()));
    assert_eq!((&opened["expires_at"], &opened["opens_left"]), (&sent.expires_at.into(), &0.into()));
}

#[test]
fn the_link_alone_is_on_standard_output() {
    let (server, files) = (Server::start(&[]), Files::new());
    let source = files.file("a.txt", "a");
    let ended = run([&"send".into(), &source, &"--server".into(), &server.url().into()]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let link = ended.stdout.strip_suffix('\n').unwrap();
    assert!(link.starts_with(&format!("{}/s/", server.url())) && !link.contains(char::is_whitespace), "{link}");
    assert!(ended.stderr.contains(&format!("Manage link: {}/m/", server.url())), "{}", ended.stderr);
    assert!(!ended.stderr.contains(link));
    open(link, &files.path("opened")).succeeded();
}
