//! The client as a process.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The binary, without anything from the environment of the tests.
pub(crate) fn phial() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phial"));
    command.env_clear().stdin(Stdio::null());
    command
}

/// How a client ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ended {
    /// Asserts success; what is on standard output.
    #[track_caller]
    pub(crate) fn succeeded(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self.stdout
    }

    /// Asserts this exit code, nothing on standard output, and one error of one line; the error.
    #[track_caller]
    pub(crate) fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(code), ""), "{}", self.stderr);
        let errors: Vec<_> = self.stderr.lines().filter(|line| line.starts_with("Error: ")).collect();
        let [error] = errors[..] else { panic!("not one error: {}", self.stderr) };
        error.to_owned()
    }
}

/// Runs a client to its end.
pub(crate) fn run<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ended {
    phial().args(args).output().unwrap().into()
}

/// Starts a client.
pub(crate) fn start<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Started {
    Started(phial().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
}

/// A client that runs. It prints so little that no pipe fills up.
pub(crate) struct Started(Child);

impl Started {
    /// Waits for its end.
    pub(crate) fn end(self) -> Ended {
        self.0.wait_with_output().unwrap().into()
    }

    /// Tells it to stop, as Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        signal(&self.0, "INT");
    }
}

/// Sends a signal to a process.
pub(crate) fn signal(process: &Child, name: &str) {
    let status = Command::new("kill").args(["-s", name, &process.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// What a sender was given.
pub(crate) struct Sent {
    pub(crate) link: String,
    pub(crate) manage_link: String,
    pub(crate) expires_at: u64,
}

impl Sent {
    /// From the output of `send --json`.
    pub(crate) fn read(stdout: &str) -> Self {
        let json: Value = serde_json::from_str(stdout).unwrap();
        let text = |field: &str| json[field].as_str().unwrap().to_owned();
        Self {
            link: text("share_link"),
            manage_link: text("manage_link"),
            expires_at: json["expires_at"].as_u64().unwrap(),
        }
    }
}

/// The arguments of `send --json`.
pub(crate) fn send_args(server: &str, files: &[PathBuf], options: &[&str]) -> Vec<PathBuf> {
    let fixed = ["send", "--json", "--server", server].into_iter().chain(options.iter().copied()).map(PathBuf::from);
    fixed.chain(files.iter().cloned()).collect()
}

/// The arguments of `open`.
pub(crate) fn open_args(link: &str, folder: &Path, options: &[&str]) -> Vec<PathBuf> {
    let fixed = ["open", link].into_iter().chain(options.iter().copied()).map(PathBuf::from);
    fixed.chain([PathBuf::from("-o"), folder.to_owned()]).collect()
}

/// Sends files.
#[track_caller]
pub(crate) fn send(server: &str, files: &[PathBuf], options: &[&str]) -> Sent {
    Sent::read(&run(send_args(server, files, options)).succeeded())
}

/// Opens a link.
pub(crate) fn open(link: &str, folder: &Path) -> Ended {
    run(open_args(link, folder, &[]))
}

/// A temporary folder for the files of a test.
pub(crate) struct Files(TempDir);

impl Files {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A path in the folder where nothing is yet.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Makes a file.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }
}

/// Bytes that do not repeat within an archive of these tests, other ones for every seed.
pub(crate) fn noise(len: usize, seed: u64) -> Vec<u8> {
    // Marsaglia's xorshift64, whose state never becomes 0.
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let words = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.take(len.div_ceil(8)).flatten().take(len).collect()
}

/// The names in a folder, sorted; none if it does not exist.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}
