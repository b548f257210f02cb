//! Which page an address asks for.

use std::rc::Rc;

use phial_shared::api::FinishSignIn;
use phial_shared::keys::InviteToken;
use phial_shared::link::{self, Address, LinkError, ManageLink, ShareLink};

use crate::services::open::OpenError;
use crate::services::opened::OpenShare;

/// A page. Compared by pointer where it holds a key.
#[derive(Clone)]
pub(crate) enum Route {
    /// Choose files and send them.
    Share {
        /// Another app has shared some with the installed page.
        shared: bool,
    },
    /// Open what was sent.
    Open {
        /// The way to it.
        link: Rc<ShareLink>,
        /// A mail scanner has moved the key into the path.
        key_was_in_path: bool,
    },
    /// Look at what was sent and opened, or why it cannot be read. No address leads here.
    Opened(Rc<Result<OpenShare, OpenError>>),
    /// See what happened to what was sent.
    Manage(Rc<ManageLink>),
    /// See what was sent from this device.
    Mine,
    /// Use an invitation, if the address holds one.
    Join(Option<Rc<InviteToken>>),
    /// Come back from the identity provider with its answer, if it gave one.
    SignedIn(Option<Rc<FinishSignIn>>),
    /// See what one has sent.
    OwnShares,
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
            "/" | "" | "/index.html" => Self::Share { shared: query(address) == Some("shared") },
            "/about" | "/about/" => Self::About,
            "/mine" => Self::Mine,
            "/join" => Self::Join(invite(address).map(Rc::new)),
            "/signed-in" => Self::SignedIn(answer(address).map(Rc::new)),
            "/shares" => Self::OwnShares,
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
            (Self::Opened(a), Self::Opened(b)) => Rc::ptr_eq(a, b),
            (Self::Manage(a), Self::Manage(b)) => Rc::ptr_eq(a, b),
            (Self::Broken(a), Self::Broken(b)) => a == b,
            (Self::Join(a), Self::Join(b)) => a.as_ref().map(Rc::as_ptr) == b.as_ref().map(Rc::as_ptr),
            (Self::SignedIn(a), Self::SignedIn(b)) => a.as_ref().map(Rc::as_ptr) == b.as_ref().map(Rc::as_ptr),
            (Self::Share { shared: a }, Self::Share { shared: b }) => a == b,
            (Self::Mine, Self::Mine)
            | (Self::OwnShares, Self::OwnShares)
            | (Self::About, Self::About)
            | (Self::NotFound, Self::NotFound) => true,
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

fn query(address: &str) -> Option<&str> {
    let before_fragment = address.split('#').next()?;
    before_fragment.split_once('?').map(|(_, query)| query)
}

/// The invitation in the fragment, after the digit that tells its version.
fn invite(address: &str) -> Option<InviteToken> {
    address.split_once("#1")?.1.parse().ok()
}

/// What the identity provider answers, in the fragment or, where it cannot do that, in the query.
fn answer(address: &str) -> Option<FinishSignIn> {
    let fields = &address[address.find(['?', '#'])? + 1..];
    let field = |name: &str| {
        let mut pairs = fields.split(['&', '#']).filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(found, _)| *found == name)?;
        percent_decoded(value)
    };
    Some(FinishSignIn { code: field("code")?, state: field("state")? })
}

/// As in `application/x-www-form-urlencoded`.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                // Two digits of four bits.
                (digit(rest.next())? * 16 + digit(rest.next())?) as u8
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use phial_shared::ids::{LinkId, ShareId};
    use phial_shared::keys::{LinkSecret, OwnerSecret};

    use super::*;

    const ORIGIN: &str = "http://127.0.0.1:8080";

    #[test]
    fn plain_pages_have_their_path() {
        assert!(matches!(Route::of("https://phial.example"), Route::Share { shared: false }));
        assert!(matches!(Route::of("https://phial.example/?from=mail#top"), Route::Share { shared: false }));
        assert!(matches!(Route::of("https://phial.example/?shared"), Route::Share { shared: true }));
        assert!(matches!(Route::of("https://phial.example/#?shared"), Route::Share { shared: false }));
        assert!(matches!(Route::of("https://phial.example/about#top"), Route::About));
        assert!(matches!(Route::of("https://phial.example/aboutness"), Route::NotFound));
    }

    #[test]
    fn links_lead_to_their_pages() {
        let share = ShareLink {
            link_id: LinkId::from_bytes([1; 16]),
            secret: LinkSecret::from_bytes([2; 32]),
            view_only: false,
        };
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

    #[test]
    fn an_invitation_is_in_the_fragment() {
        let token = InviteToken::from_bytes([7; 32]);
        let found = Route::of(&format!("{ORIGIN}/join#1{}", *token.to_bearer()));
        assert!(matches!(found, Route::Join(Some(found)) if found.as_bytes() == token.as_bytes()));
        for address in ["/join", "/join#", "/join#1", "/join#1abc", "/join#2AAAA"] {
            assert!(matches!(Route::of(&format!("{ORIGIN}{address}")), Route::Join(None)), "{address}");
        }
    }

    #[test]
    fn the_providers_answer_is_in_the_fragment_or_the_query() {
        for address in [
            "/signed-in#state=s&code=a%2Fb+c",
            "/signed-in?code=a%2Fb+c&state=s&iss=x",
            "/signed-in?code=a%2Fb%20c&state=s#",
        ] {
            let found = Route::of(&format!("{ORIGIN}{address}"));
            let Route::SignedIn(Some(answer)) = found else { panic!("{address}") };
            assert_eq!((answer.code.as_str(), answer.state.as_str()), ("a/b c", "s"), "{address}");
        }
        for address in ["/signed-in", "/signed-in#error=access_denied&state=s", "/signed-in?code=%4&state=s"] {
            assert!(matches!(Route::of(&format!("{ORIGIN}{address}")), Route::SignedIn(None)), "{address}");
        }
    }
}
