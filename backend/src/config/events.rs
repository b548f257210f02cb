//! Where events are sent besides the database.

use clap::Args;

use super::check::{Check, ConfigErrors, given};
use super::data::{DataArgs, DataConfig};
use super::sources::Sources;
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

/// Flags of commands that write events, beside a server or without one.
#[derive(Args, Clone, Debug)]
pub struct WritingArgs {
    /// Where events are sent besides the database
    #[command(flatten)]
    pub events: EventArgs,
    /// The name that people know your organisation by
    #[arg(long, help_heading = "Events", env = "PHIAL_SITE_NAME", default_value = "Phial")]
    pub site_name: String,
    /// What is common with the other commands
    #[command(flatten)]
    pub data: DataArgs,
}

/// The settings of commands that write events.
#[derive(Clone, Debug)]
pub struct WritingConfig {
    /// Where events are sent besides the database.
    pub events: EventConfig,
    /// The name that people know the organisation by.
    pub site_name: String,
    /// What is common with the other commands.
    pub data: DataConfig,
}

/// Where events are sent besides the database.
#[derive(Clone, Debug)]
pub struct EventConfig {
    /// As lines of JSON.
    pub ndjson: Option<NdjsonTarget>,
    /// As messages of syslog.
    pub syslog: Option<SyslogTarget>,
}

impl WritingArgs {
    /// The settings.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn config(&self, sources: &Sources) -> Result<WritingConfig, ConfigErrors> {
        let mut check = Check::new(sources);
        let (events, data) = (self.events.check(&mut check), self.data.check(&mut check));
        let config = events.zip(data).map(|(events, data)| WritingConfig {
            events,
            site_name: self.site_name.trim().to_owned(),
            data,
        });
        check.finish(config)
    }
}

impl EventArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<EventConfig> {
        let ndjson = given(self.events_ndjson.as_deref()).map(str::parse).transpose();
        let syslog = given(self.events_syslog.as_deref()).map(str::parse).transpose();
        let (ndjson, syslog) = (check.parsed("events-ndjson", ndjson), check.parsed("events-syslog", syslog));
        Some(EventConfig { ndjson: ndjson?, syslog: syslog? })
    }
}
