//! Files to send, and the comparison of what arrives.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A file of this repository: `photo.jpg` (with EXIF) or `report.pdf`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("files").join(name)
}

/// Writes a file whose bytes do not repeat or compress, and differ with `seed`.
pub fn write_noise(path: &Path, len: u64, seed: u64) {
    let mut writer = BufWriter::new(File::create(path).unwrap());
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut left = len;
    while left > 0 {
        // xorshift64*: fast, and good enough to be incompressible.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let bytes = state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_le_bytes();
        let take = left.min(8) as usize;
        writer.write_all(&bytes[..take]).unwrap();
        left -= take as u64;
    }
    writer.flush().unwrap();
}

/// The SHA-256 of a file, read in pieces.
pub fn digest(path: &Path) -> [u8; 32] {
    let mut file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer).unwrap();
        if read == 0 {
            return hash.finalize().into();
        }
        hash.update(&buffer[..read]);
    }
}

/// Fails unless both files have the same bytes.
pub fn assert_same(one: &Path, two: &Path) {
    assert_eq!(one.metadata().unwrap().len(), two.metadata().unwrap().len(), "{} has another length", two.display());
    assert!(digest(one) == digest(two), "{} and {} differ", one.display(), two.display());
}

/// Every file below a folder; none when there is no such folder.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .flat_map(|entry| if entry.path().is_dir() { below(&entry.path()) } else { vec![entry.path()] })
        .collect()
}
