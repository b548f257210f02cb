//! `phial send`: encrypts files and sends them, and prints the link that opens them.

mod error;
mod media_type;
mod source;

use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use phial_shared::api::{
    CreateShare, DEFAULT_TRIES, LinkLimits, NewFactor, NewLink, SealShare, SendersMode, ServerConfig, ShareCreated,
    ShareSealed,
};
use phial_shared::envelope::OwnerNote;
use phial_shared::factor::{Factor, FactorCost, FactorKind};
use phial_shared::keys::{ContentKey, OwnerSecret, Root};
use phial_shared::layout::{PART_LEN, PartIndex};
use phial_shared::link::{ManageLink, ShareLink};
use phial_shared::manifest::{Context, Manifest};
use phial_shared::stream::StreamSealer;
use phial_shared::time::Seconds;
use zeroize::Zeroizing;

pub(super) use self::error::SendError;
use self::source::{SourceError, SourceFile, SourceReader};
use super::api::Api;
use super::args::{MaxOpens, SendArgs};
use super::call::CallError;
use super::factor::{self, FactorSource};
use super::progress::Progress;
use super::{blocking, interrupted, output};

/// Parts that are on their way at the same time.
const PARTS_IN_FLIGHT: usize = 4;
const DEFAULT_LIFETIME: Seconds = Seconds::DAY.times(7);
const DEFAULT_OPENS: u32 = 3;

/// Sends the files, and prints the link on standard output and the manage link on standard error, or both as JSON.
pub(super) async fn run(args: SendArgs) -> Result<(), SendError> {
    let sources = args.files.iter().map(|path| SourceFile::inspect(path)).collect::<Result<Vec<_>, _>>()?;
    let token = args.sender_token()?;
    let context = Context { from: args.from.clone(), note: args.note.clone(), purpose: args.purpose() };
    let manifest = Manifest::new(sources.iter().map(SourceFile::entry).collect(), context)?;
    manifest.check_size()?;
    let api = Api::new(args.server.clone(), args.common.patience)?;
    let server = api.config().await?;
    let limits = allowed(&args, &manifest, &server)?;
    if server.senders != SendersMode::Open && token.is_none() {
        return Err(SendError::NoToken);
    }
    let factor = factor_for(&args, &server).await?;

    let outgoing = Outgoing { sources, manifest, limits, factor, view_only: args.view_only };
    let created =
        api.create(CreateShare { ciphertext_len: outgoing.manifest.layout().ciphertext_len() }, token.as_ref()).await?;
    let sent = tokio::select! {
        sent = send(&api, &created, outgoing) => sent,
        () = interrupted() => Err(SendError::Interrupted),
    };
    match sent {
        Ok(sent) => print(&args, &sent).map_err(SendError::Output),
        Err(error) => {
            api.give_up((created.share_id, &created.upload_token)).await;
            Err(error)
        }
    }
}

/// What is to be sent.
struct Outgoing {
    sources: Vec<SourceFile>,
    manifest: Manifest,
    limits: LinkLimits,
    factor: Option<Chosen>,
    view_only: bool,
}

/// What the recipient must know besides the link.
struct Chosen {
    factor: Factor,
    asked: NewFactor,
}

/// What the sender is given.
struct Sent {
    link: ShareLink,
    /// Drawn for this link, to be told another way.
    code: Option<Zeroizing<String>>,
    manage: ManageLink,
    sealed: ShareSealed,
}

/// The limits of the link, if the server's policy allows them and takes files of this size.
fn allowed(args: &SendArgs, manifest: &Manifest, server: &ServerConfig) -> Result<LinkLimits, SendError> {
    if manifest.files_len() > server.max_files_len {
        return Err(SendError::TooLarge { len: manifest.files_len(), limit: server.max_files_len });
    }
    let rules = server.rules;
    if rules.purpose_required && args.purpose().is_none() {
        return Err(SendError::NoPurpose);
    }
    let usual = rules.default_lifetime.unwrap_or(DEFAULT_LIFETIME.min(server.max_lifetime));
    let lifetime = args.expires.unwrap_or(usual);
    if lifetime > server.max_lifetime {
        return Err(SendError::LivesTooLong(server.max_lifetime));
    }
    let most = server.max_opens.unwrap_or(u32::MAX);
    let usual = rules.default_opens.unwrap_or(DEFAULT_OPENS.min(most));
    let MaxOpens(max_opens) = args.max_opens.unwrap_or(MaxOpens(Some(usual)));
    match (max_opens, server.max_opens) {
        (None, Some(limit)) => Err(SendError::TooManyOpens(limit)),
        (Some(wanted), Some(limit)) if wanted > limit => Err(SendError::TooManyOpens(limit)),
        _ => Ok(LinkLimits { lifetime, max_opens }),
    }
}

/// The factor, if one is wanted: drawn, read or asked for.
async fn factor_for(args: &SendArgs, server: &ServerConfig) -> Result<Option<Chosen>, SendError> {
    let kind = match args.factor {
        Some(kind) => kind,
        None if server.rules.factor_required => return Err(SendError::NoFactor),
        None => return Ok(None),
    };
    let source = FactorSource::new(args.factor_file.as_deref());
    let factor = match kind {
        FactorKind::Code if args.factor_file.is_some() => return Err(SendError::CodeIsDrawn),
        FactorKind::Code => Factor::random_code(),
        FactorKind::Passphrase | FactorKind::DateOfBirth => source.choose(kind).await?,
    };
    let asked = NewFactor { kind, cost: FactorCost::DEFAULT, max_tries: DEFAULT_TRIES.min(server.max_tries) };
    Ok(Some(Chosen { factor, asked }))
}

/// Sends all parts, then makes the share live.
async fn send(api: &Api, created: &ShareCreated, outgoing: Outgoing) -> Result<Sent, SendError> {
    let layout = outgoing.manifest.layout();
    if (created.part_len, created.part_count) != (PART_LEN, layout.part_count()) {
        return Err(CallError::Malformed.into());
    }
    let upload = (created.share_id, &created.upload_token);
    let content_key = ContentKey::random();
    let sealing = Sealing {
        sealer: StreamSealer::new(&content_key.stream_key(), created.share_id, layout),
        reader: SourceReader::new(outgoing.sources),
    };
    let progress = Progress::new("Sending", layout.ciphertext_len());
    parts(sealing)
        .map_err(SendError::from)
        .map_ok(|(index, part)| {
            let progress = &progress;
            async move { Ok(api.put_part(upload, index, &part, progress).await?) }
        })
        .try_buffer_unordered(PARTS_IN_FLIGHT)
        .try_for_each(|()| async { Ok(()) })
        .await?;
    drop(progress);

    let link = ShareLink::random(outgoing.view_only);
    let manage = ManageLink { share_id: created.share_id, secret: OwnerSecret::random() };
    let (mut code, mut asked) = (None, None);
    let root = match outgoing.factor {
        None => link.root(None),
        Some(chosen) => {
            code = (chosen.asked.kind == FactorKind::Code).then(|| Zeroizing::new(chosen.factor.as_str().to_owned()));
            asked = Some(chosen.asked);
            factor::root(&link, chosen.factor, chosen.asked.cost).await
        }
    };
    let note = OwnerNote { link_id: link.link_id, label: String::new(), view_only: link.view_only };
    let new_link = NewLinkParts { note, root, limits: outgoing.limits, factor: asked };
    let seal = seal_request(&content_key, &outgoing.manifest, &manage, new_link)?;
    let sealed = api.seal(upload, &seal).await?;
    Ok(Sent { link, code, manage, sealed })
}

/// What a link is made of.
struct NewLinkParts {
    note: OwnerNote,
    root: Root,
    limits: LinkLimits,
    factor: Option<NewFactor>,
}

fn seal_request(
    content_key: &ContentKey,
    manifest: &Manifest,
    manage: &ManageLink,
    NewLinkParts { note, root, limits, factor }: NewLinkParts,
) -> Result<SealShare, SendError> {
    let (share, owner_key, id) = (manage.share_id, manage.secret.owner_key(), note.link_id);
    Ok(SealShare {
        manifest: manifest.seal(&content_key.manifest_key(), share)?,
        owner_token_hash: manage.secret.owner_token().hash(),
        owner_wrapped_key: owner_key.wrap(content_key, share),
        purpose_given: manifest.context.purpose.is_some(),
        links: vec![NewLink {
            link_id: id,
            open_token_hash: root.open_token().hash(),
            wrapped_key: root.wrap_key().wrap(content_key, share, id),
            sealed_note: owner_key.seal_note(&note, share),
            limits,
            factor,
        }],
    })
}

/// The files on their way to be parts.
struct Sealing {
    sealer: StreamSealer,
    reader: SourceReader,
}

impl Sealing {
    /// The next part; `None` after the last, when every file has been read and is as it was.
    fn next_part(&mut self) -> Result<Option<(PartIndex, Bytes)>, SourceError> {
        let reader = &mut self.reader;
        match self.sealer.next_part(|range, segment| reader.fill(range.end - range.start, segment)) {
            Some(part) => part.map(|(index, ciphertext)| Some((index, ciphertext.into()))),
            None => self.reader.finish().map(|()| None),
        }
    }
}

/// Reads and encrypts each part when it is asked for.
fn parts(sealing: Sealing) -> impl Stream<Item = Result<(PartIndex, Bytes), SourceError>> {
    stream::try_unfold(sealing, |mut sealing| async {
        let (part, sealing) = blocking::run(move || (sealing.next_part(), sealing)).await;
        Ok(part?.map(|part| (part, sealing)))
    })
    .boxed()
}

fn print(args: &SendArgs, sent: &Sent) -> std::io::Result<()> {
    let origin = args.server.as_str();
    let (link, manage) = (sent.link.to_url(origin), sent.manage.to_url(origin));
    let expires_at = sent.sealed.expires_at;
    if args.common.json {
        let mut json = serde_json::json!({ "share_link": *link, "manage_link": *manage, "expires_at": expires_at });
        if let Some(code) = &sent.code {
            json["code"] = serde_json::json!(**code);
        }
        return output::give(json.to_string());
    }
    output::tell(&format!("Manage link: {}", *manage));
    output::tell("Keep the manage link to yourself: it shows who opened the share, and takes it back.");
    match (&sent.code, args.factor) {
        (Some(code), _) => {
            output::tell(&format!("Code: {}", **code));
            output::tell(
                "Tell the recipient the code another way than the link: by a call, say, when the link goes by e-mail.",
            );
        }
        (None, Some(kind)) => output::tell(&format!(
            "The recipient is asked for the {}. Never send it the same way as the link.",
            factor::what(kind)
        )),
        (None, None) => (),
    }
    output::tell(&format!("The link below expires on {}.", output::utc(expires_at)));
    output::give(&*link)
}
