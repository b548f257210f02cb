//! The words of the page. People write them in `static/locales/`, as [Fluent](https://projectfluent.org) messages; the
//! build compiles each language into one text, so that the page carries neither a Fluent parser nor what only that needs.
//!
//! ```text
//! words    = message* in the order of their keys
//! message  = key KEY_END pattern MESSAGE_END
//! pattern  = (text | PLACE name PLACE_END | CHOICE name (VARIANT category VARIANT_IS pattern)+ CHOICE_END)*
//! ```
//! The last variant of a choice is its default. Choices do not stand inside of choices.

#[cfg(feature = "compile")]
pub mod catalog;
mod fill;
#[cfg(feature = "compile")]
pub mod languages;
mod marks;

pub use fill::{Manner, Value, fill};
use marks::{KEY_END, MESSAGE_END};

/// The words of one language.
#[derive(Debug, Default)]
pub struct Words {
    compiled: String,
    /// Where each message begins.
    starts: Vec<usize>,
}

impl Words {
    /// Takes compiled words. What is not in their form is not found.
    pub fn new(compiled: String) -> Self {
        let ends = compiled.match_indices(MESSAGE_END).map(|(at, mark)| at + mark.len());
        let mut starts: Vec<_> = std::iter::once(0).chain(ends).collect();
        // After the last message there is none.
        starts.pop();
        Self { compiled, starts }
    }

    /// The compiled words, as they came.
    pub fn compiled(&self) -> &str {
        &self.compiled
    }

    /// The pattern of a key.
    pub fn pattern(&self, key: &str) -> Option<&str> {
        let at = self.starts.binary_search_by(|start| self.message(*start).0.cmp(key)).ok()?;
        Some(self.message(self.starts[at]).1)
    }

    /// All keys, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.starts.iter().map(|start| self.message(*start).0)
    }

    fn message(&self, start: usize) -> (&str, &str) {
        let message = self.compiled[start..].split(MESSAGE_END).next().unwrap_or_default();
        message.split_once(KEY_END).unwrap_or((message, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(messages: &[(&str, &str)]) -> Words {
        Words::new(messages.iter().map(|(key, pattern)| format!("{key}{KEY_END}{pattern}{MESSAGE_END}")).collect())
    }

    #[test]
    fn every_key_is_found_and_no_other() {
        let messages = [("a", "1"), ("a-b", ""), ("b", "2"), ("bc", "3"), ("d", "4")];
        for count in 0..=messages.len() {
            let (there, missing) = messages.split_at(count);
            let words = compiled(there);
            for (key, pattern) in there {
                assert_eq!(words.pattern(key), Some(*pattern));
            }
            for (key, _) in missing.iter().chain(&[("", ""), ("z", "")]) {
                assert_eq!(words.pattern(key), None, "{key:?}");
            }
            assert!(words.keys().eq(there.iter().map(|(key, _)| *key)));
        }
    }

    #[test]
    fn what_is_no_words_has_none() {
        for text in ["<!doctype html>", "", KEY_END, MESSAGE_END] {
            assert_eq!(Words::new(text.to_owned()).pattern("open"), None, "{text:?}");
        }
    }
}
