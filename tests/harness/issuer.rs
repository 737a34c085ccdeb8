//! A small OpenID Connect issuer with its own keys. It counts the requests that it gets.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use api::oidc::{self, Address, Settings};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::StatusCode;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rsa::Generate;
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The audience of its tokens.
pub(crate) const AUDIENCE: &str = "portfolio";

/// A running issuer.
pub(crate) struct Issuer {
    address: String,
    told: Arc<Told>,
}

/// The data that it returns.
struct Told {
    address: String,
    keys: Mutex<Vec<Value>>,
    fault: Mutex<Option<Fault>>,
    asked: AtomicUsize,
}

/// A fault of the issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It returns 503.
    Down,
    /// It names another issuer.
    AnotherName,
    /// Its keys are at a URL without TLS.
    InsecureKeys,
    /// It redirects to another host.
    Redirect,
    /// It returns a response without end.
    TooLarge,
    /// It returns something that is not JSON.
    Nonsense,
}

impl Issuer {
    /// Starts an issuer that publishes these keys.
    pub(crate) async fn start(keys: &[&Key]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/realms/portfolio", listener.local_addr().expect("an address"));
        let told = Arc::new(Told {
            address: address.clone(),
            keys: Mutex::default(),
            fault: Mutex::default(),
            asked: AtomicUsize::new(0),
        });
        let service = Router::new().fallback(answer).with_state(told.clone());
        tokio::spawn(async move { axum::serve(listener, service).await });
        let issuer = Self { address, told };
        issuer.tells(keys);
        issuer
    }

    /// The URL that identifies it.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Publishes these keys from now on.
    pub(crate) fn tells(&self, keys: &[&Key]) {
        *self.told.keys.lock().expect("the keys") = keys.iter().map(|key| key.told.clone()).collect();
    }

    /// Has this fault from now on.
    pub(crate) fn is(&self, fault: Option<Fault>) {
        *self.told.fault.lock().expect("the fault") = fault;
    }

    /// How often its keys were requested, or its discovery document while it has a fault.
    pub(crate) fn asked(&self) -> usize {
        self.told.asked.load(Ordering::SeqCst)
    }

    /// The service's settings for this issuer; nothing was requested yet.
    pub(crate) fn trusted(&self, role_claim: &str, roles: &[&str]) -> oidc::Issuer {
        trust(&self.address, role_claim, roles)
    }

    /// The claims of a token, with some replaced, and without those that are null.
    pub(crate) fn claims(&self, others: Value) -> Value {
        let mut claims = json!({
            "iss": self.address, "aud": AUDIENCE, "sub": "42", "name": "Maud", "roles": ["reader"],
            // Noon of the day on which the tests run, and one hour later.
            "iat": 1_768_478_400, "exp": 1_768_482_000
        });
        let members = claims.as_object_mut().expect("claims");
        let Value::Object(others) = others else { panic!("the claims are an object") };
        members.extend(others);
        members.retain(|_, value| !value.is_null());
        claims
    }
}

/// The service's settings for an issuer.
pub(crate) fn trust(issuer: &str, role_claim: &str, roles: &[&str]) -> oidc::Issuer {
    let settings = Settings {
        issuer: Address::of_issuer(issuer).expect("an address"),
        audience: AUDIENCE.to_owned(),
        role_claim: role_claim.to_owned(),
        roles: roles.iter().map(|role| role.parse().expect("a role")).collect(),
    };
    oidc::Issuer::new(settings).expect("an issuer")
}

async fn answer(State(told): State<Arc<Told>>, request: Request) -> Response {
    let fault = *told.fault.lock().expect("the fault");
    let path = request.uri().path();
    if fault.is_some() || path.ends_with("/certs") {
        told.asked.fetch_add(1, Ordering::SeqCst);
    }
    let discovery = |issuer: &str, keys: &str| {
        axum::Json(json!({ "issuer": issuer, "jwks_uri": keys, "token_endpoint": "x" })).into_response()
    };
    let keys = format!("{}/certs", told.address);
    match (path, fault) {
        (_, Some(Fault::Down)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        (_, Some(Fault::TooLarge)) => " ".repeat(2 * 1024 * 1024).into_response(),
        (_, Some(Fault::Nonsense)) => "<html>".into_response(),
        (_, Some(Fault::Redirect)) => Redirect::temporary(&told.address).into_response(),
        (_, Some(Fault::AnotherName)) => discovery("https://login.example.org", &keys),
        (_, Some(Fault::InsecureKeys)) => discovery(&told.address, "http://login.example.org/certs"),
        ("/realms/portfolio/.well-known/openid-configuration", None) => discovery(&told.address, &keys),
        ("/realms/portfolio/certs", None) => {
            axum::Json(json!({ "keys": *told.keys.lock().expect("the keys") })).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A signing key.
pub(crate) struct Key {
    id: String,
    told: Value,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
}

/// Shared by all tests: generating a key takes long.
static RSA: LazyLock<Key> = LazyLock::new(|| {
    let key = rsa::PrivateKey::generate();
    let der = key.to_pkcs1_der().expect("a key");
    let part = |bytes: Box<[u8]>| {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        encoded(&bytes[zeros..])
    };
    let (n, e) = (part(key.n().to_be_bytes()), part(key.e().to_be_bytes()));
    let told = json!({ "kid": "rsa", "kty": "RSA", "use": "sig", "alg": "RS256", "n": n, "e": e });
    let pair = RsaKeyPair::from_der(der.as_bytes()).expect("a key");
    Key { id: "rsa".to_owned(), told, pair: Pair::Rsa(pair) }
});

impl Key {
    /// The RSA key.
    pub(crate) fn rsa() -> &'static Self {
        &RSA
    }

    /// A new key on P-256.
    pub(crate) fn ec(id: &str) -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key");
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let told = json!({ "kid": id, "kty": "EC", "crv": "P-256", "x": encoded(x), "y": encoded(y) });
        Self { id: id.to_owned(), told, pair: Pair::Ec(pair) }
    }

    /// A public number of the key.
    pub(crate) fn public(&self) -> &str {
        self.told["n"].as_str().or(self.told["x"].as_str()).expect("a part")
    }

    /// The header of its tokens.
    pub(crate) fn header(&self) -> Value {
        let algorithm = match self.pair {
            Pair::Rsa(_) => "RS256",
            Pair::Ec(_) => "ES256",
        };
        json!({ "alg": algorithm, "kid": self.id, "typ": "JWT" })
    }

    /// A token with these claims.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.token_with(&self.header(), claims)
    }

    /// A token with any header.
    pub(crate) fn token_with(&self, header: &Value, claims: &Value) -> String {
        let message = unsigned(header, claims);
        let random = SystemRandom::new();
        let signature = match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).expect("RSA");
                signature
            }
            Pair::Ec(pair) => pair.sign(&random, message.as_bytes()).expect("ECDSA").as_ref().to_vec(),
        };
        format!("{message}.{}", encoded(&signature))
    }
}

/// The part of a token that is signed.
pub(crate) fn unsigned(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encoded(header.to_string().as_bytes()), encoded(claims.to_string().as_bytes()))
}

pub(crate) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
