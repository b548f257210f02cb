//! `phial doctor`: the store and the database compared.

use std::process::Stdio;
use std::sync::Arc;

use bytes::Bytes;
use phial::clock::Clock;
use phial::config::{DatabaseUrl, ServeConfig, StoreConfig};
use phial::doctor::{Ailment, Outcome, Visit};
use phial::serve;
use phial::store::{ObjectName, Store};
use phial_shared::error_code::ErrorCode;
use phial_shared::ids::{KeyId, ShareId};
use phial_shared::keys::VaultKey;
use phial_shared::layout::PartIndex;
use phial_shared::time::Seconds;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::process::phial_with;
use crate::support::{HOUR, TestServer, ok, phial, problem, soon};

const SOON: Seconds = Seconds(0);
/// Nothing is so old.
const AGES: Seconds = Seconds(1 << 40);

/// Files that the test can take away.
fn on_files(config: &mut ServeConfig) {
    config.data.database.url = DatabaseUrl::Sqlite(config.data.folder.join("phial.db"));
    config.data.store = StoreConfig::Folder(config.data.folder.join("objects"));
}

async fn visit(server: &TestServer, fix: bool, older_than: Seconds) -> Vec<(Ailment, Outcome)> {
    let clock: Arc<dyn Clock> = server.clock();
    let vault = serve::open_existing(&server.config.data, clock).await.unwrap();
    let mut found = Vec::new();
    let visit = Visit { fix, older_than };
    visit.run(&vault, |ailment, outcome| found.push((ailment.clone(), outcome))).await.unwrap();
    found
}

fn store(server: &TestServer) -> Store {
    Store::local(server.config.data.folder.join("objects")).unwrap()
}

#[tokio::test]
async fn a_server_that_works_has_nothing() {
    let server = TestServer::start().await;
    server.share(9_000_000, &[HOUR]).await;
    let draft = server.draft(9_000_000).await;
    server.put(&draft, 1, draft.part(1)).send().await.unwrap();
    let erased = server.share(100, &[HOUR]).await;
    server.erase(erased.id, &erased.owner_token()).await;
    let abandoned = server.draft(100).await;
    server.put_all(&abandoned).await;
    server.erase(abandoned.id, &abandoned.upload_token.to_bearer()).await;
    assert_eq!(visit(&server, true, SOON).await, []);
    let output = phial(&server, &["doctor"]);
    assert_eq!((output.status.code(), output.stdout), (Some(0), vec![]));
}

#[tokio::test]
async fn what_belongs_to_nothing_is_found_and_deleted() {
    let server = TestServer::on_disk(on_files).await;
    let live = server.share(100, &[HOUR]).await;
    let erased = server.share(100, &[HOUR]).await;
    server.erase(erased.id, &erased.owner_token()).await;
    let (stranger, key) = (ShareId::random(), KeyId::random());
    let store = store(&server);
    let bytes = || Bytes::from_static(b"late");
    store.put_part(stranger, PartIndex(0), bytes()).await.unwrap();
    store.put_part(erased.id, PartIndex(0), bytes()).await.unwrap();
    store.put_part(live.id, PartIndex(1), bytes()).await.unwrap();
    store.put_key(stranger, key, &VaultKey::random()).await.unwrap();
    std::fs::write(server.objects(live.id).join("0#1"), b"half").unwrap();
    std::fs::write(server.objects(live.id).join("notes.txt"), b"mine").unwrap();
    let orphan = |share, part| Ailment::Orphan(ObjectName::Part(share, PartIndex(part)), 4);
    let ailments = [
        orphan(stranger, 0),
        orphan(erased.id, 0),
        orphan(live.id, 1),
        Ailment::Orphan(ObjectName::Key(stranger, key), 32),
        Ailment::HalfWritten(ObjectName::HalfWritten(live.id, "0#1".to_owned())),
    ];
    let foreign = (Ailment::Foreign(format!("{}/notes.txt", live.id)), Outcome::Found);

    assert_eq!(visit(&server, true, AGES).await, std::slice::from_ref(&foreign), "what is young is left alone");
    for (fix, outcome) in [(false, Outcome::Found), (true, Outcome::Fixed)] {
        let found = visit(&server, fix, SOON).await;
        assert_eq!(found.len(), ailments.len() + 1, "{found:?}");
        assert!(ailments.iter().all(|ailment| found.contains(&(ailment.clone(), outcome))), "{found:?}");
    }
    assert_eq!(visit(&server, false, SOON).await, [foreign]);
    assert!(!server.objects(stranger).exists() || server.objects(stranger).read_dir().unwrap().next().is_none());
    let opened = server.opened(&live.links[0]).await;
    assert_eq!(server.content(&live.links[0], &opened.lease).send().await.unwrap().bytes().await.unwrap(), live.bytes);
}

#[tokio::test]
async fn what_is_missing_of_a_sealed_share_is_found_and_left() {
    let server = TestServer::on_disk(on_files).await;
    let (live, keyless, cut) =
        (server.share(9_000_000, &[HOUR]).await, server.share(100, &[HOUR]).await, server.share(100, &[HOUR]).await);
    let draft = server.draft(9_000_000).await;
    server.put_all(&draft).await;
    std::fs::remove_file(server.objects(live.id).join("1")).unwrap();
    std::fs::remove_file(server.objects(draft.id).join("0")).unwrap();
    std::fs::remove_dir_all(server.config.data.folder.join("objects/keys").join(keyless.id.to_string())).unwrap();
    std::fs::write(server.objects(cut.id).join("0"), b"short").unwrap();
    let expected = [
        Ailment::MissingPart(live.id, PartIndex(1)),
        Ailment::MissingPart(draft.id, PartIndex(0)),
        Ailment::MissingKey(keyless.id),
        Ailment::WrongLength(cut.id, PartIndex(0), 5),
    ];
    for fix in [false, true] {
        let found = visit(&server, fix, SOON).await;
        assert_eq!(found.len(), expected.len(), "{found:?}");
        assert!(expected.iter().all(|ailment| found.contains(&(ailment.clone(), Outcome::Found))), "{found:?}");
    }
    let output = phial(&server, &["doctor", "--fix"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 4);
    problem(server.open(&keyless.links[0], None).await, ErrorCode::Revoked).await;
}

#[tokio::test]
async fn an_erasure_that_stands_still_is_ended() {
    let server = TestServer::on_disk(on_files).await;
    let live = server.share(100, &[HOUR]).await;
    server.number("UPDATE shares SET phase = 'erasing' WHERE phase = 'sealed' RETURNING 1").await;
    assert_eq!(visit(&server, false, SOON).await, [(Ailment::Unfinished(live.id), Outcome::Found)]);
    assert_eq!(visit(&server, true, SOON).await, [(Ailment::Unfinished(live.id), Outcome::Fixed)]);
    assert_eq!(visit(&server, true, SOON).await, []);
    assert!(!server.objects(live.id).exists());
    assert!(server.owned(&live).await.erased_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn visits_do_not_disturb_a_server_at_work() {
    let server = Arc::new(TestServer::start().await);
    let working = (0..8).map(|_| {
        let server = server.clone();
        tokio::spawn(async move {
            for _ in 0..4 {
                let live = server.share(9_000_000, &[HOUR]).await;
                let lease = server.opened(&live.links[0]).await.lease;
                let content = server.content(&live.links[0], &lease).send().await.unwrap();
                assert_eq!(content.bytes().await.unwrap(), live.bytes);
                ok::<serde_json::Value>(server.erase(live.id, &live.owner_token()).await).await;
            }
        })
    });
    let working = futures_util::future::join_all(working);
    let visiting = async {
        for _ in 0..6 {
            let found = visit(&server, true, Seconds::DAY.times(1 << 20)).await;
            // An erasure may be caught in the act, and is helped along.
            assert!(found.iter().all(|(ailment, _)| matches!(ailment, Ailment::Unfinished(_))), "{found:?}");
        }
    };
    let (worked, ()) = tokio::join!(working, visiting);
    worked.into_iter().for_each(|done| done.unwrap());
}

#[tokio::test]
async fn a_bucket_beyond_a_proxy_is_reached_through_it() {
    let server = TestServer::on_disk(on_files).await;
    let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut doctor = phial_with(&server.config.data, &["doctor", "--store=s3://bucket"]);
    doctor.args(["--s3-endpoint=https://s3.hospital.invalid", "--s3-region=here", "--s3-access-key-id=key"]);
    doctor.args(["--s3-secret-access-key=secret", "--s3-connect-timeout=1s", "--s3-timeout=6s"]);
    doctor.env("HTTPS_PROXY", format!("http://phial:of-the-proxy@{}", proxy.local_addr().unwrap()));
    doctor.env_remove("NO_PROXY").env_remove("no_proxy").stdout(Stdio::piped()).stderr(Stdio::piped());
    let doctor = doctor.spawn().unwrap();

    let (mut connection, _) = soon(proxy.accept()).await.unwrap();
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        asked.push(soon(connection.read_u8()).await.unwrap());
    }
    let asked = String::from_utf8(asked).unwrap();
    assert!(asked.starts_with("CONNECT s3.hospital.invalid:443 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.to_lowercase().contains("\r\nproxy-authorization: basic "), "{asked}");

    // It says nothing: that counts as no connection, and another is tried.
    let second = soon(proxy.accept()).await.unwrap();
    drop((connection, second, proxy));
    let output = tokio::task::spawn_blocking(|| doctor.wait_with_output().unwrap()).await.unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!output.status.success() && said.contains("the storage does not answer as it should"), "{said}");
    assert!(!said.contains("of-the-proxy"), "{said}");
}
