//! The built app, inside this program: files with their compressed siblings, and the policy that
//! browsers run them under.

mod serve;

use axum::http::HeaderValue;

pub use self::serve::serve;

/// One embedded file, named by its path below `dist/`.
#[derive(Clone, Copy)]
pub struct File {
    pub path: &'static str,
    pub bytes: &'static [u8],
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("path", &self.path).finish()
    }
}

/// Written by the build: tokens for `script-src`, one a line.
const POLICY_FILE: &str = "csp.txt";

/// The files, and what is said with them.
#[derive(Debug)]
pub struct Site {
    /// By path, ascending.
    files: Vec<File>,
    content_policy: HeaderValue,
}

impl Site {
    /// What was in `dist/` when this program was built; possibly nothing.
    #[must_use]
    pub fn embedded() -> Self {
        const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/dist.rs"));
        Self::of(FILES.to_vec())
    }

    #[must_use]
    pub fn of(mut files: Vec<File>) -> Self {
        files.sort_by_key(|file| file.path);
        let tokens = files
            .iter()
            .find(|file| file.path == POLICY_FILE)
            .and_then(|file| std::str::from_utf8(file.bytes).ok())
            .unwrap_or_default();
        let content_policy = content_policy(tokens);
        files.retain(|file| file.path != POLICY_FILE);
        Self {
            files,
            content_policy,
        }
    }

    #[must_use]
    pub fn content_policy(&self) -> &HeaderValue {
        &self.content_policy
    }

    /// None when nothing of that name was built.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<File> {
        let at = self.files.binary_search_by_key(&path, |file| file.path);
        at.ok().and_then(|idx| self.files.get(idx)).copied()
    }
}

/// No looser than this: own files, WebAssembly, and the inline scripts whose hashes the build
/// wrote down.
fn content_policy(tokens: &str) -> HeaderValue {
    let mut script_src = String::from("'self' 'wasm-unsafe-eval'");
    for token in tokens.split_whitespace().filter(|token| is_hash(token)) {
        script_src.push(' ');
        script_src.push_str(token);
    }
    let policy = format!(
        "default-src 'self'; script-src {script_src}; style-src 'self'; img-src 'self' blob:"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn is_hash(token: &str) -> bool {
    token.starts_with("'sha256-") && token.ends_with('\'')
}
