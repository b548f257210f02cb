//! What a file is, by its first bytes.

/// How many first bytes tell.
pub(super) const ENOUGH: u64 = 16;

/// The kinds of image that every browser shows and that cannot contain anything that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// ISO/IEC 10918.
    Jpeg,
    /// ISO/IEC 15948.
    Png,
    /// GIF 87a and 89a.
    Gif,
    /// RFC 9649.
    WebP,
}

impl ImageKind {
    /// Tells by the first bytes; `None` for anything else.
    pub fn of(first: &[u8]) -> Option<Self> {
        match first {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }

    /// The media type that the browser is told, whatever the sender said.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }
}

/// Whether a file says of itself that it is plain text. Markup (HTML, SVG, XML) is shown as its source.
pub fn claims_to_be_text(name: &str, media_type: &str) -> bool {
    const ENDINGS: &[&str] =
        &["txt", "text", "md", "csv", "tsv", "log", "json", "xml", "html", "htm", "svg", "yaml", "yml", "ini"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let typed = media_type.starts_with("text/")
        || matches!(media_type.as_str(), "application/json" | "application/xml" | "image/svg+xml");
    typed || ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn images_are_told_by_their_first_bytes() {
        let cases: [(&[u8], Option<ImageKind>); 12] = [
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(ImageKind::Jpeg)),
            (b"\xff\xd8\xff\xe1..Exif", Some(ImageKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(ImageKind::Png)),
            (b"GIF87a", Some(ImageKind::Gif)),
            (b"GIF89a", Some(ImageKind::Gif)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(ImageKind::WebP)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"<svg xmlns=", None),
            (b"<!doctype html>", None),
            (b"%PDF-1.7", None),
            (b"\xff\xd8", None),
            (b"", None),
        ];
        for (first, kind) in cases {
            assert_eq!(ImageKind::of(first), kind, "{first:?}");
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
