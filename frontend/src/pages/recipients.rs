//! For whom a link is: a name for the sender's own eyes, and what the recipient must know besides the link. Used where
//! files are sent, and where a recipient is added later.

mod draft;
mod fields;
pub(crate) mod limits;
mod list;

pub(crate) use draft::{LockKind, RecipientDraft};
pub(crate) use fields::{RecipientFields, bad_factor};
pub(crate) use list::{RecipientChange, Recipients};
