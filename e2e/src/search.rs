//! The search for what a server must never hold: names, plaintext, secrets, tokens, whole link ids.

use std::path::{Path, PathBuf};

use phial_shared::encoding::{decode, encode};
use phial_shared::link::{Address, parse};

/// Something that must not be found, and what it is.
pub struct Needle {
    what: String,
    bytes: Vec<u8>,
}

impl Needle {
    /// These bytes, as they are.
    pub fn new(what: impl Into<String>, bytes: impl AsRef<[u8]>) -> Self {
        let needle = Self { what: what.into(), bytes: bytes.as_ref().to_vec() };
        assert!(needle.bytes.len() >= 6, "{} is too short to be searched for", needle.what);
        needle
    }

    /// A secret in every form in which it could be written: raw, base64url, base64 and hexadecimal.
    fn secret(what: &str, bytes: &[u8]) -> Vec<Self> {
        let text = encode(bytes);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        vec![
            Self::new(what, bytes),
            Self::new(format!("{what} in base64"), text.replace('-', "+").replace('_', "/")),
            Self::new(format!("{what} in base64url"), text),
            Self::new(format!("{what} in hexadecimal"), hex),
        ]
    }
}

/// All that can be known from a share's links and must not be found: ids of links, secrets, tokens and keys.
pub fn of_links(share_link: &str, manage_link: &str) -> Vec<Needle> {
    let mut needles = Vec::new();
    let Address::Share(share) = parse(share_link).unwrap().address else { panic!("a share link") };
    let root = share.root(None);
    needles.extend(Needle::secret("the link's id", share.link_id.as_bytes()));
    needles.extend(Needle::secret("the link's secret", share.secret.as_bytes()));
    needles.extend(Needle::secret("the open token", root.open_token().as_bytes()));
    needles.extend(Needle::secret("the wrap key", root.wrap_key().as_bytes()));
    let Address::Manage(manage) = parse(manage_link).unwrap().address else { panic!("a manage link") };
    needles.extend(Needle::secret("the owner's secret", manage.secret.as_bytes()));
    needles.extend(Needle::secret("the owner's token", manage.secret.owner_token().as_bytes()));
    needles.extend(Needle::secret("the owner's key", manage.secret.owner_key().as_bytes()));
    needles
}

/// A secret of these bytes, in every form in which it could be written.
pub fn of_secret(what: &str, bytes: &[u8]) -> Vec<Needle> {
    Needle::secret(what, bytes)
}

/// The name of a file, and runs of its bytes from its start, middle and end.
pub fn of_file(path: &Path) -> Vec<Needle> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).unwrap();
    let mut needles = vec![Needle::new(format!("the name {name}"), &name)];
    for (place, at) in [("start", 0), ("middle", bytes.len() / 2), ("end", bytes.len().saturating_sub(16))] {
        if let Some(run) = bytes.get(at..at + 16) {
            needles.push(Needle::new(format!("the {place} of {name}"), run));
        }
    }
    needles
}

/// Where needles were found, as sentences. Searches the names and the bytes of all files below `folder`.
pub fn find(folder: &Path, needles: &[Needle]) -> Vec<String> {
    crate::files::below(folder).into_iter().flat_map(|path| find_in_file(&path, needles)).collect()
}

fn find_in_file(path: &PathBuf, needles: &[Needle]) -> Vec<String> {
    let mut bytes = std::fs::read(path).unwrap();
    bytes.extend_from_slice(path.to_string_lossy().as_bytes());
    find_in(&path.display().to_string(), &bytes, needles)
}

/// Searches bytes that are in memory.
pub fn find_in(place: &str, bytes: &[u8], needles: &[Needle]) -> Vec<String> {
    needles
        .iter()
        .filter(|needle| contains(bytes, &needle.bytes))
        .map(|needle| format!("{} is in {place}", needle.what))
        .collect()
}

/// Whether `needle` is in `bytes`: jumps from one occurrence of its first byte to the next.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == needle[0]) {
        rest = &rest[at..];
        if rest.starts_with(needle) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// The bytes of base64url text, to search for them in other forms.
pub fn bytes_of(text: &str) -> Vec<u8> {
    decode(text).unwrap()
}
