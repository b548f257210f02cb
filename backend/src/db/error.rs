//! How databases fail.

use std::sync::Arc;

use sqlx::migrate::MigrateError;
use sqlx::postgres::PgDatabaseError;

/// The database failed. Its message holds no value of any row.
///
/// One failure may answer many requests: those that shared a transaction.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DatabaseError {
    /// It did not answer in time, or cannot be reached.
    #[error("the database did not answer in time")]
    Busy(#[source] Arc<sqlx::Error>),
    /// There is no room.
    #[error("there is no room for the database")]
    Full(#[source] Arc<sqlx::Error>),
    /// Anything else.
    #[error("the database failed")]
    Failed(#[source] Arc<sqlx::Error>),
    /// A stored value is impossible.
    #[error("the database's column {0} holds an impossible value")]
    Corrupt(&'static str),
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenDatabaseError {
    /// It is unusable.
    #[error("the database cannot be opened")]
    Unusable(#[source] sqlx::Error),
    /// Its URL is none. The URL is not repeated, nor is what is wrong with it: it may hold a password.
    #[error("the database's URL is not one of PostgreSQL")]
    BadUrl,
    /// It does not answer.
    #[error("the database does not answer")]
    NoAnswer,
    /// Its tables could not be brought to this version's form.
    #[error("the database cannot be brought to this version")]
    Migration(#[from] MigrateError),
    /// It was made by a newer version; by the numbers of the last migrations.
    #[error(
        "the database has version {database}, and this program knows versions up to {program}: install the newer program"
    )]
    Newer {
        /// Of the tables.
        database: i64,
        /// Of this program.
        program: i64,
    },
    /// It was made by an older version, and is not to be changed now; by the numbers of the last migrations.
    #[error("the database has version {database}, and this program needs version {program}: run `phial migrate`")]
    Older {
        /// Of the tables.
        database: i64,
        /// Of this program.
        program: i64,
    },
}

enum Failure {
    Busy,
    Full,
    Other,
}

impl From<sqlx::Error> for DatabaseError {
    fn from(error: sqlx::Error) -> Self {
        match failure(&error) {
            Failure::Busy => Self::Busy(Arc::new(error)),
            Failure::Full => Self::Full(Arc::new(error)),
            Failure::Other => Self::Failed(Arc::new(error)),
        }
    }
}

fn failure(error: &sqlx::Error) -> Failure {
    match error {
        sqlx::Error::Database(error) => match error.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => postgres(error.code()),
            None => sqlite(error.code().and_then(|code| code.parse().ok())),
        },
        sqlx::Error::PoolTimedOut | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed => Failure::Busy,
        _ => Failure::Other,
    }
}

/// By SQLSTATE (PostgreSQL's manual, appendix A).
fn postgres(code: &str) -> Failure {
    match code {
        "53100" => Failure::Full,
        // Deadlock, lock or statement time-out.
        "40001" | "40P01" | "55P03" | "57014" => Failure::Busy,
        // Connections, resources, and a server that stops or starts.
        code if ["08", "53", "57"].contains(&code.get(..2).unwrap_or_default()) => Failure::Busy,
        _ => Failure::Other,
    }
}

/// By result code (SQLite's "Result and Error Codes"). Extended codes keep the primary one in their lowest byte.
fn sqlite(code: Option<u32>) -> Failure {
    const BUSY: u32 = 5;
    const FULL: u32 = 13;
    match code.map(|code| code & 0xff) {
        Some(BUSY) => Failure::Busy,
        Some(FULL) => Failure::Full,
        _ => Failure::Other,
    }
}
