//! The service worker: its script differs with every build, so that browsers notice that there is another page.

use anyhow::Result;

use super::hash;
use super::html::replace_once;

/// Its address, which is the same for ever: it decides over what is below it.
pub(super) const PATH: &str = "service-worker.js";

/// The script, for a page of these files: path and content of each.
pub(super) fn script<'a>(source: &str, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>> {
    let mut list: Vec<_> = files.map(|(path, content)| format!("{path} {}", hash::sha256_hex(content))).collect();
    list.sort();
    let build = hash::short(list.join("\n").as_bytes());
    Ok(replace_once(source, "__PHIAL_BUILD__", &build)?.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(files: &[(&str, &str)]) -> Vec<u8> {
        script("cache('__PHIAL_BUILD__')", files.iter().map(|(path, content)| (*path, content.as_bytes()))).unwrap()
    }

    #[test]
    fn it_changes_with_every_file_and_with_nothing_else() {
        let first = made(&[("a", "1"), ("b", "2")]);
        assert_eq!(made(&[("b", "2"), ("a", "1")]), first, "the order means nothing");
        for other in [&[("a", "1"), ("b", "3")][..], &[("a", "1"), ("c", "2")], &[("a", "1")]] {
            assert_ne!(made(other), first, "{other:?}");
        }
        assert!(script("cache('for ever')", std::iter::empty()).is_err());
    }
}
