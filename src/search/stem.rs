//! Stems of English words: `prosecutes`, `prosecution` and `prosecutor` all begin with `prosecut`.
//!
//! A stem is always a prefix of its word, so that words with the same stem are neighbours in a sorted dictionary and
//! nothing has to be stored for them. Snowball stemmers rewrite (`policy` becomes `polici`) and keep `prosecutor`
//! apart. A stem here also has the last ending that was removed, which keeps `policies` with `policy` and away from
//! `police`, and `generation` away from `general`.

/// The beginning that a word shares with its other forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stem<'w> {
    pub(super) letters: &'w str,
    ending: Ending,
}

/// The last ending removed from a word, if it distinguishes words with one prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Common,
    Y,
    Al,
    /// `at` with `e`, `or`, `ive` and the like behind it: `coordinator`.
    At,
    /// `ation`: `representation`, `coordination`.
    Ation,
    /// `ion` or `ive` behind an `s`, which may be another form's `d`: `decision`, `provisions`.
    Sion,
}

impl<'w> Stem<'w> {
    /// The prefix that all forms of the word share: the stem without letters that change.
    pub(super) fn root(self) -> &'w str {
        let changed = match self.ending {
            Ending::Sion => 1,
            Ending::Common if self.letters.len() > SHORTEST_BEFORE_SION && self.letters.ends_with('d') => 1,
            Ending::Ation if self.letters.ends_with("ific") => 2,
            Ending::Common | Ending::Y | Ending::Al | Ending::At | Ending::Ation => 0,
        };
        &self.letters[..self.letters.len() - changed]
    }

    pub(super) fn is_kin(self, other: Stem) -> bool {
        let is_alike = |one, other| {
            matches!(
                (one, other),
                (Ending::Common, Ending::Al | Ending::Ation | Ending::Sion) | (Ending::At, Ending::Ation)
            )
        };
        let is_same = self.letters == other.letters
            && (self.ending == other.ending
                || is_alike(self.ending, other.ending)
                || is_alike(other.ending, self.ending));
        is_same || self.turns_into(other) || other.turns_into(self)
    }

    /// Whether the other stem has other letters at its end: `decid` of `decide` and `decis` of `decision`, `identif` of
    /// `identify` and `identific` of `identification`.
    fn turns_into(self, other: Stem) -> bool {
        match (self.ending, other.ending) {
            (Ending::Common, Ending::Sion) => {
                other.root().len() >= SHORTEST_BEFORE_SION
                    && self.letters.strip_suffix('d') == Some(other.root())
            }
            (Ending::Y, Ending::Ation) => other.letters.ends_with("ific") && self.letters == other.root(),
            (_, _) => false,
        }
    }
}

const SHORTEST: usize = 3;

/// Endings that form nouns, adjectives and adverbs, longest first, with the fewest letters that have to remain.
const ENDINGS: [(&str, usize); 21] = [
    ("ments", 4),
    ("ment", 4),
    ("ness", 4),
    ("ance", 5),
    ("ence", 5),
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

/// Latin endings: such a word has no other forms but for its plural.
const LATIN: [&str; 3] = ["us", "um", "is"];

/// Irregular forms, a family in each line. For nouns the first two are singular and plural.
const NOUNS: &str = "child children\nman men\nwoman women\nperson people\nfoot feet\ntooth teeth\ngoose geese\nmouse mice\n\
louse lice\nox oxen\ndie dice\nwife wives\nlife lives\nknife knives\nleaf leaves\nhalf halves\nthief thieves\nself selves\n\
loaf loaves\nwolf wolves\nindex indices\nmatrix matrices\nappendix appendices\nvertex vertices\ncodex codices\n\
criterion criteria\nphenomenon phenomena\ndatum data\nmedium media\nmemorandum memoranda\ncurriculum curricula\n\
referendum referenda\nstratum strata\nagendum agenda\nalumnus alumni\nnucleus nuclei\nstimulus stimuli\nanalysis analyses\n\
basis bases\nthesis theses\nhypothesis hypotheses\nparenthesis parentheses\nschema schemata\ncorpus corpora\n\
bureau bureaux\nplateau plateaux\nbrother brethren\npassersby passerby";
const VERBS: &str = "begin began begun begins beginning\nbind bound\nbreak broke broken\nbring brought\nbuild built\n\
buy bought\ncatch caught\nchoose chose chosen choice\ncome came\ndeal dealt\ndie died dying\ndo did done does\ndraw drew drawn\n\
drive drove driven\nfall fell fallen\nfeel felt\nfeed fed\nfight fought\nfind found\nflee fled\nforbid forbade forbidden\n\
forgive forgave forgiven\nfreeze froze frozen\nget got gotten\ngive gave given\ngo gone went\ngrow grew grown\n\
hear heard\nhide hid hidden\nhold held\nkeep kept\nknow knew known\nlead led\nlearn learnt\nleave left\nlend lent\nlie lay lain lying\n\
lose lost loss\nmake made making\nmean meant\nmeet met\noversee oversaw overseen\npay paid\nride rode ridden\nrise rose risen\n\
run ran\nsay said\nsee saw seen\nseek sought\nsell sold sale\nsend sent\nsing sang sung\nspeak spoke spoken\nspend spent\n\
stand stood\nsteal stole stolen\nstrike struck\nswear swore sworn\nswim swam swum\ntake took taken\nteach taught\ntell told\n\
think thought\nundertake undertook undertaken\nwear wore worn\nwin won\nwithdraw withdrew withdrawn\nwrite wrote written";

pub(super) fn stem(word: &str) -> Stem<'_> {
    let is_other = !word.is_ascii() || word.starts_with(|c: char| c.is_ascii_digit());
    if is_other || word.len() <= SHORTEST || LATIN.iter().any(|ending| word.ends_with(ending)) {
        return Stem { letters: word, ending: Ending::Common };
    }
    let (mut letters, had_y) = without_plural(word);
    if had_y {
        return Stem { letters, ending: Ending::Y };
    }
    let singular = letters;
    let mut ending = "";
    // `prosecutors` -> `prosecutor` -> `prosecut`, `educational` -> `education` -> `educat`.
    for _ in 0..2 {
        let (shorter, taken) = without_ending(letters);
        if shorter.len() == letters.len() {
            break;
        }
        (letters, ending) = (shorter, taken);
    }
    let (letters, had_y) = without_vowel(letters);
    if had_y {
        return Stem { letters, ending: Ending::Y };
    }
    without_at(letters, singular, ending)
}

/// `coordinat` of `coordinate` and `represent` of `representation`, after removing `ending`.
fn without_at<'w>(letters: &'w str, word: &'w str, ending: &str) -> Stem<'w> {
    let shorter = letters.strip_suffix("at").filter(|shorter| shorter.len() >= SHORTEST_BEFORE_AT);
    let ending = match (ending, shorter) {
        ("ion" | "ions" | "ional", Some(_)) => Ending::Ation,
        ("or" | "ors" | "ive" | "ing" | "ings" | "ed", Some(_)) => Ending::At,
        ("", Some(_)) if word.ends_with("ate") => Ending::At,
        ("ion" | "ions" | "ional" | "ive", None) if letters.ends_with('s') && !letters.ends_with("ss") => {
            return Stem { letters, ending: Ending::Sion };
        }
        // `supplier`.
        ("er" | "ers", _) if letters.len() > SHORTEST_BEFORE_AT && letters.ends_with('i') => {
            return Stem { letters: &letters[..letters.len() - 1], ending: Ending::Y };
        }
        ("al", _) => return Stem { letters, ending: Ending::Al },
        (_, _) => return Stem { letters, ending: Ending::Common },
    };
    let letters = shorter.unwrap_or(letters);
    // `implement` itself is without its ending.
    let shorter = letters.strip_suffix("ment").filter(|shorter| shorter.len() >= SHORTEST_BEFORE_AT);
    Stem { letters: shorter.map_or(letters, |shorter| without_vowel(shorter).0), ending }
}

/// The fewest letters before `ation`: in `nation` and `station` it is no ending.
const SHORTEST_BEFORE_AT: usize = 4;
/// The fewest letters before the `d` or `s` of words such as `decide` and `decision`: `pension` is no form of `pend`.
const SHORTEST_BEFORE_SION: usize = 4;

/// Endings of singulars, and the plural endings in their place.
const PLURALS: [(&str, &str); 6] =
    [("", "s"), ("", "es"), ("y", "ies"), ("is", "es"), ("f", "ves"), ("fe", "ves")];
/// Latin ones, which are often the beginnings of other words.
const LATIN_PLURALS: [(&str, &str); 2] = [("us", "i"), ("um", "a")];

/// The forms of a word, prepared for comparing many words with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Forms {
    stem: usize,
    ending: Ending,
    /// The plurals or the singular that the ending does not tell.
    plurals: Vec<String>,
    irregular: Vec<String>,
}

impl Forms {
    pub(super) fn of(word: &str) -> Self {
        let Stem { letters, ending } = stem(word);
        let plurals = family(NOUNS, |form| form == word).filter(|form| *form != word);
        let plurals = plurals.map(str::to_owned).chain(compound(word)).collect();
        let irregular = of_verb(word).into_iter().chain(with_silent_e(word)).filter(|form| form != word);
        Forms { stem: letters.len(), ending, plurals, irregular: irregular.collect() }
    }

    /// Whether `other` differs from `word`, whose forms these are, as its plural or singular alone: `victims`, `policies`.
    pub(super) fn include_plural(&self, word: &str, other: &str) -> bool {
        is_plural(word, other, &PLURALS)
            || is_plural(other, word, &PLURALS)
            || self.plurals.iter().any(|form| form == other)
    }

    pub(super) fn include(&self, word: &str, other: &str) -> bool {
        let stem_of_word = Stem { letters: &word[..self.stem], ending: self.ending };
        (other.starts_with(stem_of_word.root()) && stem_of_word.is_kin(stem(other)))
            || self.include_plural(word, other)
            || is_plural(word, other, &LATIN_PLURALS)
            || is_plural(other, word, &LATIN_PLURALS)
            || self.is_irregular(other)
    }

    /// Words that may be forms without its stem: `include` says whether they are.
    pub(super) fn without_stem(&self, word: &str) -> impl Iterator<Item = String> {
        let plurals = PLURALS.into_iter().chain(LATIN_PLURALS);
        let endings = plurals.flat_map(|(singular, plural)| [(singular, plural), (plural, singular)]);
        let regular = endings.filter_map(|(from, to)| Some(format!("{}{to}", word.strip_suffix(from)?)));
        regular.chain(self.plurals.iter().chain(&self.irregular).cloned())
    }

    pub(super) fn is_irregular(&self, other: &str) -> bool {
        self.irregular.iter().any(|form| form == other)
    }
}

fn is_plural(word: &str, singular: &str, plurals: &[(&str, &str)]) -> bool {
    let allows = |ending| match ending {
        "s" => !singular.ends_with('s'),
        "es" if word.len() > singular.len() => singular.ends_with(['s', 'x', 'z', 'h', 'o']),
        _ => true,
    };
    // Rules out most pairs quickly.
    let may_be = singular.len().min(word.len()) >= SHORTEST && singular.len().abs_diff(word.len()) <= 2;
    may_be
        && singular.is_ascii()
        && plurals.iter().any(|(one, many)| {
            word.strip_suffix(many)
                .is_some_and(|stem| allows(*many) && singular.strip_suffix(one) == Some(stem))
        })
}

/// The forms of the first family that has such a form.
fn family(families: &'static str, is_it: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let family = families.lines().find(|family| family.split(' ').any(&is_it));
    family.into_iter().flat_map(|family| family.split(' '))
}

/// The forms of the irregular verb that a word is a form of: `taught` and `teaches` of `teaching`.
fn of_verb(word: &str) -> Vec<String> {
    let endings = ["", "s", "es", "ing"].iter().filter_map(|ending| word.strip_suffix(ending));
    let bases: Vec<String> = endings
        .flat_map(|base| [base.to_owned(), format!("{base}e"), without_doubled(base).to_owned()])
        .collect();
    let mut family = family(VERBS, |form| bases.iter().any(|base| base == form)).peekable();
    let Some(base) = family.peek().copied() else { return Vec::new() };
    let stem = base.strip_suffix('e').unwrap_or(base);
    let doubled = base.chars().last().map(|last| format!("{base}{last}ing"));
    let regular = [format!("{base}s"), format!("{base}es"), format!("{base}ing"), format!("{stem}ing")];
    family.map(str::to_owned).chain(regular).chain(doubled).collect()
}

/// The forms of a short word that ends in `e`: `caring` and `cared` of `care`.
fn with_silent_e(word: &str) -> Vec<String> {
    const ENDINGS: [&str; 5] = ["e", "es", "ed", "ing", "ings"];
    let mut bases = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    let base = bases.find(|base| is_before_silent_e(base));
    base.map_or_else(Vec::new, |base| ENDINGS.iter().map(|ending| format!("{base}{ending}")).collect())
}

/// Whether such a prefix, as a word itself, would double its last letter before an ending, as `car` would.
fn is_before_silent_e(beginning: &str) -> bool {
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    matches!(beginning.as_bytes(), [first, middle, last]
        if !is_vowel(first) && is_vowel(middle) && !is_vowel(last) && !matches!(last, b'w' | b'x'))
}

/// A word that ends in `man` is as irregular as that, and so for `woman`, `child`, `foot` and `tooth`.
fn compound(word: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 5] =
        [("man", "men"), ("child", "children"), ("foot", "feet"), ("tooth", "teeth"), ("person", "people")];
    let other = |from: &str, to: &str| {
        word.strip_suffix(from).filter(|first| first.len() > 1).map(|first| format!("{first}{to}"))
    };
    ENDINGS.iter().find_map(|(one, many)| other(one, many).or_else(|| other(many, one)))
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

fn without_ending(word: &str) -> (&str, &'static str) {
    for (ending, remain) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= remain
            && !(ending == "ly" && is_before_ply(stem))
            && !(matches!(ending, "ing" | "ings" | "ed") && is_before_silent_e(stem))
            && stem.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
        {
            return (without_doubled(stem), ending);
        }
    }
    (word, "")
}

/// Whether `ly` behind it is no ending: `supply`, `comply`, `multiply`.
fn is_before_ply(stem: &str) -> bool {
    ["pp", "mp", "ip"].iter().any(|end| stem.ends_with(end))
}

/// `runn` of `running` is `run`, and `traffick` of `trafficking` is `traffic`.
fn without_doubled(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let doubled = match bytes {
        // Bytes of a character beyond ASCII may repeat too.
        [.., a, b] if a == b && a.is_ascii() => !matches!(a, b'l' | b's' | b'z' | b'e' | b'o'),
        [.., b'i', b'c', b'k'] => true,
        _ => false,
    };
    if doubled && stem.len() > SHORTEST { &stem[..stem.len() - 1] } else { stem }
}

fn without_vowel(word: &str) -> (&str, bool) {
    match word.as_bytes().last() {
        Some(b'e') if word.len() > 4 => (&word[..word.len() - 1], false),
        Some(b'y') if word.len() > 4 => (&word[..word.len() - 1], true),
        _ => (word, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_kin(one: &str, other: &str) -> bool {
        Forms::of(one).include(one, other)
    }

    fn are_plurals(one: &str, other: &str) -> bool {
        Forms::of(one).include_plural(one, other)
    }

    #[test]
    fn no_letter_is_cut_in_two() {
        for word in ["𤯯", "𩘘", "x𤯯ing", "𤯯ed", "𤯯s", "𤯯ly"] {
            assert_eq!(without_doubled(word), word);
            let _ = (stem(word), Forms::of(word), Forms::of(word).without_stem(word).count());
        }
    }

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
            "represent represents representation representations represented",
            "inform informs information",
            "implement implementing implementation",
            "randomize randomized randomization",
            "investigate investigations investigating",
            "assist assists assistance",
            "perform performs performing performance",
            "person personal",
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
            "provide provides provider providing provision provisions provisional",
            "decide decided decision decisions decisive",
            "respond responds responding responsive",
            "apprehend apprehended apprehension apprehensions",
            "revise revises revising revision revisions",
            "identify identifies identified identifying identification identifications identifier",
            "certify certified certification",
            "certificate certification",
            "supply supplies supplier suppliers supplied",
            "comply complies complied",
            "seek sought",
            "sell sold",
            "take took taken",
            "buy bought",
            "write writes written",
            "keep kept",
            "care cares cared caring",
            "file files filed filing",
            "go goes went gone going",
            "buys bought buying",
            "teaching taught teaches",
            "swim swam swum swimming",
            "die died dying",
            "lead led leading leads",
            "running ran runs",
        ];
        for family in families {
            let mut words = family.split(' ');
            let first = words.next().unwrap();
            for word in words {
                assert!(are_kin(first, word), "{first} {:?}, {word} {:?}", stem(first), stem(word));
            }
        }
    }

    #[test]
    fn other_words_do_not() {
        for (one, other) in [
            ("policy", "police"),
            ("state", "station"),
            ("ring", "r"),
            ("bus", "bu"),
            ("labor", "lab"),
            ("general", "generation"),
            ("general", "generate"),
            ("candid", "candidate"),
            ("nation", "native"),
            ("science", "sci"),
            ("mission", "mid"),
            ("pension", "pend"),
            ("plead", "please"),
            ("session", "seed"),
            ("specific", "specify"),
            ("front", "frontier"),
            ("passion", "pad"),
            ("caring", "car"),
            ("rating", "rat"),
            ("cars", "care"),
        ] {
            assert!(!are_kin(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_singular_and_its_plural_include_each_other() {
        for (one, other) in [
            ("victim", "victims"),
            ("policy", "policies"),
            ("army", "armies"),
            ("maze", "mazes"),
            ("tortoise", "tortoises"),
            ("kaki", "kakis"),
            ("box", "boxes"),
            ("bus", "buses"),
            ("shelf", "shelves"),
            ("crisis", "crises"),
            ("man", "men"),
            ("chairman", "chairmen"),
            ("grandchild", "grandchildren"),
            ("criterion", "criteria"),
            ("knife", "knives"),
            ("appendix", "appendices"),
        ] {
            assert!(are_plurals(one, other) && are_plurals(other, one), "{one} {other}");
            assert!(Forms::of(one).without_stem(one).any(|form| form == other), "{one} {other}");
            assert!(Forms::of(other).without_stem(other).any(|form| form == one), "{other} {one}");
        }
        for (one, other) in [("policy", "police"), ("clas", "class"), ("victim", "victim"), ("it", "its")] {
            assert!(!are_plurals(one, other), "{one} {other}");
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
