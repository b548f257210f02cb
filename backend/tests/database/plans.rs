//! Requests find their rows by an index, however many there are.

use std::io::Write;
use std::process::Command;
use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use phial::db::{Database, ErasedBy, Report};
use phial_shared::events::EventKind;
use phial_shared::ids::AccountId;
use phial_shared::layout::PartIndex;
use phial_shared::time::UnixSeconds;
use sqlx::{AssertSqlSafe, Connection as _, Row as _};

use crate::fixtures::fill;
use crate::support::{At, Place, START, complete, hash, new_share, opening, sealing};

/// Everything that requests ask for, and of the sweep what happens to single shares.
async fn every_request(db: &dyn Database) {
    let draft = new_share(phial_shared::ids::ShareId::random());
    let abandoned = draft.id;
    db.create_share(draft).await.unwrap();
    db.begin_erasure(abandoned, ErasedBy::Uploader, START).await.unwrap();
    db.finish_erasure(abandoned, START).await.unwrap();
    let id = complete(db).await;
    db.arrived_parts(id).await.unwrap();
    let (request, links) = sealing(id, &[Some(5), None]);
    db.seal(request).await.unwrap();
    let (link, lease) = (links[0], hash());
    db.link_status(link.link, START).await.unwrap();
    for _ in 0..2 {
        db.open_link(opening(link, lease, START)).await.unwrap();
    }
    db.open_link(opening(crate::support::Link { proof: hash(), ..link }, lease, START)).await.unwrap_err();
    db.leased_content(link.link, lease, START).await.unwrap();
    db.report(link.link, lease, Report { kind: EventKind::Viewed, file: 0, at: START }).await.unwrap();
    db.key_seen_in_path(link.link, START).await.unwrap();
    db.find_share(id).await.unwrap();
    db.owned_share(id, START).await.unwrap();
    db.events(id, 0, 1000).await.unwrap();
    db.shares_of(Some(AccountId::random()), None, START).await.unwrap();
    db.accounts(None).await.unwrap();
    // One share is to be looked at, which lives on by its other link.
    db.revoke_link(id, links[1].link, START).await.unwrap();
    db.begin_dead_erasures(UnixSeconds(START.0 - 86_400), START).await.unwrap();
    db.begin_erasure(id, ErasedBy::Owner, START).await.unwrap();
    for _ in 0..2 {
        db.finish_erasure(id, START).await.unwrap();
    }
    db.shares_being_erased().await.unwrap();
    db.shares_to_purge(START).await.unwrap();
    db.purged(id, START).await.unwrap();
    // Nothing is due, which is what most sweeps find.
    db.log_expiries(START).await.unwrap();
}

/// The tables that grow with use.
const TABLES: [&str; 5] = ["shares", "parts", "links", "leases", "events"];

async fn filled(place: &Place) {
    fill(&place.at, 4000).await;
    // Rows of an older version are looked at once.
    place.db.begin_dead_erasures(UnixSeconds(START.0 - 86_400), START).await.unwrap();
    // Parts and events of one share, which are as many as those of others would be.
    let id = complete(&*place.db).await;
    let (request, links) = sealing(id, &[None]);
    place.db.seal(request).await.unwrap();
    let lease = hash();
    place.db.open_link(opening(links[0], lease, START)).await.unwrap();
    join_all(
        (0..1500)
            .map(|file| place.db.report(links[0].link, lease, Report { kind: EventKind::Viewed, file, at: START })),
    )
    .await;
    let draft = new_share(phial_shared::ids::ShareId::random());
    let pending = draft.id;
    place.db.create_share(draft).await.unwrap();
    join_all((0..1500).map(|part| place.db.record_part(pending, PartIndex(part)))).await;
    place.at.sql("ANALYZE").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_reads_a_whole_table_of_postgresql() {
    let place = Place::postgres().await;
    filled(&place).await;
    let Place { at, db } = place;
    // The server counts when a connection ends.
    drop(db);
    let At::Postgres(url) = &at else { panic!("this is PostgreSQL") };
    let before = scans(url).await;
    let db = at.open().await;
    every_request(&*db).await;
    drop(db);
    let after = scans(url).await;
    for ((table, before), after) in TABLES.iter().zip(before).zip(after) {
        assert_eq!(after, before, "{table}");
    }
}

/// How often each table was read from end to end, once every other connection is gone.
async fn scans(url: &str) -> Vec<i64> {
    let mut own = sqlx::PgConnection::connect(url).await.unwrap();
    let others = "SELECT count(*) FROM pg_stat_activity
                  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    while sqlx::query_scalar::<_, i64>(others).fetch_one(&mut own).await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
    let mut scans = Vec::new();
    for table in TABLES {
        let count = format!("SELECT coalesce(seq_scan, 0) FROM pg_stat_user_tables WHERE relname = '{table}'");
        scans.push(sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut own).await.unwrap());
    }
    scans
}

/// In a process of its own: what the library logs does not tell which database it is about.
#[test]
fn no_request_reads_a_whole_table_of_sqlite() {
    let alone = ["--exact", "--ignored", "--nocapture", "plans::all_statements_of_sqlite"];
    let output = Command::new(std::env::current_exe().unwrap()).args(alone).output().unwrap();
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success() && printed.contains("1 passed"), "{printed}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "no_request_reads_a_whole_table_of_sqlite runs it, alone"]
async fn all_statements_of_sqlite() {
    let place = Place::sqlite().await;
    filled(&place).await;
    let said = Said::default();
    let writer = said.clone();
    let subscriber = tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE);
    tracing::subscriber::set_global_default(subscriber.with_writer(move || writer.clone()).finish()).unwrap();
    every_request(&*place.db).await;
    let statements = said.statements();
    assert!(statements.len() > 30, "{statements:?}");

    let At::Sqlite(folder) = &place.at else { panic!("this is SQLite") };
    let file = format!("sqlite:{}", folder.path().join("phial.db").display());
    let mut own = sqlx::SqliteConnection::connect(&file).await.unwrap();
    for statement in statements {
        let plan = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")));
        for step in plan.fetch_all(&mut own).await.unwrap() {
            let step: String = step.get("detail");
            let whole = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            assert!(!whole.is_some_and(|table| TABLES.contains(&table)), "{step}: {statement}");
        }
    }
}

/// What the library logs of the statements that it runs.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Said {
    /// Each statement that reads or changes one of the tables, once.
    fn statements(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let mut statements: Vec<_> = text
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .filter(|line| line["target"] == "sqlx::query")
            .map(|line| {
                let part = |name: &str| line["fields"][name].as_str().unwrap().trim().to_owned();
                // Short ones are their own summary.
                if part("db.statement").is_empty() { part("summary") } else { part("db.statement") }
            })
            // Several may go together.
            .flat_map(|text| text.split("; ").map(str::to_owned).collect::<Vec<_>>())
            // Not those of migrations and fixtures, which bind nothing.
            .filter(|statement| statement.contains('$') && TABLES.iter().any(|table| statement.contains(table)))
            .collect();
        statements.sort_unstable();
        statements.dedup();
        statements
    }
}

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
