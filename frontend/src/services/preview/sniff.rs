//! What a file is, by its first bytes, and what its name says that it is.

/// How many first bytes tell: a PDF file may have something before its beginning.
pub(super) const ENOUGH: u64 = 1024;

/// What can be shown of a file besides text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A picture of this media type, which cannot contain anything that runs.
    Image(&'static str),
    /// A PDF file.
    Pdf,
    /// A film of this media type.
    Video(&'static str),
    /// Sound of this media type.
    Audio(&'static str),
}

impl Kind {
    /// Tells by the first bytes; `None` for anything else. The media type is what the browser is told, whatever the sender
    /// said. What of these a browser can show is its own affair.
    pub fn of(first: &[u8]) -> Option<Self> {
        Some(match first {
            [0xff, 0xd8, 0xff, ..] => Self::Image("image/jpeg"),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Image("image/png"),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Image("image/gif"),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Image("image/webp"),
            [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Self::Image("image/bmp"),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Self::Audio("audio/wav"),
            [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] => Self::of_brand([*a, *b, *c, *d]),
            [0x1a, 0x45, 0xdf, 0xa3, ..] => Self::Video("video/webm"),
            [b'O', b'g', b'g', b'S', ..] => Self::Audio("audio/ogg"),
            [b'f', b'L', b'a', b'C', ..] => Self::Audio("audio/flac"),
            [b'I', b'D', b'3', ..] | [0xff, 0xfa | 0xfb | 0xf2 | 0xf3, ..] => Self::Audio("audio/mpeg"),
            [0xff, 0xf1 | 0xf9, ..] => Self::Audio("audio/aac"),
            _ if first.windows(5).any(|bytes| bytes == b"%PDF-") => Self::Pdf,
            _ => return None,
        })
    }

    /// By the main brand of the ISO base media file format (ISO/IEC 14496-12).
    fn of_brand(brand: [u8; 4]) -> Self {
        match &brand {
            b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" => Self::Image("image/heic"),
            b"avif" | b"avis" => Self::Image("image/avif"),
            b"M4A " | b"M4B " => Self::Audio("audio/mp4"),
            b"qt  " => Self::Video("video/quicktime"),
            _ => Self::Video("video/mp4"),
        }
    }

    /// Whether people who see this name expect such a file.
    pub fn fits(self, name: &str) -> bool {
        let family = |kind: Self| std::mem::discriminant(&kind);
        // Films are called like sound, and the other way round.
        let is_media = |kind: Self| matches!(kind, Self::Video(_) | Self::Audio(_));
        Self::claimed(name).is_none_or(|claimed| family(claimed) == family(self) || is_media(claimed) && is_media(self))
    }

    /// What a name says that the file is; `None` when it says none of these.
    pub fn claimed(name: &str) -> Option<Self> {
        Some(match ending(name)?.as_str() {
            "jpg" | "jpeg" | "jfif" | "png" | "gif" | "webp" | "bmp" | "heic" | "heif" | "avif" => Self::Image(""),
            "pdf" => Self::Pdf,
            "mp4" | "m4v" | "mov" | "webm" => Self::Video(""),
            "mp3" | "m4a" | "aac" | "wav" | "ogg" | "oga" | "opus" | "flac" => Self::Audio(""),
            _ => return None,
        })
    }
}

/// Whether a name says that the file is a picture as newer telephones keep them.
pub(super) fn is_heif(name: &str) -> bool {
    matches!(ending(name).as_deref(), Some("heic" | "heif"))
}

/// Whether a file says of itself that it is plain text. Markup (HTML, SVG, XML) is shown as its source.
pub fn claims_to_be_text(name: &str, media_type: &str) -> bool {
    const ENDINGS: &[&str] =
        &["txt", "text", "md", "csv", "tsv", "log", "json", "xml", "html", "htm", "svg", "yaml", "yml", "ini"];
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let typed = media_type.starts_with("text/")
        || matches!(media_type.as_str(), "application/json" | "application/xml" | "image/svg+xml");
    typed || ending(name).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn ending(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn files_are_told_by_their_first_bytes() {
        let cases: [(&[u8], Option<Kind>); 21] = [
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(Kind::Image("image/jpeg"))),
            (b"\xff\xd8\xff\xe1..Exif", Some(Kind::Image("image/jpeg"))),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(Kind::Image("image/png"))),
            (b"GIF87a", Some(Kind::Image("image/gif"))),
            (b"GIF89a", Some(Kind::Image("image/gif"))),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Kind::Image("image/webp"))),
            (b"\0\0\0\x18ftypheic", Some(Kind::Image("image/heic"))),
            (b"\0\0\0\x1cftypavif", Some(Kind::Image("image/avif"))),
            (b"RIFF\x10\0\0\0WAVEfmt ", Some(Kind::Audio("audio/wav"))),
            (b"ID3\x04", Some(Kind::Audio("audio/mpeg"))),
            (b"OggS\0", Some(Kind::Audio("audio/ogg"))),
            (b"\0\0\0\x18ftypM4A ", Some(Kind::Audio("audio/mp4"))),
            (b"\0\0\0\x18ftypisom", Some(Kind::Video("video/mp4"))),
            (b"\x1a\x45\xdf\xa3", Some(Kind::Video("video/webm"))),
            (b"%PDF-1.7", Some(Kind::Pdf)),
            (b"\r\n\r\n%PDF-1.4", Some(Kind::Pdf)),
            (b"<svg xmlns=", None),
            (b"<!doctype html>", None),
            (b"MZ\x90\0", None),
            (b"\xff\xd8", None),
            (b"", None),
        ];
        for (first, kind) in cases {
            assert_eq!(Kind::of(first), kind, "{first:?}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_name_that_says_something_else_does_not_fit() {
        let (image, pdf) = (Kind::Image("image/jpeg"), Kind::Pdf);
        for (kind, name, fits) in [
            (image, "photo.JPG", true),
            (image, "photo.png", true),
            (image, "photo", true),
            (image, "archive.zip", true),
            (image, "report.pdf", false),
            (pdf, "report.pdf", true),
            (pdf, "photo.jpg", false),
            (Kind::Video("video/mp4"), "voice.m4a", true),
            (Kind::Video("video/mp4"), "photo.heic", false),
        ] {
            assert_eq!(kind.fits(name), fits, "{kind:?} {name}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn text_is_told_by_name_or_type() {
        assert!(claims_to_be_text("Referto.TXT", ""));
        assert!(claims_to_be_text("a", "text/plain; charset=utf-8"));
        assert!(claims_to_be_text("page.html", "application/octet-stream"));
        assert!(!claims_to_be_text("photo.jpg", "image/jpeg"));
        assert!(!claims_to_be_text("txt", ""));
        assert!(!claims_to_be_text("report.pdf", "application/pdf"));
    }
}
