//! Every page in every state: one list, for the rules of accessibility and for the pictures in `docs/screenshots`.

mod reach;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::{Browser, Screen, Settings};
use crate::files::fixture;
use crate::server::Server;

/// Names each view once.
macro_rules! views {
    ($($(#[$what:meta])* $view:ident = $name:literal),* $(,)?) => {
        /// A page in one of its states.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum View { $($(#[$what])* $view),* }

        impl View {
            /// All of them, in the order in which people come across them.
            pub const ALL: &'static [Self] = &[$(Self::$view),*];

            /// The name in file names.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$view => $name),* }
            }
        }
    };
}

views! {
    /// Nothing is chosen yet.
    ShareEmpty = "share-empty",
    /// Files are chosen, and a message is written.
    ShareFiles = "share-files",
    /// The files are too large together.
    ShareTooLarge = "share-too-large",
    /// For several people, each with a lock of their own.
    ShareSeveral = "share-several",
    /// Who receives it may only look, and not everything can be shown.
    ShareToLook = "share-to-look",
    /// A password is too short.
    ShareWrong = "share-password-short",
    /// They are being locked and sent.
    Sending = "sending",
    /// The link.
    Sent = "sent",
    /// The link, and apart from it the code.
    SentLocked = "sent-locked",
    /// The link as a code to photograph.
    SentCode = "sent-qr",
    /// Only the organisation's own people may send.
    SignIn = "sign-in",
    /// An invitation.
    Join = "join",
    /// Signed in, and ready to send.
    SignedIn = "signed-in",
    /// An invitation that was used before.
    JoinOver = "join-over",
    /// What one has sent.
    OwnShares = "own-shares",
    /// What a recipient sees first.
    Ready = "open",
    /// The same, in the colours of an organisation.
    Branded = "open-branded",
    /// One may only look.
    ReadyToLook = "open-to-look",
    /// It asks for a code.
    AsksCode = "open-code",
    /// The code is wrong.
    WrongCode = "open-code-wrong",
    /// It asks for a password.
    AsksPassphrase = "open-password",
    /// It asks for a date of birth.
    AsksBirth = "open-birth",
    /// Too many codes were wrong.
    Locked = "open-locked",
    /// A mail scanner has changed the link.
    KeyInPath = "open-key-in-path",
    /// Several files and a message.
    Opened = "opened",
    /// One file alone.
    OpenedOne = "opened-one",
    /// Several files, at which one may only look.
    OpenedToLook = "opened-to-look",
    /// A file was saved.
    Saved = "opened-saved",
    /// A picture over the whole screen.
    Viewer = "viewer",
    /// A PDF file likewise.
    ViewerPdf = "viewer-pdf",
    /// The device has no network.
    NetworkAway = "open-network-away",
    /// The server does not answer.
    NoAnswer = "open-no-answer",
    /// The page was reloaded, and its key is gone.
    NoKey = "open-no-key",
    /// The end of the link is missing.
    CutShort = "open-cut-short",
    /// The key is not the link's.
    WrongKey = "open-wrong-key",
    /// The link's time is over.
    Expired = "open-expired",
    /// It was opened as often as it may be.
    Exhausted = "open-exhausted",
    /// The sender has taken it back.
    Revoked = "open-revoked",
    /// The sender's page of a share that was opened.
    Manage = "manage",
    /// One link is being changed.
    ManageChange = "manage-change",
    /// A recipient is being added.
    ManageAdd = "manage-add",
    /// A recipient was added.
    ManageAdded = "manage-added",
    /// What this browser remembers.
    Mine = "mine",
    /// It remembers nothing.
    MineNone = "mine-none",
    /// Taking back is asked for once more.
    ManageErase = "manage-erase",
    /// It is taken back, with a receipt.
    ManageErased = "manage-erased",
    /// What the server can and cannot see.
    About = "about",
    /// Nothing is at this address.
    NotFound = "not-found",
    /// The page came over a connection that browsers do not trust.
    Insecure = "insecure",
    /// The browser has no ciphers.
    NoCipher = "no-cipher",
    /// The program of the page does not start.
    NotStarted = "not-started",
}

/// A browser, and servers that have what the views show.
pub struct Stage {
    /// Chromium.
    pub browser: Browser,
    screen: Screen,
    /// Anybody may send.
    server: Server,
    /// Only who is invited may send.
    invited: Server,
    /// It has set all that tells whose portal it is.
    branded: Server,
    folder: TempDir,
    /// The script that has pages begin in a language, by its name.
    language: Mutex<Option<String>>,
}

/// What is shown, by its names.
const SHOWN: &str = "return [...document.querySelectorAll('[data-test]')].map((element) => element.dataset.test)";

impl Stage {
    /// Starts everything for a screen and a language.
    pub async fn start(screen: Screen, languages: &str) -> Self {
        let flags = ["--host-resolver-rules=MAP phial.test 127.0.0.1"];
        let browser = Browser::with(Settings { screen, languages, flags: &flags, ..Settings::default() }).await;
        let site = ["--site-name=St Mary’s Hospital", "--site-telephone=+44 20 7946 0123"];
        let server = Server::start(&site).await;
        let invited = Server::start(&[&site[..], &["--senders=invite", "--max-files-len=16KiB"]].concat()).await;
        let branded = Server::of_an_organisation().await;
        let folder = tempfile::tempdir().unwrap();
        let stage = Self { browser, screen, server, invited, branded, folder, language: Mutex::default() };
        std::fs::copy(fixture("photo.jpg"), stage.file("wound-left-heel.jpg")).unwrap();
        std::fs::copy(fixture("report.pdf"), stage.file("discharge-letter.pdf")).unwrap();
        std::fs::write(stage.file("medication.txt"), MEDICATION).unwrap();
        stage
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn files(&self) -> [PathBuf; 3] {
        ["wound-left-heel.jpg", "discharge-letter.pdf", "medication.txt"].map(|name| self.file(name))
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Shows the page in dark colours, or in light ones, and waits until it has changed.
    pub async fn set_dark(&self, dark: bool) {
        self.browser.set_dark(dark).await;
        self.settle().await;
    }

    /// Has pages begin in a language from now on, as if it had been chosen before.
    pub async fn begin_in(&self, code: &str) {
        let chosen =
            format!("try {{ localStorage.setItem('language', '{code}'); }} catch {{ /* not a page of ours */ }}");
        let script = self.browser.before_every_page(&chosen).await;
        let before = self.language.lock().unwrap().replace(script);
        if let Some(before) = before {
            self.browser.no_more_before_pages(&before).await;
        }
    }

    /// Has the page go on in another language, as its footer does. `false` when it cannot, or when it does not show the same as
    /// before: then the view is to be reached again.
    pub async fn speak(&self, code: &str) -> bool {
        let before = self.browser.run(SHOWN).await;
        // Not by a click: a dialog may be before the footer.
        let choose = format!(
            "const list = document.querySelector('[data-test=\"language\"]');
             if (!list) return false;
             list.value = '{code}';
             list.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return true;"
        );
        if self.browser.run(&choose).await != true {
            return false;
        }
        let is_done = "const list = document.querySelector('[data-test=\"language\"]');
            return !list || list.ariaBusy !== 'true';";
        crate::wait::until("the language is fetched", async || {
            (self.browser.try_run(is_done).await? == true).then_some(())
        })
        .await;
        self.settle().await;
        let spoken = self.browser.run("return document.documentElement.lang").await;
        spoken == code && self.browser.run(SHOWN).await == before
    }

    /// Waits until pictures are there and nothing moves any more.
    pub async fn settle(&self) {
        let settled = "return document.fonts.status === 'loaded'
            && [...document.images].every((image) => image.complete)
            && document.getAnimations().every((animation) => animation.playState !== 'running'
                || animation.effect.getComputedTiming().iterations === Infinity)";
        crate::wait::until("nothing moves", async || (self.browser.try_run(settled).await? == true).then_some(()))
            .await;
    }

    /// Gives the window another size, in CSS pixels, and waits until the page has followed.
    pub async fn set_window(&self, width: u64, height: u64) {
        let mobile = self.screen == Screen::Phone;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.browser.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
        self.settle().await;
    }

    /// Gives the window the screen's size again.
    pub async fn reset_window(&self) {
        let (width, height) = self.screen.size();
        self.set_window(width.into(), height.into()).await;
    }

    /// The whole page as a picture (WebP), in the screen's width and as high as it is long.
    pub async fn picture(&self) -> String {
        let (width, height) = self.screen.size();
        let long = self.browser.run("return document.documentElement.scrollHeight").await.as_u64().unwrap_or_default();
        self.set_window(width.into(), u64::from(height).max(long)).await;
        let picture = self.browser.cdp("Page.captureScreenshot", json!({"format": "webp", "quality": 80})).await;
        self.reset_window().await;
        let Value::String(picture) = &picture["data"] else { panic!("a picture: {picture}") };
        picture.clone()
    }
}

const MEDICATION: &str = "Medication until the next visit\n\n\
    Paracetamol 500 mg    1 tablet, up to 4 times a day\n\
    Pantoprazole 20 mg    1 tablet before breakfast\n";
