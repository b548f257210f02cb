//! The settings. Each has one definition, a flag, and is also `PHIAL_…` in the environment and a key of the settings
//! file; a flag comes before the environment, that before the file, and that before the default. All that is wrong is
//! said at once.
//!
//! A new setting is a field of a section below: in its `…Args`, and in what its `check` makes of it. The table in
//! `docs/configuration.md` is checked against the flags. A new section is also a field of [`ServeArgs`] and [`ServeConfig`].

mod check;
mod clients;
mod connections;
mod data;
mod database;
mod events;
mod file;
mod limits;
mod listen;
mod oidc;
mod policy;
#[cfg(test)]
mod reference;
mod s3;
mod secret;
mod senders;
mod site;
mod sources;
mod store;
mod uploads;

use std::any::TypeId;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::Resettable;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use self::check::Check;
pub use self::check::ConfigErrors;
pub use self::clients::{ClientArgs, ClientConfig};
pub use self::connections::{ConnectionArgs, ConnectionConfig};
pub use self::data::{DataArgs, DataConfig};
pub use self::database::{BadDatabaseUrl, DatabaseArgs, DatabaseConfig, DatabaseUrl};
pub use self::events::{EventArgs, EventConfig, WritingArgs, WritingConfig};
use self::file::SettingsFile;
pub use self::limits::{LimitArgs, LimitConfig};
pub use self::listen::{ListenArgs, ListenConfig, TlsFiles};
pub use self::oidc::OidcArgs;
pub use self::policy::PolicyArgs;
pub use self::s3::S3Args;
pub use self::secret::Secret;
pub use self::senders::{SendersArgs, SendersConfig, SendersMode};
pub use self::site::SiteArgs;
pub use self::sources::Sources;
pub use self::store::{StoreArgs, StoreConfig};
pub use self::uploads::{UploadArgs, UploadConfig};
use crate::service::Policy;
use crate::site::Site;

/// The flag that names the settings file.
const FILE_FLAG: &str = "config";

/// Flags of `phial serve`: every setting that there is.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// Where the server is reached
    #[command(flatten)]
    pub listen: ListenArgs,
    /// Who runs the server
    #[command(flatten)]
    pub site: SiteArgs,
    /// Who may send
    #[command(flatten)]
    pub senders: SendersArgs,
    /// The bounds of connections
    #[command(flatten)]
    pub connections: ConnectionArgs,
    /// Clients' addresses
    #[command(flatten)]
    pub clients: ClientArgs,
    /// What senders may ask for
    #[command(flatten)]
    pub policy: PolicyArgs,
    /// The bounds of what arrives
    #[command(flatten)]
    pub uploads: UploadArgs,
    /// How often, and how much
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Where events are sent besides the database
    #[command(flatten)]
    pub events: EventArgs,
    /// How often to erase what is over
    #[arg(long, help_heading = "Data", env = "PHIAL_SWEEP_EVERY", default_value = "60s")]
    pub sweep_every: String,
    /// What is common with the other commands
    #[command(flatten)]
    pub data: DataArgs,
}

/// The settings of `phial serve`.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// Where the server is reached.
    pub listen: ListenConfig,
    /// Who runs the server.
    pub site: Site,
    /// Who may send.
    pub senders: SendersConfig,
    /// The bounds of connections.
    pub connections: ConnectionConfig,
    /// Clients' addresses.
    pub clients: ClientConfig,
    /// What senders may ask for.
    pub policy: Policy,
    /// The bounds of what arrives.
    pub uploads: UploadConfig,
    /// How often, and how much.
    pub limits: LimitConfig,
    /// Where events are sent besides the database.
    pub events: EventConfig,
    /// What is common with the other commands.
    pub data: DataConfig,
    /// How often to sweep.
    pub sweep_every: Duration,
}

impl ServeArgs {
    /// The settings.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn config(&self, sources: &Sources) -> Result<ServeConfig, ConfigErrors> {
        let mut check = Check::new(sources);
        let config = self.check(&mut check);
        check.finish(config)
    }

    fn check(&self, check: &mut Check<'_>) -> Option<ServeConfig> {
        let listen = self.listen.check(check);
        let site = self.site.check(check);
        let senders = self.senders.check(listen.as_ref(), check);
        let connections = self.connections.check(check);
        let clients = self.clients.check(check);
        let policy = self.policy.check(check);
        let uploads = self.uploads.check(check);
        let limits = self.limits.check(check);
        let events = self.events.check(check);
        let data = self.data.check(check);
        let sweep_every = check.positive_duration("sweep-every", &self.sweep_every);
        Some(ServeConfig {
            listen: listen?,
            site: site?,
            senders: senders?,
            connections: connections?,
            clients: clients?,
            policy: policy?,
            uploads: uploads?,
            limits: limits?,
            events: events?,
            data: data?,
            sweep_every: sweep_every?,
        })
    }
}

impl ServeConfig {
    /// The settings that these flags give, whatever the environment says.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn from_flags<T: Into<OsString> + Clone>(flags: impl IntoIterator<Item = T>) -> Result<Self, ConfigErrors> {
        let command = settings().no_binary_name(true).mut_args(|argument| argument.env(Resettable::Reset));
        let usage = |error: clap::Error| ConfigErrors(vec![error.to_string()]);
        let matches = command.try_get_matches_from(flags).map_err(usage)?;
        ServeArgs::from_arg_matches(&matches).map_err(usage)?.config(&Sources::default())
    }
}

/// A command line that was read together with the settings file that it names.
#[derive(Debug)]
pub struct Loaded {
    /// The command line; what the environment, then the file, say stands where it has no flag.
    pub matches: ArgMatches,
    /// Where that came from.
    pub sources: Sources,
}

/// Reads the command line `arguments` of the program `cli`, and the settings file if the command has one. What is wrong
/// with the file is kept in [`Loaded::sources`], to be said with all else.
///
/// # Errors
/// When the command line is unusable, or asks for help.
pub fn load(cli: Command, arguments: &[OsString]) -> Result<Loaded, clap::Error> {
    let cli = in_all_commands(cli, &hide_secrets);
    let matches = cli.clone().try_get_matches_from(arguments)?;
    let (path, inner) = innermost(&matches);
    let Some(file) = file_of(inner) else { return Ok(Loaded { matches, sources: Sources::default() }) };
    let file = file.map(|path| SettingsFile::read(path, &settings())).unwrap_or_default();
    let cli = in_command(cli, &path, &|command| with_defaults(command, &file));
    let matches = cli.clone().try_get_matches_from(arguments)?;
    let command = path.iter().try_fold(&cli, |command, name| command.find_subcommand(name));
    let sources = command.map(|command| Sources::new(command, innermost(&matches).1, file)).unwrap_or_default();
    Ok(Loaded { matches, sources })
}

/// The variables of the environment that look like settings and are none of `cli`, in order.
pub fn unknown_variables(cli: &Command) -> Vec<String> {
    let mut known = BTreeSet::new();
    collect_variables(cli, &mut known);
    let named = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let unknown: BTreeSet<_> = named.filter(|name| name.starts_with("PHIAL_") && !known.contains(name)).collect();
    unknown.into_iter().collect()
}

fn collect_variables(command: &Command, into: &mut BTreeSet<String>) {
    into.extend(command.get_arguments().filter_map(|argument| argument.get_env()?.to_str().map(str::to_owned)));
    command.get_subcommands().for_each(|command| collect_variables(command, into));
}

/// One argument for each setting that there is.
fn settings() -> Command {
    ServeArgs::augment_args(Command::new("phial"))
}

fn argument<'a>(command: &'a Command, name: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|argument| argument.get_long() == Some(name))
}

fn is_secret(argument: &Arg) -> bool {
    argument.get_value_parser().type_id() == TypeId::of::<Secret>()
}

/// Whether a flag may stand without a value.
fn is_switch(argument: &Arg) -> bool {
    argument.get_num_args().is_some_and(|values| values.min_values() == 0)
}

/// The names on the way to the subcommand that was asked for, and its part of the command line.
fn innermost(matches: &ArgMatches) -> (Vec<String>, &ArgMatches) {
    let (mut path, mut inner) = (Vec::new(), matches);
    while let Some((name, next)) = inner.subcommand() {
        path.push(name.to_owned());
        inner = next;
    }
    (path, inner)
}

/// `None` when the command has no settings file, `Some(None)` when none is named.
fn file_of(matches: &ArgMatches) -> Option<Option<PathBuf>> {
    matches.try_get_one::<PathBuf>(FILE_FLAG).ok().map(Option::<&PathBuf>::cloned)
}

fn in_all_commands(command: Command, change: &dyn Fn(Command) -> Command) -> Command {
    change(command).mut_subcommands(|command| in_all_commands(command, change))
}

fn in_command(command: Command, path: &[String], change: &dyn Fn(Command) -> Command) -> Command {
    match path.split_first() {
        Some((name, rest)) => command.mut_subcommand(name, |command| in_command(command, rest, change)),
        None => change(command),
    }
}

fn hide_secrets(command: Command) -> Command {
    command.mut_args(|argument| {
        let secret = is_secret(&argument);
        argument.hide_env_values(true).hide_default_value(secret)
    })
}

fn with_defaults(command: Command, file: &SettingsFile) -> Command {
    command.mut_args(|argument| match argument.get_long().and_then(|name| file.values.get(name)) {
        Some(values) => argument.default_values(values.clone()),
        None => argument,
    })
}

#[cfg(test)]
mod tests;
