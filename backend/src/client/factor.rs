//! The second factor on the command line: read from a file, or asked for on the terminal. It is never an argument, which
//! every user of a machine could see.

mod terminal;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use phial_shared::factor::{self, BadFactor, DateOrder, Factor, FactorCost, FactorKind, MAX_PASSPHRASE};
use phial_shared::keys::{LinkSecret, Root};
use phial_shared::link::ShareLink;
use zeroize::Zeroizing;

use self::terminal::Terminal;
use super::exit::{Exit, HasExit};
use super::{blocking, interrupted, output};

/// Why there is no factor.
#[derive(Debug, thiserror::Error)]
pub(super) enum FactorError {
    /// Nobody can be asked.
    #[error("there is no terminal to ask on: {0}. Name a file that holds the {1} with --factor-file")]
    NoTerminal(io::Error, &'static str),
    /// The file cannot be read.
    #[error("{}: {error}. Check --factor-file", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// What it holds is no such factor.
    #[error("what --factor-file names does not hold a {}: {error}", what(*.kind))]
    Bad {
        /// What should be in it.
        kind: FactorKind,
        /// What is wrong.
        error: BadFactor,
    },
    /// The person or the system stopped it.
    #[error("interrupted")]
    Interrupted,
}

impl HasExit for FactorError {
    fn exit(&self) -> Exit {
        match self {
            Self::File { .. } => Exit::Files,
            Self::NoTerminal(..) | Self::Bad { .. } => Exit::Usage,
            Self::Interrupted => Exit::Interrupted,
        }
    }
}

/// Where a factor comes from.
pub(super) enum FactorSource {
    /// A file; `-` is standard input.
    File(PathBuf),
    /// The person before the terminal.
    Terminal,
}

impl FactorSource {
    /// The file if one is named, else the terminal.
    pub(super) fn new(file: Option<&Path>) -> Self {
        file.map_or(Self::Terminal, |path| Self::File(path.to_owned()))
    }

    /// Whether it can be asked again.
    pub(super) const fn is_person(&self) -> bool {
        matches!(self, Self::Terminal)
    }

    /// What the sender and the recipient will have agreed on. A person types what cannot be seen twice.
    pub(super) async fn choose(&self, kind: FactorKind) -> Result<Factor, FactorError> {
        loop {
            let chosen = self.read(kind, "").await?;
            if !self.is_person() || kind != FactorKind::Passphrase {
                return Ok(chosen);
            }
            let again = self.read(kind, " again").await?;
            if chosen.as_str() == again.as_str() {
                return Ok(chosen);
            }
            output::tell("These were not the same.");
        }
    }

    /// What the recipient knows. A person is asked until it has the right form, which costs no try; `hint` says more.
    pub(super) async fn read(&self, kind: FactorKind, hint: &str) -> Result<Factor, FactorError> {
        // A date is read in the one order that cannot be taken for another.
        let parse = |typed: &str| Factor::read(kind, typed, DateOrder::YearMonthDay);
        match self {
            Self::File(path) => {
                let text = read_file(path).map_err(|error| FactorError::File { path: path.clone(), error })?;
                parse(&text).map_err(|error| FactorError::Bad { kind, error })
            }
            Self::Terminal => loop {
                match parse(&ask(kind, hint).await?) {
                    Ok(factor) => return Ok(factor),
                    Err(error) => output::tell(&format!("That is not a {}: {error}.", what(kind))),
                }
            },
        }
    }
}

/// The root of a link with a factor. Takes half a second and 64 MiB.
pub(super) async fn root(link: &ShareLink, factor: Factor, cost: FactorCost) -> Root {
    let own = LinkSecret::from_bytes(*link.secret.as_bytes());
    let hardened = blocking::run(move || factor::harden(&factor, &own, cost)).await;
    link.root(Some(&hardened))
}

/// What a kind is called.
pub(super) const fn what(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::Passphrase => "passphrase",
        FactorKind::Code => "code",
        FactorKind::DateOfBirth => "date of birth",
    }
}

fn read_file(path: &Path) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    // More than the longest passphrase, so that a longer one is said to be too long.
    let most = 2 * MAX_PASSPHRASE as u64;
    if path == Path::new("-") {
        io::stdin().lock().take(most).read_to_string(&mut text)?;
    } else {
        File::open(path)?.take(most).read_to_string(&mut text)?;
    }
    Ok(text)
}

async fn ask(kind: FactorKind, hint: &str) -> Result<Zeroizing<String>, FactorError> {
    let terminal = Terminal::open().map_err(|error| FactorError::NoTerminal(error, what(kind)))?;
    let (question, hidden) = match kind {
        FactorKind::Passphrase => (format!("Passphrase{hint}: "), true),
        FactorKind::Code => (format!("Code of six digits{hint}: "), false),
        FactorKind::DateOfBirth => (format!("Date of birth, such as 1948-03-31{hint}: "), false),
    };
    tokio::select! {
        typed = terminal.ask(&question, hidden) => typed.map_err(|error| FactorError::NoTerminal(error, what(kind))),
        () = interrupted() => Err(FactorError::Interrupted),
    }
}
