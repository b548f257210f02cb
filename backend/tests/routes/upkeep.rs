//! `phial migrate` and `phial backup`.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use phial::config::{DatabaseUrl, ServeConfig};
use phial::serve;
use phial::upkeep::{self, BackupError};
use phial_shared::events::EventKind;

use crate::support::{HOUR, ManualClock, TestServer, times};

fn embedded(config: &mut ServeConfig) {
    config.data.database.url = DatabaseUrl::Sqlite(config.data.folder.join("phial.db"));
}

#[tokio::test]
async fn a_backup_is_made_while_serving_and_can_be_served() {
    let mut server = TestServer::with(embedded).await;
    let live = server.share(100, &[times(2)]).await;
    server.opened(&live.links[0]).await;
    let copy = server.config.data.folder.join("copy.db");
    upkeep::backup(&server.config.data, &copy).await.unwrap();
    assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    server.opened(&live.links[0]).await;

    // The copy knows of the first opening alone.
    server.config.data.database.url = DatabaseUrl::Sqlite(copy);
    server.restart().await;
    assert_eq!(server.kinds(&live).await, [EventKind::Created, EventKind::Sealed, EventKind::Opened]);
    server.opened(&live.links[0]).await;
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_leaves_nothing_behind() {
    let server = TestServer::with(embedded).await;
    server.share(100, &[HOUR]).await;
    let mut data = server.config.data.clone();
    let taken = data.folder.join("taken");
    std::fs::write(&taken, "mine").unwrap();
    assert!(matches!(upkeep::backup(&data, &taken).await, Err(BackupError::Copy(_))));
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");

    let copy = data.folder.join("copy.db");
    data.database.url = DatabaseUrl::Sqlite(data.folder.join("nothing.db"));
    assert!(matches!(upkeep::backup(&data, &copy).await, Err(BackupError::Missing(_))));
    data.database.url = DatabaseUrl::Sqlite(taken);
    assert!(matches!(upkeep::backup(&data, &copy).await, Err(BackupError::Database(_))), "it is no database");
    assert!(!copy.exists());

    data.database.url = DatabaseUrl::Postgres("postgres://127.0.0.1/phial".parse().unwrap());
    assert!(matches!(upkeep::backup(&data, Path::new("never")).await, Err(BackupError::NotEmbedded)));
}

#[tokio::test]
async fn a_database_is_made_and_migrated_by_hand() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut config = crate::support::config(folder.path().join("data"));
    config.data.database.migrations = phial::db::Migrations::Require;
    std::fs::create_dir(&config.data.folder).unwrap();
    let start = async || serve::start(config.clone(), Arc::new(ManualClock::at_start())).await;
    let refused = start().await.err().expect("there are no tables").to_string();
    assert!(refused.contains("phial migrate"), "{refused}");
    upkeep::migrate(config.data.clone()).await.unwrap();
    start().await.unwrap().stop().await.unwrap();
}
