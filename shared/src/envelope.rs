//! Envelopes: small messages under AES-256-GCM (NIST SP 800-38D), as `nonce(12) || ciphertext || tag(16)`.
//!
//! The nonce is random: a key seals a handful of envelopes in its life, far from the 2³² of the standard's limit.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::encoding::Sealed;
use crate::ids::{LinkId, ShareId};
use crate::json::ReadJson;
use crate::keys::{ContentKey, ManifestKey, OwnerKey, VaultKey, WrapKey, random};

const NONCE_LEN: usize = 12;

/// The envelope does not open: a wrong key, another share, or a changed byte. Deliberately says no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the envelope does not open with this key")]
pub struct CannotOpen;

impl WrapKey {
    /// Wraps the content key for one link of one share.
    pub fn wrap(&self, content_key: &ContentKey, share: ShareId, link: LinkId) -> Sealed {
        seal(self.as_bytes(), &link_context(share, link), content_key.as_bytes())
    }

    /// The content key of the share.
    pub fn unwrap(&self, wrapped: &Sealed, share: ShareId, link: LinkId) -> Result<ContentKey, CannotOpen> {
        open_key(self.as_bytes(), &link_context(share, link), wrapped)
    }
}

impl OwnerKey {
    /// Wraps the content key for the owner of the share.
    pub fn wrap(&self, content_key: &ContentKey, share: ShareId) -> Sealed {
        seal(self.as_bytes(), share.as_bytes(), content_key.as_bytes())
    }

    /// The content key of the share.
    pub fn unwrap(&self, wrapped: &Sealed, share: ShareId) -> Result<ContentKey, CannotOpen> {
        open_key(self.as_bytes(), share.as_bytes(), wrapped)
    }

    /// Seals what the owner keeps about a link.
    #[expect(clippy::expect_used, reason = "a struct of strings and a boolean is always JSON")]
    pub fn seal_note(&self, note: &OwnerNote, share: ShareId) -> Sealed {
        let mut text = serde_json::to_vec(note).expect("a note is JSON");
        // Else the server would know how long a name is, and by which links one may only look.
        text.resize(text.len().next_multiple_of(NOTE_PAD), b' ');
        seal(self.as_bytes(), &note_context(share), &text)
    }

    /// Opens what the owner kept about a link.
    pub fn open_note<R: ReadJson>(&self, sealed: &Sealed, share: ShareId) -> Result<OwnerNote, CannotOpen> {
        let text = open(self.as_bytes(), &note_context(share), &sealed.0)?;
        R::read(&text).ok_or(CannotOpen)
    }
}

/// A sealed note's text is as long as a multiple of this: nearly all are as long as each other.
const NOTE_PAD: usize = 256;

/// What the owner, and nobody else, can read about a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerNote {
    /// The link it is about.
    pub link_id: LinkId,
    /// For whom; may be empty.
    pub label: String,
    /// Whoever opens it may only look.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub view_only: bool,
}

impl ManifestKey {
    pub(crate) fn seal(&self, text: &[u8], share: ShareId) -> Sealed {
        seal(self.as_bytes(), share.as_bytes(), text)
    }

    pub(crate) fn open(&self, sealed: &Sealed, share: ShareId) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        open(self.as_bytes(), share.as_bytes(), &sealed.0)
    }
}

impl VaultKey {
    /// Seals once more what a client has sealed. `place` says where it belongs within the share.
    pub fn seal(&self, sealed: &Sealed, share: ShareId, place: &[u8]) -> Sealed {
        seal(self.as_bytes(), &vault_context(share, place), &sealed.0)
    }

    /// What the client has sealed.
    pub fn open(&self, sealed: &Sealed, share: ShareId, place: &[u8]) -> Result<Sealed, CannotOpen> {
        Ok(Sealed(open(self.as_bytes(), &vault_context(share, place), &sealed.0)?.to_vec()))
    }
}

fn vault_context(share: ShareId, place: &[u8]) -> Vec<u8> {
    [share.as_bytes().as_slice(), b"vault", place].concat()
}

fn link_context(share: ShareId, link: LinkId) -> Vec<u8> {
    [*share.as_bytes(), *link.as_bytes()].concat()
}

fn note_context(share: ShareId) -> Vec<u8> {
    [share.as_bytes().as_slice(), b"note"].concat()
}

#[expect(clippy::expect_used, reason = "AES-GCM refuses only messages beyond 64 GiB")]
fn seal(key: &[u8; 32], context: &[u8], message: &[u8]) -> Sealed {
    let nonce = random::<NONCE_LEN>();
    let ciphertext =
        cipher(key).encrypt(&Nonce::from(nonce), Payload { msg: message, aad: context }).expect("an envelope is short");
    Sealed([&nonce, ciphertext.as_slice()].concat())
}

fn open(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(CannotOpen)?;
    cipher(key)
        .decrypt(&Nonce::from(*nonce), Payload { msg: ciphertext, aad: context })
        .map(Zeroizing::new)
        .map_err(|_| CannotOpen)
}

fn open_key(key: &[u8; 32], context: &[u8], sealed: &Sealed) -> Result<ContentKey, CannotOpen> {
    let bytes = open(key, context, &sealed.0)?;
    bytes.as_slice().try_into().map(ContentKey::from_bytes).map_err(|_| CannotOpen)
}

fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::SerdeJson;
    use crate::keys::{LinkSecret, OwnerSecret};

    const SHARE: ShareId = ShareId::from_bytes([1; 16]);
    const LINK: LinkId = LinkId::from_bytes([2; 16]);

    #[test]
    fn a_wrapped_key_opens_only_in_its_place() {
        let wrap_key = LinkSecret::from_bytes([3; 32]).root().wrap_key();
        let wrapped = wrap_key.wrap(&ContentKey::from_bytes([4; 32]), SHARE, LINK);
        assert_eq!(wrapped.0.len(), 60);
        assert_eq!(wrap_key.unwrap(&wrapped, SHARE, LINK).unwrap().as_bytes(), &[4; 32]);
        assert!(wrap_key.unwrap(&wrapped, ShareId::from_bytes([9; 16]), LINK).is_err());
        assert!(wrap_key.unwrap(&wrapped, SHARE, LinkId::from_bytes([9; 16])).is_err());
        let other = LinkSecret::from_bytes([9; 32]).root().wrap_key();
        assert!(other.unwrap(&wrapped, SHARE, LINK).is_err());
        for byte in 0..wrapped.0.len() {
            let mut changed = wrapped.clone();
            changed.0[byte] ^= 1;
            assert!(wrap_key.unwrap(&changed, SHARE, LINK).is_err(), "byte {byte}");
            assert!(wrap_key.unwrap(&Sealed(wrapped.0[..byte].to_vec()), SHARE, LINK).is_err(), "cut at {byte}");
        }
    }

    #[test]
    fn the_owner_reads_keys_and_notes_but_not_one_as_the_other() {
        let owner_key = OwnerSecret::from_bytes([3; 32]).owner_key();
        let wrapped = owner_key.wrap(&ContentKey::from_bytes([4; 32]), SHARE);
        assert_eq!(owner_key.unwrap(&wrapped, SHARE).unwrap().as_bytes(), &[4; 32]);
        let notes = [false, true].map(|view_only| OwnerNote { link_id: LINK, label: "Dr Rossi".to_owned(), view_only });
        let sealed = notes.each_ref().map(|note| owner_key.seal_note(note, SHARE));
        assert_eq!(sealed.each_ref().map(|note| owner_key.open_note::<SerdeJson>(note, SHARE)), notes.map(Ok));
        assert_eq!(sealed[0].0.len(), sealed[1].0.len(), "which of them it is cannot be seen");
        let [sealed, _] = sealed;
        assert_eq!(owner_key.open_note::<SerdeJson>(&wrapped, SHARE), Err(CannotOpen));
        assert!(owner_key.unwrap(&sealed, SHARE).is_err());
    }
}
