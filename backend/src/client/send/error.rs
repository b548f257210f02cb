//! Why files are not sent.

use std::io;
use std::path::PathBuf;

use phial_shared::error_code::ErrorCode;
use phial_shared::manifest::{BadFiles, TooManyFiles};
use phial_shared::time::Seconds;

use super::source::SourceError;
use crate::client::call::CallError;
use crate::client::exit::{Exit, HasExit};
use crate::client::factor::FactorError;
use crate::client::output;

/// Why files are not sent. Nothing is live then.
#[derive(Debug, thiserror::Error)]
pub(in crate::client) enum SendError {
    /// A file cannot be read, or changed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The files make no share.
    #[error("{0}. Nothing was sent")]
    BadFiles(#[from] BadFiles),
    /// Their names do not fit.
    #[error("{0}. Nothing was sent; put the files in one archive, such as a ZIP file, or send them in several shares")]
    TooManyFiles(#[from] TooManyFiles),
    /// The server does not take so much.
    #[error(
        "the files have {} together, and this server takes {} at once. Nothing was sent; send fewer files at a time",
        output::size(*.len), output::size(*.limit)
    )]
    TooLarge {
        /// Bytes of the files.
        len: u64,
        /// Bytes that the server takes.
        limit: u64,
    },
    /// The server does not keep anything for so long.
    #[error(
        "this server keeps a share for at most {}. Nothing was sent; choose a shorter time with --expires",
        output::duration(*.0)
    )]
    LivesTooLong(Seconds),
    /// The server does not allow so many openings.
    #[error("this server allows at most {0} openings. Nothing was sent; choose fewer with --max-opens")]
    TooManyOpens(u32),
    /// The server asks who sends.
    #[error(
        "this server wants to know who may send. Nothing was sent; ask whoever runs it for a token, and name the file \
         that holds it with --token-file"
    )]
    NoToken,
    /// The file with the token cannot be read.
    #[error("{}: {error}. Nothing was sent; check --token-file", path.display())]
    TokenFile {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// What is given as the token is none.
    #[error("the token is not one of a Phial server. Nothing was sent; copy it again as it was printed")]
    BadToken,
    /// The server asks for a purpose.
    #[error("this server asks for a purpose with everything that is sent. Nothing was sent; say it with --purpose")]
    NoPurpose,
    /// The server asks for a second factor.
    #[error(
        "this server asks that the recipient knows something besides the link. Nothing was sent; choose it with --factor"
    )]
    NoFactor,
    /// A code is not chosen.
    #[error("a code is drawn, not chosen. Nothing was sent; leave --factor-file out, or take --factor passphrase")]
    CodeIsDrawn,
    /// The factor is not known.
    #[error("{0}. Nothing was sent")]
    Factor(#[from] FactorError),
    /// The server lost the share while it was sent.
    #[error("the server has given this share up in the meantime. Nothing was shared; send the files again")]
    Dropped,
    /// The server does not do its part.
    #[error("{0}. Nothing was shared")]
    Call(CallError),
    /// The person or the system stopped it.
    #[error("interrupted. Nothing was shared")]
    Interrupted,
    /// The link could not be printed.
    #[error(
        "the files were sent, but the link cannot be printed: {0}. Nobody can open the share; send the files again"
    )]
    Output(io::Error),
}

impl From<CallError> for SendError {
    fn from(error: CallError) -> Self {
        match error.code() {
            Some(ErrorCode::UnknownShare | ErrorCode::Forbidden | ErrorCode::PartsMissing | ErrorCode::Revoked) => {
                Self::Dropped
            }
            _ => Self::Call(error),
        }
    }
}

impl HasExit for SendError {
    fn exit(&self) -> Exit {
        match self {
            Self::Source(_) | Self::Output(_) | Self::TokenFile { .. } => Exit::Files,
            Self::NoToken | Self::BadToken | Self::CodeIsDrawn => Exit::Usage,
            Self::Factor(error) => error.exit(),
            Self::BadFiles(_)
            | Self::TooManyFiles(_)
            | Self::TooLarge { .. }
            | Self::LivesTooLong(_)
            | Self::TooManyOpens(_)
            | Self::NoPurpose
            | Self::NoFactor => Exit::Limits,
            Self::Dropped => Exit::Server,
            Self::Call(error) => error.exit(),
            Self::Interrupted => Exit::Interrupted,
        }
    }
}
