//! A share that was opened: its files, to look at and to save.

mod played;

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

#[cfg(feature = "bench")]
use futures_util::TryStreamExt;
use gloo::events::EventListener;
use phial_shared::api::{LinkOpened, LinkState, ReportEvent, ReportKind};
use phial_shared::error_code::ErrorCode;
use phial_shared::file_name::{safe_name, safe_names};
use phial_shared::layout::Layout;
use phial_shared::manifest::Manifest;
use phial_shared::time::UnixSeconds;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::ahead::Ahead;
use super::content::Content;
use super::json::BrowserJson;
use super::leaving::ask_before_leaving;
use super::open::{Handover, OpenError};
use super::progress::{Cancel, Meter, Progress};
use super::save::{self, ArchivedFile};
use super::{api, preview, whole};

use played::Pieces;

pub use super::pdf::{NoPdf, PdfFile, PdfPage, TextRun};
pub use super::preview::{BlobUrl, Picture, Preview, Unfit};
pub use played::Played;

/// Films and recordings up to this length are fetched before they are played.
const PLAYED_AS_A_WHOLE: u64 = 16 << 20;
/// Longer ones are saved, not played, where they cannot be played piece by piece: the browser would hold them.
const LARGEST_WHOLE: u64 = 256 << 20;

/// A share that was opened. Clones are the same share.
#[derive(Clone)]
pub struct OpenShare(Rc<Inner>);

struct Inner {
    manifest: Manifest,
    /// The names to save under when all files are saved side by side.
    names: Vec<String>,
    expires_at: UnixSeconds,
    opens_left: Option<u32>,
    view_only: bool,
    content: Content,
    /// How much is being saved at the moment.
    saving: Cell<u32>,
}

/// Something is being saved as long as this lives.
struct Saving<'a> {
    count: &'a Cell<u32>,
    _stays: EventListener,
}

impl<'a> Saving<'a> {
    fn begin(count: &'a Cell<u32>) -> Self {
        count.update(|count| count + 1);
        Self { count, _stays: ask_before_leaving() }
    }
}

impl Drop for Saving<'_> {
    fn drop(&mut self) {
        self.count.update(|count| count - 1);
    }
}

impl OpenShare {
    /// Reads what the server has answered, and the list of files.
    pub fn of(handover: Handover) -> Result<Self, OpenError> {
        let Handover { link_id, wrap_key, view_only, answer, ahead } = handover;
        let opened: LinkOpened = api::read(&answer)?;
        let content_key =
            wrap_key.unwrap(&opened.wrapped_key, opened.share_id, link_id).map_err(|_| OpenError::Damaged)?;
        let layout = Layout::from_ciphertext_len(opened.ciphertext_len).map_err(|_| OpenError::Damaged)?;
        let manifest =
            Manifest::open::<BrowserJson>(&opened.manifest, &content_key.manifest_key(), opened.share_id, &layout)?;
        let stream_key = content_key.stream_key();
        let ahead = Ahead::take_over(ahead, opened.ciphertext_len);
        Ok(Self(Rc::new(Inner {
            names: safe_names(manifest.files().iter().map(|file| file.name.as_str())),
            manifest,
            expires_at: opened.expires_at,
            opens_left: opened.opens_left,
            view_only,
            content: Content::new(link_id, opened.share_id, opened.lease, stream_key, layout, ahead),
            saving: Cell::new(0),
        })))
    }

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

    /// Whether saving is off: the page offers no way to save or print.
    pub fn is_view_only(&self) -> bool {
        self.0.view_only
    }

    /// What of a file can be shown in the page. A file that is shown is reported as viewed.
    pub async fn preview(&self, file: usize) -> Result<Preview, OpenError> {
        let (entry, range) = self.file(file)?;
        let preview = preview::read(&self.0.content, entry, range).await?;
        if matches!(preview, Preview::Image(_) | Preview::Text(_)) {
            self.report(ReportKind::Viewed, file);
        }
        Ok(preview)
    }

    /// Makes a film or a recording ready for the browser to play: as a whole, or where it is long and that can be done,
    /// piece by piece. Nothing, if it is too long for this browser.
    pub async fn media(
        &self,
        file: usize,
        media_type: &'static str,
        on_progress: Callback<Progress>,
        cancel: &Cancel,
    ) -> Result<Option<Played>, OpenError> {
        let (entry, range) = self.file(file)?;
        let played = if entry.size > PLAYED_AS_A_WHOLE
            && let Some(pieces) = Pieces::of(self.clone(), range.clone(), media_type).await
        {
            Played::Pieces(pieces)
        } else if entry.size > LARGEST_WHOLE {
            return Ok(None);
        } else {
            let content = &self.0.content;
            let meter = Meter::new(content.work(&range), entry.size, on_progress);
            let blob = cancel.unless(whole::blob(content, range, media_type, &meter)).await?;
            Played::Whole(BlobUrl::new(&blob).ok_or(OpenError::Damaged)?)
        };
        self.report(ReportKind::Viewed, file);
        Ok(Some(played))
    }

    /// Fetches a PDF file and has it read.
    pub async fn pdf(
        &self,
        file: usize,
        on_progress: Callback<Progress>,
        cancel: &Cancel,
    ) -> Result<Result<PdfFile, NoPdf>, OpenError> {
        let (entry, range) = self.file(file)?;
        let content = &self.0.content;
        let meter = Meter::new(content.work(&range), entry.size, on_progress);
        let pdf = cancel.unless(async {
            let bytes = whole::bytes(content, range, &meter).await?;
            Ok::<_, OpenError>(PdfFile::open(&bytes).await)
        });
        let pdf = pdf.await?;
        if pdf.is_ok() {
            self.report(ReportKind::Viewed, file);
        }
        Ok(pdf)
    }

    /// Whether the link still leads here. A network that is away changes nothing.
    pub async fn is_taken_back(&self) -> bool {
        let content = &self.0.content;
        match api::link_status_with(content.link_id, &content.lease).await {
            Ok(status) => matches!(status.state, LinkState::Revoked | LinkState::Locked),
            Err(error) => error.code() == Some(ErrorCode::UnknownLink),
        }
    }

    /// Whether something is being saved: it goes on without the person.
    pub fn is_saving(&self) -> bool {
        self.0.saving.get() > 0
    }

    /// Saves one file. Call it straight from the person's tap: some browsers ask where to, and only then.
    pub async fn save(&self, file: usize, on_progress: Callback<Progress>, cancel: Cancel) -> Result<(), OpenError> {
        let (entry, range) = self.file(file)?;
        let content = &self.0.content;
        let meter = Meter::new(content.work(&range), entry.size, on_progress);
        let _saving = Saving::begin(&self.0.saving);
        cancel.unless(save::save(content, range, &safe_name(&entry.name), &meter)).await?;
        self.report(ReportKind::Saved, file);
        Ok(())
    }

    /// Saves all files in one ZIP archive of this name. Call it straight from the person's tap, likewise.
    pub async fn save_all(&self, name: &str, on_progress: Callback<Progress>, cancel: Cancel) -> Result<(), OpenError> {
        let Inner { manifest, names, content, .. } = &*self.0;
        let files = names.iter().zip(manifest.files());
        let files: Vec<_> =
            files.map(|(name, entry)| ArchivedFile { name, size: entry.size, modified: entry.modified }).collect();
        let work = content.work(&(0..manifest.files_len()));
        let meter = Meter::new(work, manifest.files_len(), on_progress);
        let _saving = Saving::begin(&self.0.saving);
        cancel.unless(save::save_archive(content, &files, name, &meter)).await?;
        (0..files.len()).for_each(|file| self.report(ReportKind::Saved, file));
        Ok(())
    }

    /// Whether saving all files needs as much memory as they have.
    pub async fn save_all_needs_memory(&self) -> bool {
        save::needs_memory(self.0.manifest.files_len()).await
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
