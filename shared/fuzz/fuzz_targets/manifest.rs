//! The JSON inside of a manifest's envelope comes from a stranger.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phial_shared::json::SerdeJson;
use phial_shared::manifest::Manifest;

fuzz_target!(|text: &[u8]| {
    let Ok(manifest) = Manifest::from_json::<SerdeJson>(text) else { return };
    let end = manifest.file_range(manifest.files().len() - 1).expect("there is a file").end;
    assert_eq!(end, manifest.files_len());
    assert!(manifest.layout().plaintext_len() >= end);
});
