//! A pasted text either is refused or is a link that writes and reads as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phial_shared::link::{Address, parse};

fuzz_target!(|text: &str| {
    let Ok(parsed) = parse(text) else { return };
    let url = match &parsed.address {
        Address::Share(link) => link.to_url(&parsed.origin),
        Address::Manage(link) => link.to_url(&parsed.origin),
    };
    let again = parse(&url).expect("a link that was written is read");
    assert_eq!(again.origin, parsed.origin);
    assert!(!again.key_was_in_path);
});
