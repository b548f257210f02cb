//! The arguments of the commands.

use std::convert::Infallible;
use std::fmt;
use std::io::{self, Read};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use phial_shared::factor::FactorKind;
use phial_shared::keys::SessionToken;
use phial_shared::time::Seconds;
use zeroize::Zeroizing;

use super::send::SendError;
use crate::config::Secret;
use crate::server_url::ServerUrl;
use crate::units::parse_time;

/// A link is 100 characters; chat programs add some of their own.
const MAX_LINK_TEXT: u64 = 64 * 1024;

/// The arguments of `phial send`.
#[derive(Debug, clap::Args)]
pub struct SendArgs {
    /// The files to send, in the order in which they are shown
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The server that keeps the encrypted files
    #[arg(long, value_name = "URL", env = "PHIAL_SERVER", default_value = "http://127.0.0.1:8080")]
    pub(super) server: ServerUrl,
    /// When the link stops working and the files are deleted, such as 12h or 30d
    /// [default: 7d, or the longest that the server allows]
    #[arg(long, value_name = "TIME", value_parser = parse_lifetime, verbatim_doc_comment)]
    pub(super) expires: Option<Seconds>,
    /// How often the link can be opened: a number, or "none" for no limit
    /// [default: 3, or the most that the server allows]
    #[arg(long, value_name = "COUNT", verbatim_doc_comment)]
    pub(super) max_opens: Option<MaxOpens>,
    /// Who sends, as the recipient sees it
    #[arg(long, value_name = "NAME")]
    pub(super) from: Option<String>,
    /// A message for the recipient
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// What it is sent for, as the recipient sees it
    #[arg(long, value_name = "TEXT")]
    pub(super) purpose: Option<String>,
    /// What the recipient must know besides the link: passphrase (you are asked for it), code (six digits are drawn and printed
    /// apart from the link), or date-of-birth (of the recipient; you are asked for it)
    #[arg(long, value_name = "KIND", value_parser = parse_factor)]
    pub(super) factor: Option<FactorKind>,
    /// The recipient can look at the files in a browser, and is not offered to save or print them. Nothing prevents a photograph
    /// of the screen
    #[arg(long)]
    pub(super) view_only: bool,
    /// A file that holds the passphrase or the date (as 1948-03-31), in place of a question; "-" is standard input
    #[arg(long, value_name = "FILE", requires = "factor")]
    pub(super) factor_file: Option<PathBuf>,
    /// A file that holds the token which allows to send, where the server asks for one; or the token itself in PHIAL_TOKEN
    #[arg(long, value_name = "FILE")]
    pub(super) token_file: Option<PathBuf>,
    /// The token itself. Hidden, since every user of a machine can see the flags of every process.
    #[arg(long, hide = true, env = "PHIAL_TOKEN", hide_env_values = true)]
    pub(super) token: Option<Secret>,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

impl SendArgs {
    /// The purpose, if it says anything.
    pub(super) fn purpose(&self) -> Option<String> {
        self.purpose.as_deref().map(str::trim).filter(|purpose| !purpose.is_empty()).map(str::to_owned)
    }

    /// The token that allows to send, if one is given.
    pub(super) fn sender_token(&self) -> Result<Option<SessionToken>, SendError> {
        let text = match (&self.token_file, &self.token) {
            (Some(file), _) => {
                let read = std::fs::read_to_string(file);
                Zeroizing::new(read.map_err(|error| SendError::TokenFile { path: file.clone(), error })?)
            }
            (None, Some(token)) => Zeroizing::new(token.reveal().to_owned()),
            (None, None) => return Ok(None),
        };
        text.trim().parse().map(Some).map_err(|_| SendError::BadToken)
    }
}

/// The arguments of `phial open`.
#[derive(Debug, clap::Args)]
pub struct OpenArgs {
    /// The link; "-" reads it from standard input, so that it is in no list of processes
    pub(super) link: LinkText,
    /// The folder to save the files in; made if it does not exist
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
    /// A file that holds what the link asks for besides (a passphrase, a code, or a date as 1948-03-31), in place of a question
    /// on the terminal; "-" is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) factor_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// The arguments of `phial revoke`.
#[derive(Debug, clap::Args)]
pub struct RevokeArgs {
    /// The manage link; "-" reads it from standard input, so that it is in no list of processes
    #[arg(value_name = "MANAGE_LINK")]
    pub(super) link: LinkText,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// The arguments of `phial health`.
#[derive(Debug, clap::Args)]
pub struct HealthArgs {
    /// The server to ask; if not set, the one on this machine that has these settings
    #[arg(long, value_name = "URL", env = "PHIAL_SERVER")]
    pub(super) server: Option<ServerUrl>,
    /// A file of settings
    #[arg(long, value_name = "FILE", env = "PHIAL_CONFIG")]
    pub(super) config: Option<PathBuf>,
    /// Where the server listens
    #[arg(long, value_name = "ADDRESS", env = "PHIAL_LISTEN", default_value = "127.0.0.1:8080")]
    pub(super) listen: SocketAddr,
    /// The address that people reach the server by: its certificate is for that name
    #[arg(long, value_name = "URL", env = "PHIAL_PUBLIC_URL")]
    pub(super) public_url: Option<ServerUrl>,
    /// The server's certificate, if it encrypts by itself
    #[arg(long, value_name = "FILE", env = "PHIAL_TLS_CERT")]
    pub(super) tls_cert: Option<PathBuf>,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct CommonArgs {
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
    /// How long to go on trying when the server cannot be reached and nothing gets through
    #[arg(long, value_name = "TIME", value_parser = parse_patience, default_value = "2m")]
    pub(super) patience: Duration,
}

/// How often a link can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MaxOpens(pub(super) Option<u32>);

impl FromStr for MaxOpens {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" {
            return Ok(Self(None));
        }
        text.parse::<NonZeroU32>()
            .map(|count| Self(Some(count.get())))
            .map_err(|_| "write a number from 1, or \"none\" for no limit")
    }
}

/// A link as it was given. It is read later: the parser of arguments would repeat a malformed one in its error.
#[derive(Clone)]
pub(super) struct LinkText(Zeroizing<String>);

impl LinkText {
    /// Whether it is to be read from standard input.
    pub(super) fn is_from_input(&self) -> bool {
        self.0.trim() == "-"
    }

    /// The text of the link.
    pub(super) fn read(&self) -> io::Result<Zeroizing<String>> {
        if !self.is_from_input() {
            return Ok(self.0.clone());
        }
        let mut text = Zeroizing::new(String::new());
        io::stdin().lock().take(MAX_LINK_TEXT).read_to_string(&mut text)?;
        Ok(text)
    }
}

impl FromStr for LinkText {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(Zeroizing::new(text.to_owned())))
    }
}

impl fmt::Debug for LinkText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkText([redacted])")
    }
}

fn parse_lifetime(text: &str) -> Result<Seconds, String> {
    match parse_time(text) {
        Ok(Seconds(0)) => Err("the link would never work".to_owned()),
        Ok(lifetime) => Ok(lifetime),
        Err(error) => Err(error.to_string()),
    }
}

/// The words of the API, with hyphens as flags have them.
fn parse_factor(text: &str) -> Result<FactorKind, &'static str> {
    FactorKind::from_text(&text.replace('-', "_")).ok_or("write passphrase, code or date-of-birth")
}

fn parse_patience(text: &str) -> Result<Duration, String> {
    parse_time(text).map(|seconds| Duration::from_secs(seconds.0)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_counted_from_one() {
        assert_eq!("3".parse(), Ok(MaxOpens(Some(3))));
        assert_eq!("none".parse(), Ok(MaxOpens(None)));
        for text in ["", "0", "-1", "3.5", "all", "4294967296"] {
            assert!(text.parse::<MaxOpens>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_lifetime_is_not_nothing() {
        assert_eq!(parse_lifetime("7d"), Ok(Seconds::DAY.times(7)));
        assert!(parse_lifetime("0d").is_err());
        assert!(parse_lifetime("soon").is_err());
    }

    #[test]
    fn factors_have_the_words_of_flags() {
        for (text, kind) in [
            ("passphrase", FactorKind::Passphrase),
            ("code", FactorKind::Code),
            ("date-of-birth", FactorKind::DateOfBirth),
        ] {
            assert_eq!(parse_factor(text), Ok(kind));
        }
        assert!(parse_factor("pin").is_err());
    }

    #[test]
    fn a_link_does_not_print() {
        let link: LinkText = "https://phial.example/s/a#1secret".parse().unwrap();
        assert!(!format!("{link:?}").contains("secret"));
        assert!(link.read().unwrap().ends_with("secret"));
    }
}
