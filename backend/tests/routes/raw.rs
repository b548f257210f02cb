//! Requests that no ordinary client sends.

use phial_shared::error_code::ErrorCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Draft, TestServer};

/// A request whose body the test sends piece by piece.
pub(crate) struct RawPut {
    pub(crate) stream: TcpStream,
}

impl RawPut {
    pub(crate) async fn begin(server: &TestServer, draft: &Draft, part: u32) -> Self {
        Self::with_header(server, draft, part, "").await
    }

    async fn with_header(server: &TestServer, draft: &Draft, part: u32, header: &str) -> Self {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let head = format!(
            "PUT /api/v1/shares/{}/parts/{part} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
             content-length: {}\r\nconnection: close\r\n{header}\r\n",
            draft.id,
            &*draft.upload_token.to_bearer(),
            draft.part(part).len(),
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        Self { stream }
    }

    /// Waits until the server has begun with the request.
    pub(crate) async fn under_way(server: &TestServer, draft: &Draft, part: u32) -> Self {
        let mut put = Self::with_header(server, draft, part, "expect: 100-continue\r\n").await;
        let mut go_on = [0; 25];
        put.stream.read_exact(&mut go_on).await.unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        put
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    pub(crate) async fn answer(mut self) -> String {
        let mut answer = Vec::new();
        self.stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    }
}

pub(crate) fn assert_problem(answer: &str, code: ErrorCode) {
    assert!(answer.starts_with(&format!("HTTP/1.1 {}", code.status())), "{answer}");
    assert!(answer.contains(&format!(r#""code":"{}""#, code.as_str())), "{answer}");
}
