//! A folder that a browser takes for its person's home: fresh profile, downloads, nothing of this machine's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The folder. Removed when it is dropped.
pub(super) struct Home {
    folder: TempDir,
    downloads: PathBuf,
}

/// GTK's widgets shall not keep a window from being as narrow as a phone.
const NO_LEAST_WIDTH: &str = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; font-size: 1px; }";
/// The same for Firefox's.
const NO_LEAST_WIDTH_OF_FIREFOX: &str = ":root, body { min-width: 0 !important; min-height: 0 !important; }";

impl Home {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Self { downloads: folder.path().join("downloads"), folder };
        for folder in
            [home.downloads.clone(), home.config().join("gtk-3.0"), home.profile().join("chrome"), home.temporary()]
        {
            fs::create_dir_all(folder).unwrap();
        }
        // Where WebKit's browser saves (xdg-user-dirs).
        let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", home.downloads().display());
        fs::write(home.config().join("user-dirs.dirs"), downloads).unwrap();
        fs::write(home.config().join("gtk-3.0/gtk.css"), NO_LEAST_WIDTH).unwrap();
        fs::write(home.profile().join("chrome/userChrome.css"), NO_LEAST_WIDTH_OF_FIREFOX).unwrap();
        home
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the browser saves what is downloaded.
    pub(super) fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Firefox's profile.
    pub(super) fn profile(&self) -> PathBuf {
        self.path().join("profile")
    }

    fn config(&self) -> PathBuf {
        self.path().join(".config")
    }

    fn temporary(&self) -> PathBuf {
        self.path().join("tmp")
    }

    /// Makes a program take this folder for its home.
    pub(super) fn be_home_of(&self, command: &mut Command) {
        command
            .env("HOME", self.path())
            .env("XDG_CONFIG_HOME", self.config())
            .env("XDG_CACHE_HOME", self.path().join(".cache"))
            .env("XDG_DATA_HOME", self.path().join(".local/share"))
            .env("TMPDIR", self.temporary());
    }
}
