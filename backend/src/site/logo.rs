//! The organisation's picture.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// Everybody who opens a link waits for it.
const MAX_LEN: u64 = 256 * 1024;

/// A picture that every browser shows and that holds no program.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    path: String,
    content_type: &'static str,
    content: Bytes,
}

/// The file cannot be the logo.
#[derive(Debug, thiserror::Error)]
pub enum BadLogo {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    /// It is too large.
    #[error("is larger than 256 KiB, and everybody who opens a link waits for it: save it smaller")]
    TooLarge,
    /// It is an SVG.
    #[error("is an SVG, which can hold a program: save it as PNG or WebP, 120 pixels high or more")]
    Svg,
    /// It is nothing that is shown.
    #[error("is no PNG, WebP or JPEG, whatever its name says: save it as PNG or WebP")]
    Unknown,
}

impl Logo {
    /// Reads a file. What it is, is told by its first bytes, not by its name.
    ///
    /// # Errors
    /// When it cannot be the logo.
    pub fn read(file: &Path) -> Result<Self, BadLogo> {
        let mut content = Vec::new();
        File::open(file)?.take(MAX_LEN + 1).read_to_end(&mut content)?;
        Self::new(content)
    }

    fn new(content: Vec<u8>) -> Result<Self, BadLogo> {
        if content.len() as u64 > MAX_LEN {
            return Err(BadLogo::TooLarge);
        }
        let (extension, content_type) = sniff(&content)?;
        let digest = Sha256::digest(&content);
        let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { path: format!("/brand/logo-{hash}.{extension}"), content_type, content: content.into() })
    }

    /// The path of its address: another picture has another one.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of `Content-Type`.
    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// The file.
    pub const fn content(&self) -> &Bytes {
        &self.content
    }
}

/// A picture's extension and type, by what it begins with.
fn sniff(content: &[u8]) -> Result<(&'static str, &'static str), BadLogo> {
    match content {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(("png", "image/png")),
        [0xff, 0xd8, 0xff, ..] => Ok(("jpg", "image/jpeg")),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(("webp", "image/webp")),
        _ if content.windows(4).take(1024).any(|word| word == b"<svg") => Err(BadLogo::Svg),
        _ => Err(BadLogo::Unknown),
    }
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Logo").field("path", &self.path).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        for (content, extension, content_type) in [
            (PNG, ".png", "image/png"),
            (b"\xff\xd8\xff\xe0", ".jpg", "image/jpeg"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", ".webp", "image/webp"),
        ] {
            let logo = Logo::new(content.to_vec()).unwrap();
            assert_eq!((logo.content_type(), &logo.content()[..]), (content_type, content));
            assert!(logo.path().starts_with("/brand/logo-") && logo.path().ends_with(extension), "{}", logo.path());
        }
        let other = Logo::new([PNG, b"!"].concat()).unwrap();
        assert_ne!(Logo::new(PNG.to_vec()).unwrap().path(), other.path());
    }

    #[test]
    fn whatever_is_no_picture_is_refused() {
        for content in [&b""[..], b"\x89PNG", b"GIF89a", b"<html>", b"RIFF\x10\0\0\0WAVE", b"%PDF-1.7"] {
            assert!(matches!(Logo::new(content.to_vec()), Err(BadLogo::Unknown)), "{content:?}");
        }
        for content in [&b"<svg xmlns='x'/>"[..], b"<?xml version='1.0'?>\n<!-- a --><svg/>"] {
            assert!(matches!(Logo::new(content.to_vec()), Err(BadLogo::Svg)), "{content:?}");
        }
    }

    #[test]
    fn a_large_one_is_refused_at_the_first_byte_too_much() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("logo.svg");
        let mut content = PNG.to_vec();
        content.resize(256 * 1024, 0);
        std::fs::write(&file, &content).unwrap();
        assert!(Logo::read(&file).is_ok(), "the name says nothing");
        content.push(0);
        std::fs::write(&file, &content).unwrap();
        assert!(matches!(Logo::read(&file), Err(BadLogo::TooLarge)));
        assert!(matches!(Logo::read(&folder.path().join("none.png")), Err(BadLogo::Read(_))));
    }
}
