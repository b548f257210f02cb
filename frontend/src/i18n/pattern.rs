//! Compiled words: finding a message, and filling in its values. `build.rs` describes the form.

use super::Value;
use super::marks::{CHOICE, CHOICE_END, KEY_END, MESSAGE_END, PLACE, PLACE_END, VARIANT, VARIANT_IS};

/// The pattern of a key.
pub(super) fn find(words: &'static str, key: &str) -> Option<&'static str> {
    let mut messages = words.split(MESSAGE_END).filter_map(|message| message.split_once(KEY_END));
    messages.find(|(name, _)| *name == key).map(|(_, pattern)| pattern)
}

/// The text of a pattern. Choices do not stand inside of choices.
pub(super) fn fill(pattern: &str, values: &[(&str, Value)], category: impl Fn(u64) -> String + Copy) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find([PLACE, CHOICE].map(first)) {
        let (before, marked) = rest.split_at(at);
        text.push_str(before);
        rest = if let Some((name, after)) = marked.strip_prefix(PLACE).and_then(|rest| rest.split_once(PLACE_END)) {
            text.push_str(&value_text(values, name));
            after
        } else if let Some((choice, after)) = marked.strip_prefix(CHOICE).and_then(|rest| rest.split_once(CHOICE_END)) {
            text.push_str(&fill(choose(choice, values, category), values, category));
            after
        } else {
            ""
        };
    }
    text + rest
}

/// The variant that fits: the number itself, else its plural category, else the last.
fn choose<'a>(choice: &'a str, values: &[(&str, Value)], category: impl Fn(u64) -> String) -> &'a str {
    let mut parts = choice.split(VARIANT);
    let chosen = match value(values, parts.next().unwrap_or_default()) {
        Some(Value::Number(number)) => [number.to_string(), category(*number)],
        Some(Value::Text(text)) => [text.clone(), String::new()],
        None => [String::new(), String::new()],
    };
    let variants: Vec<_> = parts.filter_map(|variant| variant.split_once(VARIANT_IS)).collect();
    let fitting = chosen.iter().find_map(|key| variants.iter().find(|(name, _)| name == key));
    fitting.or(variants.last()).map_or("", |(_, pattern)| pattern)
}

fn value<'a>(values: &'a [(&str, Value)], name: &str) -> Option<&'a Value> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn value_text(values: &[(&str, Value)], name: &str) -> String {
    match value(values, name) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        None => name.to_owned(),
    }
}

fn first(mark: &str) -> char {
    mark.chars().next().unwrap_or_default()
}
