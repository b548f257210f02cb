//! What docs/operations.md promises, with the files that are shipped.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::path::Path;

use phial_e2e::files::{self, fixture};
use phial_e2e::search::{find, find_in, of_links};
use phial_e2e::shipped::{Shipped, packaging, sorted_lines};
use phial_e2e::wait::until;

#[tokio::test]
async fn the_shipped_files_make_a_portal_that_keeps_its_secrets() {
    let mut portal = Shipped::start().await;
    portal.admin(&["config", "check"]);
    let origin = portal.nginx.origin();
    let invitation = portal.admin(&["invite", "create"]);
    assert!(invitation.starts_with("https://localhost/join#"), "{invitation}");
    let desk = portal.desk("desk");
    let token = desk.join("token");
    std::fs::write(&token, portal.admin(&["token", "create"])).unwrap();
    let photo = fixture("photo.jpg");

    let refused = portal.person(&["send", "--server", &origin, path(&photo)]).unwrap_err();
    assert!(refused.contains("Error: "), "{refused}");
    let sent = ["send", "--json", "--server", &origin, "--token-file", path(&token), path(&photo)];
    let sent: serde_json::Value = serde_json::from_str(&portal.person(&sent).unwrap()).unwrap();
    let link = |name: &str| sent[name].as_str().unwrap().to_owned();
    let (share, manage) = (link("share_link"), link("manage_link"));
    let saved = portal.desk("saved");
    portal.person(&["open", &share, "-o", path(&saved)]).unwrap();
    assert_eq!(std::fs::read(saved.join("photo.jpg")).unwrap(), std::fs::read(&photo).unwrap());
    // A mail scanner has written `#` as `%23`, and the query has a secret.
    let escaped = share.replace('#', "%23");
    let trusting = reqwest::Client::builder().tls_danger_accept_invalid_certs(true).build().unwrap();
    assert_eq!(trusting.get(&escaped).send().await.unwrap().status(), 200);
    portal.person(&["revoke", &manage]).unwrap();
    assert!(portal.person(&["open", &share, "-o", path(&saved)]).is_err());
    assert_eq!(trusting.get(format!("{origin}/api/v1/nothing")).send().await.unwrap().status(), 404);
    until("each event is sent by the server that wrote it, and by no other", async || {
        let exported = sorted_lines(&portal.admin(&["audit", "export"]));
        (exported.len() > 5 && portal.events() == exported).then_some(())
    })
    .await;
    metrics_are_as_alerts_and_guide_name_them(&portal.metrics().await);

    // nginx has most to say of requests when there is no server to pass them to.
    portal.kill_servers();
    assert_eq!(trusting.get(&escaped).send().await.unwrap().status(), 502);
    let needles = of_links(&share, &manage);
    let log = portal.nginx_log();
    assert!(log.contains("GET /s/... 502 ") && log.contains("PUT /api/v1/shares/... 204 "), "{log}");
    assert_eq!(find_in("nginx's log", log.as_bytes(), &needles), Vec::<String>::new());
    assert!(files::below(portal.nginx.folder()).len() > 1, "there is something to search");
    assert_eq!(find(portal.nginx.folder(), &needles), Vec::<String>::new());
}

/// Every name that begins with `phial_` in the alerts and in the guide is one that a server has, and the other way round.
fn metrics_are_as_alerts_and_guide_name_them(metrics: &str) {
    let guide = packaging("../docs/operations.md");
    let told = metrics.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    let there: BTreeSet<_> = told
        .map(|(name, kind)| match kind {
            "counter" => format!("{name}_total"),
            "info" => format!("{name}_info"),
            _ => name.to_owned(),
        })
        .collect();
    let alerts = names(&std::fs::read_to_string(packaging("alerts.yml")).unwrap());
    assert!(alerts.len() > 5 && alerts.is_subset(&there), "{alerts:?}\n{there:?}");
    assert_eq!(names(&std::fs::read_to_string(guide).unwrap()), there);
}

fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let is_name = |word: &&str| word.starts_with("phial_") && word.len() > 6 && *word == word.to_lowercase();
    let names = words.filter(is_name);
    // A histogram is read by its buckets.
    names.map(|name| name.trim_end_matches("_bucket").to_owned()).collect()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
