//! How often links can be opened in a second: each opening is counted, logged and on the disk before it is answered.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use phial_e2e::api::Upload;
use phial_e2e::nginx::Nginx;
use phial_shared::time::Seconds;
use reqwest::{Client, RequestBuilder};

use crate::foundations::{Foundations, server};

/// Connections that are kept, each opening one link of its own again and again.
const AT_ONCE: usize = 64;
/// Limits that all this stays within, but that are counted.
const UNLIMITED: [&str; 2] = ["--limit-requests=0", "--limit-opens=10000000/10000s"];
/// About as long as the answer to an opening.
const ANSWER_LEN: usize = 2000;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(10);

/// Measures every database and store beside nginx, which only sends a file of about the answer's length, and prints a table.
pub(crate) async fn run(foundations: &Foundations) {
    println!("| | openings/s | 99% within, ms |\n|---|---|---|");
    nginx().await.print("nginx, the same number of bytes as a file");
    for (name, foundation) in foundations.all() {
        let server = server(&foundation, &UNLIMITED).await;
        openings(&server.origin()).await.print(&name);
    }
}

/// What HTTP alone costs here, without an opening: a baseline.
async fn nginx() -> Times {
    let nginx = Nginx::of_files(false).await;
    std::fs::write(nginx.files().join("file"), [7; ANSWER_LEN]).unwrap();
    let url = format!("{}/file", nginx.origin());
    measured((0..AT_ONCE).map(|_| {
        // A connection of its own for each, as the others have.
        let (client, url) = (Client::new(), url.clone());
        move || client.get(&url)
    }))
    .await
}

async fn openings(origin: &str) -> Times {
    let mut uploads = Vec::new();
    for _ in 0..AT_ONCE {
        uploads.push(Upload::complete(origin, 1000, Seconds::HOUR, None).await);
    }
    measured(uploads.into_iter().map(|upload| move || upload.open_request(None))).await
}

/// Sends each one's requests, one after the other, beside those of the others.
async fn measured<R: Fn() -> RequestBuilder + Send + 'static>(clients: impl Iterator<Item = R>) -> Times {
    let begin = Instant::now() + WARM_UP;
    let end = begin + MEASURED;
    let tasks = clients.map(|request| {
        tokio::spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < end {
                let start = Instant::now();
                let answer = request().send().await.unwrap();
                assert_eq!(answer.status(), 200);
                answer.bytes().await.unwrap();
                if start >= begin {
                    times.push(start.elapsed());
                }
            }
            times
        })
    });
    let mut times: Vec<_> = join_all(tasks).await.into_iter().flat_map(Result::unwrap).collect();
    times.sort_unstable();
    Times(times)
}

/// How long each request took that was begun while it was measured, ascending.
struct Times(Vec<Duration>);

impl Times {
    fn print(&self, name: &str) {
        let per_second = self.0.len() as f64 / MEASURED.as_secs_f64();
        let most = self.0[self.0.len() * 99 / 100];
        println!("| {name} | {per_second:.0} | {:.0} |", most.as_secs_f64() * 1000.0);
    }
}
