//! The page's files, embedded at build time by `build.rs`, and the choice of how one is sent.

/// One file of the page, with its compressed forms.
pub(crate) struct Asset {
    /// The URL's path, with the leading slash. Below `/assets/` the name holds a hash of the content, so that what a path
    /// stands for never changes.
    pub(crate) path: &'static str,
    /// The value of `Content-Type`.
    pub(crate) content_type: &'static str,
    /// The value of `ETag`: weak, since all forms of the file share it.
    pub(crate) etag: &'static str,
    plain: &'static [u8],
    br: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// The bytes to send for an [`Asset`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Representation {
    /// The body.
    pub(crate) body: &'static [u8],
    /// The value of `Content-Encoding`; `None` when the body is the file itself.
    pub(crate) content_encoding: Option<&'static str>,
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file at a URL path such as `/assets/app-0123456789abcdef.js`.
pub(crate) fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

impl Asset {
    /// The file itself.
    pub(crate) const fn content(&self) -> &'static [u8] {
        self.plain
    }

    /// The form of the file that a client takes best, by its `Accept-Encoding` (RFC 9110, 12.5.3; an empty string if the
    /// header is missing): the one with the highest quality, and the smallest where they are equal.
    ///
    /// The answer depends on the header, so it must be sent with `Vary: Accept-Encoding`. A client that refuses everything
    /// gets the plain file, as the RFC recommends.
    pub(crate) fn representation(&self, accept_encoding: &str) -> Representation {
        let wanted = |coding| quality(accept_encoding, coding);
        // Of equals, `max_by_key` takes the last.
        let compressed = [("gzip", self.gzip), ("br", self.br)]
            .into_iter()
            .filter_map(|(coding, body)| Some((coding, body?, wanted(coding)?)))
            .max_by_key(|&(_, _, quality)| quality);
        match compressed {
            Some((coding, body, quality)) if quality > 0 && quality >= wanted("identity").unwrap_or(0) => {
                Representation { body, content_encoding: Some(coding) }
            }
            _ => Representation { body: self.plain, content_encoding: None },
        }
    }
}

/// The quality, in thousandths, that the header gives to a content coding; `None` if it does not speak of it.
fn quality(accept_encoding: &str, coding: &str) -> Option<u16> {
    let mut any = None;
    for item in accept_encoding.split(',') {
        let mut fields = item.split(';').map(str::trim);
        let name = fields.next().unwrap_or("");
        let quality = fields
            .filter_map(|field| field.split_once('='))
            .find(|(key, _)| key.trim().eq_ignore_ascii_case("q"))
            .map_or(1000, |(_, value)| thousandths(value.trim()));
        if name.eq_ignore_ascii_case(coding) {
            return Some(quality);
        }
        if name == "*" {
            any = Some(quality);
        }
    }
    any
}

/// Reads a quality value such as `0.5`; one that cannot be read counts as 0.
fn thousandths(value: &str) -> u16 {
    match value.parse::<f32>() {
        Ok(quality) if (0.0..=1.0).contains(&quality) => (quality * 1000.0).round() as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const FILE: Asset = Asset {
        path: "/assets/app.js",
        content_type: "text/javascript",
        etag: "W/\"1\"",
        plain: b"plain",
        br: Some(b"br"),
        gzip: Some(b"gzip"),
    };

    fn chosen(accept_encoding: &str) -> Option<&'static str> {
        FILE.representation(accept_encoding).content_encoding
    }

    #[test]
    fn brotli_is_preferred_where_a_browser_takes_both() {
        assert_eq!(chosen("gzip, deflate, br, zstd"), Some("br"));
        assert_eq!(chosen("BR ; q=1 , GZIP"), Some("br"));
        assert_eq!(chosen("*"), Some("br"));
        let sent = FILE.representation("br");
        assert_eq!(sent.body, b"br");
    }

    #[test]
    fn the_client_s_order_wins() {
        assert_eq!(chosen("br;q=0.5, gzip;q=0.8"), Some("gzip"));
        assert_eq!(chosen("br;q=0.5, *;q=0.8"), Some("gzip"));
        assert_eq!(chosen("identity;q=1, br;q=0.5, gzip;q=0.5"), None);
        assert_eq!(chosen("identity;q=0.2, br;q=0.5"), Some("br"));
    }

    #[test]
    fn quality_zero_refuses() {
        assert_eq!(chosen("br;q=0, gzip"), Some("gzip"));
        assert_eq!(chosen("br;q=0.0, gzip;q=0.000"), None);
        assert_eq!(chosen("*;q=0, gzip"), Some("gzip"));
        assert_eq!(chosen("*;q=0"), None);
    }

    #[test]
    fn a_missing_or_foreign_header_gets_the_plain_file() {
        for header in ["", "zstd", "deflate, compress", "identity", "brotli", ";q=1", ","] {
            assert_eq!(chosen(header), None, "{header:?}");
        }
        assert_eq!(FILE.representation("").body, b"plain");
    }

    #[test]
    fn a_quality_out_of_range_counts_as_zero() {
        for header in ["br;q=2", "br;q=-1", "br;q=NaN", "br;q=x", "br;q="] {
            assert_eq!(chosen(header), None, "{header:?}");
        }
    }

    #[test]
    fn a_file_without_compressed_forms_is_sent_as_it_is() {
        let image = Asset { br: None, gzip: None, ..FILE };
        assert_eq!(image.representation("br, gzip").content_encoding, None);
    }

    #[test]
    fn embedded_paths_are_absolute_and_unique() {
        let mut seen = HashSet::new();
        for asset in ASSETS {
            assert!(asset.path.starts_with('/'), "{}", asset.path);
            assert!(seen.insert(asset.path), "{} twice", asset.path);
            assert!(find(asset.path).is_some());
        }
        assert!(find("/assets/none.js").is_none());
    }
}
