//! The real `phial` binary as a process on a free port with a folder of its own.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::certificate::Certificate;
use crate::wait::until;

/// An organisation with all that it can tell of itself, but for the logo.
const ORGANISATION: [&str; 4] = [
    "--site-name=Ospedale San Luca",
    "--site-telephone=+39 02 1234 5678",
    "--site-web=https://www.san-luca.example",
    "--site-colour=#7a1f5c",
];

/// A running server. Killed, and its folder removed, when it is dropped.
pub struct Server {
    process: Child,
    port: u16,
    settings: Vec<String>,
    /// What stands in the place of the system's root certificates.
    trusted: Option<PathBuf>,
    folder: TempDir,
}

impl Server {
    /// Starts a server with further flags of `phial serve`.
    pub async fn start(settings: &[&str]) -> Self {
        Self::start_on(free_port(), settings).await
    }

    /// Starts the server of an organisation: name, telephone, web site, colour and logo are set.
    pub async fn of_an_organisation() -> Self {
        let logo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/icons/phial-192.png");
        let logo = format!("--site-logo={}", logo.display());
        Self::start(&[&ORGANISATION[..], &[&logo]].concat()).await
    }

    /// Starts a server on a port that its settings may name.
    pub async fn start_on(port: u16, settings: &[&str]) -> Self {
        Self::start_with(port, settings, None).await
    }

    /// Starts a server on a system on which this certificate alone is trusted.
    pub async fn start_trusting(certificate: &Certificate, settings: &[&str]) -> Self {
        Self::start_with(free_port(), settings, Some(certificate.chain())).await
    }

    async fn start_with(port: u16, settings: &[&str], trusted: Option<PathBuf>) -> Self {
        crate::allow_http_clients();
        let folder = tempfile::tempdir().unwrap();
        let settings: Vec<String> = settings.iter().map(|&setting| setting.to_owned()).collect();
        let process = spawn(port, folder.path(), &settings, trusted.as_deref());
        let server = Self { process, port, settings, trusted, folder };
        server.ready().await;
        server
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// The same server by a name that is not a secure context for browsers.
    pub fn insecure_origin(&self) -> String {
        format!("http://phial.test:{}", self.port)
    }

    /// The folder with the database and the objects.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// All that the server has written to its log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(log_path(self.folder.path())).unwrap()
    }

    /// The folder that holds the data and the log.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The server's process id.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// The end of the process without any warning (SIGKILL).
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts again on the same port and folder.
    pub async fn start_again(&mut self) {
        self.process = spawn(self.port, self.folder.path(), &self.settings, self.trusted.as_deref());
        self.ready().await;
    }

    /// What another command of `phial` prints that works on the server's folder, with the settings that it needs.
    pub fn command(&self, arguments: &[&str]) -> String {
        let mut phial = Command::new(crate::from_environment("PHIAL_BIN"));
        let output = phial.args(arguments).arg("--data").arg(self.data()).output().unwrap();
        let (said, printed) = (String::from_utf8_lossy(&output.stderr), String::from_utf8(output.stdout).unwrap());
        assert!(output.status.success(), "{arguments:?}: {printed}{said}");
        printed
    }

    /// Starts `phial sweep` on the server's folder.
    pub fn sweep(&self, settings: &[&str]) -> Child {
        self.start_command("sweep", settings)
    }

    /// Starts one of the commands that work on the server's folder.
    pub fn start_command(&self, command: &str, settings: &[&str]) -> Child {
        Command::new(crate::from_environment("PHIAL_BIN"))
            .args([command, "--data"])
            .arg(self.data())
            .args(settings)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Every file below the folder of objects, also those that a listing of the store would not show, but for keys.
    pub fn object_files(&self) -> Vec<PathBuf> {
        let (objects, keys) = (self.data().join("objects"), self.data().join("objects/keys"));
        crate::files::below(&objects).into_iter().filter(|file| !file.starts_with(&keys)).collect()
    }

    /// The keys of all shares.
    pub fn key_files(&self) -> Vec<PathBuf> {
        let keys = self.data().join("objects/keys");
        if keys.exists() { crate::files::below(&keys) } else { Vec::new() }
    }

    async fn ready(&self) {
        let url = format!("{}/healthz", self.origin());
        until("the server answers", async || reqwest::get(&url).await.ok().filter(|answer| answer.status() == 200))
            .await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(port: u16, folder: &Path, settings: &[String], trusted: Option<&Path>) -> Child {
    let log = File::options().create(true).append(true).open(log_path(folder)).unwrap();
    Command::new(crate::from_environment("PHIAL_BIN"))
        .envs(trusted.map(|trusted| ("SSL_CERT_FILE", trusted)))
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(folder.join("data"))
        .args(settings)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap()
}

fn log_path(folder: &Path) -> PathBuf {
    folder.join("server.log")
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
