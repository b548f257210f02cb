//! Alerts: their metrics, labels and names are those that servers have and the guide tells. (That servers have what the
//! guide tells is a test of the whole portal.)

use std::collections::BTreeSet;

use phial_shared::error_code::ErrorCode;

use crate::read;

/// The names of metrics in a text.
fn metrics(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.filter(|word| word.starts_with("phial_")).map(str::to_owned).collect()
}

/// Those in the tables of a guide; a histogram's also as Prometheus stores it.
fn told(guide: &str) -> BTreeSet<String> {
    let rows: String = guide.lines().filter(|line| line.starts_with("| `phial_")).collect();
    let mut told = metrics(&rows);
    let stored: Vec<_> = told
        .iter()
        .filter(|name| name.ends_with("_seconds"))
        .flat_map(|name| ["bucket", "count", "sum"].map(|part| format!("{name}_{part}")))
        .collect();
    told.extend(stored);
    told
}

/// What a label must be in the alerts.
fn values(alerts: &str, label: &str) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    for operator in ["=~\"", "=\""] {
        for rest in alerts.split(&format!("{label}{operator}")).skip(1) {
            values.extend(rest.split_once('"').unwrap().0.split('|').map(str::to_owned));
        }
    }
    values
}

#[test]
fn alerts_use_metrics_that_there_are() {
    let used = metrics(&read("packaging/alerts.yml"));
    assert!(used.len() > 5 && used.contains("phial_request_duration_seconds_bucket"), "{used:?}");
    for guide in ["docs/operations.md", "docs/metrics.md"] {
        let told = told(&read(guide));
        let unknown: Vec<_> = used.difference(&told).collect();
        assert!(unknown.is_empty(), "{unknown:?} are not in {guide}");
    }
}

#[test]
fn alerts_use_labels_that_there_are() {
    let alerts = read("packaging/alerts.yml");
    let (codes, results, routes) = (values(&alerts, "code"), values(&alerts, "result"), values(&alerts, "route"));
    assert!(
        codes.contains("busy") && results.contains("locked") && routes.len() == 1,
        "{codes:?} {results:?} {routes:?}"
    );
    let known: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    for code in codes.iter().chain(&results) {
        assert!(known.contains(&**code), "{code}");
    }
    let api = read("docs/openapi.json");
    for route in routes {
        assert!(api.contains(&format!("\"{route}\":")), "{route}");
    }
}

#[test]
fn alerts_that_are_named_are_there() {
    let alerts = read("packaging/alerts.yml");
    let there: BTreeSet<_> = alerts.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(there.len() > 10, "{there:?}");
    let tried = read("packaging/alerts.test.yml");
    let tried: BTreeSet<_> = tried
        .split("alertname: ")
        .skip(1)
        .map(|rest| rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap())
        .collect();
    assert!(tried.len() > 3 && tried.is_subset(&there), "{tried:?}");
    let guide = read("docs/operations.md");
    let is_alert =
        |word: &&str| word.len() > 5 && word.starts_with("Phial") && word[5..].starts_with(char::is_uppercase);
    let words = guide.split(|letter: char| !letter.is_ascii_alphanumeric());
    let told: BTreeSet<_> = words.filter(is_alert).collect();
    assert!(told.len() > 2 && told.is_subset(&there), "{told:?}");
}
