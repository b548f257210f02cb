//! Why a file is not shown, and what to do.

use crate::components::Trouble;
use crate::services::opened::Unfit;

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
