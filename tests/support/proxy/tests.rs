use super::*;

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
