//! Which database holds the rows.

use std::path::{Path, PathBuf};

use clap::Args;

use super::check::Check;
use super::secret::Secret;
use crate::db::Migrations;

/// Flags of the database.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Database")]
pub struct DatabaseArgs {
    /// sqlite:FILE, or postgres://USER:PASSWORD@HOST/NAME; if not set, the file phial.db in the data folder
    #[arg(long, value_name = "URL", env = "PHIAL_DATABASE")]
    pub database: Option<Secret>,
    /// The most connections to PostgreSQL at a time
    #[arg(long, env = "PHIAL_DATABASE_CONNECTIONS", default_value = "16")]
    pub database_connections: String,
    /// At the start, bring the tables of the database to this version's form (apply), or refuse others (require)
    #[arg(long, env = "PHIAL_MIGRATIONS", default_value = "apply")]
    pub migrations: String,
}

/// The database.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// Where it is.
    pub url: DatabaseUrl,
    /// The most connections to PostgreSQL at a time.
    pub connections: u32,
    /// What to do about tables of another version.
    pub migrations: Migrations,
}

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// A PostgreSQL server: its whole URL, which may hold a password.
    Postgres(Secret),
}

/// The text names no database. Does not repeat the text: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME")]
pub struct BadDatabaseUrl;

impl DatabaseArgs {
    pub(super) fn check(&self, folder: &Path, check: &mut Check<'_>) -> Option<DatabaseConfig> {
        let url = match &self.database {
            Some(text) => check.parsed("database", DatabaseUrl::parse(text)),
            None => Some(DatabaseUrl::Sqlite(folder.join("phial.db"))),
        };
        let connections = check.parsed("database-connections", parse_connections(&self.database_connections));
        let migrations = check.parsed("migrations", parse_migrations(&self.migrations));
        Some(DatabaseConfig { url: url?, connections: connections?, migrations: migrations? })
    }
}

impl DatabaseUrl {
    /// Reads `sqlite:FILE`, `sqlite://FILE` or a URL of PostgreSQL.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &Secret) -> Result<Self, BadDatabaseUrl> {
        if let Some(file) = text.reveal().strip_prefix("sqlite:") {
            let file = file.strip_prefix("//").unwrap_or(file);
            return if file.is_empty() { Err(BadDatabaseUrl) } else { Ok(Self::Sqlite(PathBuf::from(file))) };
        }
        match reqwest::Url::parse(text.reveal()) {
            Ok(url) if matches!(url.scheme(), "postgres" | "postgresql") => Ok(Self::Postgres(text.clone())),
            _ => Err(BadDatabaseUrl),
        }
    }
}

/// One would make a sweep wait for itself.
fn parse_connections(text: &str) -> Result<u32, &'static str> {
    text.parse().ok().filter(|connections| (2..=1000).contains(connections)).ok_or("must be between 2 and 1000")
}

fn parse_migrations(text: &str) -> Result<Migrations, &'static str> {
    match text {
        "apply" => Ok(Migrations::Apply),
        "require" => Ok(Migrations::Require),
        _ => Err("must be apply or require"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<DatabaseUrl, BadDatabaseUrl> {
        DatabaseUrl::parse(&text.parse().unwrap())
    }

    #[test]
    fn both_databases_have_urls() {
        for (text, file) in [("sqlite:a.db", "a.db"), ("sqlite:/d/a.db", "/d/a.db"), ("sqlite:///d/a.db", "/d/a.db")] {
            assert_eq!(parse(text), Ok(DatabaseUrl::Sqlite(PathBuf::from(file))));
        }
        for text in ["postgres://u:p@h/n", "postgresql://h:5433/n?sslmode=require", "postgres:///n?host=/run/pg"] {
            assert!(matches!(parse(text), Ok(DatabaseUrl::Postgres(url)) if url.reveal() == text), "{text}");
        }
        for text in ["", "sqlite:", "sqlite://", "data/phial.db", "mysql://h/n", "postgres"] {
            assert_eq!(parse(text), Err(BadDatabaseUrl), "{text}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        assert!(!format!("{:?}", parse("postgres://u:hunter2@h/n")).contains("hunter2"));
    }
}
