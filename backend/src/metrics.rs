//! What operators measure: counts, times and sizes in the text form of OpenMetrics. No label ever holds an id, an address
//! or a name; routes are patterns.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use phial_shared::error_code::ErrorCode;
use phial_shared::time::UnixSeconds;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use crate::service::health::UploadMemory;
use crate::service::sweep::Swept;

/// Upper bounds of the latency histogram in seconds: an opening takes milliseconds, a part on a slow line a minute.
const LATENCIES: [f64; 9] = [0.005, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0, 20.0, 60.0];

/// The route of an opening, as it is counted.
const OPEN: &str = "/api/v1/links/{link}/open";
/// The route of the content.
const CONTENT: &str = "/api/v1/links/{link}/content";

/// The metrics of one process.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    latencies: Family<RouteLabels, Histogram, fn() -> Histogram>,
    problems: Family<CodeLabels, Counter>,
    openings: Family<ResultLabels, Counter>,
    received: Counter,
    served: Counter,
    memory: Gauge,
    memory_used: Gauge,
    memory_waiting: Gauge,
    connections: Gauge,
    sweeps: Family<ResultLabels, Counter>,
    swept: Family<SweptLabels, Counter>,
    sweep_seconds: Gauge<f64, AtomicU64>,
    sweep_success: Gauge,
    overdue: Gauge,
    events_sent: Family<SinkLabels, Counter>,
    events_dropped: Family<SinkLabels, Counter>,
    events_waiting: Family<SinkLabels, Gauge>,
}

/// What is counted of one sink of events.
#[derive(Clone, Debug)]
pub struct SinkMetrics {
    pub(crate) sent: Counter,
    pub(crate) dropped: Counter,
    pub(crate) waiting: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CodeLabels {
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ResultLabels {
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct SweptLabels {
    what: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct SinkLabels {
    sink: &'static str,
}

/// A request that was answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// A method that is known, or `OTHER`.
    pub method: &'static str,
    /// The pattern of the route, never the path.
    pub route: &'a str,
    /// The status of the answer.
    pub status: u16,
    /// The code of the problem, if it is one.
    pub code: Option<ErrorCode>,
    /// Bytes of the answer's body.
    pub sent: u64,
    /// From the request's head to the last byte.
    pub took: Duration,
}

/// What is looked at when the metrics are read.
#[derive(Clone, Copy, Debug)]
pub struct Observed {
    /// The memory of uploads.
    pub memory: UploadMemory,
    /// Open connections.
    pub connections: usize,
    /// See [`Vault::overdue_seconds`](crate::service::Vault::overdue_seconds); `None` when it cannot be found out.
    pub overdue_seconds: Option<u64>,
}

impl Metrics {
    /// Everything at zero. `sweep_every` is the interval that an alert compares the last sweep with.
    pub fn new(sweep_every: Duration) -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("phial"),
            requests: Family::default(),
            latencies: Family::new_with_constructor(|| Histogram::new(LATENCIES)),
            problems: Family::default(),
            openings: Family::default(),
            received: Counter::default(),
            served: Counter::default(),
            memory: Gauge::default(),
            memory_used: Gauge::default(),
            memory_waiting: Gauge::default(),
            connections: Gauge::default(),
            sweeps: Family::default(),
            swept: Family::default(),
            sweep_seconds: Gauge::default(),
            sweep_success: Gauge::default(),
            overdue: Gauge::default(),
            events_sent: Family::default(),
            events_dropped: Family::default(),
            events_waiting: Family::default(),
        };
        metrics.register(sweep_every);
        metrics
    }

    fn register(&mut self, sweep_every: Duration) {
        let every = Gauge::<f64, AtomicU64>::default();
        every.set(sweep_every.as_secs_f64());
        let to = &mut self.registry;
        to.register("build", "The version that runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        to.register("requests", "Requests that were answered", self.requests.clone());
        let latencies = self.latencies.clone();
        to.register_with_unit("request_duration", "From the head to the last byte", Unit::Seconds, latencies);
        to.register("problems", "Answers that were errors, by the code of the API", self.problems.clone());
        to.register("openings", "Attempts to open a link, granted or refused by reason", self.openings.clone());
        to.register_with_unit("parts_received", "Parts that were stored", Unit::Bytes, self.received.clone());
        to.register_with_unit("content_served", "Content that was sent", Unit::Bytes, self.served.clone());
        to.register_with_unit("upload_memory", "Memory for parts that arrive", Unit::Bytes, self.memory.clone());
        let used = self.memory_used.clone();
        to.register_with_unit("upload_memory_used", "Memory that arriving parts have", Unit::Bytes, used);
        to.register("uploads_waiting", "Parts that wait for memory", self.memory_waiting.clone());
        to.register("connections", "Open connections", self.connections.clone());
        to.register("sweeps", "Sweeps, done or failed", self.sweeps.clone());
        to.register("swept", "What sweeps have dealt with", self.swept.clone());
        to.register_with_unit("sweep_interval", "How often to sweep", Unit::Seconds, every);
        let took = self.sweep_seconds.clone();
        to.register_with_unit("sweep_duration", "How long the last sweep took", Unit::Seconds, took);
        let success = self.sweep_success.clone();
        to.register_with_unit("sweep_success_timestamp", "When the last sweep ended well", Unit::Seconds, success);
        let overdue = self.overdue.clone();
        to.register_with_unit(
            "overdue",
            "Age of the oldest share that should be gone; -1: unknown",
            Unit::Seconds,
            overdue,
        );
        to.register("events_sent", "Events that were sent to a sink", self.events_sent.clone());
        to.register("events_dropped", "Events that a sink was not sent", self.events_dropped.clone());
        to.register("events_waiting", "Events that wait for a sink", self.events_waiting.clone());
    }

    /// What is counted of a sink of events. It shows from now on, so that the first event which is dropped is seen.
    pub fn sink(&self, sink: &'static str) -> SinkMetrics {
        let labels = SinkLabels { sink };
        SinkMetrics {
            sent: self.events_sent.get_or_create(&labels).clone(),
            dropped: self.events_dropped.get_or_create(&labels).clone(),
            waiting: self.events_waiting.get_or_create(&labels).clone(),
        }
    }

    /// Counts a request, and what it stands for.
    pub fn answered(&self, answered: Answered<'_>) {
        let Answered { method, route, status, code, sent, took } = answered;
        let route = route.to_owned();
        let labels = RouteLabels { method, route: route.clone() };
        self.latencies.get_or_create(&labels).observe(took.as_secs_f64());
        self.requests.get_or_create(&RequestLabels { method, route, status: class(status) }).inc();
        if let Some(code) = code {
            self.problems.get_or_create(&CodeLabels { code: code.as_str() }).inc();
        }
        match (answered.route, code) {
            (OPEN, Some(code)) => self.opening(code.as_str()),
            (OPEN, None) if status == 200 => self.opening("granted"),
            (CONTENT, None) => {
                self.served.inc_by(sent);
            }
            _ => (),
        }
    }

    fn opening(&self, result: &'static str) {
        self.openings.get_or_create(&ResultLabels { result }).inc();
    }

    /// Counts the bytes of a part that is stored.
    pub fn part_stored(&self, bytes: u64) {
        self.received.inc_by(bytes);
    }

    /// Counts what a sweep did, and when it ended.
    pub fn swept(&self, swept: &Swept, took: Duration, at: UnixSeconds) {
        let Swept { expired_links, erased, purged, forgotten, failed } = *swept;
        for (what, count) in [
            ("expired_links", expired_links),
            ("erased", erased),
            ("purged", purged),
            ("forgotten", forgotten),
            ("failed", failed),
        ] {
            self.swept.get_or_create(&SweptLabels { what }).inc_by(count);
        }
        self.sweeps.get_or_create(&ResultLabels { result: "done" }).inc();
        self.sweep_seconds.set(took.as_secs_f64());
        if failed == 0 {
            self.sweep_success.set(i64::try_from(at.0).unwrap_or(i64::MAX));
        }
    }

    /// Counts a sweep that the database ended.
    pub fn sweep_failed(&self) {
        self.sweeps.get_or_create(&ResultLabels { result: "failed" }).inc();
    }

    /// All metrics as text.
    ///
    /// # Errors
    /// Never in practice: a string takes everything.
    pub fn render(&self, observed: &Observed) -> Result<String, fmt::Error> {
        let gauge = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        self.memory.set(gauge(observed.memory.total));
        self.memory_used.set(gauge(observed.memory.used));
        self.memory_waiting.set(gauge(observed.memory.waiting));
        self.connections.set(gauge(observed.connections as u64));
        self.overdue.set(observed.overdue_seconds.map_or(-1, gauge));
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

fn class(status: u16) -> &'static str {
    match status / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_explained() {
        let metrics = Metrics::new(Duration::from_secs(60));
        // What has labels shows once it has happened.
        let (code, took) = (Some(ErrorCode::Exhausted), Duration::ZERO);
        metrics.answered(Answered { method: "POST", route: OPEN, status: 410, code, sent: 0, took });
        metrics.swept(&Swept::default(), took, UnixSeconds(0));
        metrics.sink("ndjson");
        let memory = UploadMemory { total: 1, used: 0, waiting: 0 };
        let text = metrics.render(&Observed { memory, connections: 0, overdue_seconds: None }).unwrap();
        let page = include_str!("../../docs/metrics.md");
        let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
        let mut count = 0;
        for (name, kind) in types {
            let suffix = match kind {
                "counter" => "_total",
                "info" => "_info",
                _ => "",
            };
            assert!(page.contains(&format!("`{name}{suffix}`")), "{name}{suffix}");
            count += 1;
        }
        assert_eq!(count, 20);
        assert!(text.contains("phial_overdue_seconds -1\n"), "{text}");
    }
}
