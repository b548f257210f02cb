//! The words that each document's programs say, one file for each language.

use std::collections::BTreeMap;

use anyhow::Result;
use memchr::memmem::Finder;
use phial_words::languages::Languages;

use super::file::File;
use super::hash;
use super::html;

/// The advice of an error has the error's key with this at its end; the code puts it together.
const WHAT_TO_DO: &str = "-what-to-do";

/// Which keys the programs of which document ask for.
pub(super) struct Asked<'a> {
    languages: &'a Languages,
    /// For each key, whether each document's programs hold it.
    keys: BTreeMap<String, Vec<bool>>,
}

impl<'a> Asked<'a> {
    /// Looks into the programs: of each document the modules that it may load. A key is a string of the program's data.
    /// Where one is found nowhere, it is taken to be needed everywhere.
    pub(super) fn by(languages: &'a Languages, documents: &[Vec<&[u8]>]) -> Self {
        let words = languages.words(phial_words::languages::FIRST);
        let found = |key: &str| {
            let finder = Finder::new(key.strip_suffix(WHAT_TO_DO).unwrap_or(key));
            let holds = |modules: &Vec<&[u8]>| modules.iter().any(|module| finder.find(module).is_some());
            let found: Vec<_> = documents.iter().map(holds).collect();
            if found.contains(&true) { found } else { vec![true; documents.len()] }
        };
        Self {
            languages,
            keys: words
                .0
                .into_keys()
                .map(|key| {
                    let found = found(&key);
                    (key, found)
                })
                .collect(),
        }
    }

    /// The files for a document, by the language's code.
    pub(super) fn files(&self, document: usize) -> BTreeMap<String, File> {
        let file = |code: &str| {
            let mut words = self.languages.words(code);
            words.0.retain(|key, _| self.keys.get(key).is_none_or(|found| found[document]));
            File::hashed(&format!("words-{code}"), "txt", words.compile().into_bytes())
        };
        self.languages.codes().map(|code| (code.to_owned(), file(code))).collect()
    }
}

/// The files' addresses and digests, as the start script has them: `{"en":["/assets/…","sha384-…"]}`.
pub(super) fn table(files: &BTreeMap<String, File>) -> Result<String> {
    let entry = |(code, file): (&String, &File)| (code.clone(), [file.url(), hash::integrity(file.content())]);
    Ok(serde_json::to_string(&files.iter().map(entry).collect::<BTreeMap<_, _>>())?)
}

/// What the first script says in every language: `{"en":{"slow":"…"}}`. Not what stands in the document.
pub(super) fn static_texts(languages: &Languages) -> Result<String> {
    let said = |code| {
        let mut texts = languages.static_texts(code);
        texts.retain(|key, _| !html::is_in_document(key));
        texts
    };
    let texts: BTreeMap<_, _> = languages.codes().map(|code| (code, said(code))).collect();
    Ok(serde_json::to_string(&texts)?)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use phial_words::Words;

    use super::*;

    #[test]
    fn everything_that_is_said_without_the_programs_is_used() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static");
        let scripts = ["start.js", "boot.js"].map(|name| fs::read_to_string(folder.join(name)).unwrap()).concat();
        let languages = Languages::read(&folder.join("locales")).unwrap();
        let texts: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(&static_texts(&languages).unwrap()).unwrap();
        for key in texts["en"].keys() {
            let kind = format!("'{}'", key.trim_end_matches("-what"));
            assert!(scripts.contains(&format!("texts.{key}")) || scripts.contains(&kind), "nothing says {key}");
        }
    }

    fn keys(file: &File) -> Vec<String> {
        let words = Words::new(String::from_utf8(file.content().to_vec()).unwrap());
        words.keys().map(str::to_owned).collect()
    }

    #[test]
    fn a_document_gets_the_words_that_its_programs_hold() {
        let folder = tempfile::tempdir().unwrap();
        let english =
            "language-name = English\nopen = Open\nsend = Send\nerror-a = A\nerror-a-what-to-do = B\nnowhere = C";
        fs::write(folder.path().join("en.ftl"), english).unwrap();
        fs::write(folder.path().join("de.ftl"), "language-name = Deutsch\nopen = Öffnen").unwrap();
        let languages = Languages::read(folder.path()).unwrap();
        let documents: [Vec<&[u8]>; 2] = [vec![b"..languagesopen..", b".error-a."], vec![b"languages send"]];
        let asked = Asked::by(&languages, &documents);

        let opening = asked.files(0);
        assert_eq!(keys(&opening["en"]), ["error-a", "error-a-what-to-do", "languages", "nowhere", "open"]);
        assert_eq!(keys(&opening["de"]), keys(&opening["en"]));
        assert_eq!(keys(&asked.files(1)["de"]), ["languages", "nowhere", "send"]);

        let german = &opening["de"];
        let (url, integrity) = (german.url(), hash::integrity(german.content()));
        assert!(url.starts_with("/assets/words-de-"), "{url}");
        assert!(table(&opening).unwrap().starts_with(&format!("{{\"de\":[\"{url}\",\"{integrity}\"],\"en\":[")));
    }
}
