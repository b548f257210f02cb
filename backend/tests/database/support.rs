//! A database to test, and shares to put into it.

use std::sync::Arc;

use phial::db::limits::Quotas;
use phial::db::postgres::PostgresDatabase;
use phial::db::sqlite::SqliteDatabase;
use phial::db::{Database, ErasedBy, LinkToSeal, Migrations, NewShare, OpenError, Opened, Opening, SealError, Sealing};
use phial_shared::encoding::Sealed;
use phial_shared::events::{self, Event, EventKind};
use phial_shared::ids::{KeyId, LinkRef, ShareId};
use phial_shared::keys::{TokenHash, random};
use phial_shared::layout::{Layout, PartIndex};
use phial_shared::time::{Seconds, UnixSeconds};
use phial_testkit::postgres::Postgres;
use sqlx::{AssertSqlSafe, Connection as _};
use tempfile::TempDir;

/// When every test begins.
pub(crate) const START: UnixSeconds = UnixSeconds(1_800_000_000);
pub(crate) const HOUR: Seconds = Seconds::HOUR;

/// An own, new database.
pub(crate) struct Place {
    pub(crate) at: At,
    pub(crate) db: Arc<dyn Database>,
}

/// Where it is.
pub(crate) enum At {
    Sqlite(TempDir),
    Postgres(String),
}

impl Place {
    pub(crate) async fn sqlite() -> Self {
        Self::open(At::Sqlite(TempDir::new().unwrap())).await
    }

    pub(crate) async fn postgres() -> Self {
        Self::open(At::Postgres(Postgres::shared().create_database())).await
    }

    async fn open(at: At) -> Self {
        let db = at.open().await;
        Self { at, db }
    }

    /// The database as this many replicas have it.
    pub(crate) async fn replicas(&self, count: usize) -> Vec<Arc<dyn Database>> {
        let mut replicas = vec![self.db.clone()];
        while replicas.len() < count {
            replicas.push(self.at.open().await);
        }
        replicas
    }
}

impl At {
    pub(crate) async fn open(&self) -> Arc<dyn Database> {
        match self {
            Self::Sqlite(folder) => {
                Arc::new(SqliteDatabase::open(&folder.path().join("phial.db"), Migrations::Apply).await.unwrap())
            }
            Self::Postgres(url) => Arc::new(PostgresDatabase::open(url, 8, Migrations::Apply).await.unwrap()),
        }
    }

    /// Runs statements that the trait does not have.
    pub(crate) async fn sql(&self, statements: &str) {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements));
        match self {
            Self::Sqlite(folder) => {
                let file = format!("sqlite:{}?mode=rwc", folder.path().join("phial.db").display());
                let mut db = sqlx::SqliteConnection::connect(&file).await.unwrap();
                statements.execute(&mut db).await.unwrap();
                db.close().await.unwrap();
            }
            Self::Postgres(url) => {
                let mut db = sqlx::PgConnection::connect(url).await.unwrap();
                statements.execute(&mut db).await.unwrap();
                db.close().await.unwrap();
            }
        }
    }
}

impl At {
    /// The number that a statement gives.
    pub(crate) async fn number(&self, statement: &str) -> i64 {
        let statement = AssertSqlSafe(statement.to_owned());
        match self {
            Self::Sqlite(folder) => {
                let file = format!("sqlite:{}", folder.path().join("phial.db").display());
                let mut db = sqlx::SqliteConnection::connect(&file).await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut db).await.unwrap()
            }
            Self::Postgres(url) => {
                let mut db = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut db).await.unwrap()
            }
        }
    }
}

/// A link as its recipient and its share's owner know it.
#[derive(Clone, Copy)]
pub(crate) struct Link {
    pub(crate) link: LinkRef,
    pub(crate) proof: TokenHash,
}

/// A sealed share.
pub(crate) struct Live {
    pub(crate) id: ShareId,
    pub(crate) links: Vec<Link>,
}

pub(crate) fn hash() -> TokenHash {
    TokenHash::from_bytes(random())
}

pub(crate) fn layout() -> Layout {
    Layout::of_files(20 << 20).unwrap()
}

pub(crate) fn later(seconds: u64) -> UnixSeconds {
    START + Seconds(seconds)
}

pub(crate) fn new_share(id: ShareId) -> NewShare {
    NewShare {
        id,
        upload_token_hash: hash(),
        layout: layout(),
        account: None,
        charge: None,
        quotas: Quotas::default(),
        at: START,
    }
}

/// A request to seal with one link for each limit of openings.
pub(crate) fn sealing(share: ShareId, limits: &[Option<u32>]) -> (Sealing, Vec<Link>) {
    let links: Vec<_> = limits.iter().map(|_| Link { link: LinkRef::from_bytes(random()), proof: hash() }).collect();
    let to_seal = links.iter().zip(limits).map(|(link, max_opens)| LinkToSeal {
        link: link.link,
        open_token_hash: link.proof,
        wrapped_key: Sealed(vec![1; 60]),
        sealed_note: Sealed(vec![2; 40]),
        expires_at: START + HOUR,
        max_opens: *max_opens,
        factor: None,
    });
    let sealing = Sealing {
        share,
        digest: random(),
        manifest: Sealed(vec![3; 1052]),
        owner_token_hash: hash(),
        owner_wrapped_key: Sealed(vec![4; 60]),
        key: KeyId::from_bytes([6; 16]),
        links: to_seal.collect(),
        at: START,
    };
    (sealing, links)
}

/// The same request once more.
pub(crate) fn repeated(sealing: &Sealing) -> Sealing {
    let links = sealing.links.iter().map(|link| LinkToSeal {
        link: link.link,
        open_token_hash: link.open_token_hash,
        wrapped_key: link.wrapped_key.clone(),
        sealed_note: link.sealed_note.clone(),
        expires_at: link.expires_at,
        max_opens: link.max_opens,
        factor: None,
    });
    Sealing {
        share: sealing.share,
        digest: sealing.digest,
        manifest: sealing.manifest.clone(),
        owner_token_hash: sealing.owner_token_hash,
        owner_wrapped_key: sealing.owner_wrapped_key.clone(),
        key: sealing.key,
        links: links.collect(),
        at: sealing.at,
    }
}

/// A pending share with all of its parts.
pub(crate) async fn complete(db: &dyn Database) -> ShareId {
    let id = ShareId::random();
    db.create_share(new_share(id)).await.unwrap();
    for part in 0..layout().part_count() {
        db.record_part(id, PartIndex(part)).await.unwrap();
    }
    id
}

/// A sealed share with one link for each limit; each link lives for an hour.
pub(crate) async fn live(db: &dyn Database, limits: &[Option<u32>]) -> Live {
    let id = complete(db).await;
    let (sealing, links) = sealing(id, limits);
    db.seal(sealing).await.unwrap();
    Live { id, links }
}

pub(crate) fn opening(link: Link, lease: TokenHash, at: UnixSeconds) -> Opening {
    Opening { link: link.link, proof: link.proof, lease, lease_lasts: HOUR, wrong_proof: None, opening: None, at }
}

pub(crate) async fn open(db: &dyn Database, link: Link, at: UnixSeconds) -> Result<Opened, OpenError> {
    db.open_link(opening(link, hash(), at)).await
}

pub(crate) async fn erase(db: &dyn Database, share: ShareId, at: UnixSeconds) {
    db.begin_erasure(share, ErasedBy::Owner, at).await.unwrap();
    db.finish_erasure(share, at).await.unwrap().unwrap();
}

/// The whole log.
pub(crate) async fn log(db: &dyn Database, share: ShareId) -> Vec<Event> {
    db.events(share, 0, u32::MAX).await.unwrap()
}

/// The kinds of a share's events, after a check of the chain.
pub(crate) async fn kinds(db: &dyn Database, share: ShareId) -> Vec<EventKind> {
    let log = log(db, share).await;
    assert_eq!(events::verify(share, &log), Ok(()));
    log.iter().map(|event| event.kind).collect()
}

/// How often a kind of event is in a log.
pub(crate) async fn count(db: &dyn Database, share: ShareId, kind: EventKind) -> usize {
    kinds(db, share).await.into_iter().filter(|found| *found == kind).count()
}

/// One whole sweep of the rows, as the service does it.
pub(crate) async fn sweep(db: &dyn Database, now: UnixSeconds) -> u64 {
    let expired = db.log_expiries(now).await.unwrap();
    db.begin_dead_erasures(UnixSeconds(now.0 - Seconds::DAY.0), now).await.unwrap();
    for share in db.shares_being_erased().await.unwrap() {
        db.finish_erasure(share, now).await.unwrap();
    }
    expired
}

pub(crate) fn is_parts_missing(result: Result<UnixSeconds, SealError>, missing: u32) -> bool {
    matches!(result, Err(SealError::PartsMissing(found)) if found == missing)
}
