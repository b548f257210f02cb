//! The settings file: TOML, whose tables and keys joined by dashes are the names of the flags.
//!
//! `[upload] memory = "64MiB"` and `upload-memory = "64MiB"` are the same setting as `--upload-memory 64MiB`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};
use toml::{Table, Value};

/// What a file says that fits the settings that there are, and what does not fit.
#[derive(Debug, Default)]
pub(super) struct SettingsFile {
    /// Values by the name of the flag; more than one only for a list.
    pub(super) values: BTreeMap<String, Vec<String>>,
    /// Where each of them stands, as it is shown to a person.
    pub(super) places: BTreeMap<String, String>,
    pub(super) errors: Vec<String>,
}

impl SettingsFile {
    /// Reads a file. `settings` has an argument for each setting that there is.
    pub(super) fn read(path: PathBuf, settings: &Command) -> Self {
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, &path, settings),
            Err(error) => Self { errors: vec![cannot_read(&path, &error)], ..Self::default() },
        }
    }

    pub(super) fn parse(text: &str, path: &Path, settings: &Command) -> Self {
        let mut file = Self::default();
        match text.parse::<Table>() {
            Ok(table) => file.take(&table, "", "", &path.display().to_string(), settings),
            Err(error) => file.errors.push(syntax_error(text, path, &error)),
        }
        file
    }

    /// `prefix` and `dotted` are the keys on the way to this table, as a part of a flag and as they are shown.
    fn take(&mut self, table: &Table, prefix: &str, dotted: &str, path: &str, settings: &Command) {
        for (key, value) in table {
            let name = format!("{prefix}{key}");
            let shown = format!("{dotted}{key}");
            if let Value::Table(inner) = value {
                self.take(inner, &format!("{name}-"), &format!("{shown}."), path, settings);
                continue;
            }
            match fit(&name, value, settings) {
                Err(problem) => self.errors.push(format!("{path}: {shown} {problem}")),
                Ok(_) if self.values.contains_key(&name) => self.errors.push(format!("{path}: {shown} is set twice")),
                Ok(values) => {
                    self.values.insert(name.clone(), values);
                    self.places.insert(name, format!("{path}: {shown}"));
                }
            }
        }
    }
}

/// The values for the argument of this name.
fn fit(name: &str, value: &Value, settings: &Command) -> Result<Vec<String>, &'static str> {
    let argument = super::argument(settings, name).filter(|_| name != super::FILE_FLAG);
    let argument = argument.ok_or("is not a setting")?;
    if super::is_switch(argument) {
        return value.as_bool().map(|on| vec![on.to_string()]).ok_or("must be true or false, without quotes");
    }
    match value {
        Value::Array(list) if is_list(argument) => {
            list.iter().map(text).collect::<Option<_>>().ok_or("must be a list of texts")
        }
        _ => text(value).map(|text| vec![text]).ok_or("must be a text in quotes, or a whole number"),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

pub(super) fn is_list(argument: &Arg) -> bool {
    matches!(argument.get_action(), ArgAction::Append)
}

fn cannot_read(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be read: {error}", path.display())
}

/// The library's own text shows the line, which may hold a secret.
fn syntax_error(text: &str, path: &Path, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    format!("{}, line {line}: {}", path.display(), error.message().lines().next().unwrap_or("not TOML"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn settings() -> Command {
        Command::new("phial")
            .arg(Arg::new("config").long("config"))
            .arg(Arg::new("lease").long("lease"))
            .arg(Arg::new("s3_endpoint").long("s3-endpoint"))
            .arg(Arg::new("trusted").long("trusted-proxies").action(ArgAction::Append))
            .arg(Arg::new("open").long("open").num_args(0..=1).default_missing_value("true"))
    }

    fn parse(text: &str) -> SettingsFile {
        SettingsFile::parse(text, Path::new("p.toml"), &settings())
    }

    #[test]
    fn tables_and_keys_are_joined_to_names() {
        let file = parse("lease = 60\nopen = true\n[s3]\nendpoint = \"e\"\n[trusted]\nproxies = [\"a\", \"b\"]");
        assert_eq!(file.errors, [] as [&str; 0]);
        assert_eq!(file.values["lease"], ["60"]);
        assert_eq!(file.values["open"], ["true"]);
        assert_eq!(file.values["s3-endpoint"], ["e"]);
        assert_eq!(file.values["trusted-proxies"], ["a", "b"]);
        assert_eq!(file.places["s3-endpoint"], "p.toml: s3.endpoint");
        assert_eq!(parse("trusted-proxies = \"a\"").values["trusted-proxies"], ["a"]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (text, error) in [
            ("leese = 1", "p.toml: leese is not a setting"),
            ("lease.max = 1", "p.toml: lease.max is not a setting"),
            ("s3_endpoint = \"e\"", "p.toml: s3_endpoint is not a setting"),
            ("config = \"other.toml\"", "p.toml: config is not a setting"),
            ("lease = 1.5", "p.toml: lease must be a text in quotes, or a whole number"),
            ("lease = [\"1s\"]", "p.toml: lease must be a text in quotes, or a whole number"),
            ("lease = true", "p.toml: lease must be a text in quotes, or a whole number"),
            ("open = \"true\"", "p.toml: open must be true or false, without quotes"),
            ("trusted-proxies = [[]]", "p.toml: trusted-proxies must be a list of texts"),
            ("s3-endpoint = \"a\"\n[s3]\nendpoint = \"b\"", "p.toml: s3-endpoint is set twice"),
        ] {
            assert_eq!(parse(text).errors, [error], "{text}");
        }
        assert_eq!(parse("x = 1\ny = 2\nlease = 1.5").errors.len(), 3);
    }

    #[test]
    fn a_broken_line_is_numbered_and_not_repeated() {
        let errors = parse("lease = 1\ns3-endpoint = \"hunter2").errors;
        assert!(errors[0].starts_with("p.toml, line 2: "), "{errors:?}");
        assert!(!errors[0].contains("hunter2"), "{errors:?}");
        let missing = SettingsFile::read(PathBuf::from("/nowhere/p.toml"), &settings());
        assert!(missing.errors[0].starts_with("/nowhere/p.toml: cannot be read: "), "{:?}", missing.errors);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\PC|\n)*") {
            let file = parse(&text);
            prop_assert_eq!(file.values.len(), file.places.len());
        }

        /// Made of the pieces of TOML, so that more than the first character is looked at.
        #[test]
        fn any_toml_is_read_or_refused(pieces in prop::collection::vec(
            prop::sample::select(vec![
                "lease", "s3", "endpoint", "open", "trusted-proxies", " = ", ".", "[", "]", "[[", "]]", "\n", "\"", "'",
                "\"\"\"", "1", "1e9", "true", "nan", "{", "}", ",", "1979-05-27", "#", "\\u0000", "\u{0}", "é",
            ]),
            0..40,
        )) {
            parse(&pieces.concat());
        }
    }
}
