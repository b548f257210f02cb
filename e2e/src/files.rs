//! Files to send, and the comparison of what arrives.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A file of this repository: `photo.jpg` (with EXIF) or `report.pdf`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("files").join(name)
}

/// Writes a file whose bytes do not repeat or compress, and differ with `seed`.
pub fn write_noise(path: &Path, len: u64, seed: u64) {
    let mut file = File::create(path).unwrap();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut block = vec![0; 1 << 20];
    let mut left = len;
    while left > 0 {
        let take = left.min(block.len() as u64) as usize;
        for word in block[..take].chunks_mut(8) {
            // xorshift64*: fast, and good enough to be incompressible.
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            word.copy_from_slice(&state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_le_bytes()[..word.len()]);
        }
        file.write_all(&block[..take]).unwrap();
        left -= take as u64;
    }
}

/// Writes a grey photo of this many pixels: JPEG (ITU-T T.81), where each block of 8 by 8 takes two bits.
pub fn write_vast_photo(path: &Path, width: u16, height: u16) {
    let mut photo = vec![0xff, 0xd8];
    let mut segment = |marker: u8, content: &[u8]| {
        photo.extend([0xff, marker]);
        photo.extend((content.len() as u16 + 2).to_be_bytes());
        photo.extend_from_slice(content);
    };
    segment(0xdb, &[&[0][..], &[1; 64]].concat());
    let [high, low] = [height, width].map(u16::to_be_bytes);
    segment(0xc0, &[&[8][..], &high, &low, &[1, 1, 0x11, 0]].concat());
    // For both kinds of coefficients one code, `0`: no difference, and the end of the block.
    for class in [0x00, 0x10] {
        segment(0xc4, &[&[class, 1][..], &[0; 15], &[0]].concat());
    }
    segment(0xda, &[1, 1, 0x00, 0, 63, 0]);
    let blocks = usize::from(width.div_ceil(8)) * usize::from(height.div_ceil(8));
    photo.resize(photo.len() + (blocks * 2).div_ceil(8), 0);
    photo.extend([0xff, 0xd9]);
    std::fs::write(path, photo).unwrap();
}

/// Writes a PDF file whose pages say which they are.
pub fn write_long_pdf(path: &Path, pages: usize) {
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for page in 1..=pages {
        let content = format!("BT /F 24 Tf 72 720 Td (Page {page} of {pages}) Tj ET");
        let own = objects.len() + 1;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            own + 1
        ));
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let end = format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", objects.len() + 1, file.len());
    std::fs::write(path, [file, table, end].concat()).unwrap();
}

/// Writes so many seconds of a quiet tone: WAV, one channel of 8 bits.
pub fn write_sound(path: &Path, seconds: u32) {
    const RATE: u32 = 8_000;
    let samples = RATE * seconds;
    let mut sound = [&b"RIFF"[..], &(36 + samples).to_le_bytes()[..], b"WAVEfmt ", &16u32.to_le_bytes()].concat();
    sound.extend([1, 0, 1, 0]);
    sound.extend([RATE.to_le_bytes(), RATE.to_le_bytes()].concat());
    sound.extend([1, 0, 8, 0]);
    sound.extend([&b"data"[..], &samples.to_le_bytes()].concat());
    sound.extend((0..samples).map(|at| if at / 10 % 2 == 0 { 126 } else { 130 }));
    std::fs::write(path, sound).unwrap();
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
