//! The language of the page: its words, and how it writes numbers.
//!
//! All words are in `static/locales/`. The build compiles them (crate `phial-words`), the start script fetches those of
//! one language, and [`speak`] puts them in place of those before. Every component calls [`use_words`], so that it is
//! drawn again in another language with all that it holds.

use std::cell::RefCell;
use std::rc::Rc;

pub(crate) use phial_words::Value;
use phial_words::{Manner, Words, fill};
use yew::prelude::*;

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

/// A language with its words. Compared by pointer.
#[derive(Clone)]
pub(crate) struct Language(Rc<Spoken>);

struct Spoken {
    /// `de`.
    code: String,
    words: Words,
    manner: manner::Browser,
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

thread_local! {
    static LANGUAGE: RefCell<Language> = RefCell::new(Language::at_first());
}

impl Language {
    /// A language by its code, with its compiled words.
    pub(crate) fn new(code: String, compiled: String) -> Self {
        let manner = manner::Browser::new(locale(&code));
        Self(Rc::new(Spoken { code, words: Words::new(compiled), manner }))
    }

    /// What is spoken before [`speak`]: nothing.
    #[cfg(not(test))]
    fn at_first() -> Self {
        Self::new("en".to_owned(), String::new())
    }

    /// In tests, English.
    #[cfg(test)]
    fn at_first() -> Self {
        let locales = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/locales");
        let languages = phial_words::languages::Languages::read(&locales).unwrap();
        Self::new("en".to_owned(), languages.words("en").compile())
    }

    /// `de`: as `<html lang>` has it.
    pub(crate) fn code(&self) -> &str {
        &self.0.code
    }

    /// How the browser's own formats are to be asked for.
    pub(crate) fn locale(&self) -> &str {
        locale(self.code())
    }

    /// The compiled words, for a further program.
    pub(crate) fn words(&self) -> &str {
        self.0.words.compiled()
    }
}

/// A language has one manner of writing, whatever the region that a browser names: many people in Europe have one that
/// is set to the United States, and "3/5" must never be read in two ways.
fn locale(code: &str) -> &str {
    match code {
        "en" => "en-GB",
        "pt" => "pt-PT",
        other => other,
    }
}

/// The language that is spoken.
pub(crate) fn language() -> Language {
    LANGUAGE.with_borrow(Language::clone)
}

/// Takes another language. What is drawn already follows when [`use_words`] is told, by the context of the whole page.
pub(crate) fn speak(language: Language) {
    LANGUAGE.set(language);
}

/// Has the component drawn again when the language changes. To be called by every component that shows words.
#[hook]
pub(crate) fn use_words() {
    let _ = use_context::<Language>();
}

/// The text of a key; the key itself where there is none.
pub(crate) fn text(key: &str, values: &[(&str, Value)]) -> String {
    let language = language();
    let Spoken { words, manner, .. } = &*language.0;
    words.pattern(key).map_or_else(|| key.to_owned(), |pattern| fill(pattern, values, manner))
}

/// `14.2`, `14,2`: a number with at most one digit after the point.
pub(crate) fn decimal(tenths: u64) -> String {
    language().0.manner.decimal(tenths)
}

#[cfg(target_arch = "wasm32")]
mod manner {
    use js_sys::{Array, Intl, Number, Object};

    use super::Manner;

    /// The browser's own rules.
    pub(super) struct Browser {
        locale: String,
        plurals: Intl::PluralRules,
    }

    impl Browser {
        pub(super) fn new(locale: &str) -> Self {
            let plurals = Intl::PluralRules::new(&Array::of1(&locale.into()), &Object::new());
            Self { locale: locale.to_owned(), plurals }
        }

        pub(super) fn decimal(&self, tenths: u64) -> String {
            Number::from(tenths as f64 / 10.0).to_locale_string(&self.locale).into()
        }
    }

    impl Manner for Browser {
        fn category(&self, number: u64) -> String {
            String::from(self.plurals.select(number as f64))
        }

        fn digits(&self, number: u64) -> String {
            Number::from(number as f64).to_locale_string(&self.locale).into()
        }
    }
}

/// The same for native tests, which have English alone.
#[cfg(not(target_arch = "wasm32"))]
mod manner {
    use super::Manner;

    pub(super) struct Browser;

    impl Browser {
        pub(super) fn new(_: &str) -> Self {
            Self
        }

        pub(super) fn decimal(&self, tenths: u64) -> String {
            if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
        }
    }

    impl Manner for Browser {
        fn category(&self, number: u64) -> String {
            if number == 1 { "one" } else { "other" }.to_owned()
        }

        fn digits(&self, number: u64) -> String {
            number.to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    const WHAT_TO_DO: &str = "-what-to-do";
    /// Components that show no words of their own, and the one that gives the language to all others.
    const WORDLESS: [&str; 3] = ["App", "Dialog", "Title"];

    fn keys_in_file() -> BTreeSet<String> {
        language().0.words.keys().map(str::to_owned).collect()
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }

    fn codes() -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        sources(&root).iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    /// Every string literal in the code that has the form of a key.
    fn literals() -> BTreeSet<String> {
        codes().concat().split('"').filter(|part| is_key(part)).map(str::to_owned).collect()
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
        let mut asked: BTreeSet<String> = literals().into_iter().filter(|key| is_error(key)).collect();
        for code in codes() {
            let after_macro = code.split("t!(\"").skip(1).filter_map(|rest| rest.split('"').next());
            asked.extend(after_macro.filter(|key| is_key(key)).map(str::to_owned));
        }
        asked
    }

    #[test]
    fn every_key_that_is_asked_for_exists() {
        let known = keys_in_file();
        let missing: Vec<_> = asked().into_iter().filter(|key| !known.contains(key)).collect();
        assert!(missing.is_empty(), "not in en.ftl: {missing:?}");
    }

    #[test]
    fn every_key_in_the_file_is_used() {
        let used = literals();
        let is_used = |key: &String| used.contains(key.trim_end_matches(WHAT_TO_DO));
        let unused: Vec<_> = keys_in_file().into_iter().filter(|key| !is_used(key)).collect();
        assert!(unused.is_empty(), "in en.ftl but nowhere used: {unused:?}");
    }

    #[test]
    fn every_error_says_what_to_do() {
        let known = keys_in_file();
        let is_title = |key: &&String| is_error(key) && !key.ends_with(WHAT_TO_DO);
        let silent: Vec<_> = known
            .iter()
            .filter(is_title)
            .filter(|key| !known.contains(format!("{key}{WHAT_TO_DO}").as_str()))
            .collect();
        assert!(silent.is_empty(), "no advice: {silent:?}");
    }

    #[test]
    fn every_component_is_drawn_again_in_another_language() {
        let mut deaf = Vec::new();
        for code in codes() {
            for component in code.split("\n#[component]\n").skip(1) {
                let (body, name) = (component.split("\n}\n").next().unwrap(), component.split("fn ").nth(1).unwrap());
                let name = name.split('(').next().unwrap();
                if !WORDLESS.contains(&name) && !body.contains("    use_words();\n") {
                    deaf.push(name.to_owned());
                }
            }
        }
        assert!(deaf.is_empty(), "these components must begin with use_words(): {deaf:?}");
    }

    #[test]
    fn counts_take_their_plural() {
        assert_eq!(t!("files-count", count = 1u64), "1 file");
        assert_eq!(t!("files-count", count = 3u64), "3 files");
    }
}
