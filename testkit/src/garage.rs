//! A real S3 service: Garage, one node in a temporary folder.
//!
//! `cargo xtask test` builds it from its crate where it is missing, and sets `PHIAL_GARAGE`.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{ObjectStore, ObjectStoreExt};
use tempfile::TempDir;

const REGION: &str = "hospital";
const BUCKET: &str = "phial";
/// Garage wants keys of these forms. They open nothing but a folder that lives as long as a test.
const KEY_ID: &str = "GK000000000000000000000001";
const SECRET: &str = "0000000000000000000000000000000000000000000000000000000000000002";

const PATIENCE: Duration = Duration::from_secs(60);

/// A running service with one bucket. Killed, and its folder removed, when it is dropped.
pub struct Garage {
    process: Child,
    /// Where it listens for S3.
    pub address: SocketAddr,
    folder: TempDir,
}

impl Garage {
    /// Starts a service, and waits until it answers.
    pub async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let (address, peers) = free_addresses();
        let process = spawn(folder.path(), &configured(folder.path(), address, peers));
        let garage = Self { process, address, folder };
        let started = Instant::now();
        while let Err(error) = garage.list().await {
            assert!(started.elapsed() < PATIENCE, "Garage does not answer: {error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        garage
    }

    /// The flags by which `phial` uses the bucket.
    pub fn flags(&self) -> Vec<String> {
        self.flags_through(self.address)
    }

    /// The same, by way of something that stands before the service.
    pub fn flags_through(&self, address: SocketAddr) -> Vec<String> {
        let flags = [
            format!("--store=s3://{BUCKET}/parts"),
            format!("--s3-endpoint=http://{address}"),
            format!("--s3-region={REGION}"),
            format!("--s3-access-key-id={KEY_ID}"),
            format!("--s3-secret-access-key={SECRET}"),
        ];
        flags.to_vec()
    }

    /// The names of all objects in the bucket, in order.
    pub async fn objects(&self) -> Vec<String> {
        self.list().await.unwrap()
    }

    /// The bytes of an object.
    pub async fn read(&self, name: &str) -> Vec<u8> {
        let object = self.bucket().get(&name.into()).await.unwrap();
        object.bytes().await.unwrap().to_vec()
    }

    /// The folder with all that Garage has written. Blocks of objects are in it as they are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn list(&self) -> object_store::Result<Vec<String>> {
        let mut names: Vec<_> =
            self.bucket().list(None).map_ok(|object| object.location.to_string()).try_collect().await?;
        names.sort();
        Ok(names)
    }

    fn bucket(&self) -> AmazonS3 {
        AmazonS3Builder::new()
            .with_endpoint(format!("http://{}", self.address))
            .with_allow_http(true)
            .with_region(REGION)
            .with_bucket_name(BUCKET)
            .with_access_key_id(KEY_ID)
            .with_secret_access_key(SECRET)
            .build()
            .unwrap()
    }
}

impl Drop for Garage {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Both at once, so that they differ.
fn free_addresses() -> (SocketAddr, SocketAddr) {
    let [one, two] = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    (one.local_addr().unwrap(), two.local_addr().unwrap())
}

fn configured(folder: &Path, address: SocketAddr, peers: SocketAddr) -> PathBuf {
    let path = folder.join("garage.toml");
    let folder = folder.display();
    let text = format!(
        r#"
        metadata_dir = "{folder}/meta"
        data_dir = "{folder}/data"
        db_engine = "sqlite"
        replication_factor = 1
        compression_level = "none"
        rpc_bind_addr = "{peers}"
        rpc_public_addr = "{peers}"
        rpc_secret = "{SECRET}"
        [s3_api]
        api_bind_addr = "{address}"
        s3_region = "{REGION}"
        "#
    );
    // Garage refuses secrets that others could read.
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    path
}

fn spawn(folder: &Path, config: &Path) -> Child {
    let program =
        std::env::var_os("PHIAL_GARAGE").expect("PHIAL_GARAGE is not set: run these tests by `cargo xtask test`");
    Command::new(program)
        .arg("--config")
        .arg(config)
        .args(["server", "--single-node", "--default-bucket"])
        .env("GARAGE_DEFAULT_ACCESS_KEY", KEY_ID)
        .env("GARAGE_DEFAULT_SECRET_KEY", SECRET)
        .env("GARAGE_DEFAULT_BUCKET", BUCKET)
        .stdout(Stdio::null())
        .stderr(File::create(folder.join("garage.log")).unwrap())
        .spawn()
        .unwrap()
}
