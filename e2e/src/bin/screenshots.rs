//! `cargo xtask screenshots`: pictures of every page in every state, on a phone and at a desktop, light and dark.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a tool stops at the first surprise")]

use std::path::Path;

use base64ct::{Base64, Encoding as _};
use phial_e2e::browser::Screen;
use phial_e2e::views::{Stage, View};

/// `screenshots FOLDER [PART OF A NAME]`.
#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("screenshots FOLDER [PART OF A NAME]");
    let wanted = arguments.next().unwrap_or_default();
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for (screen, device) in [(Screen::Phone, "phone"), (Screen::Desktop, "desktop")] {
        let stage = Stage::start(screen, "en").await;
        for view in View::ALL.iter().filter(|view| view.name().contains(&wanted)) {
            view.reach(&stage).await;
            for (dark, theme) in [(false, "light"), (true, "dark")] {
                stage.set_dark(dark).await;
                let name = format!("{}-{device}-{theme}.webp", view.name());
                let picture = Base64::decode_vec(&stage.picture().await).unwrap();
                println!("{name}: {} kB", picture.len() / 1000);
                std::fs::write(folder.join(name), picture).unwrap();
            }
            stage.set_dark(false).await;
        }
    }
}
