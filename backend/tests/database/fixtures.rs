//! Rows that are put into a database behind the trait's back: many at once, or as an older version left them.

use std::fmt::Write as _;

use phial_shared::keys::random;

use crate::support::{At, START, layout};

/// A value of a column of bytes, as SQL.
pub(crate) fn blob(at: &At, bytes: &[u8]) -> String {
    let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    match at {
        At::Sqlite(_) => format!("x'{hex}'"),
        At::Postgres(_) => format!(r"'\x{hex}'::bytea"),
    }
}

/// Sealed shares with empty logs, each with a link and a lease that live for an hour. Needs no column that the first version
/// does not have.
pub(crate) async fn fill(at: &At, count: usize) {
    let hash = blob(at, &[7; 32]);
    let key = blob(at, &[8; 60]);
    let len = layout().ciphertext_len();
    let (start, end) = (START.0, START.0 + 3600);
    let (mut shares, mut links, mut leases) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..count {
        let share = blob(at, &random::<16>());
        let link = blob(at, &random::<16>());
        shares.push(format!("({share}, 'sealed', {len}, {hash}, {start}, {start}, {hash}, {hash}, {key}, {key})"));
        links.push(format!("({link}, {share}, 0, {hash}, {end}, {key}, {key})"));
        leases.push(format!("({hash}, {link}, {end})"));
    }
    for (into, rows) in [
        (
            "shares (id, phase, ciphertext_len, upload_token_hash, created_at, sealed_at, seal_digest, owner_token_hash,
                 owner_wrapped_key, manifest)",
            shares,
        ),
        ("links (link, share_id, position, open_token_hash, expires_at, wrapped_key, sealed_note)", links),
        ("leases (token_hash, link, expires_at)", leases),
    ] {
        for rows in rows.chunks(500) {
            at.sql(&format!("INSERT INTO {into} VALUES {}", rows.join(", "))).await;
        }
    }
}
