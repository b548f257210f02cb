//! The frozen key hierarchy in `tests/vectors/keys.vec`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_shared::ids::LinkId;
use phial_shared::keys::{ContentKey, HardenedFactor, LinkSecret, OwnerSecret};
use phial_shared::link::ShareLink;

#[test]
fn every_derivation_is_frozen() {
    let content = ContentKey::from_bytes([1; 32]);
    let [link, to_look] = [false, true].map(|view_only| ShareLink {
        link_id: LinkId::from_bytes([5; 16]),
        secret: LinkSecret::from_bytes([2; 32]),
        view_only,
    });
    let factor = HardenedFactor::from_bytes([4; 32]);
    let owner = OwnerSecret::from_bytes([3; 32]);
    let (plain, strong) = (link.root(None), link.root(Some(&factor)));
    let (plain_to_look, strong_to_look) = (to_look.root(None), to_look.root(Some(&factor)));
    let derived: [(&str, String); 15] = [
        ("stream_key", hex(content.stream_key().as_bytes())),
        ("manifest_key", hex(content.manifest_key().as_bytes())),
        ("factor_salt", hex(link.secret.factor_salt().as_slice())),
        ("open_token", hex(plain.open_token().as_bytes())),
        ("wrap_key", hex(plain.wrap_key().as_bytes())),
        ("open_token with factor", hex(strong.open_token().as_bytes())),
        ("wrap_key with factor", hex(strong.wrap_key().as_bytes())),
        ("open_token to look", hex(plain_to_look.open_token().as_bytes())),
        ("wrap_key to look", hex(plain_to_look.wrap_key().as_bytes())),
        ("open_token to look with factor", hex(strong_to_look.open_token().as_bytes())),
        ("wrap_key to look with factor", hex(strong_to_look.wrap_key().as_bytes())),
        ("owner_token", hex(owner.owner_token().as_bytes())),
        ("owner_key", hex(owner.owner_key().as_bytes())),
        ("open_token hash", hex(plain.open_token().hash().as_bytes())),
        ("link_ref", hex(link.link_id.to_ref().as_bytes())),
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
