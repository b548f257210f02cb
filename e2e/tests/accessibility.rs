//! Every page in every state (S26): axe finds nothing, it fits a small window and large letters, a finger finds what it can press, and nothing moves
//! for who does not want that.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_e2e::axe;
use phial_e2e::browser::Screen;
use phial_e2e::views::{Stage, View};
use serde_json::{Value, json};

/// Goes through all views, and collects what `check` finds.
async fn findings(screen: Screen, languages: &str, mut check: impl AsyncFnMut(&Stage) -> Vec<String>) -> Vec<String> {
    let stage = Stage::start(screen, languages).await;
    let mut findings = Vec::new();
    for view in View::ALL {
        view.reach(&stage).await;
        let found = check(&stage).await;
        findings.extend(found.into_iter().map(|finding| format!("{}: {finding}", view.name())));
    }
    findings
}

async fn in_both_themes(stage: &Stage) -> Vec<String> {
    let mut findings = Vec::new();
    for dark in [false, true] {
        stage.set_dark(dark).await;
        let theme = if dark { "dark" } else { "light" };
        let found = axe::violations(&stage.browser).await;
        findings.extend(found.into_iter().map(|violation| format!("{theme}: {violation}")));
    }
    findings
}

fn assert_none(findings: &[String]) {
    assert!(findings.is_empty(), "{} findings:\n{}", findings.len(), findings.join("\n"));
}

#[tokio::test]
#[ignore = "not seen to pass yet"]
async fn s26_axe_finds_nothing_in_english_on_a_desktop() {
    assert_none(&findings(Screen::Desktop, "en", in_both_themes).await);
}

#[tokio::test]
#[ignore = "not seen to pass yet"]
async fn s26_axe_finds_nothing_in_english_on_a_phone() {
    assert_none(&findings(Screen::Phone, "en", in_both_themes).await);
}

#[tokio::test]
#[ignore = "not seen to pass yet"]
async fn s26_axe_finds_nothing_in_german() {
    assert_none(&findings(Screen::Phone, "de", in_both_themes).await);
}

#[tokio::test]
#[ignore = "not seen to pass yet"]
async fn s26_axe_finds_nothing_in_italian() {
    assert_none(&findings(Screen::Phone, "it", in_both_themes).await);
}

/// 320 px wide, as WCAG's 1.4.10 has it; and a window of 1280 px at 200%, which has 640.
#[tokio::test]
#[ignore = "not seen to pass yet"]
async fn s26_pages_fit_small_windows_and_large_letters() {
    // German has the longest words.
    let found = findings(Screen::Desktop, "de", async |stage: &Stage| {
        let mut findings = Vec::new();
        for (width, height) in [(320, 640), (640, 400)] {
            let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
            stage.browser.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
            stage.settle().await;
            let wide = stage.browser.run(TOO_WIDE).await;
            findings.extend(texts(&wide).map(|element| format!("at {width} px: {element}")));
        }
        stage.browser.cdp("Emulation.clearDeviceMetricsOverride", json!({})).await;
        findings
    })
    .await;
    assert_none(&found);
}

/// What reaches beyond the window, when that makes it scroll sideways.
const TOO_WIDE: &str = "
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > wide + 0.5)
        .map((element) => `${element.tagName}.${element.className} is ${element.getBoundingClientRect().right} px`)
        .concat(`the page is ${document.documentElement.scrollWidth} px`);";

/// 44 px both ways, but for links within a sentence.
#[tokio::test]
#[ignore = "not seen to pass yet"]
async fn s26_targets_are_large_enough_for_a_finger() {
    let found =
        findings(Screen::Phone, "en", async |stage: &Stage| texts(&stage.browser.run(TOO_SMALL).await).collect()).await;
    assert_none(&found);
}

const TOO_SMALL: &str = "
    const inside = document.querySelector('dialog[open]') ?? document;
    const within = (element) => element.tagName === 'A' && getComputedStyle(element).display === 'inline' && element.closest('p');
    // What is pressed for a hidden field is its label.
    const target = (element) => element.closest('label') ?? element;
    return [...inside.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button], [tabindex=\"0\"]')]
        .filter((element) => !within(element) && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .filter((element) => !element.classList.contains('skip'))
        .map((element) => [element, target(element).getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
        .map(([element, box]) => `${element.tagName}.${element.className} ${element.innerText}: ${box.width} × ${box.height}`);";

#[tokio::test]
#[ignore = "not seen to pass yet"]
async fn s26_nothing_moves_for_who_does_not_want_that() {
    let found = findings(Screen::Phone, "en", async |stage: &Stage| {
        stage.browser.set_media("prefers-reduced-motion", "reduce").await;
        texts(&stage.browser.run(MOVES).await).collect()
    })
    .await;
    assert_none(&found);
}

/// What is animated for longer than the eye notices, but for a change of opacity or colour.
const MOVES: &str = "
    return document.getAnimations()
        .filter((animation) => animation.effect.getComputedTiming().activeDuration > 20)
        .filter((animation) => animation.effect.getKeyframes().some((frame) =>
            Object.keys(frame).some((key) => !['offset', 'computedOffset', 'easing', 'composite', 'opacity', 'color', 'backgroundColor'].includes(key))))
        .map((animation) => `${animation.effect.target.className}: ${animation.animationName ?? animation.transitionProperty}`);";

fn texts(list: &Value) -> impl Iterator<Item = String> {
    let list = list.as_array().unwrap_or_else(|| panic!("a list: {list}"));
    list.iter().map(|text| text.as_str().unwrap().to_owned())
}
