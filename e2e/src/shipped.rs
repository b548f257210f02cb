//! A portal that is made of the files that an operator gets: settings and site by `packaging/container/setup.sh`, Garage by
//! `garage.toml`, and the metrics that `alerts.yml` reads. What cannot be the same on a test's machine is exchanged:
//! addresses, ports and folders.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use phial_testkit::postgres::{Durability, Postgres};
use tempfile::TempDir;

use crate::certificate::Certificate;
use crate::nginx::Nginx;
use crate::wait::until;

/// How many servers `compose.yaml` has.
const SERVERS: usize = 3;

/// A running portal. All of it ends when it is dropped.
pub struct Shipped {
    /// What stands before the servers.
    pub nginx: Nginx,
    /// The database's server.
    pub postgres: Postgres,
    servers: Vec<Process>,
    metrics: Vec<SocketAddr>,
    settings: PathBuf,
    certificate: Certificate,
    // The last: what is above ends before its folder is removed.
    _garage: Process,
    folder: TempDir,
}

/// A process that ends with its owner.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Shipped {
    /// Does what the guide says, in its order.
    pub async fn start() -> Self {
        crate::allow_http_clients();
        let folder = tempfile::tempdir().unwrap();
        let container = copy_of_packaging(folder.path()).join("container");
        let (s3, peers) = (free_address(), free_address());
        let garage = start_garage(&container, folder.path(), s3, peers);
        set_up(&container, folder.path());

        let postgres = Postgres::start(Durability::On);
        let settings = folder.path().join("phial.toml");
        let origin = postgres.create_database();
        fs::write(&settings, settings_here(&container, &origin, s3)).unwrap();
        succeeded(phial(&settings).arg("migrate"));

        let addresses: Vec<_> = (0..SERVERS).map(|_| (free_address(), free_address())).collect();
        let servers = addresses.iter().enumerate();
        let servers = servers.map(|(n, at)| start_server(&settings, folder.path().join(format!("{n}")), *at)).collect();
        for (server, _) in &addresses {
            let url = format!("http://{server}");
            until("a server is healthy", async || ran(phial(&settings).args(["health", "--server", &url])).ok()).await;
        }
        let certificate = Certificate::for_localhost();
        let site = fs::read_to_string(container.join("generated/nginx.conf")).unwrap();
        let nginx = Nginx::of_site(|https, http| {
            let servers: Vec<_> = addresses.iter().map(|(server, _)| *server).collect();
            site_here(&site, (https, http), &servers, &certificate, &folder.path().join("nginx.log"))
        })
        .await;
        let metrics = addresses.iter().map(|(_, metrics)| *metrics).collect();
        Self { nginx, postgres, servers, metrics, settings, certificate, _garage: garage, folder }
    }

    /// A command for administrators.
    pub fn admin(&self, arguments: &[&str]) -> String {
        succeeded(phial(&self.settings).args(arguments))
    }

    /// A command for senders and recipients, who trust the portal's certificate.
    ///
    /// # Errors
    /// What it printed on standard error, when it failed.
    pub fn person(&self, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(crate::from_environment("PHIAL_BIN"));
        ran(command.env("SSL_CERT_FILE", self.certificate.chain()).args(arguments))
    }

    /// What Prometheus reads at all servers. A server has no line for what has not happened there yet.
    pub async fn metrics(&self) -> String {
        let mut all = String::new();
        for at in &self.metrics {
            all += &reqwest::get(format!("http://{at}/metrics")).await.unwrap().text().await.unwrap();
        }
        all
    }

    /// The events that all servers have sent, in an order of their own.
    pub fn events(&self) -> Vec<String> {
        let files = (0..SERVERS).map(|n| events_of(&self.folder.path().join(format!("{n}"))));
        let text: String = files.map(|file| fs::read_to_string(file).unwrap_or_default()).collect();
        sorted_lines(&text)
    }

    /// nginx's log of requests.
    pub fn nginx_log(&self) -> String {
        fs::read_to_string(self.folder.path().join("nginx.log")).unwrap()
    }

    /// Ends the servers, without any warning.
    pub fn kill_servers(&mut self) {
        self.servers.clear();
    }

    /// A new folder for what a person saves or makes.
    pub fn desk(&self, name: &str) -> PathBuf {
        let desk = self.folder.path().join(name);
        fs::create_dir(&desk).unwrap();
        desk
    }
}

/// A file of the project's folder for what is shipped.
pub fn packaging(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../packaging").join(name)
}

/// `setup.sh` writes beside itself, so that it works on a copy.
fn copy_of_packaging(folder: &Path) -> PathBuf {
    let copied = folder.join("packaging");
    fs::create_dir_all(copied.join("container")).unwrap();
    for name in ["nginx.conf", "container/garage.toml", "container/setup.sh"] {
        fs::copy(packaging(name), copied.join(name)).unwrap();
    }
    copied
}

fn start_garage(container: &Path, folder: &Path, s3: SocketAddr, peers: SocketAddr) -> Process {
    let config = container.join("garage.toml");
    let text = fs::read_to_string(&config).unwrap();
    let text = exchanged(&text, "/var/lib/garage", &folder.join("garage").display().to_string());
    let text = exchanged(&text, "127.0.0.1:3901", &peers.to_string());
    fs::write(&config, exchanged(&text, "0.0.0.0:3900", &s3.to_string())).unwrap();
    // The container gets it as a secret that setup.sh makes first.
    let secret = folder.join("garage-rpc");
    let made = Command::new("sh")
        .args(["-c", "umask 077; head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > \"$1\"", "sh"])
        .arg(&secret)
        .status();
    assert!(made.unwrap().success());
    let log = File::create(folder.join("garage.log")).unwrap();
    Process(garage(&config, &secret).arg("server").stdout(Stdio::null()).stderr(log).spawn().unwrap())
}

fn garage(config: &Path, secret: &Path) -> Command {
    let mut garage = Command::new(crate::from_environment("PHIAL_GARAGE"));
    garage.arg("--config").arg(config).env("GARAGE_RPC_SECRET_FILE", secret);
    garage
}

/// Runs the script itself; Garage is here a program instead of a container.
fn set_up(container: &Path, folder: &Path) {
    let reached =
        format!("{} --config {}", crate::from_environment("PHIAL_GARAGE"), container.join("garage.toml").display());
    let mut script = Command::new("sh");
    script.arg(container.join("setup.sh")).arg("localhost").env("GARAGE", reached);
    succeeded(script.env("GARAGE_RPC_SECRET_FILE", folder.join("garage-rpc")));
}

/// The settings that setup.sh has written, with the addresses of this machine.
fn settings_here(container: &Path, database: &str, s3: SocketAddr) -> String {
    let text = fs::read_to_string(container.join("secrets/phial.toml")).unwrap();
    let password = fs::read_to_string(container.join("secrets/postgres-password")).unwrap();
    let text = exchanged(&text, &format!("postgres://phial:{password}@postgres/phial"), database);
    let text = exchanged(&text, "garage:3900", &s3.to_string());
    exchanged(&text, "172.31.250.0/24", "127.0.0.1")
}

fn start_server(settings: &Path, data: PathBuf, (people, metrics): (SocketAddr, SocketAddr)) -> Process {
    fs::create_dir(&data).unwrap();
    let log = File::create(data.with_extension("log")).unwrap();
    let events = events_of(&data);
    let mut server = phial(settings);
    server.args(["serve", "--listen", &people.to_string(), "--metrics-listen", &metrics.to_string(), "--data"]);
    server.arg(data).arg("--events-ndjson").arg(events);
    Process(server.stdout(Stdio::null()).stderr(log).spawn().unwrap())
}

/// Where a server sends its events, beside its folder.
fn events_of(data: &Path) -> PathBuf {
    data.with_extension("events")
}

/// The site that setup.sh has written, with the ports and files of this machine.
fn site_here(
    site: &str,
    (https, http): (u16, u16),
    servers: &[SocketAddr],
    certificate: &Certificate,
    log: &Path,
) -> String {
    let mut site = site.to_owned();
    for (n, server) in servers.iter().enumerate() {
        site = exchanged(&site, &format!("phial-{}:8080", n + 1), &server.to_string());
    }
    for (shipped, here) in [
        ("listen 80;", format!("listen 127.0.0.1:{http};")),
        ("listen [::]:80;", String::new()),
        ("listen 443 ssl http2;", format!("listen 127.0.0.1:{https} ssl http2;")),
        ("listen [::]:443 ssl http2;", String::new()),
        ("/etc/ssl/phial/fullchain.pem", certificate.chain().display().to_string()),
        ("/etc/ssl/phial/privkey.pem", certificate.key().display().to_string()),
        ("/dev/stdout", log.display().to_string()),
    ] {
        site = exchanged(&site, shipped, &here);
    }
    site
}

/// A shipped file that no longer has what is exchanged here is another file than this test knows.
fn exchanged(text: &str, shipped: &str, here: &str) -> String {
    assert!(text.contains(shipped), "{shipped} is not in:\n{text}");
    text.replace(shipped, here)
}

fn phial(settings: &Path) -> Command {
    let mut phial = Command::new(crate::from_environment("PHIAL_BIN"));
    phial.env("PHIAL_CONFIG", settings);
    phial
}

/// What it printed on standard output; an error with what it said otherwise, unless it succeeds.
fn ran(command: &mut Command) -> Result<String, String> {
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(stderr).unwrap();
    if status.success() { Ok(String::from_utf8(stdout).unwrap()) } else { Err(said) }
}

fn succeeded(command: &mut Command) -> String {
    ran(command).unwrap_or_else(|said| panic!("{command:?}: {said}"))
}

/// The lines of a text, in an order of their own.
pub fn sorted_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
