//! How long and how often a link may be opened, as offered on the page.

use phial_shared::api::{LinkLimits, ServerConfig};
use phial_shared::time::Seconds;
use yew::prelude::*;

use crate::components::choice;
use crate::format::lifetime;
use crate::i18n::t;

/// Lifetimes that are offered as far as the server allows them.
const LIFETIMES: [Seconds; 4] = [Seconds::HOUR, Seconds::DAY, Seconds::DAY.times(7), Seconds::DAY.times(30)];
/// What most people need.
const USUAL_LIFETIME: Seconds = Seconds::DAY.times(7);

/// Numbers of openings that are offered as far as the server allows them; `None`: no limit.
const OPENS: [Option<u32>; 4] = [Some(1), Some(3), Some(10), None];
/// What most people need.
const USUAL_OPENS: Option<u32> = Some(3);

/// The lifetimes to choose from; the longest allowed one where every usual one is longer.
pub(crate) fn lifetimes(config: &ServerConfig) -> Vec<Seconds> {
    let offered = LIFETIMES.into_iter().chain(config.rules.default_lifetime);
    let mut allowed: Vec<_> = offered.filter(|lifetime| *lifetime <= config.max_lifetime).collect();
    allowed.sort_unstable();
    allowed.dedup();
    if allowed.is_empty() { vec![config.max_lifetime] } else { allowed }
}

/// The numbers of openings to choose from. At least one opening is always allowed.
pub(crate) fn opens(config: &ServerConfig) -> Vec<Option<u32>> {
    let is_allowed = |opens: &Option<u32>| match (opens, config.max_opens) {
        (_, None) => true,
        (Some(opens), Some(max)) => *opens <= max,
        (None, Some(_)) => false,
    };
    let mut offered = OPENS.to_vec();
    if let Some(usual) = config.rules.default_opens
        && !offered.contains(&Some(usual))
    {
        let place = offered.iter().position(|opens| opens.is_none_or(|opens| opens > usual)).unwrap_or(offered.len());
        offered.insert(place, Some(usual));
    }
    offered.retain(is_allowed);
    offered
}

/// What is chosen at first: the usual, or the most that is allowed below it.
pub(crate) fn preset(config: &ServerConfig) -> LinkLimits {
    let (lifetimes, opens) = (lifetimes(config), opens(config));
    let usual_lifetime = config.rules.default_lifetime.unwrap_or(USUAL_LIFETIME);
    let usual_opens = config.rules.default_opens.map_or(USUAL_OPENS, Some);
    LinkLimits {
        lifetime: lifetimes.iter().rev().find(|lifetime| **lifetime <= usual_lifetime).copied().unwrap_or(lifetimes[0]),
        max_opens: if opens.contains(&usual_opens) { usual_opens } else { opens[0] },
    }
}

/// `7 days`.
pub(crate) fn lifetime_name(of: Seconds) -> String {
    lifetime(of.0)
}

/// `7 days · 3 openings`.
pub(crate) fn limits_said(limits: LinkLimits) -> String {
    let openings = limits.max_opens.map_or_else(|| t!("openings-any"), |opens| t!("openings", count = opens));
    format!("{} · {openings}", lifetime_name(limits.lifetime))
}

/// The two choices. `names` name their groups within the page.
pub(crate) fn limit_choices(
    config: &ServerConfig,
    names: [&'static str; 2],
    limits: LinkLimits,
    on_limits: &Callback<LinkLimits>,
) -> Html {
    let (lifetimes, opens) = (lifetimes(config), opens(config));
    let chosen_lifetime = lifetimes.iter().position(|lifetime| *lifetime == limits.lifetime).unwrap_or_default();
    let chosen_opens = opens.iter().position(|opens| *opens == limits.max_opens).unwrap_or_default();
    let lifetime_names: Vec<_> = lifetimes.iter().map(|lifetime| lifetime_name(*lifetime)).collect();
    let opens_names: Vec<_> = opens.iter().map(|opens| opens_name(*opens)).collect();
    let on_lifetime = on_limits.reform(move |at: usize| LinkLimits { lifetime: lifetimes[at], ..limits });
    let on_opens = on_limits.reform(move |at: usize| LinkLimits { max_opens: opens[at], ..limits });
    let [lifetime, opens] = names;
    html! {
        <>
            {choice(t!("lifetime-label"), lifetime, lifetime_names, chosen_lifetime, &on_lifetime)}
            {choice(t!("opens-label"), opens, opens_names, chosen_opens, &on_opens)}
        </>
    }
}

/// `3 times`, or `no limit`.
pub(crate) fn opens_name(opens: Option<u32>) -> String {
    opens.map_or_else(|| t!("opens-any"), |opens| t!("opens-times", count = opens))
}

#[cfg(test)]
mod tests {
    use phial_shared::api::{SendersMode, SendingRules, SiteInfo, StorageInfo};

    use super::*;

    fn config(max_lifetime: Seconds, max_opens: Option<u32>) -> ServerConfig {
        ServerConfig {
            version: "1".into(),
            site_name: "Site".into(),
            site: SiteInfo::default(),
            max_files_len: 1,
            max_lifetime,
            senders: SendersMode::Open,
            rules: SendingRules::default(),
            max_opens,
            lease: Seconds::HOUR,
            max_tries: 5,
            receipt_key: None,
            storage: StorageInfo::default(),
        }
    }

    #[test]
    fn everything_is_offered_where_everything_is_allowed() {
        let config = config(Seconds::DAY.times(30), None);
        assert_eq!(lifetimes(&config), LIFETIMES);
        assert_eq!(opens(&config), OPENS);
        assert_eq!(preset(&config), LinkLimits { lifetime: USUAL_LIFETIME, max_opens: USUAL_OPENS });
    }

    #[test]
    fn nothing_is_offered_that_the_server_would_refuse() {
        let config = config(Seconds::DAY, Some(5));
        assert_eq!(lifetimes(&config), [Seconds::HOUR, Seconds::DAY]);
        assert_eq!(opens(&config), [Some(1), Some(3)]);
        assert_eq!(preset(&config), LinkLimits { lifetime: Seconds::DAY, max_opens: Some(3) });
    }

    #[test]
    fn there_is_always_something_to_choose() {
        let config = config(Seconds::MINUTE, Some(1));
        assert_eq!(preset(&config), LinkLimits { lifetime: Seconds::MINUTE, max_opens: Some(1) });
    }

    #[test]
    fn what_the_operator_finds_usual_is_offered_in_its_place_and_chosen() {
        let rules = SendingRules {
            default_lifetime: Some(Seconds::DAY.times(2)),
            default_opens: Some(5),
            ..SendingRules::default()
        };
        let config = ServerConfig { rules, ..config(Seconds::DAY.times(7), None) };
        assert_eq!(lifetimes(&config), [1, 24, 48, 168].map(|hours| Seconds::HOUR.times(hours)));
        assert_eq!(opens(&config), [Some(1), Some(3), Some(5), Some(10), None]);
        assert_eq!(preset(&config), LinkLimits { lifetime: Seconds::DAY.times(2), max_opens: Some(5) });
    }
}
