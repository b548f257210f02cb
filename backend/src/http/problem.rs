//! Errors as clients see them: RFC 9457, with nothing of the cause. The cause goes to the log, once, at the edge.

use std::error::Error;
use std::fmt;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, Responder, ResponseError};
use phial_shared::api::MAX_LINKS;
use phial_shared::error_code::{ErrorCode, Problem};
use phial_shared::layout::PART_LEN;

use crate::db::limits::TooMany;
use crate::db::owners::OwnerError;
use crate::db::{DatabaseError, LeaseError, OpenError};
use crate::service::accounts::{AccountError, SignInRefused};
use crate::service::links::OpeningError;
use crate::service::owners::{EventsError, ManageError, OwnedError};
use crate::service::parts::PartError;
use crate::service::shares::{AccessError, CreateError, EraseError, SealError};
use crate::store::StoreError;

/// Seconds after which a client may ask a busy server again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// An error answer.
#[derive(Debug)]
pub(super) struct ApiError {
    problem: Problem,
    header: Option<(HeaderName, HeaderValue)>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl ApiError {
    pub(super) fn new(code: ErrorCode) -> Self {
        Self { problem: Problem::new(code, None), header: None, cause: None }
    }

    pub(super) fn with_limit(code: ErrorCode, limit: u64) -> Self {
        Self { problem: Problem::new(code, Some(limit)), header: None, cause: None }
    }

    pub(super) fn method_not_allowed(allows: &'static str) -> Self {
        Self::new(ErrorCode::MethodNotAllowed).header(header::ALLOW, HeaderValue::from_static(allows))
    }

    /// Too much at once.
    pub(super) fn busy() -> Self {
        Self::new(ErrorCode::Busy).header(header::RETRY_AFTER, RETRY_AFTER)
    }

    pub(super) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some((name, value));
        self
    }

    pub(super) fn caused_by(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    pub(super) fn code(&self) -> ErrorCode {
        self.problem.code
    }

    /// What the log says about a failure of the server; `None` for a client's error.
    pub(super) fn cause(&self) -> Option<String> {
        self.cause.as_deref().map(|cause| crate::log::causes(cause))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.title)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(header) = self.header.clone() {
            response.insert_header(header);
        }
        response.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        match serde_json::to_vec(&self.problem) {
            Ok(body) => response.body(body),
            Err(_) => response.finish(),
        }
    }
}

impl Responder for ApiError {
    type Body = BoxBody;

    fn respond_to(self, _: &actix_web::HttpRequest) -> HttpResponse {
        HttpResponse::from_error(self)
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<DatabaseError> for ApiError {
    fn from(error: DatabaseError) -> Self {
        let code = match error {
            DatabaseError::Busy(_) => {
                return Self::busy().caused_by(error);
            }
            DatabaseError::Full(_) => ErrorCode::StorageFull,
            DatabaseError::Failed(_) | DatabaseError::Corrupt(_) => ErrorCode::Internal,
        };
        Self::new(code).caused_by(error)
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Busy(_) => {
                return Self::new(ErrorCode::Busy).header(header::RETRY_AFTER, RETRY_AFTER).caused_by(error);
            }
            StoreError::Full => ErrorCode::StorageFull,
            StoreError::Missing | StoreError::Failed(_) => ErrorCode::Internal,
        };
        Self::new(code).caused_by(error)
    }
}

impl From<AccessError> for ApiError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::UnknownShare => ErrorCode::UnknownShare.into(),
            AccessError::Forbidden => ErrorCode::Forbidden.into(),
            AccessError::Sealed => ErrorCode::AlreadySealed.into(),
            AccessError::Database(error) => error.into(),
        }
    }
}

impl From<TooMany> for ApiError {
    fn from(TooMany(wait): TooMany) -> Self {
        Self::new(ErrorCode::TooManyRequests).header(header::RETRY_AFTER, HeaderValue::from(wait.0))
    }
}

impl From<CreateError> for ApiError {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::TooMany(too_many) => too_many.into(),
            CreateError::QuotaExceeded => ErrorCode::QuotaExceeded.into(),
            CreateError::Store(error) => error.into(),
            CreateError::TooLarge(most) => Self::with_limit(ErrorCode::ShareTooLarge, most),
            CreateError::BadLength => ErrorCode::BadLength.into(),
            CreateError::Database(error) => error.into(),
        }
    }
}

impl From<PartError> for ApiError {
    fn from(error: PartError) -> Self {
        match error {
            PartError::Access(error) => error.into(),
            PartError::OutOfRange(parts) => Self::with_limit(ErrorCode::PartOutOfRange, parts.into()),
            PartError::LengthRequired => ErrorCode::LengthRequired.into(),
            PartError::TooLarge => Self::with_limit(ErrorCode::BodyTooLarge, PART_LEN.into()),
            PartError::WrongLength(right) => Self::with_limit(ErrorCode::PartLength, right.into()),
            PartError::Busy => Self::busy(),
            PartError::Spool(_) => Self::busy().caused_by(error),
            PartError::Store(error) => error.into(),
            PartError::Interrupted => Self::new(ErrorCode::Internal).caused_by(error),
        }
    }
}

impl From<SealError> for ApiError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Access(error) => error.into(),
            SealError::PartsMissing(missing) => Self::with_limit(ErrorCode::PartsMissing, missing.into()),
            SealError::LinkExists => ErrorCode::LinkExists.into(),
            SealError::LimitNotAllowed(limit) => {
                Self { problem: Problem::new(ErrorCode::LimitNotAllowed, limit), header: None, cause: None }
            }
            SealError::FactorRequired => ErrorCode::FactorRequired.into(),
            SealError::PurposeRequired => ErrorCode::PurposeRequired.into(),
            SealError::Store(error) => error.into(),
            SealError::Nonsense => ErrorCode::BadRequest.into(),
            SealError::TooLong(most) => Self::with_limit(ErrorCode::BodyTooLarge, most as u64),
        }
    }
}

impl From<EventsError> for ApiError {
    fn from(error: EventsError) -> Self {
        match error {
            EventsError::Access(error) => error.into(),
            EventsError::Busy => Self::busy(),
        }
    }
}

impl From<ManageError> for ApiError {
    fn from(error: ManageError) -> Self {
        match error {
            ManageError::Access(error) => error.into(),
            ManageError::Link(error) => error.into(),
            ManageError::Owner(error) => match error {
                OwnerError::UnknownLink => ErrorCode::UnknownLink.into(),
                OwnerError::LinkExists => ErrorCode::LinkExists.into(),
                OwnerError::TooManyLinks => Self::with_limit(ErrorCode::LimitNotAllowed, MAX_LINKS as u64),
                OwnerError::Gone => ErrorCode::Revoked.into(),
                OwnerError::Database(error) => error.into(),
            },
        }
    }
}

impl From<EraseError> for ApiError {
    fn from(error: EraseError) -> Self {
        match error {
            EraseError::Access(error) => error.into(),
            EraseError::Store(error) => error.into(),
        }
    }
}

impl From<AccountError> for ApiError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::SignInRequired => {
                // Browsers show nothing of their own for it (RFC 9110, 11.6.1).
                Self::new(ErrorCode::SignInRequired)
                    .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
            }
            AccountError::NotAllowed => ErrorCode::NotAllowed.into(),
            AccountError::UnknownAccount => ErrorCode::UnknownAccount.into(),
            AccountError::Share(error) => error.into(),
            AccountError::Database(error) => error.into(),
        }
    }
}

impl From<SignInRefused> for ApiError {
    fn from(error: SignInRefused) -> Self {
        match error {
            SignInRefused::OtherMode => ErrorCode::NotFound.into(),
            SignInRefused::State => ErrorCode::SignInFailed.into(),
            SignInRefused::NotAllowed => ErrorCode::NotAllowed.into(),
            SignInRefused::InviteOver => ErrorCode::InviteOver.into(),
            // What the provider does wrong is for the operator to know, not only its absence.
            SignInRefused::Provider(error) if error.is_providers() => {
                Self::new(ErrorCode::SignInUnavailable).header(header::RETRY_AFTER, RETRY_AFTER).caused_by(error)
            }
            SignInRefused::Provider(error) => Self::new(ErrorCode::SignInFailed).caused_by(error),
            SignInRefused::Database(error) => error.into(),
        }
    }
}

impl From<OpeningError> for ApiError {
    fn from(error: OpeningError) -> Self {
        match error {
            OpeningError::Refused(error) => error.into(),
            OpeningError::Store(error) => error.into(),
        }
    }
}

impl From<OwnedError> for ApiError {
    fn from(error: OwnedError) -> Self {
        match error {
            OwnedError::Access(error) => error.into(),
            OwnedError::Store(error) => error.into(),
        }
    }
}

impl From<OpenError> for ApiError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::TooMany(too_many) => too_many.into(),
            OpenError::UnknownLink => ErrorCode::UnknownLink.into(),
            OpenError::WrongProof { tries_left: Some(tries) } => {
                Self { problem: Problem::wrong_proof(tries), header: None, cause: None }
            }
            OpenError::WrongProof { tries_left: None } => ErrorCode::WrongProof.into(),
            OpenError::Expired => ErrorCode::Expired.into(),
            OpenError::Exhausted => ErrorCode::Exhausted.into(),
            OpenError::Revoked => ErrorCode::Revoked.into(),
            OpenError::Locked => ErrorCode::Locked.into(),
            OpenError::Database(error) => error.into(),
        }
    }
}

impl From<LeaseError> for ApiError {
    fn from(error: LeaseError) -> Self {
        match error {
            LeaseError::UnknownLink => ErrorCode::UnknownLink.into(),
            LeaseError::Revoked => ErrorCode::Revoked.into(),
            LeaseError::Over => ErrorCode::LeaseOver.into(),
            LeaseError::Locked => ErrorCode::Locked.into(),
            LeaseError::Database(error) => error.into(),
        }
    }
}
