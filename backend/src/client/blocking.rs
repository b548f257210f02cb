//! Work that holds a thread: reading and writing files, encrypting and decrypting.

/// Runs such work beside the asynchronous tasks. A panic in it goes on here.
pub(super) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let ended = tokio::task::spawn_blocking(work).await;
    match ended.map_err(tokio::task::JoinError::try_into_panic) {
        Ok(value) => value,
        Err(Ok(panic)) => std::panic::resume_unwind(panic),
        // Only the end of the runtime cancels such work, and then nobody waits for it.
        Err(Err(_)) => std::future::pending().await,
    }
}
