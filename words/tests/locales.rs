//! What holds for the files in `static/locales/`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::path::Path;

use phial_words::catalog::{Catalog, Message, Piece};
use phial_words::languages::{FIRST, Languages};

/// Keys whose text may be the same as in English, in a language or (`*`) in all of them.
const SAME: &[(&str, &str)] = &[
    ("by-mail", "*"),
    ("by-sms", "*"),
    ("by-whatsapp", "*"),
    ("file-number", "it"),
    ("lock-passphrase", "it"),
    ("lock-passphrase-of", "it"),
    ("note-label", "fr"),
    ("own-share-links", "nl"),
    ("page-number", "fr"),
    ("size-bytes", "es"),
    ("size-bytes", "nl"),
];

/// The plural categories of whole numbers (Unicode CLDR 48, cardinals).
fn categories(code: &str) -> &'static [&'static str] {
    match code {
        "en" | "de" | "nl" => &["one", "other"],
        "es" | "fr" | "it" | "pt" => &["one", "many", "other"],
        other => panic!("which plural categories has {other}?"),
    }
}

fn languages() -> Languages {
    Languages::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/locales")).unwrap()
}

/// Every language but the first, with its catalog, and the first.
fn translations() -> (Vec<(String, Catalog)>, Catalog) {
    let all = languages();
    let others = all.codes().filter(|code| *code != FIRST).map(|code| (code.to_owned(), all.written(code)));
    (others.collect(), all.written(FIRST))
}

fn none(what: &str, found: &BTreeSet<String>) {
    assert!(found.is_empty(), "{what}:\n{}", found.iter().cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_seven_languages_are_there() {
    assert_eq!(languages().codes().collect::<Vec<_>>(), ["de", "en", "es", "fr", "it", "nl", "pt"]);
}

#[test]
fn every_key_is_in_every_language() {
    let (others, first) = translations();
    let keys = |catalog: &Catalog| catalog.0.keys().cloned().collect::<BTreeSet<_>>();
    for (code, catalog) in others {
        none(&format!("missing in {code}.ftl"), &(&keys(&first) - &keys(&catalog)));
        none(&format!("in {code}.ftl but not in {FIRST}.ftl"), &(&keys(&catalog) - &keys(&first)));
    }
}

#[test]
fn every_text_takes_the_same_values() {
    let (others, first) = translations();
    let mut wrong = BTreeSet::new();
    for (code, catalog) in others {
        for (key, message) in &catalog.0 {
            let Some(original) = first.0.get(key) else { continue };
            if message.values() != original.values() {
                wrong.insert(format!("{code} {key}: {:?}, not {:?}", message.values(), original.values()));
            }
        }
    }
    none("other values than in English", &wrong);
}

#[test]
fn every_choice_is_made_by_the_language_s_plural_categories() {
    let all = languages();
    let first = all.written(FIRST);
    let mut wrong = BTreeSet::new();
    for code in all.codes() {
        for (key, message) in &all.written(code).0 {
            // A choice between 0 and all else, as where a name may be missing, counts nothing.
            let counts =
                first.0.get(key).is_some_and(|original| choices(original).iter().any(|choice| is_plural(choice)));
            for variants in choices(message) {
                let named: Vec<&str> = variants.iter().map(|(name, _)| name.as_str()).collect();
                let is_number = |name: &&str| name.parse::<u64>().is_ok();
                let plural: BTreeSet<&str> = named.iter().copied().filter(|name| !is_number(name)).collect();
                // `many` is for millions, which nothing here counts: the default may stand for it.
                let needed = if counts { BTreeSet::from(["one", "other"]) } else { BTreeSet::from(["other"]) };
                let known: BTreeSet<&str> = categories(code).iter().copied().collect();
                if named.last() != Some(&"other") || !plural.is_subset(&known) || !needed.is_subset(&plural) {
                    wrong.insert(format!("{code} {key}: {named:?}"));
                }
            }
        }
    }
    none("choices by other variants than the language has", &wrong);
}

#[test]
fn nothing_is_left_in_english() {
    let (others, first) = translations();
    let mut same = BTreeSet::new();
    for (code, catalog) in others {
        for (key, message) in &catalog.0 {
            let may_be = SAME.iter().any(|(known, language)| known == key && (*language == "*" || *language == code));
            if has_words(message) && first.0.get(key) == Some(message) && !may_be {
                same.insert(format!("(\"{key}\", \"{code}\"),"));
            }
        }
    }
    none("the same text as in English (a word that is the same in both goes into SAME)", &same);
}

#[test]
fn nothing_is_listed_as_the_same_that_is_not() {
    let (others, first) = translations();
    for (key, language) in SAME {
        let listed = others.iter().filter(|(code, _)| *language == "*" || language == code);
        let same = listed.filter(|(_, catalog)| catalog.0.get(*key) == first.0.get(*key)).count();
        assert!(same > 0, "{key} is not the same in {language}");
    }
}

#[test]
fn every_text_is_written_as_people_write() {
    let all = languages();
    let mut wrong = BTreeSet::new();
    for code in all.codes() {
        for (key, message) in &all.written(code).0 {
            for text in texts(&message.0) {
                if text.contains("...") || text.contains('\'') || text.contains('"') || text.contains("  ") {
                    wrong.insert(format!("{code} {key}: {text}"));
                }
            }
        }
    }
    none("three dots for …, straight quotes or two spaces", &wrong);
}

fn choices(message: &Message) -> Vec<&[(String, Vec<Piece>)]> {
    let choices = message.0.iter().filter_map(|piece| match piece {
        Piece::Choice { variants, .. } => Some(variants.as_slice()),
        _ => None,
    });
    choices.collect()
}

fn is_plural(variants: &[(String, Vec<Piece>)]) -> bool {
    variants.iter().any(|(name, _)| name == "one")
}

fn texts(pieces: &[Piece]) -> Vec<&str> {
    let texts = pieces.iter().flat_map(|piece| match piece {
        Piece::Text(text) => vec![text.as_str()],
        Piece::Place(_) => Vec::new(),
        Piece::Choice { variants, .. } => variants.iter().flat_map(|(_, pieces)| texts(pieces)).collect(),
    });
    texts.collect()
}

/// Whether a text has a word of three letters or more: "kB" is the same everywhere.
fn has_words(message: &Message) -> bool {
    texts(&message.0).iter().any(|text| text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 2))
}

/// As `phial_shared::check_phrase` counts them.
const CHECK_WORDS: usize = 64;

#[test]
fn the_words_to_read_out_on_the_telephone_are_as_many_in_every_language_and_all_differ() {
    let all = languages();
    for code in all.codes() {
        let catalog = all.written(code);
        let mut seen = BTreeSet::new();
        for list in ["check-animals", "check-things"] {
            let words: Vec<_> = catalog.0[list].text().unwrap().split_whitespace().collect();
            assert_eq!(words.len(), CHECK_WORDS, "{code} {list}");
            for word in words {
                assert!(
                    (3..=15).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic),
                    "{code} {word}"
                );
                assert!(seen.insert(word.to_lowercase()), "{code}: {word} twice");
            }
        }
    }
}
