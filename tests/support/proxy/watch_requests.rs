//! What the proxy notices of the bytes going up: first lines of requests, and whose upload a byte
//! belongs to. A browser sends the next request of a connection only after the answer to the last,
//! so a request begins where a read begins.

use super::Trap;

const METHODS: [&[u8]; 6] = [
    b"GET /",
    b"HEAD /",
    b"POST /",
    b"PATCH /",
    b"PUT /",
    b"DELETE /",
];
const UPLOAD: &str = "PATCH /v1/uploads/";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Pass,
    /// Let this many bytes through, then none.
    StopAfter(usize),
}

#[derive(Debug, Default)]
pub(super) struct Requests {
    lines: Vec<String>,
    /// Bytes that went up with each line's request, its head included.
    passed_bytes: Vec<u64>,
    uploads: Vec<Upload>,
    connections: Vec<Connection>,
    trap: Option<Trap>,
}

#[derive(Debug)]
struct Upload {
    path: String,
    passed_bytes: u64,
}

#[derive(Debug, Default)]
struct Connection {
    line: Option<usize>,
    upload: Option<usize>,
    loses_answer: bool,
}

impl Requests {
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Bytes that went up with the requests whose first line begins so, one figure each.
    pub(super) fn bytes_of(&self, start: &str) -> Vec<u64> {
        let both = self.lines.iter().zip(&self.passed_bytes);
        both.filter(|(line, _)| line.starts_with(start))
            .map(|(_, bytes)| *bytes)
            .collect()
    }

    pub(super) fn upload_bytes(&self) -> Vec<u64> {
        self.uploads
            .iter()
            .map(|upload| upload.passed_bytes)
            .collect()
    }

    /// A number for a new connection.
    pub(super) fn connect(&mut self) -> usize {
        self.connections.push(Connection::default());
        self.connections.len() - 1
    }

    pub(super) fn lay(&mut self, trap: Trap) {
        self.trap = Some(trap);
    }

    pub(super) fn disarm(&mut self) {
        self.trap = None;
    }

    pub(super) fn is_trapped(&self) -> bool {
        self.trap.is_some()
    }

    pub(super) fn loses_answer(&self, connection: usize) -> bool {
        self.trap.is_some() && self.connections[connection].loses_answer
    }

    pub(super) fn see(&mut self, connection: usize, bytes: &[u8]) -> Verdict {
        if let Some(line) = first_line(bytes) {
            self.begin(connection, line);
        }
        let Some(idx) = self.connections[connection].upload else {
            self.count(connection, bytes.len() as u64);
            return Verdict::Pass;
        };
        let upload = &mut self.uploads[idx];
        let room = match self.trap {
            Some(Trap::InUpload { nth, after_bytes }) if nth == idx + 1 => {
                after_bytes.saturating_sub(upload.passed_bytes)
            }
            _ => u64::MAX,
        };
        let n_bytes = bytes.len() as u64;
        upload.passed_bytes += n_bytes.min(room);
        self.count(connection, n_bytes.min(room));
        match usize::try_from(room) {
            Ok(room) if room < bytes.len() => Verdict::StopAfter(room),
            _ => Verdict::Pass,
        }
    }

    fn count(&mut self, connection: usize, n_bytes: u64) {
        let line = self.connections[connection].line;
        if let Some(passed_bytes) = line.and_then(|idx| self.passed_bytes.get_mut(idx)) {
            *passed_bytes += n_bytes;
        }
    }

    fn begin(&mut self, connection: usize, line: String) {
        let path = line.strip_prefix(UPLOAD).map(ToOwned::to_owned);
        let upload = path.map(|path| self.upload_at(path));
        let loses_answer =
            matches!(self.trap, Some(Trap::BeforeAnswer { request }) if line.starts_with(request));
        self.connections[connection] = Connection {
            line: Some(self.lines.len()),
            upload,
            loses_answer,
        };
        self.lines.push(line);
        self.passed_bytes.push(0);
    }

    fn upload_at(&mut self, path: String) -> usize {
        let known = self.uploads.iter().position(|upload| upload.path == path);
        known.unwrap_or_else(|| {
            self.uploads.push(Upload {
                path,
                passed_bytes: 0,
            });
            self.uploads.len() - 1
        })
    }
}

/// `POST /v1/sync/push`, if a request begins here.
fn first_line(bytes: &[u8]) -> Option<String> {
    if !METHODS.iter().any(|method| bytes.starts_with(method)) {
        return None;
    }
    let line = bytes.split(|byte| *byte == b'\r').next()?;
    let line = std::str::from_utf8(line).ok()?;
    Some(line.strip_suffix(" HTTP/1.1")?.to_owned())
}
