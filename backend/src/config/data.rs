//! What every command that works on the data needs.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use tracing::Level;

use super::check::{Check, ConfigErrors};
use super::database::{DatabaseArgs, DatabaseConfig, DatabaseUrl};
use super::sources::Sources;
use super::store::{StoreArgs, StoreConfig};
use crate::service::Retention;

/// Flags of every command that works on the data.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Data")]
pub struct DataArgs {
    /// A file of settings, in TOML; flags and the environment come before it
    #[arg(long, value_name = "FILE", env = "PHIAL_CONFIG")]
    pub config: Option<PathBuf>,
    /// The folder that holds everything that has no other place
    #[arg(long, env = "PHIAL_DATA", default_value = "data")]
    pub data: PathBuf,
    /// How long an upload may stay unfinished
    #[arg(long, env = "PHIAL_UNSEALED_TTL", default_value = "24h")]
    pub unsealed_ttl: String,
    /// After how long the objects of an erased share are deleted again, in case a part arrived late
    #[arg(long, env = "PHIAL_PURGE_AFTER", default_value = "1h")]
    pub purge_after: String,
    /// How long the access log of an erased share is kept
    #[arg(long, env = "PHIAL_LOG_RETENTION", default_value = "6y")]
    pub log_retention: String,
    /// How much to log: error, warn, info, debug or trace
    #[arg(long, env = "PHIAL_LOG_LEVEL", default_value = "info")]
    pub log_level: String,
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The storage
    #[command(flatten)]
    pub store: StoreArgs,
}

/// The settings of every command that works on the data.
#[derive(Clone, Debug)]
pub struct DataConfig {
    /// The folder that holds everything that has no other place.
    pub folder: PathBuf,
    /// When something is over.
    pub retention: Retention,
    /// How much to log.
    pub log_level: Level,
    /// The database.
    pub database: DatabaseConfig,
    /// The storage.
    pub store: StoreConfig,
}

impl DataConfig {
    /// Whether replicas can work on it at the same time: nothing is in this machine's files.
    pub fn is_shared(&self) -> bool {
        matches!((&self.database.url, &self.store), (DatabaseUrl::Postgres(_), StoreConfig::S3(_)))
    }

    /// Where files without a name are kept: parts that arrive slowly. A server whose data are all elsewhere may have no
    /// data folder.
    pub fn spool_folder(&self) -> PathBuf {
        if self.is_shared() && !self.folder.is_dir() { std::env::temp_dir() } else { self.folder.clone() }
    }
}

impl DataArgs {
    /// The settings of a command that needs no others.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn config(&self, sources: &Sources) -> Result<DataConfig, ConfigErrors> {
        let mut check = Check::new(sources);
        let config = self.check(&mut check);
        check.finish(config)
    }

    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<DataConfig> {
        let unsealed = check.positive_time("unsealed-ttl", &self.unsealed_ttl);
        let purge_after = check.time("purge-after", &self.purge_after);
        let log = check.time("log-retention", &self.log_retention);
        let log_level = check.parsed("log-level", Level::from_str(&self.log_level).map_err(|_| "is not a level"));
        let database = self.database.check(&self.data, check);
        let store = self.store.check(&self.data, check);
        Some(DataConfig {
            folder: self.data.clone(),
            retention: Retention { unsealed: unsealed?, purge_after: purge_after?, log: log? },
            log_level: log_level?,
            database: database?,
            store: store?,
        })
    }
}
