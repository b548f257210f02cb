//! SIGKILL at ten random moments of upload and of sweep: nothing is half live, and no object is left without a share.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_e2e::api::Upload;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::api::{LinkOpened, LinkState, LinkStatus};
use phial_shared::time::Seconds;

/// Five parts.
const FILES_LEN: u64 = 36 << 20;
const ROUNDS: u64 = 10;
const SHORTEST: &[&str] = &["--unsealed-ttl", "1s"];

/// A number below `bound` that differs from round to round and run to run; printed, so that a failure can be studied.
fn random(what: &str, bound: u64) -> u64 {
    let number = u64::from_le_bytes(phial_shared::keys::random()) % bound;
    println!("{what}: {number} of {bound}");
    number
}

#[tokio::test]
async fn a_kill_in_the_middle_of_an_upload_leaves_nothing_half_live() {
    let mut server = Server::start(&[]).await;
    let mut live = 0;
    for round in 0..ROUNDS {
        let upload = Upload::create(&server.origin(), FILES_LEN).await.unwrap();
        let written_before = bytes_on_disk(&server);
        // Up to just beyond the whole upload, so that some rounds end during or after sealing.
        let kill_at = random(&format!("round {round}: bytes written before the kill"), FILES_LEN + (2 << 20));
        let sending = async {
            for part in 0..upload.part_count() {
                upload.put(part).await.ok()?;
            }
            upload.seal(Seconds::HOUR, None).await.ok()
        };
        let killing = async {
            let start = std::time::Instant::now();
            // All is written before `kill_at` in some rounds: then the moment is some way into sealing.
            while bytes_on_disk(&server) - written_before < kill_at && start.elapsed().as_secs() < 3 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! { biased; () = killing => (), _ = async { sending.await; std::future::pending::<()>().await } => () }
        server.kill();
        server.start_again().await;
        live += u64::from(live_and_whole(&upload).await);
    }
    println!("{live} of {ROUNDS} shares were sealed before the kill");
    // What was never sealed is swept; what is live keeps exactly its parts.
    sweep_unsealed(&server).await;
    let parts_per_share = u64::from(Upload::create(&server.origin(), FILES_LEN).await.unwrap().part_count());
    assert_eq!(server.object_files().len() as u64, live * parts_per_share, "{:?}", server.object_files());
}

/// Whether the share is live. If it is, all of it must be there; if not, nothing may open.
async fn live_and_whole(upload: &Upload) -> bool {
    let answer = upload.status().await;
    if answer.status() == 404 {
        assert_eq!(upload.open().await.status(), 404);
        return false;
    }
    let status: LinkStatus = answer.json().await.unwrap();
    assert_eq!(status.state, LinkState::Live);
    let opened: LinkOpened = upload.open().await.json().await.unwrap();
    assert!(upload.content_is_whole(&opened).await);
    true
}

#[tokio::test]
async fn a_kill_in_the_middle_of_a_sweep_leaves_no_orphan() {
    let server = Server::start(&["--sweep-every", "1d"]).await;
    let kept = Upload::complete(&server.origin(), FILES_LEN, Seconds::HOUR, None).await;
    let kept_files = server.object_files().len();
    for round in 0..ROUNDS {
        for _ in 0..3 {
            let dead = Upload::create(&server.origin(), FILES_LEN).await.unwrap();
            for part in 0..dead.part_count() {
                assert_eq!(dead.put(part).await.unwrap(), 204);
            }
        }
        let files_before = server.object_files().len();
        let kill_at =
            random(&format!("round {round}: files deleted before the kill"), (files_before - kept_files) as u64);
        old_enough().await;
        let mut sweep = server.sweep(SHORTEST);
        until("the sweep has deleted some files, or has ended", async || {
            let deleted = files_before - server.object_files().len();
            (deleted as u64 >= kill_at || sweep.try_wait().unwrap().is_some()).then_some(())
        })
        .await;
        let _ = sweep.kill();
        sweep.wait().unwrap();
    }
    sweep_unsealed(&server).await;
    assert_eq!(server.object_files().len(), kept_files, "{:?}", server.object_files());
    assert!(live_and_whole(&kept).await);
}

/// Sweeps what was never sealed, once all of it is older than the shortest time that can be set.
async fn sweep_unsealed(server: &Server) {
    old_enough().await;
    let mut sweep = server.sweep(SHORTEST);
    let status = until("the sweep ends", async || sweep.try_wait().unwrap()).await;
    assert!(status.success());
}

/// Times are whole seconds: what is made now is older than one second after two.
async fn old_enough() {
    let made = std::time::Instant::now();
    until("the uploads are old enough", async || (made.elapsed().as_millis() > 2100).then_some(())).await;
}

fn bytes_on_disk(server: &Server) -> u64 {
    server.object_files().iter().filter_map(|path| Some(path.metadata().ok()?.len())).sum()
}
