//! Erasure receipts: given, kept, and checked by `phial receipt verify`.

use phial::receipt::PublicKey;
use phial_shared::api::{ErasureReceipt, ServerConfig};
use phial_shared::encoding::encode;
use phial_shared::time::UnixSeconds;

use crate::support::{HOUR, TestServer, ok, phial, said};

#[tokio::test]
async fn a_receipt_is_signed_and_can_be_checked_by_anyone() {
    let server = TestServer::start().await;
    let (live, other) = (server.share(100, &[HOUR]).await, server.share(100, &[HOUR]).await);
    let receipt: ErasureReceipt = ok(server.erase(live.id, &live.owner_token()).await).await;
    let again: ErasureReceipt = ok(server.erase(live.id, &live.owner_token()).await).await;
    assert_eq!(again, receipt, "to the byte");
    let config: ServerConfig = ok(server.get("/api/v1/config").send().await.unwrap()).await;
    let key = encode(&config.receipt_key.unwrap().0);
    assert_eq!(PublicKey::parse(&key).unwrap().check(&receipt), Ok(()));
    assert_eq!(said(phial(&server, &["receipt", "key"])).trim(), key);

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("receipt.json", &serde_json::to_string(&receipt).unwrap());
    write("log", &said(phial(&server, &["audit", "export"])));
    let verify = |file: &str, checks: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_phial"))
            .args(["receipt", "verify", &path(file)])
            .args(checks)
            .output()
            .unwrap()
    };
    let origin = format!("http://{}", server.address());
    for (checks, text) in [
        (&[][..], "not checked further"),
        (&["--key", &key], "the signature fits"),
        (&["--server", &origin], "the signature fits"),
        (&["--log", &path("log")], "the log tells of it"),
        (&["--key", &key, "--log", &path("log")], "the signature fits, the log tells of it"),
    ] {
        let text_said = said(verify("receipt.json", checks));
        assert!(text_said.contains(text) && text_said.contains(&live.id.to_string()), "{text_said}");
    }

    let later = ErasureReceipt { erased_at: UnixSeconds(receipt.erased_at.0 + 1), ..receipt.clone() };
    let of_other = ErasureReceipt { share_id: other.id, ..receipt.clone() };
    for (name, wrong) in [("later", later), ("other", of_other)] {
        write(name, &serde_json::to_string(&wrong).unwrap());
        for check in [["--key", &key], ["--server", &origin], ["--log", &path("log")]] {
            assert_eq!(verify(name, &check).status.code(), Some(1), "{name} {check:?}");
        }
    }
    write("half", &serde_json::to_string(&receipt).unwrap()[..60]);
    assert!(String::from_utf8(verify("half", &[]).stderr).unwrap().contains("not a receipt"));
}

#[tokio::test]
async fn two_servers_on_one_database_sign_alike() {
    let first = TestServer::start().await;
    let second = first.replica().await;
    let live = first.share(100, &[HOUR]).await;
    let receipt: ErasureReceipt = ok(first.erase(live.id, &live.owner_token()).await).await;
    let again: ErasureReceipt = ok(second.erase(live.id, &live.owner_token()).await).await;
    assert_eq!(receipt, again);
}
