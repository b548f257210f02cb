//! ZIP archives as Python's zipfile reads them, which shares no code with ours.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Command;

use phial_shared::file_name::safe_names;
use phial_shared::time::UnixSeconds;
use phial_shared::zip::{ZipWriter, archive_len};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Runs a script of Python on an archive, which prints JSON.
fn python(script: &str, archive: &Path) -> Value {
    let python = std::env::var_os("PHIAL_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python).arg("-c").arg(script).arg(archive).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Names, contents, times and permissions; fails where a check value is wrong.
const READ: &str = r"
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps([
        [entry.filename, archive.read(entry).hex(), list(entry.date_time), entry.external_attr >> 16]
        for entry in archive.infolist()
    ]))
";

fn written(files: &[(String, Vec<u8>, Option<UnixSeconds>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new();
    let mut bytes = Vec::new();
    for (name, content, modified) in files {
        bytes.append(&mut writer.begin(name, content.len() as u64, *modified));
        for piece in content.chunks(7) {
            writer.update(piece);
        }
        bytes.extend_from_slice(content);
        bytes.append(&mut writer.end().unwrap());
    }
    bytes.append(&mut writer.finish());
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_files_are_read_back(
        files in prop::collection::vec((".{0,60}", prop::collection::vec(any::<u8>(), 0..200), any::<Option<u32>>()), 0..12)
    ) {
        let names = safe_names(files.iter().map(|(name, ..)| name.as_str()));
        let files: Vec<_> = names
            .into_iter()
            .zip(files)
            .map(|(name, (_, content, modified))| (name, content, modified.map(|seconds| UnixSeconds(u64::from(seconds)))))
            .collect();
        let bytes = written(&files);
        let announced = archive_len(files.iter().map(|(name, content, at)| (name.as_str(), content.len() as u64, *at)));
        prop_assert_eq!(bytes.len() as u64, announced);

        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("archive.zip");
        std::fs::write(&archive, bytes).unwrap();
        let read = python(READ, &archive);
        prop_assert_eq!(read.as_array().unwrap().len(), files.len());
        for (read, (name, content, _)) in read.as_array().unwrap().iter().zip(&files) {
            prop_assert_eq!(&read[0], &json!(name));
            prop_assert_eq!(&read[1], &json!(hex(content)));
            prop_assert_eq!(&read[3], &json!(0o100_644));
        }
    }
}

#[test]
fn the_time_of_the_last_change_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive.zip");
    // 2026-11-26 13:07:45 UTC.
    let files = [("a.txt".to_owned(), b"a".to_vec(), Some(UnixSeconds(1_795_698_465)))];
    std::fs::write(&archive, written(&files)).unwrap();
    assert_eq!(python(READ, &archive)[0][2], json!([2026, 11, 26, 13, 7, 44]), "two seconds fine");
}

/// Three files, of which the second is larger than 4 GiB, so that the third begins beyond them; nearly all of it is a hole.
#[test]
fn archives_beyond_4_gib_are_read_back() {
    const LARGE: u64 = (4 << 30) + 5;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.zip");
    let mut archive = File::create(&path).unwrap();
    let mut writer = ZipWriter::new();
    let sizes = [("first", 3), ("large", LARGE), ("third", 3)];
    for (name, size) in sizes {
        archive.write_all(&writer.begin(name, size, None)).unwrap();
        let zeros = vec![0; 1 << 20];
        let mut left = size;
        while left > 0 {
            let piece = left.min(zeros.len() as u64);
            writer.update(&zeros[..piece as usize]);
            left -= piece;
        }
        archive.seek(SeekFrom::Current(size as i64)).unwrap();
        archive.write_all(&writer.end().unwrap()).unwrap();
    }
    archive.write_all(&writer.finish()).unwrap();
    let announced = archive_len(sizes.iter().map(|(name, size)| (*name, *size, None)));
    assert_eq!(archive.metadata().unwrap().len(), announced);

    let read = r"
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    print(json.dumps([[e.filename, e.file_size, e.CRC] for e in archive.infolist()] + [archive.read('third').hex()]))
";
    // CRC-32 of 4 294 967 301 and of 3 zeros, by Python's zlib.
    let expected = json!([
        ["first", 3, 0xff41_d912_u32],
        ["large", LARGE, 0xb1c2_a1a3_u32],
        ["third", 3, 0xff41_d912_u32],
        "000000"
    ]);
    assert_eq!(python(read, &path), expected);
}

#[test]
fn more_files_than_16_bits_can_count_are_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.zip");
    let files: Vec<_> = (0..70_000).map(|number| (format!("{number}"), Vec::new(), None)).collect();
    std::fs::write(&path, written(&files)).unwrap();
    let count = "import json, sys, zipfile; print(json.dumps(len(zipfile.ZipFile(sys.argv[1]).infolist())))";
    assert_eq!(python(count, &path), json!(70_000));
}
