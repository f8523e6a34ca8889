//! Workflows: how a record stands, apart from where it is.
//!
//! Each is a pure function of state, command and what the actor may do. The server decides with
//! it; the phone asks it which buttons to show.

mod log;

use serde::{Deserialize, Serialize};

use crate::ids::StateCode;

/// Waiting for the secretary: the state in which a log arrives.
pub const AWAITING: &str = "cho_xac_nhan";
/// Confirmed by the secretary.
pub const CONFIRMED: &str = "da_xac_nhan";
/// Sent back to its author with a note.
pub const RETURNED: &str = "tra_lai";
/// Told by another record; counts no more.
pub const MERGED: &str = "da_gop";
/// Taken back by its author; counts no more.
pub const CANCELLED: &str = "da_huy";
/// Part of a report that was handed in.
pub const COMPILED: &str = "da_tong_hop";

/// The state machine that a form names. Only `log` exists so far; the others come with their forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkflowName {
    Log,
    /// A workflow of a newer app: nothing but reading is offered.
    #[serde(other)]
    Unknown,
}

/// What somebody wants done with a record. Frozen names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// First arrival, or again after a return.
    Submit,
    /// A change of answers.
    Edit,
    Confirm,
    Return,
    Merge,
    Cancel,
    #[serde(other)]
    Unknown,
}

/// What the actor is to this record at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub is_author: bool,
    /// Holds a post that reviews the records of this unit.
    pub reviews: bool,
}

/// Why a command is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The actor is neither author nor reviewer, or not the one this command needs.
    NotAllowed,
    /// Confirmed or compiled: changed only by a correction with a reason.
    AlreadyConfirmed,
    /// Cancelled or merged: nothing changes it.
    Ended,
    /// The command does not exist in this workflow or this state.
    NotPossible,
}

/// The state after `command`, or why it stays. `state` is none for a record that is not there yet.
///
/// # Errors
/// The refusal, for the person who asked.
pub fn next(
    workflow: WorkflowName,
    state: Option<&StateCode>,
    command: Command,
    who: Standing,
) -> Result<StateCode, Refusal> {
    match workflow {
        WorkflowName::Log => {
            log::next(state.map(StateCode::as_str), command, who).map(StateCode::from)
        }
        WorkflowName::Unknown => Err(Refusal::NotPossible),
    }
}

/// Whether records in this state enter totals.
#[must_use]
pub fn counts(state: &StateCode) -> bool {
    !matches!(state.as_str(), MERGED | CANCELLED)
}
