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
    fn write(&self, folder: &Path, kept: &Path) -> Result<()> {
        let target = folder.join(&self.path);
        if self.path.starts_with(HASHED) && target.exists() {
            return Ok(());
        }
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        fs::write(&target, &self.content)?;
        for (suffix, compress) in FORMS {
            let compressed = self.compressed(suffix, compress, kept)?;
            if compressed.len() < self.content.len() / 10 * 9 {
                fs::write(folder.join(format!("{}.{suffix}", self.path)), compressed)?;
            }
        }
        Ok(())
    }

    /// A compressed form: from the folder where they are kept, or made now and kept there.
    fn compressed(&self, suffix: &str, compress: Compress, kept: &Path) -> Result<Vec<u8>> {
        let file = kept.join(self.name_of_kept(suffix));
        if let Ok(compressed) = fs::read(&file) {
            return Ok(compressed);
        }
        let compressed = compress(&self.content)?;
        fs::create_dir_all(kept)?;
        // Under another name first: nobody finds half of it.
        let unfinished = file.with_extension(format!("{suffix}-{}", std::process::id()));
        fs::write(&unfinished, &compressed)?;
        fs::rename(unfinished, file)?;
        Ok(compressed)
    }

    fn name_of_kept(&self, suffix: &str) -> String {
        format!("{}.{suffix}", hash::sha256_hex(&self.content))
    }
}

/// Makes a folder hold these files, their compressed forms, and nothing else. Compressing takes longer than all the rest:
/// what it gives is kept in another folder for the next page, which may be written where nothing is yet.
pub(super) fn write_all(files: &[File], folder: &Path, kept: &Path) -> Result<()> {
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
    files.iter().try_for_each(|file| file.write(folder, kept))?;
    let names = |file: &File| FORMS.map(|(suffix, _)| file.name_of_kept(suffix));
    let wanted: HashSet<_> = files.iter().flat_map(names).map(|name| kept.join(name)).collect();
    for old in below(kept)?.iter().filter(|found| !wanted.contains(*found)) {
        // Another clone that shares the folder may have removed it already.
        let _ = fs::remove_file(old);
    }
    Ok(())
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

type Compress = fn(&[u8]) -> Result<Vec<u8>>;
/// The compressed forms of a file, by what their names end with.
const FORMS: [(&str, Compress); 2] = [("br", brotli), ("gz", gzip)];

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
        let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let text = "calm, clinical, mobile first; ".repeat(20).into_bytes();
        File { path: "assets/long.css".to_owned(), content: text.clone() }.write(folder.path(), kept.path()).unwrap();
        File { path: "short.css".to_owned(), content: b"a{}".to_vec() }.write(folder.path(), kept.path()).unwrap();
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
        let (folder, compressed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = |path: &str, content: &[u8]| File { path: path.to_owned(), content: content.to_vec() };
        let style = |text: &str| File::hashed("app", "css", text.repeat(99).into_bytes());
        write_all(&[file("index.html", b"1"), style("a"), style("b")], folder.path(), compressed.path()).unwrap();
        // Whoever finds this text again finds a file that was not written again.
        let kept = folder.path().join(style("a").path);
        fs::write(&kept, "as it was").unwrap();
        write_all(&[file("index.html", b"2"), style("a")], folder.path(), compressed.path()).unwrap();
        assert_eq!(fs::read(folder.path().join("index.html")).unwrap(), b"2");
        assert_eq!(fs::read(&kept).unwrap(), b"as it was");
        let mut left = below(&folder.path().join("assets")).unwrap();
        left.sort();
        let form = |suffix: &str| PathBuf::from(format!("{}.{suffix}", kept.display()));
        assert_eq!(left, [kept.clone(), form("br"), form("gz")]);
    }

    #[test]
    fn what_was_compressed_once_is_not_compressed_for_the_next_folder_and_goes_when_it_is_old() {
        let kept = tempfile::tempdir().unwrap();
        let style = |text: &str| File::hashed("app", "css", text.repeat(99).into_bytes());
        let write = |file: File| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(format!("{}.br", file.path));
            write_all(&[file], folder.path(), kept.path()).unwrap();
            fs::read(path).unwrap()
        };
        write(style("a"));
        assert_eq!(below(kept.path()).unwrap().len(), FORMS.len());
        // Whoever finds this text again finds a form that was not made again.
        fs::write(kept.path().join(style("a").name_of_kept("br")), "as kept").unwrap();
        assert_eq!(write(style("a")), b"as kept");
        write(style("b"));
        assert_ne!(write(style("a")), b"as kept");
        assert_eq!(below(kept.path()).unwrap().len(), FORMS.len());
    }
}
