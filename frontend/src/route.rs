//! Which page an address asks for.

use std::rc::Rc;

use phial_shared::link::{self, Address, LinkError, ManageLink, ShareLink};

/// A page. Compared by pointer where it holds a key.
#[derive(Clone)]
pub(crate) enum Route {
    /// Choose files and send them.
    Share,
    /// Open what was sent.
    Open {
        /// The way to it.
        link: Rc<ShareLink>,
        /// A mail scanner has moved the key into the path.
        key_was_in_path: bool,
    },
    /// See what happened to what was sent.
    Manage(Rc<ManageLink>),
    /// A link that is not whole.
    Broken(LinkError),
    /// What the server can and cannot see.
    About,
    /// Nothing.
    NotFound,
}

impl Route {
    /// The page for the whole address, with its fragment.
    pub(crate) fn of(address: &str) -> Self {
        let path = path(address);
        match path {
            "/" | "" | "/index.html" => Self::Share,
            "/about" | "/about/" => Self::About,
            _ if path.starts_with("/s/") || path.starts_with("/m/") => match link::parse(address) {
                Ok(parsed) => match parsed.address {
                    Address::Share(link) => Self::Open { link: Rc::new(link), key_was_in_path: parsed.key_was_in_path },
                    Address::Manage(link) => Self::Manage(Rc::new(link)),
                },
                Err(error) => Self::Broken(error),
            },
            _ => Self::NotFound,
        }
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open { link: a, .. }, Self::Open { link: b, .. }) => Rc::ptr_eq(a, b),
            (Self::Manage(a), Self::Manage(b)) => Rc::ptr_eq(a, b),
            (Self::Broken(a), Self::Broken(b)) => a == b,
            (Self::Share, Self::Share) | (Self::About, Self::About) | (Self::NotFound, Self::NotFound) => true,
            _ => false,
        }
    }
}

/// The path of an address, without query and fragment.
fn path(address: &str) -> &str {
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("", |slash| &after_scheme[slash..]);
    path.find(['?', '#']).map_or(path, |end| &path[..end])
}

#[cfg(test)]
mod tests {
    use phial_shared::ids::{LinkId, ShareId};
    use phial_shared::keys::{LinkSecret, OwnerSecret};

    use super::*;

    const ORIGIN: &str = "http://127.0.0.1:8080";

    #[test]
    fn plain_pages_have_their_path() {
        assert!(matches!(Route::of("https://phial.example"), Route::Share));
        assert!(matches!(Route::of("https://phial.example/?from=mail#top"), Route::Share));
        assert!(matches!(Route::of("https://phial.example/about#top"), Route::About));
        assert!(matches!(Route::of("https://phial.example/aboutness"), Route::NotFound));
    }

    #[test]
    fn links_lead_to_their_pages() {
        let share = ShareLink { link_id: LinkId::from_bytes([1; 16]), secret: LinkSecret::from_bytes([2; 32]) };
        let address = share.to_url(ORIGIN);
        assert!(matches!(Route::of(&address), Route::Open { key_was_in_path: false, .. }));
        assert!(matches!(Route::of(&address.replace('#', "%23")), Route::Open { key_was_in_path: true, .. }));
        let owner = ManageLink { share_id: ShareId::from_bytes([1; 16]), secret: OwnerSecret::from_bytes([2; 32]) };
        assert!(matches!(Route::of(&owner.to_url(ORIGIN)), Route::Manage(_)));
    }

    #[test]
    fn a_link_that_is_not_whole_says_why() {
        let address = format!("{ORIGIN}/s/{}", LinkId::from_bytes([1; 16]));
        assert!(matches!(Route::of(&address), Route::Broken(LinkError::NoKey)));
        assert!(matches!(Route::of(&format!("{address}#1abc")), Route::Broken(LinkError::CutShort)));
        assert!(matches!(Route::of(&format!("{ORIGIN}/s/abc")), Route::Broken(_)));
    }
}
