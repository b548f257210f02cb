//! A database that does not answer, and answers that are lost on their way.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use phial::db::postgres::PostgresDatabase;
use phial::db::{Database, DatabaseError, ErasedBy, Migrations, OpenError, RecordPartError, SealError};
use phial_shared::events::EventKind;
use phial_shared::ids::ShareId;
use phial_shared::layout::PartIndex;
use phial_testkit::postgres::{Durability, Postgres};
use sqlx::Connection as _;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{
    At, Place, START, complete, count, hash, kinds, layout, live, new_share, open, opening, repeated, sealing,
};

/// A backup reads for long, and the sweep comes once a minute.
#[tokio::test(flavor = "multi_thread")]
async fn emptying_the_log_of_the_file_waits_for_nobody_who_reads() {
    let place = Place::sqlite().await;
    let link = live(&*place.db, &[None]).await.links[0];
    let At::Sqlite(folder) = &place.at else { panic!("this is SQLite") };
    let file = format!("sqlite:{}", folder.path().join("phial.db").display());
    let mut reader = sqlx::SqliteConnection::connect(&file).await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    sqlx::query("SELECT count(*) FROM shares").fetch_one(&mut *reading).await.unwrap();
    // It would be a quarter of a minute.
    let both = async { tokio::join!(place.db.scrub(), open(&*place.db, link, START)) };
    let (emptied, opened) = tokio::time::timeout(Duration::from_secs(5), both).await.expect("nobody waits");
    assert!(emptied.is_ok() && opened.is_ok());
}

on_both!(whoever_waits_too_long_for_another_process_is_told_to_come_again);

/// Takes the time that a transaction waits.
async fn whoever_waits_too_long_for_another_process_is_told_to_come_again(place: Place) {
    let live = live(&*place.db, &[None]).await;
    let (pending, link) = (complete(&*place.db).await, live.links[0]);
    let at = place.at;
    // More at once than there are connections.
    let waiting = async || join_all((0..12).map(|_| open(&*place.db, link, START))).await;
    let answers = match &at {
        At::Sqlite(folder) => {
            let file = format!("sqlite:{}", folder.path().join("phial.db").display());
            let mut other = sqlx::SqliteConnection::connect(&file).await.unwrap();
            let _lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
            waiting().await
        }
        At::Postgres(url) => {
            let mut other = sqlx::PgConnection::connect(url).await.unwrap();
            let mut lock = other.begin().await.unwrap();
            sqlx::raw_sql("SELECT 1 FROM shares FOR UPDATE").execute(&mut *lock).await.unwrap();
            waiting().await
        }
    };
    assert!(
        answers.iter().all(|answer| matches!(answer, Err(OpenError::Database(DatabaseError::Busy(_))))),
        "{answers:?}"
    );
    // The lock is gone, and everything works again.
    assert!(open(&*place.db, link, START).await.is_ok());
    place.db.record_part(pending, PartIndex(0)).await.unwrap();
    assert_eq!(count(&*place.db, live.id, EventKind::Opened).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_of_postgresql_is_survived() {
    let mut server = tokio::task::spawn_blocking(|| Postgres::start(Durability::Off)).await.unwrap();
    let db = PostgresDatabase::open(&server.create_database(), 4, Migrations::Apply).await.unwrap();
    let live = live(&db, &[None]).await;
    join_all((0..4).map(|_| open(&db, live.links[0], START))).await;
    for _ in 0..2 {
        server = tokio::task::spawn_blocking(move || {
            server.stop();
            server
        })
        .await
        .unwrap();
        let found = db.find_share(live.id).await;
        assert!(matches!(found, Err(DatabaseError::Busy(_))), "{found:?}");
        let opened = open(&db, live.links[0], START).await;
        assert!(matches!(opened, Err(OpenError::Database(DatabaseError::Busy(_)))), "{opened:?}");
        server = tokio::task::spawn_blocking(move || {
            server.start_again();
            server
        })
        .await
        .unwrap();
        open(&db, live.links[0], START).await.unwrap();
    }
    assert_eq!(count(&db, live.id, EventKind::Opened).await, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_the_server_has_closed_are_made_anew() {
    let place = Place::postgres().await;
    let live = live(&*place.db, &[None]).await;
    for _ in 0..5 {
        join_all((0..8).map(|_| place.db.find_share(live.id))).await;
        place
            .at
            .sql(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await;
        open(&*place.db, live.links[0], START).await.unwrap();
    }
}

/// Stands between the client and PostgreSQL, and can lose the answer to a commit.
struct Way {
    url: String,
    loses: Arc<AtomicBool>,
}

impl Way {
    async fn to(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (there, port) = (Postgres::shared().port(), listener.local_addr().unwrap().port());
        let loses = Arc::new(AtomicBool::new(false));
        let armed = loses.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(("127.0.0.1", there)).await.unwrap();
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                let committing = Arc::new(AtomicBool::new(false));
                tokio::spawn(questions(from_client, to_server, armed.clone(), committing.clone()));
                tokio::spawn(answers(from_server, to_client, committing));
            }
        });
        Self { url: url.replace(&format!(":{there}/"), &format!(":{port}/")), loses }
    }
}

async fn questions(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, armed: Arc<AtomicBool>, found: Arc<AtomicBool>) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(len @ 1..) = from.read(&mut buffer).await {
        if buffer[..len].windows(6).any(|word| word == b"COMMIT") && armed.swap(false, Ordering::SeqCst) {
            found.store(true, Ordering::SeqCst);
        }
        if to.write_all(&buffer[..len]).await.is_err() {
            return;
        }
    }
}

async fn answers(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, committing: Arc<AtomicBool>) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(len @ 1..) = from.read(&mut buffer).await {
        // The answer repeats the word, and comes when the commit is done.
        let is_lost = committing.load(Ordering::SeqCst) && buffer[..len].windows(6).any(|word| word == b"COMMIT");
        if is_lost || to.write_all(&buffer[..len]).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_whose_answer_is_lost_can_be_repeated() {
    let url = Postgres::shared().create_database();
    let way = Way::to(&url).await;
    let db = PostgresDatabase::open(&way.url, 2, Migrations::Apply).await.unwrap();
    let lose = || way.loses.store(true, Ordering::SeqCst);
    let is_lost = |error: &DatabaseError| matches!(error, DatabaseError::Busy(_)) && !way.loses.load(Ordering::SeqCst);

    let id = ShareId::random();
    db.create_share(new_share(id)).await.unwrap();
    for part in 0..layout().part_count() {
        lose();
        let lost = db.record_part(id, PartIndex(part)).await;
        assert!(matches!(&lost, Err(RecordPartError::Database(error)) if is_lost(error)), "{lost:?}");
        assert_eq!(db.arrived_parts(id).await.unwrap().len() as u32, part + 1, "it was committed");
        db.record_part(id, PartIndex(part)).await.unwrap();
    }

    let (request, links) = sealing(id, &[Some(2)]);
    lose();
    let lost = db.seal(repeated(&request)).await;
    assert!(matches!(&lost, Err(SealError::Database(error)) if is_lost(error)), "{lost:?}");
    assert_eq!(db.seal(request).await.unwrap(), START);

    let lease = hash();
    lose();
    let lost = db.open_link(opening(links[0], lease, START)).await;
    assert!(matches!(&lost, Err(OpenError::Database(error)) if is_lost(error)), "{lost:?}");
    assert_eq!(db.open_link(opening(links[0], lease, START)).await.unwrap().opens_left, Some(1));

    lose();
    let lost = db.begin_erasure(id, ErasedBy::Owner, START).await;
    assert!(matches!(&lost, Err(error) if is_lost(error)), "{lost:?}");
    db.begin_erasure(id, ErasedBy::Owner, START).await.unwrap();
    lose();
    let lost = db.finish_erasure(id, START).await;
    assert!(matches!(&lost, Err(error) if is_lost(error)), "{lost:?}");
    let receipt = db.finish_erasure(id, START).await.unwrap().unwrap();
    let log = crate::support::log(&db, id).await;
    assert_eq!(receipt.event_hash, log.last().unwrap().hash);
    assert_eq!(kinds(&db, id).await, [EventKind::Created, EventKind::Sealed, EventKind::Opened, EventKind::Erased]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_url_of_a_database_is_not_repeated() {
    for url in ["postgres://phial:hunter2@127.0.0.1:1/x?sslmode=what", "postgres://phial:hunter2@127.0.0.1:1/x"] {
        let error = PostgresDatabase::open(url, 2, Migrations::Apply).await.expect_err("nothing listens there");
        let said = format!("{error:?} {}", phial::log::causes(&error));
        assert!(!said.contains("hunter2"), "{said}");
    }
}
