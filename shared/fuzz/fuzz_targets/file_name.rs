//! A stranger's file name becomes safe, and a safe name stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phial_shared::file_name::{display_name, safe_name, safe_names};

fuzz_target!(|name: &str| {
    let safe = safe_name(name);
    assert!(!safe.is_empty() && safe.len() <= 255 && !safe.contains(['/', '\\']));
    assert_eq!(safe_name(&safe), safe);
    assert_eq!(safe_names([name, name]).len(), 2);
    assert!(!display_name(name).contains('\u{202e}'));
});
