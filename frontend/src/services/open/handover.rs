//! What the program that opens a link gives to the program that shows what was sent.

use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use phial_shared::ids::LinkId;
use phial_shared::keys::WrapKey;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::XmlHttpRequest;

use crate::services::js;

/// A link that was opened. It goes from one program's memory into the other's, and nowhere else.
pub struct Handover {
    /// Which link.
    pub link_id: LinkId,
    /// Unwraps the content key.
    pub wrap_key: WrapKey,
    /// Saving is off.
    pub view_only: bool,
    /// The server's answer to the opening, a [`phial_shared::api::LinkOpened`], as it came.
    pub answer: ArrayBuffer,
    /// The request for the beginning of the ciphertext, if it was made already.
    pub ahead: Option<XmlHttpRequest>,
}

const LINK: &str = "link";
const KEY: &str = "key";
const VIEW_ONLY: &str = "viewOnly";
const ANSWER: &str = "answer";
const AHEAD: &str = "ahead";

impl Handover {
    /// As a value that both programs understand. The key in it is wiped when it is taken out.
    pub fn into_js(self) -> JsValue {
        let value = Object::new();
        let fields: [(&str, JsValue); 5] = [
            (LINK, self.link_id.to_string().into()),
            (KEY, Uint8Array::from(self.wrap_key.as_bytes().as_slice()).into()),
            (VIEW_ONLY, self.view_only.into()),
            (ANSWER, self.answer.into()),
            (AHEAD, self.ahead.into()),
        ];
        for (name, field) in fields {
            // Setting a property of a fresh object cannot fail.
            let _ = Reflect::set(&value, &JsValue::from_str(name), &field);
        }
        value.into()
    }

    /// Takes it over; `None` when the value is none.
    pub fn take(value: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(value, &JsValue::from_str(name)).ok();
        let link_id = field(LINK)?.as_string()?.parse().ok()?;
        let key: Uint8Array = field(KEY)?.dyn_into().ok()?;
        let wrap_key = js::take_secret(&key).map(WrapKey::from_bytes)?;
        let view_only = field(VIEW_ONLY)?.as_bool()?;
        let ahead = field(AHEAD)?.dyn_into().ok();
        Some(Self { link_id, wrap_key, view_only, answer: field(ANSWER)?.dyn_into().ok()?, ahead })
    }
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_key_arrives_and_is_wiped_on_its_way() {
        let link_id = LinkId::from_bytes([7; 16]);
        let request = XmlHttpRequest::new().unwrap();
        let (wrap_key, answer) = (WrapKey::from_bytes([9; 32]), ArrayBuffer::new(3));
        let handover = Handover { link_id, wrap_key, view_only: true, answer, ahead: Some(request.clone()) };
        let value = handover.into_js();
        let arrived = Handover::take(&value).unwrap();
        assert_eq!((arrived.link_id, arrived.wrap_key.as_bytes()), (link_id, &[9; 32]));
        assert!(arrived.view_only);
        assert_eq!(arrived.answer.byte_length(), 3);
        assert_eq!(arrived.ahead, Some(request));
        let left: Uint8Array = Reflect::get(&value, &JsValue::from_str(KEY)).unwrap().unchecked_into();
        assert_eq!(left.to_vec(), [0; 32]);
    }

    #[wasm_bindgen_test]
    fn anything_else_is_none() {
        assert!(Handover::take(&JsValue::UNDEFINED).is_none());
        assert!(Handover::take(&Object::new().into()).is_none());
    }
}
