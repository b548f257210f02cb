//! One form for what people type in many: both ends must harden the same bytes.
//!
//! | kind | normal form | what does not matter |
//! |---|---|---|
//! | passphrase | NFKC, lower case, words with one space between | case, white space, invisible characters, the form of quotes and dashes |
//! | code | six ASCII digits | anything between the digits that is no letter or digit; which script's digits |
//! | date of birth | `YYYY-MM-DD` (ISO 8601) | the order, as long as it is known; what stands between; leading zeros |
//!
//! Case does not matter because telephones write the first letter large without being asked.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::FactorKind;
use crate::keys::random;

/// Digits of a code.
pub const CODE_DIGITS: usize = 6;
/// The fewest characters of a passphrase in its normal form.
pub const MIN_PASSPHRASE: usize = 6;
/// The most bytes of a passphrase, as typed and in its normal form.
pub const MAX_PASSPHRASE: usize = 1024;

/// A factor in its normal form. Wipes itself, cannot be cloned, and prints as `[redacted]`.
pub struct Factor(Zeroizing<String>);

impl fmt::Debug for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Factor([redacted])")
    }
}

/// Why a text is no factor of its kind. Says nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum BadFactor {
    /// The passphrase has fewer than [`MIN_PASSPHRASE`] characters.
    #[error("a passphrase has at least {MIN_PASSPHRASE} characters")]
    TooShort,
    /// The passphrase has more than [`MAX_PASSPHRASE`] bytes.
    #[error("a passphrase has at most {MAX_PASSPHRASE} bytes")]
    TooLong,
    /// It is not six digits.
    #[error("a code is {CODE_DIGITS} digits")]
    NotACode,
    /// It is no day of the calendar between 1850 and 2199, or not three numbers.
    #[error("not a date")]
    NotADate,
}

/// In which order a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// As in most of Europe.
    DayMonthYear,
    /// As in the United States.
    MonthDayYear,
    /// As in ISO 8601.
    YearMonthDay,
}

impl Factor {
    /// The normal form, which is secret.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads what was typed as a factor of this kind.
    pub fn read(kind: FactorKind, typed: &str, order: DateOrder) -> Result<Self, BadFactor> {
        match kind {
            FactorKind::Passphrase => Self::passphrase(typed),
            FactorKind::Code => Self::code(typed),
            FactorKind::DateOfBirth => Self::date_text(typed, order),
        }
    }

    /// Words that sender and recipient have agreed on.
    pub fn passphrase(typed: &str) -> Result<Self, BadFactor> {
        Self::passphrase_with(typed, |text| text.nfkc().collect(), str::to_lowercase)
    }

    /// The same with an NFKC (Unicode Standard Annex 15) and a lower case of the caller's. A browser has its own: a page need
    /// not carry the tables for them.
    pub fn passphrase_with(
        typed: &str,
        nfkc: impl Fn(&str) -> String,
        lower_case: impl Fn(&str) -> String,
    ) -> Result<Self, BadFactor> {
        if typed.len() > MAX_PASSPHRASE {
            return Err(BadFactor::TooLong);
        }
        let visible = |text: &str| {
            let shown = text.chars().filter(|c| !is_invisible(*c)).map(plain);
            Zeroizing::new(shown.collect::<String>())
        };
        let formed = |text: &str| Zeroizing::new(nfkc(text));
        let folded = Zeroizing::new(lower_case(&formed(&visible(typed))));
        // Lower case may be in another form; quotes and dashes may come out of the first one.
        let folded = visible(&formed(&folded));
        let words = folded.split_whitespace().collect::<Vec<_>>();
        let normal = Zeroizing::new(words.join(" "));
        match normal.chars().count() {
            _ if normal.len() > MAX_PASSPHRASE => Err(BadFactor::TooLong),
            chars if chars < MIN_PASSPHRASE => Err(BadFactor::TooShort),
            _ => Ok(Self(normal)),
        }
    }

    /// Six digits.
    pub fn code(typed: &str) -> Result<Self, BadFactor> {
        let mut digits = Zeroizing::new(String::with_capacity(CODE_DIGITS));
        for c in typed.chars() {
            match digit(c) {
                Some(_) if digits.len() == CODE_DIGITS => return Err(BadFactor::NotACode),
                Some(digit) => digits.push(digit),
                None if c.is_alphanumeric() => return Err(BadFactor::NotACode),
                None => (),
            }
        }
        if digits.len() == CODE_DIGITS { Ok(Self(digits)) } else { Err(BadFactor::NotACode) }
    }

    /// A code drawn at random.
    pub fn random_code() -> Self {
        // 2⁶⁴ is so much more than 10⁶ that no code is likelier than another by any measure.
        let drawn = u64::from_le_bytes(random()) % 10_u64.pow(CODE_DIGITS as u32);
        Self(Zeroizing::new(format!("{drawn:0width$}", width = CODE_DIGITS)))
    }

    /// A date of the Gregorian calendar.
    pub fn date_of_birth(year: u32, month: u32, day: u32) -> Result<Self, BadFactor> {
        let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            _ => 0,
        };
        if !(1850..2200).contains(&year) || !(1..=days).contains(&day) {
            return Err(BadFactor::NotADate);
        }
        Ok(Self(Zeroizing::new(format!("{year:04}-{month:02}-{day:02}"))))
    }

    /// Three numbers in a known order, with anything but letters between them. The year has four digits: two would be
    /// guessed at. A year that stands first is recognised in any order.
    pub fn date_text(typed: &str, order: DateOrder) -> Result<Self, BadFactor> {
        if typed.chars().any(char::is_alphabetic) {
            return Err(BadFactor::NotADate);
        }
        let typed = Zeroizing::new(typed.chars().map(|c| digit(c).unwrap_or(' ')).collect::<String>());
        let numbers: Vec<_> = typed.split_whitespace().collect();
        let &[first, second, third] = numbers.as_slice() else { return Err(BadFactor::NotADate) };
        let (year, month, day) = match order {
            _ if first.len() == 4 => (first, second, third),
            DateOrder::YearMonthDay => return Err(BadFactor::NotADate),
            DateOrder::DayMonthYear => (third, second, first),
            DateOrder::MonthDayYear => (third, first, second),
        };
        if year.len() != 4 || month.len() > 2 || day.len() > 2 {
            return Err(BadFactor::NotADate);
        }
        let number = |text: &str| text.parse().map_err(|_| BadFactor::NotADate);
        Self::date_of_birth(number(year)?, number(month)?, number(day)?)
    }
}

/// What keyboards and chat programs put into a text without showing it.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Telephones turn straight quotes and hyphens into typographic ones.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c => c,
    }
}

/// The ASCII digit of a European, full-width, Arabic or Persian one.
fn digit(c: char) -> Option<char> {
    let zero = ['0', '０', '٠', '۰']
        .into_iter()
        .find(|zero| (*zero..=char::from_u32(*zero as u32 + 9).unwrap_or(*zero)).contains(&c))?;
    char::from_digit(c as u32 - zero as u32, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(read: fn(&str) -> Result<Factor, BadFactor>, normal: &str, forms: &[&str]) {
        for form in forms.iter().chain([&normal]) {
            assert_eq!(read(form).unwrap().as_str(), normal, "{form:?}");
        }
    }

    #[test]
    fn a_passphrase_is_the_same_however_it_was_typed() {
        same(
            Factor::passphrase,
            "blue heron",
            &["Blue Heron", "  BLUE\u{a0} heron\n", "blue\u{200b} heron", "ｂｌｕｅ heron"],
        );
        same(Factor::passphrase, "café müller", &["cafe\u{301} Mu\u{308}ller", "CAFÉ MÜLLER"]);
        same(Factor::passphrase, "l'été - \"oui\"", &["L’été – “oui”", "l‘été — „OUI”"]);
        same(Factor::passphrase, "i\u{307}stanbul", &["İstanbul", "I\u{307}stanbul"]);
        assert_ne!(Factor::passphrase("strasse 1").unwrap().as_str(), Factor::passphrase("straße 1").unwrap().as_str());
    }

    #[test]
    fn a_passphrase_has_its_bounds() {
        assert_eq!(Factor::passphrase("abcde").unwrap_err(), BadFactor::TooShort);
        assert_eq!(Factor::passphrase(" a b \u{200b}\u{200b}").unwrap_err(), BadFactor::TooShort);
        assert_eq!(Factor::passphrase("").unwrap_err(), BadFactor::TooShort);
        assert!(Factor::passphrase("日本語日本語").is_ok());
        assert!(Factor::passphrase(&"a".repeat(MAX_PASSPHRASE)).is_ok());
        assert_eq!(Factor::passphrase(&"a".repeat(MAX_PASSPHRASE + 1)).unwrap_err(), BadFactor::TooLong);
        // One character whose normal form has eighteen.
        assert_eq!(Factor::passphrase(&"\u{fdfa}".repeat(300)).unwrap_err(), BadFactor::TooLong);
    }

    #[test]
    fn a_code_is_its_digits() {
        same(Factor::code, "048213", &["048 213", " 048-213.", "０４８２１３", "٠٤٨٢١٣", "۰۴۸۲۱۳", "0\u{200b}48213"]);
        for wrong in ["", "04821", "0482133", "04821a", "l48213", "048,213 7"] {
            assert_eq!(Factor::code(wrong).unwrap_err(), BadFactor::NotACode, "{wrong:?}");
        }
    }

    #[test]
    fn a_date_is_the_same_in_every_order() {
        for (order, forms) in [
            (DateOrder::DayMonthYear, ["5.3.1948", "05/03/1948", "5. 3. 1948", "1948-03-05", "٥/٣/١٩٤٨"]),
            (DateOrder::MonthDayYear, ["3/5/1948", "03-05-1948", "03.05.1948", "1948-03-05", " 3 5 1948 "]),
            (DateOrder::YearMonthDay, ["1948-03-05", "1948/3/5", "1948. 3. 5.", "1948 03 05", "１９４８-３-５"]),
        ] {
            for form in forms {
                assert_eq!(Factor::date_text(form, order).unwrap().as_str(), "1948-03-05", "{form}");
            }
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for (year, month, day, fits) in [
            (2000, 2, 29, true),
            (1900, 2, 29, false),
            (2024, 2, 29, true),
            (2023, 2, 29, false),
            (1948, 4, 31, false),
            (1948, 0, 1, false),
            (1948, 13, 1, false),
            (1948, 1, 0, false),
            (1948, 12, 31, true),
            (1849, 12, 31, false),
            (2200, 1, 1, false),
        ] {
            assert_eq!(Factor::date_of_birth(year, month, day).is_ok(), fits, "{year}-{month}-{day}");
        }
        for wrong in [
            "",
            "5.3.48",
            "5.3",
            "5.3.1948.2",
            "5 March 1948",
            "31.2.1948",
            "05031948",
            "99999999999.1.1",
            "005.3.1948",
        ] {
            assert_eq!(
                Factor::date_text(wrong, DateOrder::DayMonthYear).unwrap_err(),
                BadFactor::NotADate,
                "{wrong:?}"
            );
        }
        assert_eq!(Factor::date_text("5.3.1948", DateOrder::YearMonthDay).unwrap_err(), BadFactor::NotADate);
    }

    #[test]
    fn nothing_secret_is_printed() {
        assert_eq!(format!("{:?}", Factor::code("482913")), "Ok(Factor([redacted]))");
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn the_normal_form_of_a_normal_form_is_itself(typed in "\\PC{0,40}|[a-zA-Z İßſΣé’–\u{200b}\u{a0}]{0,40}") {
            if let Ok(factor) = Factor::passphrase(&typed) {
                assert_eq!(Factor::passphrase(factor.as_str()).unwrap().as_str(), factor.as_str());
            }
        }

        #[test]
        fn any_text_is_read_without_panic(typed: String) {
            for kind in FactorKind::ALL {
                for order in [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay] {
                    let _ = Factor::read(*kind, &typed, order);
                }
            }
        }

        #[test]
        fn case_and_spaces_do_not_matter(words in proptest::collection::vec("[a-zà-öø-ý0-9]{2,9}", 3..6), spaces in "[ \t\u{a0}\u{3000}]{1,3}") {
            let plain = Factor::passphrase(&words.join(" ")).unwrap();
            assert_eq!(Factor::passphrase(&words.join(&spaces).to_uppercase()).unwrap().as_str(), plain.as_str());
        }

        #[test]
        fn every_date_round_trips(year in 1850_u32..2200, month in 1_u32..=12, day in 1_u32..=28) {
            let date = Factor::date_of_birth(year, month, day).unwrap();
            let text = format!("{day}.{month}.{year}");
            assert_eq!(Factor::date_text(&text, DateOrder::DayMonthYear).unwrap().as_str(), date.as_str());
            assert_eq!(Factor::date_text(date.as_str(), DateOrder::YearMonthDay).unwrap().as_str(), date.as_str());
        }

        #[test]
        fn a_drawn_code_is_a_code(_ in 0..64) {
            let code = Factor::random_code();
            assert_eq!(Factor::code(code.as_str()).unwrap().as_str(), code.as_str());
        }
    }
}
