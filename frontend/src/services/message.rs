//! The locale key of everything that can go wrong. The pages show the text of `<key>` and of `<key>-what-to-do`.

use phial_shared::error_code::ErrorCode;

/// No answer: the network or the server is away.
pub(super) const NO_ANSWER: &str = "error-no-answer";
/// The server failed, or gave an answer that makes no sense.
pub(super) const SERVER: &str = "error-server";
/// The browser has no cipher for this page: it was loaded over plain http, or is very old.
pub(super) const NO_CIPHER: &str = "error-no-cipher";
/// The person ended it.
pub(super) const CANCELLED: &str = "error-cancelled";
/// No file was chosen.
pub(super) const NO_FILES: &str = "error-no-files";
/// More files than the list of files has room for.
pub(super) const TOO_MANY_FILES: &str = "error-too-many-files";
/// More bytes than the server accepts.
pub(super) const TOO_LARGE: &str = "error-too-large";
/// A lifetime or number of openings that the server does not allow.
pub(super) const LIMIT_NOT_ALLOWED: &str = "error-limit-not-allowed";
/// The server does not confirm a link with its lock.
pub(super) const NOT_CONFIRMED: &str = "error-not-confirmed";
/// Not the code, the password or the date that opens the link.
pub(super) const WRONG_FACTOR: &str = "error-wrong-factor";
/// A file was changed, moved or removed after it was chosen, or cannot be read.
pub(super) const FILE_CHANGED: &str = "error-file-changed";
/// What arrived is not what was sent: it was changed, cut or mixed up.
pub(super) const DAMAGED: &str = "error-damaged";
/// A newer Phial made it.
pub(super) const NEWER_VERSION: &str = "error-newer-version";
/// The device has no room, or does not let the page save.
pub(super) const CANNOT_SAVE: &str = "error-cannot-save";

/// The key for a code of the server.
pub(super) const fn of_code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ShareTooLarge | ErrorCode::BodyTooLarge => TOO_LARGE,
        ErrorCode::LimitNotAllowed => LIMIT_NOT_ALLOWED,
        ErrorCode::UnknownShare => "error-unknown-share",
        ErrorCode::UnknownLink => "error-unknown-link",
        ErrorCode::WrongProof => "error-wrong-proof",
        ErrorCode::Forbidden => "error-forbidden",
        ErrorCode::Expired => "error-expired",
        ErrorCode::Exhausted => "error-exhausted",
        ErrorCode::Revoked => "error-revoked",
        ErrorCode::Locked => "error-locked",
        ErrorCode::LeaseOver => "error-lease-over",
        ErrorCode::SignInRequired => "error-sign-in-required",
        ErrorCode::NotAllowed => "error-not-allowed",
        ErrorCode::SignInFailed | ErrorCode::SignInUnavailable => "error-sign-in-failed",
        ErrorCode::InviteOver => "error-invite-over",
        ErrorCode::FactorRequired => "error-factor-required",
        ErrorCode::PurposeRequired => "error-purpose-required",
        ErrorCode::TooSlow => NO_ANSWER,
        ErrorCode::TooManyRequests => "error-too-many-requests",
        ErrorCode::QuotaExceeded => "error-quota-exceeded",
        ErrorCode::Busy | ErrorCode::NotReady => "error-busy",
        ErrorCode::StorageFull => "error-storage-full",
        // The page asked for something that no page should ask for.
        ErrorCode::BadRequest
        | ErrorCode::NotFound
        | ErrorCode::MethodNotAllowed
        | ErrorCode::LengthRequired
        | ErrorCode::PartLength
        | ErrorCode::PartOutOfRange
        | ErrorCode::BadLength
        | ErrorCode::PartsMissing
        | ErrorCode::AlreadySealed
        | ErrorCode::LinkExists
        | ErrorCode::RangeNotSatisfiable
        | ErrorCode::CrossSite
        | ErrorCode::UnknownAccount
        | ErrorCode::Internal => SERVER,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn everything_that_can_go_wrong_has_its_text_and_what_to_do() {
        let texts = include_str!("../../../static/locales/en.ftl");
        let has =
            |key: &str| texts.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(" =")));
        let own = [
            NO_ANSWER,
            SERVER,
            NO_CIPHER,
            CANCELLED,
            NO_FILES,
            TOO_MANY_FILES,
            TOO_LARGE,
            LIMIT_NOT_ALLOWED,
            NOT_CONFIRMED,
            WRONG_FACTOR,
            FILE_CHANGED,
            DAMAGED,
            NEWER_VERSION,
            CANNOT_SAVE,
        ];
        for key in own.into_iter().chain(ErrorCode::ALL.iter().map(|code| of_code(*code))) {
            assert!(has(key), "{key}");
            assert!(has(&format!("{key}-what-to-do")), "{key}-what-to-do");
        }
    }
}
