//! nginx as a process of its own: a balancer before replicas, or a server of plain files to compare with.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::wait::until;

/// A running nginx. Killed, and its folder removed, when it is dropped.
pub struct Nginx {
    process: Child,
    port: u16,
    origin: String,
    folder: TempDir,
}

impl Nginx {
    /// Spreads requests evenly over servers at these ports of this machine. A replica that is down is left out for a second.
    /// What one was at when it ended is passed on to the next by itself only where the method allows it (RFC 9110, 9.2.2)
    /// and the whole request is at hand.
    pub async fn balancing(ports: &[u16]) -> Self {
        let servers: String = ports.iter().map(|port| format!("server 127.0.0.1:{port} fail_timeout=1s;")).collect();
        Self::start(|port, _| {
            format!(
                "upstream replicas {{ {servers} keepalive 64; }}
                 server {{
                     listen 127.0.0.1:{port} backlog=4096;
                     client_max_body_size 9m;
                     proxy_request_buffering off;
                     location / {{
                         proxy_pass http://replicas;
                         proxy_http_version 1.1;
                         proxy_set_header Connection '';
                         proxy_set_header Host $http_host;
                         proxy_set_header X-Forwarded-For $remote_addr;
                         # A connection that could not be made is another matter than an answer that did not come.
                         proxy_next_upstream error timeout;
                         proxy_next_upstream_tries 3;
                     }}
                 }}"
            )
        })
        .await
    }

    /// Serves the files below [`Nginx::files`], and stores what is PUT there.
    pub async fn of_files(sendfile: bool) -> Self {
        let sendfile = if sendfile { "on" } else { "off" };
        Self::start(|port, folder| {
            format!(
                "server {{
                     listen 127.0.0.1:{port};
                     root {}/files;
                     sendfile {sendfile};
                     client_max_body_size 9m;
                     location / {{ dav_methods PUT; create_full_put_path on; }}
                 }}",
                folder.display()
            )
        })
        .await
    }

    /// Serves a site that was written for people. `site` makes its text from two free ports, for HTTPS and HTTP; its name
    /// is `localhost`.
    pub async fn of_site(site: impl FnOnce(u16, u16) -> String) -> Self {
        let insecure = free_port();
        // A plain request is answered here too: with the advice to come by HTTPS.
        let mut nginx = Self::start(|port, _| site(port, insecure)).await;
        nginx.origin = format!("https://localhost:{}", nginx.port);
        nginx
    }

    async fn start(server: impl FnOnce(u16, &Path) -> String) -> Self {
        crate::allow_http_clients();
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        for name in ["files", "temp"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        let config = folder.path().join("nginx.conf");
        std::fs::write(&config, whole(folder.path(), &server(port, folder.path()))).unwrap();
        let process = Command::new(crate::from_environment("PHIAL_NGINX"))
            .arg("-c")
            .arg(&config)
            .arg("-p")
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let nginx = Self { process, port, origin: format!("http://127.0.0.1:{port}"), folder };
        until("nginx answers", async || reqwest::get(&nginx.origin).await.ok()).await;
        nginx
    }

    /// `http://127.0.0.1:PORT`, or `https://localhost:PORT` for a site.
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// The folder of everything that it writes by itself.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where the files lie that it serves.
    pub fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// The requests, `METHOD /path`, that had reached a server and were not answered to their end.
    pub fn broken_off(&self) -> Vec<String> {
        const WHILE: [&str; 3] = [
            "while reading response header from upstream",
            "while reading upstream",
            "while sending request to upstream",
        ];
        let log = std::fs::read_to_string(self.folder.path().join("temp/error.log")).unwrap();
        let lines = log.lines().filter(|line| WHILE.iter().any(|what| line.contains(what)));
        lines.filter_map(|line| Some(line.split_once("request: \"")?.1.split_once(" HTTP")?.0.to_owned())).collect()
    }

    /// Its one process: there is no master.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One process in the foreground that writes nowhere but in its folder.
fn whole(folder: &Path, server: &str) -> String {
    let temp = folder.join("temp");
    let temp = temp.display();
    format!(
        "daemon off; master_process off; worker_rlimit_nofile 8192;
         pid {temp}/pid; error_log {temp}/error.log;
         events {{ worker_connections 4096; }}
         http {{
             access_log off;
             client_body_temp_path {temp}/body; proxy_temp_path {temp}/proxy; fastcgi_temp_path {temp}/fastcgi;
             uwsgi_temp_path {temp}/uwsgi; scgi_temp_path {temp}/scgi;
             {server}
         }}"
    )
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
