//! From every form that the tables ever had to the newest, and never back.

use futures_util::future::join_all;
use phial::db::postgres::PostgresDatabase;
use phial::db::sqlite::SqliteDatabase;
use phial::db::{Database, Migrations, OpenDatabaseError};
use phial_shared::events::{EventKind, Occurrence};
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::{TokenHash, random};
use phial_testkit::postgres::Postgres;
use sqlx::Connection as _;
use sqlx::migrate::Migrator;
use tempfile::TempDir;

use crate::fixtures::{blob, fill};
use crate::support::{At, Link, START, kinds, layout, live, open};

/// Runs each of these functions with a database that does not exist yet.
macro_rules! on_both_new {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::At::Sqlite(super::TempDir::new().unwrap())).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::At::Postgres(super::Postgres::shared().create_database())).await;
            })+
        }
    };
}

on_both_new!(
    every_older_form_becomes_the_newest,
    a_newer_form_is_refused,
    another_form_is_refused_where_none_is_to_be_changed,
    replicas_that_start_together_take_turns,
);

fn migrations(at: &At) -> Migrator {
    match at {
        At::Sqlite(_) => sqlx::migrate!("migrations/sqlite"),
        At::Postgres(_) => sqlx::migrate!("migrations/postgres"),
    }
}

/// The numbers of all migrations, ascending.
fn versions(at: &At) -> Vec<i64> {
    migrations(at).iter().map(|migration| migration.version).collect()
}

async fn try_open(at: &At, migrations: Migrations) -> Result<Box<dyn Database>, OpenDatabaseError> {
    Ok(match at {
        At::Sqlite(folder) => Box::new(SqliteDatabase::open(&folder.path().join("phial.db"), migrations).await?),
        At::Postgres(url) => Box::new(PostgresDatabase::open(url, 2, migrations).await?),
    })
}

/// Brings the tables to the form that they had after a migration.
async fn migrate_to(at: &At, version: i64) {
    let migrations = migrations(at);
    match at {
        At::Sqlite(folder) => {
            let file = format!("sqlite:{}?mode=rwc", folder.path().join("phial.db").display());
            let mut db = sqlx::SqliteConnection::connect(&file).await.unwrap();
            migrations.run_to(version, &mut db).await.unwrap();
            db.close().await.unwrap();
        }
        At::Postgres(url) => {
            let mut db = sqlx::PgConnection::connect(url).await.unwrap();
            migrations.run_to(version, &mut db).await.unwrap();
            db.close().await.unwrap();
        }
    }
}

/// A share with a link and a log, as the first version wrote it.
async fn first_version_share(at: &At) -> (ShareId, Link) {
    let (share, link) = (ShareId::random(), LinkRef::from_bytes(random()));
    let proof = TokenHash::from_bytes([9; 32]);
    let created = Occurrence::new(EventKind::Created, START).chain(share, None);
    let sealed = Occurrence::new(EventKind::Sealed, START).chain(share, Some((created.seq, created.hash)));
    let (id, hash, key) = (blob(at, share.as_bytes()), blob(at, &[9; 32]), blob(at, &[1; 60]));
    let (start, end) = (START.0, START.0 + 3600);
    at.sql(&format!(
        "INSERT INTO shares (id, phase, ciphertext_len, upload_token_hash, created_at, sealed_at, seal_digest,
             owner_token_hash, owner_wrapped_key, manifest)
         VALUES ({id}, 'sealed', {}, {hash}, {start}, {start}, {hash}, {hash}, {key}, {key});
         INSERT INTO links (link, share_id, position, open_token_hash, expires_at, max_opens, wrapped_key, sealed_note)
         VALUES ({}, {id}, 0, {hash}, {end}, 2, {key}, {key});
         INSERT INTO events (share_id, seq, at, kind, hash)
         VALUES ({id}, 0, {start}, 'created', {}), ({id}, 1, {start}, 'sealed', {});",
        layout().ciphertext_len(),
        blob(at, link.as_bytes()),
        blob(at, created.hash.as_bytes()),
        blob(at, sealed.hash.as_bytes()),
    ))
    .await;
    (share, Link { link, proof })
}

async fn every_older_form_becomes_the_newest(at: At) {
    for older in versions(&at) {
        let at = match &at {
            At::Sqlite(_) => At::Sqlite(TempDir::new().unwrap()),
            At::Postgres(_) => At::Postgres(Postgres::shared().create_database()),
        };
        migrate_to(&at, 1).await;
        let (share, link) = first_version_share(&at).await;
        fill(&at, 10).await;
        migrate_to(&at, older).await;
        let db = try_open(&at, Migrations::Apply).await.unwrap();
        let owned = db.owned_share(share, START).await.unwrap().unwrap();
        assert_eq!((owned.links.len(), owned.links[0].max_opens), (1, Some(2)), "from {older}");
        assert_eq!(open(&*db, link, START).await.unwrap().opens_left, Some(1));
        assert_eq!(kinds(&*db, share).await, [EventKind::Created, EventKind::Sealed, EventKind::Opened]);
        assert!(open(&*db, live(&*db, &[None]).await.links[0], START).await.is_ok());
    }
}

async fn a_newer_form_is_refused(at: At) {
    drop(try_open(&at, Migrations::Apply).await.unwrap());
    let newest = *versions(&at).last().unwrap();
    at.sql(&format!(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES ({}, 'to come', true, {}, 0)",
        newest + 3,
        blob(&at, b"sum"),
    ))
    .await;
    for migrations in [Migrations::Apply, Migrations::Require] {
        let error = try_open(&at, migrations).await.err().expect("it is newer");
        let OpenDatabaseError::Newer { database, program } = error else { panic!("{error:?}") };
        assert_eq!((database, program), (newest + 3, newest));
        let said = error.to_string();
        assert!(said.contains(&format!("version {database}")) && said.contains(&program.to_string()), "{said}");
    }
}

async fn another_form_is_refused_where_none_is_to_be_changed(at: At) {
    let newest = *versions(&at).last().unwrap();
    for older in [0, 1] {
        migrate_to(&at, older).await;
        let error = try_open(&at, Migrations::Require).await.err().expect("it is older");
        assert!(
            matches!(error, OpenDatabaseError::Older { database, program } if (database, program) == (older, newest)),
            "{error:?}"
        );
    }
    drop(try_open(&at, Migrations::Apply).await.unwrap());
    assert!(try_open(&at, Migrations::Require).await.is_ok());
}

async fn replicas_that_start_together_take_turns(at: At) {
    let opened = join_all((0..4).map(|_| try_open(&at, Migrations::Apply))).await;
    for db in opened {
        let db = db.unwrap();
        open(&*db, live(&*db, &[None]).await.links[0], START).await.unwrap();
    }
}
