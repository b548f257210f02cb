//! What every store does alike, on each store that there is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod suite;

use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt;
use phial::config::{ServeConfig, StoreConfig};
use phial::store::{ObjectName, Store, StoreError};
use phial_shared::ids::ShareId;
use phial_shared::layout::PartIndex;
use phial_testkit::bucket::Bucket;
use phial_testkit::garage::Garage;
use phial_testkit::relay::{Meddling, Relay};

/// The store that `phial` would use with these flags.
fn store(flags: Vec<String>) -> Store {
    match ServeConfig::from_flags(flags).unwrap().data.store {
        StoreConfig::S3(settings) => Store::s3(&settings).unwrap(),
        StoreConfig::Folder(folder) => Store::local(folder).unwrap(),
    }
}

fn in_folder() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = store(vec![format!("--store=file://{}", folder.path().display())]);
    (folder, store)
}

#[tokio::test]
async fn files_conform() {
    let (_folder, store) = in_folder();
    suite::run(&store).await;
}

#[tokio::test]
async fn a_bucket_conforms() {
    let bucket = Bucket::start();
    suite::run(&store(bucket.flags())).await;
    let without_checksums = [bucket.flags(), vec!["--s3-checksum=false".to_owned()]].concat();
    suite::run(&store(without_checksums)).await;
}

#[tokio::test]
async fn garage_conforms() {
    let garage = Garage::start().await;
    suite::run(&store(garage.flags())).await;
    assert_eq!(garage.objects().await, Vec::<String>::new(), "the suite takes away what it made");
}

#[tokio::test]
async fn a_part_that_changes_on_its_way_is_refused() {
    let (bucket, garage) = (Bucket::start(), Garage::start().await);
    let way = async |service| Relay::before(service, Meddling::Change(7)).await;
    let (to_bucket, to_garage) = (way(bucket.address).await, way(garage.address).await);
    for flags in [bucket.flags_through(to_bucket.address), garage.flags_through(to_garage.address)] {
        for checksum in ["--s3-checksum=true", "--s3-checksum=false"] {
            let store = store([flags.clone(), vec![checksum.to_owned()]].concat());
            let share = ShareId::random();
            let refused = store.put_part(share, PartIndex(0), vec![7; 100_000].into()).await;
            assert!(matches!(refused, Err(StoreError::Busy(_))), "{checksum}: {refused:?}");
        }
    }
    assert_eq!(garage.objects().await, Vec::<String>::new());
    let listed: Vec<_> = store(bucket.flags()).list_objects().try_collect().await.unwrap();
    assert!(listed.is_empty());
}

#[tokio::test]
async fn reading_may_take_longer_than_any_one_answer_of_the_bucket() {
    const LEN: usize = 310_000;
    // Longer than the 30 s that the client library gives a whole answer unless it is told otherwise, and each piece in time.
    let slow = Meddling::Slow { piece: 10_000, pause: Duration::from_secs(1) };
    let bucket = Bucket::start();
    let (share, bytes) = (ShareId::random(), Bytes::from(vec![7; LEN]));
    store(bucket.flags()).put_part(share, PartIndex(0), bytes.clone()).await.unwrap();
    let relay = Relay::before(bucket.address, slow).await;
    let pieces =
        store(bucket.flags_through(relay.address)).read_part(share, PartIndex(0), 0..LEN as u64).await.unwrap();
    let pieces: Vec<_> = pieces.try_collect().await.unwrap();
    assert!(pieces.concat() == bytes);
    // An answer that is cut is asked for once more, from where it ended.
    assert_eq!(relay.connections(), 1, "it was cut");
}

#[tokio::test]
async fn what_is_not_ours_is_listed_and_left_alone() {
    let (folder, files) = in_folder();
    let bucket = Bucket::start();
    std::fs::create_dir_all(bucket.objects()).unwrap();
    for (place, store) in [(folder.path().to_owned(), files), (bucket.objects(), store(bucket.flags()))] {
        std::fs::write(place.join("notes.txt"), "not ours").unwrap();
        let listed: Vec<_> = store.list_objects().try_collect().await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((&listed[0].name, listed[0].len), (&ObjectName::Foreign("notes.txt".to_owned()), 8));
        store.erase_object(&listed[0].name).await.unwrap();
        assert!(place.join("notes.txt").exists());
    }
}

#[tokio::test]
async fn half_written_files_are_listed_and_can_be_erased() {
    let (folder, store) = in_folder();
    let share = ShareId::random();
    store.put_part(share, PartIndex(0), "whole".into()).await.unwrap();
    let half = folder.path().join(share.to_string()).join("1#1");
    std::fs::write(&half, "half").unwrap();
    let name = ObjectName::HalfWritten(share, "1#1".to_owned());
    let listed: Vec<_> = store.list_objects().try_collect().await.unwrap();
    assert!(listed.len() == 2 && listed.iter().any(|object| object.name == name));
    store.erase_object(&name).await.unwrap();
    store.erase_object(&name).await.unwrap();
    assert!(!half.exists());
    assert_eq!(store.list_objects().try_collect::<Vec<_>>().await.unwrap().len(), 1);
}
