//! How often, and how much.

use clap::Args;

use super::check::Check;
use crate::db::limits::{Quota, Quotas, Rate};
use crate::service::limits::ServiceLimits;
use crate::units::{parse_size, parse_time};

/// Flags of how often, and how much.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// How many requests one address may make to one server; 0: any number
    #[arg(long, env = "PHIAL_LIMIT_REQUESTS", default_value = "12000/1m")]
    pub limit_requests: String,
    /// How many shares may be begun from one address; 0: any number
    #[arg(long, env = "PHIAL_LIMIT_SHARES", default_value = "1200/1h")]
    pub limit_shares: String,
    /// How many wrong proofs one address may show; 0: any number
    #[arg(long, env = "PHIAL_LIMIT_WRONG_PROOFS", default_value = "300/1h")]
    pub limit_wrong_proofs: String,
    /// How many openings of one link may count; 0: any number
    #[arg(long, env = "PHIAL_LIMIT_OPENS", default_value = "600/10m")]
    pub limit_opens: String,
    /// How much may be stored, announced uploads included; 0: as much as there is room
    #[arg(long, env = "PHIAL_QUOTA_BYTES", default_value = "0")]
    pub quota_bytes: String,
    /// How many shares there may be, unfinished ones included; 0: any number
    #[arg(long, env = "PHIAL_QUOTA_SHARES", default_value = "0")]
    pub quota_shares: String,
    /// How much may be stored by one account; 0: any amount
    #[arg(long, env = "PHIAL_QUOTA_ACCOUNT_BYTES", default_value = "0")]
    pub quota_account_bytes: String,
    /// How many shares one account may have; 0: any number
    #[arg(long, env = "PHIAL_QUOTA_ACCOUNT_SHARES", default_value = "0")]
    pub quota_account_shares: String,
    /// How much stays free of the disks that hold shares and slow parts; 0: nothing
    #[arg(long, env = "PHIAL_MIN_FREE_SPACE", default_value = "1GiB")]
    pub min_free_space: String,
}

/// How often, and how much.
#[derive(Clone, Debug)]
pub struct LimitConfig {
    /// Requests of any kind from one address to one server; `None`: any number.
    pub requests: Option<Rate>,
    /// What is counted over all servers.
    pub service: ServiceLimits,
}

impl LimitArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<LimitConfig> {
        let requests = check.parsed("limit-requests", parse_rate(&self.limit_requests));
        let creations = check.parsed("limit-shares", parse_rate(&self.limit_shares));
        let wrong_proofs = check.parsed("limit-wrong-proofs", parse_rate(&self.limit_wrong_proofs));
        let openings = check.parsed("limit-opens", parse_rate(&self.limit_opens));
        let server = quota(check, ["quota-bytes", "quota-shares"], &self.quota_bytes, &self.quota_shares);
        let account = quota(
            check,
            ["quota-account-bytes", "quota-account-shares"],
            &self.quota_account_bytes,
            &self.quota_account_shares,
        );
        let min_free_space = check.parsed("min-free-space", parse_size(&self.min_free_space));
        Some(LimitConfig {
            requests: requests?,
            service: ServiceLimits {
                creations: creations?,
                wrong_proofs: wrong_proofs?,
                openings: openings?,
                quotas: Quotas { server: server?, account: account? },
                min_free_space: min_free_space?,
            },
        })
    }
}

fn quota(check: &mut Check<'_>, names: [&str; 2], bytes: &str, shares: &str) -> Option<Quota> {
    let bytes = check.parsed(names[0], parse_size(bytes));
    let shares = check.parsed(names[1], shares.trim().parse::<u64>().map_err(|_| "must be a whole number"));
    let limit = |most: u64| Some(most).filter(|most| *most > 0);
    Some(Quota { bytes: limit(bytes?), shares: limit(shares?) })
}

/// Reads `600/10m`: so many in so long. `0` is no limit.
fn parse_rate(text: &str) -> Result<Option<Rate>, &'static str> {
    const FORM: &str = "write how many in how long, such as 600/10m, or 0 for any number";
    if text.trim() == "0" {
        return Ok(None);
    }
    let (count, per) = text.split_once('/').ok_or(FORM)?;
    let count = count.trim().parse().ok().filter(|count: &u32| *count > 0).ok_or(FORM)?;
    let per = parse_time(per).ok().filter(|per| per.0 > 0).ok_or(FORM)?;
    if u64::from(count) > per.0.saturating_mul(1000) {
        return Err("must not be more than 1000 in a second");
    }
    Ok(Some(Rate { count, per }))
}

#[cfg(test)]
mod tests {
    use phial_shared::time::Seconds;

    use super::*;

    #[test]
    fn a_rate_is_a_number_in_a_time() {
        assert_eq!(parse_rate("0"), Ok(None));
        assert_eq!(parse_rate(" 600 / 10m "), Ok(Some(Rate { count: 600, per: Seconds(600) })));
        assert_eq!(parse_rate("1000/1s"), Ok(Some(Rate { count: 1000, per: Seconds(1) })));
        for bad in ["", "600", "0/1m", "-1/1m", "600/", "600/0s", "600/m", "1001/1s"] {
            assert!(parse_rate(bad).is_err(), "{bad}");
        }
    }
}
