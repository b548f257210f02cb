//! Opening: what a recipient's page does with a link.

mod error;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

#[cfg(feature = "bench")]
use futures_util::TryStreamExt;
use phial_shared::api::{LinkStatus, OpenLink, ReportEvent, ReportKind};
use phial_shared::file_name::{safe_name, safe_names};
use phial_shared::ids::LinkId;
use phial_shared::keys::LeaseToken;
use phial_shared::layout::Layout;
use phial_shared::link::ShareLink;
use phial_shared::manifest::Manifest;
use phial_shared::time::UnixSeconds;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::content::Content;
use super::progress::{Cancel, Meter, Progress};
use super::save::{self, Dialog};
use super::{api, cipher, preview};

pub use super::preview::{BlobUrl, Preview};
pub use error::OpenError;

thread_local! {
    /// The leases that this page has asked for: while one lives, opening the same link again does not count.
    static LEASES: RefCell<HashMap<LinkId, LeaseToken>> = RefCell::default();
}

/// What is known of a link before it is opened. Counts nothing.
pub async fn status(link: &ShareLink) -> Result<LinkStatus, OpenError> {
    Ok(api::link_status(link.link_id).await?)
}

/// Opens a link: proves the secret, counts one opening, and reads the list of files.
///
/// If the answer is lost on the way, calling this again goes on with what was counted.
pub async fn open(link: &ShareLink) -> Result<OpenShare, OpenError> {
    // Before anything is counted.
    cipher::check()?;
    let root = link.secret.root();
    let request = OpenLink { open_token: root.open_token(), lease: Some(lease_for(link.link_id)) };
    let opened = api::open_link(link.link_id, &request).await?;
    let content_key =
        root.wrap_key().unwrap(&opened.wrapped_key, opened.share_id, link.link_id).map_err(|_| OpenError::Damaged)?;
    let layout = Layout::from_ciphertext_len(opened.ciphertext_len).map_err(|_| OpenError::Damaged)?;
    let manifest = Manifest::open(&opened.manifest, &content_key.manifest_key(), opened.share_id, &layout)?;
    let stream_key = content_key.stream_key();
    Ok(OpenShare(Rc::new(Inner {
        names: safe_names(manifest.files().iter().map(|file| file.name.as_str())),
        manifest,
        expires_at: opened.expires_at,
        opens_left: opened.opens_left,
        content: Content::new(link.link_id, opened.share_id, opened.lease, stream_key, layout),
    })))
}

/// A share that was opened. Clones are the same share.
#[derive(Clone)]
pub struct OpenShare(Rc<Inner>);

struct Inner {
    manifest: Manifest,
    /// The names to save under when all files are saved side by side.
    names: Vec<String>,
    expires_at: UnixSeconds,
    opens_left: Option<u32>,
    content: Content,
}

impl OpenShare {
    /// What the share holds.
    pub fn manifest(&self) -> &Manifest {
        &self.0.manifest
    }

    /// When the link expires.
    pub fn expires_at(&self) -> UnixSeconds {
        self.0.expires_at
    }

    /// Openings that were left after this one; `None`: any number.
    pub fn opens_left(&self) -> Option<u32> {
        self.0.opens_left
    }

    /// What of a file can be shown in the page. A file that is shown is reported as viewed.
    pub async fn preview(&self, file: usize) -> Result<Preview, OpenError> {
        let (entry, range) = self.file(file)?;
        let preview = preview::read(&self.0.content, entry, range).await?;
        if preview != Preview::None {
            self.report(ReportKind::Viewed, file);
        }
        Ok(preview)
    }

    /// Saves one file. Call it straight from the person's tap: some browsers ask where to, and only then.
    pub async fn save(&self, file: usize, on_progress: Callback<Progress>, cancel: Cancel) -> Result<(), OpenError> {
        let (entry, range) = self.file(file)?;
        let content = &self.0.content;
        let meter = Meter::new(content.work(&range), entry.size, on_progress);
        cancel.unless(save::save(content, range, &safe_name(&entry.name), Dialog::Allowed, &meter)).await?;
        self.report(ReportKind::Saved, file);
        Ok(())
    }

    /// Saves every file, one after the other, where the browser keeps downloads.
    pub async fn save_all(&self, on_progress: Callback<Progress>, cancel: Cancel) -> Result<(), OpenError> {
        let Inner { manifest, names, content, .. } = &*self.0;
        let ranges: Vec<_> = (0..names.len()).filter_map(|file| manifest.file_range(file)).collect();
        let work = ranges.iter().map(|range| content.work(range)).sum();
        let meter = Meter::new(work, manifest.files_len(), on_progress);
        for (file, (range, name)) in ranges.into_iter().zip(names).enumerate() {
            cancel.unless(save::save(content, range, name, Dialog::Avoided, &meter)).await?;
            self.report(ReportKind::Saved, file);
        }
        Ok(())
    }

    /// Whether saving a file needs as much memory as the file has, because this browser has no other way.
    pub async fn save_needs_memory(&self, file: usize) -> bool {
        match self.0.manifest.files().get(file) {
            Some(entry) => save::needs_memory(entry.size).await,
            None => false,
        }
    }

    /// Fetches and decrypts a file and keeps nothing of it; gives its length.
    #[cfg(feature = "bench")]
    pub(super) async fn read_and_drop(&self, file: usize) -> Result<u64, OpenError> {
        let (_, range) = self.file(file)?;
        let meter = Meter::new(self.0.content.work(&range), range.end - range.start, Callback::noop());
        let lengths = self
            .0
            .content
            .read(range, &meter)
            .map_ok(|chunk| chunk.iter().map(|piece| u64::from(piece.length())).sum::<u64>());
        lengths.try_fold(0, async |sum, len| Ok(sum + len)).await
    }

    fn file(&self, index: usize) -> Result<(&phial_shared::manifest::FileEntry, Range<u64>), OpenError> {
        let manifest = &self.0.manifest;
        manifest.files().get(index).zip(manifest.file_range(index)).ok_or(OpenError::Damaged)
    }

    /// Best effort: the person's own doing does not wait for it.
    fn report(&self, kind: ReportKind, file: usize) {
        let (share, file) = (self.clone(), file as u32);
        spawn_local(async move {
            let content = &share.0.content;
            let _ = api::report(content.link_id, &content.lease, &ReportEvent { kind, file }).await;
        });
    }
}

impl PartialEq for OpenShare {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The lease of this page for a link, drawn at the first call.
fn lease_for(link: LinkId) -> LeaseToken {
    LEASES.with_borrow_mut(|leases| {
        let lease = leases.entry(link).or_insert_with(LeaseToken::random);
        LeaseToken::from_bytes(*lease.as_bytes())
    })
}
