//! The frozen key hierarchy in `tests/vectors/keys.vec`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_shared::ids::LinkId;
use phial_shared::keys::{ContentKey, HardenedFactor, LinkSecret, OwnerSecret};

#[test]
fn every_derivation_is_frozen() {
    let content = ContentKey::from_bytes([1; 32]);
    let secret = LinkSecret::from_bytes([2; 32]);
    let owner = OwnerSecret::from_bytes([3; 32]);
    let (plain, strong) = (secret.root(), secret.root_with(&HardenedFactor::from_bytes([4; 32])));
    let derived: [(&str, String); 11] = [
        ("stream_key", hex(content.stream_key().as_bytes())),
        ("manifest_key", hex(content.manifest_key().as_bytes())),
        ("factor_salt", hex(secret.factor_salt().as_slice())),
        ("open_token", hex(plain.open_token().as_bytes())),
        ("wrap_key", hex(plain.wrap_key().as_bytes())),
        ("open_token with factor", hex(strong.open_token().as_bytes())),
        ("wrap_key with factor", hex(strong.wrap_key().as_bytes())),
        ("owner_token", hex(owner.owner_token().as_bytes())),
        ("owner_key", hex(owner.owner_key().as_bytes())),
        ("open_token hash", hex(plain.open_token().hash().as_bytes())),
        ("link_ref", hex(LinkId::from_bytes([5; 16]).to_ref().as_bytes())),
    ];
    let written: String = derived.iter().map(|(name, bytes)| format!("{name}: {bytes}\n")).collect();
    let frozen: String = include_str!("vectors/keys.vec")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(written, frozen);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
