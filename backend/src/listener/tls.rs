//! TLS in the process, with a certificate that can be exchanged while the server runs.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// The files of a certificate and its key, and what they held when they were last read.
#[derive(Debug)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    current: RwLock<Current>,
}

#[derive(Clone, Debug)]
struct Current {
    config: Arc<ServerConfig>,
    read_of: Stamp,
}

/// Changes whenever one of the files is written anew.
type Stamp = [Option<SystemTime>; 2];

/// The certificate cannot be used. Says nothing of the key's content.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read, or holds no PEM of its kind.
    #[error("{0} cannot be read as a PEM file with a {1}")]
    File(PathBuf, &'static str, #[source] pem::Error),
    /// There is no certificate in the file.
    #[error("{0} holds no certificate")]
    Empty(PathBuf),
    /// The certificate and the key do not belong together, or are of a kind that is not supported.
    #[error("{0} and {1} cannot be used together")]
    Unusable(PathBuf, PathBuf, #[source] rustls::Error),
}

impl Tls {
    /// Reads the certificate chain, the server's own first, and its private key, both in PEM.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn read(certificate: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let current = RwLock::new(Current { read_of: stamp(&certificate, &key), config: config(&certificate, &key)? });
        Ok(Self { certificate, key, current })
    }

    /// Reads the files again. New connections get what they hold; if that cannot be used, what was used until now.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn reload(&self) -> Result<(), TlsError> {
        let read_of = stamp(&self.certificate, &self.key);
        let result = config(&self.certificate, &self.key);
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // What cannot be used is not tried again before it changes.
        current.read_of = read_of;
        current.config = result?;
        Ok(())
    }

    /// Whether the files have changed since they were last read.
    pub fn is_outdated(&self) -> bool {
        self.current().read_of != stamp(&self.certificate, &self.key)
    }

    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        TlsAcceptor::from(self.current().config).accept(stream).await
    }

    fn current(&self) -> Current {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn stamp(certificate: &Path, key: &Path) -> Stamp {
    [certificate, key].map(|file| std::fs::metadata(file).and_then(|file| file.modified()).ok())
}

fn config(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let no_certificate = |error| TlsError::File(certificate.to_owned(), "certificate", error);
    let chain = CertificateDer::pem_file_iter(certificate).map_err(no_certificate)?;
    let chain = chain.collect::<Result<Vec<_>, _>>().map_err(no_certificate)?;
    if chain.is_empty() {
        return Err(TlsError::Empty(certificate.to_owned()));
    }
    let private =
        PrivateKeyDer::from_pem_file(key).map_err(|error| TlsError::File(key.to_owned(), "private key", error))?;
    let unusable = |error| TlsError::Unusable(certificate.to_owned(), key.to_owned(), error);
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(unusable)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
