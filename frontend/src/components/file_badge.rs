//! A small square for a file that has no picture.

use yew::prelude::*;

/// Longer endings are no known type, and do not fit.
const MAX_ENDING: usize = 4;

/// The ending of a file's name.
pub(crate) fn file_badge(name: &str) -> Html {
    html! { <span class="thumb thumb-badge" aria-hidden="true">{ending(name)}</span> }
}

fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = !ending.is_empty() && ending.len() <= MAX_ENDING && ending.chars().all(|c| c.is_ascii_alphanumeric());
    if known { ending.to_ascii_uppercase() } else { "•••".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_plain_endings_are_shown() {
        assert_eq!(ending("letter.pdf"), "PDF");
        assert_eq!(ending("scan.tar.gz"), "GZ");
        assert_eq!(ending("README"), "•••");
        assert_eq!(ending("a.\u{202e}fdp"), "•••");
        assert_eq!(ending("notes.documentation"), "•••");
    }
}
