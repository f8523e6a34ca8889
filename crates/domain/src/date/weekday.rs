/// The days in the order of the Vietnamese week, which begins on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 1 January 1970 was a Thursday.
    pub(super) fn of_day(days_since_epoch: i32) -> Self {
        match (days_since_epoch + 3).rem_euclid(7) {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            _ => Self::Sunday,
        }
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub fn days_from_monday(self) -> i32 {
        self as i32
    }

    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }

    /// As a heading: «Thứ Sáu».
    #[must_use]
    pub fn vi(self) -> &'static str {
        match self {
            Self::Monday => "Thứ Hai",
            Self::Tuesday => "Thứ Ba",
            Self::Wednesday => "Thứ Tư",
            Self::Thursday => "Thứ Năm",
            Self::Friday => "Thứ Sáu",
            Self::Saturday => "Thứ Bảy",
            Self::Sunday => "Chủ nhật",
        }
    }

    /// Inside a sentence: «16:30 thứ Sáu, 24/7/2020».
    #[must_use]
    pub fn vi_in_sentence(self) -> &'static str {
        match self {
            Self::Monday => "thứ Hai",
            Self::Tuesday => "thứ Ba",
            Self::Wednesday => "thứ Tư",
            Self::Thursday => "thứ Năm",
            Self::Friday => "thứ Sáu",
            Self::Saturday => "thứ Bảy",
            Self::Sunday => "Chủ nhật",
        }
    }
}
