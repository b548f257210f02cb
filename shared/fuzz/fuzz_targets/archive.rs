//! Bytes that are no archive never open, whatever their length and header.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phial_shared::ids::ShareId;
use phial_shared::keys::StreamKey;
use phial_shared::layout::{Layout, SegmentIndex};
use phial_shared::stream::StreamOpener;

fuzz_target!(|archive: &[u8]| {
    let Ok(layout) = Layout::from_stream_len(archive.len() as u64) else { return };
    assert_eq!(layout.ciphertext_len(), archive.len() as u64);
    let (key, share) = (StreamKey::from_bytes([7; 32]), ShareId::from_bytes([9; 16]));
    let Ok(opener) = StreamOpener::new(&key, share, layout, archive) else { return };
    for index in (0..layout.segment_count()).map(SegmentIndex) {
        let range = layout.segment_range(index).expect("the segment exists");
        let mut segment = archive[range.start as usize..range.end as usize].to_vec();
        assert!(opener.open(index, &mut segment).is_err());
    }
});
