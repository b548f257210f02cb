//! What every store does alike, on each store that there is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod suite;

use futures_util::TryStreamExt;
use phial::config::{ServeConfig, StoreConfig};
use phial::store::{ObjectName, Store};
use phial_shared::ids::ShareId;
use phial_shared::layout::PartIndex;
use phial_testkit::bucket::Bucket;
use phial_testkit::garage::Garage;

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
