//! Words as a sentence lists them.

/// Words in quotes, with `joint` before the last: `"a", "b" and "c"`.
pub(crate) fn in_quotes<W: AsRef<str>>(words: &[W], joint: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.as_ref())).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} {joint} {last}", before.join(", ")),
        Some(_) | None => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_words_is_joined() {
        let cases: [(&[&str], &str); 4] = [
            (&[], ""),
            (&["a"], "\"a\""),
            (&["a", "b"], "\"a\" or \"b\""),
            (&["a", "b", "c"], "\"a\", \"b\" or \"c\""),
        ];
        for (words, expected) in cases {
            assert_eq!(in_quotes(words, "or"), expected);
        }
    }
}
