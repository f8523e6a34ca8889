//! What goes wrong with single requests, by chance. Everything that did is written down.

use crate::chance::Chance;

/// What happens to one request and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// The way is slow.
    Delay {
        ms: u64,
    },
    /// The line breaks when this part of the request has gone up.
    CutUp {
        percent: usize,
    },
    /// The server has answered; the line breaks when this part of the answer has come down.
    CutDown {
        percent: usize,
    },
    /// A box on the way shortens the answer and says so in its head.
    ShortenAnswer {
        percent: usize,
    },
    EmptyAnswer,
    ShortenRequest {
        percent: usize,
    },
    EmptyRequest,
    /// The server hears it twice; the second answer comes back.
    Repeat,
    /// A box on the way answers by itself, as a hotel's sign-in page or a gateway does.
    Foreign {
        status: u16,
    },
}

/// Statuses that boxes on the way have been seen to give.
const FOREIGN: [u16; 13] = [
    200, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504, 511,
];

/// Chance lays these faults on the way.
#[derive(Debug)]
pub struct Faults {
    chance: Chance,
    /// How many of a hundred requests meet one.
    percent: u32,
    /// Every request meets this one, also those for the app's own files.
    always: Option<Fault>,
    met: Vec<String>,
}

impl Faults {
    #[must_use]
    pub fn new(chance: Chance, percent: u32) -> Self {
        Self {
            chance,
            percent,
            always: None,
            met: Vec::new(),
        }
    }

    /// A box on the way answers everything by itself, until its page has been filled in.
    #[must_use]
    pub fn sign_in_page(status: u16) -> Self {
        Self {
            always: Some(Fault::Foreign { status }),
            ..Self::new(Chance::new(0), 0)
        }
    }

    /// For the request that begins with this line.
    pub(super) fn next(&mut self, line: &str) -> Fault {
        if let Some(fault) = self.always {
            return fault;
        }
        if !self.chance.percent(self.percent) {
            return Fault::None;
        }
        // What the app is made of is only delayed or cut: a box that changes a script is another
        // evil than one that spoils a report.
        let fault = if line.contains(" /v1/") {
            self.any()
        } else {
            self.honest()
        };
        self.met.push(format!("{line}: {fault:?}"));
        fault
    }

    fn any(&mut self) -> Fault {
        let percent = self.chance.below(100);
        match self.chance.below(10) {
            0 => Fault::ShortenAnswer { percent },
            1 => Fault::EmptyAnswer,
            2 => Fault::ShortenRequest { percent },
            3 => Fault::EmptyRequest,
            4 | 5 => Fault::Repeat,
            6 => Fault::Foreign {
                status: *self.chance.pick(&FOREIGN).unwrap_or(&502),
            },
            _ => self.honest(),
        }
    }

    fn honest(&mut self) -> Fault {
        let percent = self.chance.below(101);
        match self.chance.below(3) {
            0 => Fault::CutUp { percent },
            1 => Fault::CutDown { percent },
            _ => Fault::Delay {
                ms: self.chance.number() % 400,
            },
        }
    }

    /// What was met since the last time one asked.
    pub(super) fn take_met(&mut self) -> Vec<String> {
        std::mem::take(&mut self.met)
    }
}
