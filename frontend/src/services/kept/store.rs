//! The two stores in the browser's database (IndexedDB): one for the key, one for the entries.

use futures_util::future::try_join;
use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CryptoKey, IdbDatabase, IdbFactory, IdbObjectStore, IdbObjectStoreParameters, IdbRequest, IdbTransactionMode,
};

use super::NotKept;
use crate::services::js;

const DATABASE: &str = "phial";
const KEYS: &str = "keys";
const SHARES: &str = "shares";
/// The one entry of [`KEYS`].
const KEY: &str = "key";

/// The open database. Closed when dropped.
pub(super) struct Store(IdbDatabase);

impl Store {
    /// Opens it, and makes it at the first time. Nothing is in it until the person wishes it.
    pub(super) async fn open() -> Result<Self, NotKept> {
        let request = factory()?.open_with_u32(DATABASE, 1).map_err(|_| NotKept)?;
        let upgrade = {
            let request = request.clone();
            Closure::once(move |_: JsValue| {
                let Some(database) = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok())
                else {
                    return;
                };
                let numbered = IdbObjectStoreParameters::new();
                numbered.set_auto_increment(true);
                // A store that cannot be made is missed at the first use, which says so.
                let _ = database.create_object_store(KEYS);
                let _ = database.create_object_store_with_optional_parameters(SHARES, &numbered);
            })
        };
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let opened = done(&request).await;
        request.set_onupgradeneeded(None);
        opened?.dyn_into().map(Self).map_err(|_| NotKept)
    }

    /// Removes it with all that is in it.
    pub(super) async fn destroy() -> Result<(), NotKept> {
        let request = factory()?.delete_database(DATABASE).map_err(|_| NotKept)?;
        done(&request).await.map(drop)
    }

    pub(super) async fn key(&self) -> Result<Option<CryptoKey>, NotKept> {
        let request = self.in_store(KEYS, IdbTransactionMode::Readonly)?.get(&KEY.into()).map_err(|_| NotKept)?;
        Ok(done(&request).await?.dyn_into().ok())
    }

    pub(super) async fn set_key(&self, key: &CryptoKey) -> Result<(), NotKept> {
        let keys = self.in_store(KEYS, IdbTransactionMode::Readwrite)?;
        done(&keys.put_with_key(key, &KEY.into()).map_err(|_| NotKept)?).await.map(drop)
    }

    pub(super) async fn add(&self, entry: &JsValue) -> Result<(), NotKept> {
        let shares = self.in_store(SHARES, IdbTransactionMode::Readwrite)?;
        done(&shares.add(entry).map_err(|_| NotKept)?).await.map(drop)
    }

    /// All entries with their numbers, the oldest first.
    pub(super) async fn all(&self) -> Result<Vec<(u32, JsValue)>, NotKept> {
        let shares = self.in_store(SHARES, IdbTransactionMode::Readonly)?;
        let numbers = shares.get_all_keys().map_err(|_| NotKept)?;
        let entries = shares.get_all().map_err(|_| NotKept)?;
        let (numbers, entries) = try_join(done(&numbers), done(&entries)).await?;
        let (numbers, entries): (Array, Array) = (numbers.unchecked_into(), entries.unchecked_into());
        // Numbers begin at 1 and go up by one.
        let number = |number: JsValue| number.as_f64().map(|number| number as u32);
        Ok(numbers.iter().filter_map(number).zip(entries.iter()).collect())
    }

    pub(super) async fn remove(&self, number: u32) -> Result<(), NotKept> {
        let shares = self.in_store(SHARES, IdbTransactionMode::Readwrite)?;
        done(&shares.delete(&number.into()).map_err(|_| NotKept)?).await.map(drop)
    }

    fn in_store(&self, name: &str, mode: IdbTransactionMode) -> Result<IdbObjectStore, NotKept> {
        let transaction = self.0.transaction_with_str_and_mode(name, mode).map_err(|_| NotKept)?;
        transaction.object_store(name).map_err(|_| NotKept)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Private windows of some browsers have none.
fn factory() -> Result<IdbFactory, NotKept> {
    js::window().indexed_db().ok().flatten().ok_or(NotKept)
}

/// What a request gives. To be polled before the browser goes on: it tells a request's end only once.
async fn done(request: &IdbRequest) -> Result<JsValue, NotKept> {
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let ended: Result<JsValue, JsValue> = js::settle(ended).await;
    ended.map_err(|_| NotKept)?;
    request.result().map_err(|_| NotKept)
}
