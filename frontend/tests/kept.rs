//! What this browser remembers: nothing unless it is wished, and then nothing that can be read from its store.
#![cfg(target_family = "wasm")]

use js_sys::{Array, Promise, Reflect, Uint8Array};
use phial_frontend::services::kept::{self, KeptShare};
use phial_shared::time::UnixSeconds;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CryptoKey, IdbDatabase, IdbRequest};

wasm_bindgen_test_configure!(run_in_browser);

fn share(label: &str) -> KeptShare {
    KeptShare {
        manage_link: format!("https://phial.example/m/BwcHBwcHBwcHBwcHBwcHBw#1{}", "A".repeat(43)),
        labels: vec![label.to_owned()],
        files: 3,
        sent_at: UnixSeconds(1_800_000_000),
    }
}

async fn labels() -> Vec<String> {
    kept::list().await.unwrap().into_iter().flat_map(|(_, share)| share.labels).collect()
}

#[wasm_bindgen_test]
async fn what_is_wished_is_kept_and_what_is_forgotten_is_gone() {
    kept::forget_all().await.unwrap();
    assert!(!kept::is_wished().await);
    kept::keep(&share("unwished")).await.unwrap();
    kept::wish().await.unwrap();
    assert!(kept::is_wished().await);
    assert_eq!(labels().await, Vec::<String>::new(), "nothing was kept before it was wished");

    kept::keep(&share("first")).await.unwrap();
    kept::keep(&share("second")).await.unwrap();
    kept::wish().await.unwrap();
    assert_eq!(labels().await, ["second", "first"], "a second wish draws no second key");

    let raw = raw_entries().await;
    assert_eq!(raw.len(), 2);
    for entry in raw {
        for secret in [b"phial.example".as_slice(), b"AAAAAAAA", b"first", b"second"] {
            assert!(!entry.windows(secret.len()).any(|run| run == secret));
        }
    }
    assert!(!raw_key().await.extractable());

    let (number, _) = kept::list().await.unwrap().remove(0);
    kept::forget(number).await.unwrap();
    assert_eq!(labels().await, ["first"]);
    kept::forget_all().await.unwrap();
    assert!(!kept::is_wished().await);
    assert_eq!(labels().await, Vec::<String>::new());
}

/// The sealed bytes of all entries, read past the page's own code.
async fn raw_entries() -> Vec<Vec<u8>> {
    let entries: Array = read("shares", |store| store.get_all().unwrap()).await.unchecked_into();
    let bytes = |entry: JsValue| {
        let sealed = Reflect::get(&entry, &"sealed".into()).unwrap();
        Uint8Array::new(&sealed).to_vec()
    };
    entries.iter().map(bytes).collect()
}

async fn raw_key() -> CryptoKey {
    read("keys", |store| store.get(&"key".into()).unwrap()).await.unchecked_into()
}

async fn read(store: &str, ask: impl Fn(&web_sys::IdbObjectStore) -> IdbRequest) -> JsValue {
    let database: IdbDatabase =
        done(&web_sys::window().unwrap().indexed_db().unwrap().unwrap().open("phial").unwrap()).await.unchecked_into();
    let transaction = database.transaction_with_str(store).unwrap();
    let found = done(&ask(&transaction.object_store(store).unwrap())).await;
    database.close();
    found
}

async fn done(request: &IdbRequest) -> JsValue {
    let ended = Promise::new(&mut |resolve, _| {
        let on_success = Closure::once_into_js(move |_: JsValue| resolve.call0(&JsValue::UNDEFINED).map(drop));
        request.set_onsuccess(Some(on_success.unchecked_ref()));
    });
    JsFuture::from(ended).await.unwrap();
    request.result().unwrap()
}
