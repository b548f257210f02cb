//! An S3 service in this process, on a free port of 127.0.0.1: s3s over a temporary folder. Objects are files in it, which
//! tests can look at and damage.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::thread::JoinHandle;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const NAME: &str = "test-bucket";
const PREFIX: &str = "parts";
const KEY_ID: &str = "test";
const SECRET: &str = "not-much-of-a-secret";

/// A service with one bucket. Dropping it ends it and removes its folder.
#[derive(Debug)]
pub struct Bucket {
    /// Where the service listens.
    pub address: SocketAddr,
    folder: TempDir,
    /// Dropping the first ends the second.
    service: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Bucket {
    /// Starts a service, on a thread of its own: it outlives the runtime of a test's server.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(NAME)).unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let service = service.build();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                tokio::select! {
                    () = serve(listener, service) => (),
                    _ = stopped => (),
                }
            });
        });
        Self { address, folder, service: Some((stop, thread)) }
    }

    /// The flags by which `phial` uses the bucket.
    pub fn flags(&self) -> Vec<String> {
        self.flags_through(self.address)
    }

    /// The same, by way of something that stands before the service.
    pub fn flags_through(&self, address: SocketAddr) -> Vec<String> {
        let flags = [
            format!("--store=s3://{NAME}/{PREFIX}"),
            format!("--s3-endpoint=http://{address}"),
            "--s3-region=test-region".to_owned(),
            format!("--s3-access-key-id={KEY_ID}"),
            format!("--s3-secret-access-key={SECRET}"),
        ];
        flags.to_vec()
    }

    /// The folder whose files are the objects.
    pub fn objects(&self) -> PathBuf {
        self.folder.path().join(NAME).join(PREFIX)
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.service.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

async fn serve(listener: std::net::TcpListener, service: S3Service) {
    let listener = TcpListener::from_std(listener).unwrap();
    loop {
        let Ok((connection, _)) = listener.accept().await else { continue };
        let service = service.clone();
        tokio::spawn(async move {
            // A client that goes away is no failure of the service.
            let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(connection), service).await;
        });
    }
}
