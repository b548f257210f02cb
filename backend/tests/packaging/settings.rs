//! Settings: those of the package, switched on or not, and those that `setup.sh` writes for containers.

use std::fs;
use std::path::Path;

use crate::{phial, ran, read};

/// What is read at once, and is not here.
const FILES: [&str; 3] = ["tls-cert", "tls-key", "site-logo"];

/// The settings of the package, those that are switched off too; without remarks.
fn all_switched_on() -> String {
    let is_setting = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase() || first == '[');
    let text = read("packaging/phial.toml");
    text.lines()
        .map(|line| line.strip_prefix('#').unwrap_or(line))
        .filter(is_setting)
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The keys of such settings, each with its section before a dot.
fn keys(settings: &str) -> Vec<String> {
    let (mut section, mut keys) = (String::new(), Vec::new());
    for line in settings.lines() {
        match line.strip_prefix('[') {
            Some(name) => section = format!("{}.", name.trim_end_matches(']')),
            None => keys.push(format!("{section}{}", line.split_once(" = ").unwrap().0)),
        }
    }
    keys
}

/// What `phial config check` makes of a file.
fn check(folder: &Path, settings: &str) -> (Option<i32>, String, String) {
    let file = folder.join("phial.toml");
    fs::write(&file, settings).unwrap();
    ran(phial().args(["config", "check", "--config"]).arg(file))
}

#[test]
fn the_binary_takes_each_setting_of_the_package() {
    let folder = tempfile::tempdir().unwrap();
    let all = all_switched_on();
    let (code, _, said) = check(folder.path(), &all);
    assert_eq!(code, Some(1), "its files are not here");
    assert_eq!(said.matches("is not a setting").count(), 0, "{said}");
    let (_, _, said) = check(folder.path(), &all.replacen("max-opens", "most-opens", 1));
    assert_eq!(said.matches("most-opens is not a setting").count(), 1, "{said}");

    let here = |line: &&str| !FILES.iter().any(|file| line.starts_with(&format!("{file} ")));
    let here: String = all.lines().filter(here).flat_map(|line| [line, "\n"]).collect();
    let (code, listing, said) = check(folder.path(), &here);
    assert_eq!(code, Some(0), "{said}");
    let keys = keys(&here);
    assert!(keys.len() > 50 && keys.contains(&"upload.memory".to_owned()), "{keys:?}");
    for key in keys {
        let (name, origin) = (format!("{} = ", key.replace('.', "-")), format!("phial.toml: {key}"));
        let is_taken = listing.lines().any(|line| line.starts_with(&name) && line.ends_with(&origin));
        assert!(is_taken, "{key} is not taken\n{listing}");
    }
}

/// What a shell would put in the place of names and commands does not matter here.
fn filled_in(text: &str) -> String {
    let mut filled = text.replace("$name", "phial.hospital.example");
    while let Some(start) = filled.find("$(") {
        let end = start + filled[start..].find(')').unwrap();
        filled.replace_range(start..=end, "filled-in");
    }
    filled
}

#[test]
fn the_binary_takes_the_settings_that_are_written_for_containers() {
    let folder = tempfile::tempdir().unwrap();
    let script = read("packaging/container/setup.sh");
    let (_, settings) = script.split_once("<<END\n").unwrap();
    let (settings, _) = settings.split_once("\nEND\n").unwrap();
    let (code, listing, said) = check(folder.path(), &filled_in(settings));
    assert_eq!(code, Some(0), "{said}");
    for line in ["senders = \"invite\"", "s3-allow-http = true", "s3-secret-access-key = \"[redacted]\""] {
        assert!(listing.lines().any(|shown| shown.starts_with(line)), "{line}\n{listing}");
    }
    // The servers believe nginx, which is in the network of compose.yaml.
    let network = settings.split_once("trusted-proxies = [\"").unwrap().1.split_once('"').unwrap().0;
    assert!(read("packaging/container/compose.yaml").contains(&format!("subnet: {network}}}")), "{network}");
}
