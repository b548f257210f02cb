//! What the pages are made of. What keeps a state is a component; what does not is a function.

mod choice;
mod code_field;
mod copy_button;
mod date_fields;
mod dialog;
mod file_badge;
mod genuine;
mod icon;
mod language_switch;
mod network;
mod notice;
mod phial;
mod progress;
mod qr;
mod title;

pub(crate) use choice::choice;
pub(crate) use code_field::{code_field, code_shown};
pub(crate) use copy_button::CopyButton;
pub(crate) use date_fields::{TypedDate, Whose, date_fields};
pub(crate) use dialog::{Dialog, close_button};
pub(crate) use file_badge::file_badge;
pub(crate) use genuine::{genuine_card, help_by_telephone, words_of, words_to_tell};
pub(crate) use icon::{Glyph, icon};
pub(crate) use language_switch::LanguageSwitch;
pub(crate) use network::{NetworkLine, use_network_back};
pub(crate) use notice::{Tone, Trouble, notice, plain, trouble_notice};
pub(crate) use phial::{Stopper, phial};
pub(crate) use progress::{figures, progress_line, progress_said};
pub(crate) use qr::qr_code;
pub(crate) use title::Title;
