//! Somebody on the way who lets some texts through and others not.

use super::*;

/// A phone behind a filter, and what it sent.
struct Phone {
    engine: Engine,
    outbox: Vec<OutboxRow>,
    /// Mutations that the filter lets nothing through with.
    disliked: Vec<u128>,
    pushes: Vec<Vec<u128>>,
    pulls: usize,
}

fn number(id: MutationId) -> u128 {
    id.0.as_u128()
}

impl Phone {
    fn new(outbox: Vec<OutboxRow>, disliked: &[u128]) -> Self {
        Self {
            engine: engine(),
            outbox,
            disliked: disliked.to_vec(),
            pushes: Vec::new(),
            pulls: 0,
        }
    }

    /// One round. Gives what it ended with.
    fn round(&mut self) -> Vec<Effect> {
        self.pushes.clear();
        let mut effects = play(&mut self.engine, [Event::Trigger]);
        while let Some(event) = effects.first().and_then(|effect| self.answer(effect)) {
            effects = play(&mut self.engine, [event]);
        }
        effects
    }

    fn answer(&mut self, effect: &Effect) -> Option<Event> {
        Some(match effect {
            Effect::LoadOutbox => Event::Outbox(Ok(self.outbox.clone())),
            Effect::Push { wires, .. } => self.push(wires),
            Effect::Settle(outcomes) => {
                self.write(outcomes);
                Event::Settled(Ok(()))
            }
            Effect::LoadCursors => Event::Cursors(Ok(BTreeMap::new())),
            Effect::Pull(_) => {
                self.pulls += 1;
                pulled(false)
            }
            Effect::StorePage { .. } => Event::PageStored(Ok(())),
            Effect::LoadTransfers => Event::Transfers(Ok(Vec::new())),
            Effect::LoadConfirmed => Event::Confirmed(Ok(Vec::new())),
            _ => return None,
        })
    }

    fn push(&mut self, wires: &[String]) -> Event {
        let rows: Vec<_> = wires
            .iter()
            .filter_map(|wire| self.outbox.iter().find(|row| row.wire == *wire).cloned())
            .collect();
        let sent: Vec<_> = rows.iter().map(|row| number(row.mutation.id)).collect();
        let is_disliked = sent.iter().any(|id| self.disliked.contains(id));
        self.pushes.push(sent);
        if is_disliked {
            Event::Pushed(Err(RemoteError::Intercepted))
        } else {
            pushed(&rows, Status::Applied)
        }
    }

    fn write(&mut self, outcomes: &[crate::store::Settlement]) {
        for outcome in outcomes {
            let is_meant = |row: &OutboxRow| row.mutation.id == outcome.id;
            if outcome.state.settled_at_ms.is_some() {
                self.outbox.retain(|row| !is_meant(row));
            } else if let Some(row) = self.outbox.iter_mut().find(|row| is_meant(row)) {
                row.state = outcome.state.clone();
            }
        }
    }

    fn waiting(&self) -> Vec<u128> {
        let ids = self.outbox.iter().map(|row| number(row.mutation.id));
        ids.collect()
    }
}

/// Forty mutations. The 9th is about the same record as the 7th, and the 12th needs the 9th.
fn queue() -> Vec<OutboxRow> {
    let mut rows: Vec<_> = (1..=40).map(row).collect();
    rows[8].mutation.record = rows[6].mutation.record;
    rows[11].mutation.deps = vec![rows[8].mutation.id];
    for row in &mut rows {
        row.wire = crate::json::to_text(&row.mutation);
    }
    rows
}

fn is_put_off(effects: &[Effect]) -> bool {
    matches!(effects, [Effect::WakeAt(_)])
}

#[test]
fn the_first_refusal_on_the_way_ends_the_round_like_a_line_that_is_down() {
    let mut phone = Phone::new(queue(), &[7]);
    assert!(is_put_off(&phone.round()));
    assert_eq!((phone.pushes.len(), phone.pulls), (1, 0));
    assert_eq!(phone.outbox, queue());
}

#[test]
fn a_text_that_is_let_through_nowhere_holds_up_only_what_has_to_follow_it() {
    let mut phone = Phone::new(queue(), &[7]);
    phone.round();
    assert!(is_put_off(&phone.round()), "it is tried again later");
    assert_eq!(phone.waiting(), [7, 9, 12]);
    assert_eq!(phone.pulls, 1, "the round went on");
    let state = &phone.outbox[0].state;
    assert_eq!(state.code.as_deref(), Some(INTERCEPTED));
    assert_eq!(
        (state.status, state.settled_at_ms),
        (Some(Status::Held), None)
    );
    assert_eq!(phone.outbox[1].state, WorkState::default());
    // Each later round tries it once, after what is new.
    phone.outbox.push(row(41));
    phone.round();
    assert_eq!(phone.pushes, [vec![41], vec![7]]);
    // And where it is let through, all of it follows in its order.
    phone.disliked.clear();
    assert!(matches!(phone.round()[..], [Effect::ForgetBefore(_)] | []));
    assert_eq!(phone.pushes.concat(), [7, 9, 12]);
    assert_eq!(phone.waiting(), []);
}

#[test]
fn two_texts_that_are_let_through_nowhere_are_both_found() {
    let mut phone = Phone::new(queue(), &[2, 33]);
    for _ in 0..2 {
        phone.round();
    }
    assert_eq!(phone.waiting(), [2, 33]);
}

#[test]
fn after_a_start_of_the_app_it_is_still_known_what_is_not_let_through() {
    let mut phone = Phone::new(queue(), &[7]);
    phone.round();
    phone.round();
    phone.engine = engine();
    phone.outbox.push(row(41));
    assert!(is_put_off(&phone.round()));
    assert_eq!(phone.pushes, [vec![41], vec![7]]);
    assert_eq!(phone.pulls, 2);
}

#[test]
fn where_nothing_is_let_through_there_is_an_end_to_asking() {
    let all: Vec<u128> = (1..=40).collect();
    let mut phone = Phone::new(queue(), &all);
    for _ in 0..50 {
        assert!(is_put_off(&phone.round()));
        assert!(phone.pushes.len() <= 16, "{:?}", phone.pushes);
    }
    assert_eq!(phone.waiting(), all);
    phone.disliked.clear();
    phone.round();
    assert_eq!(phone.waiting(), []);
}

/// Its row lies with those that settled, and stays there.
#[test]
fn what_is_offered_again_and_not_let_through_keeps_its_state() {
    let mut offered = row(1);
    offered.state = WorkState {
        status: Some(Status::Applied),
        settled_at_ms: Some(7),
        offer_again: true,
        ..WorkState::default()
    };
    let mut phone = Phone::new(vec![offered.clone(), row(2)], &[1]);
    phone.round();
    assert!(is_put_off(&phone.round()));
    assert_eq!(phone.outbox, [offered]);
}
