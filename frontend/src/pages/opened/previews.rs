//! Previews of files: fetched when they are first looked at, and kept while the page is open.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::services::opened::{OpenShare, Preview};

/// How far a file's preview is.
#[derive(Clone, Default)]
pub(crate) enum Look {
    /// Not asked for, or on its way.
    #[default]
    Waiting,
    /// There, or known not to be.
    Shown(Rc<Preview>),
    /// It could not be fetched. Saving may still succeed.
    Failed,
}

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Waiting, Self::Waiting) | (Self::Failed, Self::Failed) => true,
            (Self::Shown(a), Self::Shown(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// The previews of a share, by the number of the file; those that were never asked for may be missing.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Previews(Vec<Look>);

impl Previews {
    /// How far the preview of a file is.
    pub(crate) fn of(&self, file: usize) -> Look {
        self.0.get(file).cloned().unwrap_or_default()
    }
}

impl Reducible for Previews {
    type Action = (usize, Look);

    fn reduce(self: Rc<Self>, (file, look): Self::Action) -> Rc<Self> {
        let mut looks = self.0.clone();
        looks.resize(looks.len().max(file + 1), Look::Waiting);
        looks[file] = look;
        Rc::new(Self(looks))
    }
}

/// The previews of a share, and the way to ask for one. Asking twice fetches once, unless it failed.
#[hook]
pub(crate) fn use_previews(share: &OpenShare) -> (UseReducerHandle<Previews>, Callback<usize>) {
    let previews = use_reducer(Previews::default);
    let asked = use_mut_ref(Vec::new);
    let dispatcher = previews.dispatcher();
    let ask = use_callback(share.clone(), move |file: usize, share| {
        if asked.borrow().contains(&file) {
            return;
        }
        asked.borrow_mut().push(file);
        let (share, dispatcher, asked) = (share.clone(), dispatcher.clone(), asked.clone());
        spawn_local(async move {
            let look = match share.preview(file).await {
                Ok(preview) => Look::Shown(Rc::new(preview)),
                Err(_) => {
                    asked.borrow_mut().retain(|other| *other != file);
                    Look::Failed
                }
            };
            dispatcher.dispatch((file, look));
        });
    });
    (previews, ask)
}
