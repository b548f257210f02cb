//! `phial audit`, as processes beside a running server.

use std::os::unix::fs::PermissionsExt;

use phial_shared::api::ReportKind;
use phial_shared::events::{self, Event};
use phial_shared::ids::ShareId;
use serde_json::Value;

use crate::support::{HOUR, TestServer, phial, said};

#[tokio::test]
async fn logs_are_written_out_and_checked() {
    let server = TestServer::start().await;
    let (one, other) = (server.share(100, &[HOUR]).await, server.share(100, &[HOUR]).await);
    let lease = server.opened(&one.links[0]).await.lease;
    server.report(&one.links[0], &lease, ReportKind::Saved, 3).send().await.unwrap();

    let lines = said(phial(&server, &["audit", "export"]));
    let of = |share: ShareId| -> Vec<Event> {
        let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let own = lines.filter(|line| line["share"] == share.to_string());
        own.map(|line| serde_json::from_value(line).unwrap()).collect()
    };
    assert_eq!(of(one.id), server.events(&one).await);
    assert_eq!(events::verify(other.id, &of(other.id)), Ok(()));
    assert_eq!(lines.lines().count(), 6);

    let table = said(phial(&server, &["audit", "export", "--format=csv", "--share", &one.id.to_string()]));
    let rows: Vec<Vec<_>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert_eq!((rows[4][4], rows[4][6]), ("saved", "3"));
    // With a database and a store elsewhere, a server has no folder of its own.
    std::fs::create_dir_all(&server.config.data.folder).unwrap();
    let file = server.config.data.folder.join("log.csv");
    let to_file = ["audit", "export", "--format=csv", "--output", file.to_str().unwrap()];
    assert_eq!(said(phial(&server, &to_file)), "");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 7);
    assert_eq!(phial(&server, &to_file).status.code(), Some(1), "an older export is not overwritten");
    // The tests' clock is not the machine's: to this, all of it lies in the future.
    assert_eq!(said(phial(&server, &["audit", "export", "--since=1d"])).lines().count(), 6);

    let heads = server.config.data.folder.join("heads");
    std::fs::write(&heads, said(phial(&server, &["audit", "heads"]))).unwrap();
    let with_heads = ["audit", "verify", "--heads", heads.to_str().unwrap()];
    assert_eq!(said(phial(&server, &with_heads)), "");

    server.number("UPDATE events SET at = at + 1 WHERE kind = 'opened' RETURNING seq").await;
    for words in [&["audit", "verify"][..], &with_heads, &["audit", "verify", "--share", &one.id.to_string()]] {
        let output = phial(&server, words);
        assert_eq!(output.status.code(), Some(1));
        let found = String::from_utf8(output.stdout).unwrap();
        assert_eq!(found.lines().count(), 1, "{found}");
        assert!(found.starts_with(&format!("{}: event 2 ", one.id)), "{found}");
    }
    assert_eq!(said(phial(&server, &["audit", "verify", "--share", &other.id.to_string()])), "");
}

#[tokio::test]
async fn what_is_no_share_and_no_head_is_said() {
    let server = TestServer::start().await;
    std::fs::create_dir_all(&server.config.data.folder).unwrap();
    let file = server.config.data.folder.join("heads");
    std::fs::write(&file, "nothing\n").unwrap();
    for (words, text) in [
        (&["audit", "verify", "--share", "x"][..], "not the id of a share"),
        (&["audit", "verify", "--heads", file.to_str().unwrap()], "line 1 is not"),
        (&["audit", "verify", "--heads", "/nowhere/heads"], "/nowhere/heads: "),
        (&["audit", "export", "--output", "/nowhere/log"], "/nowhere/log: "),
    ] {
        let output = phial(&server, words);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8(output.stderr).unwrap().contains(text), "{words:?}");
    }
}
