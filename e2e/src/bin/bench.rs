//! `cargo xtask bench`: what encryption costs in the page, as a ratio against the same bytes sent plain by the same
//! code in the same run; the memory that it takes; the size of the first load.
//!
//! The page is built with the feature `bench`, which adds the entrances that are called here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement stops at the first surprise")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use phial_e2e::browser::Browser;
use phial_e2e::server::Server;
use phial_e2e::wait::until;

const ROUNDS: usize = 3;
const MIB: f64 = 1_048_576.0;

#[tokio::main]
async fn main() {
    let mebibytes: u64 = std::env::args().nth(1).map_or(1024, |size| size.parse().expect("a size in MiB"));
    let server = Server::start(&["--max-files-len", "20GiB"]).await;
    let sizes = first_load(&server).await;
    let browser = Browser::start().await;
    browser.go(&server.origin()).await;
    let ready = "return document.querySelector('[data-test=\"file-input\"]') !== null";
    until("the page has started", async || (browser.run(ready).await == true).then_some(())).await;

    let page = Peak::of(&browser);
    let idle = page.so_far();
    let mut times = Times::default();
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}, {mebibytes} MiB each way");
        let (plain_link, time) = upload(&browser, mebibytes, true).await;
        times.plain_up.push(time);
        let (link, time) = upload(&browser, mebibytes, false).await;
        times.sealed_up.push(time);
        times.plain_down.push(download(&browser, &plain_link, true, false).await);
        times.sealed_down.push(download(&browser, &link, false, false).await);
        times.saved.push(download(&browser, &link, false, true).await);
    }
    report(mebibytes as f64, &times);
    println!("| peak memory of the page's process | {:.0} MiB ({:.0} MiB idle) |", page.stop() / MIB, idle / MIB);
    println!("| peak memory of the server | {:.0} MiB |", peak_of_process(server.pid()) / MIB);
    println!("| first load, brotli | {:.1} kB |", sizes as f64 / 1000.0);
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

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
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
        let answer = browser.run("return window.benchResult ?? null").await;
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

    fn so_far(&self) -> f64 {
        self.most.load(Ordering::Relaxed) as f64
    }

    fn stop(self) -> f64 {
        self.over.store(true, Ordering::Relaxed);
        self.watcher.join().unwrap();
        self.most.load(Ordering::Relaxed) as f64
    }
}

fn is_page(pid: u32) -> bool {
    std::fs::read(format!("/proc/{pid}/cmdline"))
        .is_ok_and(|line| line.split(|byte| *byte == 0).any(|argument| argument == b"--type=renderer"))
}

fn peak_of_process(pid: u32) -> f64 {
    status(pid, "VmHWM:") as f64
}

/// A field of /proc/PID/status, in bytes; 0 when the process is gone.
fn status(pid: u32, field: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Bytes on the wire of everything that the first page needs, as a browser that knows brotli asks for it.
async fn first_load(server: &Server) -> usize {
    let html = fetch(&format!("{}/", server.origin()), "identity").await;
    let script = assets(&html).into_iter().find(|path| path.ends_with(".js")).expect("the page has a script");
    let code = fetch(&format!("{}{script}", server.origin()), "identity").await;
    let mut paths = assets(&html);
    paths.extend(assets(&code));
    paths.sort();
    paths.dedup();
    let mut total = fetch(&format!("{}/", server.origin()), "br").await.len();
    for path in paths.iter().filter(|path| [".js", ".css", ".wasm"].iter().any(|ending| path.ends_with(ending))) {
        let len = fetch(&format!("{}{path}", server.origin()), "br").await.len();
        eprintln!("{len:>8} bytes {path}");
        total += len;
    }
    total
}

async fn fetch(url: &str, encoding: &str) -> Vec<u8> {
    let answer = reqwest::Client::new().get(url).header("accept-encoding", encoding).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{url}");
    answer.bytes().await.unwrap().to_vec()
}

/// Every `/assets/…` that a text names.
fn assets(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let name =
        |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c)).collect::<String>();
    text.split("/assets/").skip(1).map(|rest| format!("/assets/{}", name(rest))).collect()
}
