//! The stable codes of everything that can go wrong between a page and a server.

use serde::{Deserialize, Serialize};

/// An error answer, as RFC 9457 `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// `urn:phial:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short English summary for developers; people read the text of the code in their language.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// What went wrong.
    pub code: ErrorCode,
    /// The limit that was passed, in the unit of what was limited (bytes, seconds, openings).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// With `wrong_proof`, on a link with a factor: how many tries are left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $status:literal, $title:literal;)*) => {
        /// What went wrong. The text form is stable: pages choose their words by it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The HTTP status it travels with.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// A short English summary.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    /// The request cannot be understood.
    BadRequest = "bad_request", 400, "The request is malformed";
    /// The token is missing or wrong.
    Forbidden = "forbidden", 403, "The token is missing or does not fit";
    /// The endpoint is for people who have signed in, and nobody has, or the session is over.
    SignInRequired = "sign_in_required", 401, "Signing in is required";
    /// Signed in, but this account may not do it.
    NotAllowed = "not_allowed", 403, "This account may not do this";
    /// A page of another site sent the request with the browser's cookie.
    CrossSite = "cross_site", 403, "The request comes from another site";
    /// The sign-in was begun elsewhere, took too long, was used before, or what the identity provider says does not fit.
    SignInFailed = "sign_in_failed", 403, "The sign-in did not succeed";
    /// The invitation was used, has expired, was taken back, or never was.
    InviteOver = "invite_over", 410, "The invitation cannot be used";
    /// No account has this id.
    UnknownAccount = "unknown_account", 404, "There is no such account";
    /// The identity provider cannot be reached, or makes no sense.
    SignInUnavailable = "sign_in_unavailable", 503, "The identity provider is away";
    /// The policy asks for a second factor on every link.
    FactorRequired = "factor_required", 422, "Every link needs a second factor";
    /// The policy asks for a purpose.
    PurposeRequired = "purpose_required", 422, "A purpose is required";
    /// There is no such endpoint or page.
    NotFound = "not_found", 404, "There is nothing at this address";
    /// The endpoint exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405, "This method is not allowed here";
    /// No share has this id.
    UnknownShare = "unknown_share", 404, "There is no such share";
    /// No link has this id.
    UnknownLink = "unknown_link", 404, "There is no such link";
    /// A part must announce its length.
    LengthRequired = "length_required", 411, "Content-Length is required";
    /// The part's length is not what the share's length asks for. `limit` is the right length.
    PartLength = "part_length", 400, "The part does not have its exact length";
    /// The share has no part of this number. `limit` is the number of parts.
    PartOutOfRange = "part_out_of_range", 404, "The share has no such part";
    /// The body is larger than is ever accepted here. `limit` is in bytes.
    BodyTooLarge = "body_too_large", 413, "The body is too large";
    /// The share is larger than this server accepts. `limit` is in bytes of ciphertext.
    ShareTooLarge = "share_too_large", 413, "The share is too large";
    /// The announced length is not that of a padded archive.
    BadLength = "bad_length", 400, "This is not the length of a padded archive";
    /// Sealing before every part has arrived. `limit` is how many are missing.
    PartsMissing = "parts_missing", 409, "Parts are missing";
    /// The share is sealed and cannot change.
    AlreadySealed = "already_sealed", 409, "The share is already sealed";
    /// Another link has this id.
    LinkExists = "link_exists", 409, "A link with this id exists";
    /// A lifetime, a number of openings or of tries, or the number of links is outside of this server's policy.
    LimitNotAllowed = "limit_not_allowed", 422, "The limit is outside of the policy";
    /// The proof of the secret (or factor) is wrong.
    WrongProof = "wrong_proof", 403, "The proof is wrong";
    /// The link's time is over.
    Expired = "expired", 410, "The link has expired";
    /// The link has been opened as often as it may be.
    Exhausted = "exhausted", 410, "The link has no openings left";
    /// The sender has taken the link back, or erased the share.
    Revoked = "revoked", 410, "The link was taken back";
    /// The link cannot be opened for now: its owner locked it, or its tries are used.
    Locked = "locked", 423, "The link is locked";
    /// The lease is over or was never given.
    LeaseOver = "lease_over", 403, "The lease is over";
    /// The asked range lies outside of the content. `limit` is its length.
    RangeNotSatisfiable = "range_not_satisfiable", 416, "The range lies outside of the content";
    /// The body did not arrive in time.
    TooSlow = "too_slow", 408, "The body arrived too slowly";
    /// More requests of a kind than this address, link or account may make; ask again after `Retry-After`.
    TooManyRequests = "too_many_requests", 429, "Too many requests";
    /// The server is at its limit; ask again.
    Busy = "busy", 503, "The server is busy";
    /// The server cannot do its work at the moment; only asked for by load balancers.
    NotReady = "not_ready", 503, "The server is not ready";
    /// The storage is full.
    StorageFull = "storage_full", 507, "The storage is full";
    /// What the server, or this account, may store is used up. Waiting does not help: something must be erased first.
    QuotaExceeded = "quota_exceeded", 507, "The quota is used up";
    /// The server failed; its log knows more.
    Internal = "internal", 500, "The server failed";
}

impl Problem {
    /// The answer for a code.
    pub fn new(code: ErrorCode, limit: Option<u64>) -> Self {
        Self {
            kind: format!("urn:phial:problem:{}", code.as_str()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            limit,
            tries_left: None,
        }
    }

    /// The answer to a wrong proof on a link with a factor.
    pub fn wrong_proof(tries_left: u32) -> Self {
        Self { tries_left: Some(tries_left), ..Self::new(ErrorCode::WrongProof, None) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_the_wire_form_is_the_text() {
        let texts: std::collections::HashSet<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), ErrorCode::ALL.len());
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
