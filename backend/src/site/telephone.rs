//! Telephone numbers, as people write them and as a telephone dials them.

use phial_shared::api::Telephone;

/// Fewer digits are no number; more there are not (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

/// The text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTelephone {
    /// Something in it is not dialled.
    #[error(
        "write digits, with spaces, hyphens, dots, slashes or brackets between them if you like, such as +39 02 1234 5678"
    )]
    Form,
    /// Too short or too long.
    #[error("has {0} digits, and a telephone number has 3 to 15")]
    Length(usize),
    /// A zero that is dialled at home and not from abroad: as one number it reaches nobody.
    #[error("leave out (0): after a number that begins with + it is not dialled")]
    TrunkZero,
}

/// Reads a number such as `+39 02 1234 5678`. It is shown as it was written.
///
/// # Errors
/// When nobody could dial it.
pub fn parse_telephone(text: &str) -> Result<Telephone, BadTelephone> {
    let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let international = shown.starts_with('+');
    let after_plus = shown.strip_prefix('+').unwrap_or(&shown);
    if !after_plus.chars().all(|c| c.is_ascii_digit() || " -./()".contains(c)) {
        return Err(BadTelephone::Form);
    }
    if international && after_plus.replace(' ', "").contains("(0)") {
        return Err(BadTelephone::TrunkZero);
    }
    let digits: String = after_plus.chars().filter(char::is_ascii_digit).collect();
    if !DIGITS.contains(&digits.len()) {
        return Err(BadTelephone::Length(digits.len()));
    }
    let plus = if international { "+" } else { "" };
    Ok(Telephone { shown, uri: format!("tel:{plus}{digits}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_as_written_and_dialled_as_digits() {
        for (text, shown, uri) in [
            ("02 1234 5678", "02 1234 5678", "tel:0212345678"),
            (" +39 02  1234-5678 ", "+39 02 1234-5678", "tel:+390212345678"),
            ("(030) 45.60/11", "(030) 45.60/11", "tel:030456011"),
            ("112", "112", "tel:112"),
        ] {
            let expected = Telephone { shown: shown.to_owned(), uri: uri.to_owned() };
            assert_eq!(parse_telephone(text), Ok(expected));
        }
    }

    #[test]
    fn what_nobody_can_dial_is_refused() {
        for (text, error) in [
            ("", BadTelephone::Length(0)),
            ("12", BadTelephone::Length(2)),
            ("1234567890123456", BadTelephone::Length(16)),
            ("call us", BadTelephone::Form),
            ("02 1234 ext. 5", BadTelephone::Form),
            ("39+02", BadTelephone::Form),
            ("++39 02 1234", BadTelephone::Form),
            ("02\u{202e}1234", BadTelephone::Form),
            ("٠٢١٢٣٤", BadTelephone::Form),
            ("+44 (0)20 7946 0000", BadTelephone::TrunkZero),
            ("+44 ( 0 ) 20 7946 0000", BadTelephone::TrunkZero),
        ] {
            assert_eq!(parse_telephone(text), Err(error), "{text}");
        }
        assert!(parse_telephone("(0) 20 7946 0000").is_ok(), "at home the zero is dialled");
    }
}
