//! The files of a share as one ZIP archive. Only for its check values, their bytes are copied into the page's own memory,
//! one segment at a time.

use std::slice::Iter;

use js_sys::Uint8Array;
use phial_shared::time::UnixSeconds;
use phial_shared::zip::{WrongLength, ZipWriter, archive_len};

use crate::services::content::Chunk;
use crate::services::open::OpenError;

/// A file of the archive.
pub(in crate::services) struct ArchivedFile<'a> {
    /// Safe, and unlike the others.
    pub(in crate::services) name: &'a str,
    /// Bytes.
    pub(in crate::services) size: u64,
    pub(in crate::services) modified: Option<UnixSeconds>,
}

impl From<WrongLength> for OpenError {
    fn from(WrongLength: WrongLength) -> Self {
        Self::Damaged
    }
}

/// How long the archive will be.
pub(super) fn len(files: &[ArchivedFile<'_>]) -> u64 {
    archive_len(files.iter().map(|file| (file.name, file.size, file.modified)))
}

/// An archive on its way.
pub(super) struct Archive<'a> {
    zip: ZipWriter,
    files: Iter<'a, ArchivedFile<'a>>,
    /// Bytes that the file which was begun still lacks; `None` before the first.
    lacks: Option<u64>,
}

impl<'a> Archive<'a> {
    pub(super) fn of(files: &'a [ArchivedFile<'a>]) -> Self {
        Self { zip: ZipWriter::new(), files: files.iter(), lacks: None }
    }

    /// The next bytes of the files, with what the archive has before, between and after them.
    pub(super) fn add(&mut self, content: Chunk) -> Result<Chunk, OpenError> {
        let mut written = Chunk::new();
        for mut piece in content {
            while piece.length() > 0 {
                let Some(lacks) = self.lacks.filter(|lacks| *lacks > 0) else {
                    self.next(&mut written)?.ok_or(OpenError::Damaged)?;
                    continue;
                };
                let len = u32::try_from(lacks).unwrap_or(u32::MAX).min(piece.length());
                let part = piece.subarray(0, len);
                self.zip.update(&part.to_vec());
                self.lacks = Some(lacks - u64::from(len));
                written.push(part);
                piece = piece.subarray(len, piece.length());
            }
        }
        Ok(written)
    }

    /// What comes after the last byte of the files.
    pub(super) fn finish(mut self) -> Result<Chunk, OpenError> {
        let mut written = Chunk::new();
        while self.next(&mut written)?.is_some() {}
        written.push(array(&self.zip.finish()));
        Ok(written)
    }

    /// Ends the file that was begun, and begins the next; `None` if there is none.
    fn next(&mut self, written: &mut Chunk) -> Result<Option<()>, OpenError> {
        if self.lacks.take().is_some() {
            written.push(array(&self.zip.end()?));
        }
        let Some(file) = self.files.next() else { return Ok(None) };
        written.push(array(&self.zip.begin(file.name, file.size, file.modified)));
        self.lacks = Some(file.size);
        Ok(Some(()))
    }
}

fn array(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn file(name: &'static str, size: u64) -> ArchivedFile<'static> {
        ArchivedFile { name, size, modified: None }
    }

    fn bytes(chunk: &Chunk) -> Vec<u8> {
        chunk.iter().flat_map(Uint8Array::to_vec).collect()
    }

    /// The archive of files with these contents, as the writer itself makes it.
    fn expected(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new();
        let mut all = Vec::new();
        for (name, content) in files {
            all.extend(zip.begin(name, content.len() as u64, None));
            zip.update(content);
            all.extend_from_slice(content);
            all.extend(zip.end().unwrap());
        }
        all.extend(zip.finish());
        all
    }

    #[wasm_bindgen_test]
    fn files_are_told_apart_wherever_the_pieces_end() {
        let files = [file("empty", 0), file("a", 3), file("none", 0), file("b", 4), file("end", 0)];
        for pieces in [vec![7], vec![1; 7], vec![3, 4], vec![2, 2, 3]] {
            let mut archive = Archive::of(&files);
            let (mut written, mut at) = (Vec::new(), 0);
            for piece in pieces {
                written.extend(bytes(&archive.add(vec![array(&b"abcdefg"[at..at + piece])]).unwrap()));
                at += piece;
            }
            written.extend(bytes(&archive.finish().unwrap()));
            let contents: [(&str, &[u8]); 5] =
                [("empty", b""), ("a", b"abc"), ("none", b""), ("b", b"defg"), ("end", b"")];
            assert_eq!(written, expected(&contents));
            assert_eq!(written.len() as u64, len(&files));
        }
    }

    #[wasm_bindgen_test]
    fn too_few_and_too_many_bytes_are_damage() {
        let files = [file("a", 3)];
        let mut archive = Archive::of(&files);
        archive.add(vec![array(b"ab")]).unwrap();
        assert_eq!(archive.finish().err(), Some(OpenError::Damaged));
        assert_eq!(Archive::of(&files).add(vec![array(b"abcd")]).err(), Some(OpenError::Damaged));
    }
}
