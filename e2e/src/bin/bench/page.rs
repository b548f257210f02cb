//! What encryption costs in the page, as a ratio against the same bytes sent plain by the same code in the same run; the
//! memory that it takes; the size of the first load.
//!
//! The page is built with the feature `bench`, which adds the entrances that are called here.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use phial_e2e::browser::Browser;
use phial_e2e::server::Server;
use phial_e2e::wait::until;

use crate::process::status;
use crate::{MIB, median};

const ROUNDS: usize = 3;

/// Measures, and prints tables.
pub(crate) async fn run(mebibytes: u64) {
    let server = Server::start(&["--max-files-len", "20GiB"]).await;
    let browser = Browser::start().await;
    browser.go(&server.origin()).await;
    let ready = "return document.querySelector('[data-test=\"file-input\"]') !== null";
    until("the page has started", async || (browser.try_run(ready).await? == true).then_some(())).await;

    let page = Peak::of(&browser);
    let idle = page.take();
    let mut sealed_peak = 0.0_f64;
    let mut times = Times::default();
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}, {mebibytes} MiB each way");
        let (plain_link, time) = upload(&browser, mebibytes, true).await;
        times.plain_up.push(time);
        times.plain_down.push(download(&browser, &plain_link, true, false).await);
        // What follows is what people do: only its memory counts.
        page.take();
        let (link, time) = upload(&browser, mebibytes, false).await;
        times.sealed_up.push(time);
        times.sealed_down.push(download(&browser, &link, false, false).await);
        times.saved.push(download(&browser, &link, false, true).await);
        sealed_peak = sealed_peak.max(page.take());
    }
    report(mebibytes as f64, &times);
    println!("| peak memory of the page's process | {:.0} MiB ({:.0} MiB idle) |", sealed_peak / MIB, idle / MIB);
    page.stop();
    println!("| peak memory of the server | {:.0} MiB |", status(server.pid(), "VmHWM:") as f64 / MIB);
    for document in ["open.html", "index.html"] {
        println!("| first load of {document}, brotli | {:.1} kB |", first_load(document) as f64 / 1000.0);
    }
}

#[derive(Default)]
struct Times {
    plain_up: Vec<f64>,
    sealed_up: Vec<f64>,
    plain_down: Vec<f64>,
    sealed_down: Vec<f64>,
    saved: Vec<f64>,
}

fn report(mebibytes: f64, times: &Times) {
    let speed = |times: &Vec<f64>| mebibytes * MIB / 1000.0 / median(times);
    println!("| | plain, MB/s | sealed, MB/s | ratio |\n|---|---|---|---|");
    for (what, plain, sealed) in [
        ("seal and upload", &times.plain_up, &times.sealed_up),
        ("download and open", &times.plain_down, &times.sealed_down),
    ] {
        println!("| {what} | {:.0} | {:.0} | {:.2} |", speed(plain), speed(sealed), speed(sealed) / speed(plain));
    }
    println!("\n| | |\n|---|---|");
    println!("| {mebibytes} MiB sealed and sent | {:.1} s |", median(&times.sealed_up) / 1000.0);
    println!("| {mebibytes} MiB fetched and opened | {:.1} s |", median(&times.sealed_down) / 1000.0);
    println!("| the same, and saved as a file | {:.1} s |", median(&times.saved) / 1000.0);
}

async fn upload(browser: &Browser, mebibytes: u64, plain: bool) -> (String, f64) {
    let answer = call(browser, &format!("bench_upload({}, {plain})", mebibytes << 20)).await;
    (answer[0].as_str().unwrap().to_owned(), answer[1].as_f64().unwrap())
}

async fn download(browser: &Browser, link: &str, plain: bool, save: bool) -> f64 {
    call(browser, &format!("bench_download({link:?}, {plain}, {save})")).await.as_f64().unwrap()
}

/// Calls an entrance of the page's own module, which is loaded already, and waits for its promise.
async fn call(browser: &Browser, expression: &str) -> serde_json::Value {
    browser
        .run(&format!(
            "delete window.benchResult;
             import(document.querySelector('script[type=module]').src)
                 .then((page) => page.{expression})
                 .then((value) => {{ window.benchResult = {{ value }}; }}, (error) => {{ window.benchResult = {{ error: String(error) }}; }});"
        ))
        .await;
    let answer = until(expression, async || {
        let answer = browser.try_run("return window.benchResult ?? null").await?;
        (!answer.is_null()).then_some(answer)
    })
    .await;
    assert!(answer["error"].is_null(), "{}", answer["error"]);
    answer["value"].clone()
}

/// Watches the memory of the browser's page processes from the side.
struct Peak {
    most: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
    watcher: std::thread::JoinHandle<()>,
}

impl Peak {
    fn of(browser: &Browser) -> Self {
        let most = Arc::new(AtomicU64::new(0));
        let over = Arc::new(AtomicBool::new(false));
        let pages: Vec<u32> = browser.pids().into_iter().filter(|pid| is_page(*pid)).collect();
        assert!(!pages.is_empty(), "the browser has a process for pages");
        let sample =
            move || pages.iter().map(|pid| status(*pid, "RssAnon:") + status(*pid, "RssShmem:")).max().unwrap();
        most.store(sample(), Ordering::Relaxed);
        let watcher = std::thread::spawn({
            let (most, over) = (most.clone(), over.clone());
            move || {
                while !over.load(Ordering::Relaxed) {
                    most.fetch_max(sample(), Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(10));
                }
            }
        });
        Self { most, over, watcher }
    }

    /// The most since the last call.
    fn take(&self) -> f64 {
        self.most.swap(0, Ordering::Relaxed) as f64
    }

    fn stop(self) {
        self.over.store(true, Ordering::Relaxed);
        self.watcher.join().unwrap();
    }
}

fn is_page(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/cmdline")).is_ok_and(|line| line.contains("--type=renderer"))
}

/// Bytes on the wire of everything that a document of the page that people use needs before it can start.
fn first_load(document: &str) -> u64 {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend/dist");
    let html = std::fs::read_to_string(dist.join(document)).expect("xtask has built the page");
    let mut paths: Vec<_> = html.split("/assets/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    paths.retain(|path| [".js", ".css", ".wasm"].iter().any(|ending| path.ends_with(ending)));
    paths.sort_unstable();
    paths.dedup();
    let compressed = |path: &str| dist.join(format!("{path}.br")).metadata().unwrap().len();
    compressed(document) + paths.iter().map(|path| compressed(&format!("assets/{path}"))).sum::<u64>()
}
