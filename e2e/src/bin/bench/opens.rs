//! How often links can be opened in a second: each opening is counted, logged and on the disk before it is answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use phial_e2e::api::Upload;
use phial_e2e::server::Server;
use phial_shared::time::Seconds;
use phial_testkit::postgres::{Durability, Postgres};

/// Connections that are kept, each opening one link of its own again and again.
const AT_ONCE: usize = 64;
/// Limits that all this stays within, but that are counted.
const UNLIMITED: [&str; 2] = ["--limit-requests=0", "--limit-opens=10000000/10000s"];
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(10);

/// Measures both databases, and prints a table.
pub(crate) async fn run() {
    println!("| | openings/s | 99% within, ms |\n|---|---|---|");
    print("SQLite", &[]).await;
    let postgres = tokio::task::spawn_blocking(|| Postgres::start(Durability::On)).await.unwrap();
    print("PostgreSQL", &[&format!("--database={}", postgres.create_database())]).await;
}

async fn print(name: &str, settings: &[&str]) {
    let server = Server::start(&[settings, &UNLIMITED].concat()).await;
    let mut times = openings(&server.origin()).await;
    times.sort_unstable();
    let most = times[times.len() * 99 / 100];
    println!("| {name} | {:.0} | {:.0} |", times.len() as f64 / MEASURED.as_secs_f64(), most.as_secs_f64() * 1000.0);
}

/// How long each opening took that was begun while it was measured.
async fn openings(origin: &str) -> Vec<Duration> {
    let mut uploads = Vec::new();
    for _ in 0..AT_ONCE {
        uploads.push(Arc::new(Upload::complete(origin, 1000, Seconds::HOUR, None).await));
    }
    let begin = Instant::now() + WARM_UP;
    let end = begin + MEASURED;
    let tasks = uploads.into_iter().map(|upload| {
        tokio::spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < end {
                let start = Instant::now();
                let answer = upload.open().await;
                assert_eq!(answer.status(), 200);
                answer.bytes().await.unwrap();
                if start >= begin {
                    times.push(start.elapsed());
                }
            }
            times
        })
    });
    join_all(tasks).await.into_iter().flat_map(Result::unwrap).collect()
}
