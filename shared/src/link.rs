//! Links: `https://HOST/s/{link_id}#1{secret}` for a recipient, `https://HOST/m/{share_id}#1{secret}` for the owner. A
//! recipient's link by which one may only look has `#1v.{secret}`.
//!
//! Parsing forgives what chat programs and mail scanners do to an address: white space and line breaks inside,
//! brackets and punctuation around it, a query that counts clicks, and a `#` written as `%23`, which moves the key into
//! the path.

use std::fmt;

use zeroize::Zeroizing;

use crate::encoding::encode;
use crate::ids::{LinkId, ShareId};
use crate::keys::{HardenedFactor, LinkSecret, OwnerSecret, Root};

/// The version that stands before the secret.
const VERSION: char = '1';
/// Stands after the version in a link by which one may only look. The full stop is in no secret, so that a link which lost or
/// gained a character is never taken for one of the other kind.
const VIEW_ONLY: &str = "v.";
/// Characters of a 16-byte id in base64url.
const ID_CHARS: usize = 22;
/// Characters of a 32-byte secret in base64url.
const SECRET_CHARS: usize = 43;

/// A recipient's way to a share.
#[derive(Debug)]
pub struct ShareLink {
    /// The link's id, in the path.
    pub link_id: LinkId,
    /// The secret, in the fragment.
    pub secret: LinkSecret,
    /// Whoever opens it may look, and is not offered to save. Its keys are others than those of a link that is the same but
    /// for this: nobody turns one into the other by changing the text.
    pub view_only: bool,
}

/// The owner's way to a share.
#[derive(Debug)]
pub struct ManageLink {
    /// The share's id, in the path.
    pub share_id: ShareId,
    /// The secret, in the fragment.
    pub secret: OwnerSecret,
}

/// A link of either kind.
#[derive(Debug)]
pub enum Address {
    /// For a recipient.
    Share(ShareLink),
    /// For the owner.
    Manage(ManageLink),
}

/// A link, and how it arrived.
#[derive(Debug)]
pub struct Parsed {
    /// The link.
    pub address: Address,
    /// Scheme, host and port, without a slash at the end.
    pub origin: String,
    /// Something wrote `#` as `%23`: the key was in the path, and a server on the way has seen it.
    pub key_was_in_path: bool,
}

/// Why a text is not a whole link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum LinkError {
    /// It is no address of a share.
    #[error("this is not a Phial link")]
    NotALink,
    /// It has no fragment: the key is missing.
    #[error("the link has no key: what follows the # is missing")]
    NoKey,
    /// Its end is missing.
    #[error("the link is cut short")]
    CutShort,
    /// A character was changed, or something was added.
    #[error("the link was changed on its way")]
    Altered,
    /// A newer Phial made it.
    #[error("the link was made by a newer version")]
    UnknownVersion,
}

impl ShareLink {
    /// A link that nobody has yet.
    pub fn random(view_only: bool) -> Self {
        Self { link_id: LinkId::random(), secret: LinkSecret::random(), view_only }
    }

    /// The whole link.
    pub fn to_url(&self, origin: &str) -> Zeroizing<String> {
        url(origin, 's', &self.link_id, if self.view_only { VIEW_ONLY } else { "" }, self.secret.as_bytes())
    }

    /// What the link's keys are derived from, with the factor if it has one.
    pub fn root(&self, factor: Option<&HardenedFactor>) -> Root {
        let of = |secret: &LinkSecret| factor.map_or_else(|| secret.root(), |factor| secret.root_with(factor));
        if self.view_only { of(&self.secret.view_only()) } else { of(&self.secret) }
    }
}

impl ManageLink {
    /// The whole link.
    pub fn to_url(&self, origin: &str) -> Zeroizing<String> {
        url(origin, 'm', &self.share_id, "", self.secret.as_bytes())
    }
}

fn url(origin: &str, kind: char, id: &dyn fmt::Display, limits: &str, secret: &[u8; 32]) -> Zeroizing<String> {
    let secret = Zeroizing::new(encode(secret));
    Zeroizing::new(format!("{origin}/{kind}/{id}#{VERSION}{limits}{}", *secret))
}

/// Reads a link as a person pasted it.
pub fn parse(text: &str) -> Result<Parsed, LinkError> {
    let text = Zeroizing::new(text.chars().filter(|c| !is_invisible(*c)).collect::<String>());
    let (origin, path) = split_origin(&text)?;
    let (kind, rest) = path.split_at_checked(2).ok_or(LinkError::NotALink)?;
    let (id, key, key_was_in_path) = split_key(rest);
    let id = id.split(['?', '/']).next().unwrap_or_default();
    let address = match kind {
        "s/" => {
            let link_id = id.parse().map_err(|_| id_error(id, key))?;
            let text = unversioned(key)?;
            let to_look = text.strip_prefix(VIEW_ONLY);
            let secret = LinkSecret::from_bytes(*secret(to_look.unwrap_or(text))?);
            Address::Share(ShareLink { link_id, secret, view_only: to_look.is_some() })
        }
        "m/" => Address::Manage(ManageLink {
            share_id: id.parse().map_err(|_| id_error(id, key))?,
            secret: OwnerSecret::from_bytes(*secret(unversioned(key)?)?),
        }),
        _ => return Err(LinkError::NotALink),
    };
    Ok(Parsed { address, origin: origin.to_owned(), key_was_in_path })
}

/// White space, and the marks that programs put into long words to break them.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Splits `…https://host:port` from the path, which starts after the slash.
fn split_origin(text: &str) -> Result<(&str, &str), LinkError> {
    let scheme = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme).map(|at| (at, *scheme))).min();
    let (start, scheme) = scheme.ok_or(LinkError::NotALink)?;
    let host = start + scheme.len();
    let end = host + text[host..].find('/').ok_or(LinkError::NotALink)?;
    if end == host {
        return Err(LinkError::NotALink);
    }
    Ok((&text[start..end], &text[end + 1..]))
}

/// Splits the id from what follows `#` or `%23` (also encoded twice: `%2523`).
fn split_key(rest: &str) -> (&str, Option<&str>, bool) {
    let found = ["#", "%23", "%2523"].iter().filter_map(|mark| rest.find(mark).map(|at| (at, *mark))).min();
    match found {
        Some((at, mark)) => (&rest[..at], Some(&rest[at + mark.len()..]), mark != "#"),
        None => (rest, None, false),
    }
}

/// A wrong id lost its end if nothing follows it; otherwise it was changed.
fn id_error(id: &str, key: Option<&str>) -> LinkError {
    match key {
        None if trim_after(id).len() < ID_CHARS => LinkError::CutShort,
        _ => LinkError::Altered,
    }
}

/// What follows the version.
fn unversioned(key: Option<&str>) -> Result<&str, LinkError> {
    let mut chars = key.ok_or(LinkError::NoKey)?.chars();
    match chars.next() {
        None => Err(LinkError::NoKey),
        Some(VERSION) => Ok(chars.as_str()),
        Some('2'..='9') => Err(LinkError::UnknownVersion),
        Some(_) => Err(LinkError::Altered),
    }
}

fn secret(text: &str) -> Result<Zeroizing<[u8; 32]>, LinkError> {
    // `get` and not an index: the cut may fall inside of a character that was put there by mistake.
    let (secret, after) = match text.get(..SECRET_CHARS) {
        Some(secret) => (secret, &text[SECRET_CHARS..]),
        None if trim_after(text).is_ascii() => return Err(LinkError::CutShort),
        None => return Err(LinkError::Altered),
    };
    if !after.starts_with(['?', '&']) && !trim_after(after).is_empty() {
        return Err(LinkError::Altered);
    }
    crate::encoding::decode_array(secret).map(Zeroizing::new).map_err(|_| LinkError::Altered)
}

/// Removes what writers put after an address: punctuation, closing brackets, quotes, a chat program's `*` or `_`.
fn trim_after(text: &str) -> &str {
    text.trim_end_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "BwcHBwcHBwcHBwcHBwcHBw";
    const KEY: &str = "1CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk";

    fn link() -> String {
        format!("https://phial.example:8443/s/{ID}#{KEY}")
    }

    fn assert_same(text: &str) -> Parsed {
        let parsed = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        match &parsed.address {
            Address::Share(link) => {
                assert_eq!(link.link_id.as_bytes(), &[7; 16]);
                assert_eq!(link.secret.as_bytes(), &[9; 32]);
            }
            Address::Manage(_) => panic!("{text:?} is a share link"),
        }
        assert_eq!(parsed.origin, "https://phial.example:8443");
        parsed
    }

    #[test]
    fn writing_and_reading_agree() {
        let share = share_link(false);
        assert_eq!(*share.to_url("https://phial.example:8443"), link());
        assert!(!assert_same(&link()).key_was_in_path);
        let manage = ManageLink { share_id: ShareId::from_bytes([7; 16]), secret: OwnerSecret::from_bytes([9; 32]) };
        let parsed = parse(&manage.to_url("http://127.0.0.1:8080")).unwrap();
        assert!(matches!(parsed.address, Address::Manage(link) if link.share_id == manage.share_id));
    }

    fn share_link(view_only: bool) -> ShareLink {
        let (link_id, secret) = (LinkId::from_bytes([7; 16]), LinkSecret::from_bytes([9; 32]));
        ShareLink { link_id, secret, view_only }
    }

    #[test]
    fn a_link_to_look_is_written_and_read_and_is_never_taken_for_another() {
        let text = share_link(true).to_url("https://phial.example:8443");
        assert_eq!(*text, link().replace("#1", "#1v."));
        let read = |text: &str| match parse(text).map(|parsed| parsed.address) {
            Ok(Address::Share(link)) => Ok((link.view_only, *link.secret.as_bytes())),
            Ok(Address::Manage(_)) => panic!("{text:?} is a share link"),
            Err(error) => Err(error),
        };
        assert_eq!(read(&link()), Ok((false, [9; 32])));
        for whole in [text.to_string(), format!("<{}>.", *text), text.replace('#', "%23"), text.replace("v.", "v.\n")] {
            assert_eq!(read(&whole), Ok((true, [9; 32])), "{whole:?}");
        }
        let cases = [
            (text[..text.len() - 1].to_owned(), LinkError::CutShort),
            (text[..link().len() - 43 + 1].to_owned(), LinkError::CutShort),
            (text.replace("v.", "v"), LinkError::Altered),
            (text.replace("v.", "."), LinkError::Altered),
            (text.replace("v.", "w."), LinkError::Altered),
            (text.replace("v.", "v.v."), LinkError::Altered),
            (text.replace("/s/", "/m/"), LinkError::Altered),
        ];
        for (text, error) in cases {
            assert_eq!(parse(&text).unwrap_err(), error, "{text:?}");
        }
    }

    #[test]
    fn a_link_to_look_has_keys_of_its_own() {
        let factor = HardenedFactor::from_bytes([4; 32]);
        let roots =
            [None, Some(&factor)].map(|factor| [false, true].map(|view_only| share_link(view_only).root(factor)));
        let roots = roots.as_flattened();
        for (at, root) in roots.iter().enumerate() {
            assert!(roots[..at].iter().all(|other| other.as_bytes() != root.as_bytes()), "{at}");
        }
    }

    #[test]
    fn what_chat_programs_do_is_forgiven() {
        let link = link();
        let (start, end) = link.split_at(60);
        for text in [
            format!("{link}."),
            format!("<{link}>"),
            format!("({link}),"),
            format!("“{link}”"),
            format!("*{link}*"),
            format!("_{link}_"),
            format!("  {link}\r\n"),
            format!("{start}\n{end}"),
            format!("{start}=\u{200b}{end}").replace('=', ""),
            format!("Here it is: {link} !"),
            link.replace('#', "?fbclid=IwAR0x_y-z#"),
            link.replace('#', "/#"),
            format!("{}?utm_source=mail", link.replace('#', "%23")),
        ] {
            assert_same(&text);
        }
    }

    #[test]
    fn a_key_in_the_path_is_read_and_reported() {
        for mark in ["%23", "%2523"] {
            assert!(assert_same(&link().replace('#', mark)).key_was_in_path);
        }
    }

    #[test]
    fn each_way_to_be_wrong_has_its_own_error() {
        let link = link();
        let cases = [
            (String::new(), LinkError::NotALink),
            ("hello".to_owned(), LinkError::NotALink),
            (format!("ftp://phial.example/s/{ID}#{KEY}"), LinkError::NotALink),
            (format!("https:///s/{ID}#{KEY}"), LinkError::NotALink),
            (format!("https://phial.example/x/{ID}#{KEY}"), LinkError::NotALink),
            ("https://phial.example/".to_owned(), LinkError::NotALink),
            ("https://phial.example/s/BwcH".to_owned(), LinkError::CutShort),
            (format!("https://phial.example/s/{ID}"), LinkError::NoKey),
            (format!("https://phial.example/s/{ID}#"), LinkError::NoKey),
            (link[..link.len() - 1].to_owned(), LinkError::CutShort),
            (link[..link.len() - 30].to_owned() + ".", LinkError::CutShort),
            (format!("{link}A"), LinkError::Altered),
            (link.replace("#1C", "#1!"), LinkError::Altered),
            (link.replace("#1", "#x"), LinkError::Altered),
            (link.replace("#1", "#2"), LinkError::UnknownVersion),
            (link.replace(ID, "BwcHBwcHBwcHBwcHBwcHB!"), LinkError::Altered),
            (link.replace("Qk", "Qé"), LinkError::Altered),
        ];
        for (text, error) in cases {
            assert_eq!(parse(&text).unwrap_err(), error, "{text:?}");
        }
    }

    #[test]
    fn nothing_secret_is_printed() {
        let printed = format!("{:?}", parse(&link()).unwrap());
        assert!(!printed.contains("CQkJ") && !printed.contains(ID), "{printed}");
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text: String) {
            let _ = parse(&text);
            let _ = parse(&format!("https://h/s/{ID}#1{text}"));
            let _ = parse(&format!("https://h/s/{ID}#1v.{text}"));
            let _ = parse(&format!("https://h/{text}"));
        }

        #[test]
        fn every_link_round_trips(
            id: [u8; 16], secret: [u8; 32], view_only: bool, mark in "#|%23", after in "[.,;:!?)>_*]{0,3}"
        ) {
            let link = ShareLink { link_id: LinkId::from_bytes(id), secret: LinkSecret::from_bytes(secret), view_only };
            let text = link.to_url("https://h").replace('#', &mark) + &after;
            let Address::Share(read) = parse(&text).unwrap().address else { panic!("a share link") };
            assert_eq!((read.link_id, read.secret.as_bytes(), read.view_only), (link.link_id, &secret, view_only));
        }
    }
}
