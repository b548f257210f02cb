//! Commands, variables and units that the shipped files name.

use std::collections::BTreeSet;

use crate::{files, phial, project, ran, read};

/// The words of a list in YAML or JSON, from its first bracket.
fn listed(list: &str) -> Vec<String> {
    let (list, _) = list.split_once('[').unwrap().1.split_once(']').unwrap();
    list.split(',').map(|word| word.trim().trim_matches('"').to_owned()).collect()
}

/// What follows the name of the binary, wherever systemd, containers or alerts have it started.
fn commands() -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    for unit in files("packaging/systemd") {
        for line in read(&unit).lines().filter_map(|line| line.strip_prefix("ExecStart=/usr/bin/phial ")) {
            commands.push(line.split(' ').map(str::to_owned).collect());
        }
    }
    for line in read("packaging/container/compose.yaml").lines().filter(|line| line.trim().starts_with("command: [")) {
        commands.push(listed(line));
    }
    for line in read("packaging/container/Containerfile").lines().filter(|line| line.contains("CMD [")) {
        commands.push(listed(line).into_iter().filter(|word| word != "/phial").collect());
    }
    for text in read("packaging/alerts.yml").split("phial-admin ").skip(1) {
        commands.push(vec![text.split(|letter: char| !letter.is_ascii_lowercase()).next().unwrap().to_owned()]);
    }
    commands
}

#[test]
fn the_binary_knows_each_command_and_flag() {
    let commands = commands();
    let is_there = |words: &[&str]| commands.iter().any(|command| command == words);
    for words in [
        &["serve"][..],
        &["audit", "verify"],
        &["doctor"],
        &["health"],
        &["sweep"],
        &["serve", "--config", "/run/secrets/phial.toml"],
        &["migrate", "--config", "/run/secrets/phial.toml"],
    ] {
        assert!(is_there(words), "{words:?} is not read any more from {commands:?}");
    }
    for command in &commands {
        let (code, _, said) = ran(phial().args(command).arg("--help"));
        assert_eq!(code, Some(0), "{command:?}: {said}");
    }
    for unknown in [&["serves"][..], &["serve", "--configs", "x"]] {
        assert_eq!(ran(phial().args(unknown).arg("--help")).0, Some(2), "{unknown:?} would not be noticed");
    }
}

#[test]
fn the_binary_knows_each_variable() {
    let mut variables = BTreeSet::new();
    for file in files("packaging") {
        let text = read(&file);
        let words = text.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_');
        variables.extend(words.filter(|word| word.starts_with("PHIAL_")).map(str::to_owned));
    }
    assert!(variables.contains("PHIAL_CONFIG") && variables.contains("PHIAL_LISTEN"), "{variables:?}");
    let unknown = |variables: &BTreeSet<String>| {
        let mut check = phial();
        // One of them is the file with the settings.
        check.args(["config", "check"]).envs(variables.iter().map(|name| (name, "/dev/null")));
        ran(&mut check).2
    };
    let said = unknown(&variables);
    assert!(!said.contains("is not a setting"), "{said}");
    variables.insert("PHIAL_NO_SETTING".to_owned());
    assert!(unknown(&variables).contains("PHIAL_NO_SETTING is in the environment, and is not a setting"));
}

#[test]
fn the_units_that_are_named_are_shipped() {
    let scripts = files("packaging/debian").into_iter().chain(["docs/operations.md".to_owned()]);
    let mut named = BTreeSet::new();
    for script in scripts {
        let text = read(&script);
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-.".contains(letter));
        let is_unit =
            |word: &&str| word.starts_with("phial") && [".service", ".timer"].iter().any(|kind| word.ends_with(kind));
        named.extend(words.filter(is_unit).map(str::to_owned));
    }
    assert!(named.contains("phial.service") && named.contains("phial-doctor.timer"), "{named:?}");
    for unit in named {
        assert!(project().join("packaging/systemd").join(&unit).exists(), "{unit}");
    }
}
