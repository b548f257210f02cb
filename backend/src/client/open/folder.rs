//! The folder that files are saved in. A file has its name there only when it is whole, and never takes another's.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use phial_shared::encoding;
use phial_shared::file_name::safe_names;
use phial_shared::time::UnixSeconds;

/// The most files of one name that are told apart by numbers.
const MAX_NUMBER: usize = 10_000;

/// A folder that files can be made in.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if it does not exist, and makes sure that files can be made in it.
    pub(super) fn prepare(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        let folder = Self(path.to_owned());
        folder.begin().map(drop)?;
        Ok(folder)
    }

    /// Begins a file under a temporary name.
    pub(super) fn begin(&self) -> io::Result<UnfinishedFile> {
        let random = encoding::encode(&phial_shared::keys::random::<12>());
        let path = self.0.join(format!(".phial-{random}.part"));
        let file = File::create_new(&path)?;
        Ok(UnfinishedFile { file, path: TemporaryPath(path), folder: self.0.clone() })
    }
}

/// A file that is not whole. Dropped, it is removed.
#[derive(Debug)]
pub(super) struct UnfinishedFile {
    file: File,
    path: TemporaryPath,
    folder: PathBuf,
}

#[derive(Debug)]
struct TemporaryPath(PathBuf);

impl Drop for TemporaryPath {
    fn drop(&mut self) {
        // After the file was kept there is nothing to remove.
        let _ = fs::remove_file(&self.0);
    }
}

impl UnfinishedFile {
    /// Appends bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Gives the file its name, or a numbered one if that is taken. `name` must be safe. Returns where it is.
    pub(super) fn keep(self, name: &str, modified: Option<UnixSeconds>) -> io::Result<PathBuf> {
        if let Some(modified) = modified.and_then(|UnixSeconds(at)| UNIX_EPOCH.checked_add(Duration::from_secs(at))) {
            // Not every file system keeps every time; the content matters more.
            let _ = self.file.set_modified(modified);
        }
        self.file.sync_all()?;
        drop(self.file);
        let target = reserve(&self.folder, name)?;
        fs::rename(&self.path.0, &target).inspect_err(|_| {
            let _ = fs::remove_file(&target);
        })?;
        Ok(target)
    }
}

/// Takes a free name by an empty file: a rename alone would silently replace what is there.
fn reserve(folder: &Path, name: &str) -> io::Result<PathBuf> {
    for number in 1..=MAX_NUMBER {
        let path = folder.join(numbered(name, number));
        match File::create_new(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => (),
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// The name for the `number`th file of this name: `scan.pdf`, `scan (2).pdf`, …
fn numbered(name: &str, number: usize) -> String {
    safe_names(std::iter::repeat_n(name, number)).pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn a_file_that_is_not_kept_leaves_nothing() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("new/folder");
        let folder = Folder::prepare(&path).unwrap();
        assert!(names_in(&path).is_empty());
        let mut file = folder.begin().unwrap();
        file.write(b"half").unwrap();
        assert_eq!(names_in(&path).len(), 1);
        drop(file);
        assert!(names_in(&path).is_empty());
    }

    #[test]
    fn a_kept_file_has_its_content_name_and_time() {
        let parent = tempfile::tempdir().unwrap();
        let mut file = Folder::prepare(parent.path()).unwrap().begin().unwrap();
        file.write(b"who").unwrap();
        file.write(b"le").unwrap();
        let path = file.keep("a.txt", Some(UnixSeconds(77))).unwrap();
        assert_eq!(path, parent.path().join("a.txt"));
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), UNIX_EPOCH + Duration::from_secs(77));
        assert_eq!(names_in(parent.path()), ["a.txt"]);
    }

    #[test]
    fn times_beyond_any_calendar_are_ignored() {
        let parent = tempfile::tempdir().unwrap();
        let file = Folder::prepare(parent.path()).unwrap().begin().unwrap();
        file.keep("a", Some(UnixSeconds(u64::MAX))).unwrap();
        assert_eq!(names_in(parent.path()), ["a"]);
    }

    #[test]
    fn nothing_that_exists_is_replaced() {
        let parent = tempfile::tempdir().unwrap();
        let taken = parent.path().join("a.txt");
        fs::write(&taken, "mine").unwrap();
        fs::create_dir(parent.path().join("a (2).txt")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere", parent.path().join("a (3).txt")).unwrap();
        #[cfg(not(unix))]
        fs::write(parent.path().join("a (3).txt"), "").unwrap();
        let folder = Folder::prepare(parent.path()).unwrap();
        let kept = folder.begin().unwrap().keep("a.txt", None).unwrap();
        assert_eq!(kept, parent.path().join("a (4).txt"));
        assert_eq!(fs::read(taken).unwrap(), b"mine");
    }

    #[test]
    fn a_folder_that_cannot_be_is_an_error() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(Folder::prepare(&file).is_err());
        assert!(Folder::prepare(&file.join("below")).is_err());
    }
}
