//! What was chosen.

use std::rc::Rc;

use phial_shared::file_name::display_name;
use web_sys::File;
use yew::{AttrValue, Reducible};

use crate::services::preview::is_likely_shown;

/// One file. The number tells two files of the same name apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chosen {
    pub(crate) id: u32,
    pub(crate) file: File,
}

/// All files, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ChosenFiles {
    files: Rc<Vec<Chosen>>,
    next_id: u32,
    /// Bytes together.
    total: u64,
}

/// A change to the files.
pub(crate) enum Change {
    Add(Vec<File>),
    Remove(u32),
    Clear,
}

impl ChosenFiles {
    pub(crate) fn as_slice(&self) -> &[Chosen] {
        &self.files
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether there were files before, also when there are none now.
    pub(crate) const fn had_any(&self) -> bool {
        self.next_id > 0
    }

    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// Bytes together.
    pub(crate) const fn total(&self) -> u64 {
        self.total
    }

    /// The name of the first file that a page probably does not show.
    pub(crate) fn not_shown(&self) -> Option<AttrValue> {
        let mut files = self.files.iter().map(|chosen| &chosen.file);
        let name = files.find(|file| !is_likely_shown(&file.name(), &file.type_(), size(file)))?.name();
        Some(display_name(&name).into())
    }

    /// The files as they are sent.
    pub(crate) fn to_vec(&self) -> Vec<File> {
        self.files.iter().map(|chosen| chosen.file.clone()).collect()
    }
}

impl Reducible for ChosenFiles {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next_id = self.next_id;
        let mut files = (*self.files).clone();
        match change {
            Change::Add(added) => files.extend((next_id..).zip(added).map(|(id, file)| {
                next_id = id + 1;
                Chosen { id, file }
            })),
            Change::Remove(id) => files.retain(|chosen| chosen.id != id),
            Change::Clear => files.clear(),
        }
        let total = files.iter().map(|chosen| size(&chosen.file)).sum();
        Rc::new(Self { files: Rc::new(files), next_id, total })
    }
}

/// Bytes of a file.
pub(crate) fn size(file: &File) -> u64 {
    // The browser gives a whole number below 2^53.
    file.size() as u64
}
