//! What of a file can be shown in the page.
//!
//! The content is hostile: what a file is, is decided by its first bytes and never by its name or type, and it is shown only
//! in ways in which nothing in it can run. Text is text, never markup.

mod picture;
mod sniff;

use std::ops::Range;

use js_sys::{Array, Uint8Array};
use phial_shared::manifest::FileEntry;
use web_sys::{Blob, BlobPropertyBag, Url};

use super::content::{Chunk, Content, segments_end};
use super::open::OpenError;

pub use picture::Picture;
use sniff::is_heif;
pub use sniff::{Kind, claims_to_be_text};

/// Larger images are saved, not shown.
const LARGEST_IMAGE: u64 = 96 << 20;
/// Images up to this length are fetched with one request.
const LARGEST_AT_ONCE: u64 = 4 << 20;
/// Larger PDF files likewise: they are held in the renderer's memory.
const LARGEST_PDF: u64 = 64 << 20;
/// How much of a text is shown.
const LONGEST_TEXT: u64 = 1 << 20;

/// What of a file can be shown.
#[derive(Debug, PartialEq)]
pub enum Preview {
    /// An image.
    Image(Picture),
    /// A text, or its beginning (1 MiB).
    Text(String),
    /// A PDF file, to be fetched when somebody looks at it.
    Pdf,
    /// A film or a recording, likewise.
    Media {
        /// Whether there is something to see.
        is_video: bool,
        /// What the browser is told.
        media_type: &'static str,
    },
    /// Nothing: the file can only be saved.
    None(Unfit),
}

/// Why a file is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is of a kind that is not shown here.
    Unknown,
    /// Its name says that it is something else than it is.
    Lies,
    /// It is damaged, or this browser does not know its kind.
    Broken,
    /// It is too large.
    TooLarge,
}

/// The address of decrypted bytes in this page. It ends when this value is dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct BlobUrl(String);

impl BlobUrl {
    /// Gives the bytes an address.
    pub fn new(blob: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(blob).ok().map(Self)
    }

    /// For `src` or `href`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for BlobUrl {
    fn drop(&mut self) {
        // Fails only for an address that is gone.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Whether a file that says this of itself can probably be shown, in any browser. What it really is turns out when it is opened.
pub fn is_likely_shown(name: &str, media_type: &str, size: u64) -> bool {
    if claims_to_be_text(name, media_type) {
        return size <= LONGEST_TEXT;
    }
    match Kind::claimed(name) {
        // Safari alone shows these.
        Some(Kind::Image(_)) if is_heif(name) => false,
        Some(Kind::Image(_)) => size <= LARGEST_IMAGE,
        Some(Kind::Pdf) => size <= LARGEST_PDF,
        Some(Kind::Video(_) | Kind::Audio(_)) => true,
        None => false,
    }
}

/// Reads as much of a file as its preview needs.
pub(super) async fn read(content: &Content, entry: &FileEntry, file: Range<u64>) -> Result<Preview, OpenError> {
    if claims_to_be_text(&entry.name, &entry.media_type) {
        return read_text(content, file).await;
    }
    if entry.size == 0 {
        return Ok(Preview::None(Unfit::Unknown));
    }
    // The first segment tells; it is fetched as a whole anyway. What is called a picture mostly is one, and then comes at once.
    let split = match Kind::claimed(&entry.name) {
        Some(Kind::Image(_)) if entry.size <= LARGEST_AT_ONCE => file.end,
        _ => segments_end(&content.layout, &file, sniff::ENOUGH),
    };
    let mut chunks = content.read_all(file.start..split).await?;
    let kind = Kind::of(&first_bytes(&chunks));
    let Some(kind) = kind.filter(|kind| kind.fits(&entry.name)) else {
        let lies = kind.is_some() || Kind::claimed(&entry.name).is_some();
        return Ok(Preview::None(if lies { Unfit::Lies } else { Unfit::Unknown }));
    };
    let most = match kind {
        Kind::Image(_) => LARGEST_IMAGE,
        Kind::Pdf => LARGEST_PDF,
        // It depends on the browser, and turns out when somebody looks at it.
        Kind::Video(_) | Kind::Audio(_) => u64::MAX,
    };
    if entry.size > most {
        return Ok(Preview::None(Unfit::TooLarge));
    }
    Ok(match kind {
        Kind::Image(media_type) => {
            chunks.append(&mut content.read_all(split..file.end).await?);
            match blob(&chunks, media_type) {
                Some(blob) => picture::of(&blob).await.map_or_else(Preview::None, Preview::Image),
                None => Preview::None(Unfit::TooLarge),
            }
        }
        Kind::Pdf => Preview::Pdf,
        Kind::Video(media_type) => Preview::Media { is_video: true, media_type },
        Kind::Audio(media_type) => Preview::Media { is_video: false, media_type },
    })
}

async fn read_text(content: &Content, file: Range<u64>) -> Result<Preview, OpenError> {
    let end = file.end.min(file.start + LONGEST_TEXT);
    let chunks = content.read_all(file.start..end).await?;
    let bytes = chunks.concat().iter().flat_map(Uint8Array::to_vec).collect();
    Ok(text(bytes, end < file.end).map_or(Preview::None(Unfit::Lies), Preview::Text))
}

fn first_bytes(chunks: &[Chunk]) -> Vec<u8> {
    let enough = sniff::ENOUGH as u32;
    let bytes = chunks.iter().flatten().flat_map(|piece| piece.subarray(0, enough.min(piece.length())).to_vec());
    bytes.take(enough as usize).collect()
}

fn blob(chunks: &[Chunk], media_type: &str) -> Option<Blob> {
    let pieces: Array = chunks.iter().flatten().collect();
    let properties = BlobPropertyBag::new();
    properties.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&pieces, &properties).ok()
}

/// The bytes as UTF-8; a character that was cut in two at the end is left out.
fn text(bytes: Vec<u8>, is_cut: bool) -> Option<String> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if is_cut && error.utf8_error().error_len().is_none() => {
            let valid = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(valid);
            String::from_utf8(bytes).ok()?
        }
        Err(_) => return None,
    };
    // Text has no zero bytes; what has them is something else that happens to be valid.
    let is_text = !text.contains('\0');
    is_text.then(|| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{LARGEST_IMAGE, LONGEST_TEXT, is_likely_shown, text};

    #[wasm_bindgen_test(unsupported = test)]
    fn text_is_whole_utf8_or_nothing() {
        assert_eq!(
            text(b"\xef\xbb\xbfPressione: 120/80 \xc2\xb7 bene".to_vec(), false).unwrap(),
            "Pressione: 120/80 · bene"
        );
        assert_eq!(text(Vec::new(), false).as_deref(), Some(""));
        assert_eq!(text(b"caff\xe8".to_vec(), false), None, "Latin-1");
        assert_eq!(text(b"\0\0\0a".to_vec(), false), None, "UTF-32");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_likely_shown_is_told_by_names_and_sizes() {
        for (name, media_type, size, expected) in [
            ("heel.JPG", "", 4, true),
            ("heel.jpg", "image/jpeg", LARGEST_IMAGE, true),
            ("heel.jpg", "image/jpeg", LARGEST_IMAGE + 1, false),
            ("heel.heic", "image/heic", 4, false),
            ("report.pdf", "application/pdf", 4, true),
            ("gait.mov", "video/quicktime", 1 << 40, true),
            ("notes.txt", "text/plain", LONGEST_TEXT, true),
            ("notes.txt", "text/plain", LONGEST_TEXT + 1, false),
            ("letter.docx", "application/msword", 4, false),
            ("scan.dcm", "application/dicom", 4, false),
            ("scan", "", 4, false),
        ] {
            assert_eq!(is_likely_shown(name, media_type, size), expected, "{name} of {size}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_character_cut_in_two_is_left_out_only_where_the_text_was_cut() {
        let cut = "a€".as_bytes()[..3].to_vec();
        assert_eq!(text(cut.clone(), true).as_deref(), Some("a"));
        assert_eq!(text(cut, false), None);
        assert_eq!(text(b"a\xffb".to_vec(), true), None, "wrong in the middle");
    }
}
