//! What a driver is asked for: which binary, which flags and preferences.

use serde_json::{Value, json};
use thirtyfour::Capabilities;

use super::home::Home;
use super::settings::{Engine, Screen, Settings};
use crate::from_environment;

/// The capabilities of a new session.
pub(super) fn capabilities(settings: &Settings<'_>, home: &Home) -> Capabilities {
    let capabilities = match settings.engine {
        Engine::Chromium => json!({ "browserName": "chrome", "goog:chromeOptions": chromium(settings, home) }),
        Engine::Firefox => json!({ "browserName": "firefox", "moz:firefoxOptions": firefox(settings, home) }),
        Engine::WebKit => json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": {
            "binary": from_environment("WEBKIT_BROWSER"),
            "args": ["--automation"],
        }}),
    };
    let Value::Object(capabilities) = capabilities else { unreachable!("capabilities are an object") };
    capabilities.into()
}

fn chromium(settings: &Settings<'_>, home: &Home) -> Value {
    assert!(settings.scripts, "chromedriver itself needs the page's scripts");
    let (width, height) = Screen::Desktop.size();
    let mut flags: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    .map(str::to_owned)
    .to_vec();
    flags.push(format!("--window-size={width},{height}"));
    flags.push(format!("--accept-lang={}", settings.languages));
    if !settings.wasm {
        // As in the lockdown mode of other browsers: no compiler, and so no WebAssembly.
        flags.push("--js-flags=--jitless".to_owned());
    }
    flags.extend(settings.flags.iter().map(|&flag| flag.to_owned()));
    let mut options = json!({
        "binary": from_environment("CHROMIUM"),
        "args": flags,
        "prefs": {
            "download.default_directory": home.downloads(),
            "download.prompt_for_download": false,
            "profile.default_content_setting_values.automatic_downloads": 1,
        },
    });
    if settings.screen == Screen::Phone {
        let (width, height) = settings.screen.size();
        options["mobileEmulation"] = json!({
            "deviceMetrics": { "width": width, "height": height, "pixelRatio": 2, "touch": true, "mobile": true },
        });
    }
    options
}

fn firefox(settings: &Settings<'_>, home: &Home) -> Value {
    let mut preferences = json!({
        "browser.download.dir": home.downloads(),
        // The folder of the preference above, without a question.
        "browser.download.folderList": 2,
        "browser.download.useDownloadDir": true,
        "browser.download.always_ask_before_handling_new_types": false,
        "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream",
        "browser.safebrowsing.downloads.enabled": false,
        "browser.privatebrowsing.autostart": settings.private,
        "intl.accept_languages": settings.languages,
        "javascript.enabled": settings.scripts,
        "javascript.options.wasm": settings.wasm,
        "toolkit.legacyUserProfileCustomizations.stylesheets": true,
    });
    if settings.screen == Screen::Phone {
        // One coarse pointer, that cannot hover.
        preferences["ui.primaryPointerCapabilities"] = 1.into();
        preferences["ui.allPointerCapabilities"] = 1.into();
        preferences["dom.w3c_touch_events.enabled"] = 1.into();
    }
    json!({
        "binary": from_environment("FIREFOX"),
        "args": ["-headless", "-profile", home.profile()],
        "prefs": preferences,
    })
}
