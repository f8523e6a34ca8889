//! The workflow of activity logs: chờ xác nhận → đã xác nhận, with return, merge and cancel.

use super::{
    AWAITING, CANCELLED, COMPILED, CONFIRMED, Command, MERGED, RETURNED, Refusal, Standing,
};

/// ```text
///  ∅ ─submit→ chờ xác nhận ─confirm→ đã xác nhận ─(report)→ đã tổng hợp
///               │  ▲ submit, edit        │
///        return ▼  │                     │ return
///             trả lại ◄──────────────────┘
///  cancel (author) and merge (reviewer) end it before it is confirmed
/// ```
pub(super) fn next(
    state: Option<&str>,
    command: Command,
    who: Standing,
) -> Result<&'static str, Refusal> {
    match state {
        None => match command {
            Command::Submit => Ok(AWAITING),
            _ => Err(Refusal::NotPossible),
        },
        Some(AWAITING | RETURNED) => open(state == Some(RETURNED), command, who),
        Some(CONFIRMED) => confirmed(command, who),
        Some(COMPILED) => Err(Refusal::AlreadyConfirmed),
        Some(MERGED | CANCELLED) => Err(Refusal::Ended),
        Some(_) => Err(Refusal::NotPossible),
    }
}

fn open(is_returned: bool, command: Command, who: Standing) -> Result<&'static str, Refusal> {
    let (allowed, to) = match command {
        Command::Submit if is_returned => (who.is_author, AWAITING),
        Command::Edit => (who.is_author, if is_returned { RETURNED } else { AWAITING }),
        Command::Cancel => (who.is_author, CANCELLED),
        Command::Confirm if !is_returned => (who.reviews, CONFIRMED),
        Command::Return if !is_returned => (who.reviews, RETURNED),
        Command::Merge => (who.reviews, MERGED),
        _ => return Err(Refusal::NotPossible),
    };
    if allowed {
        Ok(to)
    } else {
        Err(Refusal::NotAllowed)
    }
}

fn confirmed(command: Command, who: Standing) -> Result<&'static str, Refusal> {
    match command {
        Command::Return if who.reviews => Ok(RETURNED),
        Command::Return => Err(Refusal::NotAllowed),
        _ => Err(Refusal::AlreadyConfirmed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUTHOR: Standing = Standing {
        is_author: true,
        reviews: false,
    };
    const REVIEWER: Standing = Standing {
        is_author: false,
        reviews: true,
    };
    const STRANGER: Standing = Standing {
        is_author: false,
        reviews: false,
    };

    fn check(
        state: Option<&str>,
        command: Command,
        who: Standing,
        expected: Result<&str, Refusal>,
    ) {
        assert_eq!(
            next(state, command, who),
            expected,
            "{state:?} {command:?} {who:?}"
        );
    }

    #[test]
    fn a_log_goes_from_submission_to_confirmation() {
        check(None, Command::Submit, AUTHOR, Ok(AWAITING));
        check(Some(AWAITING), Command::Edit, AUTHOR, Ok(AWAITING));
        check(Some(AWAITING), Command::Return, REVIEWER, Ok(RETURNED));
        check(Some(RETURNED), Command::Edit, AUTHOR, Ok(RETURNED));
        check(Some(RETURNED), Command::Submit, AUTHOR, Ok(AWAITING));
        check(Some(AWAITING), Command::Confirm, REVIEWER, Ok(CONFIRMED));
        check(Some(CONFIRMED), Command::Return, REVIEWER, Ok(RETURNED));
    }

    #[test]
    fn each_command_asks_for_its_own_standing() {
        check(
            Some(AWAITING),
            Command::Confirm,
            AUTHOR,
            Err(Refusal::NotAllowed),
        );
        check(
            Some(AWAITING),
            Command::Cancel,
            REVIEWER,
            Err(Refusal::NotAllowed),
        );
        check(
            Some(AWAITING),
            Command::Edit,
            STRANGER,
            Err(Refusal::NotAllowed),
        );
        check(
            Some(AWAITING),
            Command::Merge,
            AUTHOR,
            Err(Refusal::NotAllowed),
        );
        check(
            Some(CONFIRMED),
            Command::Return,
            AUTHOR,
            Err(Refusal::NotAllowed),
        );
    }

    #[test]
    fn what_is_confirmed_or_ended_stays() {
        check(
            Some(CONFIRMED),
            Command::Edit,
            AUTHOR,
            Err(Refusal::AlreadyConfirmed),
        );
        check(
            Some(CONFIRMED),
            Command::Cancel,
            AUTHOR,
            Err(Refusal::AlreadyConfirmed),
        );
        check(
            Some(COMPILED),
            Command::Return,
            REVIEWER,
            Err(Refusal::AlreadyConfirmed),
        );
        check(
            Some(CANCELLED),
            Command::Submit,
            AUTHOR,
            Err(Refusal::Ended),
        );
        check(Some(MERGED), Command::Edit, AUTHOR, Err(Refusal::Ended));
    }

    #[test]
    fn an_unknown_state_or_command_changes_nothing() {
        check(
            Some("mot_trang_thai_moi"),
            Command::Confirm,
            REVIEWER,
            Err(Refusal::NotPossible),
        );
        check(
            Some(AWAITING),
            Command::Unknown,
            AUTHOR,
            Err(Refusal::NotPossible),
        );
        check(None, Command::Confirm, REVIEWER, Err(Refusal::NotPossible));
    }
}
