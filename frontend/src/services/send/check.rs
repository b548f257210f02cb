//! What can be known to fail before anything is sent.

use phial_shared::api::{LinkLimits, ServerConfig};
use phial_shared::manifest::{BadFiles, FileEntry, Manifest};
use phial_shared::time::UnixSeconds;
use web_sys::File;

use super::{Draft, SendError};
use crate::services::cipher;
use crate::services::source::FileChanged;

/// Finds every limit that the draft passes, before the upload.
pub fn check(config: &ServerConfig, draft: &Draft) -> Result<(), SendError> {
    cipher::check()?;
    let manifest = manifest(config, draft)?;
    if manifest.files_len() > config.max_files_len {
        return Err(SendError::TooLarge { limit: config.max_files_len });
    }
    manifest.check_size()?;
    if config.rules.factor_required {
        return Err(SendError::FactorRequired);
    }
    if allows(config, &draft.limits) { Ok(()) } else { Err(SendError::LimitNotAllowed) }
}

fn allows(config: &ServerConfig, limits: &LinkLimits) -> bool {
    let lifetime = limits.lifetime.0 > 0 && limits.lifetime <= config.max_lifetime;
    let opens = match (limits.max_opens, config.max_opens) {
        (Some(asked), Some(allowed)) => (1..=allowed).contains(&asked),
        (Some(asked), None) => asked >= 1,
        (None, allowed) => allowed.is_none(),
    };
    lifetime && opens
}

/// The manifest of a draft's files.
pub(super) fn manifest(config: &ServerConfig, draft: &Draft) -> Result<Manifest, SendError> {
    let files = draft.files.iter().map(entry).collect();
    Manifest::new(files, draft.context.clone()).map_err(|error| match error {
        BadFiles::None => SendError::NoFiles,
        BadFiles::NoName(file) => SendError::FileChanged(FileChanged { file }),
        BadFiles::TooLarge => SendError::TooLarge { limit: config.max_files_len },
    })
}

fn entry(file: &File) -> FileEntry {
    // Milliseconds; before 1970 it is negative, which the cast makes 0.
    let modified = (file.last_modified() / 1_000.0) as u64;
    FileEntry {
        name: file.name(),
        media_type: file.type_(),
        size: file.size() as u64,
        modified: (modified > 0).then_some(UnixSeconds(modified)),
    }
}
