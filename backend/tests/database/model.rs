//! Whatever happens in whatever order, both databases answer the same.

use std::collections::BTreeSet;
use std::fmt::Debug;

use phial::db::{Database, ErasedBy, Report};
use phial_shared::events::EventKind;
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::TokenHash;
use phial_shared::layout::PartIndex;
use phial_shared::time::{Seconds, UnixSeconds};
use proptest::prelude::*;

use crate::support::{Link, Place, START, kinds, layout, new_share, opening, repeated, sealing};

const SHARES: u8 = 3;
const LINKS: u8 = 2;
const LIMITS: [Option<u32>; LINKS as usize] = [Some(2), None];

/// Something to do, at the time that has come. Shares, links and leases go by numbers.
#[derive(Clone, Copy, Debug)]
enum Step {
    Wait(u16),
    Create(u8),
    Send(u8),
    Part(u8, u8),
    Seal(u8, bool),
    Open { share: u8, link: u8, lease: u8, is_right: bool },
    Fetch { share: u8, link: u8, lease: u8 },
    Report { share: u8, link: u8, lease: u8 },
    KeySeen { share: u8, link: u8 },
    Look { share: u8, link: u8 },
    BeginErasure(u8, bool),
    FinishErasure(u8),
    LogExpiries,
    EndTheDead,
    Purged(u8),
    Forget,
}

fn step() -> impl Strategy<Value = Step> {
    let share = || 0..SHARES;
    let of_link = || (0..SHARES, 0..LINKS);
    let of_lease = || (0..SHARES, 0..LINKS, 0..2_u8);
    prop_oneof![
        2 => (0..2500_u16).prop_map(Step::Wait),
        2 => share().prop_map(Step::Create),
        3 => share().prop_map(Step::Send),
        1 => (share(), 0..4_u8).prop_map(|(share, part)| Step::Part(share, part)),
        3 => (share(), proptest::bool::weighted(0.8)).prop_map(|(share, is_same)| Step::Seal(share, is_same)),
        5 => (of_lease(), proptest::bool::weighted(0.8))
            .prop_map(|((share, link, lease), is_right)| Step::Open { share, link, lease, is_right }),
        2 => of_lease().prop_map(|(share, link, lease)| Step::Fetch { share, link, lease }),
        2 => of_lease().prop_map(|(share, link, lease)| Step::Report { share, link, lease }),
        1 => of_link().prop_map(|(share, link)| Step::KeySeen { share, link }),
        1 => of_link().prop_map(|(share, link)| Step::Look { share, link }),
        1 => (share(), any::<bool>()).prop_map(|(share, is_owner)| Step::BeginErasure(share, is_owner)),
        1 => share().prop_map(Step::FinishErasure),
        1 => Just(Step::LogExpiries),
        1 => Just(Step::EndTheDead),
        1 => share().prop_map(Step::Purged),
        1 => Just(Step::Forget),
    ]
}

fn share_id(share: u8) -> ShareId {
    ShareId::from_bytes([share + 1; 16])
}

fn link(share: u8, link: u8) -> Link {
    let number = share * LINKS + link + 1;
    Link { link: LinkRef::from_bytes([number; 16]), proof: TokenHash::from_bytes([number; 32]) }
}

fn lease(lease: u8) -> TokenHash {
    TokenHash::from_bytes([100 + lease; 32])
}

/// An answer as text. That the database failed is none.
fn said(answer: &impl Debug) -> String {
    let text = format!("{answer:?}");
    assert!(["Database(", "Busy(", "Failed(", "Corrupt("].iter().all(|failure| !text.contains(failure)), "{text}");
    text
}

/// Takes the steps; gives every answer, and at the end all that is known.
async fn answers(db: &dyn Database, steps: &[Step]) -> Vec<String> {
    let mut now = START;
    // The service draws ids: it never creates a share twice.
    let mut created = BTreeSet::new();
    let mut answers = Vec::new();
    for step in steps {
        match *step {
            Step::Wait(seconds) => now = now + Seconds(seconds.into()),
            Step::Create(share) if !created.insert(share) => (),
            _ => answers.push(answer(db, *step, now).await),
        }
    }
    for share in 0..SHARES {
        let id = share_id(share);
        answers.push(said(&db.find_share(id).await.map(|found| found.map(|found| found.phase))));
        answers.push(said(&db.arrived_parts(id).await));
        answers.push(said(&db.owned_share(id, now).await));
        answers.push(said(&db.events(id, 0, u32::MAX).await));
        answers.push(said(&kinds(db, id).await));
        for number in 0..LINKS {
            answers.push(said(&db.link_status(link(share, number).link, now).await));
        }
    }
    answers
}

async fn answer(db: &dyn Database, step: Step, now: UnixSeconds) -> String {
    match step {
        Step::Wait(_) => String::new(),
        Step::Create(share) => {
            let mut new = new_share(share_id(share));
            (new.upload_token_hash, new.at) = (TokenHash::from_bytes([7; 32]), now);
            said(&db.create_share(new).await)
        }
        Step::Send(share) => {
            let mut answers = Vec::new();
            for part in 0..layout().part_count() {
                answers.push(db.record_part(share_id(share), PartIndex(part)).await);
            }
            said(&answers)
        }
        Step::Part(share, part) => said(&db.record_part(share_id(share), PartIndex(part.into())).await),
        Step::Seal(share, is_same) => said(&db.seal(request(share, is_same, now)).await),
        Step::Open { share, link: number, lease: of, is_right } => {
            let mut link = link(share, number);
            if !is_right {
                link.proof = TokenHash::from_bytes([99; 32]);
            }
            said(&db.open_link(opening(link, lease(of), now)).await)
        }
        Step::Fetch { share, link: number, lease: of } => {
            said(&db.leased_content(link(share, number).link, lease(of), now).await)
        }
        Step::Report { share, link: number, lease: of } => {
            let report = Report { kind: EventKind::Viewed, file: 1, at: now };
            said(&db.report(link(share, number).link, lease(of), report).await)
        }
        Step::KeySeen { share, link: number } => said(&db.key_seen_in_path(link(share, number).link, now).await),
        Step::Look { share, link: number } => said(&db.link_status(link(share, number).link, now).await),
        Step::BeginErasure(share, is_owner) => {
            let by = if is_owner { ErasedBy::Owner } else { ErasedBy::Uploader };
            said(&db.begin_erasure(share_id(share), by, now).await)
        }
        Step::FinishErasure(share) => said(&db.finish_erasure(share_id(share), now).await),
        Step::LogExpiries => said(&db.log_expiries(now).await),
        Step::EndTheDead => {
            let begun = db.begin_dead_erasures(UnixSeconds(now.0 - 5000), now).await;
            let found = db.shares_being_erased().await.map(BTreeSet::from_iter);
            said(&(begun, found))
        }
        Step::Purged(share) => {
            let found = db.shares_to_purge(now).await.map(BTreeSet::from_iter);
            said(&(found, db.purged(share_id(share), now).await))
        }
        Step::Forget => said(&db.forget(UnixSeconds(now.0 - 3000)).await),
    }
}

/// The request that seals a share, or another one that names the same links in the other order.
fn request(share: u8, is_same: bool, now: UnixSeconds) -> phial::db::Sealing {
    let (model, _) = sealing(share_id(share), &LIMITS);
    let mut request = repeated(&model);
    request.digest = [u8::from(is_same); 32];
    request.owner_token_hash = TokenHash::from_bytes([8; 32]);
    request.at = now;
    for (number, sealed) in (0..).zip(&mut request.links) {
        let link = link(share, if is_same { number } else { LINKS - 1 - number });
        (sealed.link, sealed.open_token_hash) = (link.link, link.proof);
        sealed.expires_at = now + Seconds(3000 * (u64::from(number) + 1));
    }
    request
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn both_databases_answer_the_same(steps in proptest::collection::vec(step(), 1..80)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (sqlite, postgres) = runtime.block_on(async {
            let (sqlite, postgres) = (Place::sqlite().await, Place::postgres().await);
            (answers(&*sqlite.db, &steps).await, answers(&*postgres.db, &steps).await)
        });
        prop_assert_eq!(sqlite, postgres);
    }
}
