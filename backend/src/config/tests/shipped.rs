//! The settings file that the package brings.

use super::{named, serve};

const SHIPPED: &str = include_str!("../../../../packaging/phial.toml");

/// A line that begins with `#` and a word is a setting; one with `# ` is a remark.
fn switched_on(line: &str) -> &str {
    line.strip_prefix('#').filter(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase())).unwrap_or(line)
}

#[test]
fn the_shipped_settings_are_valid_as_they_are() {
    let config = serve(SHIPPED, &[]).unwrap();
    assert_eq!(config.listen.address.to_string(), "127.0.0.1:8080");
    assert!(config.listen.address.ip().is_loopback());
}

#[test]
fn and_with_everything_switched_on() {
    // The certificate and the logo are read, and are not here.
    let lines = SHIPPED.lines().filter(|line| !line.starts_with("#tls-") && !line.starts_with("#site-logo"));
    let all: String = lines.flat_map(|line| [switched_on(line), "\n"]).collect();
    assert!(all.lines().count() > 60 && !all.contains("\n#default"), "the remarks are of the form that is read here");
    let result = serve(&all, &[]);
    assert!(result.is_ok(), "{:?}", result.map(drop));
    let broken = all.replacen("max-lifetime", "max-lifetimes", 1);
    assert_eq!(named(&serve(&broken, &[]).unwrap_err()).len(), 1, "a wrong name is noticed");
}
