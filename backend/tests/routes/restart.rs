//! Stopping and starting again on the same folder.

use std::os::unix::fs::PermissionsExt;

use phial::serve::{self, StartError};
use phial_shared::api::{LinkState, PartsArrived, ShareSealed};
use phial_shared::keys::OwnerSecret;

use crate::support::{HOUR, Recipient, TestServer, ok, seal_request, times};

#[tokio::test]
async fn an_upload_goes_on_after_a_restart() {
    let mut server = TestServer::start().await;
    let draft = server.draft(20_000_000).await;
    for part in [2, 0] {
        assert_eq!(server.put(&draft, part, draft.part(part)).send().await.unwrap().status(), 204);
    }
    server.restart().await;
    let arrived: PartsArrived = ok(server.arrived(&draft).await).await;
    assert_eq!(arrived.arrived, [0, 2]);
    assert_eq!(server.put(&draft, 1, draft.part(1)).send().await.unwrap().status(), 204);
    let (owner, recipient) = (OwnerSecret::random(), Recipient::random());
    let request = seal_request(&owner, [(&recipient, HOUR)].into_iter());
    let _: ShareSealed = ok(server.seal(draft.id, &draft.upload_token, &request).await).await;
    let lease = server.opened(&recipient).await.lease;
    let content = server.content(&recipient, &lease).send().await.unwrap();
    assert!(content.bytes().await.unwrap() == draft.bytes);
}

#[tokio::test]
async fn a_lease_and_the_count_survive_a_restart() {
    let mut server = TestServer::start().await;
    let live = server.share(100, &[times(1)]).await;
    let lease = server.opened(&live.links[0]).await.lease;
    server.restart().await;
    let range = server.content(&live.links[0], &lease).header("range", "bytes=1-2").send().await.unwrap();
    assert_eq!(range.bytes().await.unwrap(), live.bytes[1..3]);
    assert_eq!(server.status(&live.links[0]).await.state, LinkState::Exhausted);
}

#[tokio::test]
async fn what_an_interrupted_upload_left_is_removed_at_the_start() {
    let mut server = TestServer::on_disk(|_| ()).await;
    let live = server.share(100, &[HOUR]).await;
    let half_written = server.objects(live.id).join("0#1");
    server.stop().await;
    std::fs::write(&half_written, b"half").unwrap();
    let running = serve::start(server.config.clone(), server.clock()).await.unwrap();
    assert!(!half_written.exists());
    assert!(server.objects(live.id).join("0").exists());
    running.stop().await.unwrap();
}

#[tokio::test]
async fn two_servers_do_not_share_a_folder() {
    let server = TestServer::on_disk(|_| ()).await;
    let second = serve::start(server.config.clone(), server.clock()).await;
    assert!(matches!(second, Err(StartError::InUse)));
}

#[tokio::test]
async fn only_the_owner_of_the_folder_looks_inside() {
    let server = TestServer::on_disk(|_| ()).await;
    for folder in ["", "objects"] {
        let mode = std::fs::metadata(server.config.data.folder.join(folder)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{folder}");
    }
}
