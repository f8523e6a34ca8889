//! What can go wrong.

/// A kind of misfortune. Each has to happen in at least one of twenty schedules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    LostRequest,
    LostReply,
    Repeated,
    /// A request arrives after later ones.
    Late,
    TooLarge,
    CutBody,
    /// An answer that leaves out what became of some mutations.
    ShortAnswer,
    /// A request of a build that says nothing of what it was told.
    OldClient,
    SignedOut,
    Busy,
    /// Any other status of 400 to 599, or somebody else's answer.
    Refused,
    /// An answer of a newer server, with a status that this build does not know.
    UnknownStatus,
    /// The phone dies: what was not flushed is gone.
    PhoneCrash,
    SecondTab,
    StorageFull,
    Evicted,
    Cloned,
    ClockJump,
    /// The server dies between its commit and its reply.
    ServerKilled,
    /// The server's commit fails: power cut or full disk.
    CommitFailed,
    /// Mutations that the server cannot read.
    UnknownWork,
    OlderServer,
    /// The operator puts an earlier state of the database in place, with a new epoch.
    Restored,
    /// Somebody just puts yesterday's file back.
    PutBack,
    HoldingEnded,
    HoldingMoved,
    UnitMoved,
}

impl Fault {
    pub const ALL: [Self; 27] = [
        Self::LostRequest,
        Self::LostReply,
        Self::Repeated,
        Self::Late,
        Self::TooLarge,
        Self::CutBody,
        Self::ShortAnswer,
        Self::OldClient,
        Self::SignedOut,
        Self::Busy,
        Self::Refused,
        Self::UnknownStatus,
        Self::PhoneCrash,
        Self::SecondTab,
        Self::StorageFull,
        Self::Evicted,
        Self::Cloned,
        Self::ClockJump,
        Self::ServerKilled,
        Self::CommitFailed,
        Self::UnknownWork,
        Self::OlderServer,
        Self::Restored,
        Self::PutBack,
        Self::HoldingEnded,
        Self::HoldingMoved,
        Self::UnitMoved,
    ];
}
