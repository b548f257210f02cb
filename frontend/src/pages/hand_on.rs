//! Handing a link on, and apart from it what the recipient must know besides. Used where files are sent, and where a
//! recipient is added later.

mod lock_card;
mod made_link;
mod send_by;

pub(crate) use made_link::{MadeLinkCards, link_field};
