use super::*;
use crate::chance::Chance;

/// A server that answers every request whose whole head it reads at once, and remembers nothing.
async fn server(answer: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = vec![0; 64 * 1024];
                while let Ok(n_bytes @ 1..) = stream.read(&mut buffer).await {
                    let has_head = buffer[..n_bytes].windows(4).any(|four| four == b"\r\n\r\n");
                    if has_head && stream.write_all(answer.as_bytes()).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    address
}

async fn ask(proxy: &Proxy, request: &[u8]) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(proxy.address).await?;
    stream.write_all(request).await?;
    let mut buffer = vec![0; 1024];
    let n_bytes = stream.read(&mut buffer).await?;
    Ok(String::from_utf8_lossy(&buffer[..n_bytes]).into_owned())
}

/// Asks and gets no answer: the connection stands still and the proxy is shut then.
async fn ask_until_cut(proxy: &Proxy, request: &[u8]) {
    let cut = async {
        proxy.wait_for_standstill().await.unwrap();
        proxy.refuse();
    };
    let (answer, ()) = tokio::join!(ask(proxy, request), cut);
    assert!(answer.as_ref().map_or(true, String::is_empty), "{answer:?}");
}

#[tokio::test]
async fn bytes_and_first_lines_are_counted_while_it_is_open() {
    let proxy = Proxy::start(server("yes").await).await.unwrap();
    let request = b"GET /v1/hello?n=1 HTTP/1.1\r\nHost: here\r\n\r\n";
    assert_eq!(ask(&proxy, request).await.unwrap(), "yes");
    assert_eq!(proxy.requests(), ["GET /v1/hello?n=1"]);
    assert_eq!(proxy.bytes_of("GET /v1/hello"), [request.len() as u64]);
    let expected = Traffic {
        connections: 1,
        up_bytes: request.len() as u64,
        down_bytes: 3,
    };
    assert_eq!(proxy.traffic(), expected);
}

#[tokio::test]
async fn nothing_goes_through_while_it_refuses() {
    let proxy = Proxy::start(server("yes").await).await.unwrap();
    proxy.refuse();
    let answer = ask(&proxy, b"GET / HTTP/1.1\r\n\r\n").await;
    assert!(answer.as_ref().map_or(true, String::is_empty), "{answer:?}");
    assert_eq!(proxy.traffic(), Traffic::default());
    proxy.open();
    assert_eq!(ask(&proxy, b"GET / HTTP/1.1\r\n\r\n").await.unwrap(), "yes");
}

#[tokio::test]
async fn an_upload_is_cut_at_the_byte_wanted_over_all_its_requests() {
    let proxy = Proxy::start(server("yes").await).await.unwrap();
    let first = b"PATCH /v1/uploads/a HTTP/1.1\r\n\r\n0123456789";
    let second = b"PATCH /v1/uploads/b HTTP/1.1\r\n\r\n0123456789";
    let after_bytes = second.len() as u64 + 5;
    proxy.open_with(Trap::InUpload {
        nth: 2,
        after_bytes,
    });
    for request in [first, second] {
        assert_eq!(ask(&proxy, request).await.unwrap(), "yes");
    }
    ask_until_cut(&proxy, second).await;
    assert_eq!(proxy.upload_bytes(), [first.len() as u64, after_bytes]);
}

#[tokio::test]
async fn a_lost_answer_leaves_the_request_done() {
    let proxy = Proxy::start(server("yes").await).await.unwrap();
    proxy.open_with(Trap::BeforeAnswer {
        request: "POST /v1/installs",
    });
    assert_eq!(ask(&proxy, b"GET / HTTP/1.1\r\n\r\n").await.unwrap(), "yes");
    ask_until_cut(&proxy, b"POST /v1/installs HTTP/1.1\r\n\r\n{}").await;
    assert_eq!(proxy.requests(), ["GET /", "POST /v1/installs"]);
}

/// A server that answers every request with how many it has heard.
async fn counting_server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut heard = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let Some(_) = message::Message::request(&mut stream).await else {
                continue;
            };
            heard += 1;
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{heard:04}");
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn by_chance_requests_are_heard_twice_cut_emptied_or_answered_by_others() {
    let proxy = Proxy::start(counting_server().await).await.unwrap();
    proxy.strike(Faults::new(Chance::new(1), 100));
    let mut answers = Vec::new();
    for _ in 0..60 {
        let request = b"POST /v1/sync/push HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";
        answers.push(ask(&proxy, request).await.unwrap_or_default());
    }
    let met = proxy.calm();
    assert_eq!(met.len(), 60, "{met:?}");
    let are =
        |wanted: &dyn Fn(&str) -> bool| answers.iter().filter(|answer| wanted(answer)).count();
    assert!(are(&|answer| answer.is_empty()) > 5, "cut: {answers:?}");
    assert!(
        are(&|answer| answer.ends_with("Length: 0\r\n\r\n")) > 2,
        "emptied: {answers:?}"
    );
    assert!(
        are(&|answer| answer.contains("Foreign")) > 2,
        "foreign: {answers:?}"
    );
    assert!(
        met.iter().filter(|line| line.ends_with("Repeat")).count() > 5,
        "{met:?}"
    );
    // Every one that was heard counts, also the first of two.
    let last = ask(&proxy, b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let heard: usize = last[last.len() - 4..].parse().unwrap();
    assert!((40..100).contains(&heard), "{heard}");
}

#[tokio::test]
async fn a_cut_ends_what_is_under_way_and_nothing_else() {
    let proxy = Proxy::start(server("yes").await).await.unwrap();
    let mut stream = TcpStream::connect(proxy.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut buffer = [0; 16];
    assert_eq!(stream.read(&mut buffer).await.unwrap(), 3);
    proxy.cut();
    assert!(!matches!(stream.read(&mut buffer).await, Ok(1..)));
    assert_eq!(ask(&proxy, b"GET / HTTP/1.1\r\n\r\n").await.unwrap(), "yes");
}
