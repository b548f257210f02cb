//! What senders may ask for.

use clap::Args;
use phial_shared::layout::Layout;

use super::check::Check;
use crate::service::Policy;
use crate::units::parse_size;

/// Flags of what senders may ask for.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Policy")]
pub struct PolicyArgs {
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
    /// The most wrong proofs that a link with a second factor may allow before it is locked
    #[arg(long, env = "PHIAL_MAX_TRIES", default_value = "10")]
    pub max_tries: String,
}

impl PolicyArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<Policy> {
        let site_name = self.site_name.trim();
        let named = check.parsed("site-name", if site_name.is_empty() { Err("is empty") } else { Ok(()) });
        let max_files_len = check.parsed("max-files-len", parse_size(&self.max_files_len));
        let largest = max_files_len
            .and_then(|len| check.parsed("max-files-len", Layout::of_files(len).map_err(|_| "is too much")));
        let max_lifetime = check.positive_time("max-lifetime", &self.max_lifetime);
        let lease = check.positive_time("lease", &self.lease);
        let max_opens = match &self.max_opens {
            Some(text) => check.count("max-opens", text).map(Some),
            None => Some(None),
        };
        let max_tries = check.count("max-tries", &self.max_tries);
        named?;
        Some(Policy {
            site_name: site_name.to_owned(),
            max_files_len: max_files_len?,
            largest: largest?,
            max_lifetime: max_lifetime?,
            max_opens: max_opens?,
            lease: lease?,
            max_tries: max_tries?,
        })
    }
}
