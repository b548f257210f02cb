//! What senders may ask for.

use clap::Args;
use phial_shared::api::SendingRules;
use phial_shared::layout::Layout;
use phial_shared::time::Seconds;

use super::check::Check;
use crate::service::Policy;
use crate::units::parse_size;

/// Flags of what senders may ask for.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Policy")]
pub struct PolicyArgs {
    /// The most that the files of a share may have together
    #[arg(long, env = "PHIAL_MAX_FILES_LEN", default_value = "5GiB")]
    pub max_files_len: String,
    /// The longest lifetime of a link
    #[arg(long, env = "PHIAL_MAX_LIFETIME", default_value = "30d")]
    pub max_lifetime: String,
    /// The most openings that a link may allow; if not set, any number
    #[arg(long, env = "PHIAL_MAX_OPENS")]
    pub max_opens: Option<String>,
    /// The lifetime that links have unless the sender chooses another [default: the page's own choice]
    #[arg(long, env = "PHIAL_DEFAULT_LIFETIME", value_name = "TIME")]
    pub default_lifetime: Option<String>,
    /// The number of openings that links have unless the sender chooses another [default: the page's own choice]
    #[arg(long, env = "PHIAL_DEFAULT_OPENS", value_name = "COUNT")]
    pub default_opens: Option<String>,
    /// Every link needs a second factor
    #[arg(long, env = "PHIAL_REQUIRE_FACTOR", value_name = "true|false", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub require_factor: Option<String>,
    /// Every share needs a purpose; it is encrypted, so the server relies on the sender's page
    #[arg(long, env = "PHIAL_REQUIRE_PURPOSE", value_name = "true|false", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub require_purpose: Option<String>,
    /// The messages that carry links say neither who sends nor anything of health
    #[arg(long, env = "PHIAL_NEUTRAL_NOTICE", value_name = "true|false", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub neutral_notice: Option<String>,
    /// A bundle of rules, which other settings may only tighten: none, or italy (at most 45 days, neutral messages)
    #[arg(long, env = "PHIAL_PRESET", default_value = "none")]
    pub preset: String,
    /// How long a recipient may fetch the content after opening
    #[arg(long, env = "PHIAL_LEASE", default_value = "1h")]
    pub lease: String,
    /// The most wrong proofs that a link with a second factor may allow before it is locked
    #[arg(long, env = "PHIAL_MAX_TRIES", default_value = "10")]
    pub max_tries: String,
}

/// Rules that other settings may only tighten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Preset {
    name: &'static str,
    max_lifetime: Option<Seconds>,
    require_factor: bool,
    require_purpose: bool,
    neutral_notice: bool,
}

const NONE: Preset =
    Preset { name: "none", max_lifetime: None, require_factor: false, require_purpose: false, neutral_notice: false };
/// The Garante's guidelines on online reports (19 November 2009): at most 45 days, and messages that only say that
/// something is ready.
const ITALY: Preset =
    Preset { name: "italy", max_lifetime: Some(Seconds::DAY.times(45)), neutral_notice: true, ..NONE };
const PRESETS: [Preset; 2] = [NONE, ITALY];

impl PolicyArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<Policy> {
        let max_files_len = check.parsed("max-files-len", parse_size(&self.max_files_len));
        let largest = max_files_len
            .and_then(|len| check.parsed("max-files-len", Layout::of_files(len).map_err(|_| "is too much")));
        let preset = PRESETS.iter().find(|preset| preset.name == self.preset.trim());
        let preset = check.parsed("preset", preset.ok_or("must be none or italy"));
        let max_lifetime = self.max_lifetime(preset, check);
        let lease = check.positive_time("lease", &self.lease);
        let max_opens = match &self.max_opens {
            Some(text) => check.count("max-opens", text).map(Some),
            None => Some(None),
        };
        let max_tries = check.count("max-tries", &self.max_tries);
        let rules = self.rules(preset, max_lifetime, max_opens.flatten(), check);
        Some(Policy {
            max_files_len: max_files_len?,
            largest: largest?,
            max_lifetime: max_lifetime?,
            max_opens: max_opens?,
            lease: lease?,
            max_tries: max_tries?,
            rules: rules?,
        })
    }

    fn max_lifetime(&self, preset: Option<&Preset>, check: &mut Check<'_>) -> Option<Seconds> {
        let lifetime = check.positive_time("max-lifetime", &self.max_lifetime)?;
        match preset.and_then(|preset| preset.max_lifetime) {
            Some(most) if lifetime > most => {
                let days = most.0 / Seconds::DAY.0;
                check.parsed("max-lifetime", Err(format!("the preset {} allows {days}d at most", self.preset.trim())))
            }
            _ => Some(lifetime),
        }
    }

    fn rules(
        &self,
        preset: Option<&Preset>,
        max_lifetime: Option<Seconds>,
        max_opens: Option<u32>,
        check: &mut Check<'_>,
    ) -> Option<SendingRules> {
        let default_lifetime = match &self.default_lifetime {
            Some(text) => check.positive_time("default-lifetime", text).map(Some),
            None => Some(None),
        };
        let default_opens = match &self.default_opens {
            Some(text) => check.count("default-opens", text).map(Some),
            None => Some(None),
        };
        if max_lifetime.is_some_and(|most| default_lifetime.flatten().is_some_and(|usual| usual > most)) {
            check.refuse("default-lifetime", "is longer than max-lifetime");
        }
        if max_opens.is_some_and(|most| default_opens.flatten().is_some_and(|usual| usual > most)) {
            check.refuse("default-opens", "is more than max-opens");
        }
        let preset = preset?;
        let mut rule = |name, text: &Option<String>, at_least| tightened(name, text.as_deref(), at_least, check);
        let factor_required = rule("require-factor", &self.require_factor, preset.require_factor);
        let purpose_required = rule("require-purpose", &self.require_purpose, preset.require_purpose);
        let neutral_notice = rule("neutral-notice", &self.neutral_notice, preset.neutral_notice);
        Some(SendingRules {
            default_lifetime: default_lifetime?,
            default_opens: default_opens?,
            factor_required: factor_required?,
            purpose_required: purpose_required?,
            neutral_notice: neutral_notice?,
        })
    }
}

/// A rule that may be added to those of the preset, not taken away.
fn tightened(name: &str, text: Option<&str>, at_least: bool, check: &mut Check<'_>) -> Option<bool> {
    let Some(text) = text else { return Some(at_least) };
    let chosen = check.switch(name, text)?;
    let allowed = if at_least && !chosen { Err("the preset does not allow false") } else { Ok(chosen) };
    check.parsed(name, allowed)
}

#[cfg(test)]
mod tests {
    use super::super::ServeConfig;
    use super::*;

    #[test]
    fn a_preset_can_only_be_tightened() {
        let policy = ServeConfig::from_flags(["--preset", "italy"]).unwrap().policy;
        assert!(policy.rules.neutral_notice && policy.max_lifetime == Seconds::DAY.times(30));
        for flags in
            [["--max-lifetime", "45d"], ["--max-lifetime", "1d"], ["--require-factor=true", "--neutral-notice"]]
        {
            assert!(ServeConfig::from_flags([&["--preset", "italy"], &flags[..]].concat()).is_ok(), "{flags:?}");
        }
        for (flag, name) in
            [("--max-lifetime=46d", "--max-lifetime: "), ("--neutral-notice=false", "--neutral-notice: ")]
        {
            let errors = ServeConfig::from_flags(["--preset", "italy", flag]).unwrap_err().to_string();
            assert!(errors.starts_with(name) && errors.contains("preset"), "{errors}");
        }
        assert!(ServeConfig::from_flags(["--preset", "atlantis"]).is_err());
    }

    #[test]
    fn defaults_lie_within_the_limits() {
        for flags in [["--default-lifetime=31d", "--max-opens=3"], ["--default-opens=4", "--max-opens=3"]] {
            assert!(ServeConfig::from_flags(flags).is_err(), "{flags:?}");
        }
        let policy =
            ServeConfig::from_flags(["--default-lifetime=2d", "--default-opens=3", "--max-opens=3"]).unwrap().policy;
        assert_eq!(policy.rules.default_lifetime, Some(Seconds::DAY.times(2)));
        assert_eq!(policy.rules.default_opens, Some(3));
    }
}
