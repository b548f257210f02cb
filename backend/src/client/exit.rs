//! Exit codes: what a script can tell apart.

use std::process::ExitCode;

/// Why a command failed. The numbers are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// The link or an argument is not what it must be. The command line's parser uses the same number.
    Usage = 2,
    /// A file or folder on this machine cannot be read or written, or changed while it was read.
    Files = 3,
    /// The files or the wishes exceed a limit; nothing was sent.
    Limits = 4,
    /// The link cannot be opened: expired, used up, taken back, unknown, its key or factor does not fit, or one may only look.
    Link = 5,
    /// What arrived is not what was sent.
    Damaged = 6,
    /// The server cannot be reached, or it fails.
    Server = 7,
    /// The command was told to stop.
    Interrupted = 130,
}

/// The table above, for `--help`.
pub(super) const HELP: &str = "\
Exit codes:
  0    done
  2    an argument or the link is malformed
  3    a file or folder on this machine cannot be read or written, or changed while it was read
  4    a limit is exceeded; nothing was sent
  5    the link cannot be opened: expired, used up, taken back, unknown or altered, what it asks for is wrong, or one
       may only look, in a browser
  6    the content is damaged
  7    the server cannot be reached, or it fails
  130  interrupted";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        // Every discriminant above fits.
        Self::from(exit as u8)
    }
}

/// An error that knows its exit code.
pub(super) trait HasExit: std::error::Error {
    /// Its exit code.
    fn exit(&self) -> Exit;
}

/// How a command ended when it did not succeed.
#[derive(Debug)]
pub(super) struct Failure {
    /// What happened, and what to do next.
    pub(super) message: String,
    /// The exit code.
    pub(super) exit: Exit,
}

impl Failure {
    /// The end that an error leads to.
    pub(super) fn from_error(error: impl HasExit) -> Self {
        Self { message: error.to_string(), exit: error.exit() }
    }
}
