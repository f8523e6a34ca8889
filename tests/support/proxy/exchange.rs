//! A connection on which things go wrong with one request or another.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::faults::Fault;
use super::message::Message;
use super::{Shared, lock};

/// Carries whole requests and answers until either side ends or a fault cuts the line.
pub(super) async fn carry(client: &mut TcpStream, shared: &Shared) {
    let connection = lock(&shared.requests).connect();
    while let Some(request) = Message::request(client).await {
        let fault = match &mut *lock(&shared.faults) {
            Some(faults) => faults.next(&request.line()),
            None => Fault::None,
        };
        lock(&shared.requests).see(connection, &request.raw);
        if one(&request, fault, client, shared).await.is_none() {
            return;
        }
    }
}

/// None: the line is cut.
async fn one(
    request: &Message,
    fault: Fault,
    client: &mut TcpStream,
    shared: &Shared,
) -> Option<()> {
    let sent = match fault {
        Fault::ShortenRequest { percent } => request.shortened(percent),
        Fault::EmptyRequest => request.shortened(0),
        Fault::CutUp { percent } => part(&request.raw, percent).to_vec(),
        _ => request.raw.clone(),
    };
    match fault {
        Fault::Delay { ms } => pause(ms).await,
        Fault::Foreign { status } => return write(client, &foreign(status)).await,
        Fault::CutUp { .. } => {
            let mut server = connect(shared).await?;
            write(&mut server, &sent).await?;
            return None;
        }
        Fault::Repeat => {
            ask(request, &sent, shared).await?;
        }
        _ => {}
    }
    let answer = ask(request, &sent, shared).await?;
    match fault {
        Fault::ShortenAnswer { percent } => write(client, &answer.shortened(percent)).await,
        Fault::EmptyAnswer => write(client, &answer.shortened(0)).await,
        Fault::CutDown { percent } => {
            write(client, part(&answer.raw, percent)).await?;
            None
        }
        _ => {
            lock(&shared.traffic).down_bytes += answer.raw.len() as u64;
            write(client, &answer.raw).await
        }
    }
}

/// By a connection of its own, so that no answer is taken for another's.
async fn ask(request: &Message, sent: &[u8], shared: &Shared) -> Option<Message> {
    let mut server = connect(shared).await?;
    lock(&shared.traffic).up_bytes += sent.len() as u64;
    write(&mut server, sent).await?;
    Message::answer(&mut server, request).await
}

async fn connect(shared: &Shared) -> Option<TcpStream> {
    let upstream = *lock(&shared.upstream);
    let server = TcpStream::connect(upstream).await.ok()?;
    let _ = server.set_nodelay(true);
    lock(&shared.traffic).connections += 1;
    Some(server)
}

async fn write(to: &mut TcpStream, bytes: &[u8]) -> Option<()> {
    to.write_all(bytes).await.ok()
}

fn part(bytes: &[u8], percent: usize) -> &[u8] {
    &bytes[..bytes.len() * percent.min(100) / 100]
}

fn foreign(status: u16) -> Vec<u8> {
    let page = "<!doctype html><title>Đăng nhập Wi-Fi</title>";
    format!(
        "HTTP/1.1 {status} Foreign\r\nLocation: http://wifi.example/\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}",
        page.len()
    )
    .into_bytes()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a slow way is a fault, not a way of waiting"
)]
async fn pause(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}
