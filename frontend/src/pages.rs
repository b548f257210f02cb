//! What a person sees at each address.

mod about;
mod account;
mod hand_on;
mod manage;
mod mine;
mod open;
mod opened;
mod recipients;
mod share;

pub(crate) use about::about_page;
pub(crate) use account::{JoinPage, OwnSharesPage, SignedInPage};
pub(crate) use manage::ManagePage;
pub(crate) use mine::MinePage;
pub(crate) use open::OpenPage;
pub(crate) use opened::OpenedPage;
pub(crate) use share::{Gate, SharePage};
