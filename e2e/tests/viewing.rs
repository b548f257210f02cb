//! What a recipient sees in the page after opening: pictures, documents, sound, and what must not be shown.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::PathBuf;

use base64ct::{Base64, Encoding as _};
use phial_e2e::browser::{Browser, Engine, Screen};
use phial_e2e::files::{fixture, write_long_pdf, write_sound, write_vast_photo};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{command_line, journey};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// Opens files that were sent by the command line.
async fn opened(server: &Server, files: &[PathBuf]) -> Browser {
    let links = command_line::send(&server.origin(), files, &[]).await;
    let browser = Browser::start().await;
    journey::open_and_see(&browser, &links.share).await;
    browser
}

/// Looks at the file at a position, from its card.
async fn look(browser: &Browser, preview: &str) {
    browser.press(preview).await;
    browser.see("viewer").await;
}

async fn until_text(browser: &Browser, name: &str, text: &str) {
    until(&format!("{name} says {text}"), async || {
        let found = browser.see(name).await.text().await.ok()?;
        (found.replace('\u{a0}', " ").trim() == text).then_some(())
    })
    .await;
}

/// Presses a key as a person does, on whatever has the focus.
async fn key(browser: &Browser, key: char) {
    let active = browser.driver.active_element().await.unwrap();
    active.send_keys(key.to_string()).await.unwrap();
}

/// Where the picture is: left, top, width, height.
async fn place(browser: &Browser) -> [f64; 4] {
    let script = "const { x, y, width, height } = document.querySelector('.picture-image').getBoundingClientRect();
        return [x, y, width, height];";
    let place = browser.run(script).await;
    [0, 1, 2, 3].map(|at| place[at].as_f64().unwrap())
}

#[tokio::test]
async fn s16_view_in_page_a_picture_is_brought_nearer_moved_and_turned() {
    let server = Server::start(&[]).await;
    let browser = opened(&server, &[fixture("photo.jpg"), fixture("report.pdf")]).await;
    look(&browser, "preview-image").await;
    until_text(&browser, "zoom", "100%").await;
    let whole = place(&browser).await;

    browser.press("zoom-in").await;
    until_text(&browser, "zoom", "150%").await;
    let nearer = place(&browser).await;
    assert!((nearer[2] / whole[2] - 1.5).abs() < 0.01, "{nearer:?} {whole:?}");
    browser.press("zoom-out").await;
    until_text(&browser, "zoom", "100%").await;

    browser.press("turn").await;
    let turned = place(&browser).await;
    assert_eq!(turned[2] > turned[3], whole[2] < whole[3], "lying, where it stood");
    assert!(turned[2] <= 1280.0 && turned[3] <= 800.0, "and whole: {turned:?}");

    key(&browser, '+').await;
    until_text(&browser, "zoom", "150%").await;
    let before = place(&browser).await;
    key(&browser, Key::Up.value()).await;
    until("it has moved", async || (place(&browser).await[1] > before[1]).then_some(())).await;
    key(&browser, '0').await;
    until_text(&browser, "zoom", "100%").await;

    // Two taps, and two more.
    let stage = browser.see("picture").await;
    for expected in ["250%", "100%"] {
        browser.driver.action_chain().double_click_element(&stage).perform().await.unwrap();
        until_text(&browser, "zoom", expected).await;
    }
}

#[tokio::test]
async fn s16_view_in_page_files_are_leafed_through_by_buttons_keys_and_swipes() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let second = folder.path().join("second.jpg");
    std::fs::copy(fixture("photo.jpg"), &second).unwrap();
    let note = folder.path().join("note.txt");
    std::fs::write(&note, "Pressione 120/80").unwrap();
    let browser = opened(&server, &[fixture("photo.jpg"), second, note]).await;
    look(&browser, "preview-image").await;
    browser.see("picture").await;
    let name = async |expected: &str| {
        until(expected, async || {
            let name = browser.driver.find(By::Css(".viewer .file-name")).await.ok()?.text().await.ok()?;
            (name == expected).then_some(())
        })
        .await;
    };
    name("photo.jpg").await;
    browser.press("next").await;
    name("second.jpg").await;
    key(&browser, Key::Right.value()).await;
    name("note.txt").await;
    assert!(browser.text().await.contains("Pressione 120/80"));
    key(&browser, Key::Left.value()).await;
    name("second.jpg").await;

    // A finger goes to the right: back to the first.
    browser.see("picture").await;
    let swipe = "const stage = document.querySelector('[data-test=\"picture\"]');
        const { left, top, width, height } = stage.getBoundingClientRect();
        const at = (type, x) => stage.dispatchEvent(new PointerEvent(type, {
            pointerId: 1, pointerType: 'touch', isPrimary: true, bubbles: true, cancelable: true,
            clientX: left + width / 2 + x, clientY: top + height / 2,
        }));
        at('pointerdown', 0); at('pointermove', 60); at('pointermove', 120); at('pointerup', 120);";
    browser.run(swipe).await;
    name("photo.jpg").await;
    browser.press("close").await;
    browser.see("file-card").await;
}

#[tokio::test]
async fn s16_view_in_page_a_photo_of_108_megapixels_does_not_freeze() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("vast.jpg");
    write_vast_photo(&photo, 12_000, 9_000);
    let browser = opened_watched(&server, &[photo]).await;
    look(&browser, "preview-image").await;
    browser.see("picture").await;
    browser.see("reduced").await;
    assert!(browser.text().await.contains("12,000 × 9,000"));
    let size = "const image = document.querySelector('.picture-image');
        return image.complete && [image.naturalWidth, image.naturalHeight];";
    let size = until("the picture is there", async || Some(browser.try_run(size).await?).filter(Value::is_array)).await;
    assert_eq!(size, json!([4000, 3000]));
    no_freeze(&browser).await;
}

#[tokio::test]
async fn s16_view_in_page_a_pdf_is_printed_at_its_true_size() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.pdf");
    write_long_pdf(&letter, 3);
    let browser = opened(&server, &[letter]).await;
    look(&browser, "preview-pdf").await;
    // Headless, nobody would answer the dialog.
    browser.run("window.print = () => { window.asked = true; }").await;
    browser.press("print").await;
    until("the dialog is asked for", async || {
        (browser.try_run("return window.asked === true").await? == true).then_some(())
    })
    .await;
    let printed = browser.cdp("Page.printToPDF", json!({"preferCSSPageSize": true})).await;
    let printed = Base64::decode_vec(printed["data"].as_str().unwrap()).unwrap();
    let printed = String::from_utf8_lossy(&printed);
    let papers: Vec<_> = printed.match_indices("/MediaBox").map(|(at, _)| paper(&printed[at..])).collect();
    assert_eq!(papers.len(), 3, "a sheet for each page");
    for [left, top, right, bottom] in papers {
        assert_eq!([left, top], [0.0, 0.0]);
        assert!((right - 595.0).abs() < 1.0 && (bottom - 842.0).abs() < 1.0, "{right} × {bottom}");
    }
    // Nothing of it stays in the page.
    browser.run("window.dispatchEvent(new Event('afterprint'))").await;
    assert_eq!(browser.run("return document.querySelector('.print-sheets')").await, Value::Null);
}

/// The numbers after a `/MediaBox`.
fn paper(text: &str) -> [f64; 4] {
    let numbers = text.split(['[', ']']).nth(1).unwrap();
    let numbers: Vec<f64> = numbers.split_whitespace().map(|number| number.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

#[tokio::test]
async fn s16_view_in_page_a_pdf_is_drawn_page_by_page_with_its_text() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let long = folder.path().join("long.pdf");
    write_long_pdf(&long, 300);
    let browser = opened_watched(&server, &[long]).await;
    look(&browser, "preview-pdf").await;
    until_text(&browser, "pages", "300 pages").await;
    browser.see("pdf-drawn").await;
    let drawn = "return document.querySelectorAll('[data-test=\"pdf-drawn\"]').length";
    let count = browser.run(drawn).await.as_u64().unwrap();
    assert!(count < 20, "only what is near is drawn, not {count} pages");
    let ink = "const canvas = document.querySelector('[data-test=\"pdf-drawn\"]');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value, at) => at % 4 < 3 && value < 128);";
    assert_eq!(browser.run(ink).await, json!(true));
    let text = "return document.querySelector('.pdf-text').textContent";
    assert_eq!(browser.run(text).await.as_str().unwrap().trim(), "Page 1 of 300");

    // To the end at once: what was passed is not drawn first.
    browser
        .run("const scroller = document.querySelector('.pdf-scroller'); scroller.scrollTop = scroller.scrollHeight")
        .await;
    let last = "return document.querySelector('.pdf-page:last-child .pdf-text')?.textContent ?? ''";
    until("the last page is drawn", async || {
        (browser.try_run(last).await?.as_str()?.trim() == "Page 300 of 300").then_some(())
    })
    .await;
    browser.press("zoom-in").await;
    until_text(&browser, "zoom", "150%").await;
    no_freeze(&browser).await;
}

#[tokio::test]
async fn s16_view_in_page_sound_can_be_played_from_anywhere() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("cough.wav");
    write_sound(&sound, 4);
    let browser = opened(&server, &[sound]).await;
    look(&browser, "preview-media").await;
    browser.see("audio").await;
    let length = "return document.querySelector('audio').duration";
    until("its length is known", async || {
        (browser.try_run(length).await?.as_f64()? - 4.0).abs().lt(&0.1).then_some(())
    })
    .await;
    browser.run("document.querySelector('audio').currentTime = 3").await;
    let at = "const { currentTime, seeking } = document.querySelector('audio'); return seeking ? -1 : currentTime";
    until("it is there", async || (browser.try_run(at).await?.as_f64()? >= 3.0).then_some(())).await;
}

/// Longer than any browser holds: only what is listened to is fetched. With the page, its worker goes.
#[tokio::test]
async fn s16_view_in_page_a_recording_of_hours_is_played_without_being_fetched_as_a_whole() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("holter.wav");
    write_sound(&recording, 36_000);
    let links = command_line::send(&server.origin(), std::slice::from_ref(&recording), &[]).await;
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        let browser = Browser::start_on(engine, Screen::Phone).await;
        journey::open_and_see(&browser, &links.share).await;
        look(&browser, "preview-media").await;
        browser.see("audio").await;
        let length = "return document.querySelector('audio').duration";
        until("its length is known", async || {
            (browser.try_run(length).await?.as_f64()? - 36_000.0).abs().lt(&1.0).then_some(())
        })
        .await;
        browser
            .run("const audio = document.querySelector('audio'); audio.muted = true; audio.currentTime = 35000")
            .await;
        browser.run("return document.querySelector('audio').play()").await;
        let at = "const { currentTime, seeking } = document.querySelector('audio'); return seeking ? -1 : currentTime";
        until("it plays from there", async || (browser.try_run(at).await?.as_f64()? > 35_000.5).then_some(())).await;
        let fetched = "return performance.getEntriesByType('resource')
            .filter(({ name }) => name.endsWith('/content')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)";
        let fetched = browser.run(fetched).await.as_u64().unwrap();
        assert!(fetched > 1 << 20, "{engine:?}: {fetched} bytes are counted");
        assert!(fetched < 64 << 20, "{engine:?} has fetched {fetched} bytes");

        // Another page of the same portal finds no trace of it.
        browser.go(&format!("{}/about", server.origin())).await;
        let left = "return Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
            .then(([workers, caches]) => workers.length + caches.length)";
        until("the worker is gone", async || (browser.try_run(left).await? == 0).then_some(())).await;
    }
}

/// For each file, what may become of it, in the order of their names: a message, a page of which it is said that it cannot be
/// shown, or a picture of the little that there is. Which of several is the decoders' affair.
const HOSTILE: [(&str, &str); 21] = [
    ("binary.txt", "not-shown-lies"),
    ("bomb.png", "not-shown-too-large|not-shown-broken"),
    ("drawing.png", "not-shown-lies"),
    ("flat-page.pdf", "page|shown"),
    ("form-in-itself.pdf", "page|shown"),
    ("forms-in-forms.pdf", "page|shown"),
    ("header-only.jpg", "not-shown-broken"),
    ("locked.pdf", "pdf-locked"),
    ("no-pixels.png", "not-shown-broken|image"),
    ("noise.jpg", "not-shown-broken"),
    ("noise.mp3", "not-shown-broken"),
    ("noise.mp4", "not-shown-broken"),
    ("noise.pdf", "not-shown-broken"),
    ("page.jpg", "not-shown-lies"),
    ("program.pdf", "not-shown-lies"),
    ("script.html", "text"),
    ("script.svg", "text"),
    ("tree-without-end.pdf", "not-shown-broken"),
    ("unpacks-to-much.pdf", "page|shown|not-shown-broken"),
    ("vast-page.pdf", "page|shown|not-shown-broken"),
    ("vast.gif", "not-shown-too-large|not-shown-broken"),
];

#[tokio::test]
async fn s16_view_in_page_hostile_files_give_a_message_and_freeze_nothing() {
    let server = Server::start(&[]).await;
    let folder = fixture("hostile");
    let browser = Browser::start().await;
    for (name, expected) in HOSTILE {
        open_watched(&browser, &server, &[folder.join(name)]).await;
        let seen = seen(&browser).await;
        assert!(expected.split('|').any(|expected| expected == seen), "{name}: {seen}");
        assert_ne!(browser.driver.title().await.unwrap(), "owned", "{name}");
        browser.see("save").await;
        no_freeze(&browser).await;
    }
    let all: Vec<_> = HOSTILE.iter().map(|(name, _)| folder.join(name)).collect();
    assert_eq!(phial_e2e::files::below(&folder).len(), all.len(), "every file of the corpus is in the table");
}

/// What became of the only file: the code of the message, or what is shown.
async fn seen(browser: &Browser) -> String {
    let script = "
        const code = (name) => document.querySelector(`[data-test=\"${name}\"]`);
        const open = code('preview-pdf') ?? code('preview-media');
        if (open && !code('viewer')) open.click();
        if (code('not-shown')) return code('not-shown').dataset.code;
        if (code('preview-text')) return 'text';
        if (document.querySelector('.pdf-failed')) return 'page';
        if (code('pdf-drawn')) return 'shown';
        if (code('preview-image')) return 'image';
        return null;";
    until("the page says what became of it", async || browser.try_run(script).await?.as_str().map(str::to_owned)).await
}

/// The same as [`opened`], and from then on the page notes how long it was ever busy without a pause.
async fn opened_watched(server: &Server, files: &[PathBuf]) -> Browser {
    let browser = Browser::start().await;
    open_watched(&browser, server, files).await;
    browser
}

async fn open_watched(browser: &Browser, server: &Server, files: &[PathBuf]) {
    let links = command_line::send(&server.origin(), files, &[]).await;
    browser.go(&links.share).await;
    browser.see("open").await;
    browser
        .run(
            "window.longest = 0; let last = performance.now();
            setInterval(() => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; }, 50);",
        )
        .await;
    browser.press("open").await;
    browser.see("file-card").await;
}

async fn no_freeze(browser: &Browser) {
    let longest = browser.run("return window.longest").await.as_f64().unwrap();
    assert!(longest < 2000.0, "the page stood still for {longest} ms");
}
