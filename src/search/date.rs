//! Dates as people write them in texts and queries; `directory::date` has the one form of a data file.

use std::ops::Range;

use crate::directory::{Date, Entry, StatedRecord};

/// The months and the days of the week, folded, in English and then in French, Spanish and German. Each may be shortened to
/// three letters or more.
const MONTHS: [&str; 4] = [
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "januar februar marz april mai juni juli august september oktober november dezember",
];
const WEEKDAYS: [&str; 4] = [
    "monday tuesday wednesday thursday friday saturday sunday",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
];
/// What the months begin with, to rule out most words quickly.
const BEGINNINGS: &[u8] = b"janenefebfevmaraprabravrmaymaijunjuijulaugagoaousepoctoktnovdecdicdez";

/// `11 October 2018` or `October 2018`; nothing for a year.
pub(super) fn format_in_words(date: Date) -> Option<String> {
    let month = MONTHS[0].split(' ').nth(usize::from(date.month()?) - 1)?;
    let (first, rest) = month.split_at(1);
    let day = date.day().map_or_else(String::new, |day| format!("{day} "));
    Some(format!("{day}{}{rest} {:04}", first.to_uppercase(), date.year()))
}

/// The dates that `date:` asks about: all that the page of an entry shows but those of its sources.
pub(super) fn dates_of_entry(entry: Entry) -> impl Iterator<Item = Date> {
    let stated = entry.stated().flat_map(|record| match record {
        StatedRecord::Status(status) => [status.date, None],
        StatedRecord::Statement(_) => [None, None],
        StatedRecord::Link(end) => [end.link.since(), end.link.until()],
        StatedRecord::Event(event) => [Some(event.date), None],
        StatedRecord::Contact(contact) => [contact.date, None],
    });
    [entry.since(), entry.until()].into_iter().chain(stated).flatten()
}

/// A date as a number that sorts like dates; a month sorts before its days, and a year before its months.
pub(super) fn sort_key(date: Date) -> u32 {
    let part = |part: Option<u8>| u32::from(part.unwrap_or(0));
    u32::from(date.year()) * 10_000 + part(date.month()) * 100 + part(date.day())
}

pub(super) fn sort_keys_within(date: Date) -> std::ops::RangeInclusive<u32> {
    let key = sort_key(date);
    let rest = match (key % 10_000, key % 100) {
        (0, _) => 9_999,
        (_, 0) => 99,
        (_, _) => 0,
    };
    key..=key + rest
}

/// The dates that digits and signs may mean, as sortable digits, the likelier first: `10/11/2018` is 11 October or 10
/// November, `11.10.2018` has the day first, `10/2018` is a month.
pub(super) fn parse_numeric_date(numbers: &str) -> Vec<String> {
    let parts: Vec<&str> = numbers.split(['/', '.', '-']).collect();
    let century = |year: &str| if year < LAST_YEAR { "20" } else { "19" };
    let is_short = |part: &&str| (1..=2).contains(&part.len());
    let orders: Vec<(String, &str, &str)> = match parts[..] {
        [year, month, day] if is_year(year) && is_short(&month) => vec![(year.to_owned(), month, day)],
        [month, year] | [year, month] if is_year(year) && is_short(&month) => {
            vec![(year.to_owned(), month, "")]
        }
        [first, second, year] => {
            let has_year = is_year(year) || (year.len() == 2 && !numbers.contains('-'));
            let year = if is_year(year) { year.to_owned() } else { century(year).to_owned() + year };
            let both = [(year.clone(), first, second), (year, second, first)];
            let has_day_first = numbers.contains('.');
            let both = both.into_iter().filter(|_| has_year && is_short(&first) && is_short(&second));
            if has_day_first { both.rev().collect() } else { both.collect() }
        }
        _ => Vec::new(),
    };
    let date = |(year, month, day): (String, &str, &str)| {
        let day = if day.is_empty() { String::new() } else { format!("-{day:0>2}") };
        format!("{year}-{month:0>2}{day}").parse::<Date>().ok()
    };
    let mut days: Vec<String> =
        orders.into_iter().filter_map(date).map(|date| date.to_string().replace('-', "")).collect();
    days.dedup();
    days
}

/// Two-digit years from here on are before 2000.
const LAST_YEAR: &str = "70";

pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.starts_with(['1', '2']) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word is a year that somebody asks about.
pub(super) fn is_likely_year(word: &str) -> bool {
    is_year(word) && ("1500".."2100").contains(&word)
}

/// The date in words that ends with the year at `year`, as sortable digits, and its range in `text`: `Oct. 11, 2018`,
/// `11th of October 2018`, `Thursday, October 11, 2018`, `October 2018`.
pub(super) fn date_ending_at(text: &str, year: &Range<usize>) -> Option<(String, Range<usize>)> {
    let (word, rest) = last_word(&text[..year.start], &BEFORE_YEAR)?;
    let (month, day, start) = match parse_month(word) {
        Some(month) => {
            let day = last_word(rest, BEFORE_MONTH);
            let day = day.and_then(|(day, rest)| Some((parse_day(day)?, rest.len())));
            day.map_or((month, None, rest.len()), |(day, start)| (month, Some(day), start))
        }
        None => {
            let day = parse_day(word)?;
            let (month, rest) = last_word(rest, &BEFORE_YEAR)?;
            (parse_month(month)?, Some(day), rest.len())
        }
    };
    let weekday = last_word(&text[..start], &BEFORE_YEAR)
        .filter(|(word, _)| day.is_some() && position_of_name(word, &WEEKDAYS).is_some());
    let start = weekday.map_or(start, |(_, rest)| rest.len());
    let year_and_month = format!("{}{month:02}", &text[year.clone()]);
    let digits = day.map_or_else(|| year_and_month.clone(), |day| format!("{year_and_month}{day:02}"));
    Some((digits, start..year.end))
}

/// What may stand between a month and its year, and between a day and its month.
const BEFORE_YEAR: [char; 6] = [' ', '\u{a0}', '.', '-', '/', ','];
const BEFORE_MONTH: &[char] = BEFORE_YEAR.split_at(5).0;

/// The last word of a text, skipping `of` and `the`, if only such separators follow it, and what stands before it.
fn last_word<'t>(text: &'t str, separators: &[char]) -> Option<(&'t str, &'t str)> {
    let end = text.trim_end_matches(separators);
    if text.len() - end.len() > 2 {
        return None;
    }
    let (rest, word) = end.split_at(end.trim_end_matches(char::is_alphanumeric).len());
    match word {
        "" => None,
        "of" | "the" | "de" | "del" => last_word(rest, separators),
        word => Some((word, rest)),
    }
}

fn parse_day(word: &str) -> Option<usize> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let is_day = ["", "st", "nd", "rd", "th", "er"].iter().any(|end| ending.eq_ignore_ascii_case(end));
    digits.parse().ok().filter(|day| is_day && digits.len() <= 2 && (1..=31).contains(day))
}

/// The position of the name that a word is, or abbreviates with three letters or more.
fn position_of_name(word: &str, languages: &[&str]) -> Option<usize> {
    let folded = super::fold::key(word);
    let mut positions =
        languages.iter().filter_map(|names| names.split(' ').position(|name| name.starts_with(&folded)));
    if folded.len() >= 3 { positions.next() } else { None }
}

/// That the day of the week of a typed date is another one.
pub(super) fn weekday_note(written: &str) -> Option<String> {
    let mut words = written.split(|c: char| !c.is_alphanumeric()).filter(|word| !is_month(word));
    let typed = words.find_map(|word| position_of_name(word, &WEEKDAYS))?;
    let date = parse_date(written)?;
    let weekday = weekday(date)?;
    let name = WEEKDAYS[0].split(' ').nth(weekday)?;
    let (first, rest) = name.split_at(1);
    let day = format_in_words(date)?;
    (weekday != typed).then(|| format!("{day} is a {}{rest}", first.to_uppercase()))
}

/// The day of the week, from 0 for Monday.
fn weekday(date: Date) -> Option<usize> {
    // Months count from March, so that a leap day ends its year.
    let (month, day) = (usize::from(date.month()?), usize::from(date.day()?));
    let year = usize::from(date.year()) + 400 - usize::from(month < 3);
    let days_before = [6, 2, 1, 4, 6, 2, 4, 0, 3, 5, 1, 3];
    Some((year + year / 4 - year / 100 + year / 400 + days_before[month - 1] + day) % 7)
}

/// `2018-10-11` of `2018-10-11T09:30:00Z`.
pub(super) fn without_time(text: &str) -> &str {
    const LENGTH_OF_DAY: usize = 10;
    let day = text.split_at_checked(LENGTH_OF_DAY).filter(|(day, time)| {
        time.starts_with(['T', 't'])
            && day.parse::<Date>().is_ok()
            && time[1..].starts_with(|c: char| c.is_ascii_digit())
    });
    day.map_or(text, |(day, _)| day)
}

/// Parses a year, a month of a year or a day, in digits or in words.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let text = without_time(text.trim());
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let digits = parse_numeric_date(text).into_iter().next().or_else(|| parse_date_in_words(text))?;
    date_from_digits(&digits)
}

/// Parses a date in words with the year at its end or its beginning, as sortable digits.
pub(super) fn parse_date_in_words(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let turned = match words.as_slice() {
        [year, rest @ ..] if is_year(year) => format!("{} {year}", rest.join(" ")),
        words => words.join(" "),
    };
    let year = turned.len().checked_sub(4).filter(|at| turned.get(*at..).is_some_and(is_year))?;
    let (digits, range) = date_ending_at(&turned, &(year..turned.len()))?;
    (range.start == 0).then_some(digits)
}

pub(super) fn date_from_digits(digits: &str) -> Option<Date> {
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?);
    let day = if day.is_empty() { String::new() } else { format!("-{day}") };
    format!("{year}-{month}{day}").parse().ok()
}

pub(super) fn is_month(word: &str) -> bool {
    parse_month(word).is_some()
}

fn parse_month(word: &str) -> Option<usize> {
    let begins = |beginning: &[u8]| {
        word.as_bytes().get(..3).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    };
    let may_be = !word.is_ascii() || BEGINNINGS.chunks_exact(3).any(begins);
    if may_be { position_of_name(word, &MONTHS).map(|at| at + 1) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_month_begins_as_the_quick_look_knows() {
        for name in MONTHS.iter().flat_map(|names| names.split(' ')) {
            assert!(is_month(name) && is_month(&name[..3]), "{name}");
        }
    }

    #[test]
    fn a_date_is_told_in_words() {
        for (date, expected) in [
            ("2018-10-11", Some("11 October 2018")),
            ("2001-07-02", Some("2 July 2001")),
            ("2017-09", Some("September 2017")),
            ("2003", None),
        ] {
            assert_eq!(format_in_words(date.parse().unwrap()).as_deref(), expected);
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
            "11th of October 2018",
            "Oct 11th 2018",
            "Thursday, October 11, 2018",
            "2018 October 11",
            "2018, October 11",
            "11 octobre 2018",
            "11 de octubre de 2018",
            "11. Oktober 2018",
            "jeudi 11 octobre 2018",
            "2018-10-11T00:00:00Z",
            "2018-10-11T09:30",
            "2018/10/11",
            "10/11/18",
            "10/11/2018",
            "11.10.2018",
        ] {
            assert_eq!(
                parse_date(text).map(|date| date.to_string()).as_deref(),
                Some("2018-10-11"),
                "{text}"
            );
        }
        for (text, expected) in [
            ("2018", Some("2018")),
            ("October 2018", Some("2018-10")),
            ("août 2022", Some("2022-08")),
            ("1er mars 2022", Some("2022-03-01")),
            ("März 2022", Some("2022-03")),
            ("15 ago. 2022", Some("2022-08-15")),
            ("10/2018", Some("2018-10")),
            ("2018 Oct", Some("2018-10")),
            ("28/06/2018", Some("2018-06-28")),
            ("31/31/2018", None),
            ("soon", None),
            ("October", None),
        ] {
            assert_eq!(parse_date(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
