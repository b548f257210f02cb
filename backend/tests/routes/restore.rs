//! What a backup from before an erasure is good for after it.

use std::fs;
use std::path::{Path, PathBuf};

use phial::config::{DatabaseUrl, ServeConfig, StoreConfig};
use phial_shared::api::{LinkOpened, OwnedShare, ShareSealed};
use phial_shared::encoding::Sealed;
use phial_shared::error_code::ErrorCode;
use phial_shared::keys::{ContentKey, OwnerSecret};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use tempfile::TempDir;

use crate::support::{Draft, HOUR, Live, Recipient, TestServer, ok, problem, seal_request};

/// The embedded database and the local store, whatever else the tests run on.
fn on_files(config: &mut ServeConfig) {
    config.data.database.url = DatabaseUrl::Sqlite(config.data.folder.join("phial.db"));
    config.data.store = StoreConfig::Folder(config.data.folder.join("objects"));
}

async fn server() -> TestServer {
    TestServer::with(on_files).await
}

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

/// The database and the parts, as docs/operations.md has it: keys are not kept with them.
async fn back_up(data: &Path) -> TempDir {
    let backup = TempDir::new().unwrap();
    let mut db = database(data).await;
    let file = backup.path().join("phial.db");
    sqlx::query("VACUUM INTO $1").bind(file.to_str().unwrap()).execute(&mut db).await.unwrap();
    copy(&data.join("objects"), &backup.path().join("objects"));
    fs::remove_dir_all(backup.path().join("objects/keys")).unwrap();
    backup
}

/// A server on what was kept, with the keys that there are now.
async fn restored(backup: &Path, keys: &Path) -> TestServer {
    TestServer::with(|config| {
        on_files(config);
        copy(backup, &config.data.folder);
        copy(keys, &config.data.folder.join("objects/keys"));
    })
    .await
}

async fn database(data: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(data.join("phial.db")).connect().await.unwrap()
}

async fn wrapped_in_database(data: &Path, live: &Live) -> (Sealed, Sealed) {
    let mut db = database(data).await;
    let statement = "SELECT wrapped_key, owner_wrapped_key FROM links JOIN shares ON id = share_id WHERE id = $1";
    let row = sqlx::query(statement).bind(&live.id.as_bytes()[..]).fetch_one(&mut db).await.unwrap();
    (Sealed(row.get(0)), Sealed(row.get(1)))
}

fn keys(data: &Path) -> Vec<PathBuf> {
    let folder = data.join("objects/keys");
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn an_erased_share_is_not_in_the_backup_and_the_others_are() {
    let server = server().await;
    let (first_key, second_key) = (ContentKey::random(), ContentKey::random());
    let (erased, kept) = (share(&server, &first_key).await, share(&server, &second_key).await);
    let opened: LinkOpened = ok(server.open(&erased.links[0], None).await).await;
    assert_eq!(unwrapped(&erased, &opened.wrapped_key).unwrap().as_bytes(), first_key.as_bytes());

    let data = &server.config.data.folder;
    let backup = back_up(data).await;
    assert_eq!(keys(data).len(), 2);
    ok::<serde_json::Value>(server.erase(erased.id, &erased.owner_token()).await).await;
    assert_eq!(keys(data).len(), 1);

    // The disaster: the database and the parts are those of the backup, the keys are the last ones.
    let server = restored(backup.path(), &data.join("objects/keys")).await;
    let data = &server.config.data.folder;
    assert!(data.join("objects").join(erased.id.to_string()).join("0").exists(), "its ciphertext is back");
    let (wrapped, owner_wrapped) = wrapped_in_database(data, &erased).await;
    assert!(!wrapped.0.is_empty(), "its wrapped key is back");
    assert!(unwrapped(&erased, &wrapped).is_none(), "and opens with no link");
    assert!(erased.owner.owner_key().unwrap(&owner_wrapped, erased.id).is_err(), "nor for its owner");
    problem(server.open(&erased.links[0], None).await, ErrorCode::Revoked).await;
    let owned: OwnedShare = server.owned(&erased).await;
    assert_eq!(owned.wrapped_key, None);

    let opened: LinkOpened = ok(server.open(&kept.links[0], None).await).await;
    assert_eq!(unwrapped(&kept, &opened.wrapped_key).unwrap().as_bytes(), second_key.as_bytes());
    let content = server.content(&kept.links[0], &opened.lease).send().await.unwrap();
    assert_eq!(content.bytes().await.unwrap(), kept.bytes);
    let owned = server.owned(&kept).await.wrapped_key.unwrap();
    assert_eq!(kept.owner.owner_key().unwrap(&owned, kept.id).unwrap().as_bytes(), second_key.as_bytes());
}

#[tokio::test]
async fn the_database_alone_opens_nothing() {
    let server = server().await;
    let live = share(&server, &ContentKey::random()).await;
    let (wrapped, owner_wrapped) = wrapped_in_database(&server.config.data.folder, &live).await;
    assert!(unwrapped(&live, &wrapped).is_none());
    assert!(live.owner.owner_key().unwrap(&owner_wrapped, live.id).is_err());
}

#[tokio::test]
async fn a_repeated_sealing_keeps_the_first_key() {
    let server = server().await;
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
    assert_eq!(keys(&server.config.data.folder).len(), 0);
}
