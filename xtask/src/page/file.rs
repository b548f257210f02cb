//! One file of the built page, with its compressed forms.

use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::hash;
use super::html::Link;

/// Below this, a file is named after its content.
const HASHED: &str = "assets/";

/// A file of the built page.
pub(super) struct File {
    /// Relative to the root of the site, with slashes.
    pub(super) path: String,
    pub(super) content: Vec<u8>,
}

impl File {
    /// A file that is named after its content.
    pub(super) fn hashed(stem: &str, extension: &str, content: Vec<u8>) -> Self {
        Self { path: format!("{HASHED}{stem}-{}.{extension}", hash::short(&content)), content }
    }

    /// The same file, named after its content.
    pub(super) fn renamed_after_content(self) -> Result<Self> {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        let (stem, extension) = name.rsplit_once('.').with_context(|| format!("{} has no extension", self.path))?;
        Ok(Self::hashed(stem, extension, self.content.clone()))
    }

    /// Its address.
    pub(super) fn url(&self) -> String {
        format!("/{}", self.path)
    }

    /// What it holds.
    pub(super) fn content(&self) -> &[u8] {
        &self.content
    }

    pub(super) fn integrity(&self) -> String {
        hash::integrity(&self.content)
    }

    pub(super) fn link(&self) -> Link {
        Link { url: self.url(), integrity: self.integrity() }
    }

    /// Writes the file, and beside it those compressed forms that save a tenth or more. A file that is there under a name
    /// that its content gives has been written before.
    fn write(&self, folder: &Path) -> Result<()> {
        let target = folder.join(&self.path);
        if self.path.starts_with(HASHED) && target.exists() {
            return Ok(());
        }
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        fs::write(&target, &self.content)?;
        for (suffix, compressed) in [("br", brotli(&self.content)?), ("gz", gzip(&self.content)?)] {
            if compressed.len() < self.content.len() / 10 * 9 {
                fs::write(folder.join(format!("{}.{suffix}", self.path)), compressed)?;
            }
        }
        Ok(())
    }
}

/// Makes a folder hold these files, their compressed forms, and nothing else.
pub(super) fn write_all(files: &[File], folder: &Path) -> Result<()> {
    let wanted: HashSet<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    for found in below(folder)? {
        let plain = match found.extension().and_then(|extension| extension.to_str()) {
            Some("br" | "gz") => found.with_extension(""),
            _ => found.clone(),
        };
        let is_kept = wanted.contains(&plain) && found.starts_with(folder.join(HASHED));
        if !is_kept {
            fs::remove_file(&found).with_context(|| format!("cannot remove {}", found.display()))?;
        }
    }
    files.iter().try_for_each(|file| file.write(folder))
}

/// Every file below a folder; none if it is missing.
fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { files.append(&mut below(&path)?) } else { files.push(path) }
        }
    }
    Ok(files)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    // Quality 11 and a window of 4 MiB: the defaults.
    let parameters = BrotliEncoderParams { size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_forms_are_written_where_they_save_something() {
        let folder = tempfile::tempdir().unwrap();
        let text = "calm, clinical, mobile first; ".repeat(20).into_bytes();
        File { path: "assets/long.css".to_owned(), content: text.clone() }.write(folder.path()).unwrap();
        File { path: "short.css".to_owned(), content: b"a{}".to_vec() }.write(folder.path()).unwrap();
        let read = |name: &str| fs::read(folder.path().join(name));

        assert_eq!(read("assets/long.css").unwrap(), text);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &read("assets/long.css.br").unwrap()[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        let mut decoder = flate2::write::GzDecoder::new(&mut unpacked);
        decoder.write_all(&read("assets/long.css.gz").unwrap()).unwrap();
        decoder.finish().unwrap();
        assert_eq!(unpacked, text);
        assert_eq!(read("short.css").unwrap(), b"a{}");
        assert!(read("short.css.br").is_err());
        assert!(read("short.css.gz").is_err());
    }

    #[test]
    fn only_what_has_changed_is_written_again_and_nothing_old_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = |path: &str, content: &[u8]| File { path: path.to_owned(), content: content.to_vec() };
        let style = |text: &str| File::hashed("app", "css", text.repeat(99).into_bytes());
        write_all(&[file("index.html", b"1"), style("a"), style("b")], folder.path()).unwrap();
        // Whoever finds this text again finds a file that was not written again.
        let kept = folder.path().join(style("a").path);
        fs::write(&kept, "as it was").unwrap();
        write_all(&[file("index.html", b"2"), style("a")], folder.path()).unwrap();
        assert_eq!(fs::read(folder.path().join("index.html")).unwrap(), b"2");
        assert_eq!(fs::read(&kept).unwrap(), b"as it was");
        let mut left = below(&folder.path().join("assets")).unwrap();
        left.sort();
        let compressed = |suffix: &str| PathBuf::from(format!("{}.{suffix}", kept.display()));
        assert_eq!(left, [kept.clone(), compressed("br"), compressed("gz")]);
    }
}
