//! The OpenAPI document: made from the table of operations and the wire types, and pinned as `docs/openapi.json`, which
//! the server serves. `PHIAL_PIN=1 cargo test -p phial --test routes` writes it anew.

use std::collections::BTreeMap;
use std::path::Path;

use phial_shared::error_code::{ErrorCode, Problem};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::operations::{Content, OPERATIONS, Operation, Query, Token};

#[test]
fn the_pinned_document_is_that_of_the_code() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let document = document();
    if std::env::var_os("PHIAL_PIN").is_some() {
        std::fs::write(&file, serde_json::to_string_pretty(&document).unwrap() + "\n").unwrap();
    }
    let pinned = std::fs::read_to_string(&file).unwrap_or_default();
    // Not the text: in what order an object has its fields is up to the features that other packages ask of the library.
    let pinned: Value = serde_json::from_str(&pinned).unwrap_or_default();
    assert!(pinned == document, "docs/openapi.json is out of date: PHIAL_PIN=1 cargo test -p phial --test routes");
}

fn document() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .into_generator();
    let problem = generator.subschema_for::<Problem>();
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for operation in OPERATIONS {
        let path = paths.entry(format!("/api/v1{}", operation.path)).or_default();
        path.insert(operation.method.to_lowercase(), described(operation, &mut generator, problem.as_value()));
    }
    for (path, item) in &mut paths {
        item.insert("parameters".to_owned(), path_parameters(path));
    }
    let schemas = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Phial",
            "version": "1",
            "summary": "What a page or a program says to a Phial server",
            "description": "Bytes in JSON are base64url without padding, times are seconds, lengths are bytes. See docs/api.md.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": "32 bytes in base64url" },
            },
        },
    })
}

fn described(operation: &Operation, generator: &mut SchemaGenerator, problem: &Value) -> Value {
    let mut object = json!({
        "operationId": operation_id(operation),
        "summary": operation.summary,
        "responses": answers(operation, generator, problem),
    });
    if let Some(description) = token(operation.token) {
        object["security"] = json!([{ "token": [] }]);
        object["description"] = json!(description);
    }
    if let Some(request) = operation.request {
        object["requestBody"] = json!({ "required": true, "content": content(request, generator) });
    }
    if !operation.query.is_empty() {
        object["parameters"] = operation.query.iter().map(query_parameter).collect();
    }
    object
}

fn query_parameter(query: &Query) -> Value {
    let schema = match query.most {
        Some(most) => json!({ "type": "integer", "minimum": 0, "maximum": most }),
        None => json!({ "type": "string" }),
    };
    json!({ "name": query.name, "in": "query", "description": query.meaning, "schema": schema })
}

fn operation_id(operation: &Operation) -> String {
    let words = operation.path.split('/').filter(|word| !word.is_empty());
    let words = words.map(|word| word.trim_matches(['{', '}']));
    [operation.method.to_lowercase().as_str()].into_iter().chain(words).collect::<Vec<_>>().join("_")
}

fn token(token: Token) -> Option<String> {
    let whose = match token {
        Token::None => return None,
        Token::Upload => "the upload token of the share",
        Token::Owner => "the owner's token of the share",
        Token::OwnerOrUpload => "the owner's token of the share, or its upload token before sealing",
        Token::Lease => "a lease of the link",
        Token::Sending => "someone who may send (a session's cookie or token), unless everyone may",
        Token::Session => "a session (cookie or token), if there is one",
        Token::OurPage => "none, but the request must come from a page of this server",
        Token::Role(role) => {
            return Some(format!("Token: a session (cookie or token) with the role {}.", role.as_str()));
        }
    };
    Some(format!("Token: {whose}."))
}

fn answers(operation: &Operation, generator: &mut SchemaGenerator, problem: &Value) -> Value {
    let mut answers = Map::new();
    let mut done = json!({ "description": "Done" });
    if let Some(body) = operation.answer {
        done["content"] = content(body, generator);
    }
    if operation.path.ends_with("/content") {
        answers.insert("206".to_owned(), done.clone());
    }
    answers.insert(operation.status.to_string(), done);
    let mut errors: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for code in operation.all_errors() {
        errors.entry(code.status()).or_default().push(code.as_str());
    }
    for (status, codes) in errors {
        let answer = json!({
            "description": format!("Code: {}", codes.join(", ")),
            "content": { "application/problem+json": { "schema": problem } },
        });
        answers.insert(status.to_string(), answer);
    }
    Value::Object(answers)
}

fn content(content: Content, generator: &mut SchemaGenerator) -> Value {
    match content {
        Content::Json(schema) => json!({ "application/json": { "schema": schema(generator) } }),
        Content::Bytes => json!({ "application/octet-stream": {} }),
    }
}

fn path_parameters(path: &str) -> Value {
    let names = path.split('/').filter_map(|word| word.strip_prefix('{')?.strip_suffix('}'));
    let described = names.map(|name| {
        let schema = match name {
            "part" => json!({ "type": "integer", "minimum": 0 }),
            _ => json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]{22}$" }),
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    });
    described.collect()
}

#[test]
fn every_code_is_answered_somewhere() {
    for code in ErrorCode::ALL {
        let somewhere = OPERATIONS.iter().any(|operation| operation.all_errors().any(|error| error == *code));
        // What `/readyz` answers, and what is answered where there is no operation.
        let elsewhere = matches!(code, ErrorCode::NotReady | ErrorCode::NotFound);
        assert!(somewhere || elsewhere, "{code:?}");
    }
}
