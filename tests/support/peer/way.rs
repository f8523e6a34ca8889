//! A way to the server: HTTP over loopback, or a router in the same process.

use std::future::Future;

/// A request as it leaves the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: &'static str,
    /// With its query.
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// An answer as it arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(present, _)| present == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Carries requests. None: no answer came.
pub trait Way {
    fn carry(&self, request: Request) -> impl Future<Output = Option<Answer>>;
}

/// The network.
#[derive(Debug, Clone)]
pub struct WayByHttp {
    client: reqwest::Client,
    origin: String,
}

impl WayByHttp {
    #[must_use]
    pub fn new(origin: String) -> Self {
        Self {
            client: reqwest::Client::new(),
            origin,
        }
    }
}

impl Way for WayByHttp {
    async fn carry(&self, request: Request) -> Option<Answer> {
        let method = request.method.parse().ok()?;
        let mut builder = self
            .client
            .request(method, format!("{}{}", self.origin, request.path));
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        let answer = builder.body(request.body).send().await.ok()?;
        let header =
            |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            };
        Some(Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().iter().map(header).collect(),
            body: answer.bytes().await.ok()?.to_vec(),
        })
    }
}
