//! One HTTP/1.1 message, read whole, so that it can be passed on, changed or repeated. Pure but for
//! the reading.

use tokio::io::{AsyncRead, AsyncReadExt as _};

const END_OF_HEAD: &[u8] = b"\r\n\r\n";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// Exactly as it came.
    pub(super) raw: Vec<u8>,
    head_bytes: usize,
    /// Without the framing of chunks.
    body: Vec<u8>,
}

/// How the end of a body is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    Length(usize),
    Chunks,
    UntilEnd,
}

impl Message {
    /// None if the line ends before the message does.
    pub(super) async fn request(from: &mut (impl AsyncRead + Unpin)) -> Option<Self> {
        Self::read(from, |head| match length(head) {
            Some(length) => Framing::Length(length),
            None if is_chunked(head) => Framing::Chunks,
            None => Framing::Length(0),
        })
        .await
    }

    /// The answer to that request.
    pub(super) async fn answer(
        from: &mut (impl AsyncRead + Unpin),
        request: &Self,
    ) -> Option<Self> {
        let is_head = request.raw.starts_with(b"HEAD ");
        Self::read(from, |head| {
            let status = first_line(head).split(' ').nth(1).unwrap_or_default();
            match length(head) {
                _ if is_head || matches!(status, "204" | "304") => Framing::Length(0),
                Some(length) => Framing::Length(length),
                None if is_chunked(head) => Framing::Chunks,
                None => Framing::UntilEnd,
            }
        })
        .await
    }

    async fn read(
        from: &mut (impl AsyncRead + Unpin),
        framing: impl FnOnce(&[u8]) -> Framing,
    ) -> Option<Self> {
        let mut raw = Vec::new();
        let head_bytes = loop {
            if let Some(at) = find(&raw, END_OF_HEAD) {
                break at + END_OF_HEAD.len();
            }
            more(from, &mut raw).await?;
        };
        let framing = framing(&raw[..head_bytes]);
        let body = loop {
            let got = &raw[head_bytes..];
            match framing {
                Framing::Length(length) if got.len() >= length => break got[..length].to_vec(),
                Framing::Chunks => {
                    if let Some(body) = joined(got) {
                        break body;
                    }
                }
                Framing::Length(_) | Framing::UntilEnd => {}
            }
            let is_more = more(from, &mut raw).await.is_some();
            match framing {
                _ if is_more => {}
                Framing::UntilEnd => break raw[head_bytes..].to_vec(),
                Framing::Length(_) | Framing::Chunks => return None,
            }
        };
        Some(Self {
            raw,
            head_bytes,
            body,
        })
    }

    /// `POST /v1/sync/push`
    pub(super) fn line(&self) -> String {
        let line = first_line(&self.raw);
        line.strip_suffix(" HTTP/1.1").unwrap_or(line).to_owned()
    }

    /// The same message with only this part of its body, and a head that says so.
    pub(super) fn shortened(&self, percent: usize) -> Vec<u8> {
        let kept = &self.body[..self.body.len() * percent / 100];
        let head = String::from_utf8_lossy(&self.raw[..self.head_bytes]).into_owned();
        let is_framing = |line: &str| {
            let line = line.to_ascii_lowercase();
            line.starts_with("content-length:") || line.starts_with("transfer-encoding:")
        };
        let mut bytes = Vec::new();
        for line in head.trim_end().split("\r\n") {
            if !is_framing(line) {
                bytes.extend([line.as_bytes(), b"\r\n"].concat());
            }
        }
        bytes.extend(format!("Content-Length: {}\r\n\r\n", kept.len()).bytes());
        bytes.extend(kept);
        bytes
    }
}

async fn more(from: &mut (impl AsyncRead + Unpin), raw: &mut Vec<u8>) -> Option<()> {
    let mut buffer = vec![0; 16 * 1024];
    match from.read(&mut buffer).await {
        Ok(n_bytes @ 1..) => raw.extend(&buffer[..n_bytes]),
        _ => return None,
    }
    Some(())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn first_line(bytes: &[u8]) -> &str {
    let line = bytes.split(|byte| *byte == b'\r').next();
    std::str::from_utf8(line.unwrap_or_default()).unwrap_or_default()
}

fn header(head: &[u8], name: &str) -> Option<String> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let found = head.split("\r\n").find_map(|line| line.strip_prefix(name));
    found.map(|value| value.trim().to_owned())
}

fn length(head: &[u8]) -> Option<usize> {
    header(head, "content-length:")?.parse().ok()
}

fn is_chunked(head: &[u8]) -> bool {
    header(head, "transfer-encoding:").is_some_and(|coding| coding.ends_with("chunked"))
}

/// The contents of chunks; none before the last has come.
fn joined(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let at = find(bytes, b"\r\n")?;
        let size = std::str::from_utf8(&bytes[..at]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        let chunk = bytes.get(at + 2..at + 2 + size)?;
        bytes = bytes.get(at + 2 + size + 2..)?;
        if size == 0 {
            return Some(body);
        }
        body.extend(chunk);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answered(text: &str) -> Option<Message> {
        let request = Message::request(&mut &b"GET / HTTP/1.1\r\n\r\n"[..]).await?;
        Message::answer(&mut text.as_bytes(), &request).await
    }

    #[tokio::test]
    async fn a_request_is_read_to_the_end_of_its_body() {
        let text = b"POST /v1/sync/push HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody";
        let request = Message::request(&mut &text[..]).await.unwrap();
        assert_eq!(request.line(), "POST /v1/sync/push");
        assert_eq!(
            (&request.raw[..], &request.body[..]),
            (&text[..], &b"body"[..])
        );
        assert_eq!(Message::request(&mut &text[..text.len() - 1]).await, None);
    }

    #[tokio::test]
    async fn chunks_are_joined_and_a_missing_one_is_noticed() {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n";
        assert_eq!(answered(text).await.unwrap().body, b"onetwo");
        assert_eq!(answered(&text[..text.len() - 6]).await, None);
    }

    #[tokio::test]
    async fn a_shortened_message_says_how_long_it_is() {
        let text = "HTTP/1.1 200 OK\r\nA: b\r\ncontent-length: 4\r\n\r\nbody";
        let answer = answered(text).await.unwrap();
        let expected = "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\nbo";
        assert_eq!(answer.shortened(50), expected.as_bytes());
    }

    #[tokio::test]
    async fn an_answer_without_a_body_ends_with_its_head() {
        let text = "HTTP/1.1 304 Not Modified\r\n\r\n";
        assert_eq!(answered(text).await.unwrap().raw, text.as_bytes());
    }
}
