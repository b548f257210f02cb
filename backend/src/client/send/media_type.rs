//! Media types by a file's ending, as a browser would name them: the recipient's page chooses its viewers by them.

use std::path::Path;

const TYPES: &[(&str, &[&str])] = &[
    ("application/dicom", &["dcm"]),
    ("application/pdf", &["pdf"]),
    ("application/zip", &["zip"]),
    ("audio/mp4", &["m4a"]),
    ("audio/mpeg", &["mp3"]),
    ("audio/wav", &["wav"]),
    ("image/gif", &["gif"]),
    ("image/heic", &["heic"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("image/tiff", &["tif", "tiff"]),
    ("image/webp", &["webp"]),
    ("text/csv", &["csv"]),
    ("text/plain", &["txt", "log"]),
    ("video/mp4", &["mp4", "m4v"]),
    ("video/quicktime", &["mov"]),
    ("video/webm", &["webm"]),
];

/// The type of a file; empty when its ending says nothing.
pub(super) fn of(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let of_ending = |ending: &str| TYPES.iter().find(|(_, endings)| endings.contains(&ending));
    ending.as_deref().and_then(of_ending).map_or("", |(media_type, _)| media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_name_types() {
        for (path, media_type) in
            [("a/scan.PDF", "application/pdf"), ("x.jpeg", "image/jpeg"), ("x", ""), (".pdf", ""), ("x.exe", "")]
        {
            assert_eq!(of(Path::new(path)), media_type, "{path}");
        }
    }
}
