//! Where ids and chance come from: a label, never a clock or the machine.

use uuid::Uuid;

use super::DemoSize;

/// Keeps the ids of the three sizes apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seed(&'static str);

impl Seed {
    pub(super) fn of(size: DemoSize) -> Self {
        Self(match size {
            DemoSize::Demo => "demo",
            DemoSize::Load => "load",
            DemoSize::Stress => "stress",
        })
    }

    /// The same label always gives the same id (UUID version 8).
    pub(super) fn id(self, label: &str) -> Uuid {
        let mut random = self.random(label);
        let bytes = u128::from(random.next()) << 64 | u128::from(random.next());
        uuid::Builder::from_custom_bytes(bytes.to_be_bytes()).into_uuid()
    }

    pub(super) fn random(self, label: &str) -> Random {
        let bytes = self.0.bytes().chain([b'/']).chain(label.bytes());
        // FNV-1a
        Random(bytes.fold(0xcbf2_9ce4_8422_2325, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }
}

/// `SplitMix64`: evenly spread, the same everywhere, never for secrets.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u32
    }

    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of the list; the empty text of an empty list.
    pub(super) fn pick<'a>(&mut self, list: &'a [String]) -> &'a str {
        let idx = self.below(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.get(idx as usize).map_or("", String::as_str)
    }
}
