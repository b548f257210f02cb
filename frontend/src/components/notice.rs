//! What went wrong or must not be missed, and what to do next.

use yew::prelude::*;

use super::{Glyph, Icon, Phial, Title};
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
    fn title(self) -> String {
        text(self.key, &[])
    }

    fn advice(self) -> String {
        text(&format!("{}-what-to-do", self.key), &[])
    }
}

/// How a notice looks.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Tone {
    #[default]
    Warning,
    Good,
}

#[derive(PartialEq, Properties)]
pub(crate) struct NoticeProps {
    pub(crate) title: AttrValue,
    #[prop_or_default]
    pub(crate) tone: Tone,
    /// Names the notice for tests.
    #[prop_or_default]
    pub(crate) code: Option<AttrValue>,
    /// It has just come and interrupts.
    #[prop_or_default]
    pub(crate) urgent: bool,
    /// Below the title.
    #[prop_or_default]
    pub(crate) children: Html,
    /// Buttons.
    #[prop_or_default]
    pub(crate) actions: Html,
}

/// A box within a page.
#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    let (class, glyph) = match props.tone {
        Tone::Warning => ("notice", Glyph::Alert),
        Tone::Good => ("notice notice-good", Glyph::Check),
    };
    let role = if props.urgent { "alert" } else { "note" };
    html! {
        <div {class} {role} data-test="notice" data-code={&props.code}>
            <Icon {glyph} />
            <div class="notice-words">
                <p class="notice-title">{&props.title}</p>
                {props.children.clone()}
            </div>
            if props.actions != Html::default() {
                <div class="notice-actions">{props.actions.clone()}</div>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct TroubleNoticeProps {
    pub(crate) trouble: Trouble,
    /// Tries again; offered where that may help.
    #[prop_or_default]
    pub(crate) on_retry: Option<Callback<()>>,
}

/// An error within a page that otherwise stays as it is.
#[component]
pub(crate) fn TroubleNotice(props: &TroubleNoticeProps) -> Html {
    let Trouble { key, .. } = props.trouble;
    html! {
        <Notice title={props.trouble.title()} code={Some(AttrValue::from(key))} urgent=true
            actions={retry_button(props.trouble, props.on_retry.as_ref())}>
            <p>{props.trouble.advice()}</p>
        </Notice>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct PlainProps {
    pub(crate) trouble: Trouble,
    /// The view has taken the place of another.
    #[prop_or_default]
    pub(crate) arrived: bool,
    #[prop_or_default]
    pub(crate) on_retry: Option<Callback<()>>,
    /// Below the advice.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A whole page that has only this to say.
#[component]
pub(crate) fn Plain(props: &PlainProps) -> Html {
    let Trouble { key, .. } = props.trouble;
    html! {
        <section class="plain" role="alert" data-test="notice" data-code={key}>
            <Phial name="plain" level={0.0} />
            <Title text={props.trouble.title()} lead={Some(props.trouble.advice())} arrived={props.arrived} />
            {retry_button(props.trouble, props.on_retry.as_ref())}
            {props.children.clone()}
        </section>
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
