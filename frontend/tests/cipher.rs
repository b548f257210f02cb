//! The browser's cipher and the one in `phial-shared` are the same: each writes the other's bytes and opens them.
#![cfg(target_family = "wasm")]

#[path = "support/random.rs"]
mod random;

use js_sys::Uint8Array;
use phial_frontend::services::cipher::{DoesNotOpen, SegmentCipher};
use phial_shared::ids::ShareId;
use phial_shared::keys::StreamKey;
use phial_shared::layout::{HEADER_LEN, Layout, SEGMENT_LEN, SegmentIndex, TAG_LEN};
use phial_shared::stream::hazmat::sealer_with_header;
use phial_shared::stream::{StreamOpener, StreamSealer};
use random::Random;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Plaintext in a full segment, and in the first, which shares its room with the header.
const FULL: usize = (SEGMENT_LEN - TAG_LEN) as usize;
const FIRST: usize = FULL - HEADER_LEN as usize;

/// One archive, and the means to write it twice.
struct Archive {
    stream_key: [u8; 32],
    share: ShareId,
    salt: [u8; 32],
    nonce_prefix: [u8; 7],
    plaintext: Vec<u8>,
}

impl Archive {
    fn random(random: &mut Random, len: usize) -> Self {
        Self {
            stream_key: random.array(),
            share: ShareId::from_bytes(random.array()),
            salt: random.array(),
            nonce_prefix: random.array(),
            plaintext: random.bytes(len),
        }
    }

    fn layout(&self) -> Layout {
        Layout::of_stream(self.plaintext.len() as u64).unwrap()
    }

    fn sealer(&self) -> StreamSealer {
        let stream_key = StreamKey::from_bytes(self.stream_key);
        sealer_with_header(&stream_key, self.share, self.layout(), self.salt, self.nonce_prefix)
    }

    fn opener(&self) -> StreamOpener {
        let stream_key = StreamKey::from_bytes(self.stream_key);
        StreamOpener::new(&stream_key, self.share, self.layout(), &self.sealer().header().to_bytes()).unwrap()
    }

    fn segment(&self, index: u32) -> &[u8] {
        let range = self.layout().segment_plaintext(SegmentIndex(index)).unwrap();
        &self.plaintext[range.start as usize..range.end as usize]
    }

    fn sealed_by_aes_gcm(&self) -> Vec<Vec<u8>> {
        let mut sealer = self.sealer();
        let slots: Vec<_> = std::iter::from_fn(|| sealer.next_slot()).collect();
        let seal = |slot: phial_shared::stream::SegmentSlot| {
            let mut segment = self.segment(slot.index().0).to_vec();
            slot.seal(sealer.key(), &mut segment);
            segment
        };
        slots.into_iter().map(seal).collect()
    }

    async fn sealed_by_browser(&self) -> Vec<Vec<u8>> {
        let mut sealer = self.sealer();
        let cipher = SegmentCipher::import(sealer.key()).await.unwrap();
        let mut sealed = Vec::new();
        while let Some(slot) = sealer.next_slot() {
            let plaintext = Uint8Array::from(self.segment(slot.index().0));
            let ciphertext = cipher.encrypt(slot.into_nonce(), &plaintext).await.unwrap();
            sealed.push(Uint8Array::new(&ciphertext).to_vec());
        }
        sealed
    }
}

async fn open_in_browser(opener: &StreamOpener, index: u32, segment: &[u8]) -> Result<Vec<u8>, DoesNotOpen> {
    let cipher = SegmentCipher::import(opener.key()).await.unwrap();
    let plaintext = cipher.decrypt(opener.nonce(SegmentIndex(index)), &Uint8Array::from(segment)).await?;
    Ok(Uint8Array::new(&plaintext).to_vec())
}

async fn assert_both_agree(archive: &Archive) {
    let (native, browser) = (archive.sealed_by_aes_gcm(), archive.sealed_by_browser().await);
    assert_eq!(native.len(), archive.layout().segment_count() as usize);
    // Not `assert_eq!`, which would print half a megabyte.
    assert!(native == browser, "{} bytes are sealed differently", archive.plaintext.len());
    let opener = archive.opener();
    for (index, sealed) in (0..).zip(native) {
        assert!(open_in_browser(&opener, index, &sealed).await.unwrap() == archive.segment(index), "segment {index}");
        let mut sealed = sealed;
        opener.open(SegmentIndex(index), &mut sealed).unwrap();
        assert!(sealed == archive.segment(index), "segment {index}");
    }
}

#[wasm_bindgen_test]
async fn both_ciphers_agree_around_every_boundary() {
    let mut random = Random::new(1);
    for len in [0, 1, 15, 16, 17, FIRST - 1, FIRST, FIRST + 1, FIRST + FULL - 1, FIRST + FULL, FIRST + FULL + 1] {
        assert_both_agree(&Archive::random(&mut random, len)).await;
    }
}

#[wasm_bindgen_test]
async fn both_ciphers_agree_for_random_keys_nonces_and_lengths() {
    for seed in 100..200 {
        let mut random = Random::new(seed);
        let len = random.below(4_000);
        assert_both_agree(&Archive::random(&mut random, len)).await;
    }
}

#[wasm_bindgen_test]
async fn a_flipped_bit_is_refused_wherever_it_is() {
    let archive = Archive::random(&mut Random::new(2), 50);
    let sealed = archive.sealed_by_browser().await.remove(0);
    let opener = archive.opener();
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(open_in_browser(&opener, 0, &changed).await, Err(DoesNotOpen), "bit {bit}");
    }
}

#[wasm_bindgen_test]
async fn cut_extended_and_moved_segments_are_refused() {
    let archive = Archive::random(&mut Random::new(3), FIRST + FULL + 100);
    let sealed = archive.sealed_by_browser().await;
    let opener = archive.opener();
    let cut = &sealed[2][..sealed[2].len() - 1];
    let extended = [sealed[2].as_slice(), b"\0"].concat();
    for (index, segment) in
        [(2, cut), (2, &extended), (2, b""), (2, &sealed[2][..15]), (0, &sealed[1]), (1, &sealed[0])]
    {
        assert_eq!(open_in_browser(&opener, index, segment).await, Err(DoesNotOpen), "{} bytes", segment.len());
    }
}
