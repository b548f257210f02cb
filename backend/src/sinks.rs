//! The operator's own collection of logs (a SIEM): each event goes there too, once its transaction is committed.
//!
//! Whoever collects may be slow or gone, and no request notices. Each sink has a task of its own, which is behind by a
//! bounded number of events at most; what it misses beyond that is counted, and can be had from `phial audit export`. The
//! database remains the record.

mod file;
mod pump;
mod syslog;
mod target;

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use self::file::FileSink;
use self::pump::Pump;
use self::syslog::{Sender, SyslogSink};
pub use self::target::{BadTarget, NdjsonTarget, SyslogTarget};
use crate::config::EventConfig;
use crate::db::Database;
use crate::metrics::Metrics;

/// How long the end of the server waits for what is still to be sent.
const FAREWELL: Duration = Duration::from_secs(3);

/// All sinks of a server.
#[derive(Debug)]
pub struct Sinks {
    stop: watch::Sender<bool>,
    running: Vec<Running>,
}

#[derive(Debug)]
struct Running {
    name: &'static str,
    task: JoinHandle<()>,
}

impl Sinks {
    /// Starts to send what the database commits from now on. `site` is the name of the sender's organisation.
    pub fn start(config: &EventConfig, site: &str, db: &dyn Database, metrics: &Metrics) -> Self {
        let mut sinks = Self { stop: watch::Sender::new(false), running: Vec::new() };
        if let Some(target) = &config.ndjson {
            sinks.add("ndjson", FileSink::start(target.clone()), db, metrics);
        }
        if let Some(target) = &config.syslog {
            sinks.add("syslog", SyslogSink::new(target.clone(), Sender::of_this_process(site)), db, metrics);
        }
        sinks
    }

    fn add(&mut self, name: &'static str, sink: impl pump::Sink, db: &dyn Database, metrics: &Metrics) {
        let pump = Pump::new(name, db.committed(), sink, metrics.sink(name), self.stop.subscribe());
        self.running.push(Running { name, task: tokio::spawn(pump.run()) });
    }

    /// Sends what is left, as far as that is quickly done.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        let deadline = Instant::now() + FAREWELL;
        for Running { name, mut task } in self.running {
            if timeout_at(deadline, &mut task).await.is_err() {
                task.abort();
                tracing::error!(
                    sink = name,
                    "the server ends before all events are sent; `phial audit export` has them"
                );
            }
        }
    }
}
