//! Whether a link is from whom it seems to be from: two words, and whom to ask for them.

use phial_shared::api::{SiteInfo, Telephone};
use phial_shared::check_phrase::CheckPhrase;
use phial_shared::ids::LinkId;
use phial_shared::link::{self, Address, Parsed};
use yew::prelude::*;

use super::{Glyph, icon};
use crate::i18n::{t, text};

/// The two words of a link, in the language of the page.
fn check_words(link: LinkId) -> String {
    let phrase = CheckPhrase::from(link);
    format!("{} {}", word("check-animals", phrase.animal()), word("check-things", phrase.thing()))
}

fn word(list: &str, place: usize) -> String {
    text(list, &[]).split_whitespace().nth(place).unwrap_or_default().to_owned()
}

/// For who has received a link: the words, and whom to ask. Without a telephone that is the person who sent it.
pub(crate) fn genuine_card(link: LinkId, site: Option<&SiteInfo>) -> Html {
    let telephone = site.and_then(|site| site.telephone.as_ref());
    let what_to_do = match telephone {
        Some(telephone) => t!("check-call", telephone = &telephone.shown),
        None => t!("check-ask"),
    };
    html! {
        <section class="card genuine" aria-label={t!("check-title")}>
            <div class="genuine-words">
                <h2>{t!("check-title")}</h2>
                <p class="quiet small">{what_to_do}</p>
                <p class="strong" data-test="check-words">{check_words(link)}</p>
                if telephone.is_some() {
                    <p class="quiet small">{t!("check-other-number")}</p>
                }
            </div>
            {for telephone.map(call_button)}
        </section>
    }
}

/// For who has sent a link: what to say to a recipient who asks.
pub(crate) fn words_to_tell(link: &str) -> Html {
    let Ok(Parsed { address: Address::Share(link), .. }) = link::parse(link) else { return Html::default() };
    html! {
        <p class="note">
            {icon(Glyph::Chat)}
            <span>{t!("check-tell")}{" "}<strong data-test="check-words">{check_words(link.link_id)}</strong></span>
        </p>
    }
}

/// The same beside a link among others.
pub(crate) fn words_of(link: LinkId) -> Html {
    html! { <span class="quiet small" data-test="check-words">{t!("check-words", words = check_words(link))}</span> }
}

/// For who cannot go on without help.
pub(crate) fn help_by_telephone(site: Option<&SiteInfo>) -> Html {
    let Some(telephone) = site.and_then(|site| site.telephone.as_ref()) else { return Html::default() };
    html! {
        <div class="row row-middle">
            {call_button(telephone)}
            <p class="quiet small">{t!("call-for-help", telephone = &telephone.shown)}</p>
        </div>
    }
}

fn call_button(telephone: &Telephone) -> Html {
    html! {
        <a class="button" href={telephone.uri.clone()} data-test="call">{icon(Glyph::Phone)}{t!("call")}</a>
    }
}
