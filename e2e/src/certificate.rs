//! A certificate for `localhost` that only those trust who are told to.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A certificate and its key, in a folder that lives as long.
pub struct Certificate {
    folder: TempDir,
}

impl Certificate {
    /// Makes one by `openssl`, which is there wherever certificates of authorities are.
    pub fn for_localhost() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let certificate = Self { folder };
        let status = Command::new("openssl")
            .args(["req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
            .args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
            .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(certificate.key())
            .arg("-out")
            .arg(certificate.chain())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "openssl req: {status}");
        certificate
    }

    /// The certificate, which is also all that a client needs to trust it. PEM.
    pub fn chain(&self) -> PathBuf {
        self.folder.path().join("fullchain.pem")
    }

    /// Its private key. PEM.
    pub fn key(&self) -> PathBuf {
        self.folder.path().join("privkey.pem")
    }
}
