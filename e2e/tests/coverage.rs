//! docs/tests.md names a test for each row of what Phial must do: all of them exist.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What the page does for people, each with a journey in a browser that is named after it.
const JOURNEYS: [u8; 10] = [2, 3, 4, 5, 6, 14, 15, 16, 17, 26];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What makes tests of the functions that it is given.
const MACROS: [&str; 2] = ["on_every_engine!", "on_both!"];

/// The names of all tests in the folders of tests.
fn tests() -> BTreeSet<String> {
    let folders = ["e2e/tests", "backend/tests", "backend/src", "shared/src", "shared/tests", "frontend/src"];
    folders
        .iter()
        .flat_map(|folder| phial_e2e::files::below(&root().join(folder)))
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        .flat_map(|file| tests_in(&std::fs::read_to_string(file).unwrap()))
        .collect()
}

/// The functions with the attribute of a test, and those that a macro makes tests of.
fn tests_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[") {
            let attribute = line.split(['(', ']']).next().unwrap();
            is_test |= attribute.ends_with("test");
        } else if !line.starts_with("//") {
            let function = line.split_once("fn ").map(|(_, rest)| word(rest));
            names.extend(function.filter(|_| is_test));
            is_test = false;
        }
    }
    let begins = |name: &&str| text.match_indices(*name).map(|(at, name)| &text[at + name.len()..]).collect::<Vec<_>>();
    for list in MACROS.iter().flat_map(begins).filter(|rest| rest.starts_with('(')) {
        let given = list[1..].split(')').next().unwrap().split(',').map(|name| word(name.trim()));
        names.extend(given.filter(|name| !name.is_empty()));
    }
    names
}

/// The name that a text begins with.
fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn only_tests_count() {
    let text = "
        #[tokio::test(flavor = \"multi_thread\")]
        /// What it does.
        #[ignore]
        async fn one() {
            helper();
        }
        fn helper() {}
        on_every_engine!(
            two,
            three,
        );
        // #[test]
        fn nothing() {}
        #[test]
        fn four() {}";
    assert_eq!(tests_in(text), ["one", "four", "two", "three"]);
}

/// The rows of the table: the number after S, and the tests in code quotes.
fn rows() -> Vec<(u8, Vec<String>)> {
    let text = std::fs::read_to_string(root().join("docs/tests.md")).unwrap();
    let row = |line: &str| {
        let (number, rest) = line.strip_prefix("| S")?.split_once(' ')?;
        let tests = rest.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        Some((number.parse().unwrap(), tests))
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn the_tests_of_the_table_exist() {
    let (known, rows) = (tests(), rows());
    assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (1..=27).collect::<Vec<u8>>());
    let missing: Vec<_> = rows.iter().flat_map(|(_, tests)| tests).filter(|test| !known.contains(*test)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_people_do_has_a_journey_named_after_it() {
    for number in JOURNEYS {
        let named = |test: &String| test.starts_with(&format!("s{number}_"));
        let row = rows().into_iter().find(|(row, _)| *row == number).unwrap();
        assert!(row.1.iter().any(named), "S{number} has none");
    }
}
