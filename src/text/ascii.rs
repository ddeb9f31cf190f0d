//! Replacements of characters for ASCII output.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Appends `text` with its addresses percent-encoded (RFC 3986, RFC 6068), as replacing a letter would change where they
/// lead. `append` appends the rest.
pub(crate) fn ascii_addresses_into(out: &mut String, text: &str, mut append: impl FnMut(&mut String, &str)) {
    let mut done = 0;
    for address in addresses_in(text) {
        append(out, &text[done..address.start]);
        done = address.end;
        for byte in text[address].bytes() {
            if byte.is_ascii_graphic() {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    append(out, &text[done..]);
}

/// The addresses in a text that are not ASCII.
fn addresses_in(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c);
    let mut next = 0;
    text.split_inclusive(is_end).filter_map(move |word| {
        let at = next;
        next += word.len();
        let word = word.trim_end_matches(is_end);
        if word.is_ascii() {
            return None;
        }
        let start = address_start(word)?;
        // Punctuation around an address is not part of it, except a bracket that closes one within.
        let end = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').len();
        (start < end).then_some(at + start..at + end)
    })
}

/// The start of an address in a word: its scheme, or the name of a mail address.
fn address_start(word: &str) -> Option<usize> {
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric();
    let is_of_name = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let mail = || word.find("mailto:");
    let by_host = word.find("://").map(|at| word[..at].trim_end_matches(is_of_scheme).len());
    let by_sign = || {
        let (name, host) = word.split_once('@')?;
        let start = name.trim_end_matches(is_of_name).len();
        (start < name.len() && host.contains('.')).then_some(start)
    };
    by_host.or_else(mail).or_else(by_sign)
}

/// Appends `text` in ASCII: signs in their usual replacements, letters without accents, and a question mark for each
/// other character. No replacement has a character with a meaning in HTML, Markdown or a regular expression, except
/// `*`.
pub(crate) fn ascii_into(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if let Some(form) = usual_form(c) {
            out.push_str(form);
        } else if !is_combining_mark(c) {
            let start = out.len();
            let parts = std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part));
            for part in parts {
                let is_plain = part.is_ascii_alphanumeric() || " .,:;/()%!".contains(part);
                match (is_plain, usual_form(part)) {
                    (true, _) => out.push(part),
                    (false, Some(form)) => out.push_str(form),
                    (false, None) => {
                        out.truncate(start);
                        out.push('?');
                        break;
                    }
                }
            }
        }
    }
}

fn usual_form(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' | '´' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '\u{2010}'..='–' | '―' | '−' | '·' | '─' => "-",
        '—' => "--",
        '•' | '‣' | '◦' | '▪' | '●' | '○' | '∙' => "*",
        '→' => "->",
        '←' => "<-",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        '±' => "+/-",
        '⁄' | '÷' => "/",
        '×' => "x",
        '©' => "(c)",
        '®' => "(r)",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '¢' => "c",
        '¶' => "Par.",
        '§' => "Sec.",
        '°' => " deg",
        '¡' => "!",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ł' => "l",
        'Ł' => "L",
        'ı' => "i",
        'ħ' => "h",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Glyphs;
    use crate::text::clean::clean_into;

    #[test]
    fn an_address_leads_where_it_led() {
        for (text, expected) in [
            (
                "see https://exämple.org/straße?q=é. Ünd",
                "see https://ex%C3%A4mple.org/stra%C3%9Fe?q=%C3%A9. Und",
            ),
            ("(“https://例え.jp/”)", "(\"https://%E4%BE%8B%E3%81%88.jp/\")"),
            ("mail jörg@exämple.org", "mail j%C3%B6rg@ex%C3%A4mple.org"),
            ("[é](mailto:jörg@a.org)…", "[e](mailto:j%C3%B6rg@a.org)..."),
            ("<https://a.gov/–x>", "<https://a.gov/%E2%80%93x>"),
            ("https://a.gov/ – é", "https://a.gov/ - e"),
            ("é@ ü:// x@é", "e@ u:// x@e"),
        ] {
            let mut out = String::new();
            clean_into(&mut out, text, Glyphs::Ascii);
            assert_eq!(out, expected, "{text:?}");
        }
    }

    #[test]
    fn text_in_ascii_is_read_as_it_was_meant() {
        for (text, ascii) in [
            ("“Énergie” — l’été…", "\"Energie\" -- l'ete..."),
            ("Straße, Łódź, Ærø, Đà Nẵng", "Strasse, Lodz, AEro, Da Nang"),
            ("1\u{a0}000 €, ½ × 2, ﬁn", "1 000 EUR, 1/2 x 2, fin"),
            ("e\u{301} 漢字 한국 กำ", "e ?? ?? ??"),
            ("2010–2012 • a → b", "2010-2012 * a -> b"),
            ("", ""),
        ] {
            let mut out = String::new();
            ascii_into(&mut out, text);
            assert_eq!(out, ascii, "{text:?}");
        }
    }
}
