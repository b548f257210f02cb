//! How long a recipient waits: until the button can be pressed, and until the picture is there, with Lighthouse's "Fast 3G", at this
//! machine's speed and at a quarter of it.

use phial_e2e::browser::{Browser, Engine, Screen};
use phial_e2e::command_line;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_shared::layout::Layout;
use serde_json::json;

use crate::median;

const ROUNDS: usize = 5;
/// How many times slower than this machine.
const SLOWER: [u32; 2] = [1, 4];
const LATENCY_MS: u32 = 150;
/// 1.6 Mbit/s down, 0.75 up, in bytes per second.
const DOWN: f64 = 1_600_000.0 / 8.0;
const UP: f64 = 750_000.0 / 8.0;
const PHOTO_LEN: usize = 2_000_000;

/// Presses the button as soon as it is there, and notes when that was, and when the first picture was drawn.
const WATCH: &str = "
    window.noted = {};
    const drawn = (image) => image.decode().then(() => requestAnimationFrame(() => requestAnimationFrame(() => {
        noted.picture ??= performance.now();
    })));
    new MutationObserver(() => {
        const button = document.querySelector('[data-test=open]');
        if (button && !noted.button) {
            noted.button = performance.now();
            requestAnimationFrame(() => button.click());
        }
        const image = document.querySelector('[data-test=preview-image] img, [data-test=viewer] img');
        if (image && !noted.image) {
            noted.image = true;
            drawn(image);
        }
    }).observe(document, { subtree: true, childList: true, attributes: true });";

/// Measures, and prints a table.
pub(crate) async fn run() {
    let server = Server::start(&[]).await;
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("photo.jpg");
    std::fs::write(&photo, make_photo(&server).await).unwrap();
    let len = photo.metadata().unwrap().len();
    // What goes over the network: padded, sealed.
    let sent = Layout::of_files(len).unwrap().ciphertext_len();
    let links = command_line::send(&server.origin(), &[photo], &["--max-opens", "none"]).await;

    println!(
        "| Fast 3G | button can be pressed | picture of {:.2} MB is there | beyond its bytes | beyond the {:.2} MB that are sent |",
        len as f64 / 1e6,
        sent as f64 / 1e6
    );
    println!("|---|---|---|---|---|");
    for slower in SLOWER {
        let (mut buttons, mut pictures) = (Vec::new(), Vec::new());
        for round in 1..=ROUNDS {
            eprintln!("round {round} of {ROUNDS}");
            let (button, picture) = open_once(&links.share, slower).await;
            buttons.push(button);
            pictures.push(picture);
        }
        let (button, picture) = (median(&buttons), median(&pictures));
        let beyond = |bytes: u64| picture - bytes as f64 / DOWN * 1000.0;
        let seconds = [button, picture, beyond(len), beyond(sent)].map(|time| format!("{:.2} s", time / 1000.0));
        println!("| CPU {slower} times slower | {} |", seconds.join(" | "));
    }
}

/// Milliseconds until the button and until the picture, with nothing in the cache.
async fn open_once(link: &str, slower: u32) -> (f64, f64) {
    let browser = Browser::start_on(Engine::Chromium, Screen::Phone).await;
    browser.before_every_page(WATCH).await;
    browser.cdp("Network.enable", json!({})).await;
    let network = json!({"offline": false, "latency": LATENCY_MS, "downloadThroughput": DOWN, "uploadThroughput": UP});
    browser.cdp("Network.emulateNetworkConditions", network).await;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": slower})).await;
    browser.go(link).await;
    let noted = until("the picture is drawn", async || {
        let noted = browser.try_run("return window.noted ?? null").await?;
        noted["picture"].is_number().then_some(noted)
    })
    .await;
    (noted["button"].as_f64().unwrap(), noted["picture"].as_f64().unwrap())
}

/// A photo of 8 megapixels, drawn and compressed by the browser to about the wanted length.
async fn make_photo(server: &Server) -> Vec<u8> {
    let browser = Browser::start().await;
    browser.go(&format!("{}/about", server.origin())).await;
    let script = "
        const [wanted, done] = [arguments[0], arguments[arguments.length - 1]];
        const canvas = Object.assign(document.createElement('canvas'), { width: 3264, height: 2448 });
        const context = canvas.getContext('2d');
        let seed = 1;
        const random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
        for (let n = 0; n < 12000; n++) {
            context.fillStyle = `hsl(${15 + 20 * random()} ${40 + 40 * random()}% ${30 + 50 * random()}% / 0.5)`;
            context.beginPath();
            context.arc(3264 * random(), 2448 * random(), 4 + 120 * random() ** 3, 0, 7);
            context.fill();
        }
        const encode = (quality) => new Promise((give) => canvas.toBlob(give, 'image/jpeg', quality));
        (async () => {
            let [low, high, best] = [0.2, 1, null];
            for (let step = 0; step < 10; step++) {
                const middle = (low + high) / 2;
                best = await encode(middle);
                if (best.size < wanted) low = middle; else high = middle;
            }
            const bytes = new Uint8Array(await best.arrayBuffer());
            let text = '';
            for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
            done(btoa(text));
        })();";
    let answer = browser.driver.execute_async(script, vec![json!(PHOTO_LEN)]).await.unwrap();
    use base64ct::Encoding as _;
    base64ct::Base64::decode_vec(answer.json().as_str().unwrap()).unwrap()
}
