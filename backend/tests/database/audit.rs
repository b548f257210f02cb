//! Whatever is done to the log behind the server's back, `phial audit verify` finds.

use std::sync::Arc;

use futures_util::TryStreamExt;
use phial::audit::{Anchor, Finding, heads, verify, verify_share};
use phial::db::Database;
use phial_shared::events::{EventKind, Occurrence};
use phial_shared::ids::ShareId;

use crate::fixtures::blob;
use crate::support::{Live, Place, START, erase, live, open};

on_both!(
    a_true_log_has_no_findings,
    every_change_of_a_row_is_found,
    what_was_put_in_after_the_head_is_found,
    a_log_that_was_rewritten_as_a_whole_differs_from_what_was_kept,
    every_head_that_was_kept_counts_and_drafts_have_none,
    many_logs_are_read_page_by_page,
);

async fn findings(db: &Arc<dyn Database>, anchors: Vec<Anchor>) -> Vec<Finding> {
    let mut found = Vec::new();
    verify(db.clone(), anchors, |finding| found.push(finding)).await.unwrap();
    found
}

/// The id as both engines' SQL may compare it.
fn sql_id(place: &Place, share: ShareId) -> String {
    let hex: String = share.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    match place.at {
        crate::support::At::Sqlite(_) => format!("x'{hex}'"),
        crate::support::At::Postgres(_) => format!("'\\x{hex}'::bytea"),
    }
}

/// Created, sealed, opened, refused: four events.
async fn shares(place: &Place) -> (Live, Live) {
    let (one, other) = (live(&*place.db, &[None]).await, live(&*place.db, &[None]).await);
    for share in [&one, &other] {
        open(&*place.db, share.links[0], START).await.unwrap();
        let wrong = crate::support::Link { link: share.links[0].link, proof: share_proof() };
        open(&*place.db, wrong, START).await.unwrap_err();
    }
    (one, other)
}

fn share_proof() -> phial_shared::keys::TokenHash {
    phial_shared::keys::TokenHash::from_bytes([99; 32])
}

async fn a_true_log_has_no_findings(place: Place) {
    let (one, other) = shares(&place).await;
    erase(&*place.db, other.id, START).await;
    assert_eq!(findings(&place.db, vec![]).await, []);
    assert_eq!(verify_share(place.db.clone(), one.id, &[]).await.unwrap(), None);
    let unknown = ShareId::random();
    assert_eq!(verify_share(place.db.clone(), unknown, &[]).await.unwrap(), Some(Finding::NotThere(unknown)));
}

async fn every_change_of_a_row_is_found(place: Place) {
    let (one, other) = shares(&place).await;
    let share = one.id;
    let (id, of_other) = (sql_id(&place, share), sql_id(&place, other.id));
    let row = |seq: u32| format!("share_id = {id} AND seq = {seq}");
    let edits = [
        (format!("UPDATE events SET at = at + 1 WHERE {}", row(1)), Finding::Changed(share, 1)),
        (format!("UPDATE events SET kind = 'viewed' WHERE {}", row(2)), Finding::Changed(share, 2)),
        (format!("UPDATE events SET kind = 'imagined' WHERE {}", row(2)), Finding::Unreadable(share, 0)),
        (format!("UPDATE events SET link = NULL WHERE {}", row(2)), Finding::Changed(share, 2)),
        (format!("UPDATE events SET file = 1 WHERE {}", row(2)), Finding::Changed(share, 2)),
        (format!("UPDATE events SET actor = 'owner' WHERE {}", row(0)), Finding::Changed(share, 0)),
        (format!("UPDATE events SET actor = NULL WHERE {}", row(0)), Finding::Changed(share, 0)),
        (format!("UPDATE events SET new_limit = 1 WHERE {}", row(2)), Finding::Changed(share, 2)),
        (
            format!("UPDATE events SET hash = (SELECT hash FROM events WHERE {}) WHERE {}", row(1), row(2)),
            Finding::Changed(share, 2),
        ),
        (format!("DELETE FROM events WHERE {}", row(0)), Finding::Changed(share, 0)),
        (format!("DELETE FROM events WHERE {}", row(1)), Finding::Changed(share, 1)),
        (format!("DELETE FROM events WHERE {}", row(3)), Finding::Cut(share, 3, 4)),
        (format!("DELETE FROM events WHERE share_id = {id}"), Finding::Cut(share, 0, 4)),
        (
            format!(
                "UPDATE events SET seq = 9 WHERE {}; UPDATE events SET seq = 1 WHERE {}; UPDATE events SET seq = 2 WHERE {}",
                row(1),
                row(2),
                row(9)
            ),
            Finding::Changed(share, 1),
        ),
        (
            format!("UPDATE shares SET log_hash = (SELECT hash FROM events WHERE {}) WHERE id = {id}", row(0)),
            Finding::HeadChanged(share),
        ),
        (format!("UPDATE shares SET log_len = 3 WHERE id = {id}"), Finding::Added(share, 3)),
        (format!("UPDATE events SET share_id = {of_other}, seq = 4 WHERE {}", row(3)), Finding::Cut(share, 3, 4)),
    ];
    place.at.sql("CREATE TABLE kept AS SELECT * FROM events; CREATE TABLE kept_shares AS SELECT id, log_len, log_hash FROM shares;").await;
    for (edit, expected) in edits {
        place.at.sql(&edit).await;
        let found = findings(&place.db, vec![]).await;
        assert!(found.contains(&expected), "{edit}: {found:?}");
        assert_eq!(verify_share(place.db.clone(), share, &[]).await.unwrap(), Some(expected), "{edit}");
        place
            .at
            .sql(
                "DELETE FROM events; INSERT INTO events SELECT * FROM kept;
                 UPDATE shares SET log_len = (SELECT log_len FROM kept_shares WHERE kept_shares.id = shares.id),
                     log_hash = (SELECT log_hash FROM kept_shares WHERE kept_shares.id = shares.id);",
            )
            .await;
        assert_eq!(findings(&place.db, vec![]).await, [], "all is as it was");
    }
}

/// Whoever can write rows can also compute their hashes: there is no key in them.
async fn what_was_put_in_after_the_head_is_found(place: Place) {
    let (one, _) = shares(&place).await;
    let head = place.db.log_head(one.id).await.unwrap().unwrap();
    let before = (head.len - 1, head.hash.unwrap());
    let event = Occurrence::new(EventKind::Created, START).chain(one.id, Some(before));
    place
        .at
        .sql(&format!(
            "INSERT INTO events (share_id, seq, at, kind, hash) VALUES ({}, {}, {}, 'created', {});",
            sql_id(&place, one.id),
            event.seq,
            event.at.0,
            blob(&place.at, event.hash.as_bytes()),
        ))
        .await;
    assert_eq!(findings(&place.db, vec![]).await, [Finding::Added(one.id, 4)]);
}

async fn a_log_that_was_rewritten_as_a_whole_differs_from_what_was_kept(place: Place) {
    let (one, _) = shares(&place).await;
    let kept: Vec<_> = heads(place.db.clone())
        .map_ok(|head| Anchor { share: head.share, len: head.len, hash: head.hash.unwrap() })
        .try_collect()
        .await
        .unwrap();
    assert_eq!(kept.len(), 2);
    open(&*place.db, one.links[0], START).await.unwrap();
    assert_eq!(findings(&place.db, kept.clone()).await, [], "a log may grow");
    // As a restored database has it: all holds together, and is not what was.
    let id = sql_id(&place, one.id);
    place
        .at
        .sql(&format!(
            "DELETE FROM events WHERE share_id = {id} AND seq > 1;
             UPDATE shares SET log_len = 2, log_hash = (SELECT hash FROM events WHERE share_id = {id} AND seq = 1)
             WHERE id = {id};"
        ))
        .await;
    assert_eq!(findings(&place.db, vec![]).await, []);
    assert_eq!(findings(&place.db, kept.clone()).await, [Finding::NotAsKept(one.id, 4)]);
    place.at.sql(&format!("DELETE FROM shares WHERE id = {id};")).await;
    place.at.sql(&format!("DELETE FROM events WHERE share_id = {id};")).await;
    assert_eq!(findings(&place.db, kept).await, [Finding::NotThere(one.id)]);
}

async fn every_head_that_was_kept_counts_and_drafts_have_none(place: Place) {
    let (one, _) = shares(&place).await;
    let draft = crate::support::complete(&*place.db).await;
    let heads: Vec<_> = heads(place.db.clone()).try_collect().await.unwrap();
    let was_sealed = |share| heads.iter().find(|head| head.share == share).unwrap().was_sealed;
    assert!(was_sealed(one.id) && !was_sealed(draft));
    let now = heads.iter().find(|head| head.share == one.id).unwrap();
    let (now, before) = (
        Anchor { share: one.id, len: now.len, hash: now.hash.unwrap() },
        Anchor { share: one.id, len: 2, hash: now.hash.unwrap() },
    );
    assert_eq!(findings(&place.db, vec![before, now]).await, [Finding::NotAsKept(one.id, 2)]);
    assert_eq!(findings(&place.db, vec![now, now]).await, []);
}

async fn many_logs_are_read_page_by_page(place: Place) {
    let template = live(&*place.db, &[None]).await;
    let id = sql_id(&place, template.id);
    // Twelve hundred shares whose logs are not theirs, and one with two and a half thousand events.
    let (from, to) = match place.at {
        crate::support::At::Sqlite(_) => {
            ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)", "randomblob(16)")
        }
        crate::support::At::Postgres(_) => {
            ("WITH n AS (SELECT generate_series(1, 1200) AS i)", "decode(md5(i::text), 'hex')")
        }
    };
    place
        .at
        .sql(&format!(
            "{} INSERT INTO shares (id, phase, ciphertext_len, upload_token_hash, created_at, log_len)
             SELECT {to}, 'pending', 1000, upload_token_hash, 1, 1 FROM n, shares WHERE id = {id};",
            from
        ))
        .await;
    let found = findings(&place.db, vec![]).await;
    assert_eq!(found.len(), 1200);
    assert!(found.iter().all(|finding| matches!(finding, Finding::Cut(share, 0, 1) if *share != template.id)));
}
