//! The marks of compiled words: control characters, which no text has.

/// After a message's key.
pub(crate) const KEY_END: &str = "\u{1}";
/// After a message.
pub(crate) const MESSAGE_END: &str = "\u{2}";
/// Before the name of a value that stands here.
pub(crate) const PLACE: &str = "\u{3}";
/// After it.
pub(crate) const PLACE_END: &str = "\u{4}";
/// Before the name of a value that decides between variants.
pub(crate) const CHOICE: &str = "\u{5}";
/// Before a variant's number or plural category.
pub(crate) const VARIANT: &str = "\u{6}";
/// After it.
pub(crate) const VARIANT_IS: &str = "\u{7}";
/// After the last variant.
pub(crate) const CHOICE_END: &str = "\u{8}";
