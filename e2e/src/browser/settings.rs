//! Which browser is started, and how.

/// The engine of a browser. Between them they run wherever recipients are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, Android.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari's engine, as GTK has it.
    WebKit,
}

/// The way in which a browser saves what is too large for a Blob without a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// The origin's private file system, from which the file is downloaded.
    PrivateStore,
    /// A worker of the page's own, from which the browser takes the file while it is decrypted.
    Streamed,
}

impl Engine {
    /// Where the ladder of saving ends in this engine. Chromium's picker is taken away: nobody can answer a dialog of the
    /// system here.
    #[must_use]
    pub fn rung(self) -> Rung {
        match self {
            Self::Chromium | Self::Firefox => Rung::PrivateStore,
            Self::WebKit => Rung::Streamed,
        }
    }
}

/// What the page has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// A window of 1280 × 800, and a mouse.
    Desktop,
    /// 390 × 844, and a finger where the engine can pretend to have one (WebKitGTK cannot).
    Phone,
}

impl Screen {
    /// Width and height of the page in CSS pixels.
    #[must_use]
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1280, 800),
            Self::Phone => (390, 844),
        }
    }
}

/// How a browser starts. The default is Chromium on a desktop, in English.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// The engine.
    pub engine: Engine,
    /// The screen.
    pub screen: Screen,
    /// What the person reads, as in `navigator.languages`: `de` or `it,en`. Not for WebKit, which asks the system.
    pub languages: &'a str,
    /// Whether pages may run WebAssembly.
    pub wasm: bool,
    /// Whether all windows are private ones; only for Firefox.
    pub private: bool,
    /// Whether pages may run scripts; only Firefox can be driven without.
    pub scripts: bool,
    /// Further flags of Chromium.
    pub flags: &'a [&'a str],
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self {
            engine: Engine::Chromium,
            screen: Screen::Desktop,
            languages: "en",
            wasm: true,
            private: false,
            scripts: true,
            flags: &[],
        }
    }
}
