//! Sending: seals the files in the browser, uploads them, and makes the share live.

mod check;
mod error;
mod upload;

use phial_shared::api::{CreateShare, LinkLimits, NewLink, SealShare, ServerConfig, ShareCreated};
use phial_shared::envelope::OwnerNote;
use phial_shared::ids::{LinkId, ShareId};
use phial_shared::keys::{ContentKey, LinkSecret, OwnerSecret, OwnerToken};
use phial_shared::link::{ManageLink, ShareLink};
use phial_shared::manifest::{Context, Manifest};
use phial_shared::stream::StreamSealer;
use phial_shared::time::UnixSeconds;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::Callback;
use zeroize::Zeroizing;

use super::attempts::persist;
use super::progress::{Cancel, Meter, Progress};
use super::{api, js};

pub use check::check;
pub use error::SendError;

/// What a person wants to send.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The files, in the order in which the recipient sees them.
    pub files: Vec<File>,
    /// What the sender says about them; only the recipient and the sender can read it.
    pub context: Context,
    /// How long and how often it may be opened.
    pub limits: LinkLimits,
}

/// A live share.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// For the recipient. Holds the key.
    pub share_link: Zeroizing<String>,
    /// For the sender. Holds the owner's key.
    pub manage_link: Zeroizing<String>,
    /// When the link expires.
    pub expires_at: UnixSeconds,
    /// How often it may be opened; `None`: any number of times.
    pub max_opens: Option<u32>,
}

/// The secrets of one share, made in this page.
struct Secrets {
    content_key: ContentKey,
    owner: OwnerSecret,
    link_id: LinkId,
    link: LinkSecret,
}

impl Secrets {
    fn random() -> Self {
        Self {
            content_key: ContentKey::random(),
            owner: OwnerSecret::random(),
            link_id: LinkId::random(),
            link: LinkSecret::random(),
        }
    }

    /// The recipient's link and the sender's.
    fn into_links(self, share_id: ShareId) -> (Zeroizing<String>, Zeroizing<String>) {
        let origin = js::window().location().origin().unwrap_or_default();
        let share_link = ShareLink { link_id: self.link_id, secret: self.link };
        let manage_link = ManageLink { share_id, secret: self.owner };
        (share_link.to_url(&origin), manage_link.to_url(&origin))
    }
}

/// Sends a draft. Nothing is live before everything has arrived; when it fails or is cancelled, what had arrived is
/// given up. A lost network is waited for.
pub async fn send(
    config: &ServerConfig,
    draft: Draft,
    on_progress: Callback<Progress>,
    cancel: Cancel,
) -> Result<Sent, SendError> {
    check(config, &draft)?;
    let manifest = check::manifest(config, &draft)?;
    let ciphertext_len = manifest.layout().ciphertext_len();
    let meter = Meter::new(ciphertext_len, manifest.files_len(), on_progress);
    let created = cancel.unless(announce(ciphertext_len, &meter)).await?;
    let secrets = Secrets::random();
    let max_opens = draft.limits.max_opens;
    match cancel.unless(fill_and_seal(&created, &secrets, &manifest, draft, &meter)).await {
        Ok(expires_at) => {
            let (share_link, manage_link) = secrets.into_links(created.share_id);
            Ok(Sent { share_link, manage_link, expires_at, max_opens })
        }
        Err(error) => {
            give_up(created, secrets.owner.owner_token());
            Err(error)
        }
    }
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
    draft: Draft,
    meter: &Meter,
) -> Result<UnixSeconds, SendError> {
    let sealer = StreamSealer::new(&secrets.content_key.stream_key(), created.share_id, manifest.layout());
    upload::upload(created, sealer, draft.files, meter).await?;
    let request = seal_request(created, manifest, secrets, draft.limits)?;
    let sealing = meter.transfer();
    let sealed = persist(&sealing, async || api::seal(created.share_id, &created.upload_token, &request).await).await?;
    Ok(sealed.expires_at)
}

fn seal_request(
    created: &ShareCreated,
    manifest: &Manifest,
    secrets: &Secrets,
    limits: LinkLimits,
) -> Result<SealShare, SendError> {
    let Secrets { content_key, owner, link_id, link } = secrets;
    let (share, link_id) = (created.share_id, *link_id);
    let (owner_key, root) = (owner.owner_key(), link.root());
    let note = OwnerNote { link_id, label: String::new() };
    Ok(SealShare {
        manifest: manifest.seal(&content_key.manifest_key(), share).map_err(|_| SendError::TooManyFiles)?,
        owner_token_hash: owner.owner_token().hash(),
        owner_wrapped_key: owner_key.wrap(content_key, share),
        purpose_given: manifest.context.purpose.is_some(),
        links: vec![NewLink {
            link_id,
            open_token_hash: root.open_token().hash(),
            wrapped_key: root.wrap_key().wrap(content_key, share, link_id),
            sealed_note: owner_key.seal_note(&note, share),
            limits,
            factor: None,
        }],
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
