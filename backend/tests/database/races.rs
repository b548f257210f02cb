//! Many at once, over several handles to one database as several replicas have it.

use std::sync::Arc;

use futures_util::future::join_all;
use phial::db::{Database, ErasedBy, OpenError, Phase, RecordPartError, Report, SealError};
use phial_shared::events::EventKind;
use phial_shared::layout::PartIndex;

use crate::support::{
    Link, Place, START, complete, count, hash, kinds, later, layout, live, new_share, open, opening, repeated, sealing,
    sweep,
};

on_both!(
    two_hundred_openings_of_ten_give_ten_leases,
    one_lease_asked_for_by_many_counts_once,
    two_hundred_wrong_proofs_are_logged_up_to_the_limit,
    sealing_and_erasing_and_sweeping_end_in_one_state,
    one_of_many_sealings_wins,
    sealings_that_share_links_do_not_wait_for_each_other,
    three_sweepers_do_everything_once,
    sweepers_and_recipients_do_not_wait_for_each_other,
    parts_arrive_at_all_replicas,
);

const REPLICAS: usize = 3;

/// Runs so many tasks at once, each with one of the replicas.
async fn at_once<T: Send + 'static, F>(
    place: &Place,
    tasks: usize,
    mut task: impl FnMut(usize, Arc<dyn Database>) -> F,
) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
{
    let replicas = place.replicas(REPLICAS).await;
    let tasks = (0..tasks).map(|number| tokio::spawn(task(number, replicas[number % REPLICAS].clone())));
    join_all(tasks).await.into_iter().map(Result::unwrap).collect()
}

async fn two_hundred_openings_of_ten_give_ten_leases(place: Place) {
    let live = live(&*place.db, &[Some(10), None]).await;
    let link = live.links[0];
    let answers = at_once(&place, 200, |_, db| async move { open(&*db, link, START).await }).await;
    let given = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(given, 10);
    assert!(answers.iter().flat_map(|answer| answer.as_ref().err()).all(|error| matches!(error, OpenError::Exhausted)));
    assert_eq!(count(&*place.db, live.id, EventKind::Opened).await, 10);
    assert_eq!(count(&*place.db, live.id, EventKind::Exhausted).await, 1);
    let other = place.db.link_status(live.links[1].link, START).await.unwrap().unwrap().status;
    assert_eq!(other.opens_left, None);
}

async fn one_lease_asked_for_by_many_counts_once(place: Place) {
    let live = live(&*place.db, &[Some(2)]).await;
    let (link, lease) = (live.links[0], hash());
    let answers =
        at_once(&place, 50, |_, db| async move { db.open_link(opening(link, lease, START)).await.unwrap() }).await;
    assert!(answers.iter().all(|opened| opened.opens_left == Some(1)));
    assert_eq!(count(&*place.db, live.id, EventKind::Opened).await, 1);
}

async fn two_hundred_wrong_proofs_are_logged_up_to_the_limit(place: Place) {
    let live = live(&*place.db, &[Some(1)]).await;
    let wrong = Link { proof: hash(), ..live.links[0] };
    let answers = at_once(&place, 200, |_, db| async move { open(&*db, wrong, START).await }).await;
    assert!(answers.iter().all(|answer| matches!(answer, Err(OpenError::WrongProof { .. }))));
    assert_eq!(count(&*place.db, live.id, EventKind::Refused).await, 100);
    assert_eq!(open(&*place.db, live.links[0], START).await.unwrap().opens_left, Some(0), "no view is taken");
}

async fn sealing_and_erasing_and_sweeping_end_in_one_state(place: Place) {
    for _ in 0..10 {
        let id = complete(&*place.db).await;
        let (request, links) = sealing(id, &[Some(3)]);
        let request = Arc::new(request);
        let late = later(2 * 86_400);
        at_once(&place, 9, |number, db| {
            let request = repeated(&request);
            async move {
                match number % 3 {
                    0 => drop(db.seal(request).await),
                    1 => db.begin_erasure(id, ErasedBy::Uploader, START).await.unwrap(),
                    _ => drop(db.begin_dead_erasures(START, START).await.unwrap()),
                }
            }
        })
        .await;
        let phase = place.db.find_share(id).await.unwrap().unwrap().phase;
        let sealed = place.db.link_status(links[0].link, START).await.unwrap().is_some();
        assert_eq!(sealed, phase == Phase::Sealed);
        sweep(&*place.db, late).await;
        let log = kinds(&*place.db, id).await;
        let expected: &[EventKind] = if sealed {
            &[EventKind::Created, EventKind::Sealed, EventKind::Expired, EventKind::Erased]
        } else {
            &[EventKind::Created, EventKind::Abandoned, EventKind::Erased]
        };
        assert_eq!(log, expected);
    }
}

async fn one_of_many_sealings_wins(place: Place) {
    let id = complete(&*place.db).await;
    let answers = at_once(&place, 12, |_, db| async move { db.seal(sealing(id, &[None, None]).0).await }).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let lost = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(lost.into_iter().all(|error| matches!(error, SealError::AlreadySealed)));
    assert_eq!(place.db.owned_share(id, START).await.unwrap().unwrap().links.len(), 2);
}

/// Two requests that name the same links in opposite orders are the one case in which two shares meet.
async fn sealings_that_share_links_do_not_wait_for_each_other(place: Place) {
    for _ in 0..5 {
        let (model, links) = sealing(complete(&*place.db).await, &[None; 20]);
        let model = Arc::new(model);
        let mut shares = Vec::new();
        for _ in 0..6 {
            shares.push(complete(&*place.db).await);
        }
        let answers = at_once(&place, shares.len(), |number, db| {
            let mut request = repeated(&model);
            request.share = shares[number];
            if number % 2 == 1 {
                request.links.reverse();
            }
            async move { db.seal(request).await }
        })
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        let lost = answers.iter().filter_map(|answer| answer.as_ref().err());
        assert!(lost.into_iter().all(|error| matches!(error, SealError::LinkExists)), "{answers:?}");
        assert!(place.db.link_status(links[19].link, START).await.unwrap().is_some());
    }
}

async fn three_sweepers_do_everything_once(place: Place) {
    let mut shares = Vec::new();
    for _ in 0..40 {
        let live = live(&*place.db, &[None, Some(2)]).await;
        open(&*place.db, live.links[0], START).await.unwrap();
        shares.push(live.id);
    }
    let swept = at_once(&place, 9, |_, db| async move {
        let expired = sweep(&*db, later(7200)).await;
        for share in db.shares_to_purge(later(7200)).await.unwrap() {
            db.purged(share, later(7200)).await.unwrap();
        }
        expired
    })
    .await;
    assert_eq!(swept.iter().sum::<u64>(), 80);
    // What one sweeper has left to another is done by the next sweep.
    sweep(&*place.db, later(7200)).await;
    for share in &shares {
        let log = kinds(&*place.db, *share).await;
        let expected =
            [EventKind::Created, EventKind::Sealed, EventKind::Opened, EventKind::Expired, EventKind::Expired];
        assert_eq!(log, [&expected[..], &[EventKind::Erased]].concat());
        place.db.purged(*share, later(7200)).await.unwrap();
    }
    let forgotten = at_once(&place, 9, |_, db| async move { db.forget(later(7200)).await.unwrap() }).await;
    assert_eq!(forgotten.iter().sum::<u64>() + place.db.forget(later(7200)).await.unwrap(), 40);
}

async fn sweepers_and_recipients_do_not_wait_for_each_other(place: Place) {
    let mut links = Vec::new();
    let mut shares = Vec::new();
    for _ in 0..10 {
        let live = live(&*place.db, &[Some(50), Some(50)]).await;
        links.extend(live.links);
        shares.push(live.id);
    }
    let links = Arc::new(links);
    at_once(&place, 120, |number, db| {
        let link = links[number % links.len()];
        async move {
            // Leases end at all times around the sweeps.
            let at = later(number as u64 * 40);
            match number % 4 {
                0 => drop(sweep(&*db, at).await),
                1 => {
                    let lease = hash();
                    let mut short = opening(link, lease, at);
                    short.lease_lasts = phial_shared::time::Seconds(100);
                    if db.open_link(short).await.is_ok() {
                        let report = Report { kind: EventKind::Viewed, file: 0, at };
                        let _ = db.report(link.link, lease, report).await;
                    }
                }
                2 => db.key_seen_in_path(link.link, at).await.unwrap(),
                _ => match open(&*db, link, at).await {
                    Ok(_) | Err(OpenError::Expired | OpenError::Revoked) => (),
                    Err(error) => panic!("{error:?}"),
                },
            }
        }
    })
    .await;
    for share in shares {
        kinds(&*place.db, share).await;
    }
}

async fn parts_arrive_at_all_replicas(place: Place) {
    let share = new_share(phial_shared::ids::ShareId::random());
    let id = share.id;
    place.db.create_share(share).await.unwrap();
    let parts = layout().part_count();
    at_once(&place, 60, |number, db| async move {
        db.record_part(id, PartIndex(number as u32 % parts)).await.unwrap();
    })
    .await;
    assert_eq!(place.db.arrived_parts(id).await.unwrap().len(), parts as usize);
    let request = Arc::new(sealing(id, &[None]).0);
    // A part that comes a second time while the share is sealed is stored or refused, and never changes it.
    at_once(&place, 20, |number, db| {
        let request = repeated(&request);
        async move {
            if number % 2 == 0 {
                db.seal(request).await.unwrap();
            } else {
                let recorded = db.record_part(id, PartIndex(0)).await;
                assert!(matches!(recorded, Ok(()) | Err(RecordPartError::Sealed)));
            }
        }
    })
    .await;
    assert_eq!(kinds(&*place.db, id).await, [EventKind::Created, EventKind::Sealed]);
}
