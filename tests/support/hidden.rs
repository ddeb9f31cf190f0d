//! Which characters may never be written: a list of its own, so that a mistake in the one of the program is seen.

/// Whether a terminal obeys the character, or a reader does not see it. Line ends and tabs are not among them: programs
/// that read what we write need them.
pub(crate) fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{8e2}'
            | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a terminal obeys the character, or it ends a line in some programs.
pub(crate) fn is_obeyed(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Asserts that a text that is taken away holds nothing that a terminal obeys.
#[track_caller]
pub(crate) fn assert_harmless(text: &str, what: &str) {
    assert_none(text, is_obeyed, what);
}

/// Asserts that a screen shows nothing that a terminal obeys and nothing that a reader does not see.
#[track_caller]
pub(crate) fn assert_seen(text: &str, what: &str) {
    assert_none(text, is_hidden, what);
}

#[track_caller]
fn assert_none(text: &str, is_it: fn(char) -> bool, what: &str) {
    if let Some((at, c)) = text.char_indices().find(|(_, c)| is_it(*c)) {
        let from = text[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        panic!("{what}: {c:?} comes out raw, after {:?}", &text[from..at]);
    }
}
