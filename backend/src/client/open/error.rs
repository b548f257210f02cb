//! Why files are not opened.

use std::io;
use std::path::PathBuf;

use phial_shared::error_code::ErrorCode;
use phial_shared::factor::FactorKind;
use phial_shared::link::LinkError;
use phial_shared::manifest::BadManifest;
use phial_shared::stream::{BadHeader, DamagedSegment};

use crate::client::call::CallError;
use crate::client::exit::{Exit, HasExit};
use crate::client::factor::{self, FactorError};
use crate::server_url::BadServerUrl;

/// Why files are not opened, or not all of them.
#[derive(Debug, thiserror::Error)]
pub(in crate::client) enum OpenError {
    /// The link could not be read from standard input.
    #[error("cannot read the link from standard input: {0}")]
    Input(io::Error),
    /// The link is not whole.
    #[error("{0}. Copy the whole link again, from https:// to the last letter of its key, or ask the sender for it")]
    BadLink(#[from] LinkError),
    /// The link is the owner's.
    #[error("this is a manage link, which opens nothing. Give the link for the recipient, which contains /s/")]
    NotShare,
    /// It was sent to be looked at.
    #[error("the sender lets you look, but not save. Open the link in a browser. Nothing was counted")]
    ViewOnly,
    /// The link names no server.
    #[error("the link names no server that can be called. Copy the whole link again, or ask the sender for it")]
    BadServer(#[from] BadServerUrl),
    /// Nothing can be saved there.
    #[error("cannot save anything in {}: {cause}. Nothing was opened; choose another folder with -o", .path.display())]
    Folder {
        /// Where.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// No link has this id.
    #[error("the server knows no such link. Check that it was copied whole, or ask the sender for a new one")]
    Unknown,
    /// Its time is over.
    #[error("the link has expired, and the files are deleted. Ask the sender to send them again")]
    Expired,
    /// It has no openings left.
    #[error("the link was opened as often as it may be. Ask the sender for a new one")]
    Exhausted,
    /// The sender took it back.
    #[error("the sender has taken the link back. Ask the sender if that was not meant")]
    Revoked,
    /// It is locked.
    #[error(
        "the link is locked, by the sender or after too many wrong tries. Ask the sender to unlock it; nothing is lost"
    )]
    Locked,
    /// The key in the link is not the right one.
    #[error("the key in the link is not the right one, and nothing was counted. Copy the whole link again")]
    WrongKey,
    /// What the recipient knows is not what the sender has chosen.
    #[error("{}", wrong_factor(*.kind, *.left))]
    WrongFactor {
        /// What was asked for.
        kind: FactorKind,
        /// Tries that are left.
        left: u32,
    },
    /// There is no factor.
    #[error("{0}. Nothing was opened")]
    Factor(#[from] FactorError),
    /// Standard input is one stream.
    #[error("standard input cannot hold both the link and what it asks for. Give one of them another way")]
    BothFromInput,
    /// The lease ended before everything had been fetched.
    #[error("the time for fetching is over. Open the link again, on a faster connection; that counts one more opening")]
    LeaseOver,
    /// A newer Phial made the share.
    #[error("the files were sent with a newer version. Update this program, then open the link again")]
    TooNew,
    /// What arrived is not what was sent.
    #[error(
        "the content is damaged: what arrived is not what was sent, and was not kept. Open the link again; if it fails \
         again, ask the sender to send the files again"
    )]
    Damaged,
    /// A file could not be written.
    #[error("cannot save {name}: {cause}. Make room or choose another folder with -o, then open the link again")]
    Unwritable {
        /// Under which name.
        name: String,
        /// What the system says.
        cause: io::Error,
    },
    /// The server does not do its part.
    #[error("{0}")]
    Call(CallError),
    /// The person or the system stopped it.
    #[error("interrupted. Opening the link again counts one more opening")]
    Interrupted,
    /// The summary could not be printed.
    #[error("the files are saved, but the list of them cannot be printed: {0}")]
    Output(io::Error),
    /// Some of the files had been saved before.
    #[error("{cause}. {saved} of {all} files had been saved before")]
    Partly {
        /// What happened then.
        cause: Box<OpenError>,
        /// How many were saved.
        saved: usize,
        /// How many there are.
        all: usize,
    },
}

fn wrong_factor(kind: FactorKind, left: u32) -> String {
    let what = factor::what(kind);
    match left {
        0 => {
            format!("that is not the {what}, and the link is locked now. Ask the sender to unlock it; nothing is lost")
        }
        1 => format!(
            "that is not the {what}. Ask the sender for it before you try again: the next wrong one locks the link"
        ),
        left => format!("that is not the {what}. Check it, or ask the sender; {left} tries are left"),
    }
}

impl OpenError {
    /// The error, which happened when some of all files had been saved.
    pub(super) fn after(self, saved: usize, all: usize) -> Self {
        if saved == 0 { self } else { Self::Partly { cause: Box::new(self), saved, all } }
    }
}

impl From<CallError> for OpenError {
    fn from(error: CallError) -> Self {
        match error.code() {
            Some(ErrorCode::UnknownLink) => Self::Unknown,
            Some(ErrorCode::Expired) => Self::Expired,
            Some(ErrorCode::Exhausted) => Self::Exhausted,
            Some(ErrorCode::Revoked) => Self::Revoked,
            Some(ErrorCode::Locked) => Self::Locked,
            Some(ErrorCode::WrongProof) => Self::WrongKey,
            Some(ErrorCode::LeaseOver) => Self::LeaseOver,
            _ => Self::Call(error),
        }
    }
}

impl From<BadManifest> for OpenError {
    fn from(error: BadManifest) -> Self {
        match error {
            BadManifest::UnknownVersion => Self::TooNew,
            BadManifest::CannotOpen(_) | BadManifest::Malformed | BadManifest::DoesNotFit => Self::Damaged,
        }
    }
}

impl From<BadHeader> for OpenError {
    fn from(_: BadHeader) -> Self {
        Self::Damaged
    }
}

impl From<DamagedSegment> for OpenError {
    fn from(_: DamagedSegment) -> Self {
        Self::Damaged
    }
}

impl HasExit for OpenError {
    fn exit(&self) -> Exit {
        match self {
            Self::BadLink(_) | Self::NotShare | Self::BadServer(_) | Self::BothFromInput => Exit::Usage,
            Self::Factor(error) => error.exit(),
            Self::Input(_) | Self::Folder { .. } | Self::Unwritable { .. } | Self::Output(_) => Exit::Files,
            Self::Unknown
            | Self::Expired
            | Self::Exhausted
            | Self::Revoked
            | Self::Locked
            | Self::ViewOnly
            | Self::WrongKey
            | Self::WrongFactor { .. }
            | Self::LeaseOver
            | Self::TooNew => Exit::Link,
            Self::Damaged => Exit::Damaged,
            Self::Call(error) => error.exit(),
            Self::Interrupted => Exit::Interrupted,
            Self::Partly { cause, .. } => cause.exit(),
        }
    }
}
