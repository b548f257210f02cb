//! Why the store failed, told apart by what a client can do about it.

use std::error::Error;
use std::io;

use object_store::client::HttpError;

/// The store failed. Says nothing of where an object lies: names of objects are ids of shares.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The object is not there.
    #[error("a stored part is missing")]
    Missing,
    /// There is no room.
    #[error("the storage is full")]
    Full,
    /// It cannot be reached, or did not answer well or in time. The same call may succeed later.
    #[error("the storage does not answer as it should: {0}")]
    Busy(String),
    /// Anything else.
    #[error("the storage failed: {0}")]
    Failed(String),
}

/// What S3's error codes mean that their HTTP status does not tell.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>, and the codes of Ceph and MinIO.
const FULL: [&str; 3] = ["QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"];
const PASSING: [&str; 5] =
    ["BadDigest", "IncompleteBody", "InvalidDigest", "RequestTimeout", "XAmzContentSHA256Mismatch"];

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            kind => of_kind(kind, error.to_string()),
        }
    }
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        let mut cause: &(dyn Error + 'static) = &error;
        let mut over_http = false;
        loop {
            if let Some(answer) = Answer::of(cause) {
                return answer.meaning();
            }
            over_http |= cause.is::<HttpError>();
            match cause.source() {
                Some(source) => cause = source,
                None => break,
            }
        }
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::Missing;
        }
        // The outer messages name paths; the innermost cause does not.
        match cause.downcast_ref::<io::Error>() {
            _ if over_http => Self::Busy(cause.to_string()),
            Some(cause) => of_kind(cause.kind(), cause.to_string()),
            None => Self::Failed("its answer makes no sense".to_owned()),
        }
    }
}

fn of_kind(kind: io::ErrorKind, text: String) -> StoreError {
    use io::ErrorKind::*;
    match kind {
        StorageFull | QuotaExceeded => StoreError::Full,
        ConnectionRefused | ConnectionReset | ConnectionAborted | BrokenPipe | TimedOut | UnexpectedEof => {
            StoreError::Busy(text)
        }
        _ => StoreError::Failed(text),
    }
}

/// An answer of an S3 service that is no success.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: u16,
    /// What its XML has in `<Code>`, if that is a word. The rest of it names objects.
    code: Option<String>,
}

impl Answer {
    /// `object_store` gives the status and the body in a message only.
    fn of(cause: &(dyn Error + 'static)) -> Option<Self> {
        let text = cause.to_string();
        let (_, answer) = text.split_once("Server returned ")?;
        let status = match answer.strip_prefix("non-2xx status code: ") {
            Some(answer) => answer.get(..3)?.parse().ok()?,
            // An error in the body of a success, which S3 sends when it had begun to answer.
            None => 500,
        };
        let code = answer.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
        let is_word = |code: &str| code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Some(Self { status, code: code.map(|(code, _)| code.to_owned()).filter(|code| is_word(code)) })
    }

    fn meaning(self) -> StoreError {
        let text = match &self.code {
            Some(code) => format!("{} {code}", self.status),
            None => self.status.to_string(),
        };
        match (self.status, self.code.as_deref()) {
            (507, _) => StoreError::Full,
            (_, Some(code)) if FULL.contains(&code) => StoreError::Full,
            (_, Some(code)) if PASSING.contains(&code) => StoreError::Busy(text),
            (404, code) if code != Some("NoSuchBucket") => StoreError::Missing,
            (408 | 429 | 500.., _) => StoreError::Busy(text),
            _ => StoreError::Failed(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generic(text: &str) -> StoreError {
        object_store::Error::Generic { store: "test", source: text.into() }.into()
    }

    #[test]
    fn an_answer_means_what_its_status_and_code_say() {
        let answer = |status: &str, code: &str| {
            generic(&format!(
                "Server returned non-2xx status code: {status}: <Error><Code>{code}</Code><Key>secret</Key></Error>"
            ))
        };
        assert!(matches!(answer("507 Insufficient Storage", "X"), StoreError::Full));
        assert!(matches!(answer("403 Forbidden", "QuotaExceeded"), StoreError::Full));
        assert!(
            matches!(answer("503 Service Unavailable", "SlowDown"), StoreError::Busy(text) if text == "503 SlowDown")
        );
        assert!(matches!(answer("400 Bad Request", "RequestTimeout"), StoreError::Busy(_)));
        assert!(
            matches!(answer("403 Forbidden", "AccessDenied"), StoreError::Failed(text) if text == "403 AccessDenied")
        );
        assert!(matches!(answer("404 Not Found", "NoSuchKey"), StoreError::Missing));
        assert!(matches!(answer("404 Not Found", "NoSuchBucket"), StoreError::Failed(_)), "not: deleted already");
        assert!(matches!(answer("400 Bad Request", "<a secret>"), StoreError::Failed(text) if text == "400"));
        let in_success = generic("Server returned error response: <Error><Code>InternalError</Code></Error>");
        assert!(matches!(in_success, StoreError::Busy(text) if text == "500 InternalError"));
    }

    #[test]
    fn an_unknown_failure_says_nothing() {
        assert!(matches!(generic("the name of an object"), StoreError::Failed(text) if !text.contains("name")));
    }
}
