//! All recipients of what is to be sent.

use std::rc::Rc;

use phial_shared::api::{LinkLimits, MAX_LINKS, ServerConfig};
use phial_shared::factor::BadFactor;
use yew::Reducible;

use super::RecipientDraft;
use crate::services::links::Recipient;

/// At least one recipient; at most one is being filled in, the others are one line each.
#[derive(Clone, PartialEq)]
pub(crate) struct Recipients {
    all: Vec<(u32, RecipientDraft)>,
    next_id: u32,
    open: Option<u32>,
    /// Who is not filled in enough to be sent to, and why.
    wrong: Option<(u32, BadFactor)>,
    blank: RecipientDraft,
}

/// A change to the recipients.
pub(crate) enum RecipientChange {
    Add,
    Remove(u32),
    Open(u32),
    Set(u32, RecipientDraft),
    Wrong(u32, BadFactor),
    Clear,
}

impl Recipients {
    /// One recipient, with nothing filled in.
    pub(crate) fn one(config: &ServerConfig) -> Self {
        Self::blank(RecipientDraft::new(config), 0)
    }

    fn blank(blank: RecipientDraft, id: u32) -> Self {
        Self { all: vec![(id, blank.clone())], next_id: id + 1, open: Some(id), wrong: None, blank }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &RecipientDraft)> {
        self.all.iter().map(|(id, draft)| (*id, draft))
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether a share may have one more.
    pub(crate) fn has_room(&self) -> bool {
        self.all.len() < MAX_LINKS
    }

    pub(crate) fn is_open(&self, id: u32) -> bool {
        self.open == Some(id)
    }

    pub(crate) fn wrong(&self, id: u32) -> Option<BadFactor> {
        self.wrong.filter(|(wrong, _)| *wrong == id).map(|(_, why)| why)
    }

    /// As links are made for them, or who is not filled in yet, and why.
    pub(crate) fn to_recipients(&self, shared: LinkLimits) -> Result<Vec<Recipient>, (u32, BadFactor)> {
        self.iter().map(|(id, draft)| draft.to_recipient(shared).map_err(|why| (id, why))).collect()
    }
}

impl Reducible for Recipients {
    type Action = RecipientChange;

    fn reduce(self: Rc<Self>, change: RecipientChange) -> Rc<Self> {
        let mut list = (*self).clone();
        match change {
            RecipientChange::Add => {
                let id = list.next_id;
                list.all.push((id, list.blank.clone()));
                (list.next_id, list.open) = (id + 1, Some(id));
            }
            RecipientChange::Remove(id) if list.all.len() > 1 => {
                list.all.retain(|(other, _)| *other != id);
                if let [(only, _)] = list.all.as_slice() {
                    list.open = Some(*only);
                }
            }
            RecipientChange::Remove(_) => (),
            RecipientChange::Open(id) => list.open = Some(id),
            RecipientChange::Set(id, draft) => {
                if let Some((_, old)) = list.all.iter_mut().find(|(other, _)| *other == id) {
                    *old = draft;
                }
                list.wrong = None;
            }
            RecipientChange::Wrong(id, why) => (list.open, list.wrong) = (Some(id), Some((id, why))),
            // With a new number: nothing of what was typed stays in a field.
            RecipientChange::Clear => list = Self::blank(list.blank, list.next_id),
        }
        Rc::new(list)
    }
}
