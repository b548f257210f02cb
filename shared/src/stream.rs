//! The archive's encryption: Tink's streaming AEAD, AES256-GCM-HKDF with SHA-256 and 512 KiB segments.
//!
//! Format: Google Tink, "Streaming AEAD: AES-GCM-HKDF". Analysis: Hoang and Shen, "Security of Streaming Encryption in
//! Google's Tink Library", CCS 2020.
//!
//! ```text
//! header       = 40 || salt(32) || nonce_prefix(7)
//! segment_key  = HKDF-SHA256(ikm = stream_key, salt = salt, info = share_id), 32 bytes
//! segment i    = AES-256-GCM(segment_key, nonce = nonce_prefix || be32(i) || last, aad = "", plaintext of segment i)
//! ```
//! `last` is 1 in the last segment and 0 in all others, so that a stream which ends early does not open.

use std::fmt;
use std::ops::Range;

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::ids::ShareId;
use crate::keys::{StreamKey, expand_into, random};
use crate::layout::{HEADER_LEN, Layout, PartIndex, SegmentIndex};

const SALT_LEN: usize = 32;
const PREFIX_LEN: usize = 7;

/// The 40 bytes before the first segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    salt: [u8; SALT_LEN],
    nonce_prefix: [u8; PREFIX_LEN],
}

/// The bytes are not a header of this format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the archive does not begin with a header")]
pub struct BadHeader;

/// A segment does not open: a wrong key, or bytes that were changed, moved or cut. Deliberately says no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("segment {} of the archive is damaged", .0.0)]
pub struct DamagedSegment(pub SegmentIndex);

impl Header {
    fn random() -> Self {
        Self { salt: random(), nonce_prefix: random() }
    }

    /// As it stands in the archive.
    pub fn to_bytes(self) -> [u8; HEADER_LEN as usize] {
        let mut bytes = [0; HEADER_LEN as usize];
        bytes[0] = HEADER_LEN as u8;
        bytes[1..=SALT_LEN].copy_from_slice(&self.salt);
        bytes[1 + SALT_LEN..].copy_from_slice(&self.nonce_prefix);
        bytes
    }

    /// Reads the first 40 bytes of an archive; what follows them is not looked at.
    pub fn parse(archive: &[u8]) -> Result<Self, BadHeader> {
        let (len, rest) = archive.split_first().ok_or(BadHeader)?;
        let (salt, rest) = rest.split_first_chunk().ok_or(BadHeader)?;
        let (nonce_prefix, _) = rest.split_first_chunk().ok_or(BadHeader)?;
        if u32::from(*len) == HEADER_LEN {
            Ok(Self { salt: *salt, nonce_prefix: *nonce_prefix })
        } else {
            Err(BadHeader)
        }
    }

    fn nonce(&self, index: SegmentIndex, last: bool) -> SegmentNonce {
        let mut bytes = [0; 12];
        bytes[..PREFIX_LEN].copy_from_slice(&self.nonce_prefix);
        bytes[PREFIX_LEN..11].copy_from_slice(&index.0.to_be_bytes());
        bytes[11] = u8::from(last);
        SegmentNonce(bytes)
    }
}

/// The AES-256 key of one archive's segments.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SegmentKey([u8; 32]);

/// The nonce of one segment of one archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentNonce([u8; 12]);

impl SegmentKey {
    fn derive(stream_key: &StreamKey, share: ShareId, header: &Header) -> Self {
        let mut bytes = [0; 32];
        expand_into(stream_key.as_bytes(), &header.salt, share.as_bytes(), &mut bytes);
        Self(bytes)
    }

    /// The key for another implementation of AES-GCM, such as the browser's.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(self.0))
    }
}

impl fmt::Debug for SegmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SegmentKey([redacted])")
    }
}

impl SegmentNonce {
    /// The 12 bytes for AES-GCM.
    pub const fn as_bytes(&self) -> &[u8; 12] {
        &self.0
    }
}

/// Seals one archive, segment after segment. Every segment's nonce is given out once: there is no way back, and a
/// retry must send the ciphertext that was kept.
#[derive(Debug)]
pub struct StreamSealer {
    header: Header,
    key: SegmentKey,
    layout: Layout,
    next: u32,
}

/// The right to encrypt one segment, once.
#[derive(Debug)]
pub struct SegmentSlot {
    index: SegmentIndex,
    nonce: SegmentNonce,
    plaintext: Range<u64>,
}

impl StreamSealer {
    /// Begins an archive under a fresh salt and nonce prefix.
    pub fn new(stream_key: &StreamKey, share: ShareId, layout: Layout) -> Self {
        Self::with_header(stream_key, share, layout, Header::random())
    }

    fn with_header(stream_key: &StreamKey, share: ShareId, layout: Layout, header: Header) -> Self {
        Self { header, key: SegmentKey::derive(stream_key, share, &header), layout, next: 0 }
    }

    /// What stands before segment 0.
    pub const fn header(&self) -> Header {
        self.header
    }

    /// The key of all segments.
    pub const fn key(&self) -> &SegmentKey {
        &self.key
    }

    /// The layout that was asked for.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The next segment to encrypt; `None` after the last.
    pub fn next_slot(&mut self) -> Option<SegmentSlot> {
        let index = SegmentIndex(self.next);
        let plaintext = self.layout.segment_plaintext(index)?;
        self.next += 1;
        Some(SegmentSlot { index, nonce: self.header.nonce(index, self.layout.is_last(index)), plaintext })
    }

    /// The next part: `read` fills the plaintext of each of its segments, given where it lies in the stream.
    /// `None` after the last part.
    pub fn next_part<E>(
        &mut self,
        mut read: impl FnMut(Range<u64>, &mut Vec<u8>) -> Result<(), E>,
    ) -> Option<Result<(PartIndex, Vec<u8>), E>> {
        let part = PartIndex(self.next / crate::layout::SEGMENTS_PER_PART);
        let len = self.layout.part_len(part).filter(|_| self.next < self.layout.segment_count())?;
        let mut ciphertext = Vec::with_capacity(len as usize);
        if part.0 == 0 {
            ciphertext.extend_from_slice(&self.header.to_bytes());
        }
        let mut segment = Vec::new();
        for _ in self.layout.part_segments(part) {
            let slot = self.next_slot()?;
            segment.clear();
            if let Err(error) = read(slot.plaintext(), &mut segment) {
                return Some(Err(error));
            }
            slot.seal(&self.key, &mut segment);
            ciphertext.extend_from_slice(&segment);
        }
        Some(Ok((part, ciphertext)))
    }
}

impl SegmentSlot {
    /// Which segment it is.
    pub const fn index(&self) -> SegmentIndex {
        self.index
    }

    /// Where its plaintext lies in the stream.
    pub fn plaintext(&self) -> Range<u64> {
        self.plaintext.clone()
    }

    /// Gives up the right for the nonce, to encrypt with another implementation. The caller uses it once.
    pub const fn into_nonce(self) -> SegmentNonce {
        self.nonce
    }

    /// Encrypts in place; the tag is appended.
    ///
    /// # Panics
    /// When `segment` has not the length of the slot's plaintext: the archive would be another than announced.
    #[expect(clippy::expect_used, reason = "AES-GCM refuses only messages beyond 64 GiB")]
    pub fn seal(self, key: &SegmentKey, segment: &mut Vec<u8>) {
        assert_eq!(segment.len() as u64, self.plaintext.end - self.plaintext.start, "a segment of another length");
        key.cipher().encrypt_in_place(&Nonce::from(self.nonce.0), b"", segment).expect("a segment is short");
    }
}

/// Opens the segments of one archive, in any order.
#[derive(Debug)]
pub struct StreamOpener {
    header: Header,
    key: SegmentKey,
    layout: Layout,
}

impl StreamOpener {
    /// Prepares to open the archive that begins with these bytes (at least its header).
    pub fn new(stream_key: &StreamKey, share: ShareId, layout: Layout, archive: &[u8]) -> Result<Self, BadHeader> {
        let header = Header::parse(archive)?;
        Ok(Self { header, key: SegmentKey::derive(stream_key, share, &header), layout })
    }

    /// The layout of the archive.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The key of all segments.
    pub const fn key(&self) -> &SegmentKey {
        &self.key
    }

    /// The nonce of a segment, to decrypt with another implementation.
    pub fn nonce(&self, index: SegmentIndex) -> SegmentNonce {
        self.header.nonce(index, self.layout.is_last(index))
    }

    /// Decrypts in place and removes the tag.
    pub fn open(&self, index: SegmentIndex, segment: &mut Vec<u8>) -> Result<(), DamagedSegment> {
        let expected = self.layout.segment_range(index).map(|range| range.end - range.start);
        if expected != Some(segment.len() as u64) {
            return Err(DamagedSegment(index));
        }
        let nonce = Nonce::from(self.nonce(index).0);
        self.key.cipher().decrypt_in_place(&nonce, b"", segment).map_err(|_| DamagedSegment(index))
    }
}

/// What production code has no business with.
pub mod hazmat {
    use super::{Header, Layout, ShareId, StreamKey, StreamSealer};

    /// A sealer with a chosen header, for test vectors. Two archives under one key and one header lose both.
    pub fn sealer_with_header(
        stream_key: &StreamKey,
        share: ShareId,
        layout: Layout,
        salt: [u8; 32],
        nonce_prefix: [u8; 7],
    ) -> StreamSealer {
        StreamSealer::with_header(stream_key, share, layout, Header { salt, nonce_prefix })
    }
}
