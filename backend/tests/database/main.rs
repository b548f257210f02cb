//! What every database must do, asked of each through the trait: SQLite and PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests, helpers included")]

/// Runs each of these functions as a test of each database.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::support::Place::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::support::Place::postgres().await).await;
            })+
        }
    };
}

mod audit;
mod erasure;
mod failures;
mod fixtures;
mod links;
mod looks;
mod migrations;
mod model;
mod plans;
mod races;
mod shares;
mod support;
mod traces;
