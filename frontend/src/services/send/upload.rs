//! The way of the parts from the files to the server: read, encrypted once, sent until they arrive.

use std::rc::Rc;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use js_sys::{Array, Uint8Array};
use phial_shared::api::ShareCreated;
use phial_shared::layout::{HEADER_LEN, PartIndex};
use phial_shared::stream::{SegmentSlot, StreamSealer};
use web_sys::{Blob, File};

use super::SendError;
use crate::services::attempts::persist;
use crate::services::cipher::{NoCipher, SegmentCipher};
use crate::services::progress::Meter;
use crate::services::source::Source;
use crate::services::{api, js};

/// Parts that are read, encrypted or on their way at any time. Bounds the page's memory.
const IN_FLIGHT: usize = 4;

struct Upload<'a> {
    created: &'a ShareCreated,
    source: Source,
    cipher: SegmentCipher,
    header: [u8; HEADER_LEN as usize],
    meter: &'a Meter,
}

/// Sends every part. Needs memory for [`IN_FLIGHT`] parts, however large the files are.
pub(super) async fn upload(
    created: &ShareCreated,
    mut sealer: StreamSealer,
    files: Vec<File>,
    meter: &Meter,
) -> Result<(), SendError> {
    let layout = *sealer.layout();
    let upload = &Upload {
        created,
        source: Source::new(files),
        cipher: SegmentCipher::import(sealer.key()).await?,
        header: sealer.header().to_bytes(),
        meter,
    };
    let parts = (0..layout.part_count()).map(PartIndex).map(|part| {
        let slots: Vec<_> = layout.part_segments(part).map_while(|_| sealer.next_slot()).collect();
        upload.seal_and_send(part, slots)
    });
    stream::iter(parts).buffer_unordered(IN_FLIGHT).try_collect().await
}

impl Upload<'_> {
    async fn seal_and_send(&self, part: PartIndex, slots: Vec<SegmentSlot>) -> Result<(), SendError> {
        let ciphertext = self.seal(part, slots).await?;
        let transfer = Rc::new(self.meter.transfer());
        let ShareCreated { share_id, upload_token, .. } = self.created;
        let put = async || api::put_part(*share_id, upload_token, part, &ciphertext, &transfer).await;
        persist(&transfer, put).await?;
        transfer.moved(ciphertext.size() as u64);
        Ok(())
    }

    /// Encrypts a part. The slots are used up: from here on there is only this one ciphertext.
    ///
    /// It is a `Blob`, since a request keeps the buffer that it sent until the browser collects the request.
    async fn seal(&self, part: PartIndex, slots: Vec<SegmentSlot>) -> Result<Blob, SendError> {
        let pieces = Array::new();
        if part.0 == 0 {
            pieces.push(&Uint8Array::from(self.header.as_slice()));
        }
        for slot in slots {
            let plaintext = self.source.read(slot.plaintext()).await?;
            pieces.push(&self.cipher.encrypt(slot.into_nonce(), &Uint8Array::new(&plaintext)).await?.into());
            js::press_collector();
        }
        Ok(Blob::new_with_buffer_source_sequence(&pieces).map_err(|_| NoCipher)?)
    }
}
