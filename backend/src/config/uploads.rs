//! The bounds of what arrives.

use std::time::Duration;

use clap::Args;
use phial_shared::layout::PART_LEN;

use super::check::{Check, duration};
use crate::http::Pace;
use crate::service::UploadLimits;
use crate::units::parse_size;

/// A sender who is under way rarely pauses for so long; a crowd that only begins requests is in the way of others no longer.
const UNNOTICED: Duration = Duration::from_millis(250);

/// Flags of the bounds of what arrives.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Uploads")]
pub struct UploadArgs {
    /// Memory for parts that are arriving
    #[arg(long, env = "PHIAL_UPLOAD_MEMORY", default_value = "64MiB")]
    pub upload_memory: String,
    /// How long an upload waits for memory before it is told to come again
    #[arg(long, env = "PHIAL_UPLOAD_WAIT", default_value = "20s")]
    pub upload_wait: String,
    /// The longest pause in a request's body
    #[arg(long, env = "PHIAL_IDLE_TIMEOUT", default_value = "30s")]
    pub idle_timeout: String,
    /// The least speed of a request's body, per second
    #[arg(long, env = "PHIAL_MIN_RATE", default_value = "8KiB")]
    pub min_rate: String,
}

/// The bounds of what arrives.
#[derive(Clone, Copy, Debug)]
pub struct UploadConfig {
    /// The bounds of uploads.
    pub limits: UploadLimits,
    /// How fast bodies must arrive.
    pub pace: Pace,
}

impl UploadArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<UploadConfig> {
        let memory = check.parsed("upload-memory", parse_memory(&self.upload_memory));
        let wait = check.time("upload-wait", &self.upload_wait);
        let idle = check.positive_duration("idle-timeout", &self.idle_timeout);
        let min_rate = check.parsed("min-rate", parse_rate(&self.min_rate));
        Some(UploadConfig {
            limits: UploadLimits { memory: memory?, wait: duration(wait?) },
            pace: Pace { idle: idle?, min_rate: min_rate?, unnoticed: UNNOTICED },
        })
    }
}

fn parse_memory(text: &str) -> Result<u32, String> {
    let bytes = parse_size(text).map_err(|error| error.to_string())?;
    u32::try_from(bytes)
        .ok()
        .filter(|bytes| (PART_LEN..=1 << 30).contains(bytes))
        .ok_or_else(|| "must be between 8MiB and 1GiB".to_owned())
}

fn parse_rate(text: &str) -> Result<u32, String> {
    let bytes = parse_size(text).map_err(|error| error.to_string())?;
    u32::try_from(bytes).ok().filter(|bytes| *bytes > 0).ok_or_else(|| "must be between 1B and 4GiB".to_owned())
}
