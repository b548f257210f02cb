//! Every page in every state (S26): axe finds nothing, it fits a small window and large letters, a finger finds what it can press, and nothing moves
//! for who does not want that.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_e2e::axe;
use phial_e2e::browser::Screen;
use phial_e2e::views::{Stage, View};
use serde_json::Value;

/// What is looked for in each view.
#[derive(Clone, Copy)]
enum Check {
    /// The rules of axe, in light and in dark.
    Axe,
    /// It fits a window of 320 px, as WCAG's 1.4.10 has it; and one of 1280 px at 200%, which has 640.
    Fits,
    /// What can be pressed has 44 px both ways, but for links within a sentence.
    Targets,
    /// Nothing moves for who does not want that.
    Still,
}

impl Check {
    async fn findings(self, stage: &Stage) -> Vec<String> {
        match self {
            Self::Axe => {
                let mut findings = Vec::new();
                for (theme, dark) in [("light", false), ("dark", true)] {
                    stage.set_dark(dark).await;
                    let found = axe::violations(&stage.browser).await;
                    findings.extend(found.into_iter().map(|violation| format!("{theme}: {violation}")));
                }
                findings
            }
            Self::Fits => {
                let mut findings = Vec::new();
                for (width, height) in [(320, 640), (640, 400)] {
                    stage.set_window(width, height).await;
                    let wide = stage.browser.run(TOO_WIDE).await;
                    findings.extend(texts(&wide).map(|element| format!("at {width} px: {element}")));
                }
                stage.reset_window().await;
                findings
            }
            Self::Targets => texts(&stage.browser.run(TOO_SMALL).await).collect(),
            Self::Still => {
                stage.browser.set_media("prefers-reduced-motion", "reduce").await;
                let moving = texts(&stage.browser.run(MOVES).await).collect();
                stage.browser.set_media("prefers-reduced-motion", "no-preference").await;
                moving
            }
        }
    }
}

/// Goes through all views in a language, and looks for everything in each.
async fn assert_nothing_found(screen: Screen, languages: &str, checks: &[Check]) {
    let stage = Stage::start(screen, languages).await;
    let mut findings = Vec::new();
    for view in View::ALL {
        view.reach(&stage).await;
        for check in checks {
            for finding in check.findings(&stage).await {
                let finding = format!("{}: {finding}", view.name());
                // At once, so that a view that is not reached hides nothing.
                println!("{finding}");
                findings.push(finding);
            }
        }
    }
    assert!(findings.is_empty(), "{} findings", findings.len());
}

#[tokio::test]
async fn s26_axe_finds_nothing_in_english_on_a_desktop() {
    assert_nothing_found(Screen::Desktop, "en", &[Check::Axe]).await;
}

#[tokio::test]
async fn s26_axe_finds_nothing_in_english_on_a_phone_where_fingers_find_what_they_press_and_nothing_moves() {
    assert_nothing_found(Screen::Phone, "en", &[Check::Axe, Check::Targets, Check::Still]).await;
}

/// It has the longest words.
#[tokio::test]
async fn s26_axe_finds_nothing_in_german_which_fits_small_windows_and_large_letters() {
    assert_nothing_found(Screen::Phone, "de", &[Check::Axe, Check::Fits]).await;
}

#[tokio::test]
async fn s26_axe_finds_nothing_in_italian_which_fits_small_windows_and_large_letters() {
    assert_nothing_found(Screen::Phone, "it", &[Check::Axe, Check::Fits]).await;
}

/// What reaches beyond the window, when that makes it scroll sideways.
const TOO_WIDE: &str = "
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > wide + 0.5)
        .map((element) => `${element.tagName}.${element.className} is ${element.getBoundingClientRect().right} px`)
        .concat(`the page is ${document.documentElement.scrollWidth} px`);";

const TOO_SMALL: &str = "
    const inside = document.querySelector('dialog[open]') ?? document;
    const within = (element) => element.tagName === 'A' && getComputedStyle(element).display === 'inline' && element.closest('p');
    // What is pressed for a field is also its label.
    const targets = (element) => [element, element.closest('label'), ...(element.labels ?? [])].filter(Boolean);
    const box = (element) => element.getBoundingClientRect();
    const isLarge = (element) => box(element).width > 43.5 && box(element).height > 43.5;
    return [...inside.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button], [tabindex=\"0\"]')]
        .filter((element) => !within(element) && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .filter((element) => !element.classList.contains('skip') && !element.closest('[aria-hidden=true]'))
        .filter((element) => targets(element).some((target) => box(target).width > 0) && !targets(element).some(isLarge))
        .map((element) => `${element.tagName}.${element.className} ${element.innerText}: ${box(element).width} × ${box(element).height}`);";

/// What is animated for longer than the eye notices, but for a change of opacity or colour.
const MOVES: &str = "
    return document.getAnimations()
        .filter((animation) => animation.effect.getComputedTiming().activeDuration > 20)
        .filter((animation) => animation.effect.getKeyframes().some((frame) =>
            Object.keys(frame).some((key) => !/^(offset|computedOffset|easing|composite|opacity|.*color)$/i.test(key))))
        .map((animation) => `${animation.effect.target.className}: ${animation.animationName ?? animation.transitionProperty}`);";

fn texts(list: &Value) -> impl Iterator<Item = String> {
    let list = list.as_array().unwrap_or_else(|| panic!("a list: {list}"));
    list.iter().map(|text| text.as_str().unwrap().to_owned())
}
