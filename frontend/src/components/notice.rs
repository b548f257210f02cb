//! What went wrong or must not be missed, and what to do next.

use yew::prelude::*;

use super::{Glyph, Stopper, Title, icon, phial};
use crate::i18n::{t, text};

/// An error as a page shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Trouble {
    /// The key of its title; with `-what-to-do`, of the advice.
    pub(crate) key: &'static str,
    /// The same again may succeed.
    pub(crate) can_retry: bool,
}

impl Trouble {
    /// What happened.
    pub(crate) fn title(self) -> String {
        text(self.key, &[])
    }

    /// What to do.
    pub(crate) fn advice(self) -> String {
        text(&format!("{}-what-to-do", self.key), &[])
    }
}

/// How a notice looks.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Tone {
    Warning,
    Good,
}

/// A box within a page that must not be missed. `code` names it for tests.
pub(crate) fn notice(tone: Tone, code: &'static str, title: String, words: Html, actions: Html) -> Html {
    let (class, glyph, role) = match tone {
        Tone::Warning => ("notice", Glyph::Alert, "note"),
        Tone::Good => ("notice notice-good", Glyph::Check, "status"),
    };
    boxed(class, glyph, role, code, title, words, actions)
}

/// An error within a page that otherwise stays as it is. The way to try again is offered where that may help.
pub(crate) fn trouble_notice(trouble: Trouble, on_retry: Option<&Callback<()>>) -> Html {
    let advice = html! { <p>{trouble.advice()}</p> };
    boxed("notice", Glyph::Alert, "alert", trouble.key, trouble.title(), advice, retry_button(trouble, on_retry))
}

fn boxed(
    class: &'static str,
    glyph: Glyph,
    role: &'static str,
    code: &'static str,
    title: String,
    words: Html,
    actions: Html,
) -> Html {
    html! {
        <div {class} {role} data-test="notice" data-code={code}>
            {icon(glyph)}
            <div class="notice-words">
                <p class="notice-title">{title}</p>
                {words}
                <div class="notice-actions">{actions}</div>
            </div>
        </div>
    }
}

/// A whole page that has only an error to say. `arrived`: it has taken the place of another view.
pub(crate) fn plain(trouble: Trouble, arrived: bool, on_retry: Option<&Callback<()>>, below: Html) -> Html {
    html! {
        <div class="column">
            <section class="plain" role="alert" data-test="notice" data-code={trouble.key}>
                {phial("plain", 0, Stopper::On)}
                <Title text={trouble.title()} lead={Some(trouble.advice())} {arrived} />
                {retry_button(trouble, on_retry)}
                {below}
            </section>
        </div>
    }
}

fn retry_button(trouble: Trouble, on_retry: Option<&Callback<()>>) -> Html {
    match on_retry {
        Some(on_retry) if trouble.can_retry => html! {
            <button type="button" class="button" data-test="retry" onclick={on_retry.reform(|_| ())}>
                {t!("try-again")}
            </button>
        },
        _ => Html::default(),
    }
}
