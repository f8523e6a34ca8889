//! What an install remembers of a server from one start of the app to the next. Rows are a format.

use std::fmt;

use nhatky_domain::ids::{Epoch, InstallId};

use crate::protocol::Newest;

/// What this install has heard from the server: which of its pasts it knows, and how much it was
/// told in that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    pub epoch: Epoch,
    /// The highest number of `install` that was told to have settled in this epoch; 0 for none.
    pub acknowledged: u64,
    /// Whose numbers these are: of two tabs one may have become another install. None before
    /// anything was told.
    pub install: Option<InstallId>,
    /// The newest mutation of which it was told in this epoch.
    pub newest: Option<Newest>,
}

impl Heard {
    /// At the start of an epoch nothing has been told.
    #[must_use]
    pub fn new(epoch: Epoch) -> Self {
        Self {
            epoch,
            acknowledged: 0,
            install: None,
            newest: None,
        }
    }

    /// Takes note of a mutation that the server has.
    pub fn hear_of(&mut self, heard: Newest) {
        if self.newest.is_none_or(|known| known.at < heard.at) {
            self.newest = Some(heard);
        }
    }

    /// None if it is not the text of one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (text, install) = match text.split_once(" @") {
            Some((text, install)) => (text, Some(install.parse().ok()?)),
            None => (text, None),
        };
        let mut parts = text.split(' ');
        let epoch = parts.next()?.parse().ok()?;
        let acknowledged = parts.next().map_or(Ok(0), str::parse).ok()?;
        let id = parts.next().map(str::parse).transpose().ok()?;
        let at = parts.next().map(str::parse).transpose().ok()?;
        Some(Self {
            epoch,
            acknowledged,
            install,
            newest: id.zip(at).map(|(id, at)| Newest { id, at }),
        })
    }
}

/// Row format: the epoch, the number if there is one, the newest mutation with its time, and last
/// whose number it is.
impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.acknowledged, self.newest) {
            (0, None) => write!(f, "{}", self.epoch),
            (number, None) => write!(f, "{} {number}", self.epoch),
            (number, Some(Newest { id, at })) => write!(f, "{} {number} {id} {at}", self.epoch),
        }?;
        self.install
            .map_or(Ok(()), |install| write!(f, " @{install}"))
    }
}

#[cfg(test)]
mod tests {
    use nhatky_domain::ids::{InstallId, MutationId};
    use uuid::Uuid;

    use super::{Heard, Newest};

    #[test]
    fn what_was_heard_is_read_as_it_was_written() {
        let text = "00000000-0000-8000-8000-000000000001";
        let heard = Heard::read(text).unwrap();
        assert_eq!(
            (heard.acknowledged, heard.to_string()),
            (0, text.to_owned())
        );
        let later = Heard {
            acknowledged: 57,
            ..heard
        };
        assert_eq!(Heard::read(&later.to_string()), Some(later));
        let mut told = heard;
        for at in [8, 9, 7] {
            let id = MutationId(Uuid::from_u128(at));
            told.hear_of(Newest { id, at: at as i64 });
        }
        assert_eq!(told.newest.unwrap().at, 9);
        assert_eq!(Heard::read(&told.to_string()), Some(told));
        told.install = Some(InstallId(Uuid::from_u128(3)));
        assert_eq!(Heard::read(&told.to_string()), Some(told));
    }

    #[test]
    fn another_text_is_refused() {
        for text in [
            "",
            "57",
            "00000000-0000-8000-8000-000000000001 x",
            "00000000-0000-8000-8000-000000000001 1 x",
            "00000000-0000-8000-8000-000000000001 1 @x",
        ] {
            assert_eq!(Heard::read(text), None, "{text}");
        }
    }
}
