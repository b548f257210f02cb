//! What the owner of a share sees and does.

mod error;

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use phial_shared::api::{ChangeLink, ErasureReceipt, LinkState, OwnedLink, OwnedShare, ServerConfig, ShareState};
use phial_shared::envelope::OwnerNote;
use phial_shared::events::{BrokenChain, Chain, Event};
use phial_shared::ids::{LinkRef, ShareId};
use phial_shared::keys::OwnerKey;
use phial_shared::layout::Layout;
use phial_shared::link::ManageLink;
use phial_shared::manifest::Manifest;
use phial_shared::time::UnixSeconds;
use yew::Callback;

use super::attempts::persist;
use super::json::BrowserJson;
use super::links::{FreshLink, MadeLink, Recipient};
use super::progress::{Cancel, Cancelled, Meter};
use super::{api, js};

pub use error::ManageError;

/// How long to wait after a failure until the log is asked for again.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// A share as its owner sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagedShare {
    /// Its state and its links.
    pub share: OwnedShare,
    /// The access log, oldest first.
    pub events: Vec<Event>,
    /// Whether the log holds together, as checked in this page.
    pub intact: Result<(), BrokenChain>,
    chain: Chain,
    /// What it holds; `None` when it is erased, or when this link's key does not open it.
    pub manifest: Option<Manifest>,
    /// What the owner knows of each link, and the server does not.
    pub notes: HashMap<LinkRef, OwnerNote>,
}

/// Reads a share and its access log.
pub async fn load(link: &ManageLink) -> Result<ManagedShare, ManageError> {
    let token = link.secret.owner_token();
    let (share, log) =
        futures_util::future::try_join(api::owned_share(link.share_id, &token), api::events(link.share_id, &token))
            .await?;
    Ok(ManagedShare::new(link, share, log.events))
}

/// The state of a share and its links, without its log.
pub async fn look(link: &ManageLink) -> Result<OwnedShare, ManageError> {
    Ok(api::owned_share(link.share_id, &link.secret.owner_token()).await?)
}

/// Waits for what happens to a share, and tells of it, until it is erased or this is cancelled. A failure is told too;
/// one that passes is waited for.
pub async fn watch(
    link: &ManageLink,
    mut known: Rc<ManagedShare>,
    on_news: Callback<Result<Rc<ManagedShare>, ManageError>>,
    cancel: Cancel,
) {
    while known.share.state != ShareState::Erased {
        let news = cancel.unless(async { known.next(link).await.map_err(Stopped::Failed) }).await;
        match news {
            Ok(Some(share)) => {
                known = Rc::new(share);
                on_news.emit(Ok(Rc::clone(&known)));
            }
            Ok(None) => on_news.emit(Ok(Rc::clone(&known))),
            Err(Stopped::Cancelled) => return,
            Err(Stopped::Failed(error)) => {
                let passes = error.can_retry();
                on_news.emit(Err(error));
                let pause = async {
                    js::sleep(AFTER_FAILURE).await;
                    Ok::<_, Stopped>(())
                };
                if !passes || cancel.unless(pause).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Why watching goes no further.
enum Stopped {
    Cancelled,
    Failed(ManageError),
}

impl From<Cancelled> for Stopped {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// Changes what a link allows.
pub async fn change(link: &ManageLink, of: LinkRef, change: &ChangeLink) -> Result<OwnedLink, ManageError> {
    Ok(api::change_link(link.share_id, &link.secret.owner_token(), of, change).await?)
}

/// Takes one link back, for ever.
pub async fn take_back(link: &ManageLink, of: LinkRef) -> Result<OwnedLink, ManageError> {
    Ok(api::take_back(link.share_id, &link.secret.owner_token(), of).await?)
}

/// Makes a link for one more recipient. The files are not needed: the owner's key opens the content key. The link is given
/// once the server has confirmed it with its lock.
pub async fn add(
    link: &ManageLink,
    share: &OwnedShare,
    recipient: Recipient,
    config: &ServerConfig,
) -> Result<MadeLink, ManageError> {
    recipient.allowed_by(config)?;
    let (id, token, owner_key) = (link.share_id, link.secret.owner_token(), link.secret.owner_key());
    let wrapped = share.wrapped_key.as_ref().ok_or(ManageError::KeyDoesNotFit)?;
    let content_key = owner_key.unwrap(wrapped, id).map_err(|_| ManageError::KeyDoesNotFit)?;
    let fresh = FreshLink::make(recipient, config).await?;
    let request = fresh.request(&content_key, &owner_key, id);
    let unseen = Meter::new(0, 0, Callback::noop());
    let asking = unseen.transfer();
    let owned = persist(&asking, async || api::add_link(id, &token, &request).await).await?;
    if let Some(made) = fresh.confirmed(std::slice::from_ref(&owned)) {
        return Ok(made);
    }
    api::take_back(id, &token, owned.link).await?;
    Err(ManageError::NotConfirmed)
}

/// Erases the content of a share, and with it every link. The receipt is worth keeping.
pub async fn erase(link: &ManageLink) -> Result<ErasureReceipt, ManageError> {
    Ok(api::erase(link.share_id, &link.secret.owner_token()).await?)
}

impl ManagedShare {
    fn new(link: &ManageLink, share: OwnedShare, events: Vec<Event>) -> Self {
        let owner_key = link.secret.owner_key();
        let mut managed = Self {
            manifest: manifest(&share, link.share_id, &owner_key),
            notes: notes(&share, link.share_id, &owner_key),
            share,
            events: Vec::new(),
            intact: Ok(()),
            chain: Chain::start(link.share_id),
        };
        managed.append(events);
        managed
    }

    /// The share as it is after the next thing that happens to it; `None`: nothing has happened for a while.
    async fn next(&self, link: &ManageLink) -> Result<Option<Self>, ManageError> {
        js::until_visible().await;
        let token = link.secret.owner_token();
        let last = self.events.last().map(|event| event.seq);
        let log = api::events_after(link.share_id, &token, last).await?;
        if log.events.is_empty() {
            return Ok(None);
        }
        let share = api::owned_share(link.share_id, &token).await?;
        let owner_key = link.secret.owner_key();
        let manifest = match share.state {
            ShareState::Erased => None,
            _ => self.manifest.clone(),
        };
        let notes = notes(&share, link.share_id, &owner_key);
        let mut next = Self { manifest, notes, share, ..self.clone() };
        next.append(log.events);
        Ok(Some(next))
    }

    fn append(&mut self, events: Vec<Event>) {
        for event in events {
            self.intact = self.intact.and_then(|()| self.chain.follow(&event));
            self.events.push(event);
        }
    }

    /// For whom a link is, if the owner wrote it.
    pub fn label(&self, link: LinkRef) -> Option<&str> {
        self.notes.get(&link).map(|note| note.label.as_str()).filter(|label| !label.is_empty())
    }

    /// The same with one link as the server has answered that it is now.
    pub fn with_link(&self, link: OwnedLink) -> Self {
        let mut changed = self.clone();
        if let Some(old) = changed.share.links.iter_mut().find(|old| old.link == link.link) {
            *old = link;
        }
        changed
    }

    /// The same, erased: what the server will say of it.
    pub fn erased(&self, at: UnixSeconds) -> Self {
        let mut changed = self.clone();
        changed.share.state = ShareState::Erased;
        changed.share.erased_at = Some(at);
        for link in &mut changed.share.links {
            link.state = LinkState::Revoked;
        }
        changed
    }
}

fn manifest(share: &OwnedShare, id: ShareId, owner_key: &OwnerKey) -> Option<Manifest> {
    let content_key = owner_key.unwrap(share.wrapped_key.as_ref()?, id).ok()?;
    let layout = Layout::from_ciphertext_len(share.ciphertext_len).ok()?;
    Manifest::open::<BrowserJson>(share.manifest.as_ref()?, &content_key.manifest_key(), id, &layout).ok()
}

fn notes(share: &OwnedShare, id: ShareId, owner_key: &OwnerKey) -> HashMap<LinkRef, OwnerNote> {
    let notes = share
        .links
        .iter()
        .filter_map(|link| Some((link.link, owner_key.open_note::<BrowserJson>(&link.sealed_note, id).ok()?)));
    // The server could have exchanged the notes of two links.
    notes.filter(|(link, note)| note.link_id.to_ref() == *link).collect()
}
