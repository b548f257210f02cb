//! A real identity provider: the npm package `oidc-provider`, as a process on loopback.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A running provider. Ends when it is dropped.
pub struct IdentityProvider {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    issuer: String,
}

/// What the provider knows this server by.
pub const CLIENT_ID: &str = "phial";
/// What the server proves itself with.
pub const CLIENT_SECRET: &str = "a secret of the tests";

impl IdentityProvider {
    /// Starts a provider that sends browsers back to `{origin}/signed-in`.
    pub fn start(origin: &str) -> Self {
        let folder = crate::from_environment("PHIAL_OIDC_PROVIDER");
        let mut process = Command::new("node")
            .arg(Path::new(&folder).join("provider.mjs"))
            .arg(format!("{origin}/signed-in"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let orders = process.stdin.take().unwrap();
        let mut answers = BufReader::new(process.stdout.take().unwrap());
        let issuer = answer(&mut answers)["issuer"].as_str().unwrap().to_owned();
        Self { process, orders, answers, issuer }
    }

    /// Its address.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Makes it sign with other keys, and forget the old ones.
    pub fn rotate_keys(&mut self) {
        self.orders.write_all(b"rotate\n").unwrap();
        assert_eq!(answer(&mut self.answers)["rotated"], true);
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The next line of JSON; the package has notices of its own between them.
fn answer(answers: &mut impl BufRead) -> Value {
    loop {
        let mut line = String::new();
        assert!(answers.read_line(&mut line).unwrap() > 0, "the provider has ended");
        if let Ok(answer) = serde_json::from_str(&line) {
            return answer;
        }
    }
}
