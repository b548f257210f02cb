//! What the pages are made of.

mod choice;
mod copy_button;
mod dialog;
mod file_badge;
mod icon;
mod notice;
mod phial;
mod progress;
mod qr;
mod title;

pub(crate) use choice::Choice;
pub(crate) use copy_button::CopyButton;
pub(crate) use dialog::{CloseButton, Dialog};
pub(crate) use file_badge::FileBadge;
pub(crate) use icon::{Glyph, Icon};
pub(crate) use notice::{Notice, Plain, Tone, Trouble, TroubleNotice};
pub(crate) use phial::Phial;
pub(crate) use progress::{ProgressLine, ProgressSaid, figures};
pub(crate) use qr::QrCode;
pub(crate) use title::Title;
