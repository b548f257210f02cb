//! For whom the files are: one recipient is being filled in, the others are one line each.

use std::rc::Rc;

use phial_shared::api::{LinkLimits, ServerConfig};
use yew::prelude::*;

use crate::components::{Glyph, icon};
use crate::i18n::{t, use_words};
use crate::pages::recipients::{RecipientChange, RecipientDraft, RecipientFields, Recipients};

#[derive(Properties)]
pub(crate) struct ForWhomProps {
    pub(crate) config: Rc<ServerConfig>,
    pub(crate) recipients: UseReducerHandle<Recipients>,
    /// The limits that all share.
    pub(crate) limits: LinkLimits,
    /// A file that a page probably does not show, if there is one.
    pub(crate) not_shown: Option<AttrValue>,
}

impl PartialEq for ForWhomProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.config, &other.config)
            && self.recipients == other.recipients
            && self.limits == other.limits
            && self.not_shown == other.not_shown
    }
}

/// The cards, and the button for one more.
#[component]
pub(crate) fn ForWhom(props: &ForWhomProps) -> Html {
    use_words();
    let recipients = &props.recipients;
    let several = recipients.len() > 1;
    let on_add = {
        let dispatcher = recipients.dispatcher();
        move |_: MouseEvent| dispatcher.dispatch(RecipientChange::Add)
    };
    html! {
        <section class="stack" aria-label={t!("for-whom")}>
            <h2>{t!("for-whom")}</h2>
            {for recipients.iter().enumerate().map(|(position, (id, draft))| {
                let name = name(draft, position);
                html! {
                    <div class="card stack" key={id} data-test="recipient-card">
                        if several {
                            {head(props, id, &name)}
                        }
                        if recipients.is_open(id) {
                            {fields(props, id, draft, several)}
                        } else {
                            {summary(props, id, draft, &name)}
                        }
                    </div>
                }
            })}
            if recipients.has_room() {
                <div class="row">
                    <button type="button" class="button button-plain" data-test="add-recipient" onclick={on_add}>
                        {icon(Glyph::Plus)}{t!("add-recipient")}
                    </button>
                </div>
            }
        </section>
    }
}

/// As the sender named them, or by their number.
fn name(draft: &RecipientDraft, position: usize) -> String {
    let label = draft.label.trim();
    if label.is_empty() { t!("recipient-number", number = position + 1) } else { label.to_owned() }
}

fn head(props: &ForWhomProps, id: u32, name: &str) -> Html {
    let dispatcher = props.recipients.dispatcher();
    let on_remove = move |_: MouseEvent| dispatcher.dispatch(RecipientChange::Remove(id));
    html! {
        <div class="card-head">
            <h3><bdi>{name.to_owned()}</bdi></h3>
            <button type="button" class="button button-round" aria-label={t!("remove-file", name = name)}
                data-test="remove-recipient" onclick={on_remove}>
                {icon(Glyph::Cross)}
            </button>
        </div>
    }
}

fn fields(props: &ForWhomProps, id: u32, draft: &RecipientDraft, several: bool) -> Html {
    let dispatcher = props.recipients.dispatcher();
    let on_change = Callback::from(move |draft| dispatcher.dispatch(RecipientChange::Set(id, draft)));
    html! {
        <RecipientFields config={props.config.clone()} draft={draft.clone()} shared={several.then_some(props.limits)}
            not_shown={props.not_shown.clone()} wrong={props.recipients.wrong(id)} {on_change} />
    }
}

/// `6-digit code · 7 days · 3 openings`, and the way to change it.
fn summary(props: &ForWhomProps, id: u32, draft: &RecipientDraft, name: &str) -> Html {
    let dispatcher = props.recipients.dispatcher();
    let on_open = move |_: MouseEvent| dispatcher.dispatch(RecipientChange::Open(id));
    html! {
        <div class="card-head">
            <span class="quiet small card-said">{draft.said(props.limits)}</span>
            <button type="button" class="button button-plain" aria-label={t!("change-of", name = name)}
                data-test="change-recipient" onclick={on_open}>
                {t!("change")}
            </button>
        </div>
    }
}
