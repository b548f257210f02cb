//! The service worker: its script differs with every build, so that browsers notice that there is another page.

use anyhow::Result;

use super::file::File;
use super::hash;
use super::html::replace_once;

/// The script, for a page of these files. Its address is the same for ever.
pub(super) fn file(script: &str, files: &[File]) -> Result<File> {
    let mut list: Vec<_> = files.iter().map(|file| format!("{} {}", file.path, file.integrity())).collect();
    list.sort();
    let build = hash::short(list.join("\n").as_bytes());
    let content = replace_once(script, "__PHIAL_BUILD__", &build)?.into_bytes();
    Ok(File { path: "service-worker.js".to_owned(), content })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(files: &[(&str, &str)]) -> String {
        let file = |(path, content): &(&str, &str)| File { path: (*path).to_owned(), content: content.as_bytes().to_vec() };
        let files: Vec<_> = files.iter().map(file).collect();
        String::from_utf8(super::file("cache('__PHIAL_BUILD__')", &files).unwrap().content).unwrap()
    }

    #[test]
    fn it_changes_with_every_file_and_with_nothing_else() {
        let first = made(&[("a", "1"), ("b", "2")]);
        assert_eq!(made(&[("b", "2"), ("a", "1")]), first, "the order means nothing");
        for other in [&[("a", "1"), ("b", "3")][..], &[("a", "1"), ("c", "2")], &[("a", "1")]] {
            assert_ne!(made(other), first, "{other:?}");
        }
        assert!(first.len() > "cache('')".len());
        assert!(super::file("cache('for ever')", &[]).is_err());
    }
}
