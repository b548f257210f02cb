//! The frozen vectors in `tests/vectors`: see its README.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::HashMap;
use std::path::Path;

use phial_shared::ids::ShareId;
use phial_shared::keys::StreamKey;
use phial_shared::layout::{HEADER_LEN, Layout, SEGMENT_LEN, SegmentIndex};
use phial_shared::stream::{StreamOpener, hazmat};
use sha2::{Digest, Sha256};

type Fields<'a> = HashMap<&'a str, &'a str>;

struct Inputs {
    stream_key: [u8; 32],
    share: [u8; 16],
    salt: [u8; 32],
    nonce_prefix: [u8; 7],
    plaintext: Vec<u8>,
}

#[test]
fn every_vector_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let text = std::fs::read_to_string(&path).unwrap();
            cases += check_file(&path.file_stem().unwrap().to_string_lossy(), &text);
        }
    }
    assert!(cases >= 80, "only {cases} cases were found");
}

fn check_file(name: &str, text: &str) -> usize {
    let mut groups = text.split("\n\n").skip(1).map(fields);
    let inputs = Inputs::read(&groups.next().unwrap());
    let ciphertext = inputs.seal();
    let mut cases = 0;
    for case in groups {
        let change = case["change"];
        let changed = apply(change, ciphertext.clone());
        assert_eq!(hex(&Sha256::digest(&changed)), case["sha256"], "{name}: {change}: other ciphertext");
        assert_eq!(inputs.open(change, &changed), case["expect"], "{name}: {change}");
        cases += 1;
    }
    assert!(cases > 0, "{name} has no case");
    cases
}

fn fields(group: &str) -> Fields<'_> {
    group.lines().map(|line| line.split_once(": ").unwrap()).collect()
}

impl Inputs {
    fn read(fields: &Fields<'_>) -> Self {
        let len: usize = fields["plaintext-len"].parse().unwrap();
        Self {
            stream_key: unhex(fields["stream-key"]),
            share: unhex(fields["share"]),
            salt: unhex(fields["salt"]),
            nonce_prefix: unhex(fields["nonce-prefix"]),
            plaintext: (0..len).map(|i| (i % 251) as u8).collect(),
        }
    }

    fn seal(&self) -> Vec<u8> {
        let layout = Layout::of_stream(self.plaintext.len() as u64).unwrap();
        let (key, share) = (StreamKey::from_bytes(self.stream_key), ShareId::from_bytes(self.share));
        let mut sealer = hazmat::sealer_with_header(&key, share, layout, self.salt, self.nonce_prefix);
        let mut ciphertext = Vec::new();
        while let Some(part) = sealer.next_part(|range, segment| {
            segment.extend_from_slice(&self.plaintext[range.start as usize..range.end as usize]);
            Ok::<_, std::convert::Infallible>(())
        }) {
            ciphertext.extend(part.unwrap().1);
        }
        ciphertext
    }

    fn open(&self, change: &str, ciphertext: &[u8]) -> String {
        let (mut stream_key, mut share) = (self.stream_key, self.share);
        match change {
            "other-key" => stream_key[0] ^= 1,
            "other-share" => share[0] ^= 1,
            _ => (),
        }
        let Ok(layout) = Layout::from_stream_len(ciphertext.len() as u64) else { return "bad length".to_owned() };
        let (key, share) = (StreamKey::from_bytes(stream_key), ShareId::from_bytes(share));
        let Ok(opener) = StreamOpener::new(&key, share, layout, ciphertext) else { return "bad header".to_owned() };
        let mut plaintext = Vec::new();
        for index in (0..layout.segment_count()).map(SegmentIndex) {
            let range = layout.segment_range(index).unwrap();
            let mut segment = ciphertext[range.start as usize..range.end as usize].to_vec();
            if let Err(damaged) = opener.open(index, &mut segment) {
                return format!("damaged segment {}", damaged.0.0);
            }
            plaintext.extend(segment);
        }
        assert!(plaintext == self.plaintext, "{change}: it opens to other bytes");
        "opens".to_owned()
    }
}

fn apply(change: &str, mut bytes: Vec<u8>) -> Vec<u8> {
    let words: Vec<&str> = change.split(' ').collect();
    let number = |at: usize| -> usize { words[at].parse().unwrap() };
    let len = bytes.len();
    let segment = |index: usize| {
        let start = index * SEGMENT_LEN as usize;
        let skip = if index == 0 { HEADER_LEN as usize } else { 0 };
        start + skip..(start + SEGMENT_LEN as usize).min(len)
    };
    match words[0] {
        "none" | "other-key" | "other-share" => (),
        "flip" => bytes[number(1)] ^= 1,
        "cut" => bytes.truncate(number(1)),
        "append" => bytes.resize(len + number(1), 0),
        "remove" => drop(bytes.drain(segment(number(1)))),
        "duplicate" => {
            let copy = bytes[segment(number(1))].to_vec();
            let end = segment(number(1)).end;
            bytes.splice(end..end, copy);
        }
        "swap" => {
            let (one, two) = (segment(number(1)), segment(number(2)));
            let first = bytes[one.clone()].to_vec();
            bytes.copy_within(two.clone(), one.start);
            bytes[two].copy_from_slice(&first);
        }
        other => panic!("unknown change {other}"),
    }
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    assert_eq!(text.len(), 2 * N);
    std::array::from_fn(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap())
}
