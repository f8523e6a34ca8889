//! What the person was told, and what they tried without hearing of it. Nothing else may be held
//! against the phone and the server.

use std::collections::BTreeSet;

/// How far a piece of work came, by the words on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heard {
    /// Nothing was promised: it may be there as a draft, as a record or not at all.
    Nothing,
    /// «Nháp, đã lưu trên máy»: as a draft or as a record, but as one of them.
    Draft,
    /// «Đã lưu trên máy. Sẽ tự gửi khi có mạng.»
    HandedIn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cancelled {
    No,
    Tried,
    Yes,
}

#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Of an activity; thirty minutes have none and are known by their number of people.
    pub(super) title: Option<String>,
    /// Numbers of people that the record may have: the last that was confirmed, and those tried
    /// since.
    pub(super) people: BTreeSet<u32>,
    pub(super) photos: Vec<u32>,
    pub(super) heard: Heard,
    /// Whether it may have been handed in.
    pub(super) is_tried: bool,
    pub(super) cancelled: Cancelled,
}

#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) items: Vec<Item>,
    last_number: u32,
}

impl Told {
    /// A number that no other answer has.
    pub(super) fn number(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    /// A piece of work is begun; gives its place.
    pub(super) fn begin(&mut self, title: Option<String>, people: u32, photos: Vec<u32>) -> usize {
        self.items.push(Item {
            title,
            people: BTreeSet::from([people]),
            photos,
            heard: Heard::Nothing,
            is_tried: false,
            cancelled: Cancelled::No,
        });
        self.items.len() - 1
    }

    /// Drafts of activities that were promised and not handed in since.
    pub(super) fn drafts(&self) -> Vec<usize> {
        self.places(|item| item.heard == Heard::Draft && !item.is_tried)
    }

    /// Activities that can be changed or taken back.
    pub(super) fn open_activities(&self) -> Vec<usize> {
        self.places(|item| {
            item.title.is_some() && item.heard == Heard::HandedIn && item.cancelled == Cancelled::No
        })
    }

    fn places(&self, is_wanted: impl Fn(&Item) -> bool) -> Vec<usize> {
        let places = self.items.iter().enumerate();
        places
            .filter(|(_, item)| is_wanted(item))
            .map(|(place, _)| place)
            .collect()
    }
}

impl Item {
    /// A change was confirmed: the record has this number and no other.
    pub(super) fn confirm_people(&mut self, people: u32) {
        self.people = BTreeSet::from([people]);
    }

    /// In messages.
    pub(super) fn name(&self) -> String {
        let title = self.title.as_deref().unwrap_or("30 phút");
        format!("«{title}» {:?}", self.people)
    }
}
