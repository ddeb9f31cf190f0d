//! Dates as the data file writes them: ISO 8601, whole or partial.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer};

use crate::notation::quoted;

/// A day, a month or a year of the Gregorian calendar. Sorts by time, a partial date before the days in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // `shipped` writes them.
    pub(super) year: u16,
    /// 1 to 12, or 0 for none.
    pub(super) month: u8,
    /// 1 to 31, or 0 for none; never without a month.
    pub(super) day: u8,
}

impl Date {
    /// The year, 0 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where it is known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Whether it is later than the whole of another, which may be a month or a year.
    pub fn is_after(self, other: Date) -> bool {
        let month = if other.month > 0 { self.month } else { 0 };
        let day = if other.day > 0 { self.day } else { 0 };
        Date { year: self.year, month, day } > other
    }
}

/// A text that is not a date of the form `2003`, `2017-09` or `2018-10-11`.
#[derive(Debug, PartialEq, Eq)]
pub struct BadDate;

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |index: usize, digits: usize| match parts.get(index) {
            None => Ok(0),
            Some(part) if part.len() == digits && part.bytes().all(|digit| digit.is_ascii_digit()) => {
                part.parse::<u16>().map_err(|_| BadDate)
            }
            Some(_) => Err(BadDate),
        };
        let [year, month, day] = [number(0, 4)?, number(1, 2)?, number(2, 2)?];
        let is_valid = match parts.len() {
            1 => true,
            2 => (1..=12).contains(&month),
            3 => (1..=days_in(year, month)).contains(&day),
            _ => false,
        };
        let narrow = |part: u16| u8::try_from(part).map_err(|_| BadDate);
        if is_valid { Ok(Date { year, month: narrow(month)?, day: narrow(day)? }) } else { Err(BadDate) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|BadDate| {
            de::Error::custom(format_args!(
                "`{}` is not a date; write it as \"2003\", \"2017-09\" or \"2018-10-11\"",
                quoted(&text)
            ))
        })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (month, 0) => write!(f, "{:04}-{month:02}", self.year),
            (month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

fn days_in(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_partial_dates_come_out_as_they_went_in() {
        for text in ["2003", "2017-09", "2018-10-11", "2000-02-29", "0001-12-31"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        let bad =
            ["", "18", "2018-", "2018-13", "2018-00", "2018-1", "2018-02-30", "1900-02-29", "2018-10-11-1"];
        for text in
            bad.into_iter().chain(["2018-10-32", "2018-10-00", " 2018", "2018/10", "+201", "２０１８"])
        {
            assert_eq!(text.parse::<Date>(), Err(BadDate), "{text:?}");
        }
    }

    #[test]
    fn a_partial_date_stands_before_the_days_in_it() {
        let mut dates =
            ["2018-10-11", "2018", "2017-09", "2018-10", "2003"].map(|text| text.parse::<Date>().unwrap());
        dates.sort();
        assert_eq!(dates.map(|date| date.to_string()), ["2003", "2017-09", "2018", "2018-10", "2018-10-11"]);
    }
}
