//! The page as people who send install it: what its service worker takes in, what it keeps, and what it never keeps.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use phial_e2e::browser::Browser;
use phial_e2e::files::{assert_same, fixture};
use phial_e2e::search::{Needle, find_in, of_file, of_links};
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_e2e::{command_line, journey};
use serde_json::{Value, json};

/// Visits the sender's page until its worker is at work.
async fn visit(browser: &Browser, server: &Server) {
    browser.go(&server.origin()).await;
    browser.see("choose").await;
    let active = "return navigator.serviceWorker.getRegistration().then((it) => it?.active?.state === 'activated')";
    until("the worker is at work", async || (browser.try_run(active).await? == true).then_some(())).await;
}

/// Posts a form as the browser does when another app shares a file with the installed page.
async fn share_with_the_page(browser: &Browser, server: &Server, name: &str, content: &[u8]) {
    browser.driver.goto("about:blank").await.unwrap();
    let script = "
        const [action, name, bytes] = arguments;
        const form = document.createElement('form');
        Object.assign(form, { action, method: 'post', enctype: 'multipart/form-data' });
        const input = document.createElement('input');
        Object.assign(input, { type: 'file', name: 'files' });
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' }));
        input.files = data.files;
        form.append(input);
        document.body.append(form);
        form.submit();";
    let action = format!("{}/share-target", server.origin());
    browser.driver.execute(script, vec![json!(action), json!(name), json!(content)]).await.unwrap();
}

#[tokio::test]
async fn a_photo_that_another_app_shares_is_sent_like_any_other() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    visit(&browser, &server).await;
    let photo = fixture("photo.jpg");
    share_with_the_page(&browser, &server, "photo.jpg", &std::fs::read(&photo).unwrap()).await;
    browser.press("lock").await;
    let links = journey::links(&browser).await;
    let recipient = Browser::start().await;
    journey::open_and_see(&recipient, &links.share).await;
    assert_same(&photo, &journey::save(&recipient, 0, &photo).await);
    assert!(!server.log().contains("share-target"), "it never left the browser: {}", server.log());
    // It was handed over once.
    browser.go(&format!("{}/?shared", server.origin())).await;
    assert_eq!(browser.notice().await, "error-shared-lost");
}

#[tokio::test]
async fn without_its_worker_people_are_asked_to_choose_again() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    share_with_the_page(&browser, &server, "photo.jpg", b"not read by anybody").await;
    assert_eq!(browser.notice().await, "error-shared-lost");
    browser.see("choose").await;
    assert_eq!(
        phial_e2e::search::find(server.folder(), &[Needle::new("what was shared", "not read by anybody")]),
        [""; 0]
    );
}

/// All that the browser keeps of this origin for its worker: addresses and bodies. A character of the script's texts is a byte.
async fn kept(browser: &Browser) -> Vec<(String, Vec<u8>)> {
    let script = "
        const kept = [];
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                const body = new Uint8Array(await (await cache.match(request)).arrayBuffer());
                let text = '';
                for (let at = 0; at < body.length; at += 1 << 14) {
                    text += String.fromCharCode(...body.subarray(at, at + (1 << 14)));
                }
                kept.push([request.url, text]);
            }
        }
        return kept;";
    let kept = browser.run(&format!("return (async () => {{ {script} }})()")).await;
    let kept: Vec<(String, String)> = serde_json::from_value(kept).unwrap();
    let bytes = |text: String| text.chars().map(|byte| u8::try_from(u32::from(byte)).unwrap()).collect();
    kept.into_iter().map(|(url, text)| (url, bytes(text))).collect()
}

#[tokio::test]
async fn the_worker_keeps_the_page_and_nothing_of_a_share() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    visit(&browser, &server).await;
    let sent = [fixture("photo.jpg"), fixture("report.pdf")];
    let links = journey::share(&browser, &server, &sent).await;
    journey::open(&browser, &links.share).await;
    assert_same(&sent[0], &journey::save(&browser, 0, &sent[0]).await);
    browser.go(&links.share.replace('#', "%23")).await;
    browser.see("open").await;
    browser.go(&links.manage).await;
    browser.see("log-intact").await;
    browser.go(&server.origin()).await;

    let mut of_share: Vec<_> = sent.iter().flat_map(|file| of_file(file)).collect();
    of_share.extend(of_links(&links.share, &links.manage));
    let kept = kept(&browser).await;
    let paths: Vec<_> = kept.iter().map(|(url, _)| url.strip_prefix(&server.origin()).unwrap()).collect();
    let allowed = |path: &&&str| {
        path.starts_with("/assets/") || ["/index.html", "/open.html", "/manage.html", "/account.html"].contains(path)
    };
    let others: Vec<_> = paths.iter().filter(|path| !allowed(path)).collect();
    assert!(others.is_empty(), "{others:?}");
    assert!(paths.iter().any(|path| path.ends_with(".wasm")), "there is something to search: {paths:?}");
    for (url, body) in &kept {
        assert_eq!(find_in(url, url.as_bytes(), &of_share), [""; 0]);
        assert_eq!(find_in(url, body, &of_share), [""; 0]);
    }
}

#[tokio::test]
async fn a_recipient_gets_no_worker() {
    let server = Server::start(&[]).await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start().await;
    journey::open_and_see(&browser, &links.share).await;
    browser.run("return new Promise((done) => requestIdleCallback(done))").await;
    let workers = browser.run("return navigator.serviceWorker.getRegistrations().then((all) => all.length)").await;
    assert_eq!((workers, kept(&browser).await), (json!(0), Vec::new()));
}

#[tokio::test]
async fn what_an_older_page_has_kept_goes() {
    let server = Server::start(&[]).await;
    let browser = Browser::start().await;
    visit(&browser, &server).await;
    browser
        .run("return caches.open('page-of-before').then((cache) => cache.put('/index.html', new Response('old')))")
        .await;
    browser.run("return navigator.serviceWorker.getRegistration().then((it) => it.unregister())").await;
    visit(&browser, &server).await;
    let names = "return caches.keys()";
    until("the old cache is gone", async || {
        let names: Vec<String> = serde_json::from_value(browser.try_run(names).await?).ok()?;
        (names.len() == 1 && names[0] != "page-of-before").then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_page_starts_without_a_network_and_says_so() {
    let mut server = Server::start(&[]).await;
    let browser = Browser::start().await;
    visit(&browser, &server).await;
    // Through the worker, which now sees what the page loads.
    visit(&browser, &server).await;
    server.kill();
    browser.go(&server.origin()).await;
    assert_eq!(browser.notice().await, "error-no-answer");
    server.start_again().await;
    browser.press("retry").await;
    browser.see("choose").await;
}

#[tokio::test]
async fn a_page_without_a_network_says_so_and_goes_on_by_itself() {
    let server = Server::start(&[]).await;
    let links = command_line::send(&server.origin(), &[fixture("photo.jpg")], &[]).await;
    let browser = Browser::start().await;
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": ["*/api/v1/links/*"]})).await;
    browser.go(&links.share).await;
    assert_eq!(browser.notice().await, "error-no-answer");
    browser.set_offline(true).await;
    browser.see("network-away").await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": Value::Array(Vec::new())})).await;
    browser.set_offline(false).await;
    browser.see("open").await;
    assert!(browser.all("network-away").await.is_empty());
}

#[tokio::test]
async fn it_can_be_installed_by_the_organisations_name() {
    let server = Server::start(&["--site-name=Ospedale San Luca"]).await;
    let browser = Browser::start().await;
    visit(&browser, &server).await;
    let found = browser.cdp("Page.getAppManifest", json!({})).await;
    assert_eq!(found["errors"], json!([]), "{found}");
    let manifest: Value = serde_json::from_str(found["data"].as_str().unwrap()).unwrap();
    assert_eq!(manifest["name"], "Ospedale San Luca");
    let problems = browser.cdp("Page.getInstallabilityErrors", json!({})).await;
    assert_eq!(problems["installabilityErrors"], json!([]), "{problems}");
}
