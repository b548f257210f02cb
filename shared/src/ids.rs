//! Identifiers: random, without meaning, and not secrets.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::encoding::{base64url_text, encode};
use crate::keys::random;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Wraps the 16 bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// The first six characters: enough to follow one share through a log, too few to use.
            pub fn short(&self) -> String {
                encode(&self.0).chars().take(6).collect()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&encode(&self.0))
            }
        }

        /// Shortened: a full identifier must not reach a log by way of `{:?}`.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({}…)", stringify!($name), self.short())
            }
        }

        base64url_text!($name);
    };
}

identifier! {
    /// Names a share. Chosen by the server.
    ShareId
}

identifier! {
    /// Names one recipient's link. Chosen by the sender; the server stores only its [`LinkRef`].
    LinkId
}

identifier! {
    /// What the server stores in place of a [`LinkId`]: the first 16 bytes of its SHA-256 under a label.
    /// A copy of the database or the log therefore holds no address that can be opened.
    LinkRef
}

identifier! {
    /// Names whoever may send, without saying who it is: drawn at random, or derived from what the identity provider says
    /// under a salt that only the server knows.
    AccountId
}

identifier! {
    /// Names an invitation for whoever administers it. The invitation itself is a token.
    InviteId
}

impl AccountId {
    /// A fresh identifier.
    pub fn random() -> Self {
        Self(random())
    }
}

impl InviteId {
    /// A fresh identifier.
    pub fn random() -> Self {
        Self(random())
    }
}

identifier! {
    /// Names a share's key object. Chosen by the server.
    KeyId
}

impl KeyId {
    /// A fresh identifier.
    pub fn random() -> Self {
        Self(random())
    }
}

impl ShareId {
    /// A fresh identifier.
    pub fn random() -> Self {
        Self(random())
    }
}

impl LinkId {
    /// A fresh identifier.
    pub fn random() -> Self {
        Self(random())
    }

    /// The server's name for this link.
    pub fn to_ref(self) -> LinkRef {
        let digest = Sha256::new().chain_update(b"phial/1/link-ref").chain_update(self.0).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        LinkRef(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips_and_debug_is_short() {
        let id = ShareId::from_bytes([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(format!("{id:?}"), "ShareId(BwcHBw…)");
    }

    #[test]
    fn a_link_ref_is_not_the_link_id() {
        let id = LinkId::from_bytes([7; 16]);
        assert_eq!(id.to_ref(), id.to_ref());
        assert_ne!(id.to_ref().as_bytes(), id.as_bytes());
    }
}
