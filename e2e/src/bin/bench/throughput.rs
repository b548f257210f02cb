//! What storing and serving parts costs the server, beside nginx storing (WebDAV) and serving the same bytes.
//!
//! Both get the same requests from the same client in the same run: parts of 8 MiB, four at a time, over connections that
//! are kept. What counts is CPU time for each GiB; the client's share of the machine makes the wall's time a poor measure.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use phial_e2e::api::Upload;
use phial_e2e::nginx::Nginx;
use phial_e2e::server::Server;
use phial_shared::time::Seconds;
use reqwest::{Client, RequestBuilder};

use crate::foundations::{Foundations, server};
use crate::process::{Meter, Used};
use crate::{MIB, median};

const ROUNDS: usize = 5;
const PART: usize = 8 << 20;
const AT_ONCE: usize = 4;

/// Measures, and prints a table.
pub(crate) async fn run(foundations: &Foundations, mebibytes: u64) {
    let parts = u32::try_from(mebibytes * (1 << 20) / PART as u64).expect("fewer parts");
    println!("| | PUT, CPU s/GiB | PUT, MB/s | GET, CPU s/GiB | GET, MB/s |\n|---|---|---|---|---|");
    for (name, sendfile) in [("nginx", false), ("nginx, sendfile", true)] {
        nginx(&Nginx::of_files(sendfile).await, parts).await.print(name);
    }
    for (name, foundation) in foundations.all() {
        let server = server(&foundation, &["--max-files-len", "20GiB"]).await;
        phial(&server, parts).await.print(&name);
    }
}

async fn nginx(nginx: &Nginx, parts: u32) -> Rounds {
    let mut rounds = Rounds::of(parts);
    let client = Client::new();
    let url = |part| format!("{}/{part}", nginx.origin());
    let body = Bytes::from(vec![7; PART]);
    for _ in 0..ROUNDS {
        rounds.put.push(metered(nginx.pid(), parts, |part| client.put(url(part)).body(body.clone())).await);
        rounds.get.push(metered(nginx.pid(), parts, |part| client.get(url(part))).await);
    }
    rounds
}

async fn phial(server: &Server, parts: u32) -> Rounds {
    let mut rounds = Rounds::of(0);
    for _ in 0..ROUNDS {
        let upload = Upload::create(&server.origin(), u64::from(parts) * PART as u64).await.unwrap();
        // The padding adds some.
        rounds.parts = upload.part_count();
        let bodies: Vec<Bytes> = (0..upload.part_count()).map(|part| Bytes::from(upload.part_bytes(part))).collect();
        let put = |part: u32| upload.part_request(part, bodies[part as usize].clone());
        rounds.put.push(metered(server.pid(), upload.part_count(), put).await);
        assert_eq!(upload.seal(Seconds::HOUR, None).await.unwrap(), 200);
        let opened = upload.open().await.json().await.unwrap();
        let get = |part| upload.content_request(&opened, part);
        rounds.get.push(metered(server.pid(), upload.part_count(), get).await);
        assert_eq!(upload.erase().await, 200);
    }
    rounds
}

/// Runs one request for each part, and gives what the server's process used.
async fn metered(pid: u32, parts: u32, request: impl Fn(u32) -> RequestBuilder) -> Used {
    let meter = Meter::of(pid);
    let answers = stream::iter(0..parts).map(|part| {
        let request = request(part);
        async move {
            let mut answer = request.send().await.unwrap().error_for_status().unwrap();
            while answer.chunk().await.unwrap().is_some() {}
        }
    });
    answers.buffer_unordered(AT_ONCE).collect::<()>().await;
    meter.read()
}

struct Rounds {
    parts: u32,
    put: Vec<Used>,
    get: Vec<Used>,
}

impl Rounds {
    fn of(parts: u32) -> Self {
        Self { parts, put: Vec::new(), get: Vec::new() }
    }

    fn print(&self, name: &str) {
        let bytes = f64::from(self.parts) * PART as f64;
        let figures = |used: &[Used]| {
            let cpu: Vec<_> = used.iter().map(|used| used.cpu / (bytes / 1024.0 / MIB)).collect();
            let speed: Vec<_> = used.iter().map(|used| bytes / 1e6 / used.wall.as_secs_f64()).collect();
            format!("{:.2} | {:.0}", median(&cpu), median(&speed))
        };
        println!("| {name} | {} | {} |", figures(&self.put), figures(&self.get));
    }
}
