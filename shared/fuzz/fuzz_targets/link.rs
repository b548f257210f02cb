//! A pasted text either is refused or is a link that writes and reads as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phial_shared::link::{Address, Parsed, parse};

fuzz_target!(|text: &str| {
    let Ok(parsed) = parse(text) else { return };
    let written = |parsed: &Parsed| match &parsed.address {
        Address::Share(link) => link.to_url(&parsed.origin),
        Address::Manage(link) => link.to_url(&parsed.origin),
    };
    let again = parse(&written(&parsed)).expect("a link that was written is read");
    assert_eq!(*written(&again), *written(&parsed));
    assert!(!again.key_was_in_path);
});
