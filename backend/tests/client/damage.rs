//! Ciphertext that was changed where it is stored: an error, and nothing of the damaged file is kept.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use phial_shared::layout::SEGMENT_LEN;

use super::process::{Ended, Files, Sent, names_in, noise, open_args, run, send};
use super::server::Server;

/// Three parts, the last of them shorter.
const LEN: usize = 20 * 1000 * 1000;

struct Share {
    /// Runs as long as the test.
    _server: Server,
    files: Files,
    sent: Sent,
    content: Vec<u8>,
    parts: Vec<PathBuf>,
}

impl Share {
    fn new() -> Self {
        let (server, files) = (Server::start(&[]), Files::new());
        let content = noise(LEN, 1);
        let sent = send(&server.url(), &[files.file("scan.bin", &content)], &["--max-opens", "none"]);
        let parts = server.parts();
        assert_eq!(parts.len(), 3);
        Self { _server: server, files, sent, content, parts }
    }

    fn folder(&self) -> PathBuf {
        self.files.path("opened")
    }

    /// A server that cannot read a part is asked again for a while, here for a short one.
    fn open(&self) -> Ended {
        run(open_args(&self.sent.link, &self.folder(), &["--patience", "1s"]))
    }

    #[track_caller]
    fn assert_damaged(&self) {
        let error = self.open().failed(6);
        assert!(error.contains("the content is damaged"), "{error}");
        assert!(names_in(&self.folder()).is_empty(), "{:?}", names_in(&self.folder()));
    }

    #[track_caller]
    fn assert_whole(&self) {
        self.open().succeeded();
        assert!(fs::read(self.folder().join("scan.bin")).unwrap() == self.content);
    }
}

fn flip(part: &Path, at: usize) {
    let mut bytes = fs::read(part).unwrap();
    bytes[at] ^= 1;
    fs::write(part, bytes).unwrap();
}

fn set_len(part: &Path, len: impl Fn(u64) -> u64) {
    let file = File::options().write(true).open(part).unwrap();
    let before = file.metadata().unwrap().len();
    file.set_len(len(before)).unwrap();
}

#[test]
fn a_flipped_bit_anywhere_is_noticed() {
    let share = Share::new();
    let last = fs::metadata(&share.parts[2]).unwrap().len() as usize - 1;
    // The header's length, salt and nonce prefix; the first segment; a tag; a middle part; the last tag.
    for (part, at) in
        [(0, 0), (0, 1), (0, 39), (0, 40), (0, SEGMENT_LEN as usize - 1), (1, 0), (1, 5_000_000), (2, last)]
    {
        flip(&share.parts[part], at);
        share.assert_damaged();
        flip(&share.parts[part], at);
    }
    share.assert_whole();
}

#[test]
fn parts_that_changed_places_are_noticed() {
    let share = Share::new();
    let swap = share.files.path("swap");
    fs::rename(&share.parts[0], &swap).unwrap();
    fs::rename(&share.parts[1], &share.parts[0]).unwrap();
    fs::rename(&swap, &share.parts[1]).unwrap();
    share.assert_damaged();
}

#[test]
fn a_part_in_place_of_another_is_noticed() {
    let share = Share::new();
    fs::copy(&share.parts[0], &share.parts[1]).unwrap();
    share.assert_damaged();
}

#[test]
fn segments_that_changed_places_are_noticed() {
    let share = Share::new();
    let mut bytes = fs::read(&share.parts[1]).unwrap();
    let (first, second) = bytes.split_at_mut(SEGMENT_LEN as usize);
    first.swap_with_slice(&mut second[..SEGMENT_LEN as usize]);
    fs::write(&share.parts[1], bytes).unwrap();
    share.assert_damaged();
}

#[test]
fn a_part_that_was_cut_or_removed_gives_no_file() {
    let share = Share::new();
    let whole = fs::read(&share.parts[1]).unwrap();
    let damages: [&dyn Fn(&Path); 3] =
        [&|part| set_len(part, |len| len - 1), &|part| set_len(part, |_| 0), &|part| fs::remove_file(part).unwrap()];
    for damage in damages {
        damage(&share.parts[1]);
        // The server cannot send what it does not have; to the client, its answer breaks off.
        let error = share.open().failed(7);
        assert!(error.contains("broke off") || error.contains("the server failed"), "{error}");
        assert!(names_in(&share.folder()).is_empty(), "{:?}", names_in(&share.folder()));
        fs::write(&share.parts[1], &whole).unwrap();
    }
    share.assert_whole();
}

#[test]
fn bytes_that_were_appended_never_reach_a_file() {
    let share = Share::new();
    for part in &share.parts {
        set_len(part, |len| len + 4096);
    }
    share.assert_whole();
}

#[test]
fn files_before_the_damage_are_kept_and_counted() {
    let (server, files) = (Server::start(&[]), Files::new());
    let sources = [files.file("small.txt", "whole"), files.file("large.bin", noise(LEN, 2))];
    let sent = send(&server.url(), &sources, &[]);
    flip(&server.parts()[1], 7);
    let folder = files.path("opened");
    let ended = run(open_args(&sent.link, &folder, &[]));
    assert_eq!((ended.code, ended.stdout), (Some(6), format!("{}\n", folder.join("small.txt").display())));
    assert!(ended.stderr.contains("1 of 2 files had been saved before"), "{}", ended.stderr);
    assert_eq!(names_in(&folder), ["small.txt"]);
    assert_eq!(fs::read(folder.join("small.txt")).unwrap(), b"whole");
}
