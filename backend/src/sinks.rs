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
use crate::config::{EventConfig, WritingConfig};
use crate::db::Database;
use crate::metrics::{Metrics, SinkMetrics};

/// How long the end of the server waits for what is still to be sent.
pub const FAREWELL: Duration = Duration::from_secs(3);
/// The same for a command, which nobody waits for to start again.
const PATIENCE: Duration = Duration::from_secs(10);

/// All sinks of a server.
#[derive(Debug)]
pub struct Sinks {
    stop: watch::Sender<bool>,
    running: Vec<Running>,
}

#[derive(Debug)]
struct Running {
    name: &'static str,
    counts: SinkMetrics,
    task: JoinHandle<()>,
}

/// So many events of a command were not sent. They are in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} events were not sent; `phial audit export` has them")]
pub struct Unsent(pub u64);

/// Does what a command does, and sends the events of it.
///
/// # Errors
/// When the work fails, or some events could not be sent.
pub async fn telling<T, E: From<Unsent>>(
    config: &WritingConfig,
    db: &dyn Database,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let mut events = config.events.clone();
    // That of a server is out of reach, and this command's is for something else.
    if events.ndjson.take_if(|target| matches!(target, NdjsonTarget::StandardOutput)).is_some() {
        eprintln!(
            "phial: the events of this command are in the database only, and not on the server's standard output"
        );
    }
    let sinks = Sinks::start(&events, &config.site_name, db, &Metrics::new(Duration::ZERO));
    let done = work.await;
    match sinks.stop(PATIENCE).await {
        0 => done,
        unsent => done.and(Err(Unsent(unsent).into())),
    }
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
        let counts = metrics.sink(name);
        let pump = Pump::new(name, db.committed(), sink, counts.clone(), self.stop.subscribe());
        self.running.push(Running { name, counts, task: tokio::spawn(pump.run()) });
    }

    /// Sends what is left, as far as that is done in time. Gives how many events were not sent since the start.
    pub async fn stop(self, patience: Duration) -> u64 {
        self.stop.send_replace(true);
        let (deadline, mut unsent) = (Instant::now() + patience, 0);
        for Running { name, counts, mut task } in self.running {
            if timeout_at(deadline, &mut task).await.is_err() {
                task.abort();
                unsent += u64::try_from(counts.waiting.get()).unwrap_or(0);
                tracing::error!(sink = name, "not all events are sent; `phial audit export` has them");
            }
            unsent += counts.dropped.get();
        }
        unsent
    }
}
