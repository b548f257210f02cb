//! Compiles the Fluent files of `static/locales` into the compact form that `src/i18n.rs` reads, so that the page
//! carries neither a Fluent parser nor what only that needs.
//!
//! ```text
//! words    = message* in the order of their keys
//! message  = key KEY_END pattern MESSAGE_END
//! pattern  = (text | PLACE name PLACE_END | CHOICE name (VARIANT category VARIANT_IS pattern)+ CHOICE_END)*
//! ```
//! The last variant of a choice is its default.

use std::error::Error;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

#[path = "src/i18n/marks.rs"]
mod marks;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=src/i18n/marks.rs");
    let locales = Path::new("../static/locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let target = std::env::var("OUT_DIR")?;
    for entry in std::fs::read_dir(locales)? {
        let path = entry?.path();
        if let Some(language) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".ftl")) {
            let words =
                compile(&std::fs::read_to_string(&path)?).map_err(|error| format!("{language}.ftl: {error}"))?;
            std::fs::write(Path::new(&target).join(format!("{language}.words")), words)?;
        }
    }
    Ok(())
}

fn compile(source: &str) -> Result<String> {
    let resource = fluent_syntax::parser::parse(source).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut messages = Vec::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let pattern = message.value.ok_or_else(|| format!("{} has no text", message.id.name))?;
                messages.push((message.id.name, write(&pattern)?));
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => (),
            Entry::Term(_) | Entry::Junk { .. } => return Err("only messages and comments are understood".into()),
        }
    }
    messages.sort_unstable();
    if let Some(twice) = messages.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(format!("{} is there twice", twice[0].0).into());
    }
    let mut words = String::new();
    for (key, pattern) in messages {
        words.extend([key, marks::KEY_END, &pattern, marks::MESSAGE_END]);
    }
    Ok(words)
}

fn write(pattern: &Pattern<&str>) -> Result<String> {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => Ok((*value).to_owned()),
            PatternElement::Placeable { expression } => write_expression(expression),
        })
        .collect()
}

fn write_expression(expression: &Expression<&str>) -> Result<String> {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            Ok(format!("{}{}{}", marks::PLACE, id.name, marks::PLACE_END))
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => Ok((*value).to_owned()),
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let (default, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
            let written: String = others.into_iter().chain(default).map(write_variant).collect::<Result<_>>()?;
            Ok(format!("{}{}{written}{}", marks::CHOICE, id.name, marks::CHOICE_END))
        }
        other => Err(format!("this is not understood here: {other:?}").into()),
    }
}

fn write_variant(variant: &Variant<&str>) -> Result<String> {
    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
    Ok(format!("{}{name}{}{}", marks::VARIANT, marks::VARIANT_IS, write(&variant.value)?))
}
