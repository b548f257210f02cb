//! The process of a driver, and what it needs around it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use super::display::Display;
use super::home::Home;
use super::settings::{Engine, Settings};
use crate::from_environment;
use crate::server::free_port;
use crate::wait::{PATIENCE, until};

/// How often a driver is started until it has found a port.
const STARTS: u32 = 5;

/// A running driver. Ends, with the browser that it has started, when it is dropped.
pub(super) struct DriverProcess {
    process: Child,
    port: u16,
    session: Mutex<Option<String>>,
    /// After the process, which needs it to its end.
    _display: Option<Display>,
}

impl DriverProcess {
    pub(super) async fn start(settings: &Settings<'_>, home: &Home) -> Self {
        match settings.engine {
            Engine::Chromium => Self::that_says_its_port(from_environment("CHROMEDRIVER"), &["--port=0"], home),
            Engine::Firefox => {
                let arguments = ["--port=0", "--websocket-port=0"];
                Self::that_says_its_port(from_environment("GECKODRIVER"), &arguments, home)
            }
            Engine::WebKit => Self::of_webkit(settings, home).await,
        }
    }

    /// chromedriver and geckodriver take a free port, and say so. What is free for IPv4 may be taken for IPv6; then they end, and
    /// try another when they are started again.
    fn that_says_its_port(program: String, arguments: &[&str], home: &Home) -> Self {
        let started = (0..STARTS).find_map(|_| Self::try_start(&program, arguments, home));
        started.unwrap_or_else(|| panic!("{program} says on which port it listens"))
    }

    fn try_start(program: &str, arguments: &[&str], home: &Home) -> Option<Self> {
        let mut command = Command::new(program);
        home.be_home_of(&mut command);
        let mut process = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let Some(port) = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line)) else {
            process.wait().unwrap();
            return None;
        };
        // Drained, so that the driver never blocks on a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { process, port, session: Mutex::default(), _display: None })
    }

    async fn of_webkit(settings: &Settings<'_>, home: &Home) -> Self {
        assert!(settings.scripts, "WebKit's driver itself needs the page's scripts");
        let (display, port) = (Display::start(), free_port());
        let mut command = Command::new(from_environment("WEBKIT_DRIVER"));
        home.be_home_of(&mut command);
        command
            .arg(format!("--port={port}"))
            .env("DISPLAY", display.name())
            // Or the page's language would be "C".
            .env("LC_ALL", "C")
            .env("JSC_useWasm", if settings.wasm { "1" } else { "0" })
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("NO_AT_BRIDGE", "1")
            // Its sandbox does not start for root. Pages here are our own.
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let process = command.spawn().unwrap();
        until("WebKit's driver listens", async || TcpStream::connect(("127.0.0.1", port)).ok()).await;
        Self { process, port, session: Mutex::default(), _display: Some(display) }
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(super) fn pid(&self) -> u32 {
        self.process.id()
    }

    pub(super) fn remember(&self, session: &str) {
        *self.session.lock().unwrap() = Some(session.to_owned());
    }

    /// Ends the session, so that the browser ends with the driver, also after a failed test.
    fn quit(&self) -> std::io::Result<()> {
        let Some(session) = self.session.lock().unwrap().take() else { return Ok(()) };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE / 4))?;
        write!(stream, "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let _ = stream.read(&mut [0; 64])?;
        Ok(())
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        // Firefox leaves a process of its own behind, which nobody would end.
        let family = children_of(self.process.id());
        let _ = self.quit();
        let _ = self.process.kill();
        let _ = self.process.wait();
        if !family.is_empty() {
            let pids = family.iter().map(u32::to_string);
            // Those that have ended already are no error.
            let _ = Command::new("kill").arg("-KILL").args(pids).stderr(Stdio::null()).status();
        }
    }
}

/// All descendants of a process, from /proc. A child belongs to the thread that started it.
pub(super) fn children_of(parent: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let listed = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let children: Vec<u32> = listed.flat_map(|list| pids_in(&list)).collect();
    children.iter().flat_map(|child| std::iter::once(*child).chain(children_of(*child))).collect()
}

fn pids_in(list: &str) -> Vec<u32> {
    list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

/// `ChromeDriver was started successfully on port 40001.`, `… Listening on 127.0.0.1:40001`.
fn port_in(line: &str) -> Option<u16> {
    let after = line.split("successfully on port ").nth(1).or_else(|| line.split("Listening on 127.0.0.1:").nth(1))?;
    after.trim_end_matches('.').trim().parse().ok()
}
