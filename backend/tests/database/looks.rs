//! Whatever happens to a share, the sweep looks at it when it is over, without looking at those that live.

use phial::db::Database;
use phial::db::owners::Change;
use phial_shared::keys::TokenHash;
use phial_shared::time::{Seconds, UnixSeconds};
use proptest::prelude::*;

use crate::support::{At, Live, Place, START, live, opening};

const SHARES: usize = 3;
const LIMITS: [Option<u32>; 2] = [Some(2), None];

/// Something that makes a share end sooner or later, or lets time pass.
#[derive(Clone, Copy, Debug)]
enum Step {
    Wait(u16),
    Open { share: usize, link: usize, lease: u8 },
    Expiry { share: usize, link: usize, after: u16 },
    Opens { share: usize, link: usize, most: Option<u32> },
    Revoke { share: usize, link: usize },
    Sweep,
}

fn step() -> impl Strategy<Value = Step> {
    let of_link = || (0..SHARES, 0..LIMITS.len());
    prop_oneof![
        3 => (0..2500_u16).prop_map(Step::Wait),
        4 => (of_link(), 0..3_u8).prop_map(|((share, link), lease)| Step::Open { share, link, lease }),
        2 => (of_link(), 1..6000_u16).prop_map(|((share, link), after)| Step::Expiry { share, link, after }),
        2 => (of_link(), proptest::option::of(1..3_u32)).prop_map(|((share, link), most)| Step::Opens { share, link, most }),
        2 => of_link().prop_map(|(share, link)| Step::Revoke { share, link }),
        3 => Just(Step::Sweep),
    ]
}

fn change(live: &Live, link: usize, at: UnixSeconds) -> Change {
    let (share, link) = (live.id, live.links[link].link);
    Change { share, link, expires_at: None, max_opens: None, locked: None, reset_tries: false, at }
}

async fn begin_erasures(db: &dyn Database, now: UnixSeconds) -> u64 {
    db.begin_dead_erasures(UnixSeconds(0), now).await.unwrap()
}

/// Takes the steps. After each sweep, one that looks at every share finds nothing that was overlooked.
async fn nothing_is_overlooked(Place { db, at }: &Place, steps: &[Step]) {
    let mut shares = Vec::new();
    for _ in 0..SHARES {
        shares.push(live(&**db, &LIMITS).await);
    }
    let mut now = START;
    for step in steps.iter().copied().chain([Step::Wait(20_000), Step::Sweep]) {
        // What a share's state does not allow is refused, which is as good a step.
        match step {
            Step::Wait(seconds) => now = now + Seconds(seconds.into()),
            Step::Open { share, link, lease } => {
                let lease = TokenHash::from_bytes([lease; 32]);
                let _ = db.open_link(opening(shares[share].links[link], lease, now)).await;
            }
            Step::Expiry { share, link, after } => {
                let expires_at = Some(now + Seconds(after.into()));
                let _ = db.change_link(Change { expires_at, ..change(&shares[share], link, now) }).await;
            }
            Step::Opens { share, link, most } => {
                let _ = db.change_link(Change { max_opens: Some(most), ..change(&shares[share], link, now) }).await;
            }
            Step::Revoke { share, link } => {
                let _ = db.revoke_link(shares[share].id, shares[share].links[link].link, now).await;
            }
            Step::Sweep => {
                begin_erasures(&**db, now).await;
                at.sql("UPDATE shares SET look_at = 0").await;
                assert_eq!(begin_erasures(&**db, now).await, 0, "{steps:?}");
            }
        }
    }
    assert_eq!(db.shares_being_erased().await.unwrap().len(), SHARES, "all are over at last");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_share_that_is_over_is_overlooked(steps in proptest::collection::vec(step(), 1..30)) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            nothing_is_overlooked(&Place::sqlite().await, &steps).await;
            nothing_is_overlooked(&Place::postgres().await, &steps).await;
        });
    }
}

/// When the sweep is to look at a share again.
async fn look_at(at: &At, live: &Live) -> i64 {
    let statement = |id: String| format!("SELECT look_at FROM shares WHERE id = {id}");
    at.number(&statement(crate::fixtures::blob(at, live.id.as_bytes()))).await
}

on_both!(a_share_that_lives_is_looked_at_when_it_may_be_over);

async fn a_share_that_lives_is_looked_at_when_it_may_be_over(Place { db, at }: Place) {
    let live = live(&*db, &[Some(1), None]).await;
    let hour = (START.0 + 3600) as i64;
    assert_eq!(look_at(&at, &live).await, hour);
    let half = START + Seconds(1800);
    db.open_link(opening(live.links[0], TokenHash::from_bytes([1; 32]), half)).await.unwrap();
    assert_eq!(look_at(&at, &live).await, hour, "the other link lives as long");
    db.revoke_link(live.id, live.links[1].link, half).await.unwrap();
    assert_eq!(look_at(&at, &live).await, half.0 as i64);
    assert_eq!(begin_erasures(&*db, half).await, 0);
    assert_eq!(look_at(&at, &live).await, hour + 1800, "the lease lives on");
    assert_eq!(begin_erasures(&*db, UnixSeconds(START.0 + 5400)).await, 1);
}
