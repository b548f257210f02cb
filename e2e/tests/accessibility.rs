//! Every page in every state (S26): axe finds nothing, it fits a small window and large letters, a finger finds what it can press, and nothing moves
//! for who does not want that.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_e2e::axe;
use phial_e2e::browser::Screen;
use phial_e2e::views::{Stage, View};
use serde_json::Value;

/// It fits a window of 320 px, as WCAG's 1.4.10 has it; and one of 1280 px at 200%, which has 640.
async fn fits(stage: &Stage) -> Vec<String> {
    let mut findings = Vec::new();
    for (width, height) in [(320, 640), (640, 400)] {
        stage.set_window(width, height).await;
        let wide = stage.browser.run(TOO_WIDE).await;
        findings.extend(texts(&wide).map(|element| format!("at {width} px: {element}")));
    }
    stage.reset_window().await;
    findings
}

/// What was found in a view.
struct Findings {
    view: &'static str,
    count: usize,
}

impl Findings {
    fn add(&mut self, how: &str, findings: impl IntoIterator<Item = String>) {
        for finding in findings {
            // At once, so that a view that is not reached hides nothing.
            println!("{}, {how}: {finding}", self.view);
            self.count += 1;
        }
    }
}

/// Goes through views in English, and looks at each in light and in dark colours.
async fn assert_nothing_found(stage: &Stage, views: &[View], more: impl AsyncFn(View, &mut Findings)) {
    let mut findings = Findings { view: "", count: 0 };
    stage.begin_in("en").await;
    for view in views {
        findings.view = view.name();
        view.reach(stage).await;
        findings.add("light", axe::violations(&stage.browser).await);
        stage.set_dark(true).await;
        findings.add("dark", axe::violations(&stage.browser).await);
        more(*view, &mut findings).await;
        stage.set_dark(false).await;
    }
    assert_eq!(findings.count, 0, "findings");
}

/// The same on a phone in two more languages, of which one is looked at in dark colours and one in light ones. Which colours it
/// has does not depend on the language. German has the longest words.
async fn assert_nothing_found_on_a_phone(views: &[View]) {
    let stage = Stage::start(Screen::Phone, "en").await;
    // Before a view is reached, so that it is seen how it comes.
    stage.browser.set_media("prefers-reduced-motion", "reduce").await;
    stage.browser.before_every_page(NOTE_WHAT_MOVES).await;
    assert_nothing_found(&stage, views, async |view, findings| {
        findings.add("too small for a finger", texts(&stage.browser.run(TOO_SMALL).await));
        findings.add("moves", texts(&stage.browser.run("return [...window.moved]").await));
        for (code, dark) in [("it", true), ("de", false)] {
            stage.set_dark(dark).await;
            if !stage.speak(code).await {
                println!("{}, {code}: reached again", view.name());
                stage.begin_in(code).await;
                view.reach(&stage).await;
                assert_eq!(stage.browser.run("return document.documentElement.lang").await, code, "{}", view.name());
                stage.begin_in("en").await;
            }
            findings.add(code, axe::violations(&stage.browser).await);
            findings.add(code, fits(&stage).await);
        }
    })
    .await;
}

#[tokio::test]
async fn s26_axe_finds_nothing_on_a_desktop() {
    let stage = Stage::start(Screen::Desktop, "en").await;
    assert_nothing_found(&stage, View::ALL, async |_, _| ()).await;
}

/// Two tests of one list, which take as long as the one for the desktop.
#[tokio::test]
async fn s26_axe_finds_nothing_on_a_small_phone_where_nothing_moves_in_half_of_the_views() {
    assert_nothing_found_on_a_phone(&View::ALL[..View::ALL.len() / 2]).await;
}

#[tokio::test]
async fn s26_axe_finds_nothing_on_a_small_phone_where_nothing_moves_in_the_other_half() {
    assert_nothing_found_on_a_phone(&View::ALL[View::ALL.len() / 2..]).await;
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

/// Notes what is animated for longer than the eye notices, but for a change of opacity or colour.
const NOTE_WHAT_MOVES: &str = "
    window.moved = new Set();
    const still = /^(offset|computedOffset|easing|composite|opacity|.*color)$/i;
    const moves = ({ effect }) => effect.getComputedTiming().activeDuration > 20
        && effect.getKeyframes().some((frame) => Object.keys(frame).some((key) => !still.test(key)));
    for (const begin of ['animationstart', 'transitionrun']) {
        window.addEventListener(begin, () => {
            for (const animation of document.getAnimations().filter(moves)) {
                const { target } = animation.effect;
                window.moved.add(`${target.getAttribute('class')}: ${animation.animationName ?? animation.transitionProperty}`);
            }
        }, true);
    }";

fn texts(list: &Value) -> impl Iterator<Item = String> {
    let list = list.as_array().unwrap_or_else(|| panic!("a list: {list}"));
    list.iter().map(|text| text.as_str().unwrap().to_owned())
}
