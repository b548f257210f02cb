//! One event as one line, for a file or for another system.

use phial_shared::encoding::encode;
use phial_shared::events::Event;
use phial_shared::ids::ShareId;
use serde_json::json;

use crate::units::rfc3339;

/// The names of the columns of [`csv`].
pub const CSV_HEADER: &str = "share,seq,at,time,kind,link,file,by,limit,hash";

/// As JSON, without a line feed. `share` and the event's own fields are what its hash covers; `time` repeats `at` for people.
pub fn ndjson(share: ShareId, event: &Event) -> String {
    let mut line = json!(event);
    line["share"] = json!(share);
    line["time"] = json!(rfc3339(event.at));
    line.to_string()
}

/// As comma-separated values (RFC 4180). No value has a comma, a quote or a line break: they are numbers, base64url, and words.
pub fn csv(share: ShareId, event: &Event) -> String {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        share.to_string(),
        event.seq.to_string(),
        event.at.0.to_string(),
        rfc3339(event.at),
        event.kind.as_str().to_owned(),
        event.link.map(|link| link.to_string()).unwrap_or_default(),
        number(event.file.map(u64::from)),
        event.by.map(|actor| actor.as_str().to_owned()).unwrap_or_default(),
        number(event.limit),
        encode(event.hash.as_bytes()),
    ]
    .join(",")
}

#[cfg(test)]
mod tests {
    use phial_shared::events::{Actor, EventKind, Occurrence};
    use phial_shared::ids::LinkRef;
    use phial_shared::time::UnixSeconds;

    use super::*;

    const SHARE: ShareId = ShareId::from_bytes([9; 16]);

    fn event() -> Event {
        let link = LinkRef::from_bytes([1; 16]);
        let said =
            Occurrence::new(EventKind::OpensRaised, UnixSeconds(951_782_400)).link(link).by(Actor::Owner).limit(7);
        said.chain(SHARE, None)
    }

    #[test]
    fn a_line_of_json_is_an_event_with_its_share() {
        let line = ndjson(SHARE, &event());
        assert!(line.contains(r#""time":"2000-02-29T00:00:00Z""#) && !line.contains('\n'), "{line}");
        assert_eq!(serde_json::from_str::<Event>(&line).unwrap(), event());
    }

    #[test]
    fn a_line_of_values_has_every_column() {
        let line = csv(SHARE, &event());
        assert_eq!(line.split(',').count(), CSV_HEADER.split(',').count());
        assert!(
            line.starts_with("CQkJCQkJCQkJCQkJCQkJCQ,0,951782400,2000-02-29T00:00:00Z,opens_raised,AQEB"),
            "{line}"
        );
        assert!(line.contains(",,owner,7,"), "{line}");
    }
}
