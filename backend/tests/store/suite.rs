use std::ops::Range;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use phial::store::{ObjectName, Store, StoreError, StoredObject};
use phial_shared::ids::ShareId;
use phial_shared::layout::{PART_LEN, PartIndex};

const FIRST: PartIndex = PartIndex(0);
const LAST: PartIndex = PartIndex(1234);

/// Does everything that the server asks of a store.
pub(crate) async fn run(store: &Store) {
    a_part_comes_back_in_any_range(store).await;
    a_part_is_replaced_as_a_whole(store).await;
    of_parts_that_arrive_at_once_one_stays(store).await;
    what_is_not_there_is_missing(store).await;
    a_part_that_is_too_short_is_no_success(store).await;
    a_part_is_erased_once_and_for_all(store).await;
    a_share_is_erased_and_no_other(store).await;
    a_listing_tells_length_and_age(store).await;
}

/// Bytes that do not repeat, and differ with `seed`.
fn noise(len: usize, seed: u64) -> Bytes {
    let mut state = seed | 1;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..len).map(|_| byte()).collect()
}

async fn read(store: &Store, share: ShareId, part: PartIndex, range: Range<u64>) -> Result<Bytes, StoreError> {
    let pieces: Vec<_> = store.read_part(share, part, range).await?.try_collect().await?;
    Ok(pieces.concat().into())
}

async fn objects_of(store: &Store, share: ShareId) -> Vec<StoredObject> {
    let listed: Vec<_> = store.list_objects().try_collect().await.unwrap();
    let ours = |object: &StoredObject| matches!(object.name, ObjectName::Part(of, _) if of == share);
    listed.into_iter().filter(ours).collect()
}

async fn a_part_comes_back_in_any_range(store: &Store) {
    let share = ShareId::random();
    let len = PART_LEN as usize;
    let bytes = noise(len, 1);
    store.put_part(share, FIRST, bytes.clone()).await.unwrap();
    store.put_part(share, LAST, bytes.slice(..56)).await.unwrap();
    for range in [0..len, 0..1, len - 1..len, 300_000..3_000_001] {
        let asked = range.start as u64..range.end as u64;
        assert!(read(store, share, FIRST, asked).await.unwrap() == bytes[range.clone()], "{range:?}");
    }
    assert_eq!(read(store, share, LAST, 0..56).await.unwrap(), bytes[..56]);
    store.erase_share(share).await.unwrap();
}

async fn a_part_is_replaced_as_a_whole(store: &Store) {
    let share = ShareId::random();
    let (old, new) = (noise(3_000_000, 2), noise(3_000_000, 3));
    store.put_part(share, FIRST, old.clone()).await.unwrap();
    let mut begun = store.read_part(share, FIRST, 0..3_000_000).await.unwrap();
    let mut found = begun.next().await.unwrap().unwrap().to_vec();
    store.put_part(share, FIRST, new.clone()).await.unwrap();
    // Whoever had begun to read gets the old bytes or an error, and never a mixture.
    let rest: Result<Vec<Bytes>, _> = begun.try_collect().await;
    if let Ok(rest) = rest {
        rest.iter().for_each(|piece| found.extend_from_slice(piece));
        assert!(found == old);
    }
    assert!(read(store, share, FIRST, 0..3_000_000).await.unwrap() == new);
    store.erase_share(share).await.unwrap();
}

async fn of_parts_that_arrive_at_once_one_stays(store: &Store) {
    let share = ShareId::random();
    let parts: Vec<_> = (0..4).map(|seed| noise(1_000_000, seed * 2)).collect();
    let puts = parts.iter().map(|bytes| store.put_part(share, FIRST, bytes.clone()));
    for put in futures_util::future::join_all(puts).await {
        put.unwrap();
    }
    let found = read(store, share, FIRST, 0..1_000_000).await.unwrap();
    assert!(parts.contains(&found));
    store.erase_share(share).await.unwrap();
}

async fn what_is_not_there_is_missing(store: &Store) {
    let missing = read(store, ShareId::random(), FIRST, 0..1).await;
    assert!(matches!(missing, Err(StoreError::Missing)), "{missing:?}");
}

async fn a_part_that_is_too_short_is_no_success(store: &Store) {
    let share = ShareId::random();
    store.put_part(share, FIRST, noise(1000, 4)).await.unwrap();
    for range in [0..1001, 999..2000, 1000..1001, 5000..6000] {
        let short = read(store, share, FIRST, range.clone()).await;
        assert!(matches!(short, Err(StoreError::Failed(_))), "{range:?}: {short:?}");
    }
    store.erase_share(share).await.unwrap();
}

async fn a_part_is_erased_once_and_for_all(store: &Store) {
    let share = ShareId::random();
    store.put_part(share, FIRST, noise(10, 5)).await.unwrap();
    store.put_part(share, LAST, noise(10, 6)).await.unwrap();
    for _ in 0..2 {
        store.erase_part(share, FIRST).await.unwrap();
    }
    assert!(matches!(read(store, share, FIRST, 0..10).await, Err(StoreError::Missing)));
    assert_eq!(read(store, share, LAST, 0..10).await.unwrap(), noise(10, 6));
    store.erase_object(&ObjectName::Part(share, LAST)).await.unwrap();
    assert_eq!(objects_of(store, share).await, []);
}

async fn a_share_is_erased_and_no_other(store: &Store) {
    let (gone, kept) = (ShareId::random(), ShareId::random());
    for part in (0..30).map(PartIndex) {
        store.put_part(gone, part, noise(10, 7)).await.unwrap();
    }
    store.put_part(kept, FIRST, noise(10, 8)).await.unwrap();
    for _ in 0..2 {
        store.erase_share(gone).await.unwrap();
        assert_eq!(objects_of(store, gone).await, []);
    }
    assert_eq!(read(store, kept, FIRST, 0..10).await.unwrap(), noise(10, 8));
    store.erase_share(kept).await.unwrap();
}

async fn a_listing_tells_length_and_age(store: &Store) {
    let share = ShareId::random();
    store.put_part(share, LAST, noise(1234, 9)).await.unwrap();
    let objects = objects_of(store, share).await;
    let [object] = &objects[..] else { panic!("{objects:?}") };
    assert_eq!((&object.name, object.len), (&ObjectName::Part(share, LAST), 1234));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    assert!(object.modified.0.abs_diff(now) < 60, "{object:?}");
    store.erase_share(share).await.unwrap();
}
