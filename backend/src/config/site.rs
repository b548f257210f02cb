//! Who runs the server, as people see it.

use std::path::Path;

use clap::Args;
use reqwest::Url;

use super::check::{Check, given};
use crate::site::{Brand, Colour, Logo, Site, parse_telephone};

/// Longer names do not fit a phone.
const MAX_NAME: usize = 80;

/// Flags of who runs the server.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Organisation")]
pub struct SiteArgs {
    /// The name that people know your organisation by
    #[arg(long, env = "PHIAL_SITE_NAME", default_value = "Phial")]
    pub site_name: String,
    /// The telephone number where a recipient can ask whether a link is from you, such as +39 02 1234 5678
    #[arg(long, env = "PHIAL_SITE_TELEPHONE", value_name = "NUMBER")]
    pub site_telephone: Option<String>,
    /// A page that says who you are, such as https://www.hospital.example
    #[arg(long, env = "PHIAL_SITE_WEB", value_name = "URL")]
    pub site_web: Option<String>,
    /// Your logo in place of ours: a PNG, WebP or JPEG of 256 KiB at most, for a light background
    #[arg(long, env = "PHIAL_SITE_LOGO", value_name = "FILE")]
    pub site_logo: Option<String>,
    /// Your colour in place of ours, such as #0c5f5b; text of it must be readable, so it is a dark one
    #[arg(long, env = "PHIAL_SITE_COLOUR", value_name = "COLOUR")]
    pub site_colour: Option<String>,
    /// Your colour on dark screens, a light one [default: made of --site-colour]
    #[arg(long, env = "PHIAL_SITE_COLOUR_DARK", value_name = "COLOUR")]
    pub site_colour_dark: Option<String>,
}

impl SiteArgs {
    pub(super) fn check(&self, check: &mut Check<'_>) -> Option<Site> {
        let name = check.parsed("site-name", parse_name(&self.site_name));
        let telephone = match given(self.site_telephone.as_deref()) {
            Some(text) => check.parsed("site-telephone", parse_telephone(text)).map(Some),
            None => Some(None),
        };
        let web = match given(self.site_web.as_deref()) {
            Some(text) => check.parsed("site-web", parse_web(text)).map(Some),
            None => Some(None),
        };
        let logo = match given(self.site_logo.as_deref()) {
            Some(file) => check.parsed("site-logo", Logo::read(Path::new(file))).map(Some),
            None => Some(None),
        };
        let brand = self.brand(check);
        Some(Site { name: name?, telephone: telephone?, web: web?, logo: logo?, brand: brand? })
    }

    fn brand(&self, check: &mut Check<'_>) -> Option<Option<Brand>> {
        let mut colour = |name, text: &Option<String>| match given(text.as_deref()) {
            Some(text) => check.parsed(name, text.parse::<Colour>()).map(Some),
            None => Some(None),
        };
        let light = colour("site-colour", &self.site_colour);
        let dark = colour("site-colour-dark", &self.site_colour_dark);
        match (light?, dark?) {
            (None, None) => Some(None),
            (None, Some(_)) => check.parsed("site-colour", Err("is needed as well, because --site-colour-dark is set")),
            (Some(light), dark) => match Brand::new(light, dark) {
                Ok(brand) => Some(Some(brand)),
                Err((light, dark)) => {
                    for (name, problem) in [("site-colour", light), ("site-colour-dark", dark)] {
                        if let Some(problem) = problem {
                            check.refuse(name, problem);
                        }
                    }
                    None
                }
            },
        }
    }
}

fn parse_name(text: &str) -> Result<String, &'static str> {
    let name = text.trim();
    match name.chars().count() {
        0 => Err("is empty"),
        count if count > MAX_NAME => Err("is longer than 80 characters, which no phone shows"),
        _ if name.chars().any(char::is_control) => Err("must be one line"),
        _ => Ok(name.to_owned()),
    }
}

/// People are told to look there whether something is genuine.
fn parse_web(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text.trim()).map_err(|_| "write a whole address, such as https://www.hospital.example")?;
    match url.scheme() {
        "https" if url.username().is_empty() && url.password().is_none() => Ok(url),
        "https" => Err("has no user and no password"),
        _ => Err("must begin with https://"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ServeConfig;

    fn errors(flags: &[&str]) -> Vec<String> {
        ServeConfig::from_flags(flags).unwrap_err().0
    }

    #[test]
    fn an_organisation_is_known_by_all_that_it_says() {
        let folder = tempfile::tempdir().unwrap();
        let logo = folder.path().join("logo");
        std::fs::write(&logo, b"\x89PNG\r\n\x1a\n").unwrap();
        let logo = format!("--site-logo={}", logo.display());
        let flags =
            ["--site-name= San Luca ", "--site-telephone=+39 02 1234", "--site-web=https://san-luca.example", &logo];
        let site = ServeConfig::from_flags([&flags[..], &["--site-colour=#7a1f5c"]].concat()).unwrap().site;
        assert_eq!(site.name, "San Luca");
        assert!(site.brand.is_some());
        let info = site.info();
        assert_eq!(info.telephone.unwrap().uri, "tel:+39021234");
        assert_eq!(info.web.as_deref(), Some("https://san-luca.example/"));
        assert!(info.logo.unwrap().starts_with("/brand/logo-"));
    }

    #[test]
    fn nothing_of_it_is_needed() {
        let site = ServeConfig::from_flags(["--site-telephone=", "--site-web=", "--site-logo=", "--site-colour="])
            .unwrap()
            .site;
        assert!(site.telephone.is_none() && site.web.is_none() && site.logo.is_none() && site.brand.is_none());
    }

    #[test]
    fn each_has_its_own_error_and_all_are_said() {
        let long = format!("--site-name={}", "x".repeat(81));
        let flags = [
            &long,
            "--site-telephone=ask us",
            "--site-web=http://san-luca.example",
            "--site-logo=/nowhere/logo.png",
            "--site-colour=#ffee00",
            "--site-colour-dark=#222222",
        ];
        let errors = errors(&flags);
        for (error, flag) in errors.iter().zip(flags) {
            assert!(error.starts_with(flag.split('=').next().unwrap()), "{error}");
        }
        assert_eq!(errors.len(), flags.len(), "{errors:?}");
    }

    #[test]
    fn colours_are_checked_for_their_contrast() {
        assert!(ServeConfig::from_flags(["--site-colour=#0c5f5b", "--site-colour-dark=#5cc9bb"]).is_ok());
        assert!(errors(&["--site-colour=#5cc9bb"])[0].contains("a contrast of 1."));
        assert!(errors(&["--site-colour-dark=#5cc9bb"])[0].starts_with("--site-colour: is needed"));
        assert!(errors(&["--site-colour=teal"])[0].contains("six hexadecimal digits"));
    }
}
