//! Numbers, however their digits are grouped: `1-888-373-7888`, `+1 (888) 373-7888` and `18883737888` are one number.
//!
//! Each group of digits is a word of the text. For consecutive groups the index also has the joined digits from each
//! group to the end, as words that begin with [`JOINED`], which no other word does.

use std::ops::Range;

use super::date::{date_ending_at, date_from_digits, is_year, parse_numeric_date};
use super::fold::source_len;

/// The prefix of joined digits in the dictionary. No word of a text has it.
pub(super) const JOINED: char = '#';

pub(super) const WHOLE_NUMBER: &str = "##";
pub(super) const SHORTEST_NATIONAL: usize = 7;
/// What stands before the extension of a telephone number: `555-0100x77`.
pub(super) const EXTENSION_SIGN: char = 'x';

/// The fewest digits that are found in another grouping: fewer would match parts of other numbers by chance.
pub(super) const SHORTEST: usize = 5;
/// A number grouped by thousands has one digit less.
const SHORTEST_OF_THOUSANDS: usize = 4;
pub(super) const OF_THOUSANDS: usize = 3;
const LONGEST: usize = 24;
pub(super) const MONTH: usize = 6;

#[derive(Debug, Default)]
pub(super) struct Joiner {
    /// The joined digits with a sign before them.
    digits: String,
    groups: Vec<DigitGroup>,
}

#[derive(Clone, Debug)]
struct DigitGroup {
    at: usize,
    end: usize,
    range: Range<usize>,
    /// Whether it follows a decimal comma.
    is_fraction: bool,
}

#[derive(Debug)]
pub(super) struct Joined<'j> {
    pub(super) digits: &'j str,
    pub(super) range: Range<usize>,
}

impl Joiner {
    /// Takes a word of digits, perhaps with an extension, and ignores others; calls `each` with the numbers that end before
    /// it, and with the extension.
    pub(super) fn push(&mut self, text: &str, word: &str, range: Range<usize>, each: &mut dyn FnMut(Joined)) {
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        let digits = word.find(EXTENSION_SIGN).map_or(word, |end| &word[..end]);
        let extension = &word[digits.len()..];
        if !is_number(digits) || !(extension.is_empty() || is_extension(extension)) {
            return;
        }
        let end = range.start + source_len(&text[range.clone()], digits.len());
        if !extension.is_empty() {
            each(Joined { digits: &format!("{JOINED}{extension}"), range: end..range.end });
        }
        let range = range.start..end;
        let last = self.groups.last().map(|group| group.range.end);
        if !last.is_some_and(|end| end <= range.start && may_stand_between(&text[end..range.start])) {
            self.end(text, each);
        }
        if is_year(digits)
            && let Some((date, range)) = date_ending_at(text, &range)
        {
            // A day is also indexed under its month.
            let signed = format!("{JOINED}{date}");
            each(Joined { digits: &signed[..JOINED.len_utf8() + MONTH], range: range.clone() });
            if date.len() > MONTH {
                each(Joined { digits: &signed, range });
            }
        }
        let at = self.digits.len();
        self.digits.push_str(digits);
        let before = self.groups.last().map(|group| group.range.end..range.start);
        let is_fraction = before.is_some_and(|before| &text[before] == ",") && digits.len() != OF_THOUSANDS;
        self.groups.push(DigitGroup { at, end: self.digits.len(), range, is_fraction });
    }

    pub(super) fn is_begun(&self) -> bool {
        !self.groups.is_empty()
    }

    pub(super) fn end(&mut self, text: &str, each: &mut dyn FnMut(Joined)) {
        if self.groups.len() < 2 {
            self.groups.clear();
            self.digits.clear();
            return;
        }
        let mut signed = String::from(WHOLE_NUMBER);
        let is_by_thousands = self.is_by_thousands(text);
        for (first, group) in self.groups.iter().enumerate() {
            let rest = &self.groups[first + 1..];
            let by_thousands =
                |next: &DigitGroup| &text[group.range.end..next.range.start] == "," && !next.is_fraction;
            let least = if rest.first().is_some_and(by_thousands) { SHORTEST_OF_THOUSANDS } else { SHORTEST };
            for (last, next) in rest.iter().enumerate() {
                let is_end = last + 1 == rest.len();
                if next.is_fraction || next.end - group.at > LONGEST {
                    break;
                }
                let range = group.range.start..next.range.end;
                signed.truncate(WHOLE_NUMBER.len());
                signed.push_str(&self.digits[group.at..next.end]);
                let digits = &signed[WHOLE_NUMBER.len()..];
                // A part begins or ends the number, apart from the code of its country. One in thousands has no parts.
                let is_part = if is_by_thousands { first == 0 && is_end } else { first < 2 || is_end };
                if digits.len() >= least && is_part {
                    each(Joined { digits: &signed[JOINED.len_utf8()..], range: range.clone() });
                }
                if first == 0 && is_end && digits.len() >= SHORTEST_NATIONAL && !is_day(digits) {
                    each(Joined { digits: &signed, range });
                }
            }
        }
        if !is_by_thousands {
            self.each_national(text, each);
            self.each_short(text, each);
        }
        self.groups.clear();
        self.digits.clear();
    }

    /// Whether three groups or more are one number in thousands, as `1 500 000`, and no telephone number.
    fn is_by_thousands(&self, text: &str) -> bool {
        let [first, rest @ ..] = &self.groups[..] else { return false };
        let before = |pair: &[DigitGroup]| &text[pair[0].range.end..pair[1].range.start];
        let mut signs = self.groups.windows(2).map(before);
        let sign =
            signs.next().filter(|sign| [" ", "\u{a0}", "\u{2009}", "\u{202f}", ",", "."].contains(sign));
        rest.len() > 1
            && first.end <= OF_THOUSANDS
            && !text[first.range.clone()].starts_with('0')
            && !text[..first.range.start].ends_with(['+', '('])
            && rest.iter().all(|group| group.end - group.at == OF_THOUSANDS)
            && signs.all(|other| Some(other) == sign)
    }

    /// Yields a number with the code of its country as it is dialled otherwise: without the `(0)` that is in it, with a 0
    /// instead of the code, and without the two that are dialled before it.
    fn each_national(&self, text: &str, each: &mut dyn FnMut(Joined)) {
        let [code, next, .., last] = &self.groups[..] else { return };
        if last.end > LONGEST {
            return;
        }
        let range = code.range.start..last.range.end;
        let mut whole = |digits: String| each(Joined { digits: &digits, range: range.clone() });
        if let Some(without) = self.digits_of(0).strip_prefix("00") {
            whole(format!("{WHOLE_NUMBER}{without}{}", &self.digits[code.end..last.end]));
            whole(format!("{JOINED}{without}{}", &self.digits[code.end..last.end]));
        } else if text[..code.range.start].ends_with('+') {
            let is_in_parentheses = self.digits_of(1) == "0" && text[next.range.end..].starts_with(')');
            if is_in_parentheses {
                let national = &self.digits[next.end..last.end];
                whole(format!("{WHOLE_NUMBER}{}{national}", self.digits_of(0)));
                whole(format!("{JOINED}{}{national}", self.digits_of(0)));
            } else if !self.digits_of(1).starts_with('0') {
                whole(format!("{JOINED}0{}", &self.digits[code.end..last.end]));
            }
        }
    }

    /// Yields consecutive groups without a space that are too short to be joined: `104-1` for `104.1`.
    fn each_short(&self, text: &str, each: &mut dyn FnMut(Joined)) {
        let is_inside = |first: usize| {
            first > 0 && &text[self.groups[first - 1].range.end..self.groups[first].range.start] == "."
        };
        for first in (0..self.groups.len()).filter(|first| !is_inside(*first)) {
            let mut digits = format!("{JOINED}{}", self.digits_of(first));
            for last in first + 1..self.groups.len() {
                let (before, group) = (&self.groups[last - 1], &self.groups[last]);
                let is_tight = !text[before.range.end..group.range.start].contains(' ');
                if !is_tight || group.end - self.groups[first].at >= SHORTEST {
                    break;
                }
                digits.push('-');
                digits.push_str(self.digits_of(last));
                each(Joined { digits: &digits, range: self.groups[first].range.start..group.range.end });
            }
        }
    }

    fn digits_of(&self, group: usize) -> &str {
        &self.digits[self.groups[group].at..self.groups[group].end]
    }
}

pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The units of measured numbers, which may have a fraction.
const UNITS: &str = "mm cm dm m km in ft yd mi ha g kg mg t oz lb l ml cl hl v kv w kw mw a hz khz mhz ghz hp bar psi c f k s h min kb mb gb tb";

/// Whether digits at a range of a text are only a part of a number: the 5 and the 000 of `5,000`, the 2 and the 5 of
/// `2.5 mm`.
pub(super) fn is_part_of_number(text: &str, range: &Range<usize>) -> bool {
    const BETWEEN_THOUSANDS: [char; 4] = [',', '\u{a0}', '\u{2009}', '\u{202f}'];
    const BEFORE_FRACTION: [char; 2] = ['.', ','];
    let is_digit = |c: char| c.is_ascii_digit();
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let ends_with_digit = |before: Option<&str>| before.is_some_and(|before| before.ends_with(is_digit));
    let digits = |text: &str| text.len() - text.trim_start_matches(is_digit).len();
    let is_measured = |behind: &str| {
        let behind = behind.strip_prefix([' ', '\u{a0}']).unwrap_or(behind).trim_start_matches('°');
        let end = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
        let unit = behind[..end].to_lowercase();
        behind.starts_with(['%', '‰']) || UNITS.split(' ').any(|one| one == unit)
    };
    if range.len() == OF_THOUSANDS && ends_with_digit(before.strip_suffix(BETWEEN_THOUSANDS)) {
        return true;
    }
    let thousands = behind.strip_prefix(BETWEEN_THOUSANDS).map(digits);
    let fraction = behind.strip_prefix(BEFORE_FRACTION).filter(|fraction| digits(fraction) > 0);
    range.len() <= OF_THOUSANDS && thousands == Some(OF_THOUSANDS)
        || fraction.is_some_and(|fraction| is_measured(&fraction[digits(fraction)..]))
        || ends_with_digit(before.strip_suffix(BEFORE_FRACTION)) && is_measured(behind)
}

/// Whether a word is the extension of a telephone number: `x77`.
pub(super) fn is_extension(word: &str) -> bool {
    word.strip_prefix(EXTENSION_SIGN).is_some_and(is_number)
}

pub(super) fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a folded word is a Roman number, as `xvii`; those of one letter are letters.
pub(crate) fn is_roman(word: &str) -> bool {
    let mut rest = word.trim_start_matches('m');
    for [nine, four, five, one] in [["cm", "cd", "d", "c"], ["xc", "xl", "l", "x"], ["ix", "iv", "v", "i"]] {
        if let Some(after) = rest.strip_prefix(nine).or_else(|| rest.strip_prefix(four)) {
            rest = after;
            continue;
        }
        rest = rest.strip_prefix(five).unwrap_or(rest);
        for _ in 0..3 {
            rest = rest.strip_prefix(one).unwrap_or(rest);
        }
    }
    word.len() > 1 && rest.is_empty()
}

fn may_stand_between(between: &str) -> bool {
    const SIGNS: &str = " \u{a0}\u{2009}\u{202f}-\u{2010}\u{2011}\u{2013}\u{2212}\u{ff0d}\u{b7}.,:()/";
    between.chars().count() <= 3
        && between.chars().all(|c| SIGNS.contains(c))
        && !(between.len() > 1 && between.starts_with([',', '.']))
}

/// Whether digits are those of a day, or of two years.
pub(super) fn is_day(digits: &str) -> bool {
    let is_two_years =
        || digits.split_at_checked(4).is_some_and(|(one, other)| is_year(one) && is_year(other));
    digits.len() == 8 && (date_from_digits(digits).is_some() || is_two_years())
}

/// Other forms of a typed telephone number: without the country code and without what is dialled before it. Each has
/// to match whole.
pub(super) fn as_dialled_elsewhere(digits: &str, written: &str) -> Vec<String> {
    let international = ["011", "00"].into_iter().find_map(|sign| digits.strip_prefix(sign));
    let international = international.filter(|number| number.len() > SHORTEST_NATIONAL + 2);
    let number = international.unwrap_or(digits);
    let codes: &[usize] =
        match (number.as_bytes().first(), international.is_some() || written.starts_with('+')) {
            (Some(b'1'), false) if number.len() == NORTH_AMERICAN => &[1],
            (_, false) | (None, _) => &[],
            (Some(b'1' | b'7'), true) => &[1],
            (Some(_), true) => &[2, 3],
        };
    let national = codes.iter().filter_map(|code| number.get(*code..));
    let national = national.filter(|national| national.len() >= SHORTEST_NATIONAL);
    let national = national.flat_map(|national| [national.to_owned(), format!("0{national}")]);
    international.map(str::to_owned).into_iter().chain(national).collect()
}

const NORTH_AMERICAN: usize = 11;

/// Whether a text begins with some digits, however grouped, and no other digit follows.
pub(super) fn begins_with_digits(text: &str, digits: &str) -> bool {
    let mut rest = text;
    for digit in digits.chars() {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(after) = rest.strip_prefix(digit) else { return false };
        rest = after;
    }
    !rest.starts_with(char::is_alphanumeric)
}

/// The range of a number with the signs that open and close it: `(888) 373-7888`, `+1 888`.
pub(super) fn with_parenthesis(text: &str, range: Range<usize>) -> Range<usize> {
    let closes =
        text[range.clone()].find(')') < text[range.clone()].find('(') || !text[range.clone()].contains('(');
    let opens = |sign| text[..range.start].ends_with(sign);
    let is_open = (opens('(') && closes && text[range.clone()].contains(')')) || opens('+');
    let inside = &text[range.clone()];
    let is_closed =
        inside.matches('(').count() > inside.matches(')').count() && text[range.end..].starts_with(')');
    range.start - usize::from(is_open)..range.end + usize::from(is_closed)
}

/// A number of a query: groups of digits separated only by signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypedNumber {
    /// The digits that it may mean; for a day, the sortable digits.
    pub(super) digits: Vec<String>,
    /// Other meanings: the date with day and month swapped, or another form of a telephone number.
    pub(super) substitutes: Vec<String>,
    /// Whether its groups must not match as separate words.
    pub(super) is_one: bool,
}

/// The number that typed groups of digits form; `None` if they are separate words.
pub(super) fn parse_number(groups: &[&str], between: &[&str], text: &str) -> Option<TypedNumber> {
    let joined = groups.concat();
    if !is_number(&joined) {
        return None;
    }
    let substitutes = as_dialled_elsewhere(&joined, text);
    if groups.len() == 1 {
        return Some(TypedNumber { digits: vec![joined], substitutes, is_one: true });
    }
    let is_apart = between.iter().any(|between| between.contains(' '));
    if !between.iter().all(|between| may_stand_between(between)) || joined.len() > LONGEST {
        return None;
    }
    let mut decimals = between.iter().zip(&groups[1..]);
    if joined.len() >= SHORTEST && decimals.any(|(sign, group)| *sign == "," && group.len() != OF_THOUSANDS) {
        return None;
    }
    if joined.len() < SHORTEST {
        // As `911` is written `9-1-1`, and 1200 `1,200`.
        let of_single_digits = groups.len() > 2 && groups.iter().all(|group| group.len() == 1);
        let is_by_thousands = between == [","] && groups[1].len() == 3;
        let is_joined = of_single_digits || is_by_thousands;
        let digits = [groups.join("-")].into_iter().chain(is_joined.then_some(joined)).collect();
        return (!is_apart).then_some(TypedNumber { digits, substitutes: Vec::new(), is_one: true });
    }
    let mut days = parse_numeric_date(text).into_iter();
    let day = days.next();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_of_few = joined.len() > 7 && lengths.iter().all(|length| *length < 4);
    let ends_in_year = is_apart && groups.last().is_some_and(|last| is_year(last));
    // `115-393 2018` is a law and a year.
    let is_even = between.windows(2).all(|pair| pair[0] == pair[1])
        || between.last().is_some_and(|last| !last.contains(' '));
    let is_dialled = groups[0].len() > 2 && groups[0].starts_with('0');
    let is_telephone = text.starts_with('+')
        || is_dialled
        || lengths.ends_with(&[3, 3, 4]) && (!ends_in_year || is_even)
        || !ends_in_year && lengths.len() > 2 && (lengths.ends_with(&[3, 4]) || is_of_few);
    let is_by_thousands =
        lengths[1..].iter().all(|length| *length == OF_THOUSANDS) && groups.contains(&"000");
    let is_one = day.is_some() || is_telephone || is_by_thousands || !is_apart;
    Some(TypedNumber {
        digits: day
            .iter()
            .chain([&joined].into_iter().filter(|joined| day.as_ref() != Some(joined)))
            .cloned()
            .collect(),
        substitutes: days.chain(substitutes).collect(),
        is_one,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<String> {
        let (mut joiner, mut all) = (Joiner::default(), Vec::new());
        let mut each = |joined: Joined| all.push(format!("{} {}", joined.digits, &text[joined.range]));
        super::super::fold::words(text, |word, range| {
            joiner.push(text, word, range, &mut each);
        });
        joiner.end(text, &mut each);
        all
    }

    #[test]
    fn groups_of_digits_are_joined() {
        for (text, expected) in [
            (
                "1-888-373-7888",
                "#1888373 1-888-373|#18883737888 1-888-373-7888|##18883737888 1-888-373-7888|\
                 #888373 888-373|#8883737888 888-373-7888|#3737888 373-7888|#1-888 1-888",
            ),
            (
                "(555) 010-4477",
                "#555010 555) 010|#5550104477 555) 010-4477|##5550104477 555) 010-4477|#0104477 010-4477",
            ),
            ("2018-10-11", "#201810 2018-10|#20181011 2018-10-11|#10-11 10-11"),
            ("P.L. 116-92", "#11692 116-92"),
            ("over 13,257 of them", "#13257 13,257"),
            ("1,000", "#1000 1,000|#1-000 1,000"),
            ("M-20-01", "#20-01 20-01"),
            ("22 CFR 104.1", "#104-1 104.1"),
            ("15 17", ""),
            ("in 2018, 15 agencies", ""),
            ("22 U.S.C. 7103", ""),
            ("233733", ""),
            (
                "Thursday, Oct. 11th, 2018",
                "#201810 Thursday, Oct. 11th, 2018|#20181011 Thursday, Oct. 11th, 2018",
            ),
            ("the 11th of October 2018", "#201810 11th of October 2018|#20181011 11th of October 2018"),
            ("2018-10, October 2018", "#201810 2018-10|#201810 October 2018"),
            ("some of October. In 2018", ""),
        ] {
            assert_eq!(joined(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn what_is_typed_as_one_number_is_one() {
        let typed = |text: &str| {
            let (mut groups, mut between, mut end) = (Vec::new(), Vec::new(), None);
            super::super::fold::words(text, |_, range| {
                between.extend(end.map(|end: usize| &text[end..range.start]));
                groups.push(&text[range.clone()]);
                end = Some(range.end);
            });
            parse_number(&groups, &between, text)
                .map(|typed| ([typed.digits, typed.substitutes].concat().join(" "), typed.is_one))
        };
        for (text, expected) in [
            ("888-373-7888", Some(("8883737888", true))),
            ("888 373 7888", Some(("8883737888", true))),
            ("01 42 68 53 00", Some(("0142685300", true))),
            ("2018-10-11", Some(("20181011", true))),
            ("10/11/2018", Some(("20181011 10112018 20181110", true))),
            ("28/06/2018", Some(("20180628 28062018", true))),
            ("115-393", Some(("115393", true))),
            ("22 7103 2008", Some(("2271032008", false))),
            ("2018 2019", Some(("20182019", false))),
            ("2018-2019", Some(("20182019", true))),
            ("15-17", Some(("15-17", true))),
            ("15 17", None),
            ("104.1", Some(("104-1", true))),
            ("10/2018", Some(("201810 102018", true))),
            ("10/11/18", Some(("20181011 101118 20181110", true))),
            ("2018/1/5", Some(("20180105 201815", true))),
            ("2018", Some(("2018", true))),
        ] {
            assert_eq!(typed(text), expected.map(|(digits, is_one)| (digits.to_owned(), is_one)), "{text}");
        }
    }
}
