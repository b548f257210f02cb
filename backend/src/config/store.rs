//! Where the ciphertext lies.

use std::path::{Path, PathBuf};

use clap::Args;
use reqwest::Url;

use super::check::Check;
use super::s3::S3Args;
use crate::store::s3::S3Settings;

/// Flags of the storage.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Storage")]
pub struct StoreArgs {
    /// file:///FOLDER, or s3://BUCKET/PREFIX; if not set, the folder objects in the data folder
    #[arg(long, value_name = "URL", env = "PHIAL_STORE")]
    pub store: Option<String>,
    /// The bucket
    #[command(flatten)]
    pub s3: S3Args,
}

/// The storage.
#[derive(Clone, Debug)]
pub enum StoreConfig {
    /// Files in a folder.
    Folder(PathBuf),
    /// A bucket of an S3-compatible service.
    S3(Box<S3Settings>),
}

/// Where the objects are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum StoreUrl {
    /// Files in a folder.
    Folder(PathBuf),
    /// A bucket of an S3-compatible service.
    S3 {
        /// Its name.
        bucket: String,
        /// What the names of all objects begin with; without slashes at its ends, and empty for none.
        prefix: String,
    },
}

/// The text names no storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write file:///FOLDER or s3://BUCKET/PREFIX")]
struct BadStoreUrl;

impl StoreArgs {
    pub(super) fn check(&self, folder: &Path, check: &mut Check<'_>) -> Option<StoreConfig> {
        let url = match &self.store {
            Some(text) => check.parsed("store", StoreUrl::parse(text)),
            None => Some(StoreUrl::Folder(folder.join("objects"))),
        };
        match url? {
            StoreUrl::Folder(folder) => Some(StoreConfig::Folder(folder)),
            StoreUrl::S3 { bucket, prefix } => {
                self.s3.check(&bucket, &prefix, check).map(|settings| StoreConfig::S3(Box::new(settings)))
            }
        }
    }
}

impl StoreUrl {
    /// Reads `file:///FOLDER` or `s3://BUCKET/PREFIX`.
    ///
    /// # Errors
    /// When it is neither, or holds a user, a password, a port, a query or a fragment.
    fn parse(text: &str) -> Result<Self, BadStoreUrl> {
        let url = Url::parse(text.trim()).map_err(|_| BadStoreUrl)?;
        let plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        if !plain || url.query().is_some() || url.fragment().is_some() {
            return Err(BadStoreUrl);
        }
        match (url.scheme(), url.host_str()) {
            ("file", None) => url.to_file_path().map(Self::Folder).map_err(|()| BadStoreUrl),
            ("s3", Some(bucket)) => {
                Ok(Self::S3 { bucket: bucket.to_owned(), prefix: url.path().trim_matches('/').to_owned() })
            }
            _ => Err(BadStoreUrl),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_storages_have_urls() {
        assert_eq!(StoreUrl::parse("file:///srv/a%20b"), Ok(StoreUrl::Folder(PathBuf::from("/srv/a b"))));
        for (text, bucket, prefix) in
            [("s3://phial", "phial", ""), ("s3://phial/", "phial", ""), ("s3://my.phial/a/b/", "my.phial", "a/b")]
        {
            let url = StoreUrl::S3 { bucket: bucket.to_owned(), prefix: prefix.to_owned() };
            assert_eq!(StoreUrl::parse(text), Ok(url), "{text}");
        }
        for text in
            ["", "/srv/objects", "s3://", "s3:///a", "gs://a", "file://host/a", "s3://k:s@a", "s3://a?b", "s3://a#b"]
        {
            assert_eq!(StoreUrl::parse(text), Err(BadStoreUrl), "{text}");
        }
    }
}
