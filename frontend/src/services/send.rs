//! Sending: seals the files in the browser, uploads them, and makes the share live.

mod check;
mod error;
mod upload;

use std::fmt;

use phial_shared::api::{CreateShare, SealShare, ServerConfig, ShareCreated};
use phial_shared::ids::ShareId;
use phial_shared::keys::{ContentKey, OwnerSecret, OwnerToken};
use phial_shared::link::ManageLink;
use phial_shared::manifest::{Context, Manifest};
use phial_shared::stream::StreamSealer;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::Callback;
use zeroize::Zeroizing;

use super::attempts::persist;
use super::links::{FreshLink, MadeLink, Recipient};
use super::progress::{Cancel, Meter, Progress};
use super::{api, js};

pub use check::check;
pub use error::SendError;

/// What a person wants to send.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The files, in the order in which the recipient sees them.
    pub files: Vec<File>,
    /// What the sender says about them; only the recipients and the sender can read it.
    pub context: Context,
    /// For whom; each gets a link.
    pub recipients: Vec<Recipient>,
}

/// A live share.
#[derive(Clone, PartialEq)]
pub struct Sent {
    /// For the recipients, in the order of the draft. Each holds the key.
    pub links: Vec<MadeLink>,
    /// For the sender. Holds the owner's key.
    pub manage_link: Zeroizing<String>,
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sent([redacted])")
    }
}

/// The secrets of one share, made in this page.
struct Secrets {
    content_key: ContentKey,
    owner: OwnerSecret,
}

impl Secrets {
    fn random() -> Self {
        Self { content_key: ContentKey::random(), owner: OwnerSecret::random() }
    }

    /// The sender's link.
    fn into_manage_link(self, share_id: ShareId) -> Zeroizing<String> {
        ManageLink { share_id, secret: self.owner }.to_url(&js::window().location().origin().unwrap_or_default())
    }
}

/// Sends a draft. Nothing is live before everything has arrived, and no link is given before the server has confirmed it
/// with its lock; when it fails or is cancelled, what had arrived is given up. A lost network is waited for.
pub async fn send(
    config: &ServerConfig,
    draft: Draft,
    on_progress: Callback<Progress>,
    cancel: Cancel,
) -> Result<Sent, SendError> {
    let manifest = check(config, &draft.files, &draft.context)?;
    for recipient in &draft.recipients {
        recipient.allowed_by(config)?;
    }
    let ciphertext_len = manifest.layout().ciphertext_len();
    let meter = Meter::new(ciphertext_len, manifest.files_len(), on_progress);
    let links = cancel.unless(make_links(config, draft.recipients)).await?;
    let created = cancel.unless(announce(ciphertext_len, &meter)).await?;
    let secrets = Secrets::random();
    match cancel.unless(fill_and_seal(&created, &secrets, &manifest, draft.files, links, &meter)).await {
        Ok(links) => Ok(Sent { links, manage_link: secrets.into_manage_link(created.share_id) }),
        Err(error) => {
            give_up(created, secrets.owner.owner_token());
            Err(error)
        }
    }
}

/// One after the other: hardening a lock takes much memory.
async fn make_links(config: &ServerConfig, recipients: Vec<Recipient>) -> Result<Vec<FreshLink>, SendError> {
    let mut links = Vec::with_capacity(recipients.len());
    for recipient in recipients {
        links.push(FreshLink::make(recipient, config).await?);
    }
    Ok(links)
}

async fn announce(ciphertext_len: u64, meter: &Meter) -> Result<ShareCreated, SendError> {
    let announcing = meter.transfer();
    let announcement = CreateShare { ciphertext_len };
    Ok(persist(&announcing, async || api::create_share(&announcement).await).await?)
}

async fn fill_and_seal(
    created: &ShareCreated,
    secrets: &Secrets,
    manifest: &Manifest,
    files: Vec<File>,
    links: Vec<FreshLink>,
    meter: &Meter,
) -> Result<Vec<MadeLink>, SendError> {
    let sealer = StreamSealer::new(&secrets.content_key.stream_key(), created.share_id, manifest.layout());
    upload::upload(created, sealer, files, meter).await?;
    let request = seal_request(created.share_id, manifest, secrets, &links)?;
    let owner_token = secrets.owner.owner_token();
    let sealing = meter.transfer();
    persist(&sealing, async || api::seal(created.share_id, &created.upload_token, &request).await).await?;
    let owned = persist(&sealing, async || api::owned_share(created.share_id, &owner_token).await).await?;
    let confirmed = links.into_iter().map(|link| link.confirmed(&owned.links));
    confirmed.collect::<Option<_>>().ok_or(SendError::NotConfirmed)
}

fn seal_request(
    share: ShareId,
    manifest: &Manifest,
    secrets: &Secrets,
    links: &[FreshLink],
) -> Result<SealShare, SendError> {
    let Secrets { content_key, owner } = secrets;
    let owner_key = owner.owner_key();
    Ok(SealShare {
        manifest: manifest.seal(&content_key.manifest_key(), share).map_err(|_| SendError::TooManyFiles)?,
        owner_token_hash: owner.owner_token().hash(),
        owner_wrapped_key: owner_key.wrap(content_key, share),
        purpose_given: manifest.context.purpose.is_some(),
        links: links.iter().map(|link| link.request(content_key, &owner_key, share)).collect(),
    })
}

/// Removes what had arrived, as soon as the server can be reached. If the page is closed before, the server's sweep
/// does it.
fn give_up(created: ShareCreated, owner_token: OwnerToken) {
    spawn_local(async move {
        let ShareCreated { share_id, upload_token, .. } = created;
        let unseen = Meter::new(0, 0, Callback::noop());
        let asking = unseen.transfer();
        if persist(&asking, async || api::give_up(share_id, &upload_token).await).await.is_err() {
            // The share may have been sealed just then; if this is refused too, there is nothing left to remove.
            let _ = persist(&asking, async || api::erase(share_id, &owner_token).await).await;
        }
    });
}
