//! Why a file is not shown, and what to do.

use crate::components::Trouble;
use crate::i18n::t;
use crate::services::opened::{OpenShare, Unfit};

/// The words for it.
pub(super) const fn why(unfit: Unfit) -> Trouble {
    let key = match unfit {
        Unfit::Unknown => "not-shown-unknown",
        Unfit::Lies => "not-shown-lies",
        Unfit::Broken => "not-shown-broken",
        Unfit::TooLarge => "not-shown-too-large",
    };
    Trouble { key, can_retry: false }
}

/// What to do about it.
pub(super) fn advice(unfit: Unfit, share: &OpenShare) -> String {
    if share.is_view_only() { t!("view-only-no-way") } else { why(unfit).advice() }
}
