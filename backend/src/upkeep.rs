//! `phial sweep`, `phial migrate` and `phial backup`: what an operator does by hand.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::clock::Clock;
use crate::config::{DataArgs, DataConfig, DatabaseUrl, WritingConfig};
use crate::db::sqlite::SqliteDatabase;
use crate::db::{DatabaseError, Migrations};
use crate::serve::{self, StartError};
use crate::service::sweep::Swept;
use crate::sinks::{Unsent, telling};

/// Flags of `phial backup`.
#[derive(Args, Clone, Debug)]
pub struct BackupArgs {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    pub copy: PathBuf,
    /// Where the database is
    #[command(flatten)]
    pub data: DataArgs,
}

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has its own program for that.
    #[error("a database of PostgreSQL is backed up by pg_dump")]
    NotEmbedded,
    /// The file that was to be written cannot be, or exists.
    #[error("the copy cannot be written")]
    Copy(#[source] io::Error),
    /// There is no database.
    #[error("the database cannot be read")]
    Missing(#[source] io::Error),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// Why a sweep was not done.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The data cannot be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Not everything was told.
    #[error(transparent)]
    Unsent(#[from] Unsent),
}

/// Sweeps once. A server may be running on the same data.
///
/// # Errors
/// When the folder, the database or the store cannot be used, or an event could not be sent.
pub async fn sweep(config: &WritingConfig, clock: Arc<dyn Clock>) -> Result<Swept, SweepError> {
    let vault = serve::open_existing(&config.data, clock).await?;
    let swept = telling(config, &*vault.db, async { Ok::<_, SweepError>(vault.sweep().await?) }).await?;
    swept.log();
    Ok(swept)
}

/// Brings the tables to this version's form, whatever the settings say of that.
///
/// # Errors
/// When the database cannot be used, or a newer version has made it.
pub async fn migrate(mut data: DataConfig) -> Result<(), StartError> {
    data.database.migrations = Migrations::Apply;
    serve::open_database(&data.database).await?;
    Ok(())
}

/// Copies the embedded database as it is at one moment, while servers may work on it. Only the owner may read the copy.
///
/// # Errors
/// When there is no such database, or the copy cannot be written; it is removed then.
pub async fn backup(data: &DataConfig, copy: &Path) -> Result<(), BackupError> {
    let DatabaseUrl::Sqlite(file) = &data.database.url else { return Err(BackupError::NotEmbedded) };
    std::fs::metadata(file).map_err(BackupError::Missing)?;
    let name = copy.to_str().ok_or_else(|| BackupError::Copy(io::ErrorKind::InvalidFilename.into()))?;
    let created = OpenOptions::new().write(true).create_new(true).mode(0o600).open(copy).map_err(BackupError::Copy)?;
    let written = match SqliteDatabase::copy(file, name).await {
        Ok(()) => flush(&created, copy).map_err(BackupError::Copy),
        Err(error) => Err(error.into()),
    };
    if written.is_err() {
        // The first error is the one that counts.
        let _ = std::fs::remove_file(copy);
    }
    written
}

/// Waits until the file and its name are on the disk.
fn flush(file: &File, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
