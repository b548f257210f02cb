//! A bucket of an S3-compatible service.
//!
//! Every request is signed together with the SHA-256 of its body (Signature Version 4), so that a part that changed on its
//! way is refused, and every call can be repeated: a part is one PUT, which a reader sees as a whole or not at all. There
//! are no multipart uploads, and so none that could be left unfinished.

mod http;

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, Checksum};
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ObjectStore, RetryConfig};
use reqwest::Url;

use super::StoreError;
use crate::config::Secret;

/// How often a call is repeated, as long as its time lasts.
const REPETITIONS: usize = 5;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// A bucket, and how it is reached.
#[derive(Clone, Debug)]
pub struct S3Settings {
    /// The address of the service; `None`: Amazon's in the region.
    pub endpoint: Option<Url>,
    /// The region.
    pub region: String,
    /// The name of the bucket.
    pub bucket: String,
    /// What the names of all objects begin with; without slashes at its ends, and empty for none.
    pub prefix: String,
    /// The access key.
    pub credentials: Credentials,
    /// Whether the bucket's name is written before the host's instead of into the path.
    pub virtual_host: bool,
    /// Whether the service keeps a SHA-256 with each object.
    pub checksum: bool,
    /// How long to wait.
    pub timeouts: S3Timeouts,
}

/// An access key.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Its id.
    pub access_key_id: String,
    /// Its secret.
    pub secret_access_key: Secret,
}

/// How long to wait for the service.
#[derive(Clone, Copy, Debug)]
pub struct S3Timeouts {
    /// For a connection.
    pub connect: Duration,
    /// For an answer to begin, the sending of the request's body included, and for each next piece of it.
    pub read: Duration,
    /// For one call with all its repetitions.
    pub call: Duration,
}

pub(super) fn open(settings: &S3Settings) -> Result<Arc<dyn ObjectStore>, StoreError> {
    // A second installation fails, and is not needed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let S3Settings { credentials, timeouts, virtual_host, .. } = settings;
    let service = service(settings)?;
    let mut builder = AmazonS3Builder::new()
        .with_region(&settings.region)
        .with_bucket_name(&settings.bucket)
        .with_endpoint(service.as_str().trim_end_matches('/'))
        .with_access_key_id(&credentials.access_key_id)
        .with_secret_access_key(credentials.secret_access_key.reveal())
        .with_virtual_hosted_style_request(*virtual_host)
        // Whether http is allowed has been decided with the settings.
        .with_allow_http(true)
        .with_http_connector(http::Connector::new(&service, timeouts)?)
        .with_retry(retries(timeouts));
    if settings.checksum {
        builder = builder.with_checksum_algorithm(Checksum::SHA256);
    }
    let objects = builder.build()?;
    Ok(if settings.prefix.is_empty() {
        Arc::new(objects)
    } else {
        Arc::new(PrefixStore::new(objects, settings.prefix.as_str()))
    })
}

fn retries(timeouts: &S3Timeouts) -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig { init_backoff: FIRST_PAUSE, max_backoff: LONGEST_PAUSE, base: 2.0 },
        max_retries: REPETITIONS,
        retry_timeout: timeouts.call,
    }
}

/// The address that is asked, with the bucket's name before the host's where it belongs there: the form that
/// `object_store` expects.
fn service(settings: &S3Settings) -> Result<Url, StoreError> {
    let S3Settings { endpoint, region, bucket, virtual_host, .. } = settings;
    let no_address = |what: &str| StoreError::Failed(format!("{what} makes no address of a host"));
    let mut service = match endpoint {
        Some(endpoint) => endpoint.clone(),
        None => Url::parse(&format!("https://s3.{region}.amazonaws.com")).map_err(|_| no_address("the region"))?,
    };
    if *virtual_host {
        let host = format!("{bucket}.{}", service.host_str().unwrap_or_default());
        service.set_host(Some(&host)).map_err(|_| no_address("the bucket's name"))?;
    }
    Ok(service)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(endpoint: Option<&str>, virtual_host: bool) -> String {
        let second = Duration::from_secs(1);
        let settings = S3Settings {
            endpoint: endpoint.map(|endpoint| Url::parse(endpoint).unwrap()),
            region: "eu-south-1".to_owned(),
            bucket: "b".to_owned(),
            prefix: String::new(),
            credentials: Credentials { access_key_id: String::new(), secret_access_key: "s".parse().unwrap() },
            virtual_host,
            checksum: true,
            timeouts: S3Timeouts { connect: second, read: second, call: second },
        };
        service(&settings).unwrap().to_string()
    }

    #[test]
    fn the_bucket_is_written_before_the_host_where_it_belongs_there() {
        let own = Some("https://s3.example:8443");
        assert_eq!(asked(own, false), "https://s3.example:8443/");
        assert_eq!(asked(own, true), "https://b.s3.example:8443/");
        assert_eq!(asked(None, false), "https://s3.eu-south-1.amazonaws.com/");
        assert_eq!(asked(None, true), "https://b.s3.eu-south-1.amazonaws.com/");
    }
}
