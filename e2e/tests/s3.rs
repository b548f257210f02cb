//! The real binary on a real S3 service.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use phial_e2e::api::Upload;
use phial_e2e::certificate::Certificate;
use phial_e2e::command_line;
use phial_e2e::files::{assert_same, fixture, write_noise};
use phial_e2e::garage::Garage;
use phial_e2e::nginx::Nginx;
use phial_e2e::search::{Needle, find, find_in, of_file, of_links};
use phial_e2e::server::Server;
use phial_shared::api::LinkOpened;
use phial_shared::link::{Address, parse};
use phial_shared::time::Seconds;

/// A middle run of an object's bytes, which Garage keeps as they are.
async fn stored_run(garage: &Garage, object: &str) -> Needle {
    Needle::new("ciphertext", &garage.read(object).await[1000..1032])
}

#[tokio::test]
async fn a_share_lives_and_ends_in_a_bucket() {
    let garage = Garage::start().await;
    let flags = garage.flags();
    let server = Server::start(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large-recording.bin");
    write_noise(&large, 20_000_000, 3);
    let sent = [fixture("photo.jpg"), fixture("report.pdf"), large];
    let links = command_line::send(&server.origin(), &sent, &[]).await;

    let Address::Manage(manage) = parse(&links.manage).unwrap().address else { panic!("a manage link") };
    let expected: Vec<_> = (0..3).map(|part| format!("parts/{}/{part}", manage.share_id)).collect();
    let (keys, objects): (Vec<_>, Vec<_>) =
        garage.objects().await.into_iter().partition(|name| name.starts_with("parts/keys/"));
    assert_eq!((keys.len(), &objects), (1, &expected));
    assert!(!server.data().join("objects").exists());

    let needles: Vec<_> =
        sent.iter().flat_map(|file| of_file(file)).chain(of_links(&links.share, &links.manage)).collect();
    assert_eq!(find(garage.folder(), &needles), Vec::<String>::new());
    assert!(
        !find(garage.folder(), &[stored_run(&garage, &objects[1]).await]).is_empty(),
        "what is stored would be found"
    );
    for object in &objects {
        assert_eq!(find_in(object, &garage.read(object).await, &needles), Vec::<String>::new());
    }

    let opened = folder.path().join("opened");
    command_line::open(&links.share, &opened).await.unwrap();
    for file in &sent {
        assert_same(file, &opened.join(file.file_name().unwrap()));
    }
    command_line::revoke(&links.manage).await.unwrap();
    assert_eq!(garage.objects().await, Vec::<String>::new());
    assert!(command_line::open(&links.share, &folder.path().join("again")).await.is_err());
    assert!(!server.log().contains(&manage.share_id.to_string()));
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_no_empty_one() {
    let garage = Garage::start().await;
    let mut flags = garage.flags();
    flags[0] = "--store=s3://elsewhere".to_owned();
    let server = Server::start(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let upload = Upload::create(&server.origin(), 100).await.unwrap();
    assert_eq!(upload.put(0).await.unwrap(), 500);
    // It would be a lie: what is in the right bucket may still be there.
    assert_eq!(upload.give_up().await, 500);
    assert!(server.log().contains("NoSuchBucket"), "{}", server.log());
}

#[tokio::test]
async fn a_bucket_is_reached_by_tls_if_the_system_trusts_it() {
    let (garage, certificate) = (Garage::start().await, Certificate::for_localhost());
    let before_garage = Nginx::of_site(|port, _| {
        let (chain, key, address) = (certificate.chain(), certificate.key(), garage.address);
        let (chain, key) = (chain.display(), key.display());
        format!(
            "server {{
                 listen 127.0.0.1:{port} ssl;
                 ssl_certificate {chain}; ssl_certificate_key {key};
                 client_max_body_size 9m;
                 location / {{ proxy_pass http://{address}; proxy_set_header Host $http_host; }}
             }}"
        )
    })
    .await;
    let mut flags = garage.flags();
    flags.retain(|flag| !flag.starts_with("--s3-endpoint="));
    flags.extend([format!("--s3-endpoint={}", before_garage.origin()), "--s3-timeout=3s".to_owned()]);
    let flags: Vec<_> = flags.iter().map(String::as_str).collect();

    let server = Server::start_trusting(&certificate, &flags).await;
    let upload = Upload::complete(&server.origin(), 20_000_000, Seconds::HOUR, None).await;
    let opened: LinkOpened = upload.open().await.json().await.unwrap();
    assert!(upload.content_is_whole(&opened).await);

    let doubting = Server::start(&flags).await;
    let upload = Upload::create(&doubting.origin(), 100).await.unwrap();
    assert_eq!(upload.put(0).await.unwrap(), 503);
    assert!(doubting.log().contains("invalid peer certificate"), "{}", doubting.log());
}
