use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

use super::*;

/// A server that reads one request per connection and answers with the next of `answers`, then hangs up.
fn scripted(answers: Vec<Vec<u8>>) -> (Dial, Arc<AtomicUsize>) {
    let dialled = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&dialled);
    let dial: Dial = Box::new(move || {
        let turn = count.fetch_add(1, Ordering::SeqCst);
        let answer = answers.get(turn).cloned();
        Box::pin(async move {
            let Some(answer) = answer else { return Err(vec![Finding::failure("refused")]) };
            let (near, far) = duplex(16 * 1024);
            tokio::spawn(serve(far, answer));
            Ok(Box::new(near) as Box<dyn Duplex>)
        })
    });
    (dial, dialled)
}

async fn serve(mut stream: DuplexStream, answer: Vec<u8>) {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => asked.push(byte),
            Err(_) => return,
        }
    }
    let _ = stream.write_all(&answer).await;
}

async fn ask(answer: &[u8]) -> Result<HttpAnswer, HttpFault> {
    let (dial, _) = scripted(vec![answer.to_vec()]);
    let stream = dial().await.expect("a stream");
    let mut client = HttpClient::new(stream, dial);
    client.send(&get("http://bucket.example/?a=b")).await
}

fn get(uri: &str) -> Request<()> {
    Request::get(uri).body(()).expect("a request")
}

#[tokio::test]
async fn an_answer_comes_whole_with_its_clock() {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let answer = ask(format!("HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: 2\r\n\r\nhi").as_bytes()).await;
    let answer = answer.expect("an answer");
    assert_eq!(&answer.body[..], b"hi");
    let ahead = answer.clock_ahead().expect("a clock");
    assert_eq!(ahead, 784_111_777 - answer.at.0 / 1000);
}

#[tokio::test]
async fn what_is_not_an_answer_is_told_apart() {
    assert!(matches!(ask(b"").await, Err(HttpFault::Closed)));
    assert!(matches!(ask(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi").await, Err(HttpFault::Cut)));
    assert!(matches!(ask(b"\x15\x03\x01\x00\x02\x02\x28").await, Err(HttpFault::TlsExpected)));
    let Err(HttpFault::NotHttp(words)) = ask(b"SSH-2.0-OpenSSH_9.2\r\n").await else { panic!("SSH taken for HTTP") };
    assert_eq!(words, "SSH-2.0-OpenSSH_9.2");
}

#[tokio::test]
async fn headers_and_bodies_are_bounded() {
    let long = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "a".repeat(HEADER_LIMIT));
    assert!(matches!(ask(long.as_bytes()).await, Err(HttpFault::TooLarge(HEADER_LIMIT))));
    let mut endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..=BODY_LIMIT / 0x8000 {
        endless.extend_from_slice(b"8000\r\n");
        endless.resize(endless.len() + 0x8000, b'x');
        endless.extend_from_slice(b"\r\n");
    }
    assert!(matches!(ask(&endless).await, Err(HttpFault::TooLarge(BODY_LIMIT))));
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_names_only_the_host() {
    let answer =
        ask(b"HTTP/1.1 302 Found\r\nLocation: https://portal.example/login?token=t\r\nContent-Length: 0\r\n\r\n");
    let finding = answer.await.expect("an answer").redirect().expect("a redirect");
    assert_eq!(finding.code, codes::REDIRECT);
    assert_eq!(finding.params["location"], "https://portal.example");
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_replaced_once() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec();
    let (dial, dialled) = scripted(vec![answer.clone(), answer]);
    let stream = dial().await.expect("a stream");
    let mut client = HttpClient::new(stream, dial);
    for _ in 0..2 {
        let answer = client.send(&get("http://bucket.example/")).await.expect("an answer");
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert_eq!(dialled.load(Ordering::SeqCst), 2);
    let Err(HttpFault::Redial(findings)) = client.send(&get("http://bucket.example/")).await else {
        panic!("a third connection came from nowhere")
    };
    assert_eq!(findings[0].code, "refused");
}

#[tokio::test]
async fn the_second_answer_of_a_connection_is_judged_by_its_own_words() {
    let (near, mut far) = duplex(16 * 1024);
    tokio::spawn(async move {
        for answer in [&b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"[..], b"SSH-2.0-OpenSSH_9.2\r\n"] {
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                asked.push(far.read_u8().await.expect("a request"));
            }
            far.write_all(answer).await.expect("written");
        }
    });
    let (dial, _) = scripted(Vec::new());
    let mut client = HttpClient::new(Box::new(near), dial);
    client.send(&get("http://bucket.example/")).await.expect("an answer");
    let Err(HttpFault::NotHttp(words)) = client.send(&get("http://bucket.example/")).await else {
        panic!("SSH taken for HTTP")
    };
    assert_eq!(words, "SSH-2.0-OpenSSH_9.2");
}
