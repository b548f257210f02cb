//! The settings: flags, or `PHIAL_…` in the environment. All that is wrong is said at once.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use phial_shared::layout::{Layout, PART_LEN};
use phial_shared::time::Seconds;
use tracing::Level;

use crate::http::Pace;
use crate::service::{Policy, Retention, UploadLimits};
use crate::units::{parse_size, parse_time};

/// Flags of `phial serve`.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// Address and port to listen on
    #[arg(long, env = "PHIAL_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// The name that people know your organisation by
    #[arg(long, env = "PHIAL_SITE_NAME", default_value = "Phial")]
    pub site_name: String,
    /// The most that the files of a share may have together
    #[arg(long, env = "PHIAL_MAX_FILES_LEN", default_value = "5GiB")]
    pub max_files_len: String,
    /// The longest lifetime of a link
    #[arg(long, env = "PHIAL_MAX_LIFETIME", default_value = "30d")]
    pub max_lifetime: String,
    /// The most openings that a link may allow; if not set, any number
    #[arg(long, env = "PHIAL_MAX_OPENS")]
    pub max_opens: Option<String>,
    /// How long a recipient may fetch the content after opening
    #[arg(long, env = "PHIAL_LEASE", default_value = "1h")]
    pub lease: String,
    /// How often to erase what is over
    #[arg(long, env = "PHIAL_SWEEP_EVERY", default_value = "60s")]
    pub sweep_every: String,
    /// Memory for parts that are arriving
    #[arg(long, env = "PHIAL_UPLOAD_MEMORY", default_value = "64MiB")]
    pub upload_memory: String,
    /// How long an upload waits for memory before it is told to come again
    #[arg(long, env = "PHIAL_UPLOAD_WAIT", default_value = "20s")]
    pub upload_wait: String,
    /// The longest pause in a request's body
    #[arg(long, env = "PHIAL_IDLE_TIMEOUT", default_value = "30s")]
    pub idle_timeout: String,
    /// The least speed of a request's body, per second
    #[arg(long, env = "PHIAL_MIN_RATE", default_value = "8KiB")]
    pub min_rate: String,
    /// What is common with `phial sweep`
    #[command(flatten)]
    pub data: DataArgs,
}

/// Flags of every command that works on the data.
#[derive(Args, Clone, Debug)]
pub struct DataArgs {
    /// The folder that holds everything
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
}

/// The settings of `phial serve`.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// Where to listen.
    pub listen: SocketAddr,
    /// What senders may ask for.
    pub policy: Policy,
    /// The bounds of uploads.
    pub uploads: UploadLimits,
    /// How fast bodies must arrive.
    pub pace: Pace,
    /// How often to sweep.
    pub sweep_every: Duration,
    /// What is common with `phial sweep`.
    pub data: DataConfig,
}

/// The settings of every command that works on the data.
#[derive(Clone, Debug)]
pub struct DataConfig {
    /// The folder that holds everything.
    pub folder: PathBuf,
    /// When something is over.
    pub retention: Retention,
    /// How much to log.
    pub log_level: Level,
}

/// Everything that is wrong with the settings.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigErrors(Vec<String>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

impl TryFrom<ServeArgs> for ServeConfig {
    type Error = ConfigErrors;

    fn try_from(args: ServeArgs) -> Result<Self, ConfigErrors> {
        let mut check = Check::default();
        let listen = check.parsed("listen", args.listen.parse::<SocketAddr>());
        let policy = policy(&args, &mut check);
        let memory = check.parsed("upload-memory", parse_memory(&args.upload_memory));
        let wait = check.parsed("upload-wait", parse_time(&args.upload_wait));
        let idle = check.positive_time("idle-timeout", &args.idle_timeout);
        let min_rate = check.parsed("min-rate", parse_rate(&args.min_rate));
        let sweep_every = check.positive_time("sweep-every", &args.sweep_every);
        let data = data(args.data, &mut check);
        match (listen, policy, memory, wait, idle, min_rate, sweep_every, data) {
            (
                Some(listen),
                Some(policy),
                Some(memory),
                Some(wait),
                Some(idle),
                Some(min_rate),
                Some(sweep_every),
                Some(data),
            ) => Ok(Self {
                listen,
                policy,
                uploads: UploadLimits { memory, wait: duration(wait) },
                pace: Pace { idle: duration(idle), min_rate },
                sweep_every: duration(sweep_every),
                data,
            }),
            _ => Err(ConfigErrors(check.errors)),
        }
    }
}

impl TryFrom<DataArgs> for DataConfig {
    type Error = ConfigErrors;

    fn try_from(args: DataArgs) -> Result<Self, ConfigErrors> {
        let mut check = Check::default();
        data(args, &mut check).ok_or(ConfigErrors(check.errors))
    }
}

/// Collects errors while it goes on.
#[derive(Default)]
struct Check {
    errors: Vec<String>,
}

impl Check {
    fn parsed<T, E: fmt::Display>(&mut self, name: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.errors.push(format!("--{name}: {error}"))).ok()
    }

    fn positive_time(&mut self, name: &str, text: &str) -> Option<Seconds> {
        let time = self.parsed(name, parse_time(text))?;
        self.parsed(name, if time == Seconds(0) { Err("must be longer than nothing") } else { Ok(time) })
    }
}

fn policy(args: &ServeArgs, check: &mut Check) -> Option<Policy> {
    let site_name = args.site_name.trim();
    let named = check.parsed("site-name", if site_name.is_empty() { Err("is empty") } else { Ok(()) });
    let max_files_len = check.parsed("max-files-len", parse_size(&args.max_files_len));
    let largest =
        max_files_len.and_then(|len| check.parsed("max-files-len", Layout::of_files(len).map_err(|_| "is too much")));
    let max_lifetime = check.positive_time("max-lifetime", &args.max_lifetime);
    let lease = check.positive_time("lease", &args.lease);
    let max_opens = match &args.max_opens {
        Some(text) => check.parsed("max-opens", parse_opens(text)).map(Some),
        None => Some(None),
    };
    named?;
    Some(Policy {
        site_name: site_name.to_owned(),
        max_files_len: max_files_len?,
        largest: largest?,
        max_lifetime: max_lifetime?,
        max_opens: max_opens?,
        lease: lease?,
    })
}

fn data(args: DataArgs, check: &mut Check) -> Option<DataConfig> {
    let unsealed = check.positive_time("unsealed-ttl", &args.unsealed_ttl);
    let purge_after = check.parsed("purge-after", parse_time(&args.purge_after));
    let log = check.parsed("log-retention", parse_time(&args.log_retention));
    let log_level = check.parsed("log-level", Level::from_str(&args.log_level).map_err(|_| "is not a level"));
    Some(DataConfig {
        folder: args.data,
        retention: Retention { unsealed: unsealed?, purge_after: purge_after?, log: log? },
        log_level: log_level?,
    })
}

fn parse_memory(text: &str) -> Result<u32, String> {
    let bytes = parse_size(text).map_err(|error| error.to_string())?;
    u32::try_from(bytes)
        .ok()
        .filter(|bytes| (PART_LEN..=1 << 30).contains(bytes))
        .ok_or_else(|| "must be between 8MiB and 1GiB".to_owned())
}

fn parse_rate(text: &str) -> Result<u32, String> {
    let bytes = parse_size(text).map_err(|error| error.to_string())?;
    u32::try_from(bytes).ok().filter(|bytes| *bytes > 0).ok_or_else(|| "must be between 1B and 4GiB".to_owned())
}

fn parse_opens(text: &str) -> Result<u32, &'static str> {
    text.parse().ok().filter(|opens| *opens > 0).ok_or("must be a whole number from 1 on")
}

fn duration(length: Seconds) -> Duration {
    Duration::from_secs(length.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(clap::Parser)]
    struct Cli {
        #[command(flatten)]
        serve: ServeArgs,
    }

    fn config(flags: &[&str]) -> Result<ServeConfig, ConfigErrors> {
        let cli: Cli = clap::Parser::try_parse_from([&["phial"], flags].concat()).unwrap();
        cli.serve.try_into()
    }

    #[test]
    fn the_defaults_are_valid() {
        let config = config(&[]).unwrap();
        assert_eq!(config.policy.max_files_len, 5 << 30);
        assert_eq!(config.policy.max_lifetime, Seconds::DAY.times(30));
        assert_eq!(config.policy.max_opens, None);
        assert_eq!(config.data.retention.log, Seconds::DAY.times(6 * 365));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let errors =
            config(&["--listen", "here", "--lease=0s", "--max-opens=0", "--upload-memory=1MiB", "--log-level=x"])
                .unwrap_err()
                .to_string();
        let named: Vec<_> = errors.lines().map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(named, ["--listen", "--lease", "--max-opens", "--upload-memory", "--log-level"]);
    }

    #[test]
    fn each_limit_has_its_bounds() {
        for (flag, good, bad) in [
            ("--upload-memory", "8MiB", "8191KiB"),
            ("--upload-memory", "1GiB", "1025MiB"),
            ("--max-opens", "1", "0"),
            ("--min-rate", "1", "0"),
            ("--idle-timeout", "1s", "0s"),
            ("--site-name", "A", " "),
            ("--max-files-len", "1TiB", "3TiB"),
        ] {
            assert!(config(&[flag, good]).is_ok(), "{flag} {good}");
            assert!(config(&[flag, bad]).is_err(), "{flag} {bad}");
        }
    }
}
