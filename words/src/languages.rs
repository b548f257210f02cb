//! All languages together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::catalog::{Catalog, Message, NotUnderstood, Piece};

/// The language that every key is first written in, and that is spoken to whoever reads none of the others.
pub const FIRST: &str = "en";
/// The key of a language's name in itself.
const NAME: &str = "language-name";
/// The key under which the page finds the list of all languages: lines with a code, a space and a name.
const NAMES: &str = "languages";
/// What the keys begin with whose texts stand in the documents and in the start script: they are needed when the page's
/// programs do not run.
const STATIC: &str = "boot-";

/// The catalogs of all languages, by their code.
#[derive(Debug)]
pub struct Languages(BTreeMap<String, Catalog>);

impl Languages {
    /// Reads the files `CODE.ftl` of a folder.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut languages = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
            let path = entry?.path();
            if let Some(code) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".ftl")) {
                let catalog =
                    Catalog::read(&fs::read_to_string(&path)?).map_err(|error| format!("{code}.ftl: {error}"))?;
                languages.insert(code.to_owned(), catalog);
            }
        }
        Ok(Self::new(languages)?)
    }

    fn new(languages: BTreeMap<String, Catalog>) -> Result<Self, NotUnderstood> {
        let nameless = languages.iter().find(|(_, catalog)| catalog.0.get(NAME).and_then(Message::text).is_none());
        match nameless {
            Some((code, _)) => Err(NotUnderstood(format!("{code}.ftl has no {NAME}"))),
            None if !languages.contains_key(FIRST) => Err(NotUnderstood(format!("there is no {FIRST}.ftl"))),
            None => Ok(Self(languages)),
        }
    }

    /// The codes, in their order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// What stands in the file of a language; nothing for one that is not there.
    pub fn written(&self, code: &str) -> Catalog {
        self.0.get(code).cloned().unwrap_or_default()
    }

    /// What the page's programs say in a language, with the list of all languages. What is not translated yet is in
    /// the [`FIRST`] language.
    pub fn words(&self, code: &str) -> Catalog {
        let mut words = self.whole(code);
        words.0.retain(|key, _| key != NAME && !key.starts_with(STATIC));
        let names: Vec<_> = self.codes().map(|code| format!("{code} {}", self.name(code))).collect();
        words.0.insert(NAMES.to_owned(), Message(vec![Piece::Text(names.join("\n"))]));
        words
    }

    /// What documents and start script say in a language without the programs, by the keys without their beginning.
    pub fn static_texts(&self, code: &str) -> BTreeMap<String, String> {
        let whole = self.whole(code).0;
        let texts = whole.iter().filter_map(|(key, message)| Some((key.strip_prefix(STATIC)?, message.text()?)));
        texts.map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
    }

    fn whole(&self, code: &str) -> Catalog {
        let mut whole = self.written(FIRST);
        let translated = self.written(code).0.into_iter().filter(|(key, _)| whole.0.contains_key(key));
        let translated: Vec<_> = translated.collect();
        whole.0.extend(translated);
        whole
    }

    fn name(&self, code: &str) -> &str {
        self.0.get(code).and_then(|catalog| catalog.0.get(NAME)?.text()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(files: &[(&str, &str)]) -> Result<Languages, NotUnderstood> {
        Languages::new(files.iter().map(|(code, text)| ((*code).to_owned(), Catalog::read(text).unwrap())).collect())
    }

    #[test]
    fn what_is_not_translated_is_in_the_first_language() {
        let english = "language-name = English\nhello = Hello\nbye = Bye\nboot-no = No\nboot-yes = Yes";
        let german = "language-name = Deutsch\nhello = Hallo\nolder = Alt\nboot-no = Nein";
        let languages = languages(&[("de", german), ("en", english)]).unwrap();
        let words = languages.words("de").0;
        let text = |key: &str| words.get(key).and_then(Message::text);
        assert_eq!(text("hello"), Some("Hallo"));
        assert_eq!(text("bye"), Some("Bye"));
        assert_eq!(text("languages"), Some("de Deutsch\nen English"));
        assert_eq!(words.len(), 3, "neither what is only in the documents nor what nothing asks for: {words:?}");
        let texts = languages.static_texts("de");
        assert_eq!((texts["no"].as_str(), texts["yes"].as_str(), texts.len()), ("Nein", "Yes", 2));
    }

    #[test]
    fn the_first_language_and_every_name_must_be_there() {
        assert!(languages(&[("de", "language-name = Deutsch")]).is_err());
        assert!(languages(&[("en", "hello = Hello")]).is_err());
        assert!(languages(&[("en", "language-name = English")]).is_ok());
    }
}
