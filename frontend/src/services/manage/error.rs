//! Why a share cannot be managed.

use phial_shared::error_code::ErrorCode;

use crate::services::api::ApiError;
use crate::services::hardening::NotHardened;
use crate::services::links::NotAllowed;
use crate::services::message;

/// Why something was not read or not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManageError {
    /// The key in the manage link does not open what the server has.
    #[error("the owner's key does not fit")]
    KeyDoesNotFit,
    /// The server asks for a second factor on every link.
    #[error("the server asks for a second factor")]
    FactorRequired,
    /// The lifetime or the number of openings is outside of the server's policy.
    #[error("the lifetime or number of openings is not allowed")]
    LimitNotAllowed,
    /// The server does not say that the link is live with the lock that was asked for. It is taken back.
    #[error("the server did not confirm the link")]
    NotConfirmed,
    /// The lock could not be made or tried.
    #[error(transparent)]
    NotHardened(#[from] NotHardened),
    /// The server refused, or does not answer.
    #[error(transparent)]
    Api(#[from] ApiError),
}

impl ManageError {
    /// The locale key of what happened.
    pub const fn message(&self) -> &'static str {
        match self {
            Self::KeyDoesNotFit => message::of_code(ErrorCode::Forbidden),
            Self::FactorRequired => message::of_code(ErrorCode::FactorRequired),
            Self::LimitNotAllowed => message::LIMIT_NOT_ALLOWED,
            Self::NotConfirmed => message::NOT_CONFIRMED,
            Self::NotHardened(_) => message::NO_ANSWER,
            Self::Api(error) => error.message(),
        }
    }

    /// Whether the same step may succeed when it is tried again.
    pub const fn can_retry(&self) -> bool {
        match self {
            Self::Api(error) => error.can_retry(),
            Self::NotConfirmed | Self::NotHardened(_) => true,
            Self::KeyDoesNotFit | Self::FactorRequired | Self::LimitNotAllowed => false,
        }
    }
}

impl From<NotAllowed> for ManageError {
    fn from(refusal: NotAllowed) -> Self {
        match refusal {
            NotAllowed::FactorRequired => Self::FactorRequired,
            NotAllowed::Limits => Self::LimitNotAllowed,
        }
    }
}
