//! A strict reader of syslog messages, written from RFC 5424, section 6, alone.

/// A name, and what its value means.
type Parameter = (String, String);
/// An element's id, and its parameters.
type Element = (String, Vec<Parameter>);

/// A message, taken apart.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) facility: u8,
    pub(super) severity: u8,
    pub(super) time: String,
    pub(super) app: String,
    pub(super) process: String,
    pub(super) msgid: String,
    pub(super) data: Vec<Element>,
    pub(super) text: String,
}

impl Message {
    /// Panics at the first octet that the standard does not allow.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(!text.contains(char::is_control), "{text:?}");
        let rest = text.strip_prefix('<').expect("the priority");
        let (priority, rest) = rest.split_once('>').expect("the end of the priority");
        let number: u8 = priority.parse().expect("a number");
        assert!(number <= 191 && priority == number.to_string(), "{priority}");
        let rest = rest.strip_prefix("1 ").expect("version 1");
        let (time, rest) = field(rest, 32);
        check_time(time);
        let (host, rest) = field(rest, 255);
        assert_ne!(host, "-", "every machine has a name");
        let (app, rest) = field(rest, 48);
        let (process, rest) = field(rest, 128);
        let (msgid, rest) = field(rest, 32);
        let (data, rest) = structured_data(rest);
        let text = rest.strip_prefix(' ').expect("a space before the text");
        Self {
            facility: number / 8,
            severity: number % 8,
            time: time.to_owned(),
            app: app.to_owned(),
            process: process.to_owned(),
            msgid: msgid.to_owned(),
            data,
            text: text.to_owned(),
        }
    }
}

/// A field of the header, and what follows the space after it.
fn field(text: &str, most: usize) -> (&str, &str) {
    let (field, rest) = text.split_once(' ').expect("a space");
    assert!((1..=most).contains(&field.len()), "{field}");
    assert!(field.bytes().all(|byte| (33..=126).contains(&byte)), "{field}");
    (field, rest)
}

/// `2003-10-11T22:14:15Z`, with fractions or an offset if need be.
fn check_time(time: &str) {
    let shape: String = time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00Z", "{time}");
    let number = |range: std::ops::Range<usize>| time[range].parse::<u32>().unwrap();
    assert!((1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10)), "{time}");
    assert!(number(11..13) < 24 && number(14..16) < 60 && number(17..19) < 60, "{time}");
}

/// `SD-NAME`: visible ASCII without a few, 32 at most.
fn check_name(name: &str) {
    assert!((1..=32).contains(&name.len()), "{name}");
    assert!(name.bytes().all(|byte| (33..=126).contains(&byte) && !matches!(byte, b'=' | b']' | b'"')), "{name}");
}

fn structured_data(text: &str) -> (Vec<Element>, &str) {
    let (mut elements, mut rest) = (Vec::new(), text);
    while let Some(inside) = rest.strip_prefix('[') {
        let end = inside.find([' ', ']']).expect("the end of the id");
        let id = &inside[..end];
        check_name(id);
        if let Some((name, number)) = id.split_once('@') {
            assert!(!name.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
        }
        let (parameters, after) = parameters(&inside[end..]);
        elements.push((id.to_owned(), parameters));
        rest = after;
    }
    if elements.is_empty() {
        rest = text.strip_prefix('-').expect("structured data, or none");
    }
    (elements, rest)
}

/// The parameters of an element, and what follows its bracket.
fn parameters(text: &str) -> (Vec<Parameter>, &str) {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(parameter) = rest.strip_prefix(' ') {
        let (name, value) = parameter.split_once("=\"").expect("a name and a value");
        check_name(name);
        let (value, after) = value_of(value);
        found.push((name.to_owned(), value));
        rest = after;
    }
    (found, rest.strip_prefix(']').expect("the end of the element"))
}

/// What a value means, and what follows its quote.
fn value_of(text: &str) -> (String, &str) {
    let (mut value, mut characters) = (String::new(), text.char_indices());
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            ']' => panic!("a bracket that is not escaped: {text}"),
            '\\' => {
                let (_, escaped) = characters.next().expect("what is escaped");
                assert!(matches!(escaped, '"' | '\\' | ']'), "{escaped} needs no escape");
                value.push(escaped);
            }
            c => value.push(c),
        }
    }
    panic!("the value does not end: {text}");
}
