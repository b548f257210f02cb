//! `/share-target`: what the browser of an installed page should have kept to itself.

use phial_shared::error_code::ErrorCode;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::raw::RawPut;
use crate::support::{TestServer, problem, soon};

#[tokio::test]
async fn what_comes_is_not_read_and_the_page_says_so() {
    let server = TestServer::start().await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    // Ten megabytes are announced, and never sent: whoever waited for them would not answer.
    let head = "POST /share-target HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\n\
        content-length: 10000000\r\n\r\n--b\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = soon(RawPut { stream }.answer()).await.to_lowercase();
    assert!(answer.starts_with("http/1.1 303 "), "{answer}");
    assert!(answer.contains("\r\nlocation: /?shared\r\n") && answer.contains("\r\nconnection: close\r\n"), "{answer}");
}

#[tokio::test]
async fn nothing_is_there_to_read() {
    let server = TestServer::start().await;
    let response = server.get("/share-target").send().await.unwrap();
    assert_eq!(response.headers()["allow"], "POST");
    problem(response, ErrorCode::MethodNotAllowed).await;
}
