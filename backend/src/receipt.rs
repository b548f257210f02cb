//! Erasure receipts: signed by the server (Ed25519, RFC 8032), so that whoever keeps one can show it to others.
//!
//! The key is drawn once and kept in the database, so that all servers on it sign alike, and a receipt that is asked for again is
//! the same to the byte.

pub mod command;

use phial_shared::api::ErasureReceipt;
use phial_shared::encoding::{BadEncoding, Sealed, decode_array};
use phial_shared::events::{Event, EventKind, verify};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// What receipts are signed with.
pub struct ReceiptKey(Ed25519KeyPair);

/// What signatures are checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// The 32 bytes are no seed of a key. All are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no key")]
pub struct BadKey;

/// Why a receipt is not to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReceipt {
    /// It has no signature.
    #[error("the receipt is not signed")]
    NotSigned,
    /// Another key has signed it, or it was changed since.
    #[error("the signature does not fit: the receipt was changed, or another server signed it")]
    WrongSignature,
    /// The log is not whole, or was changed.
    #[error("the log does not hold together at event {0}, so that it shows nothing")]
    BrokenLog(u64),
    /// The log does not tell of this erasure.
    #[error("the log does not tell of this erasure")]
    NotInLog,
}

impl ReceiptKey {
    /// The key that follows from a seed.
    ///
    /// # Errors
    /// Never, in practice: every 32 bytes are a seed.
    pub fn from_seed(seed: &[u8; 32]) -> Result<Self, BadKey> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|_| BadKey)
    }

    /// Signs a receipt. The same receipt has the same signature.
    pub fn sign(&self, receipt: ErasureReceipt) -> ErasureReceipt {
        let signature = self.0.sign(receipt.signed_text().as_bytes());
        ErasureReceipt { signature: Some(Sealed(signature.as_ref().to_vec())), ..receipt }
    }

    /// What its signatures are checked with.
    pub fn public(&self) -> PublicKey {
        let mut key = [0; 32];
        key.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(key)
    }
}

impl PublicKey {
    /// Reads a key as `phial receipt key` prints it.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(text: &str) -> Result<Self, BadEncoding> {
        decode_array(text.trim()).map(Self)
    }

    /// The 32 bytes, in the form in which the server publishes them.
    pub fn to_sealed(&self) -> Sealed {
        Sealed(self.0.to_vec())
    }

    /// Whether the owner of the key has signed exactly this receipt.
    ///
    /// # Errors
    /// When not.
    pub fn check(&self, receipt: &ErasureReceipt) -> Result<(), BadReceipt> {
        let signature = receipt.signature.as_ref().ok_or(BadReceipt::NotSigned)?;
        let key = UnparsedPublicKey::new(&ED25519, &self.0);
        key.verify(receipt.signed_text().as_bytes(), &signature.0).map_err(|_| BadReceipt::WrongSignature)
    }
}

/// Whether a share's whole log tells of the erasure.
///
/// # Errors
/// When it does not, or does not hold together.
pub fn check_log(receipt: &ErasureReceipt, log: &[Event]) -> Result<(), BadReceipt> {
    verify(receipt.share_id, log).map_err(|broken| BadReceipt::BrokenLog(broken.seq))?;
    let tells = |event: &Event| {
        (event.kind, event.at, event.hash) == (EventKind::Erased, receipt.erased_at, receipt.event_hash)
    };
    if log.iter().any(tells) { Ok(()) } else { Err(BadReceipt::NotInLog) }
}

#[cfg(test)]
mod tests {
    use phial_shared::events::{EventHash, Occurrence};
    use phial_shared::ids::ShareId;
    use phial_shared::time::UnixSeconds;

    use super::*;

    const SHARE: ShareId = ShareId::from_bytes([7; 16]);

    fn log() -> Vec<Event> {
        let created = Occurrence::new(EventKind::Created, UnixSeconds(1)).chain(SHARE, None);
        let erased = Occurrence::new(EventKind::Erased, UnixSeconds(2)).chain(SHARE, Some((0, created.hash)));
        vec![created, erased]
    }

    fn receipt() -> ErasureReceipt {
        let last = log().remove(1);
        ErasureReceipt { share_id: SHARE, erased_at: last.at, event_hash: last.hash, signature: None }
    }

    #[test]
    fn a_signature_covers_all_of_the_receipt() {
        let key = ReceiptKey::from_seed(&[1; 32]).unwrap();
        let signed = key.sign(receipt());
        assert_eq!(key.sign(receipt()), signed);
        assert_eq!(key.public().check(&signed), Ok(()));
        assert_eq!(key.public().check(&receipt()), Err(BadReceipt::NotSigned));
        for changed in [
            ErasureReceipt { share_id: ShareId::from_bytes([8; 16]), ..signed.clone() },
            ErasureReceipt { erased_at: UnixSeconds(3), ..signed.clone() },
            ErasureReceipt { event_hash: EventHash::from_bytes([8; 32]), ..signed.clone() },
            ErasureReceipt { signature: Some(Sealed(vec![0; 64])), ..signed.clone() },
            ErasureReceipt { signature: Some(Sealed(vec![])), ..signed.clone() },
        ] {
            assert_eq!(key.public().check(&changed), Err(BadReceipt::WrongSignature));
        }
        let other = ReceiptKey::from_seed(&[2; 32]).unwrap();
        assert_eq!(other.public().check(&signed), Err(BadReceipt::WrongSignature));
    }

    /// RFC 8032, 7.1, test 1: the key that follows from a seed.
    #[test]
    fn keys_are_those_of_the_standard() {
        let seed = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
            0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
        ];
        let public = ReceiptKey::from_seed(&seed).unwrap().public();
        assert_eq!(public.0[..4], [0xd7, 0x5a, 0x98, 0x01]);
        assert_eq!(PublicKey::parse(&phial_shared::encoding::encode(&public.0)), Ok(public));
    }

    #[test]
    fn a_log_shows_the_erasure_or_not() {
        assert_eq!(check_log(&receipt(), &log()), Ok(()));
        assert_eq!(check_log(&receipt(), &log()[..1]), Err(BadReceipt::NotInLog));
        assert_eq!(check_log(&receipt(), &log()[1..]), Err(BadReceipt::BrokenLog(0)));
        assert_eq!(
            check_log(&ErasureReceipt { erased_at: UnixSeconds(9), ..receipt() }, &log()),
            Err(BadReceipt::NotInLog)
        );
    }
}
