//! The router in process, reached by a way on which things go wrong.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http;
use http_body_util::BodyExt as _;
use nhatky_tests::peer::{Answer, Request, Way};
use tower::ServiceExt as _;

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// It never arrives.
    LoseRequest,
    /// It is carried out; its answer never arrives.
    LoseAnswer,
    /// It arrives twice, and the second answer is the one that comes back.
    Repeat,
    /// Half of its body arrives, then the line is cut.
    CutBody,
}

#[derive(Debug)]
pub(crate) struct FaultyWay {
    /// Another one when the server was started anew.
    router: Rc<RefCell<Router>>,
    script: RefCell<VecDeque<Fault>>,
    chunk_bytes: Cell<usize>,
    /// The next chunk larger than this is cut in half.
    cuts_above: Cell<Option<usize>>,
    /// A filter on the way lets no body with this text through.
    disliked: Cell<Option<&'static str>>,
}

impl FaultyWay {
    pub(crate) fn new(router: Rc<RefCell<Router>>) -> Self {
        Self {
            router,
            script: RefCell::default(),
            chunk_bytes: Cell::new(0),
            cuts_above: Cell::new(None),
            disliked: Cell::new(None),
        }
    }

    /// The next requests meet these faults; later ones meet none.
    pub(crate) fn play(&self, faults: impl IntoIterator<Item = Fault>) {
        self.script.borrow_mut().extend(faults);
    }

    /// From now on a filter answers in the server's place wherever it reads this.
    pub(crate) fn dislike(&self, text: Option<&'static str>) {
        self.disliked.set(text);
    }

    fn is_filtered(&self, request: &Request) -> bool {
        let body = String::from_utf8_lossy(&request.body);
        self.disliked.get().is_some_and(|text| body.contains(text))
    }

    pub(crate) fn faults_left(&self) -> usize {
        self.script.borrow().len()
    }

    pub(crate) fn cut_next_chunk_above(&self, bytes: usize) {
        self.cuts_above.set(Some(bytes));
    }

    /// Bytes of chunks that have gone up, the halves of cut ones included.
    pub(crate) fn chunk_bytes(&self) -> usize {
        self.chunk_bytes.get()
    }

    fn count(&self, request: &Request, bytes: usize) {
        if request.method == "PATCH" {
            self.chunk_bytes.set(self.chunk_bytes.get() + bytes);
        }
    }

    fn next_fault(&self, request: &Request) -> Fault {
        let is_large = |limit| request.method == "PATCH" && request.body.len() > limit;
        if self.cuts_above.get().is_some_and(is_large) {
            self.cuts_above.set(None);
            return Fault::CutBody;
        }
        self.script.borrow_mut().pop_front().unwrap_or(Fault::None)
    }

    async fn deliver(&self, request: &Request, body: Body) -> Option<Answer> {
        let mut builder = http::Request::builder()
            .method(request.method)
            .uri(&request.path);
        builder = builder.header(http::header::HOST, "localhost");
        builder = builder.header(http::header::CONTENT_LENGTH, request.body.len());
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let router = self.router.borrow().clone();
        let answer = router.oneshot(builder.body(body).ok()?).await.ok()?;
        let (head, body) = answer.into_parts();
        let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (
                name.to_string(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        };
        Some(Answer {
            status: head.status.as_u16(),
            headers: head.headers.iter().map(header).collect(),
            body: body.collect().await.ok()?.to_bytes().to_vec(),
        })
    }

    async fn whole(&self, request: &Request) -> Option<Answer> {
        self.count(request, request.body.len());
        self.deliver(request, Body::from(request.body.clone()))
            .await
    }

    /// Half of the body, then an error, as a server sees a connection break.
    async fn cut(&self, request: &Request) {
        let half = request.body[..request.body.len() / 2].to_vec();
        self.count(request, half.len());
        let body = Body::new(Broken(Some(half.into())));
        let _ = self.deliver(request, body).await;
    }
}

/// A body that gives what it has and then breaks.
struct Broken(Option<Bytes>);

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        let frame = self.0.take().map(http_body::Frame::data);
        Poll::Ready(Some(
            frame.ok_or(std::io::ErrorKind::ConnectionReset.into()),
        ))
    }
}

impl Way for FaultyWay {
    async fn carry(&self, request: Request) -> Option<Answer> {
        if self.is_filtered(&request) {
            return Some(Answer {
                status: 403,
                headers: vec![("content-type".to_owned(), "text/html".to_owned())],
                body: b"<html><h1>Forbidden</h1></html>".to_vec(),
            });
        }
        match self.next_fault(&request) {
            Fault::None => self.whole(&request).await,
            Fault::LoseRequest => None,
            Fault::LoseAnswer => {
                self.whole(&request).await;
                None
            }
            Fault::Repeat => {
                self.whole(&request).await;
                self.whole(&request).await
            }
            Fault::CutBody => {
                self.cut(&request).await;
                None
            }
        }
    }
}
