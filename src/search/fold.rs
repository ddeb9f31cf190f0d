//! Splits text into folded words, without case, accents and punctuation, with their places.
//!
//! The directory and the query are folded alike, so that `economie` matches `Économie` and `STRASSE` matches
//! `Straße`, and the other way round. A word is a run of letters and digits. An apostrophe does not end it
//! (`President's` is `presidents`), nor do the full stops of an abbreviation (`U.S.` is `us`); a hyphen does. `&` is
//! the word `and`. A character of a script without spaces is a word by itself. The target of a `CommonMark` link is
//! skipped.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'w> {
    /// An ASCII word that fits into two integers, as nearly all words do.
    Short(PackedWord),
    Other(&'w str),
}

/// Up to sixteen letters as two integers that sort like the letters, padded with zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PackedWord {
    pub(super) numbers: [u64; 2],
    pub(super) len: usize,
}

pub(super) type Buffer = [u8; 16];

impl Token<'_> {
    pub(super) fn letters<'b>(&'b self, buffer: &'b mut Buffer) -> &'b str {
        match self {
            Token::Short(letters) => letters.write(buffer),
            Token::Other(word) => word,
        }
    }

    #[inline]
    pub(super) fn begins_with_digit(&self) -> bool {
        match self {
            Token::Short(letters) => letters.numbers[0].to_be_bytes()[0].is_ascii_digit(),
            Token::Other(word) => word.starts_with(|c: char| c.is_ascii_digit()),
        }
    }
}

impl PackedWord {
    pub(super) fn write(self, buffer: &mut Buffer) -> &str {
        let [first, second] = self.numbers;
        *buffer = (u128::from(first) << 64 | u128::from(second)).to_be_bytes();
        std::str::from_utf8(&buffer[..self.len]).unwrap_or_default()
    }

    /// The letters and digits that stand at `at`, folded, up to sixteen.
    #[inline(always)]
    fn at(bytes: &[u8], at: usize) -> Self {
        let (first, len) = letters_of(eight_at(bytes, at));
        if len < 8 {
            return PackedWord { numbers: [first, 0], len };
        }
        let (second, more) = letters_of(eight_at(bytes, at + 8));
        PackedWord { numbers: [first, second], len: 8 + more }
    }
}

/// Eight bytes, the first the lowest; zeros behind the end.
#[inline(always)]
fn eight_at(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => last_at(bytes, at),
    }
}

#[inline(never)]
fn last_at(bytes: &[u8], at: usize) -> u64 {
    let count = bytes.len().saturating_sub(at);
    match bytes.last_chunk() {
        Some(last) if count > 0 => u64::from_le_bytes(*last) >> (8 * (8 - count)),
        _ => bytes.iter().skip(at).rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte)),
    }
}

/// The leading ASCII letters and digits of eight bytes in lower case, as an integer that sorts like them, and how
/// many they are. All eight bytes are compared at once, as bytes of one integer (SWAR).
#[inline(always)]
fn letters_of(eight: u64) -> (u64, usize) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // The highest bit of each byte is set if the byte is at least `least`.
    let reach = |bytes: u64, least: u8| bytes + u64::from(0x80 - least) * EACH;
    let low = eight & !HIGH;
    let lower = low | (0x20 * EACH);
    let letters = reach(lower, b'a') & !reach(lower, b'z' + 1);
    let digits = reach(low, b'0') & !reach(low, b'9' + 1);
    let others = !((letters | digits) & !eight) & HIGH;
    let folded = eight | ((letters & HIGH) >> 2);
    if others == 0 {
        return (folded.swap_bytes(), 8);
    }
    let bits = others.trailing_zeros() - 7;
    ((folded & ((1 << bits) - 1)).swap_bytes(), bits as usize / 8)
}

/// Calls `each` with every folded word of `text` and its byte range, in order. It does not allocate for each word.
pub(super) fn words(text: &str, mut each: impl FnMut(&str, Range<usize>)) {
    let mut tokens = WordCursor::of(text);
    while let Some((token, range)) = tokens.next() {
        let mut buffer = Buffer::default();
        let word = match token {
            Token::Short(letters) => {
                let written = &text[range.clone()];
                let has_capital = written.bytes().any(|byte| byte.is_ascii_uppercase());
                if has_capital { letters.write(&mut buffer) } else { written }
            }
            Token::Other(word) => word,
        };
        // Called in one place only, as it is inlined.
        each(word, range);
    }
}

#[derive(Debug)]
pub(super) struct WordCursor<'t> {
    text: &'t str,
    at: usize,
    word: String,
}

impl<'t> WordCursor<'t> {
    #[inline]
    pub(super) fn of(text: &'t str) -> Self {
        WordCursor { text, at: 0, word: String::new() }
    }

    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<(Token<'_>, Range<usize>)> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            // Most bytes here begin a word, and most others separate two.
            let class = BYTE_CLASSES[usize::from(*bytes.get(start)?)];
            if class == ByteClass::Letter {
                let letters = PackedWord::at(bytes, start);
                let end = start + letters.len;
                self.at = end + 1;
                if bytes.get(end).is_none_or(|next| BYTE_CLASSES[usize::from(*next)] == ByteClass::Between) {
                    return Some((Token::Short(letters), start..end));
                }
                self.at = end;
                let goes_on = self.read_on(start);
                let token = if goes_on { Token::Other(&self.word) } else { Token::Short(letters) };
                return Some((token, start..self.at));
            }
            if class == ByteClass::Between {
                self.at += 1;
            } else if let Some(start) = self.read_other() {
                return Some((Token::Other(&self.word), start..self.at));
            }
        }
    }

    /// Reads on after the ASCII letters at `start`; returns whether the word goes on.
    #[inline(never)]
    fn read_on(&mut self, start: usize) -> bool {
        let bytes = self.text.as_bytes();
        let end = after_letters(bytes, self.at);
        let is_inside = continues(bytes, end);
        if end == self.at && !is_inside {
            return false;
        }
        self.word.clear();
        self.word.push_str(&self.text[start..end]);
        self.word.make_ascii_lowercase();
        self.at = if is_inside { long_run(self.text, end, &mut self.word).end } else { end };
        true
    }

    /// Reads a character that is neither an ASCII letter nor a plain separator; returns where a word begins, if one
    /// does.
    #[inline(never)]
    fn read_other(&mut self) -> Option<usize> {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        self.word.clear();
        match bytes[start] {
            b'&' => {
                self.word.push_str("and");
                self.at += 1;
                return Some(start);
            }
            b']' if bytes.get(start + 1) == Some(&b'(') => self.at = after_target(bytes, start + 2),
            byte if byte.is_ascii() => self.at += 1,
            _ => {
                let range = long_run(self.text, start, &mut self.word);
                if range.is_empty() {
                    self.at += self.text[start..].chars().next().map_or(1, char::len_utf8);
                    return None;
                }
                self.at = range.end;
                return (!self.word.is_empty()).then_some(range.start);
            }
        }
        None
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    Letter,
    Between,
    /// Needs a closer look: `&`, `]` before the target of a link, `'` and `.` within a word, and bytes beyond ASCII.
    Other,
}

const BYTE_CLASSES: [ByteClass; 256] = {
    let mut classes = [ByteClass::Between; 256];
    let mut byte: u8 = 0;
    loop {
        classes[byte as usize] = match byte {
            b'&' | b']' | b'\'' | b'.' | 0x80.. => ByteClass::Other,
            _ if byte.is_ascii_alphanumeric() => ByteClass::Letter,
            _ => ByteClass::Between,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

pub(super) fn word_list(text: &str) -> Vec<String> {
    key(text).split_whitespace().map(str::to_owned).collect()
}

/// The folded words of `text`, joined by spaces: equal for names that a reader takes for the same.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    words(text, |word, _| {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    });
    key
}

/// How many bytes of the word `source` fold to the first `folded` bytes of its folded form; always whole letters with
/// their combining marks.
pub(super) fn source_len(source: &str, folded: usize) -> usize {
    let (mut done, mut out) = (0, String::with_capacity(8));
    for (at, c) in source.char_indices() {
        out.clear();
        push_folded(c, &mut out);
        if done >= folded && !out.is_empty() {
            return at;
        }
        done += out.len();
    }
    source.len()
}

/// Adds `c` without case and accents; nothing for a combining mark.
pub(super) fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        }
        return;
    }
    if is_fraction(c) {
        out.push(c);
        return;
    }
    each_plain(c, |plain| {
        let lower = plain.to_lowercase().filter(|lower| lower.is_alphanumeric() || is_picture(*lower));
        out.extend(lower);
    });
}

/// Adds `c` without accents, in its own case, with plain quotes, dashes and spaces; nothing for a combining mark.
pub(super) fn push_plain(c: char, out: &mut String) {
    each_plain(c, |plain| out.push(plain));
}

fn each_plain(c: char, mut each: impl FnMut(char)) {
    match c {
        '‘' | '’' | 'ʼ' | '‚' | '‛' | '′' => each('\''),
        '“' | '”' | '„' | '″' | '«' | '»' => each('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => each('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => {}
        _ if c.is_ascii() => each(c),
        _ => decompose_compatible(c, |part| match part.to_lowercase().next().and_then(spelled_out) {
            _ if is_combining_mark(part) => {}
            Some(letters) if part.is_uppercase() => letters.to_uppercase().chars().for_each(&mut each),
            Some(letters) => letters.chars().for_each(&mut each),
            None => each(digit_of(part).unwrap_or(part)),
        }),
    }
}

fn digit_of(c: char) -> Option<char> {
    // The zeros of living scripts.
    const ZEROS: &str = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰";
    ZEROS.chars().find_map(|zero| {
        let digit = (c as u32).checked_sub(zero as u32).filter(|digit| *digit < 10)?;
        char::from_digit(digit, 10)
    })
}

/// Letters without a Unicode decomposition, as written in English.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ı' | 'ɨ' => "i",
        'ł' => "l",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'đ' | 'ð' => "d",
        'þ' => "th",
        '×' => "x",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ς' => "σ",
        'ĸ' => "k",
        'ƀ' => "b",
        _ => return None,
    })
}

/// The end of the ASCII letters and digits that begin at `at`; most words have no others.
#[inline]
fn after_letters(bytes: &[u8], at: usize) -> usize {
    let more = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric());
    more.map_or(bytes.len(), |more| at + more)
}

/// Whether a word may continue at `at`: with a letter beyond ASCII, or an apostrophe or full stop before a letter.
#[inline]
fn continues(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b'\'' | b'.') => {
            bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || !next.is_ascii())
        }
        Some(byte) => !byte.is_ascii(),
        None => false,
    }
}

/// Reads on in a word with other than ASCII letters, and returns its range so far.
fn long_run(text: &str, start: usize, word: &mut String) -> Range<usize> {
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        if is_unspaced(c) {
            // Such a character is a word by itself, and ends the word before it.
            if !word.is_empty() {
                break;
            }
            push_folded(c, word);
            let marks = text[next..].chars().take_while(|c| is_combining_mark(*c));
            return at..next + marks.map(char::len_utf8).sum::<usize>();
        }
        // `10²` is not 102.
        if is_small_digit(c) && word.ends_with(|last: char| last.is_ascii_digit()) {
            break;
        }
        if is_letter(c) || (is_combining_mark(c) && !word.is_empty()) {
            push_folded(c, word);
        } else if !joins(text, at, c, word) {
            break;
        }
        at = next;
    }
    start..at
}

fn is_small_digit(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉')
}

/// Whether `c` is part of a word. The sign of `8×40` stands for an `x`.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '×'
}

/// Whether `c` at `at` stands inside a word: `'` in `President's`, and `.` in `U.S.`.
fn joins(text: &str, at: usize, c: char, word: &str) -> bool {
    let next = text[at + c.len_utf8()..].chars().next();
    let between_letters = !word.is_empty() && next.is_some_and(is_letter);
    match c {
        '\'' | '’' | 'ʼ' => between_letters && !is_elided(word),
        '\u{ad}' | '\u{200d}' => between_letters,
        '.' => between_letters && is_dotted(text, at),
        _ => false,
    }
}

/// Whether a word that ends at an apostrophe is a separate word, as in `l'été` and `qu'il`.
fn is_elided(word: &str) -> bool {
    matches!(word, "l" | "d" | "s" | "j" | "n" | "m" | "t" | "c" | "qu")
}

fn is_dotted(text: &str, at: usize) -> bool {
    let single = |mut around: std::iter::Peekable<&mut dyn Iterator<Item = char>>| {
        around.next().is_some_and(char::is_alphabetic) && !around.next().is_some_and(char::is_alphanumeric)
    };
    let before: &mut dyn Iterator<Item = char> = &mut text[..at].chars().rev();
    let after: &mut dyn Iterator<Item = char> = &mut text[at + 1..].chars();
    single(before.peekable()) && single(after.peekable())
}

/// Whether `c` is an emoji or another picture, which is a word by itself.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{231a}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether `c` belongs to a script that puts no spaces between words: Han, Kana, Thai, Lao, Tibetan, Burmese, Khmer; or is
/// a picture or a fraction.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && digit_of(c).is_none()
        || is_picture(c)
        || is_fraction(c)
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅞')
}

/// The end of the target of a link; `start` if it is not closed on its line.
fn after_target(bytes: &[u8], start: usize) -> usize {
    match bytes[start..].iter().position(|byte| matches!(byte, b')' | b'\n' | b' ')) {
        Some(len) if bytes[start + len] == b')' => start + len + 1,
        _ => start,
    }
}

#[cfg(test)]
mod tests;
