//! The words of the page. All of them are in `static/locales/`; a key is a [Fluent](https://projectfluent.org) message.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../../static/locales/en.ftl");

thread_local! {
    static BUNDLE: FluentBundle<FluentResource> = bundle();
}

/// The text of a key, with the values for its placeholders: `t!("files-count", count = 3)`.
macro_rules! t {
    ($key:expr) => {
        $crate::i18n::text($key, &[])
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::text($key, &[$((stringify!($name), $value.into())),+])
    };
}
pub(crate) use t;

/// The language of the words, as the browser's own formatting of dates wants it.
pub(crate) const LANGUAGE: &str = "en-GB";

fn bundle() -> FluentBundle<FluentResource> {
    // A message that cannot be read is left out; the tests see to it that there is none.
    let words = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(partial, _)| partial);
    let mut bundle = FluentBundle::new(vec![LanguageIdentifier::from_bytes(b"en").unwrap_or_default()]);
    // The marks around placeholders would end up in copied text; names stand in elements of their own instead.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(words);
    bundle
}

/// The text of a key; the key itself where there is none.
pub(crate) fn text(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    BUNDLE.with(|bundle| {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    const WHAT_TO_DO: &str = "-what-to-do";

    fn keys_in_file() -> BTreeSet<&'static str> {
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        ENGLISH.lines().filter(is_key).filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }

    /// Every string literal in the code that has the form of a key.
    fn literals() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let code: String = sources(&root).iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        code.split('"').filter(|part| is_key(part)).map(str::to_owned).collect()
    }

    fn is_key(text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    }

    fn is_error(key: &str) -> bool {
        key.strip_prefix("error-").is_some_and(|rest| !rest.is_empty())
    }

    /// The keys that the code surely asks for: `t!("…")` and the errors.
    fn asked() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut asked: BTreeSet<String> = literals().into_iter().filter(|key| is_error(key)).collect();
        for path in sources(&root) {
            let code = std::fs::read_to_string(path).unwrap();
            let after_macro = code.split("t!(\"").skip(1).filter_map(|rest| rest.split('"').next());
            asked.extend(after_macro.filter(|key| is_key(key)).map(str::to_owned));
        }
        asked
    }

    #[test]
    fn the_file_is_well_formed_and_has_no_key_twice() {
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
        let lines = ENGLISH.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())).count();
        assert_eq!(lines, keys_in_file().len());
    }

    #[test]
    fn every_key_that_is_asked_for_exists() {
        let known = keys_in_file();
        let missing: Vec<_> = asked().into_iter().filter(|key| !known.contains(key.as_str())).collect();
        assert!(missing.is_empty(), "not in en.ftl: {missing:?}");
    }

    #[test]
    fn every_key_in_the_file_is_used() {
        let used = literals();
        let is_used = |key: &&str| used.contains(key.trim_end_matches(WHAT_TO_DO));
        let unused: Vec<_> = keys_in_file().into_iter().filter(|key| !is_used(key)).collect();
        assert!(unused.is_empty(), "in en.ftl but nowhere used: {unused:?}");
    }

    #[test]
    fn every_error_says_what_to_do() {
        let known = keys_in_file();
        let is_title = |key: &&&str| is_error(key) && !key.ends_with(WHAT_TO_DO);
        let silent: Vec<_> =
            known.iter().filter(is_title).filter(|key| !known.contains(format!("{key}{WHAT_TO_DO}").as_str())).collect();
        assert!(silent.is_empty(), "no advice: {silent:?}");
    }

    #[test]
    fn counts_take_their_plural() {
        assert_eq!(text("files-count", &[("count", 1.into())]), "1 file");
        assert_eq!(text("files-count", &[("count", 3.into())]), "3 files");
    }
}
