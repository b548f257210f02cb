//! Filling values into a pattern.

use crate::marks::{CHOICE, CHOICE_END, PLACE, PLACE_END, VARIANT, VARIANT_IS};

/// What stands in a placeholder, or decides between variants.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
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

/// What a language does with numbers.
pub trait Manner {
    /// The plural category (Unicode CLDR): `one`, `many`, `other`.
    fn category(&self, number: u64) -> String;
    /// The digits.
    fn digits(&self, number: u64) -> String;
}

/// The text of a pattern.
pub fn fill(pattern: &str, values: &[(&str, Value)], manner: &impl Manner) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find([PLACE, CHOICE].map(first)) {
        let (before, marked) = rest.split_at(at);
        text.push_str(before);
        rest = if let Some((name, after)) = marked.strip_prefix(PLACE).and_then(|rest| rest.split_once(PLACE_END)) {
            text.push_str(&value_text(values, name, manner));
            after
        } else if let Some((choice, after)) = marked.strip_prefix(CHOICE).and_then(|rest| rest.split_once(CHOICE_END)) {
            text.push_str(&fill(choose(choice, values, manner), values, manner));
            after
        } else {
            ""
        };
    }
    text + rest
}

/// The variant that fits: the number itself, else its plural category, else the last.
fn choose<'a>(choice: &'a str, values: &[(&str, Value)], manner: &impl Manner) -> &'a str {
    let mut parts = choice.split(VARIANT);
    let chosen = match value(values, parts.next().unwrap_or_default()) {
        Some(Value::Number(number)) => [number.to_string(), manner.category(*number)],
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

fn value_text(values: &[(&str, Value)], name: &str, manner: &impl Manner) -> String {
    match value(values, name) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => manner.digits(*number),
        None => name.to_owned(),
    }
}

fn first(mark: &str) -> char {
    mark.chars().next().unwrap_or_default()
}
