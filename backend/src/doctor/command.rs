//! `phial doctor` on the operator's command line.

use std::error::Error;
use std::sync::Arc;

use clap::Args;
use phial_shared::time::Seconds;

use super::{Outcome, Visit};
use crate::clock::SystemClock;
use crate::config::{Sources, WritingArgs};
use crate::output::give;
use crate::serve;
use crate::sinks::telling;
use crate::units::parse_time;

type Failure = Box<dyn Error + Send + Sync>;

/// `phial doctor`.
#[derive(Args)]
pub struct DoctorArgs {
    /// Delete what belongs to nothing, and end erasures that were interrupted. A sealed share is never touched
    #[arg(long)]
    fix: bool,
    /// Leave objects alone that are younger: they may be on their way
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = parse_time)]
    older_than: Seconds,
    #[command(flatten)]
    writing: WritingArgs,
}

impl DoctorArgs {
    /// Carries out the command.
    ///
    /// # Errors
    /// When the data cannot be read, or something is left that is not as it should be.
    pub async fn run(&self, sources: &Sources) -> Result<(), Failure> {
        let config = self.writing.config(sources)?;
        let vault = serve::open_existing(&config.data, Arc::new(SystemClock)).await?;
        let (mut fixed, mut left) = (0_u64, 0_u64);
        let visit = Visit { fix: self.fix, older_than: self.older_than };
        let visited = visit.run(&vault, |ailment, outcome| {
            let what = match outcome {
                Outcome::Fixed => {
                    fixed += 1;
                    "fixed"
                }
                Outcome::Found if ailment.is_harmless() => "note",
                Outcome::Found => {
                    left += 1;
                    "found"
                }
            };
            // If nobody reads it, the work is done all the same.
            let _ = give(format_args!("{what}: {ailment}"));
        });
        telling(&config, &*vault.db, async { Ok::<_, Failure>(visited.await?) }).await?;
        eprintln!("{fixed} fixed, {left} left");
        if left == 0 { Ok(()) } else { Err("the store and the database do not agree".into()) }
    }
}
