//! Collects everything that is wrong with the settings, so that all of it is said at once.

use std::fmt::{self, Display};
use std::time::Duration;

use phial_shared::time::Seconds;

use super::sources::Sources;
use crate::units::parse_time;

/// Everything that is wrong with the settings, one line each. Never holds the value of a secret.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigErrors(pub(super) Vec<String>);

impl Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

/// Takes the settings one by one, and notes what is wrong. The name of a setting is that of its flag without the dashes.
pub(super) struct Check<'a> {
    sources: &'a Sources,
    errors: Vec<String>,
}

impl<'a> Check<'a> {
    /// Begins with what is wrong with the file.
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, errors: sources.errors().to_vec() }
    }

    /// Notes an error of the setting. The message must not repeat a secret.
    pub(super) fn refuse(&mut self, name: &str, message: impl Display) {
        self.errors.push(format!("{}: {message}", self.sources.place(name)));
    }

    /// The value, or `None` and a note.
    pub(super) fn parsed<T, E: Display>(&mut self, name: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.refuse(name, error)).ok()
    }

    /// Reads a length of time, which may be nothing.
    pub(super) fn time(&mut self, name: &str, text: &str) -> Option<Seconds> {
        self.parsed(name, parse_time(text))
    }

    /// Reads a length of time that is longer than nothing.
    pub(super) fn positive_time(&mut self, name: &str, text: &str) -> Option<Seconds> {
        let time = self.time(name, text)?;
        self.parsed(name, if time == Seconds(0) { Err("must be longer than nothing") } else { Ok(time) })
    }

    /// Reads a length of time that is longer than nothing.
    pub(super) fn positive_duration(&mut self, name: &str, text: &str) -> Option<Duration> {
        self.positive_time(name, text).map(duration)
    }

    /// Reads a whole number from 1 on.
    pub(super) fn count(&mut self, name: &str, text: &str) -> Option<u32> {
        let count = text.trim().parse().ok().filter(|count| *count > 0);
        self.parsed(name, count.ok_or("must be a whole number from 1 on"))
    }

    /// Reads a switch.
    pub(super) fn switch(&mut self, name: &str, text: &str) -> Option<bool> {
        self.parsed(name, text.trim().parse::<bool>().map_err(|_| "must be true or false"))
    }

    /// What was made of the settings, unless something was wrong with any of them.
    pub(super) fn finish<T>(self, made: Option<T>) -> Result<T, ConfigErrors> {
        match made {
            Some(made) if self.errors.is_empty() => Ok(made),
            _ => Err(ConfigErrors(self.errors)),
        }
    }
}

pub(super) fn duration(length: Seconds) -> Duration {
    Duration::from_secs(length.0)
}

/// An empty text is as good as none: so an environment can take a setting back.
pub(super) fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
