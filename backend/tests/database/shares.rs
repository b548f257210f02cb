//! Creating and sealing.

use phial::db::{ErasedBy, Phase, RecordPartError, SealError};
use phial_shared::api::{LinkState, ShareState};
use phial_shared::events::EventKind;
use phial_shared::ids::ShareId;
use phial_shared::layout::PartIndex;

use crate::support::{
    HOUR, Place, START, complete, erase, is_parts_missing, kinds, later, layout, live, new_share, repeated, sealing,
};

on_both!(
    a_share_is_found_as_it_was_created,
    parts_are_recorded_once,
    parts_of_a_sealed_or_erased_share_are_refused,
    a_share_is_sealed_when_it_is_complete,
    the_same_sealing_again_changes_nothing,
    a_sealing_with_a_known_link_changes_nothing,
    an_erased_share_is_not_sealed,
    the_owner_sees_the_links_in_their_order,
    what_was_never_sealed_has_no_owner,
);

async fn a_share_is_found_as_it_was_created(Place { db, .. }: Place) {
    let share = new_share(ShareId::random());
    let (id, token) = (share.id, share.upload_token_hash);
    assert!(db.find_share(id).await.unwrap().is_none());
    db.create_share(share).await.unwrap();
    let found = db.find_share(id).await.unwrap().unwrap();
    assert_eq!((found.phase, found.layout, found.upload_token_hash), (Phase::Pending, layout(), token));
    assert_eq!(found.owner_token_hash, None);
    assert_eq!(kinds(&*db, id).await, [EventKind::Created]);
}

async fn parts_are_recorded_once(Place { db, .. }: Place) {
    let id = ShareId::random();
    db.create_share(new_share(id)).await.unwrap();
    for part in [2, 0, 2] {
        db.record_part(id, PartIndex(part)).await.unwrap();
    }
    assert_eq!(db.arrived_parts(id).await.unwrap(), [PartIndex(0), PartIndex(2)]);
}

async fn parts_of_a_sealed_or_erased_share_are_refused(Place { db, .. }: Place) {
    let live = live(&*db, &[None]).await;
    assert!(matches!(db.record_part(live.id, PartIndex(0)).await, Err(RecordPartError::Sealed)));
    db.begin_erasure(live.id, ErasedBy::Owner, START).await.unwrap();
    assert!(matches!(db.record_part(live.id, PartIndex(0)).await, Err(RecordPartError::Gone)));
    db.finish_erasure(live.id, START).await.unwrap();
    assert!(matches!(db.record_part(live.id, PartIndex(0)).await, Err(RecordPartError::Gone)));
    assert!(matches!(db.record_part(ShareId::random(), PartIndex(0)).await, Err(RecordPartError::Gone)));
}

async fn a_share_is_sealed_when_it_is_complete(Place { db, .. }: Place) {
    let id = ShareId::random();
    db.create_share(new_share(id)).await.unwrap();
    let (sealing, links) = sealing(id, &[Some(3)]);
    for part in 0..layout().part_count() {
        let missing = layout().part_count() - part;
        assert!(is_parts_missing(db.seal(repeated(&sealing)).await, missing));
        assert!(db.link_status(links[0].link, START).await.unwrap().is_none(), "nothing is live before");
        db.record_part(id, PartIndex(part)).await.unwrap();
    }
    let owner = sealing.owner_token_hash;
    assert_eq!(db.seal(sealing).await.unwrap(), START);
    let found = db.find_share(id).await.unwrap().unwrap();
    assert_eq!((found.phase, found.owner_token_hash), (Phase::Sealed, Some(owner)));
    let status = db.link_status(links[0].link, START).await.unwrap().unwrap().status;
    assert_eq!((status.state, status.opens_left, status.expires_at), (LinkState::Live, Some(3), START + HOUR));
    assert_eq!(kinds(&*db, id).await, [EventKind::Created, EventKind::Sealed]);
}

async fn the_same_sealing_again_changes_nothing(Place { db, .. }: Place) {
    let id = complete(&*db).await;
    let (first, _) = sealing(id, &[None]);
    let mut again = repeated(&first);
    again.at = later(60);
    assert_eq!(db.seal(first).await.unwrap(), START);
    assert_eq!(db.seal(again).await.unwrap(), START);
    let (other, _) = sealing(id, &[None]);
    assert!(matches!(db.seal(other).await, Err(SealError::AlreadySealed)));
    assert_eq!(kinds(&*db, id).await, [EventKind::Created, EventKind::Sealed]);
}

async fn a_sealing_with_a_known_link_changes_nothing(Place { db, .. }: Place) {
    let first = live(&*db, &[None]).await;
    let id = complete(&*db).await;
    let (mut other, links) = sealing(id, &[None, None]);
    other.links[1].link = first.links[0].link;
    assert!(matches!(db.seal(repeated(&other)).await, Err(SealError::LinkExists)));
    // Twice in one request.
    other.links[1].link = other.links[0].link;
    assert!(matches!(db.seal(other).await, Err(SealError::LinkExists)));
    assert_eq!(db.find_share(id).await.unwrap().unwrap().phase, Phase::Pending);
    assert!(db.link_status(links[0].link, START).await.unwrap().is_none());
    assert_eq!(kinds(&*db, id).await, [EventKind::Created]);
}

async fn an_erased_share_is_not_sealed(Place { db, .. }: Place) {
    let id = complete(&*db).await;
    db.begin_erasure(id, ErasedBy::Uploader, START).await.unwrap();
    for share in [id, ShareId::random()] {
        let (sealing, _) = sealing(share, &[None]);
        assert!(matches!(db.seal(sealing).await, Err(SealError::Gone)));
    }
}

async fn the_owner_sees_the_links_in_their_order(Place { db, .. }: Place) {
    let live = live(&*db, &[Some(1), None, Some(3), None, Some(5)]).await;
    let owned = db.owned_share(live.id, START).await.unwrap().unwrap();
    assert_eq!((owned.state, owned.sealed_at, owned.erased_at), (ShareState::Sealed, START, None));
    assert!(owned.manifest.is_some() && owned.wrapped_key.is_some());
    let found: Vec<_> = owned.links.iter().map(|link| (link.link, link.max_opens)).collect();
    let sent: Vec<_> = live.links.iter().map(|link| link.link).zip([Some(1), None, Some(3), None, Some(5)]).collect();
    assert_eq!(found, sent);
    erase(&*db, live.id, later(5)).await;
    let owned = db.owned_share(live.id, later(5)).await.unwrap().unwrap();
    assert_eq!((owned.state, owned.erased_at), (ShareState::Erased, Some(later(5))));
    assert!(owned.manifest.is_none() && owned.wrapped_key.is_none());
    assert!(owned.links.iter().all(|link| link.state == LinkState::Revoked && link.sealed_note.0.is_empty()));
}

async fn what_was_never_sealed_has_no_owner(Place { db, .. }: Place) {
    let id = complete(&*db).await;
    assert!(db.owned_share(id, START).await.unwrap().is_none());
    db.begin_erasure(id, ErasedBy::Uploader, START).await.unwrap();
    db.finish_erasure(id, START).await.unwrap();
    assert!(db.owned_share(id, START).await.unwrap().is_none());
}
