//! How an S3-compatible service is reached.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use reqwest::Url;

use super::check::{Check, given};
use super::secret::Secret;
use super::senders::is_private;
use crate::store::s3::{Credentials, S3Settings, S3Timeouts};

/// Flags of the bucket that `--store` names.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "S3")]
pub struct S3Args {
    /// The address of the service, such as https://s3.hospital.example; if not set, that of Amazon in the region
    #[arg(long, value_name = "URL", env = "PHIAL_S3_ENDPOINT")]
    pub s3_endpoint: Option<String>,
    /// The region of the bucket, which senders are shown
    #[arg(long, value_name = "NAME", env = "PHIAL_S3_REGION")]
    pub s3_region: Option<String>,
    /// The id of the access key
    #[arg(long, value_name = "ID", env = "PHIAL_S3_ACCESS_KEY_ID")]
    pub s3_access_key_id: Option<String>,
    /// The secret of the access key
    #[arg(long, value_name = "KEY", env = "PHIAL_S3_SECRET_ACCESS_KEY")]
    pub s3_secret_access_key: Option<Secret>,
    /// A file that holds the secret of the access key, in place of --s3-secret-access-key
    #[arg(long, value_name = "FILE", env = "PHIAL_S3_SECRET_ACCESS_KEY_FILE")]
    pub s3_secret_access_key_file: Option<PathBuf>,
    /// Write the bucket's name before the host's (virtual-host style) instead of into the path
    #[arg(
        long,
        env = "PHIAL_S3_VIRTUAL_HOST",
        value_name = "true|false",
        default_value = "false",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub s3_virtual_host: String,
    /// Use http, without encryption on the way, also when the endpoint is no address of a private network
    #[arg(
        long,
        env = "PHIAL_S3_ALLOW_HTTP",
        value_name = "true|false",
        default_value = "false",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub s3_allow_http: String,
    /// Have the service keep a SHA-256 with each object; false for a service that does not know it
    #[arg(
        long,
        env = "PHIAL_S3_CHECKSUM",
        value_name = "true|false",
        default_value = "true",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub s3_checksum: String,
    /// How long to wait for a connection to the service
    #[arg(long, value_name = "TIME", env = "PHIAL_S3_CONNECT_TIMEOUT", default_value = "5s")]
    pub s3_connect_timeout: String,
    /// How long to wait for the next piece of an answer of the service, or for a part of 8 MiB to be taken
    #[arg(long, value_name = "TIME", env = "PHIAL_S3_READ_TIMEOUT", default_value = "20s")]
    pub s3_read_timeout: String,
    /// How long one call to the service may take with all its repetitions, before the client is told to come again
    #[arg(long, value_name = "TIME", env = "PHIAL_S3_TIMEOUT", default_value = "45s")]
    pub s3_timeout: String,
}

impl S3Args {
    /// The settings of a bucket.
    pub(super) fn check(&self, bucket: &str, prefix: &str, check: &mut Check<'_>) -> Option<S3Settings> {
        let endpoint = self.endpoint(check);
        let region = required("s3-region", self.s3_region.as_deref(), check);
        let credentials = self.credentials(check);
        let virtual_host = check.switch("s3-virtual-host", &self.s3_virtual_host);
        let checksum = check.switch("s3-checksum", &self.s3_checksum);
        let connect = check.positive_duration("s3-connect-timeout", &self.s3_connect_timeout);
        let read = check.positive_duration("s3-read-timeout", &self.s3_read_timeout);
        let call = check.positive_duration("s3-timeout", &self.s3_timeout);
        Some(S3Settings {
            endpoint: endpoint?,
            region: region?.to_owned(),
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            credentials: credentials?,
            virtual_host: virtual_host?,
            checksum: checksum?,
            timeouts: S3Timeouts { connect: connect?, read: read?, call: call? },
        })
    }

    fn endpoint(&self, check: &mut Check<'_>) -> Option<Option<Url>> {
        let allow_http = check.switch("s3-allow-http", &self.s3_allow_http);
        let Some(text) = given(self.s3_endpoint.as_deref()) else { return Some(None) };
        let url = check.parsed("s3-endpoint", parse_endpoint(text))?;
        if url.scheme() == "http" && !allow_http? && !is_near(&url) {
            check.refuse("s3-endpoint", HTTP_IN_PUBLIC);
            return None;
        }
        Some(Some(url))
    }

    fn credentials(&self, check: &mut Check<'_>) -> Option<Credentials> {
        let id = required("s3-access-key-id", self.s3_access_key_id.as_deref(), check);
        let secret = match (&self.s3_secret_access_key, &self.s3_secret_access_key_file) {
            (Some(secret), None) => Some(secret.clone()),
            (None, Some(file)) => check.parsed("s3-secret-access-key-file", Secret::read(file)),
            (None, None) => check.parsed("s3-secret-access-key", Err("must be set, or --s3-secret-access-key-file")),
            (Some(_), Some(_)) => {
                check.parsed("s3-secret-access-key-file", Err("is set twice, here and by the key itself"))
            }
        };
        Some(Credentials { access_key_id: id?.to_owned(), secret_access_key: secret? })
    }
}

const HTTP_IN_PUBLIC: &str = "http would show the access to whoever listens on the way, and this is no address of this \
    machine or of a private network; write https://, or allow it by --s3-allow-http";

fn required<'a>(name: &str, text: Option<&'a str>, check: &mut Check<'_>) -> Option<&'a str> {
    check.parsed(name, given(text).ok_or("must be set when --store is an s3:// address"))
}

fn parse_endpoint(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "write an address such as https://s3.hospital.example")?;
    let plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if plain && matches!(url.scheme(), "http" | "https") && url.has_host() {
        Ok(url)
    } else {
        Err("write an address such as https://s3.hospital.example")
    }
}

/// Whether the way to a host is within this machine or a private network, as far as its name tells.
fn is_near(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(is_private)
}

#[cfg(test)]
mod tests {
    use crate::config::{ConfigErrors, ServeConfig, StoreConfig};
    use crate::store::s3::S3Settings;

    const NEEDED: [&str; 4] =
        ["--store=s3://b/p", "--s3-region=here", "--s3-access-key-id=id", "--s3-secret-access-key=hunter2"];

    fn settings(flags: &[&str]) -> Result<S3Settings, ConfigErrors> {
        match ServeConfig::from_flags([&NEEDED[..], flags].concat())?.data.store {
            StoreConfig::S3(settings) => Ok(*settings),
            StoreConfig::Folder(_) => unreachable!(),
        }
    }

    fn refused(flags: &[&str]) -> Vec<String> {
        let errors = ServeConfig::from_flags(flags).unwrap_err().to_string();
        errors.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn what_a_bucket_needs_is_asked_for_only_with_a_bucket() {
        assert_eq!(refused(&["--store=s3://b"]), ["--s3-region", "--s3-access-key-id", "--s3-secret-access-key"]);
        assert!(ServeConfig::from_flags([""; 0]).is_ok());
        let settings = settings(&[]).unwrap();
        assert_eq!((&*settings.bucket, &*settings.prefix, &*settings.region), ("b", "p", "here"));
        assert!(settings.checksum && !settings.virtual_host && settings.endpoint.is_none());
    }

    #[test]
    fn http_is_for_this_machine_and_private_networks() {
        let endpoint = |url: &str| format!("--s3-endpoint={url}");
        for near in
            ["http://127.0.0.1:3900", "http://[::1]", "http://10.1.2.3", "http://localhost:1", "https://s3.example"]
        {
            assert!(settings(&[&endpoint(near)]).is_ok(), "{near}");
        }
        for far in ["http://s3.example", "http://192.0.2.1"] {
            assert!(settings(&[&endpoint(far)]).is_err(), "{far}");
            assert!(settings(&[&endpoint(far), "--s3-allow-http"]).is_ok(), "{far}");
        }
        for wrong in ["s3.example", "ftp://s3.example", "https://u:p@s3.example", "https://s3.example?a"] {
            assert!(settings(&[&endpoint(wrong)]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_secret_may_be_in_a_file_and_is_never_shown() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "hunter2\n").unwrap();
        let from_file = format!("--s3-secret-access-key-file={}", file.path().display());
        let StoreConfig::S3(found) =
            ServeConfig::from_flags([NEEDED[0], NEEDED[1], NEEDED[2], &from_file]).unwrap().data.store
        else {
            unreachable!()
        };
        assert_eq!(found.credentials.secret_access_key.reveal(), "hunter2");
        assert!(!format!("{found:?}").contains("hunter2"));
        assert!(settings(&[&from_file]).is_err(), "twice");
        let missing = [NEEDED[0], NEEDED[1], NEEDED[2], "--s3-secret-access-key-file=/no/such/file"];
        assert_eq!(refused(&missing), ["--s3-secret-access-key-file"]);
    }
}
