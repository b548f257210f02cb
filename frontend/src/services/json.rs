//! Reading JSON: by the browser's own parser, whose values serde then takes.
//!
//! The parser of `serde_json` and what it needs to word its errors, figures included, would be an eighth of what a recipient
//! waits for. These errors have no words: an answer that cannot be read is one that this version does not know.

use std::fmt;

use js_sys::{Array, JSON, JsString, Object};
use phial_shared::json::ReadJson;
use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The text is not JSON, or not of the type that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NotThat;

impl fmt::Display for NotThat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the JSON is not of this type")
    }
}

impl std::error::Error for NotThat {}

impl de::Error for NotThat {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads with the browser's parser. Numbers are those of JavaScript: whole ones are exact up to 2⁵³.
pub(super) struct BrowserJson;

impl ReadJson for BrowserJson {
    fn read<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
        let value = JSON::parse(std::str::from_utf8(text).ok()?).ok()?;
        T::deserialize(Value(value)).ok()
    }
}

/// What the parser gives: null, a boolean, a number, a string, an array or an object.
struct Value(JsValue);

impl<'de> Deserializer<'de> for Value {
    type Error = NotThat;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        let value = self.0;
        if let Some(number) = value.as_f64() {
            return visit_number(number, visitor);
        }
        if let Some(text) = value.as_string() {
            return visitor.visit_string(text);
        }
        if let Some(array) = value.dyn_ref::<Array>() {
            return visitor.visit_seq(Items(array.iter()));
        }
        if value.is_object() {
            let entries = Object::entries(value.unchecked_ref());
            return visitor.visit_map(Entries { entries: entries.iter(), value: None });
        }
        match value.as_bool() {
            Some(truth) => visitor.visit_bool(truth),
            None => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotThat> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NotThat> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotThat> {
        if let Some(text) = self.0.as_string() {
            return visitor.visit_enum(text.into_deserializer());
        }
        let entries = self.0.dyn_ref::<Object>().map(Object::entries).ok_or(NotThat)?;
        if entries.length() != 1 {
            return Err(NotThat);
        }
        let (name, value) = pair(&entries.get(0));
        visitor.visit_enum(Variant { name, value })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

fn visit_number<'de, V: Visitor<'de>>(number: f64, visitor: V) -> Result<V::Value, NotThat> {
    if number.trunc() != number {
        visitor.visit_f64(number)
    } else if number >= 0.0 {
        visitor.visit_u64(number as u64)
    } else {
        visitor.visit_i64(number as i64)
    }
}

struct Items<'a>(js_sys::ArrayIter<'a>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = NotThat;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotThat> {
        self.0.next().map(|item| seed.deserialize(Value(item))).transpose()
    }
}

struct Entries<'a> {
    entries: js_sys::ArrayIter<'a>,
    value: Option<JsValue>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = NotThat;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotThat> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        let (name, value) = pair(&entry);
        self.value = Some(value);
        seed.deserialize(StringDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotThat> {
        seed.deserialize(Value(self.value.take().ok_or(NotThat)?))
    }
}

/// An entry of an object: its name and its value.
fn pair(entry: &JsValue) -> (String, JsValue) {
    let entry: &Array = entry.unchecked_ref();
    (entry.get(0).unchecked_into::<JsString>().into(), entry.get(1))
}

/// A variant that has something in it.
struct Variant {
    name: String,
    value: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = NotThat;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value), NotThat> {
        Ok((seed.deserialize(StringDeserializer::new(self.name))?, Value(self.value)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = NotThat;

    fn unit_variant(self) -> Result<(), NotThat> {
        if self.0.is_null() { Ok(()) } else { Err(NotThat) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NotThat> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, NotThat> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, NotThat> {
        self.deserialize_any(visitor)
    }
}

#[cfg(all(test, target_family = "wasm"))]
mod tests {
    use std::fmt::Debug;

    use phial_shared::api::{ChangeLink, LinkState, LinkStatus, ServerConfig};
    use phial_shared::json::SerdeJson;
    use serde::Deserialize;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// Every shape that serde can ask for in our types, and some more.
    #[derive(Debug, PartialEq, Deserialize)]
    enum Shape {
        Plain,
        Holding(u8),
        Pair(i64, f64),
        Named { flag: bool, list: Vec<Option<String>>, unit: () },
    }

    fn reads_like_serde_json<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
        assert_eq!(BrowserJson::read::<T>(text.as_bytes()), SerdeJson::read::<T>(text.as_bytes()), "{text}");
    }

    #[wasm_bindgen_test]
    fn every_shape_reads_as_serde_json_reads_it() {
        for text in [
            r#""Plain""#,
            r#"{"Plain":null}"#,
            r#"{"Holding":255}"#,
            r#"{"Holding":256}"#,
            r#"{"Holding":-1}"#,
            r#"{"Holding":1.5}"#,
            r#"{"Holding":"1"}"#,
            r#"{"Holding":1,"Plain":null}"#,
            r#"{"Pair":[-9007199254740991,0.25]}"#,
            r#"{"Pair":[1]}"#,
            r#"{"Named":{"flag":true,"list":["\u00e8\n\"","",null],"unit":null}}"#,
            r#"{"Named":{"flag":false,"list":[],"unit":null,"more":{"a":[1,{}]}}}"#,
            r#"{"Named":{"flag":0,"list":[],"unit":null}}"#,
            r#"{"Named":{"list":[],"unit":null}}"#,
            r#"{"Named":[true,["x"],null]}"#,
            r#"{"Other":1}"#,
            r#""Other""#,
            "[]",
            "{}",
            "null",
            "true",
            "7",
            "",
            "{",
            r#""Plain" "Plain""#,
            "  \"Plain\" \n",
        ] {
            reads_like_serde_json::<Shape>(text);
            reads_like_serde_json::<Option<Shape>>(text);
            reads_like_serde_json::<Vec<Shape>>(&format!("[{text},{text}]"));
        }
    }

    #[wasm_bindgen_test]
    fn answers_read_as_serde_json_reads_them() {
        let largest = 1_u64 << 53;
        let config = format!(
            r#"{{"version":"1","site_name":"Clinique «Ж»","max_files_len":{largest},"max_lifetime":86400,"max_opens":null,
                "lease":3600,"senders":"open","later":{{"unknown":[]}}}}"#
        );
        assert_eq!(BrowserJson::read::<ServerConfig>(config.as_bytes()).unwrap().max_files_len, largest);
        reads_like_serde_json::<ServerConfig>(&config);
        for text in
            [r#"{}"#, r#"{"max_opens":null}"#, r#"{"max_opens":3}"#, r#"{"max_opens":3.5}"#, r#"{"max_opens":""}"#]
        {
            reads_like_serde_json::<ChangeLink>(text);
        }
        for state in ["live", "expired", "exhausted", "revoked", "locked", "gone"] {
            reads_like_serde_json::<LinkState>(&format!("\"{state}\""));
            let status = format!(r#"{{"state":"{state}","expires_at":1795000000,"opens_left":2,"factor":null}}"#);
            reads_like_serde_json::<LinkStatus>(&status);
        }
    }

    #[wasm_bindgen_test]
    fn what_is_no_utf8_is_refused() {
        assert_eq!(BrowserJson::read::<String>(b"\"\xff\""), None);
        assert_eq!(BrowserJson::read::<String>("\"\u{feff}è\"".as_bytes()).as_deref(), Some("\u{feff}è"));
    }
}
