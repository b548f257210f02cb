//! From parts to files: decrypts the parts in order, and cuts the plaintext into the files of the manifest.

use std::io;
use std::path::PathBuf;

use phial_shared::file_name::safe_names;
use phial_shared::ids::ShareId;
use phial_shared::keys::StreamKey;
use phial_shared::layout::{Layout, PartIndex, SEGMENT_LEN, SegmentIndex};
use phial_shared::manifest::FileEntry;
use phial_shared::stream::StreamOpener;
use phial_shared::time::UnixSeconds;
use tokio::sync::mpsc;
use zeroize::Zeroizing;

use super::error::OpenError;
use super::folder::{Folder, UnfinishedFile};

/// A file that was saved.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Saved {
    /// Which file of the manifest, from 0.
    pub(super) index: u32,
    /// Where it is.
    pub(super) path: PathBuf,
}

/// What turns the parts of one share into files.
#[derive(Debug)]
pub(super) struct Assembler {
    stream_key: StreamKey,
    share: ShareId,
    layout: Layout,
    files: Files,
}

impl Assembler {
    /// Prepares to save these files, which the archive holds in this order.
    pub(super) fn new(
        stream_key: StreamKey,
        share: ShareId,
        layout: Layout,
        files: &[FileEntry],
        folder: Folder,
    ) -> Self {
        let names = safe_names(files.iter().map(|file| file.name.as_str()));
        let expected = names.into_iter().zip(files).zip(0..);
        let waiting: Vec<_> = expected
            .map(|((name, file), index)| Expected { index, name, size: file.size, modified: file.modified })
            .collect();
        Self { stream_key, share, layout, files: Files { waiting: waiting.into_iter(), current: None, folder } }
    }

    /// Takes all parts in order and announces each file once it is whole, verified and has its name.
    pub(super) fn run(
        mut self,
        mut parts: mpsc::Receiver<Vec<u8>>,
        saved: mpsc::UnboundedSender<Saved>,
    ) -> Result<(), OpenError> {
        let mut opener = None;
        let mut segment = Zeroizing::new(Vec::with_capacity(SEGMENT_LEN as usize));
        for index in (0..self.layout.part_count()).map(PartIndex) {
            // Whoever fetches the parts knows why there are no more.
            let part = parts.blocking_recv().ok_or(OpenError::Damaged)?;
            let opener = match &opener {
                Some(opener) => opener,
                None => opener.insert(StreamOpener::new(&self.stream_key, self.share, self.layout, &part)?),
            };
            for index in self.layout.part_segments(index).map(SegmentIndex) {
                segment.clear();
                segment.extend_from_slice(self.segment_of(&part, index).ok_or(OpenError::Damaged)?);
                opener.open(index, &mut segment)?;
                self.files.write(&segment, |file| {
                    // If nobody listens any more, the file is saved all the same.
                    let _ = saved.send(file);
                })?;
            }
        }
        Ok(())
    }

    /// The bytes of a segment in its part.
    fn segment_of<'a>(&self, part: &'a [u8], segment: SegmentIndex) -> Option<&'a [u8]> {
        let range = self.layout.segment_range(segment)?;
        let part_start = range.start - range.start % u64::from(phial_shared::layout::PART_LEN);
        let within = |offset: u64| usize::try_from(offset - part_start).ok();
        part.get(within(range.start)?..within(range.end)?)
    }
}

/// The files of a manifest while plaintext arrives for them.
#[derive(Debug)]
struct Files {
    waiting: std::vec::IntoIter<Expected>,
    current: Option<Writing>,
    folder: Folder,
}

#[derive(Debug)]
struct Expected {
    index: u32,
    name: String,
    size: u64,
    modified: Option<UnixSeconds>,
}

#[derive(Debug)]
struct Writing {
    expected: Expected,
    file: UnfinishedFile,
    left: u64,
}

impl Files {
    /// Writes the next plaintext, and calls `saved` for every file that it completes. After the last file comes
    /// padding, which is dropped.
    fn write(&mut self, mut plaintext: &[u8], mut saved: impl FnMut(Saved)) -> Result<(), OpenError> {
        loop {
            let mut writing = match self.current.take() {
                Some(writing) => writing,
                None => match self.waiting.next() {
                    Some(expected) => Writing::begin(expected, &self.folder)?,
                    None => return Ok(()),
                },
            };
            plaintext = writing.take(plaintext)?;
            if writing.left > 0 {
                self.current = Some(writing);
                return Ok(());
            }
            saved(writing.keep()?);
        }
    }
}

impl Writing {
    fn begin(expected: Expected, folder: &Folder) -> Result<Self, OpenError> {
        match folder.begin() {
            Ok(file) => Ok(Self { left: expected.size, file, expected }),
            Err(cause) => Err(expected.unwritable(cause)),
        }
    }

    /// Writes what belongs to this file; returns what comes after it.
    fn take<'a>(&mut self, plaintext: &'a [u8]) -> Result<&'a [u8], OpenError> {
        let mine = usize::try_from(self.left).unwrap_or(usize::MAX).min(plaintext.len());
        let (mine, rest) = plaintext.split_at(mine);
        self.file.write(mine).map_err(|cause| self.expected.unwritable(cause))?;
        self.left -= mine.len() as u64;
        Ok(rest)
    }

    fn keep(self) -> Result<Saved, OpenError> {
        match self.file.keep(&self.expected.name, self.expected.modified) {
            Ok(path) => Ok(Saved { index: self.expected.index, path }),
            Err(cause) => Err(self.expected.unwritable(cause)),
        }
    }
}

impl Expected {
    fn unwritable(&self, cause: io::Error) -> OpenError {
        OpenError::Unwritable { name: self.name.clone(), cause }
    }
}
