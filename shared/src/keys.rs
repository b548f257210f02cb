//! Every key and every derivation, in one place.
//!
//! `expand(key, label)` is HKDF-SHA256 (RFC 5869) with an empty salt and 32 bytes of output.
//!
//! ```text
//! content_key ── "phial/1/stream"       → stream_key      the archive
//!             └─ "phial/1/manifest"     → manifest_key    names, types, sizes, context
//! secret ─────── "phial/1/factor-salt"  → salt of the factor's Argon2id
//!             └─ "phial/1/view-only"    → takes the secret's place in the root of a link by which one may only look
//! root ───────── "phial/1/open"         → open_token      shown to the server
//!             └─ "phial/1/wrap"         → wrap_key        wraps content_key for this link
//! sign_in ────── "phial/1/sign-in/state", "…/nonce", "…/verifier" → what a sign-in by OpenID Connect is bound by
//! owner_secret ─ "phial/1/owner-token"  → owner_token     shown to the server
//!             └─ "phial/1/owner"        → owner_key       wraps content_key and notes for the owner
//! root = secret, or HKDF-Extract(salt = Argon2id(factor), ikm = secret) when the link has a factor
//! ```

use std::fmt;

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::encoding::{base64url_text, encode};

/// Random bytes from the operating system or the browser.
///
/// # Panics
/// When the system has no randomness to give: nothing that follows could be safe.
#[expect(clippy::expect_used, reason = "without randomness there is nothing safe left to do")]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system's random generator failed");
    bytes
}

fn expand(key: &[u8; 32], label: &str) -> [u8; 32] {
    let mut output = [0; 32];
    expand_into(key, &[], label.as_bytes(), &mut output);
    output
}

#[expect(clippy::expect_used, reason = "HKDF-SHA256 gives up to 8160 bytes; 32 are asked for")]
pub(crate) fn expand_into(key: &[u8; 32], salt: &[u8], info: &[u8], output: &mut [u8; 32]) {
    Hkdf::<Sha256>::new(Some(salt), key).expand(info, output).expect("32 bytes are within HKDF's limit");
}

/// A 32-byte secret that wipes itself, cannot be cloned, and prints as `[redacted]`.
macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Wraps the 32 bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes. They must not reach a log, an error or an address.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }

        base64url_text!($name);
    };
}

/// Secrets that are drawn at random rather than derived.
macro_rules! drawn {
    ($($name:ident),*) => {
        $(impl $name {
            /// A fresh secret.
            pub fn random() -> Self {
                Self(random())
            }
        })*
    };
}

/// Secrets that are shown to the server, which keeps only their hash.
macro_rules! token {
    ($($name:ident),*) => {
        $(impl $name {
            /// What the server stores.
            pub fn hash(&self) -> TokenHash {
                TokenHash::of(&self.0)
            }

            /// As text for an `Authorization: Bearer` header.
            pub fn to_bearer(&self) -> Zeroizing<String> {
                Zeroizing::new(encode(&self.0))
            }
        })*
    };
}

secret! {
    /// The secret in the fragment of a recipient's link.
    LinkSecret
}
secret! {
    /// The secret in the fragment of a manage link.
    OwnerSecret
}
secret! {
    /// One per share; everything that is encrypted for the share hangs from it.
    ContentKey
}
secret! {
    /// The input key of the archive's stream.
    StreamKey
}
secret! {
    /// Seals the manifest.
    ManifestKey
}
secret! {
    /// Wraps the content key for one link.
    WrapKey
}
secret! {
    /// Wraps the content key, and each link's note, for the owner.
    OwnerKey
}
secret! {
    /// Proves knowledge of a link's secret (and factor) to the server.
    OpenToken
}
secret! {
    /// Proves knowledge of the owner's secret to the server.
    OwnerToken
}
secret! {
    /// Allows the parts of one unsealed share to be sent. Drawn by the server.
    UploadToken
}
secret! {
    /// Allows the content of one share to be fetched for a while. Drawn by the recipient, or else by the server.
    LeaseToken
}
secret! {
    /// Shows that a browser has signed in (in a cookie), or that a program may send (as a bearer token). Drawn by the server.
    SessionToken
}
secret! {
    /// Lets whoever holds the invitation's link join. Drawn by the server.
    InviteToken
}
secret! {
    /// Binds a sign-in to the browser that began it. Drawn by the server, and kept in the browser's cookie alone.
    SignInSecret
}
secret! {
    /// What the identity provider hands back with its answer (`state` of OAuth 2.0).
    SignInState
}
secret! {
    /// A share's key of the server's own, kept apart from the database: what is sealed with it is gone when it is deleted.
    VaultKey
}
secret! {
    /// A factor after its slow hash: the salt of the root's extraction.
    HardenedFactor
}
secret! {
    /// What a link's keys are derived from.
    Root
}

drawn!(LinkSecret, OwnerSecret, ContentKey, UploadToken, LeaseToken, SessionToken, InviteToken, SignInSecret, VaultKey);
token!(OpenToken, OwnerToken, UploadToken, LeaseToken, SessionToken, InviteToken, SignInState);

impl ContentKey {
    /// The key of the archive.
    pub fn stream_key(&self) -> StreamKey {
        StreamKey(expand(&self.0, "phial/1/stream"))
    }

    /// The key of the manifest.
    pub fn manifest_key(&self) -> ManifestKey {
        ManifestKey(expand(&self.0, "phial/1/manifest"))
    }
}

impl LinkSecret {
    /// The root of a link without a factor.
    pub fn root(&self) -> Root {
        Root(self.0)
    }

    /// The root of a link with a factor: neither the link nor the factor alone gives it.
    pub fn root_with(&self, factor: &HardenedFactor) -> Root {
        let (root, _) = Hkdf::<Sha256>::extract(Some(factor.as_bytes()), &self.0);
        Root(root.into())
    }

    /// What takes the secret's place in the root of a link by which one may only look.
    pub(crate) fn view_only(&self) -> Self {
        Self(expand(&self.0, "phial/1/view-only"))
    }

    /// The salt for hardening this link's factor.
    pub fn factor_salt(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(expand(&self.0, "phial/1/factor-salt"))
    }
}

impl Root {
    /// The proof for the server.
    pub fn open_token(&self) -> OpenToken {
        OpenToken(expand(&self.0, "phial/1/open"))
    }

    /// The key that wraps the content key for this link.
    pub fn wrap_key(&self) -> WrapKey {
        WrapKey(expand(&self.0, "phial/1/wrap"))
    }
}

impl SignInSecret {
    /// The `state` of the request and of its answer (RFC 6749, 4.1.1).
    pub fn state(&self) -> SignInState {
        SignInState(expand(&self.0, "phial/1/sign-in/state"))
    }

    /// The `nonce` that the ID token repeats (OpenID Connect Core 1.0, 3.1.2.1).
    pub fn nonce(&self) -> [u8; 32] {
        expand(&self.0, "phial/1/sign-in/nonce")
    }

    /// The code verifier (RFC 7636, 4.1), before it is written in base64url.
    pub fn verifier(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(expand(&self.0, "phial/1/sign-in/verifier"))
    }
}

impl OwnerSecret {
    /// The proof for the server.
    pub fn owner_token(&self) -> OwnerToken {
        OwnerToken(expand(&self.0, "phial/1/owner-token"))
    }

    /// The key for what only the owner may read.
    pub fn owner_key(&self) -> OwnerKey {
        OwnerKey(expand(&self.0, "phial/1/owner"))
    }
}

/// The SHA-256 of a token: what the server stores instead of it. Compares in constant time.
#[derive(Clone, Copy, Eq)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    fn of(token: &[u8; 32]) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// Wraps the 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for TokenHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash([redacted])")
    }
}

base64url_text!(TokenHash);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_derived_key_differs() {
        let content = ContentKey::from_bytes([1; 32]);
        let secret = LinkSecret::from_bytes([1; 32]);
        let owner = OwnerSecret::from_bytes([1; 32]);
        let factor = HardenedFactor::from_bytes([2; 32]);
        let mut keys = vec![
            content.stream_key().0,
            content.manifest_key().0,
            *secret.factor_salt(),
            secret.view_only().0,
            secret.root().open_token().0,
            secret.root().wrap_key().0,
            secret.root_with(&factor).open_token().0,
            secret.root_with(&factor).wrap_key().0,
            owner.owner_token().0,
            owner.owner_key().0,
        ];
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 10);
    }

    #[test]
    fn secrets_do_not_print() {
        let secret = LinkSecret::from_bytes([1; 32]);
        assert_eq!(format!("{secret:?}"), "LinkSecret([redacted])");
        assert_eq!(format!("{:?}", secret.root().open_token().hash()), "TokenHash([redacted])");
    }

    #[test]
    fn a_factor_changes_the_root() {
        let secret = LinkSecret::from_bytes([1; 32]);
        let one = secret.root_with(&HardenedFactor::from_bytes([2; 32]));
        let two = secret.root_with(&HardenedFactor::from_bytes([3; 32]));
        assert_ne!(one.0, two.0);
        assert_ne!(one.0, secret.root().0);
    }
}
