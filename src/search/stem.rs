//! What English endings have in common: `prosecutes`, `prosecution` and `prosecutor` all begin with `prosecut`.
//!
//! A stem is always a beginning of its word, so that words with the same stem stand side by side in a sorted dictionary
//! and nothing has to be stored for them. That is also why this is not a stemmer of the Snowball family: those rewrite
//! (`policy` becomes `polici`) and keep `prosecutor` apart. Here the only word that a stem may need besides its letters
//! is whether a `y` was taken off, which keeps `policies` with `policy` and away from `police`.

/// The beginning that a word shares with its other forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stem<'w> {
    pub(super) letters: &'w str,
    /// Whether the word ended in `y`, or in what `y` becomes.
    had_y: bool,
}

/// Words of four letters and less have no endings worth taking off, but for the plural's `s`.
const SHORTEST: usize = 3;

/// Endings that make a noun, an adjective or an adverb of a word, longest first, with the fewest letters that have to
/// remain.
const ENDINGS: [(&str, usize); 19] = [
    ("ments", 4),
    ("ment", 4),
    ("ness", 4),
    ("ional", 4),
    ("ions", 5),
    ("ion", 5),
    ("ings", 3),
    ("ing", 3),
    ("ers", 4),
    ("ors", 4),
    ("ive", 4),
    ("ally", 4),
    ("ely", 4),
    ("al", 5),
    ("er", 4),
    ("or", 4),
    ("ed", 3),
    ("ly", 4),
    ("ic", 5),
];

/// Latin endings, which leave a beginning that nothing more is taken off from.
const LATIN: [(&str, usize); 3] = [("us", 4), ("um", 5), ("is", 4)];

/// Plurals and other forms that share no beginning.
const IRREGULAR: [(&str, &str); 11] = [
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("people", "person"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("wives", "wife"),
    ("lives", "life"),
    ("indices", "index"),
    ("matrices", "matrix"),
];

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> Stem<'_> {
    if !word.is_ascii() || word.len() <= SHORTEST || word.as_bytes()[0].is_ascii_digit() {
        return Stem { letters: word, had_y: false };
    }
    let latin = LATIN
        .iter()
        .find_map(|(ending, remain)| word.strip_suffix(ending).filter(|letters| letters.len() >= *remain));
    if let Some(letters) = latin {
        return Stem { letters, had_y: false };
    }
    let (mut letters, mut had_y) = without_plural(word);
    // `prosecutors` -> `prosecutor` -> `prosecut`, `educational` -> `education` -> `educat`.
    for _ in 0..2 {
        let shorter = if had_y { letters } else { without_ending(letters) };
        if shorter.len() == letters.len() {
            break;
        }
        letters = shorter;
    }
    if !had_y {
        (letters, had_y) = without_vowel(letters);
    }
    Stem { letters, had_y }
}

/// Whether two folded words differ in number alone: `victim` and `victims`, `policy` and `policies`.
pub(super) fn differ_in_number(one: &str, other: &str) -> bool {
    let singular = |word| {
        let (letters, had_y) = without_plural(word);
        letters.strip_suffix('y').map_or((letters, had_y), |letters| (letters, true))
    };
    let long = |word: &str| word.is_ascii() && word.len() >= SHORTEST;
    one != other
        && ((long(one) && long(other) && singular(one) == singular(other)) || irregular(one) == Some(other))
}

/// The form of a folded word that shares no beginning with it, where it has one.
pub(super) fn irregular(word: &str) -> Option<&'static str> {
    IRREGULAR.iter().find_map(|(one, other)| {
        if *one == word {
            Some(*other)
        } else if *other == word {
            Some(*one)
        } else {
            None
        }
    })
}

fn without_plural(word: &str) -> (&str, bool) {
    let cut = |by: usize| &word[..word.len() - by];
    if word.len() > 4 && (word.ends_with("ies") || word.ends_with("ied")) {
        return (cut(3), true);
    }
    let sibilant = ["sses", "shes", "ches", "xes", "zes", "ises", "oses", "eses", "yses"];
    if word.len() > 4 && sibilant.iter().any(|end| word.ends_with(end)) {
        return (cut(2), false);
    }
    if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        return (cut(1), false);
    }
    (word, false)
}

fn without_ending(word: &str) -> &str {
    for (ending, remain) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= remain
            && stem.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
        {
            return without_doubled(stem);
        }
    }
    word
}

/// `runn` of `running` is `run`, and `traffick` of `trafficking` is `traffic`.
fn without_doubled(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let doubled = match bytes {
        [.., a, b] if a == b => !matches!(a, b'l' | b's' | b'z' | b'e' | b'o'),
        [.., b'i', b'c', b'k'] => true,
        _ => false,
    };
    if doubled && stem.len() > SHORTEST { &stem[..stem.len() - 1] } else { stem }
}

fn without_vowel(word: &str) -> (&str, bool) {
    match word.as_bytes().last() {
        Some(b'e' | b'a' | b'i') if word.len() > 4 => (&word[..word.len() - 1], false),
        Some(b'y') if word.len() > 4 => (&word[..word.len() - 1], true),
        _ => (word, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let families = [
            "prosecute prosecutes prosecuted prosecuting prosecution prosecutions prosecutor prosecutors",
            "victim victims",
            "agency agencies",
            "policy policies",
            "enforce enforces enforcement enforcing",
            "investigate investigation investigator investigators investigative investigating",
            "traffic trafficking trafficker traffickers trafficked",
            "train trains training trainings trainer trained",
            "prevent prevents prevention preventive",
            "coordinate coordinates coordination coordinator coordinating",
            "educate education educational educator",
            "report reports reporting reported",
            "run runs running",
            "service services",
            "business businesses",
            "crisis crises",
            "church churches",
            "child children",
            "organize organizes organizing organizer",
            "country countries",
            "fungus fungi",
            "bacterium bacteria",
        ];
        for family in families {
            let mut words = family.split(' ');
            let first = words.next().unwrap();
            for word in words {
                let kin = stem(first) == stem(word) || irregular(first) == Some(word);
                assert!(kin, "{first} {:?}, {word} {:?}", stem(first), stem(word));
            }
        }
    }

    #[test]
    fn other_words_do_not() {
        for (one, other) in
            [("policy", "police"), ("state", "station"), ("ring", "r"), ("bus", "bu"), ("labor", "lab")]
        {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn a_stem_begins_its_word() {
        for word in
            ["", "s", "ss", "sses", "ing", "ies", "ée", "économies", "é", "ying", "2018s", "aaaa", "eeee"]
        {
            assert!(word.starts_with(stem(word).letters), "{word}");
        }
    }
}
