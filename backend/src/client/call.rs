//! One call to the server: how it can end.

use std::time::Duration;

use phial_shared::error_code::{ErrorCode, Problem};
use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

use super::exit::Exit;
use super::output;

/// The longest JSON that a server has reason to send: a manifest in base64url, and what is around it.
const MAX_ANSWER: usize = 1024 * 1024;

/// Why a call did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CallError {
    /// The server says why.
    #[error("{}", refusal(*.code, *.limit))]
    Refused {
        /// Why.
        code: ErrorCode,
        /// The limit that was passed, in the unit of what was limited.
        limit: Option<u64>,
        /// With a wrong factor: how many tries are left.
        tries_left: Option<u32>,
        /// When to ask again, if the server says so.
        retry_after: Option<Duration>,
    },
    /// Something answered, but not in the way of a Phial server: a proxy, or another program.
    #[error("{}", unexpected(*.status))]
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// When to ask again, if the answer says so.
        retry_after: Option<Duration>,
    },
    /// It answered, but the answer makes no sense.
    #[error(
        "the server's answer cannot be understood. Check that the address is that of a Phial server, and that this \
         program is of the same version"
    )]
    Malformed,
    /// There was no answer, or not all of it.
    #[error("the server cannot be reached: {0}. Check the address and the network, then try again")]
    Network(String),
    /// The answer began, and broke off.
    #[error(
        "the server's answer broke off. Check the network, then try again; if it breaks off again, what the \
         server keeps may be damaged"
    )]
    BrokenOff,
    /// Nothing moved for a long while.
    #[error("the connection stands still. Check the network, then try again")]
    Stalled,
}

fn refusal(code: ErrorCode, limit: Option<u64>) -> String {
    let limit = || limit.unwrap_or_default();
    match code {
        ErrorCode::ShareTooLarge => {
            format!("the files are too large: this server takes {} at once. Send fewer files", output::size(limit()))
        }
        ErrorCode::LimitNotAllowed => "this server's policy does not allow that lifetime or number of openings. \
                                       Choose smaller ones with --expires and --max-opens"
            .to_owned(),
        ErrorCode::StorageFull => {
            "the server's storage is full. Try again later, or tell whoever runs the server".to_owned()
        }
        ErrorCode::QuotaExceeded => {
            "what may be stored on this server is used up. Erase shares that are no longer needed, or ask whoever runs \
             the server for more room"
                .to_owned()
        }
        ErrorCode::TooManyRequests => {
            "the server has had too many requests from this network. Try again in a few minutes".to_owned()
        }
        ErrorCode::Busy | ErrorCode::NotReady | ErrorCode::TooSlow => {
            "the server is too busy. Try again in a few minutes".to_owned()
        }
        ErrorCode::Internal => {
            "the server failed. Try again later; if it fails again, tell whoever runs the server".to_owned()
        }
        ErrorCode::UnknownShare => {
            "the server does not know this share (any more). Check that the link is whole and of this server".to_owned()
        }
        ErrorCode::SignInRequired => {
            "this server wants to know who may send. Ask whoever runs it for a token, and name \
                                      the file that holds it with --token-file"
                .to_owned()
        }
        ErrorCode::NotAllowed => {
            "the token does not allow this. Ask whoever runs the server for one that does".to_owned()
        }
        _ => format!("the server refused: {} ({}). Try again from the start", code.title(), code.as_str()),
    }
}

fn unexpected(status: u16) -> String {
    // A proxy or a load balancer speaks.
    if let 502..=504 = status {
        return format!("what is before the server cannot reach it ({status}). Try again in a few minutes");
    }
    let redirected = (300..400).contains(&status);
    let advice = if redirected { "; it may want an address with https://" } else { "" };
    format!("what answered (with {status}) is not a Phial server. Check the address{advice}, then try again")
}

impl CallError {
    /// What the server says, if it says.
    pub(super) const fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether the same call may succeed in a moment.
    pub(super) const fn may_pass(&self) -> bool {
        match self {
            Self::Network(_) | Self::BrokenOff | Self::Stalled => true,
            // Storage does not empty itself while we wait.
            Self::Refused { code: ErrorCode::StorageFull | ErrorCode::QuotaExceeded, .. } | Self::Malformed => false,
            Self::Refused { code, .. } => passing_status(code.status()),
            Self::Unexpected { status, .. } => passing_status(*status),
        }
    }

    /// How long the server asks to be left alone.
    pub(super) fn retry_after(&self) -> Duration {
        match self {
            Self::Refused { retry_after, .. } | Self::Unexpected { retry_after, .. } => retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        }
    }

    /// The exit code.
    pub(super) const fn exit(&self) -> Exit {
        match self.code() {
            Some(ErrorCode::ShareTooLarge | ErrorCode::LimitNotAllowed) => Exit::Limits,
            Some(ErrorCode::UnknownShare | ErrorCode::Forbidden) => Exit::Link,
            _ => Exit::Server,
        }
    }
}

const fn passing_status(status: u16) -> bool {
    matches!(status, 408 | 429 | 500..=599)
}

impl From<reqwest::Error> for CallError {
    /// Keeps the innermost cause, which is what a person can act on, and drops the address.
    fn from(error: reqwest::Error) -> Self {
        if error.is_body() || error.is_decode() {
            return Self::BrokenOff;
        }
        let error = error.without_url();
        let mut cause: &dyn std::error::Error = &error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        Self::Network(cause.to_string())
    }
}

/// The answer if it is of this status, else why not.
pub(super) async fn expect(response: Response, status: StatusCode) -> Result<Response, CallError> {
    if response.status() == status { Ok(response) } else { Err(why_not(response).await) }
}

/// The JSON of a successful answer, else why it was not successful.
pub(super) async fn json<T: DeserializeOwned>(response: Response) -> Result<T, CallError> {
    if !response.status().is_success() {
        return Err(why_not(response).await);
    }
    serde_json::from_slice(&body(response).await?).map_err(|_| CallError::Malformed)
}

/// Nothing if the answer is successful, else why it is not.
pub(super) async fn done(response: Response) -> Result<(), CallError> {
    if response.status().is_success() { Ok(()) } else { Err(why_not(response).await) }
}

async fn why_not(response: Response) -> CallError {
    let status = response.status();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);
    match body(response).await.map(|text| serde_json::from_slice::<Problem>(&text)) {
        Ok(Ok(problem)) if problem.status == status.as_u16() => {
            let Problem { code, limit, tries_left, .. } = problem;
            CallError::Refused { code, limit, tries_left, retry_after }
        }
        Ok(_) => CallError::Unexpected { status: status.as_u16(), retry_after },
        Err(error) => error,
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, CallError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER {
            return Err(CallError::Malformed);
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: ErrorCode) -> CallError {
        CallError::Refused { code, limit: None, tries_left: None, retry_after: None }
    }

    #[test]
    fn only_passing_troubles_are_worth_a_retry() {
        for error in [
            CallError::Network("reset".into()),
            CallError::BrokenOff,
            CallError::Stalled,
            refused(ErrorCode::Busy),
            refused(ErrorCode::Internal),
            refused(ErrorCode::TooSlow),
            refused(ErrorCode::TooManyRequests),
            CallError::Unexpected { status: 429, retry_after: None },
            CallError::Unexpected { status: 502, retry_after: None },
        ] {
            assert!(error.may_pass(), "{error:?}");
        }
        for error in [
            CallError::Malformed,
            refused(ErrorCode::StorageFull),
            refused(ErrorCode::QuotaExceeded),
            refused(ErrorCode::WrongProof),
            refused(ErrorCode::Expired),
            CallError::Unexpected { status: 301, retry_after: None },
            CallError::Unexpected { status: 404, retry_after: None },
        ] {
            assert!(!error.may_pass(), "{error:?}");
        }
    }

    #[test]
    fn every_message_says_what_to_do() {
        for code in ErrorCode::ALL {
            let text = refused(*code).to_string();
            assert!(text.contains(". "), "{text}");
        }
    }
}
