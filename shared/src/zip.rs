//! A ZIP archive written as a stream: nothing compressed, nothing held, any size (APPNOTE.TXT 6.3.10, with ZIP64).
//!
//! ```text
//! archive = (local header, content, data descriptor)* , central directory, end
//! ```
//! The check value of a file is known only after its content, so that it stands behind it. Names are UTF-8. Files are in
//! the archive as they are: what was sent is mostly photos and PDF files, which do not become smaller.

mod dos_time;

use crc32fast::Hasher;

use crate::time::UnixSeconds;
use dos_time::DosTime;

const LOCAL_HEADER: u32 = 0x0403_4b50;
const DATA_DESCRIPTOR: u32 = 0x0807_4b50;
const CENTRAL_HEADER: u32 = 0x0201_4b50;
const END_64: u32 = 0x0606_4b50;
const END_64_LOCATOR: u32 = 0x0706_4b50;
const END: u32 = 0x0605_4b50;

/// Sizes stand behind the content (bit 3); the name is UTF-8 (bit 11).
const FLAGS: u16 = 1 << 3 | 1 << 11;
const STORED: u16 = 0;
/// What a reader must know: 2.0, or 4.5 for ZIP64.
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;
/// Written as by Unix, so that the attributes below count.
const MADE_BY: u16 = 3 << 8 | VERSION_64;
/// A plain file that its owner may write and everybody read.
const ATTRIBUTES: u32 = 0o100_644 << 16;
const EXTRA_64: u16 = 0x0001;
/// "Extended timestamp": seconds since 1970 in UTC.
const EXTRA_TIME: u16 = 0x5455;
/// Stands in place of a number that only ZIP64 can hold.
const ELSEWHERE: u32 = u32::MAX;
const ELSEWHERE_16: u16 = u16::MAX;

/// A file has more or fewer bytes than were announced. The archive cannot be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file has another length than was announced")]
pub struct WrongLength;

/// Writes an archive. What its methods return is to be written in that order, each file's content between
/// [`ZipWriter::begin`] and [`ZipWriter::end`].
#[derive(Default)]
pub struct ZipWriter {
    entries: Vec<Entry>,
    /// Bytes so far.
    offset: u64,
}

struct Entry {
    name: String,
    size: u64,
    modified: Option<UnixSeconds>,
    offset: u64,
    hasher: Hasher,
    seen: u64,
    crc: u32,
}

impl ZipWriter {
    /// An empty archive.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a file. The name must be safe and occur once (see [`crate::file_name::safe_names`]).
    pub fn begin(&mut self, name: &str, size: u64, modified: Option<UnixSeconds>) -> Vec<u8> {
        let entry = Entry {
            name: name.to_owned(),
            size,
            modified,
            offset: self.offset,
            hasher: Hasher::new(),
            seen: 0,
            crc: 0,
        };
        let header = entry.local_header();
        self.entries.push(entry);
        self.offset += header.len() as u64;
        header
    }

    /// Takes note of the next bytes of the file that was begun.
    pub fn update(&mut self, content: &[u8]) {
        if let Some(entry) = self.entries.last_mut() {
            entry.hasher.update(content);
            entry.seen += content.len() as u64;
        }
    }

    /// Ends the file that was begun.
    pub fn end(&mut self) -> Result<Vec<u8>, WrongLength> {
        let entry = self.entries.last_mut().ok_or(WrongLength)?;
        if entry.seen != entry.size {
            return Err(WrongLength);
        }
        entry.crc = std::mem::take(&mut entry.hasher).finalize();
        let descriptor = entry.data_descriptor();
        self.offset += entry.size + descriptor.len() as u64;
        Ok(descriptor)
    }

    /// Ends the archive.
    pub fn finish(self) -> Vec<u8> {
        let mut directory = Vec::new();
        for entry in &self.entries {
            entry.write_central_header(&mut directory);
        }
        let (count, len, offset) = (self.entries.len() as u64, directory.len() as u64, self.offset);
        if count >= u64::from(ELSEWHERE_16) || len.max(offset) >= u64::from(ELSEWHERE) {
            put32(&mut directory, END_64);
            put64(&mut directory, 44);
            put16(&mut directory, MADE_BY);
            put16(&mut directory, VERSION_64);
            put32(&mut directory, 0);
            put32(&mut directory, 0);
            put64(&mut directory, count);
            put64(&mut directory, count);
            put64(&mut directory, len);
            put64(&mut directory, offset);
            put32(&mut directory, END_64_LOCATOR);
            put32(&mut directory, 0);
            put64(&mut directory, offset + len);
            put32(&mut directory, 1);
        }
        let count = u16::try_from(count).unwrap_or(ELSEWHERE_16);
        put32(&mut directory, END);
        put16(&mut directory, 0);
        put16(&mut directory, 0);
        put16(&mut directory, count);
        put16(&mut directory, count);
        put32(&mut directory, or_elsewhere(len));
        put32(&mut directory, or_elsewhere(offset));
        put16(&mut directory, 0);
        directory
    }
}

/// The length of an archive of files with these names and sizes. Times change nothing, as long as all have one or none.
pub fn archive_len<'a>(files: impl IntoIterator<Item = (&'a str, u64, Option<UnixSeconds>)>) -> u64 {
    let mut writer = ZipWriter::new();
    for (name, size, modified) in files {
        writer.begin(name, size, modified);
        if let Some(entry) = writer.entries.last_mut() {
            entry.seen = size;
        }
        // Cannot fail: nothing is missing.
        let _ = writer.end();
    }
    let before = writer.offset;
    before + writer.finish().len() as u64
}

impl Entry {
    fn is_64(&self) -> bool {
        self.size >= u64::from(ELSEWHERE)
    }

    fn local_header(&self) -> Vec<u8> {
        let mut extra = Vec::new();
        if self.is_64() {
            // Says that the sizes behind the content have eight bytes.
            put16(&mut extra, EXTRA_64);
            put16(&mut extra, 16);
            put64(&mut extra, 0);
            put64(&mut extra, 0);
        }
        self.write_time(&mut extra);
        let size = if self.is_64() { ELSEWHERE } else { 0 };
        let mut header = Vec::new();
        put32(&mut header, LOCAL_HEADER);
        self.write_common(&mut header, self.is_64(), 0, size, extra.len());
        header.extend_from_slice(self.name.as_bytes());
        header.append(&mut extra);
        header
    }

    fn data_descriptor(&self) -> Vec<u8> {
        let mut descriptor = Vec::new();
        put32(&mut descriptor, DATA_DESCRIPTOR);
        put32(&mut descriptor, self.crc);
        for _compressed_then_not in 0..2 {
            if self.is_64() {
                put64(&mut descriptor, self.size);
            } else {
                put32(&mut descriptor, or_elsewhere(self.size));
            }
        }
        descriptor
    }

    fn write_central_header(&self, directory: &mut Vec<u8>) {
        let is_far = self.offset >= u64::from(ELSEWHERE);
        let mut extra = Vec::new();
        if self.is_64() || is_far {
            put16(&mut extra, EXTRA_64);
            put16(&mut extra, if self.is_64() { 16 } else { 0 } + if is_far { 8 } else { 0 });
            if self.is_64() {
                put64(&mut extra, self.size);
                put64(&mut extra, self.size);
            }
            if is_far {
                put64(&mut extra, self.offset);
            }
        }
        self.write_time(&mut extra);
        put32(directory, CENTRAL_HEADER);
        put16(directory, MADE_BY);
        self.write_common(directory, self.is_64() || is_far, self.crc, or_elsewhere(self.size), extra.len());
        // No comment, the first disk, no internal attributes.
        put16(directory, 0);
        put16(directory, 0);
        put16(directory, 0);
        put32(directory, ATTRIBUTES);
        put32(directory, or_elsewhere(self.offset));
        directory.extend_from_slice(self.name.as_bytes());
        directory.append(&mut extra);
    }

    /// What the two headers of a file have in common.
    fn write_common(&self, header: &mut Vec<u8>, needs_64: bool, crc: u32, size: u32, extra_len: usize) {
        let DosTime { time, date } = self.modified.map(DosTime::of).unwrap_or_default();
        put16(header, if needs_64 { VERSION_64 } else { VERSION });
        put16(header, FLAGS);
        put16(header, STORED);
        put16(header, time);
        put16(header, date);
        put32(header, crc);
        put32(header, size);
        put32(header, size);
        // Safe names have at most 255 bytes, and the extra fields fewer than 50.
        put16(header, self.name.len() as u16);
        put16(header, extra_len as u16);
    }

    fn write_time(&self, extra: &mut Vec<u8>) {
        if let Some(seconds) = self.modified.and_then(|modified| i32::try_from(modified.0).ok()) {
            put16(extra, EXTRA_TIME);
            put16(extra, 5);
            // Only the time of the last change follows.
            extra.push(1);
            extra.extend_from_slice(&seconds.to_le_bytes());
        }
    }
}

fn or_elsewhere(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(ELSEWHERE)
}

fn put16(bytes: &mut Vec<u8>, number: u16) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

fn put32(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

fn put64(bytes: &mut Vec<u8>, number: u64) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_length_than_announced_ends_nothing() {
        let mut writer = ZipWriter::new();
        writer.begin("a", 3, None);
        writer.update(b"ab");
        assert_eq!(writer.end(), Err(WrongLength));
        writer.update(b"cd");
        assert_eq!(writer.end(), Err(WrongLength));
    }

    #[test]
    fn nothing_begun_cannot_be_ended() {
        assert_eq!(ZipWriter::new().end(), Err(WrongLength));
    }
}
