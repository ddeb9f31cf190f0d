//! Dates as people read and write them.

use crate::directory::{Date, Entry};

/// The months by name. Each is written shorter as well, by any beginning of three letters and more.
const MONTHS: &str = "January February March April May June July August September October November December";

/// A date as the file has it and in words: `2018-10-11, 11 October 2018`. The words of all other forms are among these.
pub(super) fn date_text(date: Date) -> String {
    let written = date.to_string();
    let mut parts = written.split('-').map(|part| part.parse::<usize>().unwrap_or(0));
    let (year, month, day) = (parts.next().unwrap_or(0), parts.next(), parts.next());
    match (month.and_then(|month| MONTHS.split(' ').nth(month.checked_sub(1)?)), day) {
        (Some(month), Some(day)) => format!("{written}, {day} {month} {year:04}"),
        (Some(month), None) => format!("{written}, {month} {year:04}"),
        (None, _) => written,
    }
}

/// The dates that `date:` asks about: of events, and when an entry or a link of it began and ended.
pub(super) fn dates(entry: Entry) -> impl Iterator<Item = Date> {
    let of_links = entry.links().flat_map(|link| [link.since(), link.until()]).flatten();
    let of_entry = [entry.since(), entry.until()].into_iter().flatten();
    entry.events().map(|event| event.date).chain(of_entry).chain(of_links)
}

/// A date as a number that sorts as dates do; the days of a month, and the months of a year, follow it.
pub(super) fn key_of(date: Date) -> u32 {
    let written = date.to_string();
    let mut parts = written.split('-').map(|part| part.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    part() * 10_000 + part() * 100 + part()
}

pub(super) fn keys_within(date: Date) -> std::ops::RangeInclusive<u32> {
    let key = key_of(date);
    let rest = match (key % 10_000, key % 100) {
        (0, _) => 9_999,
        (_, 0) => 99,
        (_, _) => 0,
    };
    key..=key + rest
}

/// The days that three numbers may be, as digits that sort, the likelier first: `10/11/2018` is 11 October or 10 November,
/// `11.10.2018` has the day before the month.
pub(super) fn days_of(numbers: &str) -> Vec<String> {
    let parts: Vec<&str> = numbers.split(['/', '.', '-']).collect();
    let [first, second, year] = parts[..] else { return Vec::new() };
    if year.len() != 4 || first.len() > 2 || second.len() > 2 {
        return Vec::new();
    }
    let ways = if numbers.contains('.') {
        [(second, first), (first, second)]
    } else {
        [(first, second), (second, first)]
    };
    let date = |(month, day): (&str, &str)| format!("{year}-{month:0>2}-{day:0>2}").parse::<Date>().ok();
    let mut days: Vec<String> =
        ways.into_iter().filter_map(date).map(|date| date.to_string().replace('-', "")).collect();
    days.dedup();
    days
}

/// The date that a text says, in any of the forms that people write; a year, a month of a year, or a day.
pub(super) fn date_of(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if let Some(day) = days_of(text).first() {
        return format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]).parse().ok();
    }
    let words = super::fold::word_list(text);
    let month_at = words.iter().position(|word| month_of(word).is_some())?;
    let month = month_of(&words[month_at])?;
    let is_number = |word: &&String| word.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Vec<&String> = words.iter().filter(is_number).collect();
    let year = numbers.iter().find(|number| number.len() == 4)?;
    let day = numbers.iter().find(|number| number.len() <= 2);
    match day {
        Some(day) => format!("{year}-{month:02}-{day:0>2}").parse().ok(),
        None => format!("{year}-{month:02}").parse().ok(),
    }
}

fn month_of(word: &str) -> Option<usize> {
    let is_it = |month: &str| word.len() >= 3 && month.to_lowercase().starts_with(word);
    MONTHS.split(' ').position(is_it).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_told_in_numbers_and_in_words() {
        for (date, expected) in [
            ("2018-10-11", "2018-10-11, 11 October 2018"),
            ("2001-07-02", "2001-07-02, 2 July 2001"),
            ("2017-09", "2017-09, September 2017"),
            ("2003", "2003"),
        ] {
            assert_eq!(date_text(date.parse().unwrap()), expected);
        }
    }

    #[test]
    fn a_date_is_read_in_any_form() {
        for text in [
            "2018-10-11",
            "11 October 2018",
            "October 11, 2018",
            "Oct. 11, 2018",
            "11 Oct 2018",
            "10/11/2018",
            "11.10.2018",
        ] {
            assert_eq!(date_of(text).map(|date| date.to_string()).as_deref(), Some("2018-10-11"), "{text}");
        }
        for (text, expected) in [
            ("2018", Some("2018")),
            ("October 2018", Some("2018-10")),
            ("28/06/2018", Some("2018-06-28")),
            ("31/31/2018", None),
            ("soon", None),
            ("October", None),
        ] {
            assert_eq!(date_of(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
