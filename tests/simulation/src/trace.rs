//! What happened, in one number: two runs of one seed must give the same.

/// FNV-1a over everything that is told to it.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    digest: u64,
    /// The lines themselves, when somebody wants to read them.
    lines: Option<Vec<String>>,
}

impl Trace {
    pub(crate) fn new(keeps_lines: bool) -> Self {
        Self {
            digest: 0xcbf2_9ce4_8422_2325,
            lines: keeps_lines.then(Vec::new),
        }
    }

    pub(crate) fn tell(&mut self, line: &str) {
        for byte in line.bytes().chain([b'\n']) {
            self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        if let Some(lines) = &mut self.lines {
            lines.push(line.to_owned());
        }
    }

    pub(crate) fn digest(&self) -> u64 {
        self.digest
    }

    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines.unwrap_or_default()
    }
}
