//! The server as a process, which can be killed and started again on the same data.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::process::{phial, signal};

/// Longer than any start takes, on any machine.
const START: Duration = Duration::from_secs(60);

/// A server on a port of its own. It is killed when this is dropped.
pub(crate) struct Server {
    data: TempDir,
    flags: Vec<String>,
    process: Child,
    address: SocketAddr,
    /// Reads what the process logs, until it ends.
    log: Option<JoinHandle<Vec<String>>>,
}

impl Server {
    /// Starts a server.
    pub(crate) fn start(flags: &[&str]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let flags: Vec<_> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let (process, address, log) = launch(&data, &flags);
        Self { data, flags, process, address, log: Some(log) }
    }

    /// Ends it without any warning.
    pub(crate) fn kill(&mut self) {
        // On Unix this is SIGKILL.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again on the same data, after `kill`, on another port.
    pub(crate) fn restart(&mut self) {
        let (process, address, log) = launch(&self.data, &self.flags);
        (self.process, self.address, self.log) = (process, address, Some(log));
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops it, so that its log is complete; the methods of all requests that it has answered.
    pub(crate) fn stop(mut self) -> Vec<String> {
        signal(&self.process, "TERM");
        assert!(self.process.wait().unwrap().success());
        let log = self.log.take().unwrap().join().unwrap();
        log.iter()
            .filter_map(|line| Some(serde_json::from_str::<Value>(line).ok()?["method"].as_str()?.to_owned()))
            .collect()
    }

    /// The parts that lie in the data folder, in the order of their numbers. For servers that hold one share.
    pub(crate) fn parts(&self) -> Vec<PathBuf> {
        let shares = fs::read_dir(self.data.path().join("objects")).unwrap();
        let mut parts: Vec<_> = shares
            .map(|share| share.unwrap())
            .filter(|share| share.file_name() != "keys")
            .flat_map(|share| fs::read_dir(share.path()).unwrap())
            .map(|part| part.unwrap().path())
            .collect();
        parts.sort_unstable_by_key(|part| part.file_name().unwrap().to_str().unwrap().parse::<u32>().ok());
        parts
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn launch(data: &TempDir, flags: &[String]) -> (Child, SocketAddr, JoinHandle<Vec<String>>) {
    let mut process = phial()
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data.path())
        .args(flags)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (listening, address) = mpsc::channel();
    let stderr = process.stderr.take().unwrap();
    let log = thread::spawn(move || follow(stderr, &listening));
    match address.recv_timeout(START) {
        Ok(address) => (process, address, log),
        Err(_) => {
            let _ = process.kill();
            panic!("the server does not start: {:?}", log.join())
        }
    }
}

/// Keeps the log, and announces the address in it.
fn follow(stderr: ChildStderr, listening: &mpsc::Sender<SocketAddr>) -> Vec<String> {
    let mut log = Vec::new();
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        let url = serde_json::from_str::<Value>(&line).ok().and_then(|line| line["url"].as_str().map(str::to_owned));
        log.push(line);
        if let Some(address) = url.and_then(|url| url.strip_prefix("http://")?.parse().ok()) {
            // Only the start waits for it.
            let _ = listening.send(address);
        }
    }
    log
}
