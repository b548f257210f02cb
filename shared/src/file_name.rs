//! File names that come from a stranger: how to show them, and how to save under them.

use std::collections::HashSet;

/// Bytes that every common file system takes in a name.
const MAX_NAME_BYTES: usize = 255;
/// Bytes that are kept of an ending such as `.jpg`.
const MAX_ENDING_BYTES: usize = 20;
const NAMELESS: &str = "file";

/// The name as it may be shown: control characters and marks that turn the direction of writing, which can make
/// `photo[U+202E]gpj.exe` look like a picture, appear as `�`.
pub fn display_name(name: &str) -> String {
    name.chars().map(|c| if c.is_control() || turns_direction(c) { '\u{fffd}' } else { c }).collect()
}

/// The name as it may be saved on any system: one component, no reserved character or name, at most 255 bytes, and
/// its ending kept.
pub fn safe_name(name: &str) -> String {
    let cleaned: String =
        name.chars().filter(|c| !turns_direction(*c)).map(|c| if is_reserved(c) { '_' } else { c }).collect();
    // Windows drops dots and spaces at the end; a dot at the start hides the file elsewhere.
    let trimmed = cleaned.trim_matches(is_trimmed);
    let named = if trimmed.is_empty() { NAMELESS } else { trimmed };
    let (stem, ending) = split_ending(named);
    let stem = if is_device(stem) { format!("_{stem}") } else { stem.to_owned() };
    with_suffix(&stem, "", ending)
}

/// Safe names for files that are saved side by side: no two are the same, also where case does not count.
pub fn safe_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    names.into_iter().map(|name| unique(&safe_name(name), &mut taken)).collect()
}

fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let (stem, ending) = split_ending(name);
    let numbered = (2u32..).map(|n| with_suffix(stem, &format!(" ({n})"), ending));
    let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
    // The numbers outlast any manifest.
    candidates.find(|candidate| taken.insert(candidate.to_lowercase())).unwrap_or_default()
}

/// Splits `letter.pdf` into `letter` and `.pdf`; an ending is short and not all there is.
fn split_ending(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= MAX_ENDING_BYTES => name.split_at(dot),
        _ => (name, ""),
    }
}

/// Joins the pieces, cutting the stem where the whole would be too long.
fn with_suffix(stem: &str, suffix: &str, ending: &str) -> String {
    let room = MAX_NAME_BYTES - suffix.len() - ending.len();
    let cut = (0..=room.min(stem.len())).rev().find(|at| stem.is_char_boundary(*at)).unwrap_or(0);
    // A cut must not leave a dot or a space at the end, for the same reason as above.
    let kept = if cut < stem.len() { stem[..cut].trim_end_matches(is_trimmed) } else { stem };
    format!("{kept}{suffix}{ending}")
}

fn is_reserved(c: char) -> bool {
    c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

fn is_trimmed(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// Unicode's explicit directional formatting characters (UAX #9).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Names that Windows keeps for devices, whatever their ending.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or(stem).trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        first
            .strip_prefix(prefix)
            .is_some_and(|n| matches!(n.chars().next(), Some('0'..='9' | '¹' | '²' | '³')) && n.chars().count() == 1)
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_safe() {
        for (name, safe) in [
            ("wound left.jpg", "wound left.jpg"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\Users\\a.txt", "C__Users_a.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            (".hidden", "hidden"),
            ("...", "file"),
            ("", "file"),
            ("con", "_con"),
            ("COM1.txt", "_COM1.txt"),
            ("common.txt", "common.txt"),
            ("line\nbreak", "line_break"),
            ("trail. . ", "trail"),
            ("фото 👩‍⚕️.png", "фото 👩‍⚕️.png"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn long_names_keep_their_ending() {
        let exact = format!("{}.pdf", "a".repeat(251));
        assert_eq!(safe_name(&exact), exact);
        assert_eq!(safe_name(&format!("a{exact}")), exact);
        let wide = safe_name(&format!("{}.pdf", "é".repeat(200)));
        assert!(wide.len() <= 255 && wide.ends_with("é.pdf"));
    }

    #[test]
    fn equal_names_are_numbered() {
        let names = ["a.jpg", "A.JPG", "a.jpg", "a (2).jpg", "b"];
        assert_eq!(safe_names(names), ["a.jpg", "A (2).JPG", "a (3).jpg", "a (2) (2).jpg", "b"]);
    }

    #[test]
    fn shown_names_cannot_turn_the_direction() {
        assert_eq!(display_name("photo\u{202e}gpj.exe"), "photo\u{fffd}gpj.exe");
        assert_eq!(display_name("a\tb.txt"), "a\u{fffd}b.txt");
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn any_names_become_safe_and_distinct(names in proptest::collection::vec(".{0,300}", 1..30)) {
            let safe = safe_names(names.iter().map(String::as_str));
            let distinct: HashSet<_> = safe.iter().map(|name| name.to_lowercase()).collect();
            assert_eq!(distinct.len(), names.len());
            for name in safe {
                assert!(!name.is_empty() && name.len() <= 255 && name != "." && name != "..");
                assert!(!name.chars().any(|c| is_reserved(c) || turns_direction(c)), "{name:?}");
            }
        }

        #[test]
        fn safe_names_stay_as_they_are(name in ".{0,300}") {
            let once = safe_name(&name);
            assert_eq!(safe_name(&once), once);
        }
    }
}
