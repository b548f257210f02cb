//! What fails between the server and both PostgreSQL and S3 at a time: every request ends in time, in success or in an error
//! after which it can be sent again; nothing that was acknowledged is lost, and nothing is left behind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::time::Duration;

use phial_e2e::faults::round::{Patience, Round};
use phial_e2e::faults::{Fault, Proxy};
use phial_e2e::garage::Garage;
use phial_e2e::server::Server;
use phial_e2e::wait::until;
use phial_testkit::postgres::{Durability, Postgres};

/// One part, larger than every buffer on the way.
const ONE_PART: u64 = 1_000_000;
const TWO_PARTS: u64 = 9_000_000;

/// Two transactions, each of which may wait 5 s for a connection and 20 s for the answers; two calls to the store; and what a
/// busy machine adds.
const PATIENCE: Patience = Patience(Duration::from_secs(2 * 25 + 2 * 6 + 15));
const TIMEOUTS: [&str; 4] =
    ["--database-connections=4", "--s3-timeout=6s", "--s3-connect-timeout=1s", "--s3-read-timeout=2s"];

/// Of the database, and of the store.
const FAULTS: [(Fault, Fault); 5] = [
    (Fault::Refused, Fault::Refused),
    (Fault::Stalled, Fault::Stalled),
    (Fault::AnswerReset(700), Fault::RequestReset(300_000)),
    (Fault::AnswerLost, Fault::AnswerLost),
    (Fault::AnswerCut(1300), Fault::Status(503)),
];

/// How many connections a fault befalls: all, or so few that some requests come through by one and not by the other.
const TIMES: [u32; 2] = [u32::MAX, 3];

// A command that is waited for must not hold up the proxies.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_faults_of_both_each_request_ends_well() {
    let (postgres, garage) = (Postgres::start(Durability::Off), Garage::start().await);
    let before_postgres = Proxy::before(([127, 0, 0, 1], postgres.port()).into()).await;
    let before_garage = Proxy::before(garage.address).await;
    let url = postgres.create_database();
    let url = url.replace(&format!(":{}/", postgres.port()), &format!(":{}/", before_postgres.address.port()));
    let mut place = garage.flags_through(before_garage.address);
    place.push(format!("--database={url}"));
    let place: Vec<_> = place.iter().map(String::as_str).collect();
    let server = Server::start(&[&place[..], &TIMEOUTS].concat()).await;
    for (faults, times) in FAULTS.into_iter().flat_map(|faults| TIMES.map(|times| (faults, times))) {
        let round = Round::before((faults, times), &server.origin(), ONE_PART, TWO_PARTS).await;
        before_postgres.inject_times(faults.0, times);
        before_garage.inject_times(faults.1, times);
        round.try_everything(PATIENCE).await;
        before_postgres.heal();
        before_garage.heal();
        // Connections that were broken are given up as they are found.
        until("the server is ready", async || {
            let answer = reqwest::get(format!("{}/readyz", server.origin())).await.ok()?;
            (answer.status() == 200).then_some(())
        })
        .await;
        round.go_on().await;
        assert_eq!(garage.objects().await, Vec::<String>::new(), "{faults:?}, {times}");
    }
    server.command(&[&["audit", "verify"], &place[..]].concat());
    assert_eq!(server.command(&[&["doctor", "--older-than=0s"], &place[..]].concat()), "");
}
