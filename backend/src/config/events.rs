//! Where events are sent besides the database.

use clap::Args;

use super::check::{Check, given};
use crate::sinks::{NdjsonTarget, SyslogTarget};

/// Flags of where events are sent.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Events")]
pub struct EventArgs {
    /// A file that each event is also appended to, as a line of JSON; opened anew at SIGHUP; - for standard output
    #[arg(long, value_name = "FILE", env = "PHIAL_EVENTS_NDJSON")]
    pub events_ndjson: Option<String>,
    /// A syslog server that each event is also sent to: udp://HOST:PORT, tcp://HOST:PORT or unix:/dev/log
    #[arg(long, value_name = "ADDRESS", env = "PHIAL_EVENTS_SYSLOG")]
    pub events_syslog: Option<String>,
}

/// Where events are sent besides the database.
#[derive(Clone, Debug)]
pub struct EventConfig {
    /// As lines of JSON.
    pub ndjson: Option<NdjsonTarget>,
    /// As messages of syslog.
    pub syslog: Option<SyslogTarget>,
}

impl EventArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<EventConfig> {
        let ndjson = given(self.events_ndjson.as_deref()).map(str::parse).transpose();
        let syslog = given(self.events_syslog.as_deref()).map(str::parse).transpose();
        let (ndjson, syslog) = (check.parsed("events-ndjson", ndjson), check.parsed("events-syslog", syslog));
        Some(EventConfig { ndjson: ndjson?, syslog: syslog? })
    }
}
