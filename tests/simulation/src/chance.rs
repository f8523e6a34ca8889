//! All the chance there is: numbers that follow from the seed alone.

use uuid::Uuid;

/// `SplitMix64`: small, quick, and good enough to choose what goes wrong.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed ^ 0x6e68_6174_6b79_0001)
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly from 0 to below `n`; 0 for none.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.number() % n.max(1) as u64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    pub(crate) fn id(&mut self) -> Uuid {
        let (high, low) = (self.number(), self.number());
        Uuid::from_u64_pair(high, low)
    }

    /// A stream of its own, so that what one part draws does not move what another does.
    pub(crate) fn branch(&mut self) -> Self {
        Self::of(self.number())
    }
}
