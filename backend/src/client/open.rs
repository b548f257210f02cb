//! `phial open`: fetches what is behind a link, decrypts it, and saves the files.

mod assembler;
mod error;
mod folder;

use std::path::Path;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use phial_shared::api::{FactorStatus, LinkOpened, LinkState, LinkStatus, ReportEvent, ReportKind};
use phial_shared::error_code::ErrorCode;
use phial_shared::file_name::display_name;
use phial_shared::ids::LinkId;
use phial_shared::json::SerdeJson;
use phial_shared::keys::{ContentKey, LeaseToken, Root};
use phial_shared::layout::{Layout, PartIndex};
use phial_shared::link::{self, Address, ShareLink};
use phial_shared::manifest::Manifest;
use serde_json::json;
use tokio::sync::mpsc;

use self::assembler::{Assembler, Saved};
use self::error::OpenError;
use self::folder::Folder;
use super::api::Api;
use super::args::OpenArgs;
use super::call::CallError;
use super::factor::{self, FactorSource};
use super::progress::Progress;
use super::{blocking, interrupted, output};

/// Ranges that are on their way at the same time.
const PARTS_IN_FLIGHT: usize = 4;

/// Saves the files behind a link, and prints their paths on standard output as each is whole.
pub(super) async fn run(args: OpenArgs) -> Result<(), OpenError> {
    if args.link.is_from_input() && args.factor_file.as_deref() == Some(Path::new("-")) {
        return Err(OpenError::BothFromInput);
    }
    let parsed = link::parse(&args.link.read().map_err(OpenError::Input)?)?;
    let Address::Share(link) = parsed.address else { return Err(OpenError::NotShare) };
    if link.view_only {
        return Err(OpenError::ViewOnly);
    }
    let api = Api::new(parsed.origin.parse()?, args.common.patience)?;
    if parsed.key_was_in_path {
        output::tell(KEY_WAS_IN_PATH);
    }
    // What can fail without counting an opening is tried first.
    let status = api.status(link.link_id).await?;
    check_live(&status)?;
    let folder =
        Folder::prepare(&args.output).map_err(|cause| OpenError::Folder { path: args.output.clone(), cause })?;

    let (opened, root) = match status.factor {
        Some(asked) => unlock(&api, &link, asked, &FactorSource::new(args.factor_file.as_deref())).await?,
        None => {
            let root = link.root(None);
            (api.open(link.link_id, root.open_token()).await?, root)
        }
    };
    let share = Share::read(&link, &root, &opened)?;
    if !args.common.json {
        introduce(&share.manifest);
    }
    let fetching = Fetching { api: &api, link: link.link_id, lease: &opened.lease, layout: share.layout };
    // Interrupted, the assembler loses what feeds it, and removes the file that is not whole.
    let (saved, ended) = tokio::select! {
        done = fetching.save(share.assembler(folder), !args.common.json) => done,
        () = interrupted() => return Err(OpenError::Interrupted),
    };
    if args.common.json {
        output::give(summary(&share.manifest, &opened, &saved).to_string()).map_err(OpenError::Output)?;
    }
    ended.map_err(|error| error.after(saved.len(), share.manifest.files().len()))
}

const KEY_WAS_IN_PATH: &str = "\
Warning: a program wrote the # of this link as %23. A browser that followed it showed the key to the servers on its way. \
If that matters, ask the sender to take the share back.";

fn check_live(status: &LinkStatus) -> Result<(), OpenError> {
    match status.state {
        LinkState::Live => Ok(()),
        LinkState::Expired => Err(OpenError::Expired),
        LinkState::Exhausted => Err(OpenError::Exhausted),
        LinkState::Revoked => Err(OpenError::Revoked),
        LinkState::Locked => Err(OpenError::Locked),
    }
}

/// Opens a link that asks for a factor. A person may try again while there are tries; a file says the same again.
async fn unlock(
    api: &Api,
    link: &ShareLink,
    asked: FactorStatus,
    source: &FactorSource,
) -> Result<(LinkOpened, Root), OpenError> {
    let mut tries_left = asked.tries_left;
    loop {
        let known = source.read(asked.kind, &format!(" ({} left)", tries(tries_left))).await?;
        let root = factor::root(link, known, asked.cost).await;
        let refused = match api.open(link.link_id, root.open_token()).await {
            Ok(opened) => return Ok((opened, root)),
            Err(refused) => refused,
        };
        let CallError::Refused { code: ErrorCode::WrongProof, tries_left: Some(left), .. } = refused else {
            return Err(refused.into());
        };
        if left == 0 || !source.is_person() {
            return Err(OpenError::WrongFactor { kind: asked.kind, left });
        }
        output::tell(&format!("That is not the {}. {} left.", factor::what(asked.kind), tries(left)));
        tries_left = left;
    }
}

fn tries(left: u32) -> String {
    format!("{left} {}", if left == 1 { "try" } else { "tries" })
}

/// A share whose manifest has been read.
struct Share {
    manifest: Manifest,
    layout: Layout,
    content_key: ContentKey,
    id: phial_shared::ids::ShareId,
}

impl Share {
    fn read(link: &ShareLink, root: &Root, opened: &LinkOpened) -> Result<Self, OpenError> {
        let id = opened.share_id;
        let layout = Layout::from_ciphertext_len(opened.ciphertext_len).map_err(|_| OpenError::Damaged)?;
        let content_key =
            root.wrap_key().unwrap(&opened.wrapped_key, id, link.link_id).map_err(|_| OpenError::Damaged)?;
        let manifest = Manifest::open::<SerdeJson>(&opened.manifest, &content_key.manifest_key(), id, &layout)?;
        Ok(Self { manifest, layout, content_key, id })
    }

    fn assembler(&self, folder: Folder) -> Assembler {
        Assembler::new(self.content_key.stream_key(), self.id, self.layout, self.manifest.files(), folder)
    }
}

/// The means to fetch the content.
struct Fetching<'a> {
    api: &'a Api,
    link: LinkId,
    lease: &'a LeaseToken,
    layout: Layout,
}

impl Fetching<'_> {
    /// Saves all files: what was saved, also when not all of it could be.
    async fn save(&self, assembler: Assembler, print: bool) -> (Vec<Saved>, Result<(), OpenError>) {
        let progress = Progress::new("Fetching", self.layout.ciphertext_len());
        let (to_assembler, parts) = mpsc::channel(1);
        let (to_reporter, saved) = mpsc::unbounded_channel();
        let (fetched, assembled, saved) = tokio::join!(
            self.fetch(to_assembler, &progress),
            blocking::run(move || assembler.run(parts, to_reporter)),
            self.report(saved, print, &progress),
        );
        // What stopped the fetching also cut the assembler off; its complaint about that says less.
        (saved, fetched.and(assembled))
    }

    /// Fetches all parts in order. When the assembler hangs up, it says why itself.
    async fn fetch(&self, assembler: mpsc::Sender<Vec<u8>>, progress: &Progress) -> Result<(), OpenError> {
        let ranges = (0..self.layout.part_count()).filter_map(|index| self.layout.part_range(PartIndex(index)));
        let mut parts = stream::iter(ranges)
            .map(|range| self.api.content((self.link, self.lease), range, progress))
            .buffered(PARTS_IN_FLIGHT);
        while let Some(part) = parts.try_next().await? {
            if assembler.send(part).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Prints each file that is saved, and tells the server for the sender's log.
    async fn report(&self, mut saved: mpsc::UnboundedReceiver<Saved>, print: bool, progress: &Progress) -> Vec<Saved> {
        let mut all = Vec::new();
        while let Some(file) = saved.recv().await {
            if print {
                // The file is there, whoever reads this.
                let _ = progress.suspend(|| output::give(file.path.display().to_string()));
            }
            let event = ReportEvent { kind: ReportKind::Saved, file: file.index };
            if let Err(error) = self.api.report((self.link, self.lease), event).await {
                // The file is saved all the same.
                progress.suspend(|| output::tell(&format!("Warning: the sender's log misses a saved file: {error}.")));
            }
            all.push(file);
        }
        all
    }
}

/// Shows who sent what. The texts are a stranger's: nothing in them may steer the terminal.
fn introduce(manifest: &Manifest) {
    let context = &manifest.context;
    for (title, text) in [("From", &context.from), ("Note", &context.note)] {
        for line in text.iter().flat_map(|text| text.lines()) {
            output::tell(&format!("{title}: {}", display_name(line)));
        }
    }
}

fn summary(manifest: &Manifest, opened: &LinkOpened, saved: &[Saved]) -> serde_json::Value {
    let files: Vec<_> = saved
        .iter()
        .filter_map(|file| {
            let entry = manifest.files().get(file.index as usize)?;
            Some(json!({ "path": file.path.to_string_lossy(), "name": entry.name, "size": entry.size }))
        })
        .collect();
    json!({
        "files": files,
        "from": manifest.context.from,
        "note": manifest.context.note,
        "expires_at": opened.expires_at,
        "opens_left": opened.opens_left,
    })
}
