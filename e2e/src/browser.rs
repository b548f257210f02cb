//! Real browsers by WebDriver: a driver of its own, a fresh profile, and a folder for downloads for each.

mod capabilities;
mod display;
mod driver;
mod home;
mod settings;

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::wait::{until, while_patient};
use driver::DriverProcess;
use home::Home;

pub use settings::{Engine, Rung, Screen, Settings};

const TEXT: &str = "return document.body ? document.body.innerText : ''";

/// A browser with a fresh profile and no window that anybody sees. Ends with its driver when dropped.
pub struct Browser {
    /// The session, for what this type has no word for. Never dropped: it would wait for an answer over a connection that
    /// the runtime of the dropping thread has to serve. [`DriverProcess`] ends the session instead.
    pub driver: ManuallyDrop<WebDriver>,
    process: DriverProcess,
    home: Home,
    engine: Engine,
    taps: AtomicU32,
    /// What pages are told of the person's preferences.
    media: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    /// Starts Chromium on a desktop.
    pub async fn start() -> Self {
        Self::with(Settings::default()).await
    }

    /// Starts Chromium with further command line flags.
    pub async fn start_with(flags: &[&str]) -> Self {
        Self::with(Settings { flags, ..Settings::default() }).await
    }

    /// Starts the browser of an engine with a screen.
    pub async fn start_on(engine: Engine, screen: Screen) -> Self {
        Self::with(Settings { engine, screen, ..Settings::default() }).await
    }

    /// Starts a browser.
    pub async fn with(settings: Settings<'_>) -> Self {
        crate::allow_http_clients();
        let home = Home::new();
        let process = DriverProcess::start(&settings, &home).await;
        let driver = WebDriver::new(process.url(), capabilities::capabilities(&settings, &home)).await.unwrap();
        process.remember(&driver.session_id().to_string());
        let browser = Self {
            driver: ManuallyDrop::new(driver),
            process,
            home,
            engine: settings.engine,
            taps: AtomicU32::new(0),
            media: Mutex::default(),
        };
        match settings.engine {
            Engine::Chromium => browser.prepare_chromium().await,
            // The others take no size before they have a window, nor count what is around the page.
            Engine::Firefox | Engine::WebKit => browser.resize(settings.screen).await,
        }
        browser
    }

    async fn prepare_chromium(&self) {
        let behavior = json!({"behavior": "allow", "downloadPath": self.home.downloads()});
        self.cdp("Browser.setDownloadBehavior", behavior).await;
        // A dialog of the system cannot be answered here; without it the page takes the next way to save.
        self.before_every_page(
            "Object.defineProperty(window, 'showSaveFilePicker', { value: undefined, configurable: true });",
        )
        .await;
    }

    /// Makes the window so large that the page has the screen's size.
    async fn resize(&self, screen: Screen) {
        let (width, height) = screen.size();
        self.driver.set_window_rect(0, 0, width, height).await.unwrap();
        until(&format!("the page is {width} wide and {height} high"), async || {
            let inner = self.try_run("return [innerWidth, innerHeight]").await?;
            let (wide, high) = (inner[0].as_u64()? as u32, inner[1].as_u64()? as u32);
            if (wide, high) == (width, height) {
                return Some(());
            }
            let outer = self.driver.get_window_rect().await.ok()?;
            let (outer_width, outer_height) = (u32::try_from(outer.width).ok()?, u32::try_from(outer.height).ok()?);
            let _ = self.driver.set_window_rect(0, 0, outer_width + width - wide, outer_height + height - high).await;
            None
        })
        .await;
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Runs a script in every page from now on before its own (only Chromium); returns its name.
    pub async fn before_every_page(&self, source: &str) -> String {
        let added = self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await;
        added["identifier"].as_str().unwrap().to_owned()
    }

    /// Runs the script of this name no more.
    pub async fn no_more_before_pages(&self, script: &str) {
        self.cdp("Page.removeScriptToEvaluateOnNewDocument", json!({"identifier": script})).await;
    }

    /// Shows pages in dark colours, or in light ones (only Chromium).
    pub async fn set_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        self.set_media("prefers-color-scheme", scheme).await;
    }

    /// Tells pages what the person prefers, beside what they were told before (only Chromium).
    pub async fn set_media(&self, feature: &str, value: &str) {
        let features: Vec<_> = {
            let mut media = self.media.lock().unwrap();
            media.insert(feature.to_owned(), value.to_owned());
            media.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
        };
        self.cdp("Emulation.setEmulatedMedia", json!({"features": features})).await;
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Value {
        assert_eq!(self.engine, Engine::Chromium, "only Chromium knows {method}");
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
        let seen = while_patient(async || {
            let found = self.driver.find(By::Css(&css)).await.ok()?;
            found.is_displayed().await.is_ok_and(|displayed| displayed).then_some(found)
        });
        match seen.await {
            Some(element) => element,
            None => panic!("{css} is not seen, but this: {}", self.try_text().await.unwrap_or_default()),
        }
    }

    /// Whether there is an element with this `data-test`, seen or not.
    ///
    /// # Panics
    /// When the browser does not answer: that says nothing about the page.
    pub async fn has(&self, name: &str) -> bool {
        !self.found(name).await.unwrap().is_empty()
    }

    /// The same for what is waited for: `None` when the browser does not answer, as between two pages.
    pub async fn try_has(&self, name: &str) -> Option<bool> {
        self.found(name).await.ok().map(|found| !found.is_empty())
    }

    async fn found(&self, name: &str) -> WebDriverResult<Vec<WebElement>> {
        self.driver.find_all(By::Css(format!("[data-test=\"{name}\"]"))).await
    }

    /// All elements whose `data-test` begins so.
    pub async fn all(&self, prefix: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(format!("[data-test^=\"{prefix}\"]"))).await.unwrap()
    }

    /// Presses the element with this `data-test`, once it can be seen and pressed.
    pub async fn press(&self, name: &str) {
        until(&format!("{name} can be pressed"), async || {
            let element = self.see(name).await;
            if element.click().await.is_ok() {
                return Some(());
            }
            // At the window's end it may lie under the bar.
            let middle = "arguments[0].scrollIntoView({ block: 'center' })";
            self.driver.execute(middle, vec![element.to_json().ok()?]).await.ok()?;
            None
        })
        .await;
        self.taps.fetch_add(1, Ordering::Relaxed);
    }

    /// How often something was pressed, or files were chosen, since the last call.
    pub fn taps(&self) -> u32 {
        self.taps.swap(0, Ordering::Relaxed)
    }

    /// Presses a key wherever the focus is.
    pub async fn press_key(&self, key: Key) {
        self.driver.action_chain().send_keys(key).perform().await.unwrap();
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
        self.taps.fetch_add(1, Ordering::Relaxed);
    }

    /// The value of the field with this `data-test`.
    pub async fn value(&self, name: &str) -> String {
        self.see(name).await.value().await.unwrap().unwrap_or_default()
    }

    /// What a person can read on the page.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn text(&self) -> String {
        self.run(TEXT).await.as_str().unwrap().to_owned()
    }

    /// The same for what is waited for: `None` when the browser does not answer, as between two pages.
    pub async fn try_text(&self) -> Option<String> {
        self.try_run(TEXT).await?.as_str().map(str::to_owned)
    }

    /// Runs a script in the page; `return` gives its value.
    ///
    /// # Panics
    /// When the script throws, or the browser does not answer.
    pub async fn run(&self, script: &str) -> Value {
        let answer = self.driver.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{error}: {script:.200}")).json().clone()
    }

    /// The same for what is waited for: `None` when the script throws, as it does while what it looks at is not there, or the
    /// browser does not answer.
    pub async fn try_run(&self, script: &str) -> Option<Value> {
        self.driver.execute(script, Vec::new()).await.ok().map(|answer| answer.json().clone())
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
        let path = self.home.downloads().join(name);
        until(&format!("{name} is downloaded"), async || {
            path.metadata().is_ok_and(|data| data.len() == len).then(|| path.clone())
        })
        .await
    }

    /// The folder with all that the browser keeps on the disk, downloads too.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The folder for downloads.
    pub fn downloads(&self) -> &Path {
        self.home.downloads()
    }

    /// Cuts the page off from the network, or connects it again (only Chromium; a [`crate::faults::Proxy`] before the server
    /// does it for every engine).
    pub async fn set_offline(&self, offline: bool) {
        self.cdp("Network.enable", json!({})).await;
        let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.cdp("Network.emulateNetworkConditions", conditions).await;
    }

    /// The process ids of the browser and of all that it has started.
    pub fn pids(&self) -> Vec<u32> {
        driver::children_of(self.process.pid())
    }
}
