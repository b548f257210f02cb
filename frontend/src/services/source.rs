//! The plaintext of an archive, read from the chosen files piece by piece: one file after the other, then zeros.

use std::ops::Range;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{Blob, File};

use super::js;

/// A file was changed, moved or removed after it was chosen, or cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("file {file} cannot be read as it was when it was chosen")]
pub struct FileChanged {
    /// Which of the files, from 0.
    pub file: usize,
}

/// Files, end to end.
#[derive(Debug)]
pub struct Source {
    files: Vec<File>,
    /// Where each file ends in the plaintext.
    ends: Vec<u64>,
}

impl Source {
    /// The files in their order in the archive.
    pub fn new(files: Vec<File>) -> Self {
        let mut end = 0;
        let ends = files.iter().map(|file| {
            end += file.size() as u64;
            end
        });
        Self { ends: ends.collect(), files }
    }

    /// The bytes of a range of the plaintext; zeros after the last file.
    pub async fn read(&self, range: Range<u64>) -> Result<ArrayBuffer, FileChanged> {
        let len = range.end - range.start;
        let pieces: Vec<_> = self.pieces(&range).collect();
        if let [(_, piece)] = pieces.as_slice()
            && piece.size() as u64 == len
            && let Ok(bytes) = read(piece, len).await
        {
            return Ok(bytes);
        }
        match read(&self.join(&range, &pieces)?, len).await {
            Ok(bytes) => Ok(bytes),
            Err(_) => Err(find_changed(&pieces).await),
        }
    }

    /// The slices of files that lie in a range, with the number of the file.
    fn pieces(&self, range: &Range<u64>) -> impl Iterator<Item = (usize, Blob)> {
        let first = self.ends.partition_point(|end| *end <= range.start);
        let starts = (first..).map(|file| if file == 0 { 0 } else { self.ends[file - 1] });
        let lying = self.ends[first..].iter().zip(starts).take_while(|(_, start)| *start < range.end);
        let range = range.clone();
        (first..).zip(lying).filter_map(move |(file, (end, start))| {
            let (from, to) = (range.start.max(start) - start, range.end.min(*end) - start);
            let slice = (from < to).then(|| self.files[file].slice_with_f64_and_f64(from as f64, to as f64));
            Some((file, slice?.ok()?))
        })
    }

    /// One blob of several pieces, so that thousands of tiny files are one read.
    fn join(&self, range: &Range<u64>, pieces: &[(usize, Blob)]) -> Result<Blob, FileChanged> {
        let sequence: Array = pieces.iter().map(|(_, piece)| JsValue::from(piece)).collect();
        let files_end = self.ends.last().copied().unwrap_or(0);
        let padding = range.end.saturating_sub(range.start.max(files_end));
        if padding > 0 {
            sequence.push(&Uint8Array::new_with_length(u32::try_from(padding).unwrap_or(u32::MAX)));
        }
        let unread = FileChanged { file: pieces.first().map_or(0, |(file, _)| *file) };
        Blob::new_with_blob_sequence(&sequence).map_err(|_| unread)
    }
}

async fn read(piece: &Blob, len: u64) -> Result<ArrayBuffer, ()> {
    let bytes: ArrayBuffer = js::settle(piece.array_buffer()).await.map_err(drop)?;
    if u64::from(bytes.byte_length()) == len { Ok(bytes) } else { Err(()) }
}

async fn find_changed(pieces: &[(usize, Blob)]) -> FileChanged {
    for (file, piece) in pieces {
        if read(piece, piece.size() as u64).await.is_err() {
            return FileChanged { file: *file };
        }
    }
    FileChanged { file: pieces.first().map_or(0, |(file, _)| *file) }
}
