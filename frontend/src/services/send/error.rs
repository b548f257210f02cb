//! Why files were not sent.

use phial_shared::error_code::ErrorCode;
use phial_shared::manifest::TooManyFiles;

use crate::services::api::ApiError;
use crate::services::cipher::NoCipher;
use crate::services::hardening::NotHardened;
use crate::services::links::NotAllowed;
use crate::services::message;
use crate::services::progress::Cancelled;
use crate::services::source::FileChanged;

/// Why a draft cannot be sent, or was not. In every case nothing is live.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// No file was chosen.
    #[error("no file was chosen")]
    NoFiles,
    /// The names do not fit in one share's manifest.
    #[error("too many files for one share")]
    TooManyFiles,
    /// The files are larger than the server accepts.
    #[error("the files are larger than {limit} bytes")]
    TooLarge {
        /// Bytes that the files of a share may have together.
        limit: u64,
    },
    /// The lifetime or the number of openings is outside of the server's policy.
    #[error("the lifetime or number of openings is not allowed")]
    LimitNotAllowed,
    /// The server asks for a second factor on every link.
    #[error("the server asks for a second factor")]
    FactorRequired,
    /// The server does not say of every link that it is live with the lock that was asked for. It is erased.
    #[error("the server did not confirm the links")]
    NotConfirmed,
    /// The browser has no cipher for this page.
    #[error(transparent)]
    NoCipher(#[from] NoCipher),
    /// A file was changed or removed after it was chosen.
    #[error(transparent)]
    FileChanged(#[from] FileChanged),
    /// The person ended it.
    #[error("cancelled")]
    Cancelled,
    /// The lock could not be made or tried.
    #[error(transparent)]
    NotHardened(#[from] NotHardened),
    /// The server refused, or does not answer.
    #[error(transparent)]
    Api(#[from] ApiError),
}

impl SendError {
    /// The locale key of what happened.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::NoFiles => message::NO_FILES,
            Self::TooManyFiles => message::TOO_MANY_FILES,
            Self::TooLarge { .. } => message::TOO_LARGE,
            Self::LimitNotAllowed => message::LIMIT_NOT_ALLOWED,
            Self::FactorRequired => message::of_code(ErrorCode::FactorRequired),
            Self::NotConfirmed => message::NOT_CONFIRMED,
            Self::NoCipher(_) => message::NO_CIPHER,
            Self::FileChanged(_) => message::FILE_CHANGED,
            Self::Cancelled => message::CANCELLED,
            Self::NotHardened(_) => message::NO_ANSWER,
            Self::Api(error) => error.message(),
        }
    }

    /// Whether sending the same draft again may succeed.
    pub const fn can_retry(&self) -> bool {
        match self {
            Self::Cancelled | Self::NotConfirmed | Self::NotHardened(_) => true,
            Self::Api(error) => error.can_retry(),
            _ => false,
        }
    }
}

impl From<Cancelled> for SendError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<TooManyFiles> for SendError {
    fn from(TooManyFiles: TooManyFiles) -> Self {
        Self::TooManyFiles
    }
}

impl From<NotAllowed> for SendError {
    fn from(refusal: NotAllowed) -> Self {
        match refusal {
            NotAllowed::FactorRequired => Self::FactorRequired,
            NotAllowed::Limits => Self::LimitNotAllowed,
        }
    }
}
