//! Where each setting came from: a flag, the environment, the file, or nowhere.

use std::collections::BTreeMap;
use std::ffi::OsStr;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

use super::file::SettingsFile;

/// Where each setting of one command came from, and what is wrong with the file.
#[derive(Debug, Default)]
pub struct Sources {
    settings: Vec<Setting>,
    errors: Vec<String>,
}

/// A setting, for people.
#[derive(Debug)]
struct Setting {
    name: String,
    origin: Origin,
    /// In TOML. `[redacted]` instead of a secret, `None` when there is no value.
    shown: Option<String>,
}

#[derive(Debug)]
enum Origin {
    Flag,
    Environment(String),
    File(String),
    Default,
}

impl Sources {
    /// The settings of `command`, which was parsed to `matches` with the values of `file` as its defaults.
    pub(super) fn new(command: &Command, matches: &ArgMatches, file: SettingsFile) -> Self {
        let named = command.get_arguments().filter_map(|argument| Some((argument.get_long()?, argument)));
        let settings = named.map(|(name, argument)| Setting {
            name: name.to_owned(),
            origin: origin(name, argument, matches, &file.places),
            shown: shown(argument, matches),
        });
        Self { settings: settings.collect(), errors: file.errors }
    }

    /// What is wrong with the file.
    pub fn errors(&self) -> &[String] {
        &self.errors
    }

    /// The setting and where its value came from, as a person looks for it.
    pub(super) fn place(&self, name: &str) -> String {
        match self.settings.iter().find(|setting| setting.name == name).map(|setting| &setting.origin) {
            Some(Origin::Environment(variable)) => format!("--{name} ({variable})"),
            Some(Origin::File(place)) => format!("--{name} ({place})"),
            Some(Origin::Flag | Origin::Default) | None => format!("--{name}"),
        }
    }

    /// All settings as TOML, each with where it came from. Secrets are `[redacted]`.
    pub fn listing(&self) -> String {
        let lines = self.settings.iter().filter(|setting| setting.name != super::FILE_FLAG).map(|setting| {
            let origin = match &setting.origin {
                Origin::Flag => format!("--{}", setting.name),
                Origin::Environment(place) | Origin::File(place) => place.clone(),
                Origin::Default => "default".to_owned(),
            };
            match &setting.shown {
                Some(shown) => format!("{} = {shown}  # {origin}\n", setting.name),
                None => format!("# {} is not set\n", setting.name),
            }
        });
        lines.collect()
    }
}

fn origin(name: &str, argument: &Arg, matches: &ArgMatches, file: &BTreeMap<String, String>) -> Origin {
    match matches.value_source(argument.get_id().as_str()) {
        Some(ValueSource::CommandLine) => Origin::Flag,
        Some(ValueSource::EnvVariable) => {
            Origin::Environment(argument.get_env().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
        }
        _ => file.get(name).cloned().map_or(Origin::Default, Origin::File),
    }
}

fn shown(argument: &Arg, matches: &ArgMatches) -> Option<String> {
    let values = matches.get_raw(argument.get_id().as_str())?;
    if super::is_secret(argument) {
        return Some("\"[redacted]\"".to_owned());
    }
    let mut values: Vec<_> = values.map(|value| toml_text(argument, value)).collect();
    if super::file::is_list(argument) { Some(format!("[{}]", values.join(", "))) } else { values.pop() }
}

fn toml_text(argument: &Arg, value: &OsStr) -> String {
    let text = value.to_string_lossy();
    if super::is_switch(argument) { text.into_owned() } else { toml::Value::from(&*text).to_string() }
}
