//! The JSON of the API, version 1. See `docs/api.md` for the endpoints.
//!
//! Tokens other than the open token travel as `Authorization: Bearer <base64url>`, never in an address.

mod accounts;

use serde::{Deserialize, Serialize};

pub use self::accounts::*;

use crate::encoding::Sealed;
use crate::events::{Event, EventHash};
use crate::factor::{FactorCost, FactorKind};
use crate::ids::{LinkId, LinkRef, ShareId};
use crate::keys::{LeaseToken, OpenToken, TokenHash, UploadToken};
use crate::time::{Seconds, UnixSeconds};

/// The largest sealed manifest, in bytes.
pub const MAX_SEALED_MANIFEST: usize = 256 * 1024;
/// The largest sealed note of a link, in bytes.
pub const MAX_SEALED_NOTE: usize = 1024;
/// The largest wrapped key, in bytes: room for a key that is wrapped to a public key.
pub const MAX_WRAPPED_KEY: usize = 1024;
/// The most links that a share may have, those that were taken back included.
pub const MAX_LINKS: usize = 50;
/// How many wrong proofs lock a link with a factor, unless its sender says otherwise.
pub const DEFAULT_TRIES: u32 = 5;
/// The most events that one answer holds; what follows is had by asking for what comes after the last of them.
pub const MAX_EVENTS: u32 = 5000;
/// The longest that a request for events waits for one, in seconds.
pub const MAX_EVENTS_WAIT: u64 = 25;
/// The largest body of a request that seals, in bytes: a manifest in base64url and fifty links.
pub const MAX_SEAL_BODY: usize = 512 * 1024;
/// The largest body of a request that adds a link, in bytes.
pub const MAX_LINK_BODY: usize = 8 * 1024;
/// The largest body of any other request in JSON, in bytes.
pub const MAX_JSON_BODY: usize = 4 * 1024;

/// `GET /api/v1/config`: what a page must know before it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServerConfig {
    /// The server's version.
    pub version: String,
    /// The name that people know the sender's organisation by.
    pub site_name: String,
    /// What else they know it by.
    #[serde(default)]
    pub site: SiteInfo,
    /// The most bytes that the files of a share may have together.
    pub max_files_len: u64,
    /// The longest lifetime of a link.
    pub max_lifetime: Seconds,
    /// The most openings that a link may allow; `None`: any number.
    pub max_opens: Option<u32>,
    /// How long a lease lasts.
    pub lease: Seconds,
    /// Who may send.
    #[serde(default)]
    pub senders: SendersMode,
    /// What else the policy asks of senders.
    #[serde(default)]
    pub rules: SendingRules,
    /// The most wrong proofs that a link with a factor may allow.
    #[serde(default = "default_tries")]
    pub max_tries: u32,
    /// The Ed25519 public key (RFC 8032) that erasure receipts are signed with: 32 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_key: Option<Sealed>,
    /// Where the ciphertext lies.
    #[serde(default)]
    pub storage: StorageInfo,
}

/// By what people know the sender's organisation, beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SiteInfo {
    /// Where a recipient asks whether a link is genuine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<Telephone>,
    /// The address of a page that says who the organisation is. It begins with `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// The path of its picture on this server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
}

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Telephone {
    /// As people read it.
    pub shown: String,
    /// As a telephone dials it: `tel:` and digits, with `+` before them if it is for the whole world (RFC 3966).
    pub uri: String,
}

fn default_tries() -> u32 {
    DEFAULT_TRIES
}

/// What the policy asks of senders, beside its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SendingRules {
    /// The lifetime that links have unless the sender chooses another; `None`: the page's own choice.
    pub default_lifetime: Option<Seconds>,
    /// The number of openings that links have unless the sender chooses another; `None`: the page's own choice.
    pub default_opens: Option<u32>,
    /// Every link needs a second factor.
    pub factor_required: bool,
    /// Every share needs a purpose. It is encrypted with the files, so the server sees no more than
    /// [`SealShare::purpose_given`], which the sender's page promises.
    pub purpose_required: bool,
    /// The text of the messages that carry links says nothing of health, nor who sends.
    pub neutral_notice: bool,
}

/// Where a server keeps ciphertext.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorageInfo {
    /// In what.
    pub kind: StorageKind,
    /// The region of the bucket.
    pub region: Option<String>,
    /// The name of the bucket.
    pub bucket: Option<String>,
}

/// In what a server keeps ciphertext.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StorageKind {
    /// On the server's own disks.
    #[default]
    Local,
    /// In a bucket of an S3-compatible service.
    S3,
}

/// `POST /api/v1/shares`: announces an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreateShare {
    /// The archive's length in bytes of ciphertext.
    pub ciphertext_len: u64,
}

/// The answer to [`CreateShare`].
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShareCreated {
    /// The share's id, which the archive is bound to.
    pub share_id: ShareId,
    /// Allows parts to be sent, the share to be sealed, or given up.
    pub upload_token: UploadToken,
    /// Bytes in every part but the last.
    pub part_len: u32,
    /// How many parts are expected.
    pub part_count: u32,
}

/// `GET /api/v1/shares/{id}/parts` (upload token): what has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartsArrived {
    /// How many parts are expected.
    pub part_count: u32,
    /// The numbers of those that have arrived, ascending.
    pub arrived: Vec<u32>,
}

/// How long and how often a link may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkLimits {
    /// From sealing to expiry, by the server's clock.
    pub lifetime: Seconds,
    /// How often; `None`: any number of times.
    pub max_opens: Option<u32>,
}

/// What a recipient must know besides the link. The server never sees it: it takes part in the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewFactor {
    /// What is asked for.
    pub kind: FactorKind,
    /// How slow it was made to guess.
    pub cost: FactorCost,
    /// How many wrong proofs lock the link, from 1.
    #[serde(default = "default_tries")]
    pub max_tries: u32,
}

/// A link's factor, before opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactorStatus {
    /// What is asked for.
    pub kind: FactorKind,
    /// How slow it was made to guess.
    pub cost: FactorCost,
    /// Wrong proofs until the link is locked; 0: it is.
    pub tries_left: u32,
    /// How many there were at first.
    pub max_tries: u32,
}

/// A link to make live when the share is sealed, or (`POST /api/v1/shares/{id}/links`, owner token) later.
/// Sending the same request again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewLink {
    /// The link's id.
    pub link_id: LinkId,
    /// The hash of the token that opens it.
    pub open_token_hash: TokenHash,
    /// The content key, wrapped for this link.
    pub wrapped_key: Sealed,
    /// An [`crate::envelope::OwnerNote`], sealed for the owner.
    pub sealed_note: Sealed,
    /// Its limits.
    pub limits: LinkLimits,
    /// What opening it asks for besides its secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<NewFactor>,
}

/// `POST /api/v1/shares/{id}/seal` (upload token): makes the share live, all of it or nothing.
/// Sending the same request again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealShare {
    /// The sealed manifest.
    pub manifest: Sealed,
    /// The hash of the owner's token.
    pub owner_token_hash: TokenHash,
    /// The content key, wrapped for the owner.
    pub owner_wrapped_key: Sealed,
    /// One to [`MAX_LINKS`] links.
    pub links: Vec<NewLink>,
    /// The sealed manifest holds a purpose. The server cannot look: it is the sender's word.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub purpose_given: bool,
}

/// The answer to [`SealShare`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShareSealed {
    /// When the last of its links expires.
    pub expires_at: UnixSeconds,
}

/// What can be done with a link now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It can be opened.
    Live,
    /// Its time is over.
    Expired,
    /// It has no openings left.
    Exhausted,
    /// It was taken back, or the share was erased.
    Revoked,
    /// Its owner locked it for now, or its tries are used. The owner can unlock it.
    Locked,
}

/// `GET /api/v1/links/{id}`: what is known before opening. Counts nothing; without a lease it may log a landing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkStatus {
    /// What can be done with it.
    pub state: LinkState,
    /// When it expires or did.
    pub expires_at: UnixSeconds,
    /// Openings left; `None`: any number.
    pub opens_left: Option<u32>,
    /// What opening it asks for besides its secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<FactorStatus>,
}

/// `POST /api/v1/links/{id}/open`: proves knowledge of the secret, counts one opening, gives a lease.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenLink {
    /// The proof.
    pub open_token: OpenToken,
    /// The lease that the recipient wants, drawn at random: sending the request again while it lives does not count again,
    /// so that an answer which was lost on the way costs no view. Without it the server draws one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease: Option<LeaseToken>,
}

/// The answer to [`OpenLink`].
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkOpened {
    /// The share behind the link.
    pub share_id: ShareId,
    /// Allows the content to be fetched, any range any number of times.
    pub lease: LeaseToken,
    /// When the lease ends.
    pub lease_expires_at: UnixSeconds,
    /// The content key, wrapped for this link.
    pub wrapped_key: Sealed,
    /// The sealed manifest.
    pub manifest: Sealed,
    /// The archive's length in bytes of ciphertext.
    pub ciphertext_len: u64,
    /// When the link expires.
    pub expires_at: UnixSeconds,
    /// Openings left after this one; `None`: any number.
    pub opens_left: Option<u32>,
}

/// `POST /api/v1/links/{id}/events` (lease): what the recipient did with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportEvent {
    /// What was done.
    pub kind: ReportKind,
    /// Which file of the manifest, from 0.
    pub file: u32,
}

/// What a recipient's page reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// The file was shown.
    Viewed,
    /// The file was saved.
    Saved,
}

/// What can be done with a share now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShareState {
    /// Parts are arriving; nothing is live.
    Pending,
    /// Its links are live, until each ends.
    Sealed,
    /// Its content is gone.
    Erased,
}

/// One link, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnedLink {
    /// The server's name for the link, as in the log.
    pub link: LinkRef,
    /// The owner's note on it.
    pub sealed_note: Sealed,
    /// What can be done with it.
    pub state: LinkState,
    /// When it expires or did.
    pub expires_at: UnixSeconds,
    /// How often it was opened.
    pub opens: u32,
    /// How often it may be.
    pub max_opens: Option<u32>,
    /// Whether its owner has locked it. It may be locked by used tries besides: see its factor.
    #[serde(default)]
    pub locked: bool,
    /// What opening it asks for besides its secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<FactorStatus>,
}

/// `PATCH /api/v1/shares/{id}/links/{link ref}` (owner token): changes what a link allows; what is absent stays. All of it
/// is changed or nothing. The answer is the [`OwnedLink`], as it is to `DELETE`, which takes the link back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeLink {
    /// From now to the new expiry, by the server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<Seconds>,
    /// How often it may be opened in all, those that were counted included; `Some(None)`, in JSON `null`: any number.
    /// Less than what was counted makes the link exhausted.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub max_opens: Option<Option<u32>>,
    /// Locks the link for now (leases included), or lifts that lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<bool>,
    /// Gives all tries back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reset_tries: bool,
}

/// Tells a field that is `null` from one that is absent.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u32>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// `GET /api/v1/shares/{id}` (owner token): the owner's view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnedShare {
    /// What can be done with it.
    pub state: ShareState,
    /// When it was sealed.
    pub sealed_at: UnixSeconds,
    /// When its content was erased.
    pub erased_at: Option<UnixSeconds>,
    /// The archive's length in bytes of ciphertext.
    pub ciphertext_len: u64,
    /// The content key, wrapped for the owner; gone once erased.
    pub wrapped_key: Option<Sealed>,
    /// The sealed manifest; gone once erased.
    pub manifest: Option<Sealed>,
    /// Its links in the order of sealing.
    pub links: Vec<OwnedLink>,
}

/// `GET /api/v1/shares/{id}/events?after={seq}&wait={seconds}` (owner token): the access log, oldest first. With `after`, only
/// what follows that event; with `wait` (at most [`MAX_EVENTS_WAIT`]), an answer without events waits for one for so long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventLog {
    /// The events.
    pub events: Vec<Event>,
}

/// `DELETE /api/v1/shares/{id}` (owner or upload token): proof that the content is gone.
/// Sending the same request again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErasureReceipt {
    /// The share that was erased.
    pub share_id: ShareId,
    /// When.
    pub erased_at: UnixSeconds,
    /// The hash of the log's `erased` event: whoever keeps the receipt can check the log against it.
    pub event_hash: EventHash,
    /// The server's Ed25519 signature (RFC 8032) of [`ErasureReceipt::signed_text`], 64 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Sealed>,
}

impl ErasureReceipt {
    /// What the server signs.
    pub fn signed_text(&self) -> String {
        let hash = crate::encoding::encode(self.event_hash.as_bytes());
        format!("phial/1/receipt\n{}\n{}\n{hash}\n", self.share_id, self.erased_at.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_limit_and_no_change_are_told_apart() {
        let read = |text| serde_json::from_str::<ChangeLink>(text).unwrap();
        assert_eq!(read("{}"), ChangeLink::default());
        assert_eq!(read(r#"{"max_opens":null}"#).max_opens, Some(None));
        assert_eq!(read(r#"{"max_opens":3}"#).max_opens, Some(Some(3)));
        for text in ["{}", r#"{"max_opens":null}"#, r#"{"lifetime":60,"max_opens":3,"locked":true,"reset_tries":true}"#]
        {
            assert_eq!(serde_json::to_string(&read(text)).unwrap(), text);
        }
    }
}
