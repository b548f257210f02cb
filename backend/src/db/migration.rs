//! Bringing a database's tables to this version's form.

use sqlx::migrate::{Migrate, Migrator};

use super::OpenDatabaseError;

/// Whether tables are brought to this version's form when the database is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrations {
    /// They are.
    Apply,
    /// Tables in another form are refused.
    Require,
}

/// Applies the migrations that are missing. Processes that do so at the same time take turns.
pub(super) async fn migrate<C: Migrate>(
    db: &mut C,
    mut known: Migrator,
    migrations: Migrations,
) -> Result<(), OpenDatabaseError> {
    db.lock().await?;
    db.ensure_migrations_table(&known.table_name).await?;
    let applied = db.list_applied_migrations(&known.table_name).await?;
    let database = applied.iter().map(|migration| migration.version).max().unwrap_or(0);
    let program = known.iter().map(|migration| migration.version).max().unwrap_or(0);
    if database > program {
        return Err(OpenDatabaseError::Newer { database, program });
    }
    if migrations == Migrations::Require && database < program {
        return Err(OpenDatabaseError::Older { database, program });
    }
    // It is locked already.
    known.set_locking(false).run_direct(None, db, false).await?;
    db.unlock().await?;
    if database < program {
        tracing::info!(from = database, to = program, "brought the database to this version");
    }
    Ok(())
}
