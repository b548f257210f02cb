//! docs/tests.md names a test for each row of what Phial must do: all of them exist.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What the page does for people, each with a journey in a browser that is named after it.
const JOURNEYS: [u8; 10] = [2, 3, 4, 5, 6, 14, 15, 16, 17, 26];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of all functions in the folders of tests.
fn functions() -> BTreeSet<String> {
    let folders = ["e2e/tests", "backend/tests", "backend/src", "shared/src", "shared/tests", "frontend/src"];
    folders
        .iter()
        .flat_map(|folder| phial_e2e::files::below(&root().join(folder)))
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        .flat_map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            let names = text.split("fn ").skip(1).map(|rest| {
                rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>()
            });
            names.collect::<Vec<_>>()
        })
        .collect()
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
    let (functions, rows) = (functions(), rows());
    assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (1..=27).collect::<Vec<u8>>());
    let missing: Vec<_> = rows.iter().flat_map(|(_, tests)| tests).filter(|test| !functions.contains(*test)).collect();
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
