//! Why a share cannot be opened, shown or saved.

use phial_shared::error_code::ErrorCode;
use phial_shared::manifest::BadManifest;

use crate::services::api::ApiError;
use crate::services::cipher::NoCipher;
use crate::services::hardening::NotHardened;
use crate::services::message;
use crate::services::programs::NotLoaded;
use crate::services::progress::Cancelled;

/// Why a share cannot be opened, or a file of it shown or saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The browser has no cipher for this page.
    #[error(transparent)]
    NoCipher(#[from] NoCipher),
    /// The program that shows what was sent could not be loaded.
    #[error(transparent)]
    NotLoaded(#[from] NotLoaded),
    /// What arrived is not what was sent. Nothing of it was saved as if it were whole.
    #[error("the content is damaged")]
    Damaged,
    /// A newer Phial made it.
    #[error("made by a newer version")]
    NewerVersion,
    /// The time for fetching after an opening is over; the link must be opened again.
    #[error("the lease is over")]
    LeaseOver,
    /// Not the code, the password or the date that opens the link.
    #[error("the factor is wrong")]
    WrongFactor {
        /// How many more are looked at; 0: the link is locked.
        tries_left: u32,
    },
    /// The device has no room, or does not let the page save.
    #[error("the file cannot be saved")]
    CannotSave,
    /// The person ended it.
    #[error("cancelled")]
    Cancelled,
    /// The lock could not be made or tried.
    #[error(transparent)]
    NotHardened(#[from] NotHardened),
    /// The server refused, or does not answer.
    #[error(transparent)]
    Api(ApiError),
}

impl OpenError {
    /// The locale key of what happened.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::NoCipher(_) => message::NO_CIPHER,
            Self::NotLoaded(_) => message::NO_ANSWER,
            Self::Damaged => message::DAMAGED,
            Self::NewerVersion => message::NEWER_VERSION,
            Self::LeaseOver => message::of_code(ErrorCode::LeaseOver),
            Self::WrongFactor { tries_left: 0 } => message::of_code(ErrorCode::Locked),
            Self::WrongFactor { .. } => message::WRONG_FACTOR,
            Self::CannotSave => message::CANNOT_SAVE,
            Self::Cancelled => message::CANCELLED,
            Self::NotHardened(_) => message::NO_ANSWER,
            Self::Api(error) => error.message(),
        }
    }

    /// Whether the same step may succeed when it is tried again.
    pub const fn can_retry(&self) -> bool {
        match self {
            Self::NotLoaded(_) | Self::NotHardened(_) | Self::CannotSave | Self::Cancelled => true,
            Self::WrongFactor { tries_left } => *tries_left > 0,
            Self::Api(error) => error.can_retry(),
            Self::NoCipher(_) | Self::Damaged | Self::NewerVersion | Self::LeaseOver => false,
        }
    }
}

impl From<ApiError> for OpenError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Refused { code: Some(ErrorCode::LeaseOver), .. } => Self::LeaseOver,
            ApiError::Refused { code: Some(ErrorCode::WrongProof), tries_left: Some(tries_left), .. } => {
                Self::WrongFactor { tries_left }
            }
            error => Self::Api(error),
        }
    }
}

impl From<BadManifest> for OpenError {
    fn from(error: BadManifest) -> Self {
        match error {
            BadManifest::UnknownVersion => Self::NewerVersion,
            BadManifest::CannotOpen(_) | BadManifest::Malformed | BadManifest::DoesNotFit => Self::Damaged,
        }
    }
}

impl From<Cancelled> for OpenError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}
