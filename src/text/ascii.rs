//! What stands for a character where only ASCII can be written.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Appends `text` in ASCII: signs in their usual forms, letters without their marks, and a question mark for each other
/// character. No sign comes of it that begins anything in HTML, Markdown or a regular expression but `*`.
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
        '⁄' | '÷' => "/",
        '×' => "x",
        '©' => "(c)",
        '®' => "(r)",
        '€' => "EUR",
        '£' => "GBP",
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
