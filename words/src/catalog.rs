//! Reading and compiling what people have written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

use crate::marks::{CHOICE, CHOICE_END, KEY_END, MESSAGE_END, PLACE, PLACE_END, VARIANT, VARIANT_IS};

/// All messages of a language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog(pub BTreeMap<String, Message>);

/// The pieces of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Message(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Stands as it is.
    Text(String),
    /// The value of this name.
    Place(String),
    /// What stands depends on a value.
    Choice {
        /// The name of the value.
        of: String,
        /// Numbers and plural categories with what stands for them; the last is the default.
        variants: Vec<(String, Vec<Self>)>,
    },
}

/// Why a file cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood(pub(crate) String);

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotUnderstood {}

type Result<T> = std::result::Result<T, NotUnderstood>;

fn refuse<T>(why: impl Into<String>) -> Result<T> {
    Err(NotUnderstood(why.into()))
}

impl Catalog {
    /// Reads a Fluent file: messages with texts, values and choices, and comments.
    pub fn read(source: &str) -> Result<Self> {
        let resource = fluent_syntax::parser::parse(source).or_else(|(_, errors)| refuse(format!("{errors:?}")))?;
        let mut messages = BTreeMap::new();
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let key = message.id.name;
                    let Some(pattern) = message.value else { return refuse(format!("{key} has no text")) };
                    let read = Message(pieces(&pattern).map_err(|error| NotUnderstood(format!("{key}: {error}")))?);
                    if messages.insert(key.to_owned(), read).is_some() {
                        return refuse(format!("{key} is there twice"));
                    }
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => (),
                Entry::Term(_) | Entry::Junk { .. } => return refuse("only messages and comments are understood"),
            }
        }
        Ok(Self(messages))
    }

    /// The compiled form.
    pub fn compile(&self) -> String {
        let mut words = String::new();
        for (key, message) in &self.0 {
            words.extend([key.as_str(), KEY_END, &written(&message.0), MESSAGE_END]);
        }
        words
    }
}

impl Message {
    /// The names of the values that it takes.
    pub fn values(&self) -> BTreeSet<&str> {
        fn collect<'a>(pieces: &'a [Piece], into: &mut BTreeSet<&'a str>) {
            for piece in pieces {
                match piece {
                    Piece::Text(_) => (),
                    Piece::Place(name) => drop(into.insert(name)),
                    Piece::Choice { of, variants } => {
                        into.insert(of);
                        variants.iter().for_each(|(_, pieces)| collect(pieces, into));
                    }
                }
            }
        }
        let mut values = BTreeSet::new();
        collect(&self.0, &mut values);
        values
    }

    /// The text of a message that takes no values.
    pub fn text(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }
}

fn pieces(pattern: &Pattern<&str>) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for element in &pattern.elements {
        let piece = match element {
            PatternElement::TextElement { value } => Piece::Text((*value).to_owned()),
            PatternElement::Placeable { expression } => of_expression(expression)?,
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => pieces.push(piece),
        }
    }
    Ok(pieces)
}

fn of_expression(expression: &Expression<&str>) -> Result<Piece> {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => Ok(Piece::Place(id.name.to_owned())),
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            Ok(Piece::Text(fluent_syntax::unicode::unescape_unicode_to_string(value).into_owned()))
        }
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let (default, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
            let variants = others.into_iter().chain(default).map(variant).collect::<Result<_>>()?;
            Ok(Piece::Choice { of: id.name.to_owned(), variants })
        }
        other => refuse(format!("this is not understood here: {other:?}")),
    }
}

fn variant(variant: &Variant<&str>) -> Result<(String, Vec<Piece>)> {
    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
    let pieces = pieces(&variant.value)?;
    if pieces.iter().any(|piece| matches!(piece, Piece::Choice { .. })) {
        return refuse("a choice stands inside of a choice");
    }
    Ok(((*name).to_owned(), pieces))
}

fn written(pieces: &[Piece]) -> String {
    let write = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Place(name) => format!("{PLACE}{name}{PLACE_END}"),
        Piece::Choice { of, variants } => {
            let variant =
                |(name, pieces): &(String, Vec<Piece>)| format!("{VARIANT}{name}{VARIANT_IS}{}", written(pieces));
            format!("{CHOICE}{of}{}{CHOICE_END}", variants.iter().map(variant).collect::<String>())
        }
    };
    pieces.iter().map(write).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Manner, Value, Words, fill};

    struct Plain;

    impl Manner for Plain {
        fn category(&self, number: u64) -> String {
            if number == 1 { "one" } else { "other" }.to_owned()
        }

        fn digits(&self, number: u64) -> String {
            number.to_string()
        }
    }

    const SOURCE: &str = "
# A comment.
plain = A text,
    on two lines
hello = Hello, { $name }{ \"\\u00a0\" }!
opens = { $count ->
    [0] never
    [one] once
   *[other] { $count } times, { $name }
} so far
";

    fn filled(key: &str, values: &[(&str, Value)]) -> String {
        let catalog = Catalog::read(SOURCE).unwrap();
        let words = Words::new(catalog.compile());
        fill(words.pattern(key).unwrap(), values, &Plain)
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        assert_eq!(filled("plain", &[]), "A text,\non two lines");
        assert_eq!(filled("hello", &[("name", "Ada".into())]), "Hello, Ada\u{a0}!");
        assert_eq!(filled("hello", &[]), "Hello, name\u{a0}!", "a value that is missing shows its name");
        for (count, expected) in [(0_u64, "never so far"), (1, "once so far"), (3, "3 times, Ada so far")] {
            assert_eq!(filled("opens", &[("count", count.into()), ("name", "Ada".into())]), expected);
        }
        assert_eq!(filled("opens", &[("name", "Ada".into())]), "count times, Ada so far", "the default");
    }

    #[test]
    fn values_are_known_wherever_they_stand() {
        let catalog = Catalog::read(SOURCE).unwrap();
        assert_eq!(catalog.0["opens"].values(), BTreeSet::from(["count", "name"]));
        assert_eq!(catalog.0["plain"].values(), BTreeSet::new());
        assert_eq!(catalog.0["plain"].text(), Some("A text,\non two lines"));
        assert_eq!(catalog.0["hello"].text(), None);
    }

    #[test]
    fn what_would_be_shown_wrongly_is_refused() {
        for source in [
            "a = 1\na = 2",
            "a =\n    .b = c",
            "-term = x",
            "a = { -term }",
            "a = { NUMBER($x) }",
            "a = { $x ->\n    [one] { $y ->\n        [one] 1\n       *[other] 2\n    }\n   *[other] 3\n}",
            "a",
        ] {
            assert!(Catalog::read(source).is_err(), "{source}");
        }
    }
}
