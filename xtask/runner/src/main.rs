//! The `runner` of `cargo test --target wasm32-unknown-unknown`: wasm-bindgen's own, built from the
//! version that `Cargo.lock` pins, so that it always speaks the page's dialect.

use std::env;

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os())
}
