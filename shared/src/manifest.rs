//! The manifest: what the files are. JSON, padded with spaces to a multiple of 1 KiB, sealed with the manifest key.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::api::MAX_SEALED_MANIFEST;
use crate::encoding::Sealed;
use crate::envelope::CannotOpen;
use crate::ids::ShareId;
use crate::json::ReadJson;
use crate::keys::ManifestKey;
use crate::layout::Layout;
use crate::time::UnixSeconds;

const VERSION: u32 = 1;
const PADDING: usize = 1024;
/// Nonce and tag of the envelope.
const ENVELOPE_OVERHEAD: usize = 28;

/// What a share holds. The files lie in the archive one after the other, in this order, so that a file's offset is
/// the sum of the sizes before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// At least one.
    files: Vec<FileEntry>,
    /// What the sender says about them.
    pub context: Context,
    files_len: u64,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// As on the sender's device; see [`crate::file_name`] before showing it or saving under it.
    pub name: String,
    /// The media type as the sender's browser sees it; may be empty, and may be wrong.
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When it was last changed, by the sender's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<UnixSeconds>,
}

/// What the sender says with the files. Fields that this version does not know are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Who sends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// A message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it is sent for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Json {
    version: u32,
    files: Vec<FileEntry>,
    #[serde(default)]
    context: Context,
}

/// Files that cannot make a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFiles {
    /// There is none.
    #[error("there is no file")]
    None,
    /// A file has no name.
    #[error("file {0} has no name")]
    NoName(usize),
    /// Together they are larger than any archive.
    #[error("the files are too large")]
    TooLarge,
}

/// The names and texts do not fit in [`MAX_SEALED_MANIFEST`] bytes: too many files for one share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many files: their names do not fit in one manifest")]
pub struct TooManyFiles;

/// Why a manifest cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadManifest {
    /// The envelope does not open.
    #[error(transparent)]
    CannotOpen(#[from] CannotOpen),
    /// It is of a later version.
    #[error("the manifest was made by a newer version")]
    UnknownVersion,
    /// It opens, but it is no manifest.
    #[error("the manifest is malformed")]
    Malformed,
    /// It lists other files than the archive has room for.
    #[error("the manifest does not fit the archive")]
    DoesNotFit,
}

impl Manifest {
    /// A manifest of these files.
    pub fn new(files: Vec<FileEntry>, context: Context) -> Result<Self, BadFiles> {
        if files.is_empty() {
            return Err(BadFiles::None);
        }
        if let Some(nameless) = files.iter().position(|file| file.name.is_empty()) {
            return Err(BadFiles::NoName(nameless));
        }
        let sum = files.iter().try_fold(0u64, |sum, file| sum.checked_add(file.size));
        let files_len = sum.filter(|sum| Layout::of_files(*sum).is_ok()).ok_or(BadFiles::TooLarge)?;
        Ok(Self { files, context, files_len })
    }

    /// The files in their order in the archive.
    pub fn files(&self) -> &[FileEntry] {
        &self.files
    }

    /// Bytes of all files together, without the archive's padding.
    pub const fn files_len(&self) -> u64 {
        self.files_len
    }

    /// Where a file lies in the archive's plaintext; `None` when there is no such file.
    pub fn file_range(&self, index: usize) -> Option<Range<u64>> {
        let size = self.files.get(index)?.size;
        let start: u64 = self.files[..index].iter().map(|file| file.size).sum();
        Some(start..start + size)
    }

    /// The layout of the archive that holds these files.
    #[expect(clippy::expect_used, reason = "`new` refuses what has no layout")]
    pub fn layout(&self) -> Layout {
        Layout::of_files(self.files_len).expect("checked when the manifest was made")
    }

    /// Checks that the manifest fits, without a key: a page asks before it sends anything.
    pub fn check_size(&self) -> Result<(), TooManyFiles> {
        self.to_padded_json().map(drop)
    }

    /// Seals the manifest for a share.
    pub fn seal(&self, key: &ManifestKey, share: ShareId) -> Result<Sealed, TooManyFiles> {
        Ok(key.seal(&self.to_padded_json()?, share))
    }

    /// Opens a share's manifest and checks that it describes an archive of this layout.
    pub fn open<R: ReadJson>(
        sealed: &Sealed,
        key: &ManifestKey,
        share: ShareId,
        layout: &Layout,
    ) -> Result<Self, BadManifest> {
        let manifest = Self::from_json::<R>(&key.open(sealed, share)?)?;
        if manifest.layout() == *layout { Ok(manifest) } else { Err(BadManifest::DoesNotFit) }
    }

    /// Reads the JSON inside of the envelope.
    pub fn from_json<R: ReadJson>(text: &[u8]) -> Result<Self, BadManifest> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let Versioned { version } = R::read(text).ok_or(BadManifest::Malformed)?;
        if version != VERSION {
            return Err(BadManifest::UnknownVersion);
        }
        let json: Json = R::read(text).ok_or(BadManifest::Malformed)?;
        Self::new(json.files, json.context).map_err(|_| BadManifest::Malformed)
    }

    #[expect(clippy::expect_used, reason = "strings and numbers are always JSON")]
    fn to_padded_json(&self) -> Result<Vec<u8>, TooManyFiles> {
        let json = Json { version: VERSION, files: self.files.clone(), context: self.context.clone() };
        let mut text = serde_json::to_vec(&json).expect("a manifest is JSON");
        text.resize(text.len().next_multiple_of(PADDING), b' ');
        if text.len() + ENVELOPE_OVERHEAD <= MAX_SEALED_MANIFEST { Ok(text) } else { Err(TooManyFiles) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::SerdeJson;
    use crate::keys::ContentKey;

    const SHARE: ShareId = ShareId::from_bytes([1; 16]);

    fn file(name: &str, size: u64) -> FileEntry {
        FileEntry { name: name.to_owned(), media_type: String::new(), size, modified: None }
    }

    fn key() -> ManifestKey {
        ContentKey::from_bytes([2; 32]).manifest_key()
    }

    #[test]
    fn seals_and_opens_and_hides_its_length() {
        let context =
            Context { from: Some("Dr Rossi".into()), note: Some("ready?".into()), purpose: Some("advice".into()) };
        let manifest = Manifest::new(vec![file("a/..\u{202e}.jpg", 7), file("empty", 0)], context).unwrap();
        let sealed = manifest.seal(&key(), SHARE).unwrap();
        assert_eq!(sealed.0.len(), 1024 + ENVELOPE_OVERHEAD);
        let opened = Manifest::open::<SerdeJson>(&sealed, &key(), SHARE, &manifest.layout());
        assert_eq!(opened.as_ref(), Ok(&manifest));
        assert_eq!((manifest.file_range(0), manifest.file_range(1)), (Some(0..7), Some(7..7)));
        assert_eq!(manifest.file_range(2), None);
    }

    #[test]
    fn refuses_another_share_key_or_archive() {
        let manifest = Manifest::new(vec![file("a", 100)], Context::default()).unwrap();
        let sealed = manifest.seal(&key(), SHARE).unwrap();
        let layout = manifest.layout();
        let cannot = Err(BadManifest::CannotOpen(CannotOpen));
        assert_eq!(Manifest::open::<SerdeJson>(&sealed, &key(), ShareId::from_bytes([9; 16]), &layout), cannot);
        let other = ContentKey::from_bytes([9; 32]).manifest_key();
        assert_eq!(Manifest::open::<SerdeJson>(&sealed, &other, SHARE, &layout), cannot);
        let shorter = Layout::of_files(50).unwrap();
        assert_eq!(Manifest::open::<SerdeJson>(&sealed, &key(), SHARE, &shorter), Err(BadManifest::DoesNotFit));
    }

    #[test]
    fn refuses_what_is_no_manifest() {
        for (text, error) in [
            ("", BadManifest::Malformed),
            ("{}", BadManifest::Malformed),
            (r#"{"version":1,"files":[]}"#, BadManifest::Malformed),
            (r#"{"version":1,"files":[{"name":"","size":1}]}"#, BadManifest::Malformed),
            (r#"{"version":1,"files":[{"name":"a","size":-1}]}"#, BadManifest::Malformed),
            (
                r#"{"version":1,"files":[{"name":"a","size":18446744073709551615},{"name":"b","size":9}]}"#,
                BadManifest::Malformed,
            ),
            (r#"{"version":2,"anything":true}"#, BadManifest::UnknownVersion),
        ] {
            assert_eq!(Manifest::from_json::<SerdeJson>(text.as_bytes()), Err(error), "{text}");
        }
    }

    #[test]
    fn fields_of_later_versions_are_ignored() {
        let text = r#"{"version":1,"files":[{"name":"a","size":1,"new":2}],"context":{"from":"x","visit":"2026"}}"#;
        let manifest = Manifest::from_json::<SerdeJson>(text.as_bytes()).unwrap();
        assert_eq!(manifest.context.from.as_deref(), Some("x"));
    }

    #[test]
    fn the_size_limit_holds_just_below_and_just_above() {
        let with_note = |len: usize| {
            let context = Context { note: Some("n".repeat(len)), ..Context::default() };
            Manifest::new(vec![file("a", 1)], context).unwrap()
        };
        let frame = serde_json::to_vec(&Json {
            version: VERSION,
            files: vec![file("a", 1)],
            context: Context { note: Some(String::new()), ..Default::default() },
        })
        .unwrap();
        let room = MAX_SEALED_MANIFEST - PADDING - frame.len();
        assert_eq!(with_note(room).check_size(), Ok(()));
        assert!(with_note(room).seal(&key(), SHARE).unwrap().0.len() <= MAX_SEALED_MANIFEST);
        assert_eq!(with_note(room + 1).check_size(), Err(TooManyFiles));
        let many = Manifest::new(vec![file("photo-of-the-left-heel.jpg", 1); 10_000], Context::default()).unwrap();
        assert_eq!(many.check_size(), Err(TooManyFiles));
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(text: Vec<u8>) {
            let _ = Manifest::from_json::<SerdeJson>(&text);
        }

        #[test]
        fn any_names_round_trip(names in proptest::collection::vec(".{1,60}", 1..20)) {
            let files = names.iter().map(|name| file(name, 3)).collect();
            let manifest = Manifest::new(files, Context::default()).unwrap();
            let sealed = manifest.seal(&key(), SHARE).unwrap();
            assert_eq!(Manifest::open::<SerdeJson>(&sealed, &key(), SHARE, &manifest.layout()), Ok(manifest));
        }
    }
}
