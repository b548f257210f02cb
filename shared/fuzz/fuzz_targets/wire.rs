//! The JSON of requests: what is read writes and reads as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phial_shared::api::{CreateShare, OpenLink, ReportEvent, SealShare};

fuzz_target!(|text: &[u8]| {
    if let Ok(request) = serde_json::from_slice::<SealShare>(text) {
        let written = serde_json::to_vec(&request).expect("a request is JSON");
        assert_eq!(serde_json::from_slice::<SealShare>(&written).expect("what was written is read"), request);
    }
    let _ = serde_json::from_slice::<CreateShare>(text);
    let _ = serde_json::from_slice::<OpenLink>(text);
    let _ = serde_json::from_slice::<ReportEvent>(text);
});
