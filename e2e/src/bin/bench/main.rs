//! `cargo xtask bench`: every figure of docs/benchmarks.md, as ratios against a baseline in the same run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement stops at the first surprise")]

mod foundations;
mod lighthouse;
mod opens;
mod page;
mod page_start;
mod process;
mod throughput;

use foundations::Foundations;

const MIB: f64 = 1_048_576.0;

/// `bench opens|page|page-start|server|lighthouse… [MiB]`. For `page`, the binary's page must be one that measures itself.
#[tokio::main]
async fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mebibytes = arguments.last().and_then(|size| size.parse().ok());
    arguments.truncate(arguments.len() - usize::from(mebibytes.is_some()));
    let wanted: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert!(
        wanted.iter().all(|word| ["opens", "page", "page-start", "server", "lighthouse"].contains(word)),
        "bench [opens|page|page-start|server|lighthouse] [MiB], not {wanted:?}"
    );
    let is_wanted = |word| wanted.contains(&word);
    if is_wanted("opens") || is_wanted("server") {
        let foundations = Foundations::start().await;
        if is_wanted("opens") {
            opens::run(&foundations).await;
        }
        if is_wanted("server") {
            throughput::run(&foundations, mebibytes.unwrap_or(1024)).await;
        }
    }
    if is_wanted("page") {
        page::run(mebibytes.unwrap_or(1024)).await;
    }
    if is_wanted("page-start") {
        page_start::run().await;
    }
    if is_wanted("lighthouse") {
        lighthouse::run().await;
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
