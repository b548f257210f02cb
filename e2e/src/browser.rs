//! Real browsers by WebDriver: a driver of its own, a fresh profile, and a folder for downloads for each.

use std::io::{BufRead, BufReader, Read, Write};
use std::mem::ManuallyDrop;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::prelude::*;

use crate::wait::{PATIENCE, until};

/// A headless Chromium with a fresh profile. Ends with its driver when dropped.
pub struct Browser {
    /// The session, for what this type has no word for. Never dropped: it would wait for an answer over a connection that
    /// the runtime of the dropping thread has to serve. [`DriverProcess`] ends the session instead.
    pub driver: ManuallyDrop<WebDriver>,
    process: DriverProcess,
    downloads: TempDir,
}

impl Browser {
    /// Starts a browser with a desktop's window.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts a browser with further command line flags.
    pub async fn start_with(flags: &[&str]) -> Self {
        let process = DriverProcess::start();
        let downloads = tempfile::tempdir().unwrap();
        let driver = WebDriver::new(process.url(), capabilities(downloads.path(), flags)).await.unwrap();
        process.remember(&driver.session_id().to_string());
        let browser = Self { driver: ManuallyDrop::new(driver), process, downloads };
        browser
            .cdp("Browser.setDownloadBehavior", json!({"behavior": "allow", "downloadPath": browser.downloads.path()}))
            .await;
        // A dialog of the system cannot be answered here; without it the page takes the next way to save.
        let no_picker = "Object.defineProperty(window, 'showSaveFilePicker', { value: undefined });";
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": no_picker})).await;
        browser
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Goes to an address.
    pub async fn go(&self, url: &str) {
        // From a page to the same page with another fragment a browser would only scroll.
        self.driver.goto("about:blank").await.unwrap();
        self.driver.goto(url).await.unwrap();
    }

    /// The element with this `data-test`, once it can be seen.
    pub async fn see(&self, name: &str) -> WebElement {
        let css = format!("[data-test=\"{name}\"]");
        until(&format!("{css} is seen; instead: {}", self.text().await), async || {
            let found = self.driver.find(By::Css(&css)).await.ok()?;
            found.is_displayed().await.is_ok_and(|displayed| displayed).then_some(found)
        })
        .await
    }

    /// All elements whose `data-test` begins so.
    pub async fn all(&self, prefix: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(format!("[data-test^=\"{prefix}\"]"))).await.unwrap()
    }

    /// Presses the element with this `data-test`, once it can be seen and pressed.
    pub async fn press(&self, name: &str) {
        until(&format!("{name} can be pressed"), async || self.see(name).await.click().await.ok()).await;
    }

    /// Writes into the field with this `data-test`.
    pub async fn write(&self, name: &str, text: &str) {
        self.see(name).await.send_keys(text).await.unwrap();
    }

    /// Chooses files in the input with this `data-test`, which need not be visible.
    pub async fn choose(&self, name: &str, files: &[PathBuf]) {
        let css = format!("[data-test=\"{name}\"]");
        let input = until(&css, async || self.driver.find(By::Css(&css)).await.ok()).await;
        let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        input.send_keys(paths.join("\n")).await.unwrap();
    }

    /// The value of the field with this `data-test`.
    pub async fn value(&self, name: &str) -> String {
        self.see(name).await.value().await.unwrap().unwrap_or_default()
    }

    /// What a person can read on the page.
    pub async fn text(&self) -> String {
        let script = "return document.body ? document.body.innerText : ''";
        self.run(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page; `return` gives its value.
    pub async fn run(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.map(|answer| answer.json().clone()).unwrap_or_default()
    }

    /// The notice that the page shows, by its stable code.
    pub async fn notice(&self) -> String {
        until("a notice with a code", async || {
            let found = self.driver.find(By::Css("[data-test=\"notice\"][data-code]")).await.ok()?;
            found.attr("data-code").await.ok()?
        })
        .await
    }

    /// The file of this name and length among the downloads, once it is complete.
    pub async fn downloaded(&self, name: &str, len: u64) -> PathBuf {
        let path = self.downloads.path().join(name);
        until(&format!("{name} is downloaded"), async || {
            path.metadata().is_ok_and(|data| data.len() == len).then(|| path.clone())
        })
        .await
    }

    /// The folder for downloads.
    pub fn downloads(&self) -> &Path {
        self.downloads.path()
    }

    /// Cuts the page off from the network, or connects it again.
    pub async fn set_offline(&self, offline: bool) {
        self.cdp("Network.enable", json!({})).await;
        let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.cdp("Network.emulateNetworkConditions", conditions).await;
    }

    /// The process ids of the browser and of all that it has started.
    pub fn pids(&self) -> Vec<u32> {
        children_of(self.process.process.id())
    }
}

fn capabilities(downloads: &Path, flags: &[&str]) -> thirtyfour::ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&crate::from_environment("CHROMIUM")).unwrap();
    let usual = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,800",
    ];
    for flag in usual.iter().chain(flags) {
        capabilities.add_arg(flag).unwrap();
    }
    let preferences = json!({
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
        "profile.default_content_setting_values.automatic_downloads": 1,
    });
    capabilities.add_experimental_option("prefs", preferences).unwrap();
    capabilities
}

/// A running chromedriver.
struct DriverProcess {
    process: Child,
    port: u16,
    session: std::sync::Mutex<Option<String>>,
}

impl DriverProcess {
    fn start() -> Self {
        let program = crate::from_environment("CHROMEDRIVER");
        let mut process = Command::new(program).arg("--port=0").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok())
            .expect("chromedriver says on which port it listens");
        // Drained, so that the driver never blocks on a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, port, session: std::sync::Mutex::default() }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn remember(&self, session: &str) {
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
        let _ = self.quit();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// All descendants of a process, from /proc. A child belongs to the thread that started it.
fn children_of(parent: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let listed = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let children: Vec<u32> = listed.flat_map(|list| pids_in(&list)).collect();
    children.iter().flat_map(|child| std::iter::once(*child).chain(children_of(*child))).collect()
}

fn pids_in(list: &str) -> Vec<u32> {
    list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}
