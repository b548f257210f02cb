//! TLS in the process.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::process::Process;
use crate::support::{config, soon};

/// The certificates and keys that were made for this test: `first` and `second`.
fn pem(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/routes/tls").join(name)
}

struct TlsServer {
    folder: TempDir,
    process: Process,
}

impl TlsServer {
    fn start() -> Self {
        Self::start_with(&[])
    }

    fn start_with(more: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        install(&folder, "first");
        let (certificate, key) = (folder.path().join("crt.pem"), folder.path().join("key.pem"));
        let flags = ["--tls-cert", certificate.to_str().unwrap(), "--tls-key", key.to_str().unwrap()];
        let process = Process::spawn(&config(folder.path().join("data")).data, &[&flags, more].concat());
        Self { folder, process }
    }

    fn hang_up(&self) {
        assert!(Command::new("kill").args(["-HUP", &self.process.id().to_string()]).status().unwrap().success());
    }

    /// Whether the server shows this certificate, and answers; the answer.
    async fn ask(&self, trusted: &str) -> std::io::Result<String> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(pem(&format!("{trusted}.crt.pem"))).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(self.process.address).await?;
        let name = "localhost".try_into().unwrap();
        let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok(answer)
    }
}

fn install(folder: &TempDir, name: &str) {
    for kind in ["crt", "key"] {
        std::fs::copy(pem(&format!("{name}.{kind}.pem")), folder.path().join(format!("{kind}.pem"))).unwrap();
    }
}

#[tokio::test]
async fn a_server_that_encrypts_is_asked_for_its_health_by_its_settings() {
    let server = TlsServer::start();
    let health = |settings: &str| {
        let file = server.folder.path().join("phial.toml");
        std::fs::write(&file, settings).unwrap();
        // The authorities of the machine do not know this one.
        let mut phial = Command::new(env!("CARGO_BIN_EXE_phial"));
        phial.args(["health", "--config"]).arg(file).env("SSL_CERT_FILE", pem("first.crt.pem"));
        phial.env_remove("PHIAL_LISTEN").output().unwrap()
    };
    let port = server.process.address.port();
    let tls = format!("listen = \"0.0.0.0:{port}\"\ntls-cert = \"crt.pem\"\n");
    let well = health(&format!("{tls}public-url = \"https://localhost\"\n"));
    assert!(well.status.success(), "{}", String::from_utf8_lossy(&well.stderr));
    assert_eq!(health(&tls).status.code(), Some(2), "its name is not known");
    assert_eq!(health(&format!("{tls}public-url = \"https://other.example\"\n")).status.code(), Some(7));
    assert_eq!(health("lisen = 1").status.code(), Some(1));
}

#[tokio::test]
async fn handshakes_that_are_not_made_give_way_to_whoever_asks() {
    let server = TlsServer::start_with(&["--max-connections=4", "--head-timeout=1h"]);
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(TcpStream::connect(server.process.address).await.unwrap());
    }
    let closed: FuturesUnordered<_> = silent.iter_mut().map(|stream| stream.read_u8()).collect();
    soon(closed.take(20 - 4).collect::<Vec<_>>()).await;
    assert!(server.ask("first").await.unwrap().starts_with("HTTP/1.1 200 OK\r\n"));
}

#[tokio::test]
async fn a_renewed_certificate_is_used_without_a_restart() {
    let server = TlsServer::start();
    let answer = server.ask("first").await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\r\nstrict-transport-security: max-age=31536000\r\n"), "{answer}");
    assert!(server.ask("second").await.is_err());

    install(&server.folder, "second");
    server.hang_up();
    soon(async { while server.ask("second").await.is_err() {} }).await;
    assert!(server.ask("first").await.is_err());
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_changes_nothing() {
    let mut server = TlsServer::start();
    std::fs::copy(pem("second.key.pem"), server.folder.path().join("key.pem")).unwrap();
    server.hang_up();
    let line = server.process.line_with("the new certificate cannot be used");
    assert!(line.contains("cannot be used together"), "{line}");
    assert!(server.ask("first").await.is_ok());
}

#[tokio::test]
async fn a_client_without_tls_gets_no_answer() {
    let server = TlsServer::start();
    let mut stream = TcpStream::connect(server.process.address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let _ = soon(stream.read_to_end(&mut answer)).await;
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
}
