//! A disk that is really full: a file system of a few megabytes that only the server sees.

use std::fs::File;
use std::io::Write;

use phial_shared::api::{LinkOpened, PartsArrived};
use phial_shared::error_code::ErrorCode;
use phial_shared::layout::PART_LEN;
use reqwest::StatusCode;

use crate::support::{HOUR, TestServer, ok, problem};

/// Room for three parts, the database and not much more.
const SIZE: &str = "34m";

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
