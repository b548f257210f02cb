//! The words of the page. All of them are in `static/locales/`, as [Fluent](https://projectfluent.org) messages, which
//! the build script compiles.

mod marks;
mod pattern;

/// The compiled form of `en.ftl`.
const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/en.words"));

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

/// What stands in a placeholder, or decides between variants.
pub(crate) enum Value {
    /// Stands as it is.
    Text(String),
    /// Has a plural category.
    Number(u64),
}

macro_rules! value_from {
    ($($type:ty),* => $make:expr) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                $make(value)
            }
        })*
    };
}

value_from!(&str, &String => |text| Self::Text(str::to_owned(text)));
value_from!(String => Self::Text);
value_from!(u64 => Self::Number);
value_from!(u32 => |number| Self::Number(u64::from(number)));
value_from!(usize => |number| Self::Number(number as u64));

/// The language of the words, as the browser's own formatting of dates wants it.
pub(crate) const LANGUAGE: &str = "en-GB";

/// The text of a key; the key itself where there is none.
pub(crate) fn text(key: &str, values: &[(&str, Value)]) -> String {
    pattern::find(ENGLISH, key).map_or_else(|| key.to_owned(), |found| pattern::fill(found, values, plural_category))
}

/// The plural category of a number, by the browser's own rules.
#[cfg(target_arch = "wasm32")]
fn plural_category(number: u64) -> String {
    let rules = js_sys::Intl::PluralRules::new(&js_sys::Array::of1(&LANGUAGE.into()), &js_sys::Object::new());
    String::from(rules.select(number as f64))
}

/// The same for native tests, which have English alone.
#[cfg(not(target_arch = "wasm32"))]
fn plural_category(number: u64) -> String {
    if number == 1 { "one".to_owned() } else { "other".to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    const WHAT_TO_DO: &str = "-what-to-do";

    fn keys_in_file() -> BTreeSet<&'static str> {
        ENGLISH
            .split(marks::MESSAGE_END)
            .filter_map(|message| message.split_once(marks::KEY_END))
            .map(|(key, _)| key)
            .collect()
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
        let silent: Vec<_> = known
            .iter()
            .filter(is_title)
            .filter(|key| !known.contains(format!("{key}{WHAT_TO_DO}").as_str()))
            .collect();
        assert!(silent.is_empty(), "no advice: {silent:?}");
    }

    #[test]
    fn counts_take_their_plural() {
        assert_eq!(t!("files-count", count = 1u64), "1 file");
        assert_eq!(t!("files-count", count = 3u64), "3 files");
    }
}
