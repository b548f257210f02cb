//! The files that are sent: looked at before, read once and in order, and checked not to change meanwhile.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use phial_shared::manifest::FileEntry;
use phial_shared::time::UnixSeconds;

use super::media_type;

/// Why a file cannot be sent.
#[derive(Debug, thiserror::Error)]
pub(in crate::client) enum SourceError {
    /// It is not there, or may not be read.
    #[error(
        "cannot read {}: {cause}. Nothing was shared; check the file and its permissions, then try again",
        .path.display()
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is a folder.
    #[error("{} is a folder. Nothing was sent; name the files in it, or put them in one archive", .0.display())]
    Folder(PathBuf),
    /// It is a device, a pipe or the like.
    #[error("{} is not a regular file. Nothing was sent; copy its content to a file first", .0.display())]
    NotRegular(PathBuf),
    /// It is not the file that it was.
    #[error("{} changed while it was read. Nothing was shared; try again when nothing writes to it", .0.display())]
    Changed(PathBuf),
}

/// A file as it was when the command began.
#[derive(Debug)]
pub(super) struct SourceFile {
    path: PathBuf,
    size: u64,
    modified: Option<SystemTime>,
}

impl SourceFile {
    /// Looks at a file, and makes sure that it can be read.
    pub(super) fn inspect(path: &Path) -> Result<Self, SourceError> {
        let unreadable = |cause| SourceError::Unreadable { path: path.to_owned(), cause };
        // Before opening: a pipe would wait for someone who writes to it.
        let metadata = fs::metadata(path).map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(SourceError::Folder(path.to_owned()));
        }
        if !metadata.is_file() {
            return Err(SourceError::NotRegular(path.to_owned()));
        }
        File::open(path).map_err(unreadable)?;
        Ok(Self { path: path.to_owned(), size: metadata.len(), modified: metadata.modified().ok() })
    }

    /// What the manifest says about it.
    pub(super) fn entry(&self) -> FileEntry {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let since_epoch = self.modified.and_then(|modified| modified.duration_since(UNIX_EPOCH).ok());
        FileEntry {
            name,
            media_type: media_type::of(&self.path).to_owned(),
            size: self.size,
            modified: since_epoch.map(|since| UnixSeconds(since.as_secs())),
        }
    }

    fn is_as_it_was(&self, metadata: &Metadata) -> bool {
        metadata.is_file() && metadata.len() == self.size && metadata.modified().ok() == self.modified
    }
}

/// Reads files one after the other, each from its beginning to its end.
#[derive(Debug)]
pub(super) struct SourceReader {
    waiting: std::vec::IntoIter<SourceFile>,
    current: Option<Reading>,
}

#[derive(Debug)]
struct Reading {
    source: SourceFile,
    file: File,
    left: u64,
}

impl SourceReader {
    /// Reads these files; each is opened when its turn comes.
    pub(super) fn new(files: Vec<SourceFile>) -> Self {
        Self { waiting: files.into_iter(), current: None }
    }

    /// Appends the next `len` bytes of the files; zeros after the last of them.
    pub(super) fn fill(&mut self, len: u64, buffer: &mut Vec<u8>) -> Result<(), SourceError> {
        let mut missing = len;
        while missing > 0 {
            match self.current()? {
                Some(reading) => missing -= reading.read(missing, buffer)?,
                None => {
                    // A segment is short.
                    buffer.resize(buffer.len() + missing as usize, 0);
                    missing = 0;
                }
            }
        }
        Ok(())
    }

    /// Comes to the end of all files, and checks that the last of them too are as they were.
    ///
    /// # Panics
    /// When bytes of a file are still to be read.
    pub(super) fn finish(&mut self) -> Result<(), SourceError> {
        assert!(self.current()?.is_none(), "a file was not read to its end");
        Ok(())
    }

    /// The file to read from, which has bytes left; `None` after the last.
    fn current(&mut self) -> Result<Option<&mut Reading>, SourceError> {
        while self.current.as_ref().is_none_or(|reading| reading.left == 0) {
            if let Some(read) = self.current.take() {
                read.check()?;
            }
            let Some(source) = self.waiting.next() else { return Ok(None) };
            self.current = Some(Reading::open(source)?);
        }
        Ok(self.current.as_mut())
    }
}

impl Reading {
    fn open(source: SourceFile) -> Result<Self, SourceError> {
        match File::open(&source.path) {
            Ok(file) => {
                let reading = Self { file, left: source.size, source };
                reading.check()?;
                Ok(reading)
            }
            Err(cause) => Err(SourceError::Unreadable { path: source.path, cause }),
        }
    }

    /// Appends up to `most` bytes; at least one.
    fn read(&mut self, most: u64, buffer: &mut Vec<u8>) -> Result<u64, SourceError> {
        let wanted = most.min(self.left);
        let read = (&self.file).take(wanted).read_to_end(buffer).map_err(|cause| self.unreadable(cause))? as u64;
        if read < wanted {
            return Err(SourceError::Changed(self.source.path.clone()));
        }
        self.left -= read;
        Ok(read)
    }

    fn check(&self) -> Result<(), SourceError> {
        let metadata = self.file.metadata().map_err(|cause| self.unreadable(cause))?;
        if self.source.is_as_it_was(&metadata) { Ok(()) } else { Err(SourceError::Changed(self.source.path.clone())) }
    }

    fn unreadable(&self, cause: io::Error) -> SourceError {
        SourceError::Unreadable { path: self.source.path.clone(), cause }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;

    use super::*;

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn file(&self, name: &str, content: &[u8]) -> PathBuf {
            let path = self.0.path().join(name);
            fs::write(&path, content).unwrap();
            path
        }
    }

    fn reader(paths: &[&PathBuf]) -> SourceReader {
        SourceReader::new(paths.iter().map(|path| SourceFile::inspect(path).unwrap()).collect())
    }

    #[test]
    fn files_follow_each_other_and_then_zeros() {
        let folder = Folder::new();
        let (a, empty, b) = (folder.file("a", b"one"), folder.file("empty", b""), folder.file("b", b"two!"));
        let mut reader = reader(&[&empty, &a, &empty, &b, &empty]);
        let mut read = Vec::new();
        for len in [0, 2, 3, 1, 4] {
            let before = read.len();
            reader.fill(len, &mut read).unwrap();
            assert_eq!(read.len() as u64, before as u64 + len);
        }
        reader.finish().unwrap();
        assert_eq!(read, b"onetwo!\0\0\0");
    }

    #[test]
    fn an_entry_describes_the_file() {
        let folder = Folder::new();
        let path = folder.file("scan.pdf", b"12345");
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(UNIX_EPOCH + std::time::Duration::from_secs(77))
            .unwrap();
        let entry = SourceFile::inspect(&path).unwrap().entry();
        let modified = Some(UnixSeconds(77));
        assert_eq!(
            entry,
            FileEntry { name: "scan.pdf".into(), media_type: "application/pdf".into(), size: 5, modified }
        );
    }

    #[test]
    fn what_is_no_file_is_refused_before_anything_is_sent() {
        let folder = Folder::new();
        let missing = folder.0.path().join("missing");
        assert!(matches!(SourceFile::inspect(&missing), Err(SourceError::Unreadable { path, .. }) if path == missing));
        assert!(matches!(SourceFile::inspect(folder.0.path()), Err(SourceError::Folder(_))));
        #[cfg(unix)]
        {
            let socket = folder.0.path().join("socket");
            let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
            assert!(matches!(SourceFile::inspect(&socket), Err(SourceError::NotRegular(_))));
        }
    }

    #[test]
    fn a_file_that_vanishes_before_its_turn_is_an_error() {
        let folder = Folder::new();
        let (a, b) = (folder.file("a", b"one"), folder.file("b", b""));
        let mut reader = reader(&[&a, &b]);
        reader.fill(3, &mut Vec::new()).unwrap();
        fs::remove_file(&b).unwrap();
        assert!(matches!(reader.finish(), Err(SourceError::Unreadable { path, .. }) if path == b));
    }

    #[test]
    fn a_file_that_shrinks_grows_or_is_rewritten_is_an_error() {
        type Change = fn(&Path);
        let shrink: Change = |path| OpenOptions::new().write(true).open(path).unwrap().set_len(4).unwrap();
        let grow: Change = |path| OpenOptions::new().write(true).open(path).unwrap().set_len(40).unwrap();
        let rewrite: Change = |path| {
            let file = OpenOptions::new().write(true).open(path).unwrap();
            file.set_modified(UNIX_EPOCH).unwrap();
        };
        for change in [shrink, grow, rewrite] {
            // Before its turn, in the middle, and after its last byte.
            for read_before in [None, Some(5), Some(10)] {
                let folder = Folder::new();
                let path = folder.file("a", b"0123456789");
                let mut reader = reader(&[&path]);
                let mut buffer = Vec::new();
                if let Some(len) = read_before {
                    reader.fill(len, &mut buffer).unwrap();
                }
                change(&path);
                let left = 10 - read_before.unwrap_or_default();
                let result = reader.fill(left, &mut buffer).and_then(|()| reader.finish());
                assert!(matches!(result, Err(SourceError::Changed(_))), "{read_before:?}: {result:?}");
            }
        }
    }
}
