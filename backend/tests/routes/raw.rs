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
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let head = format!(
            "PUT /api/v1/shares/{}/parts/{part} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            draft.id,
            &*draft.upload_token.to_bearer(),
            draft.part(part).len(),
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        Self { stream }
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
