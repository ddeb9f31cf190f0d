//! Text as the search sees it: words without case, accents and punctuation, each with its place in the text.
//!
//! Both the directory and the query go through here, so that `economie` meets `Économie` and `STRASSE` meets `Straße`,
//! whichever of the two has the accents. A word is a run of letters and digits. An apostrophe does not end it
//! (`President's` is `presidents`), nor do the full stops of an abbreviation (`U.S.` is `us`); a hyphen does. `&` is
//! the word `and`. A sign of a script without spaces between words is a word by itself. The target of a `CommonMark`
//! link is no text, and is passed over.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Calls `each` with every word of `text`, folded, and with its byte range in `text`, in order. Nothing is allocated for
/// a word: the folded text is lent for the call.
pub(super) fn words(text: &str, each: impl FnMut(&str, Range<usize>)) {
    words_of_use(text, |_| true, each);
}

/// As [`words`], but what `is_of_use` says no to, of words of ASCII alone as they stand in the text, is passed over
/// unfolded.
pub(super) fn words_of_use(
    text: &str,
    is_of_use: impl Fn(&[u8]) -> bool,
    mut each: impl FnMut(&str, Range<usize>),
) {
    // Takes memory only once a word has to be changed.
    let mut word = String::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(first) = bytes.get(at).copied() {
        let start = at;
        if first.is_ascii_alphanumeric() {
            at = after_letters(bytes, at);
            let is_whole = !continues(bytes, at);
            if is_whole && !is_of_use(&bytes[start..at]) {
                continue;
            }
            let letters = &text[start..at];
            if is_whole && !letters.bytes().any(|byte| byte.is_ascii_uppercase()) {
                each(letters, start..at);
                continue;
            }
            word.clear();
            word.push_str(letters);
            word.make_ascii_lowercase();
            if is_whole {
                each(&word, start..at);
                continue;
            }
        } else if first == b'&' {
            each("and", at..at + 1);
            at += 1;
            continue;
        } else if first == b']' && bytes.get(at + 1) == Some(&b'(') {
            at = after_target(bytes, at + 2);
            continue;
        } else if first.is_ascii() {
            at += 1;
            continue;
        } else {
            word.clear();
        }
        at = long_run(text, at, &mut word, &mut each);
        if at == start {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        } else if !word.is_empty() {
            each(&word, start..at);
        }
    }
}

/// The folded words of a short text, owned: for a query.
pub(super) fn word_list(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    words(text, |word, _| list.push(word.to_owned()));
    list
}

/// The words of `text` with one space between them: what two names have in common that a reader takes for the same.
pub(crate) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    words(text, |word, _| {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    });
    key
}

/// How many bytes of `source`, one word, fold to the first `folded` bytes of its folded form; never part of a letter,
/// and with the marks that belong to its last letter.
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

/// Adds `c` without case and accents; nothing for what is a mark alone.
pub(super) fn push_folded(c: char, out: &mut String) {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        }
        return;
    }
    decompose_compatible(c, |part| {
        if is_combining_mark(part) {
            return;
        }
        for lower in part.to_lowercase() {
            match spelled_out(lower) {
                Some(letters) => out.push_str(letters),
                None if lower.is_alphanumeric() => out.push(lower),
                None => {}
            }
        }
    });
}

/// Letters that no decomposition takes apart, as English writes them.
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
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ς' => "σ",
        'ĸ' => "k",
        'ƀ' => "b",
        _ => return None,
    })
}

/// Where the letters and digits of ASCII end that begin at `at`, as most words are made of nothing else.
fn after_letters(bytes: &[u8], at: usize) -> usize {
    let more = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric());
    more.map_or(bytes.len(), |more| at + more)
}

/// Whether what stands at `at` may go on with a word: a letter beyond ASCII, or an apostrophe or a full stop before a
/// letter.
fn continues(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b'\'' | b'.') => {
            bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || !next.is_ascii())
        }
        Some(byte) => !byte.is_ascii(),
        None => false,
    }
}

/// Reads on where a word has more than letters of ASCII. Gives where it ends.
fn long_run(text: &str, start: usize, word: &mut String, each: &mut impl FnMut(&str, Range<usize>)) -> usize {
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        if is_unspaced(c) {
            // Such a sign stands alone, and ends what came before it.
            if !word.is_empty() {
                return at;
            }
            push_folded(c, word);
            if !word.is_empty() {
                each(word, at..next);
                word.clear();
            }
            return next;
        }
        if is_letter(c) || (is_combining_mark(c) && !word.is_empty()) {
            push_folded(c, word);
        } else if !joins(text, at, c, word) {
            return at;
        }
        at = next;
    }
    at
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether `c` at `at` stands inside a word: `'` in `President's`, and `.` in `U.S.`.
fn joins(text: &str, at: usize, c: char, word: &str) -> bool {
    let next = text[at + c.len_utf8()..].chars().next();
    let between_letters = !word.is_empty() && next.is_some_and(is_letter);
    match c {
        '\'' | '’' | 'ʼ' | '\u{ad}' | '\u{200d}' => between_letters,
        '.' => between_letters && is_dotted(text, at),
        _ => false,
    }
}

/// Whether the full stop at `at` stands between single letters, as in `U.S.`: then it is part of an abbreviation.
fn is_dotted(text: &str, at: usize) -> bool {
    let single = |mut around: std::iter::Peekable<&mut dyn Iterator<Item = char>>| {
        around.next().is_some_and(char::is_alphabetic) && !around.next().is_some_and(char::is_alphanumeric)
    };
    let before: &mut dyn Iterator<Item = char> = &mut text[..at].chars().rev();
    let after: &mut dyn Iterator<Item = char> = &mut text[at + 1..].chars();
    single(before.peekable()) && single(after.peekable())
}

/// Whether `c` belongs to a script that puts no spaces between words: Han and Kana.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The place behind the target of a link; where it never closes on its line, nothing is passed over.
fn after_target(bytes: &[u8], start: usize) -> usize {
    match bytes[start..].iter().position(|byte| matches!(byte, b')' | b'\n' | b' ')) {
        Some(len) if bytes[start + len] == b')' => start + len + 1,
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_into_folded_words() {
        let cases = [
            ("", ""),
            ("Department of State", "department of state"),
            ("President's Interagency", "presidents interagency"),
            ("President’s", "presidents"),
            ("the U.S. Government", "the us government"),
            ("u.s", "us"),
            ("end. Next a.b.c. x.yz", "end next abc x yz"),
            ("Research & Data", "research and data"),
            ("anti-trafficking/labor", "anti trafficking labor"),
            ("Économie ÉCONOMIE e\u{301}conomie", "economie economie economie"),
            ("Straße STRASSE ŁÓDŹ éŧø Ærø ﬁne", "strasse strasse lodz eto aero fine"),
            ("I ı İstanbul", "i i istanbul"),
            ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
            ("日本 taxes日", "日 本 taxes 日"),
            ("see [the group](spog-x) now", "see the group now"),
            ("'quoted' ''", "quoted"),
            ("rock 'n' roll…", "rock n roll"),
            ("\u{301}\u{200d}", ""),
            ("1-888-373-7888", "1 888 373 7888"),
        ];
        for (text, expected) in cases {
            assert_eq!(key(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_word_knows_its_place() {
        for text in ["a Ł\u{301}ódź's (U.S.A.) x", "日本é日", "[a](b) c"] {
            words(text, |word, range| {
                let again = key(&text[range.clone()]);
                assert_eq!(again, word, "{text:?} {range:?}");
            });
        }
    }

    #[test]
    fn part_of_a_folded_word_is_whole_letters_of_the_text() {
        let cases = [
            ("Straße", 5, "Straß"),
            ("Straße", 6, "Straß"),
            ("e\u{301}co", 1, "e\u{301}"),
            ("state", 3, "sta"),
            ("state", 9, "state"),
            ("U.S.A", 2, "U.S."),
        ];
        for (source, folded, expected) in cases {
            assert_eq!(&source[..source_len(source, folded)], expected, "{source} {folded}");
        }
    }
}
