//! What Lighthouse says of the pages that people see first, with its own idea of a slow phone.

use std::path::Path;
use std::process::Command;

use phial_e2e::files::fixture;
use phial_e2e::server::Server;
use phial_e2e::{command_line, from_environment};
use serde_json::Value;

use crate::median;

const ROUNDS: usize = 3;
const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];

/// Measures, and prints a table and what the pages lost points for.
pub(crate) async fn run() {
    let server = Server::start(&[]).await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    println!("| Lighthouse | performance | accessibility | best practices |\n|---|---|---|---|");
    for (name, url) in [("share page", server.origin()), ("open page", links.share)] {
        let reports: Vec<Value> = (0..ROUNDS).map(|_| report(&url)).collect();
        let scores = CATEGORIES.map(|category| {
            let scores: Vec<f64> = reports.iter().map(|report| report["scores"][category].as_f64().unwrap()).collect();
            format!("{:.0}", median(&scores) * 100.0)
        });
        println!("| {name} | {} |", scores.join(" | "));
        eprintln!("{name}: {}", reports[0]["lost"]);
    }
}

fn report(url: &str) -> Value {
    let folder = from_environment("PHIAL_LIGHTHOUSE");
    let output = Command::new("node")
        .arg(Path::new(&folder).join("report.mjs"))
        .arg(url)
        .env("CHROME_PATH", from_environment("CHROMIUM"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
