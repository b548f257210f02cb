//! The archive is Tink's streaming AEAD: Google's own library opens what Phial seals, and the other way round.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use phial_e2e::files::{assert_same, write_noise};
use phial_shared::ids::ShareId;
use phial_shared::keys::StreamKey;
use phial_shared::layout::{HEADER_LEN, Layout, SEGMENT_LEN, SEGMENTS_PER_PART, SegmentIndex, TAG_LEN};
use phial_shared::stream::{StreamOpener, StreamSealer};
use serde_json::json;

const STREAM_KEY: [u8; 32] = [0x5a; 32];
const SHARE: ShareId = ShareId::from_bytes([0xc3; 16]);

/// Nothing, one byte, and one less, exact and one more around every border of the first segments and parts.
fn lengths() -> Vec<u64> {
    let segment = u64::from(SEGMENT_LEN - TAG_LEN);
    let per_part = u64::from(SEGMENTS_PER_PART);
    let borders = [1, 2, 3, per_part, per_part + 1, 2 * per_part];
    let around = borders.iter().map(|count| count * segment - u64::from(HEADER_LEN));
    [0, 1, 2, 1_200_000].into_iter().chain(around.flat_map(|border| [border - 1, border, border + 1])).collect()
}

#[test]
fn both_read_what_the_other_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = |kind: &str, len: u64| folder.path().join(format!("{len}.{kind}"));
    let mut jobs = Vec::new();
    for len in lengths() {
        write_noise(&path("plain", len), len, len);
        seal(&path("plain", len), &path("ours", len));
        jobs.push(json!({"do": "decrypt", "from": path("ours", len), "to": path("theirs-opened", len)}));
        jobs.push(json!({"do": "encrypt", "from": path("plain", len), "to": path("theirs", len)}));
    }
    run_tink(&json!({"stream_key": hex(&STREAM_KEY), "share_id": hex(SHARE.as_bytes()), "jobs": jobs}));
    for len in lengths() {
        assert_same(&path("plain", len), &path("theirs-opened", len));
        open(&path("theirs", len), &path("ours-opened", len));
        assert_same(&path("plain", len), &path("ours-opened", len));
    }
}

fn seal(plain: &Path, sealed: &Path) {
    let plaintext = std::fs::read(plain).unwrap();
    let layout = Layout::of_stream(plaintext.len() as u64).unwrap();
    let mut sealer = StreamSealer::new(&StreamKey::from_bytes(STREAM_KEY), SHARE, layout);
    let mut archive = Vec::new();
    while let Some(part) = sealer.next_part(|range, segment| {
        segment.extend_from_slice(&plaintext[range.start as usize..range.end as usize]);
        Ok::<_, std::convert::Infallible>(())
    }) {
        archive.extend(part.unwrap().1);
    }
    std::fs::write(sealed, archive).unwrap();
}

fn open(sealed: &Path, plain: &Path) {
    let archive = std::fs::read(sealed).unwrap();
    let layout = Layout::from_stream_len(archive.len() as u64).unwrap();
    let opener = StreamOpener::new(&StreamKey::from_bytes(STREAM_KEY), SHARE, layout, &archive).unwrap();
    let mut plaintext = Vec::new();
    for index in (0..layout.segment_count()).map(SegmentIndex) {
        let range = layout.segment_range(index).unwrap();
        let mut segment = archive[range.start as usize..range.end as usize].to_vec();
        opener.open(index, &mut segment).unwrap();
        plaintext.extend(segment);
    }
    std::fs::write(plain, plaintext).unwrap();
}

fn run_tink(request: &serde_json::Value) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tink/interop.py");
    let mut python =
        Command::new(phial_e2e::from_environment("PHIAL_PYTHON")).arg(script).stdin(Stdio::piped()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(request.to_string().as_bytes()).unwrap();
    assert!(python.wait().unwrap().success(), "the script failed: see above");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
