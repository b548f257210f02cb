//! An identity provider that does as it is told, also what no real one would do.

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use phial_shared::encoding::encode;
use reqwest::Url;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(super) const CLIENT: &str = "phial test";
pub(super) const SECRET: &str = "s3cret/with+marks";

/// What is wrong with the next ID token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Nothing,
    Issuer,
    Audience,
    SeveralAudiences,
    Nonce,
    NoNonce,
    Expired,
    NotYet,
    NoSubject,
    NoSignature,
    AlgorithmNone,
    SharedSecret,
    StrangersKey,
    StrangersKeyUnderOurName,
    ChangedClaims,
}

impl Wrong {
    pub(super) const ALL: [Self; 14] = [
        Self::Issuer,
        Self::Audience,
        Self::SeveralAudiences,
        Self::Nonce,
        Self::NoNonce,
        Self::Expired,
        Self::NotYet,
        Self::NoSubject,
        Self::NoSignature,
        Self::AlgorithmNone,
        Self::SharedSecret,
        Self::StrangersKey,
        Self::StrangersKeyUnderOurName,
        Self::ChangedClaims,
    ];
}

struct Key {
    name: String,
    pair: EcdsaKeyPair,
}

struct Issued {
    nonce: String,
    challenge: String,
    redirect: String,
    subject: String,
    groups: Vec<String>,
}

struct State {
    issuer: String,
    now: u64,
    keys: Vec<Key>,
    codes: HashMap<String, Issued>,
    wrong: Wrong,
    groups_in_user_info: Option<(String, Vec<String>)>,
}

/// A running provider.
pub(super) struct Provider {
    state: Arc<Mutex<State>>,
    handle: ServerHandle,
}

/// What the provider gives to the browser.
pub(super) struct Answer {
    pub(super) code: String,
    pub(super) state: String,
}

impl Provider {
    pub(super) fn start(now: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State {
            issuer,
            now,
            keys: vec![Key::named("one")],
            codes: HashMap::new(),
            wrong: Wrong::Nothing,
            groups_in_user_info: None,
        }));
        let shared = web::Data::from(state.clone());
        let app = move || {
            App::new()
                .app_data(shared.clone())
                .route("/.well-known/openid-configuration", web::get().to(describe))
                .route("/keys", web::get().to(keys))
                .route("/token", web::post().to(token))
                .route("/me", web::get().to(me))
        };
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { state, handle }
    }

    pub(super) fn issuer(&self) -> String {
        self.state.lock().unwrap().issuer.clone()
    }

    /// The next ID token is wrong in this way.
    pub(super) fn will_be(&self, wrong: Wrong) {
        self.state.lock().unwrap().wrong = wrong;
    }

    /// New keys in the place of the old ones.
    pub(super) fn rotate(&self) {
        self.state.lock().unwrap().keys = vec![Key::named("two"), Key::named("three")];
    }

    /// Groups are told only by the user info endpoint, about this subject.
    pub(super) fn groups_by_user_info(&self, subject: &str, groups: &[&str]) {
        let groups = groups.iter().map(|group| (*group).to_owned()).collect();
        self.state.lock().unwrap().groups_in_user_info = Some((subject.to_owned(), groups));
    }

    /// What happens when somebody signs in at the address that the server has sent the browser to.
    pub(super) fn sign_in(&self, url: &str, subject: &str, groups: &[&str]) -> Answer {
        let url = Url::parse(url).unwrap();
        let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["response_mode"], "fragment");
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["scope"].split(' ').next(), Some("openid"));
        let mut state = self.state.lock().unwrap();
        let code = format!("code-{}-{subject}", state.codes.len());
        let issued = Issued {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect: asked["redirect_uri"].clone(),
            subject: subject.to_owned(),
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        };
        state.codes.insert(code.clone(), issued);
        Answer { code, state: asked["state"].clone() }
    }

    pub(super) async fn stop(&self) {
        self.handle.stop(false).await;
    }
}

impl Key {
    fn named(name: &str) -> Self {
        let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).unwrap();
        Self { name: name.to_owned(), pair }
    }

    fn public(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.name,
            "x": encode(&point[1..33]), "y": encode(&point[33..]),
        })
    }

    fn sign(&self, message: &str) -> String {
        encode(self.pair.sign(&SystemRandom::new(), message.as_bytes()).unwrap().as_ref())
    }
}

async fn describe(state: web::Data<Mutex<State>>) -> HttpResponse {
    let issuer = state.lock().unwrap().issuer.clone();
    HttpResponse::Ok().json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorise?tenant=a"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/keys"),
    }))
}

async fn keys(state: web::Data<Mutex<State>>) -> HttpResponse {
    let state = state.lock().unwrap();
    // A key for another purpose, and one of a kind that nobody knows.
    let others =
        [json!({"kty": "oct", "k": "AAAA", "kid": "shared", "alg": "HS256"}), json!({"kty": "NEW", "kid": "new"})];
    let keys: Vec<_> = state.keys.iter().map(Key::public).chain(others).collect();
    HttpResponse::Ok().json(json!({ "keys": keys }))
}

async fn token(state: web::Data<Mutex<State>>, request: HttpRequest, body: String) -> HttpResponse {
    let state = &mut *state.lock().unwrap();
    let form: HashMap<_, _> = Url::parse(&format!("x:?{body}")).unwrap().query_pairs().into_owned().collect();
    let authorization = request.headers().get("authorization").unwrap().to_str().unwrap().to_owned();
    // "phial%20test:s3cret%2Fwith%2Bmarks" in base64.
    assert_eq!(authorization, "Basic cGhpYWwlMjB0ZXN0OnMzY3JldCUyRndpdGglMkJtYXJrcw==");
    let Some(issued) = state.codes.remove(&form["code"]) else { return refuse() };
    let challenge = encode(&Sha256::digest(form["code_verifier"].as_bytes()));
    if challenge != issued.challenge || form["redirect_uri"] != issued.redirect {
        return refuse();
    }
    let id_token = id_token(state, &issued);
    state.wrong = Wrong::Nothing;
    HttpResponse::Ok().json(json!({"token_type": "Bearer", "access_token": "an-access-token", "id_token": id_token}))
}

fn refuse() -> HttpResponse {
    HttpResponse::BadRequest().json(json!({"error": "invalid_grant"}))
}

async fn me(state: web::Data<Mutex<State>>, request: HttpRequest) -> HttpResponse {
    assert_eq!(request.headers().get("authorization").unwrap(), "Bearer an-access-token");
    let (subject, groups) = state.lock().unwrap().groups_in_user_info.clone().unwrap();
    HttpResponse::Ok().json(json!({"sub": subject, "groups": groups}))
}

fn id_token(state: &State, issued: &Issued) -> String {
    let key = state.keys.last().unwrap();
    let stranger = Key::named("stranger");
    let mut header = json!({"typ": "JWT", "alg": "ES256", "kid": key.name});
    let mut claims = json!({
        "iss": state.issuer, "aud": CLIENT, "sub": issued.subject, "nonce": issued.nonce,
        "iat": state.now, "exp": state.now + 300, "name": "Anna Rossi", "email": "anna.rossi@hospital.example",
    });
    if state.groups_in_user_info.is_none() {
        claims["groups"] = json!(issued.groups);
    }
    match state.wrong {
        Wrong::Issuer => claims["iss"] = json!("https://other.example"),
        Wrong::Audience => claims["aud"] = json!("another"),
        Wrong::SeveralAudiences => claims["aud"] = json!([CLIENT, "another"]),
        Wrong::Nonce => claims["nonce"] = json!(encode(&[7; 32])),
        Wrong::NoNonce => claims["nonce"] = Value::Null,
        Wrong::Expired => claims["exp"] = json!(state.now - 61),
        Wrong::NotYet => claims["iat"] = json!(state.now + 61),
        Wrong::NoSubject => claims["sub"] = json!(""),
        Wrong::AlgorithmNone => header = json!({"alg": "none"}),
        Wrong::SharedSecret => header = json!({"alg": "HS256", "kid": "shared"}),
        Wrong::StrangersKey => header["kid"] = json!("stranger"),
        _ => (),
    }
    let message = format!("{}.{}", part(&header), part(&claims));
    let signature = match state.wrong {
        Wrong::NoSignature | Wrong::AlgorithmNone => String::new(),
        Wrong::SharedSecret => {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &[0, 0, 0]);
            encode(ring::hmac::sign(&key, message.as_bytes()).as_ref())
        }
        Wrong::StrangersKey | Wrong::StrangersKeyUnderOurName => stranger.sign(&message),
        _ => key.sign(&message),
    };
    if state.wrong == Wrong::ChangedClaims {
        claims["groups"] = json!(["it"]);
        return format!("{}.{}.{signature}", part(&header), part(&claims));
    }
    format!("{message}.{signature}")
}

fn part(value: &Value) -> String {
    encode(value.to_string().as_bytes())
}
