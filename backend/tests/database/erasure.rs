//! The end of shares.

use phial::db::{ErasedBy, Phase};
use phial_shared::events::EventKind;
use phial_shared::ids::ShareId;
use phial_shared::time::{Seconds, UnixSeconds};

use crate::fixtures::{blob, fill};
use crate::support::{Place, START, complete, count, hash, kinds, later, live, log, open, opening, sweep};

on_both!(
    the_receipt_is_the_same_every_time,
    only_the_right_one_begins_an_erasure,
    the_sweep_ends_what_is_over,
    a_lease_keeps_its_share,
    a_tombstone_is_purged_then_forgotten,
    what_was_never_sealed_is_forgotten_once_purged,
    a_share_that_was_tampered_with_keeps_no_other_from_being_swept,
    many_shares_are_swept_in_rounds,
);

async fn the_receipt_is_the_same_every_time(Place { db, .. }: Place) {
    let live = live(&*db, &[None]).await;
    assert!(db.finish_erasure(live.id, START).await.unwrap().is_none(), "it has not begun");
    assert!(db.finish_erasure(ShareId::random(), START).await.unwrap().is_none());
    db.begin_erasure(live.id, ErasedBy::Owner, START).await.unwrap();
    assert_eq!(db.shares_being_erased().await.unwrap(), [live.id]);
    let first = db.finish_erasure(live.id, later(1)).await.unwrap().unwrap();
    db.begin_erasure(live.id, ErasedBy::Owner, later(2)).await.unwrap();
    let second = db.finish_erasure(live.id, later(3)).await.unwrap().unwrap();
    assert_eq!(first, second);
    let last = log(&*db, live.id).await.pop().unwrap();
    assert_eq!((first.erased_at, first.event_hash), (later(1), last.hash));
    assert!(db.shares_being_erased().await.unwrap().is_empty());
    assert!(db.arrived_parts(live.id).await.unwrap().is_empty());
}

async fn only_the_right_one_begins_an_erasure(Place { db, .. }: Place) {
    let pending = complete(&*db).await;
    let live = live(&*db, &[None]).await;
    db.begin_erasure(pending, ErasedBy::Owner, START).await.unwrap();
    db.begin_erasure(live.id, ErasedBy::Uploader, START).await.unwrap();
    assert_eq!(db.find_share(pending).await.unwrap().unwrap().phase, Phase::Pending);
    assert_eq!(db.find_share(live.id).await.unwrap().unwrap().phase, Phase::Sealed);
    db.begin_erasure(pending, ErasedBy::Uploader, START).await.unwrap();
    assert_eq!(db.find_share(pending).await.unwrap().unwrap().phase, Phase::Erasing);
}

async fn the_sweep_ends_what_is_over(Place { db, .. }: Place) {
    let abandoned = complete(&*db).await;
    let live = live(&*db, &[None, Some(5)]).await;
    assert_eq!(sweep(&*db, later(3599)).await, 0);
    assert_eq!(sweep(&*db, later(3600)).await, 2);
    assert_eq!(sweep(&*db, later(3600)).await, 0);
    let log = kinds(&*db, live.id).await;
    assert_eq!(log[2..], [EventKind::Expired, EventKind::Expired, EventKind::Erased]);
    assert_eq!(db.find_share(abandoned).await.unwrap().unwrap().phase, Phase::Pending);
    sweep(&*db, START + Seconds::DAY).await;
    assert_eq!(db.find_share(abandoned).await.unwrap().unwrap().phase, Phase::Erased);
}

async fn a_lease_keeps_its_share(Place { db, .. }: Place) {
    let live = live(&*db, &[Some(1)]).await;
    let lease = hash();
    db.open_link(opening(live.links[0], lease, later(1800))).await.unwrap();
    sweep(&*db, later(5399)).await;
    assert_eq!(db.leased_content(live.links[0].link, lease, later(5399)).await.unwrap().share, live.id);
    sweep(&*db, later(5400)).await;
    assert_eq!(db.find_share(live.id).await.unwrap().unwrap().phase, Phase::Erased);
    assert_eq!(count(&*db, live.id, EventKind::Expired).await, 0, "it was exhausted before");
}

async fn a_tombstone_is_purged_then_forgotten(Place { db, .. }: Place) {
    let live = live(&*db, &[None]).await;
    open(&*db, live.links[0], START).await.unwrap();
    crate::support::erase(&*db, live.id, START).await;
    assert!(db.shares_to_purge(UnixSeconds(START.0 - 1)).await.unwrap().is_empty());
    assert_eq!(db.forget(START).await.unwrap(), 0, "it is not purged");
    assert_eq!(db.shares_to_purge(START).await.unwrap(), [live.id]);
    db.purged(live.id, later(1)).await.unwrap();
    assert!(db.shares_to_purge(later(9)).await.unwrap().is_empty());
    assert_eq!(db.forget(UnixSeconds(START.0 - 1)).await.unwrap(), 0);
    assert_eq!(db.forget(START).await.unwrap(), 1);
    assert!(db.find_share(live.id).await.unwrap().is_none());
    assert!(db.link_status(live.links[0].link, START).await.unwrap().is_none());
    assert!(log(&*db, live.id).await.is_empty());
}

async fn what_was_never_sealed_is_forgotten_once_purged(Place { db, .. }: Place) {
    let id = complete(&*db).await;
    db.begin_erasure(id, ErasedBy::Uploader, START).await.unwrap();
    db.finish_erasure(id, START).await.unwrap();
    assert_eq!(db.forget(UnixSeconds(0)).await.unwrap(), 0);
    db.purged(id, START).await.unwrap();
    assert_eq!(db.forget(UnixSeconds(0)).await.unwrap(), 1);
}

/// Whoever can write rows could otherwise end all erasing, with one.
async fn a_share_that_was_tampered_with_keeps_no_other_from_being_swept(place: Place) {
    let db = &*place.db;
    let (tampered, other) = (live(db, &[None]).await, live(db, &[None]).await);
    // Its next event has the number of one that there is.
    place
        .at
        .sql(&format!("UPDATE shares SET log_len = 1 WHERE id = {}", blob(&place.at, tampered.id.as_bytes())))
        .await;
    assert!(db.log_expiries(later(3600)).await.is_err());
    assert_eq!(count(db, other.id, EventKind::Expired).await, 1);
    assert_eq!(db.begin_dead_erasures(START, later(3600)).await.unwrap(), 2);
}

async fn many_shares_are_swept_in_rounds(Place { db, at }: Place) {
    let template = live(&*db, &[None]).await;
    // More than one round looks at.
    fill(&at, 2500).await;
    assert_eq!(db.log_expiries(later(3600)).await.unwrap(), 2501);
    assert_eq!(db.begin_dead_erasures(START, later(3600)).await.unwrap(), 2501);
    assert_eq!(db.shares_being_erased().await.unwrap().len(), 2501);
    assert_eq!(count(&*db, template.id, EventKind::Expired).await, 1);
}
