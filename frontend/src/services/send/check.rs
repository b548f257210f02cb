//! What can be known to fail before anything is sent.

use phial_shared::api::ServerConfig;
use phial_shared::manifest::{BadFiles, Context, FileEntry, Manifest};
use phial_shared::time::UnixSeconds;
use web_sys::File;

use super::SendError;
use crate::services::cipher;
use crate::services::source::FileChanged;

/// Finds every limit that the files pass, before the upload.
pub fn check(config: &ServerConfig, files: &[File], context: &Context) -> Result<Manifest, SendError> {
    cipher::check()?;
    let manifest = manifest(config, files, context)?;
    if manifest.files_len() > config.max_files_len {
        return Err(SendError::TooLarge { limit: config.max_files_len });
    }
    manifest.check_size()?;
    Ok(manifest)
}

fn manifest(config: &ServerConfig, files: &[File], context: &Context) -> Result<Manifest, SendError> {
    Manifest::new(files.iter().map(entry).collect(), context.clone()).map_err(|error| match error {
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
