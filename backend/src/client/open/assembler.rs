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
        let announce = |file| {
            // If nobody listens any more, the file is saved all the same.
            let _ = saved.send(file);
        };
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
                self.files.write(&segment, announce)?;
            }
        }
        announce(self.files.finish()?);
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
    /// Writes the next plaintext, and calls `saved` for every file that it completes but the last. After that comes
    /// padding, which is dropped.
    fn write(&mut self, mut plaintext: &[u8], saved: impl Fn(Saved)) -> Result<(), OpenError> {
        loop {
            let mut writing = match self.current.take() {
                Some(writing) => writing,
                None => match self.waiting.next() {
                    Some(expected) => Writing::begin(expected, &self.folder)?,
                    None => return Ok(()),
                },
            };
            plaintext = writing.take(plaintext)?;
            if writing.left > 0 || self.waiting.len() == 0 {
                self.current = Some(writing);
                return Ok(());
            }
            saved(writing.keep()?);
        }
    }

    /// Keeps the last file, once the archive has turned out to be whole to its very end.
    fn finish(self) -> Result<Saved, OpenError> {
        self.current.filter(|last| last.left == 0).ok_or(OpenError::Damaged)?.keep()
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

#[cfg(test)]
mod tests {
    use std::fs;

    use phial_shared::keys::ContentKey;
    use phial_shared::manifest::{Context, Manifest};
    use phial_shared::stream::StreamSealer;

    use super::*;

    const SHARE: ShareId = ShareId::from_bytes([1; 16]);

    /// An archive of files of these lengths, and a folder to save them in.
    struct Archive {
        manifest: Manifest,
        key: ContentKey,
        plaintext: Vec<u8>,
        parts: Vec<Vec<u8>>,
        folder: tempfile::TempDir,
    }

    impl Archive {
        fn new(lens: &[u64]) -> Self {
            let entry = |(n, size): (usize, &u64)| FileEntry {
                name: n.to_string(),
                media_type: String::new(),
                size: *size,
                modified: None,
            };
            let manifest = Manifest::new(lens.iter().enumerate().map(entry).collect(), Context::default()).unwrap();
            let layout = manifest.layout();
            let plaintext: Vec<u8> = (0..layout.plaintext_len()).map(|at| (at / 251) as u8).collect();
            let key = ContentKey::random();
            let mut sealer = StreamSealer::new(&key.stream_key(), SHARE, layout);
            let sealed = std::iter::from_fn(|| {
                sealer.next_part(|range, segment| {
                    segment.extend_from_slice(&plaintext[range.start as usize..range.end as usize]);
                    Ok::<_, std::convert::Infallible>(())
                })
            });
            let parts = sealed.map(|part| part.unwrap().1).collect();
            Self { manifest, key, plaintext, parts, folder: tempfile::tempdir().unwrap() }
        }

        fn assemble(&self, parts: usize) -> (Result<(), OpenError>, Vec<Saved>) {
            let folder = Folder::prepare(self.folder.path()).unwrap();
            let (key, layout) = (self.key.stream_key(), self.manifest.layout());
            let assembler = Assembler::new(key, SHARE, layout, self.manifest.files(), folder);
            let (to_assembler, waiting) = mpsc::channel(self.parts.len());
            for part in &self.parts[..parts] {
                to_assembler.try_send(part.clone()).unwrap();
            }
            drop(to_assembler);
            let (announce, mut saved) = mpsc::unbounded_channel();
            let result = assembler.run(waiting, announce);
            (result, std::iter::from_fn(|| saved.try_recv().ok()).collect())
        }
    }

    #[test]
    fn files_are_cut_where_the_manifest_says() {
        let segment = u64::from(SEGMENT_LEN);
        for lens in [
            &[0][..],
            &[0, 0, 0],
            &[1],
            &[0, 5, 0],
            &[segment, 0, 3 * segment + 7, 1, 0],
            &[segment - 56, segment - 16],
        ] {
            let archive = Archive::new(lens);
            let (result, saved) = archive.assemble(archive.parts.len());
            result.unwrap();
            assert_eq!(saved.iter().map(|file| file.index as usize).collect::<Vec<_>>(), Vec::from_iter(0..lens.len()));
            for (n, file) in saved.iter().enumerate() {
                let range = archive.manifest.file_range(n).unwrap();
                let expected = &archive.plaintext[range.start as usize..range.end as usize];
                assert!(fs::read(&file.path).unwrap() == expected, "file {n} of {lens:?}");
            }
        }
    }

    #[test]
    fn without_the_last_part_the_last_file_is_not_kept() {
        let archive = Archive::new(&[3, 20_000_000]);
        let (result, saved) = archive.assemble(archive.parts.len() - 1);
        assert!(matches!(result, Err(OpenError::Damaged)));
        assert_eq!(saved.iter().map(|file| file.index).collect::<Vec<_>>(), [0]);
        assert_eq!(fs::read_dir(archive.folder.path()).unwrap().count(), 1);
    }
}
