//! `phial audit`: the access logs on the operator's command line, beside a running server or without one.

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use futures_util::TryStreamExt;
use phial_shared::ids::ShareId;
use phial_shared::time::{Seconds, UnixSeconds};

use super::{Anchor, CSV_HEADER, anchors, csv, events, heads, ndjson, verify, verify_share};
use crate::accounts::command::open;
use crate::clock::{Clock, SystemClock};
use crate::config::{DataArgs, Sources};
use crate::db::Database;
use crate::output::give;
use crate::units::parse_time;

type Failure = Box<dyn Error + Send + Sync>;

/// `phial audit`.
#[derive(Subcommand)]
pub enum AuditCommand {
    /// Check that no event of any log was edited, removed, moved or put in; names the first of each log that was
    Verify(Verify),
    /// Write the logs out
    Export(Export),
    /// Print how long each log is and its last hash; kept elsewhere, they show whether logs were rewritten, or restored
    Heads(DataArgs),
}

/// `phial audit verify`.
#[derive(Args)]
pub struct Verify {
    /// Only the log of this share
    // An id may begin with a hyphen.
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    share: Option<String>,
    /// Compare with what `phial audit heads` printed before
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

/// `phial audit export`.
#[derive(Args)]
pub struct Export {
    /// How to write each event
    #[arg(long, value_enum, default_value = "ndjson")]
    format: Format,
    /// Only what happened in the last such time, such as 30d
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    since: Option<Seconds>,
    /// Only the log of this share
    // An id may begin with a hyphen.
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    share: Option<String>,
    /// A new file that only its owner may read; if not set, standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

/// How an event is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object on each line
    Ndjson,
    /// Comma-separated values with a header
    Csv,
}

impl AuditCommand {
    /// Carries out the command.
    ///
    /// # Errors
    /// When the data cannot be read, or a log is not as it was written.
    pub async fn run(&self, sources: &Sources) -> Result<(), Failure> {
        match self {
            Self::Verify(args) => args.run(open(&args.data, sources).await?).await,
            Self::Export(args) => args.run(open(&args.data, sources).await?).await,
            Self::Heads(data) => print_heads(open(data, sources).await?).await,
        }
    }
}

fn share_id(text: &str) -> Result<ShareId, Failure> {
    text.trim().parse().map_err(|_| "that is not the id of a share: 22 letters, digits, - and _".into())
}

impl Verify {
    async fn run(&self, db: Arc<dyn Database>) -> Result<(), Failure> {
        let kept = match &self.heads {
            Some(file) => anchors(&std::fs::read_to_string(file).map_err(|error| at(file, &error))?)?,
            None => Vec::new(),
        };
        let mut findings = 0_u64;
        let mut report = |finding: super::Finding| {
            // If nobody reads it, it counts all the same.
            let _ = give(finding);
            findings += 1;
        };
        let logs = match &self.share {
            Some(share) => {
                let share = share_id(share)?;
                let kept: Vec<_> = kept.into_iter().filter(|anchor| anchor.share == share).collect();
                verify_share(db, share, &kept).await?.into_iter().for_each(&mut report);
                1
            }
            None => verify(db, kept, &mut report).await?,
        };
        eprintln!("{logs} {} checked", if logs == 1 { "log" } else { "logs" });
        if findings == 0 { Ok(()) } else { Err(format!("{findings} not as written").into()) }
    }
}

impl Export {
    async fn run(&self, db: Arc<dyn Database>) -> Result<(), Failure> {
        let since = self.since.map(|age| UnixSeconds(SystemClock.now().0.saturating_sub(age.0)));
        let mut output: Box<dyn Write> = match &self.output {
            Some(file) => Box::new(BufWriter::new(create(file).map_err(|error| at(file, &error))?)),
            None => Box::new(BufWriter::new(io::stdout())),
        };
        if self.format == Format::Csv {
            writeln!(output, "{CSV_HEADER}")?;
        }
        match &self.share {
            Some(share) => self.write(&db, share_id(share)?, since, &mut output).await?,
            None => {
                let mut heads = pin!(heads(db.clone()));
                while let Some(head) = heads.try_next().await? {
                    self.write(&db, head.share, since, &mut output).await?;
                }
            }
        }
        Ok(output.flush()?)
    }

    async fn write(
        &self,
        db: &Arc<dyn Database>,
        share: ShareId,
        since: Option<UnixSeconds>,
        output: &mut dyn Write,
    ) -> Result<(), Failure> {
        let mut events = pin!(events(db.clone(), share));
        while let Some(event) = events.try_next().await? {
            if since.is_some_and(|since| event.at < since) {
                continue;
            }
            match self.format {
                Format::Ndjson => writeln!(output, "{}", ndjson(share, &event))?,
                Format::Csv => writeln!(output, "{}", csv(share, &event))?,
            }
        }
        Ok(())
    }
}

async fn print_heads(db: Arc<dyn Database>) -> Result<(), Failure> {
    let mut output = BufWriter::new(io::stdout());
    let mut heads = pin!(heads(db));
    while let Some(head) = heads.try_next().await? {
        if let Some(hash) = head.hash.filter(|_| head.was_sealed) {
            writeln!(output, "{}", Anchor { share: head.share, len: head.len, hash })?;
        }
    }
    Ok(output.flush()?)
}

/// An existing file is left alone: it may be the export of another day.
fn create(file: &PathBuf) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)
}

fn at(file: &std::path::Path, error: &io::Error) -> String {
    format!("{}: {error}", file.display())
}
