//! Opening links, leases, reports.

use phial::db::{LeaseError, MAX_LOGGED_REFUSALS, OpenError, Report};
use phial_shared::api::LinkState;
use phial_shared::events::EventKind;
use phial_shared::ids::LinkRef;
use phial_shared::keys::random;

use crate::support::{HOUR, Link, Place, START, count, erase, hash, kinds, later, live, log, open, opening};

on_both!(
    openings_are_counted_to_the_limit,
    a_live_lease_counts_once,
    a_lease_that_is_over_counts_again,
    one_token_may_be_the_lease_of_two_links,
    each_refusal_has_its_reason,
    refusals_are_logged_up_to_a_limit,
    a_lease_gives_the_content_while_it_lives,
    reports_are_logged_under_a_lease,
    a_key_in_a_path_is_logged_once,
);

async fn openings_are_counted_to_the_limit(Place { db, .. }: Place) {
    let live = live(&*db, &[Some(2)]).await;
    let opened = open(&*db, live.links[0], START).await.unwrap();
    assert_eq!((opened.share, opened.opens_left, opened.lease_expires_at), (live.id, Some(1), START + HOUR));
    assert_eq!((opened.wrapped_key.0, opened.manifest.0), (vec![1; 60], vec![3; 1052]));
    assert_eq!(open(&*db, live.links[0], START).await.unwrap().opens_left, Some(0));
    assert!(matches!(open(&*db, live.links[0], START).await, Err(OpenError::Exhausted)));
    let expected = [EventKind::Created, EventKind::Sealed, EventKind::Opened, EventKind::Opened, EventKind::Exhausted];
    assert_eq!(kinds(&*db, live.id).await, expected);
}

async fn a_live_lease_counts_once(Place { db, .. }: Place) {
    let live = live(&*db, &[Some(1)]).await;
    let lease = hash();
    for after in [0, 1, 3599] {
        let opened = db.open_link(opening(live.links[0], lease, later(after))).await.unwrap();
        assert_eq!((opened.opens_left, opened.lease_expires_at), (Some(0), START + HOUR));
    }
    assert_eq!(count(&*db, live.id, EventKind::Opened).await, 1);
}

async fn a_lease_that_is_over_counts_again(Place { db, .. }: Place) {
    let live = live(&*db, &[Some(2)]).await;
    let lease = hash();
    let mut short = opening(live.links[0], lease, START);
    short.lease_lasts = phial_shared::time::Seconds(10);
    db.open_link(short).await.unwrap();
    let again = db.open_link(opening(live.links[0], lease, later(10))).await.unwrap();
    assert_eq!((again.opens_left, again.lease_expires_at), (Some(0), later(10) + HOUR));
}

async fn one_token_may_be_the_lease_of_two_links(Place { db, .. }: Place) {
    let live = live(&*db, &[Some(1), Some(1)]).await;
    let lease = hash();
    for link in &live.links {
        assert_eq!(db.open_link(opening(*link, lease, START)).await.unwrap().opens_left, Some(0));
    }
}

async fn each_refusal_has_its_reason(Place { db, .. }: Place) {
    let live = live(&*db, &[Some(1), None, None]).await;
    let unknown = Link { link: LinkRef::from_bytes(random()), proof: hash() };
    assert!(matches!(open(&*db, unknown, START).await, Err(OpenError::UnknownLink)));
    let wrong = Link { proof: hash(), ..live.links[0] };
    assert!(matches!(open(&*db, wrong, START).await, Err(OpenError::WrongProof { .. })));
    open(&*db, live.links[0], START).await.unwrap();
    assert!(matches!(open(&*db, live.links[0], START).await, Err(OpenError::Exhausted)));
    assert!(matches!(open(&*db, live.links[1], later(3600)).await, Err(OpenError::Expired)));
    erase(&*db, live.id, START).await;
    assert!(matches!(open(&*db, live.links[1], START).await, Err(OpenError::Revoked)));
    assert!(db.link_status(unknown.link, START).await.unwrap().is_none());
}

async fn refusals_are_logged_up_to_a_limit(Place { db, .. }: Place) {
    let live = live(&*db, &[None]).await;
    let wrong = Link { proof: hash(), ..live.links[0] };
    for _ in 0..MAX_LOGGED_REFUSALS + 5 {
        assert!(matches!(open(&*db, wrong, START).await, Err(OpenError::WrongProof { .. })));
    }
    assert_eq!(count(&*db, live.id, EventKind::Refused).await, MAX_LOGGED_REFUSALS as usize);
}

async fn a_lease_gives_the_content_while_it_lives(Place { db, .. }: Place) {
    let live = live(&*db, &[None]).await;
    let (link, lease) = (live.links[0].link, hash());
    assert!(matches!(db.leased_content(link, lease, START).await, Err(LeaseError::Over)));
    let unknown = LinkRef::from_bytes(random());
    assert!(matches!(db.leased_content(unknown, lease, START).await, Err(LeaseError::UnknownLink)));
    db.open_link(opening(live.links[0], lease, START)).await.unwrap();
    assert_eq!(db.leased_content(link, lease, later(3599)).await.unwrap().share, live.id);
    assert!(matches!(db.leased_content(link, lease, later(3600)).await, Err(LeaseError::Over)));
    erase(&*db, live.id, START).await;
    assert!(matches!(db.leased_content(link, lease, START).await, Err(LeaseError::Revoked)));
}

async fn reports_are_logged_under_a_lease(Place { db, .. }: Place) {
    let live = live(&*db, &[None]).await;
    let (link, lease) = (live.links[0].link, hash());
    let report = |kind, file| Report { kind, file, at: START };
    assert!(matches!(db.report(link, lease, report(EventKind::Viewed, 0)).await, Err(LeaseError::Over)));
    db.open_link(opening(live.links[0], lease, START)).await.unwrap();
    db.report(link, lease, report(EventKind::Viewed, 0)).await.unwrap();
    db.report(link, lease, report(EventKind::Saved, 7)).await.unwrap();
    let events = log(&*db, live.id).await;
    let files: Vec<_> = events.iter().filter_map(|event| Some((event.kind, event.file?))).collect();
    assert_eq!(files, [(EventKind::Viewed, 0), (EventKind::Saved, 7)]);
}

async fn a_key_in_a_path_is_logged_once(Place { db, .. }: Place) {
    let live = live(&*db, &[None]).await;
    for _ in 0..2 {
        db.key_seen_in_path(live.links[0].link, START).await.unwrap();
        db.key_seen_in_path(LinkRef::from_bytes(random()), START).await.unwrap();
    }
    assert_eq!(count(&*db, live.id, EventKind::KeyInPath).await, 1);
    assert_eq!(db.link_status(live.links[0].link, START).await.unwrap().unwrap().status.state, LinkState::Live);
}
