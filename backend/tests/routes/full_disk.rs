//! A disk that is really full: a file system of a few megabytes that only the server sees.

use std::fs::File;
use std::io::Write;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use phial_shared::api::{LinkOpened, PartsArrived};
use phial_shared::error_code::ErrorCode;
use phial_shared::layout::PART_LEN;
use reqwest::StatusCode;
use tokio::io::AsyncWriteExt;
use tokio::time::sleep;

use crate::raw::{RawPut, assert_problem};
use crate::support::{HOUR, TestServer, ok, problem, soon};

/// Room for three parts, the database and not much more.
const SIZE: &str = "34m";
/// The server looks for room before each piece, of which several may be written at a time.
const ALL_THAT_IS_WRITTEN: u64 = 1 << 20;

#[tokio::test]
async fn a_full_disk_is_told_and_survived() {
    let mut server = TestServer::on_small_disk(SIZE, &["--min-free-space=0"]);
    let live = server.share(100, &[HOUR]).await;
    let lease = server.opened(&live.links[0]).await.lease;

    // In the middle of an upload.
    let draft = server.draft(60 << 20).await;
    let mut acknowledged = Vec::new();
    let refused = loop {
        let part = acknowledged.len() as u32;
        let answer = server.put(&draft, part, draft.part(part)).send().await.unwrap();
        if answer.status() != StatusCode::NO_CONTENT {
            break answer;
        }
        acknowledged.push(part);
    };
    problem(refused, ErrorCode::StorageFull).await;
    assert!(!acknowledged.is_empty());
    let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
    assert_eq!(arrived.arrived, acknowledged, "what was acknowledged, and nothing else");
    let disk = server.disk();
    let mut stored: Vec<_> = std::fs::read_dir(disk.join("objects").join(draft.id.to_string()))
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| (file.file_name().into_string().unwrap(), file.metadata().unwrap().len()))
        .collect();
    stored.sort();
    let whole: Vec<_> = acknowledged.iter().map(|part| (part.to_string(), u64::from(PART_LEN))).collect();
    assert_eq!(stored, whole, "nothing half-written is left");

    // To the last byte, so that the database finds no room either.
    let filler = disk.join("filler");
    let mut file = File::create(&filler).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}
    drop(file);
    let mut opened = 0;
    let refused = loop {
        let answer = server.open(&live.links[0], None).await;
        if answer.status() != StatusCode::OK {
            break answer;
        }
        opened += 1;
        assert!(opened < 5000, "the database still finds room");
    };
    problem(refused, ErrorCode::StorageFull).await;
    let content = server.content(&live.links[0], &lease).send().await.unwrap();
    assert_eq!(content.bytes().await.unwrap(), live.bytes, "reading needs no room");

    // Once there is room again, everything goes on, and what was refused was not counted.
    std::fs::remove_file(&filler).unwrap();
    let _: LinkOpened = ok(server.open(&live.links[0], None).await).await;
    assert_eq!(server.owned(&live).await.links[0].opens, 1 + opened + 1);
    assert_eq!(server.erase(draft.id, &draft.upload_token.to_bearer()).await.status(), StatusCode::OK);
    let draft = server.draft(10 << 20).await;
    server.put_all(&draft).await;
}

#[tokio::test]
async fn slow_parts_leave_the_disk_its_room() {
    let mut server = TestServer::on_small_disk(SIZE, &["--min-free-space=12MiB", "--upload-memory=8MiB"]);
    let disk = server.disk();
    let draft = server.draft(8_000_000).await;
    // More than there is room for, each without its end. Whoever is refused is not heard to the end.
    let slow = (0..6).map(async |_| {
        let mut put = RawPut::under_way(&server, &draft, 0).await;
        let part = draft.part(0);
        let _ = put.stream.write_all(&part[..part.len() - 1]).await;
        put.answer().await
    });
    let mut slow: FuturesUnordered<_> = slow.collect();
    let mut least_free = u64::MAX;
    let refused = soon(async {
        loop {
            let free = rustix::fs::statvfs(&disk).unwrap();
            least_free = least_free.min(free.f_bavail * free.f_frsize);
            tokio::select! {
                answer = slow.next() => break answer.unwrap(),
                () = sleep(Duration::from_millis(1)) => (),
            }
        }
    })
    .await;
    assert_problem(&refused, ErrorCode::Busy);
    assert!(least_free >= (12 << 20) - ALL_THAT_IS_WRITTEN, "{least_free}");
    assert!(least_free < 16 << 20, "{least_free}: they were not in files");

    drop(slow);
    assert_eq!(server.put(&draft, 0, draft.part(0)).send().await.unwrap().status(), StatusCode::NO_CONTENT);
}
