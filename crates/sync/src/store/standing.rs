use std::fmt;

use nhatky_domain::ids::Epoch;

/// Where this install stands with the server: which of its pasts it knows, and how much it was
/// told in that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub epoch: Epoch,
    /// The highest number that was told to have settled in this epoch; 0 for none.
    pub acknowledged: u64,
}

impl Standing {
    /// At the start of an epoch nothing has been told.
    #[must_use]
    pub fn new(epoch: Epoch) -> Self {
        Self {
            epoch,
            acknowledged: 0,
        }
    }

    /// None if it is not the text of one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let epoch = parts.next()?.parse().ok()?;
        let acknowledged = parts.next().map_or(Ok(0), str::parse).ok()?;
        Some(Self {
            epoch,
            acknowledged,
        })
    }
}

/// Row format: the epoch, and the number if there is one.
impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.acknowledged {
            0 => write!(f, "{}", self.epoch),
            number => write!(f, "{} {number}", self.epoch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Standing;

    #[test]
    fn a_standing_is_read_as_it_was_written() {
        let text = "00000000-0000-8000-8000-000000000001";
        let standing = Standing::read(text).unwrap();
        assert_eq!(
            (standing.acknowledged, standing.to_string()),
            (0, text.to_owned())
        );
        let later = Standing {
            acknowledged: 57,
            ..standing
        };
        assert_eq!(Standing::read(&later.to_string()), Some(later));
    }

    #[test]
    fn another_text_is_no_standing() {
        for text in ["", "57", "00000000-0000-8000-8000-000000000001 x"] {
            assert_eq!(Standing::read(text), None, "{text}");
        }
    }
}
