//! What a backup from before an erasure is good for after it, on each database and each store.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use phial::config::DatabaseUrl;
use phial::doctor::Ailment;
use phial::store::ObjectName;
use phial::upkeep;
use phial_shared::api::{LinkOpened, OwnedShare, ShareSealed};
use phial_shared::encoding::Sealed;
use phial_shared::error_code::ErrorCode;
use phial_shared::events::EventKind;
use phial_shared::ids::{KeyId, ShareId};
use phial_shared::keys::{ContentKey, OwnerSecret};
use phial_testkit::postgres::Postgres;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};
use tempfile::TempDir;

use crate::support::{Draft, HOUR, Live, Recipient, TestServer, ok, phial, problem, said, seal_request};

/// A share with a content key that is really wrapped.
async fn share(server: &TestServer, content_key: &ContentKey) -> Live {
    let draft: Draft = server.draft(100).await;
    server.put_all(&draft).await;
    let (owner, recipient) = (OwnerSecret::random(), Recipient::random());
    let mut request = seal_request(&owner, std::iter::once((&recipient, HOUR)));
    request.links[0].wrapped_key = recipient.secret.root().wrap_key().wrap(content_key, draft.id, recipient.id);
    request.owner_wrapped_key = owner.owner_key().wrap(content_key, draft.id);
    ok::<ShareSealed>(server.seal(draft.id, &draft.upload_token, &request).await).await;
    Live { id: draft.id, upload_token: draft.upload_token, owner, links: vec![recipient], bytes: draft.bytes }
}

/// The content key, as the recipient finds it.
fn unwrapped(live: &Live, wrapped: &Sealed) -> Option<ContentKey> {
    let link = &live.links[0];
    link.secret.root().wrap_key().unwrap(wrapped, live.id, link.id).ok()
}

/// The database and the parts, as docs/operations.md has it: keys are not kept with them.
struct Backup {
    database: PathBuf,
    folder: TempDir,
}

impl Backup {
    async fn of(server: &TestServer) -> Self {
        let folder = TempDir::new().unwrap();
        let database = match &server.config.data.database.url {
            DatabaseUrl::Sqlite(_) => {
                let copy = folder.path().join("phial.db");
                upkeep::backup(&server.config.data, &copy).await.unwrap();
                copy
            }
            DatabaseUrl::Postgres(url) => Postgres::shared().dump(url.reveal()),
        };
        let backup = Self { database, folder };
        copy(&server.all_objects(), &backup.objects());
        fs::remove_dir_all(backup.objects().join("keys")).unwrap();
        backup
    }

    fn objects(&self) -> PathBuf {
        self.folder.path().join("objects")
    }

    /// The disaster of a server that has stopped, and the way back: the database and the parts are those of the backup, the
    /// keys are the last ones.
    fn restore(&self, server: &TestServer) {
        match &server.config.data.database.url {
            DatabaseUrl::Sqlite(file) => {
                fs::copy(&self.database, file).unwrap();
                for beside in ["db-wal", "db-shm"] {
                    // A server that has ended well has left neither.
                    let _ = fs::remove_file(file.with_extension(beside));
                }
            }
            DatabaseUrl::Postgres(url) => Postgres::shared().restore(url.reveal(), &self.database),
        }
        for entry in fs::read_dir(server.all_objects()).unwrap().map(Result::unwrap) {
            if entry.file_name() != "keys" {
                fs::remove_dir_all(entry.path()).unwrap();
            }
        }
        copy(&self.objects(), &server.all_objects());
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

async fn wrapped_in_database(server: &TestServer, live: &Live) -> (Sealed, Sealed) {
    let statement = "SELECT wrapped_key, owner_wrapped_key FROM links JOIN shares ON id = share_id WHERE id = $1";
    let id = &live.id.as_bytes()[..];
    let (wrapped, owner_wrapped) = match &server.config.data.database.url {
        DatabaseUrl::Sqlite(file) => {
            let mut db = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
            sqlx::query_as(statement).bind(id).fetch_one(&mut db).await.unwrap()
        }
        DatabaseUrl::Postgres(url) => {
            let mut db = PgConnection::connect(url.reveal()).await.unwrap();
            sqlx::query_as(statement).bind(id).fetch_one(&mut db).await.unwrap()
        }
    };
    (Sealed(wrapped), Sealed(owner_wrapped))
}

/// The shares that have a key in the store.
fn keys(server: &TestServer) -> BTreeSet<String> {
    let folders = fs::read_dir(server.all_objects().join("keys")).into_iter().flatten().map(Result::unwrap);
    let with_keys = folders.filter(|folder| fs::read_dir(folder.path()).unwrap().next().is_some());
    with_keys.map(|folder| folder.file_name().into_string().unwrap()).collect()
}

fn ids<const N: usize>(shares: [&Live; N]) -> BTreeSet<String> {
    shares.iter().map(|live| live.id.to_string()).collect()
}

/// What `phial doctor` says where not everything is well.
fn doctor(server: &TestServer, flags: &[&str]) -> BTreeSet<String> {
    let output = phial(server, &[&["doctor", "--older-than=0s"], flags].concat());
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn key_gone(share: ShareId) -> String {
    format!("found: {}", Ailment::MissingKey(share))
}

/// The key's own id is not said.
fn key_left(share: ShareId) -> String {
    Ailment::Orphan(ObjectName::Key(share, KeyId::random()), 32).to_string()
}

#[tokio::test]
async fn an_erased_share_is_not_in_the_backup_and_the_others_are() {
    let mut server = TestServer::start().await;
    let (first_key, second_key) = (ContentKey::random(), ContentKey::random());
    let (erased, kept) = (share(&server, &first_key).await, share(&server, &second_key).await);
    let opened: LinkOpened = ok(server.open(&erased.links[0], None).await).await;
    assert_eq!(unwrapped(&erased, &opened.wrapped_key).unwrap().as_bytes(), first_key.as_bytes());

    let backup = Backup::of(&server).await;
    assert_eq!(keys(&server), ids([&erased, &kept]));
    ok::<serde_json::Value>(server.erase(erased.id, &erased.owner_token()).await).await;
    let late = share(&server, &ContentKey::random()).await;
    assert_eq!(keys(&server), ids([&kept, &late]));

    server.stop().await;
    backup.restore(&server);
    said(phial(&server, &["migrate"]));
    assert_eq!(said(phial(&server, &["audit", "verify"])), "");
    let found = |settled: &str| BTreeSet::from([key_gone(erased.id), format!("{settled}: {}", key_left(late.id))]);
    assert_eq!(doctor(&server, &[]), found("found"));
    assert_eq!(doctor(&server, &["--fix"]), found("fixed"));
    assert_eq!(doctor(&server, &[]), BTreeSet::from([key_gone(erased.id)]));
    assert_eq!(keys(&server), ids([&kept]));
    server.resume().await;

    assert!(server.objects(erased.id).join("0").exists(), "its ciphertext is back");
    let (wrapped, owner_wrapped) = wrapped_in_database(&server, &erased).await;
    assert!(!wrapped.0.is_empty(), "its wrapped key is back");
    assert!(unwrapped(&erased, &wrapped).is_none(), "and opens with no link");
    assert!(erased.owner.owner_key().unwrap(&owner_wrapped, erased.id).is_err(), "nor for its owner");
    problem(server.open(&erased.links[0], None).await, ErrorCode::Revoked).await;
    let owned: OwnedShare = server.owned(&erased).await;
    assert_eq!(owned.wrapped_key, None);
    problem(server.open(&late.links[0], None).await, ErrorCode::UnknownLink).await;

    let opened: LinkOpened = ok(server.open(&kept.links[0], None).await).await;
    assert_eq!(unwrapped(&kept, &opened.wrapped_key).unwrap().as_bytes(), second_key.as_bytes());
    let content = server.content(&kept.links[0], &opened.lease).send().await.unwrap();
    assert_eq!(content.bytes().await.unwrap(), kept.bytes);
    let owned = server.owned(&kept).await.wrapped_key.unwrap();
    assert_eq!(kept.owner.owner_key().unwrap(&owned, kept.id).unwrap().as_bytes(), second_key.as_bytes());
    assert_eq!(server.kinds(&kept).await, [EventKind::Created, EventKind::Sealed, EventKind::Opened]);
    assert_eq!(said(phial(&server, &["audit", "verify"])), "", "the logs go on");
}

#[tokio::test]
async fn the_database_alone_opens_nothing() {
    let server = TestServer::start().await;
    let live = share(&server, &ContentKey::random()).await;
    let (wrapped, owner_wrapped) = wrapped_in_database(&server, &live).await;
    assert!(unwrapped(&live, &wrapped).is_none());
    assert!(live.owner.owner_key().unwrap(&owner_wrapped, live.id).is_err());
}

#[tokio::test]
async fn a_repeated_sealing_keeps_the_first_key() {
    let server = TestServer::start().await;
    let content_key = ContentKey::random();
    let draft = server.draft(100).await;
    server.put_all(&draft).await;
    let (owner, recipient) = (OwnerSecret::random(), Recipient::random());
    let mut request = seal_request(&owner, std::iter::once((&recipient, HOUR)));
    request.links[0].wrapped_key = recipient.secret.root().wrap_key().wrap(&content_key, draft.id, recipient.id);
    let sealing = || server.seal(draft.id, &draft.upload_token, &request);
    let (first, second, third) = tokio::join!(sealing(), sealing(), sealing());
    for response in [first, second, third, sealing().await] {
        ok::<ShareSealed>(response).await;
    }
    let opened: LinkOpened = ok(server.open(&recipient, None).await).await;
    let unwrapped = recipient.secret.root().wrap_key().unwrap(&opened.wrapped_key, draft.id, recipient.id);
    assert_eq!(unwrapped.unwrap().as_bytes(), content_key.as_bytes());
    let live = Live { id: draft.id, upload_token: draft.upload_token, owner, links: vec![], bytes: vec![] };
    ok::<serde_json::Value>(server.erase(live.id, &live.owner_token()).await).await;
    assert_eq!(keys(&server), BTreeSet::new());
}
