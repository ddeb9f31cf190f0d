//! What was typed, understood: words, phrases, exclusions and filters.
//!
//! Nothing that can be typed is an error. What is not finished means what has been typed so far: `kind:` alone and a
//! lone `-` say nothing yet, an open quote closes at the end, and the last word of an open phrase is a beginning.

use super::edit::Letters;
use super::fold;
use super::fuzzy::Needle;
use super::pattern::Pattern;
use super::stem::Forms;
use crate::directory::Directory;

/// A question to a directory.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) text: String,
    pub(super) terms: Terms,
    pub(super) filters: Vec<Filter>,
}

/// How the words of a query are to be understood; filters and exclusions mean the same in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Words in any order and any field, with their other forms, and with one wrong letter.
    #[default]
    Words,
    /// Letters that stand in this order in a name, with others in between.
    Fuzzy,
    /// A regular expression over names and text.
    Regex,
}

impl Mode {
    /// The mode that follows, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Mode::Words => Mode::Fuzzy,
            Mode::Fuzzy => Mode::Regex,
            Mode::Regex => Mode::Words,
        }
    }

    /// What it is called on the query line.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Words => "words",
            Mode::Fuzzy => "fuzzy",
            Mode::Regex => "regex",
        }
    }
}

/// What an entry has to have, by mode.
#[derive(Clone, Debug)]
pub(super) enum Terms {
    Words(WordTerms),
    Fuzzy(FuzzyTerms),
    Regex(Pattern),
}

/// The words that must match, those of phrases among them, and what must not.
#[derive(Clone, Debug, Default)]
pub(super) struct WordTerms {
    pub(super) words: Vec<Word>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) excluded: Vec<Phrase>,
    /// All words that were typed outside of quotes, with a space between: what a whole name is compared with.
    pub(super) key: String,
}

/// The letters that must be found, and what must not match.
#[derive(Clone, Debug, Default)]
pub(super) struct FuzzyTerms {
    pub(super) needles: Vec<Needle>,
    pub(super) excluded: Vec<Phrase>,
}

/// One word of a query, folded.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) letters: Letters,
    pub(super) forms: Forms,
    pub(super) tolerance: Tolerance,
}

/// How far from a word its matches may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tolerance {
    /// Itself: a word of a closed phrase.
    Whole,
    /// Itself and longer words: the last word of a phrase that is being typed.
    Beginning,
    /// Its other forms, too: the shortest words.
    Forms,
    /// And what has one letter more: three letters.
    MissingLetter,
    /// And what one edit makes of it.
    OneEdit,
}

/// The shortest word that an edit is forgiven in, in letters, as it was meant: three letters are one edit away from too many
/// others.
pub(super) const SHORTEST_FORGIVEN: usize = 4;

/// Words that stand one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) words: Vec<String>,
    /// Whether the last word may go on, as its quote is still open.
    pub(super) open: bool,
}

/// A condition on what an entry is, rather than on its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) field: FilterField,
    /// As typed; an entry has to fit one of them.
    pub(super) values: Vec<String>,
    /// `-kind:report`: whether an entry must not fit.
    pub(super) negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FilterField {
    Kind,
    Topic,
    Under,
    Id,
}

/// What a filter of a query is called, and what it is for.
#[derive(Debug)]
pub struct FilterName {
    /// What stands before the colon.
    pub name: &'static str,
    /// What it leaves, for a reader.
    pub about: &'static str,
    pub(super) field: FilterField,
}

/// The filters that a query can have.
pub const FILTERS: &[FilterName] = &[
    FilterName { name: "kind", about: "only entries of this kind", field: FilterField::Kind },
    FilterName { name: "topic", about: "only entries on this topic", field: FilterField::Topic },
    FilterName { name: "under", about: "only what lies beneath this entry", field: FilterField::Under },
    FilterName { name: "id", about: "only this entry", field: FilterField::Id },
];

/// The most words of a query that are looked at: more than anybody types, and a bound on what pasted text can cost.
const MOST_WORDS: usize = 32;

impl Query {
    /// Understands what was typed. Never fails: see [`Query::notes`] for what could not be understood.
    pub fn parse(text: &str, mode: Mode) -> Self {
        let pieces = pieces(text);
        let filters = pieces.iter().filter_map(Piece::filter).collect();
        let rest = || pieces.iter().filter(|piece| piece.key.is_none());
        let terms = match mode {
            Mode::Words => Terms::Words(WordTerms::new(rest())),
            Mode::Fuzzy => Terms::Fuzzy(FuzzyTerms::new(rest())),
            Mode::Regex => Terms::Regex(Pattern::new(&pattern_text(text, &pieces))),
        };
        Query { text: text.to_owned(), terms, filters }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How its words are understood.
    pub fn mode(&self) -> Mode {
        match self.terms {
            Terms::Words(_) => Mode::Words,
            Terms::Fuzzy(_) => Mode::Fuzzy,
            Terms::Regex(_) => Mode::Regex,
        }
    }

    /// Whether it asks for nothing yet.
    pub fn is_empty(&self) -> bool {
        let no_terms = match &self.terms {
            Terms::Words(terms) => terms.words.is_empty() && terms.excluded.is_empty(),
            Terms::Fuzzy(terms) => terms.needles.is_empty() && terms.excluded.is_empty(),
            Terms::Regex(pattern) => pattern.is_empty(),
        };
        no_terms && self.filters.is_empty()
    }

    /// What the reader should know about how the query was understood: a filter value that names nothing, with the
    /// nearest one, or what is wrong with a regular expression. One line each.
    pub fn notes(&self, directory: &Directory) -> Vec<String> {
        let mut notes: Vec<String> =
            self.filters.iter().flat_map(|filter| super::filter::notes(filter, directory)).collect();
        if let Terms::Regex(pattern) = &self.terms {
            notes.extend(pattern.problem().map(str::to_owned));
        }
        notes
    }
}

impl WordTerms {
    fn new<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Self {
        let mut terms = WordTerms::default();
        let mut key: Vec<String> = Vec::new();
        for piece in pieces {
            if piece.negated {
                terms.excluded.extend(Phrase::closed(&piece.value));
                continue;
            }
            let words = fold::word_list(&piece.value);
            if words.is_empty() {
                continue;
            }
            key.extend_from_slice(&words);
            if piece.quoted {
                terms.push_phrase(words, piece.open);
            } else {
                terms.words.extend(words.into_iter().map(Word::new));
            }
        }
        terms.words.truncate(MOST_WORDS);
        terms.key = key.join(" ");
        terms
    }

    /// What the word at a position is together with the one before it, and with the one behind it.
    pub(super) fn joined(&self, position: usize) -> impl Iterator<Item = String> {
        let pairs = [position.checked_sub(1), Some(position)].into_iter().flatten();
        let pairs = pairs.filter_map(|first| Some((self.words.get(first)?, self.words.get(first + 1)?)));
        let loose = pairs.filter(|(first, next)| first.tolerance >= Tolerance::Forms && next.may_follow());
        loose.map(|(first, next)| format!("{}{}", first.text, next.text))
    }

    fn push_phrase(&mut self, words: Vec<String>, open: bool) {
        let last = words.len() - 1;
        for (index, word) in words.iter().enumerate() {
            let tolerance = if open && index == last { Tolerance::Beginning } else { Tolerance::Whole };
            self.words.push(Word { tolerance, ..Word::new(word.clone()) });
        }
        if words.len() > 1 {
            self.phrases.push(Phrase { words, open });
        }
    }
}

impl FuzzyTerms {
    fn new<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Self {
        let mut terms = FuzzyTerms::default();
        for piece in pieces {
            if piece.negated {
                terms.excluded.extend(Phrase::closed(&piece.value));
            } else {
                terms.needles.extend(Needle::new(&piece.value));
            }
        }
        terms.needles.truncate(MOST_WORDS);
        terms
    }
}

impl Phrase {
    /// The words of `text`, where it has any.
    fn closed(text: &str) -> Option<Self> {
        let words = fold::word_list(text);
        (!words.is_empty()).then_some(Phrase { words, open: false })
    }
}

impl Word {
    pub(super) fn new(text: String) -> Self {
        let letters = Letters::new(&text);
        let tolerance = match letters.len() {
            SHORTEST_FORGIVEN.. => Tolerance::OneEdit,
            length if length + 1 == SHORTEST_FORGIVEN => Tolerance::MissingLetter,
            _ => Tolerance::Forms,
        };
        Word { forms: Forms::of(&text), text, letters, tolerance }
    }
}

/// What stands between spaces: `word`, `"a phrase"`, `-word`, `kind:value`.
#[derive(Debug, Default)]
struct Piece {
    negated: bool,
    key: Option<FilterField>,
    value: String,
    quoted: bool,
    /// Whether the quote never closes.
    open: bool,
    /// Where it stands in the text.
    range: std::ops::Range<usize>,
}

impl Piece {
    fn filter(&self) -> Option<Filter> {
        let values = self.value.split(',').map(str::trim).filter(|value| !value.is_empty());
        let values: Vec<String> = values.map(str::to_owned).collect();
        let field = self.key.filter(|_| !values.is_empty())?;
        Some(Filter { field, values, negated: self.negated })
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return pieces;
        }
        let start = text.len() - rest.len();
        let (mut piece, after) = piece(rest);
        rest = after;
        piece.range = start..text.len() - rest.len();
        pieces.push(piece);
    }
}

/// The first piece of `text`, which begins with no space, and what is left.
fn piece(text: &str) -> (Piece, &str) {
    let mut piece = Piece::default();
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('-') {
        (piece.negated, rest) = (true, after);
    }
    for filter in FILTERS {
        if let Some((key, after)) = rest.split_once(':')
            && key.eq_ignore_ascii_case(filter.name)
        {
            (piece.key, rest) = (Some(filter.field), after);
            break;
        }
    }
    if let Some(quoted) = rest.strip_prefix(['"', '“', '”']) {
        piece.quoted = true;
        let end = quoted.find(['"', '“', '”']);
        piece.open = end.is_none();
        let end = end.unwrap_or(quoted.len());
        quoted[..end].clone_into(&mut piece.value);
        let mut after = quoted[end..].chars();
        after.next();
        return (piece, after.as_str());
    }
    let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
    rest[..end].clone_into(&mut piece.value);
    (piece, &rest[end..])
}

/// The text of a regular expression: all that is typed but the filters.
fn pattern_text(text: &str, pieces: &[Piece]) -> String {
    let mut pattern = text.to_owned();
    for piece in pieces.iter().rev().filter(|piece| piece.key.is_some()) {
        pattern.replace_range(piece.range.clone(), "");
    }
    pattern.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let query = Query::parse(text, Mode::Words);
        let Terms::Words(terms) = &query.terms else { panic!("the mode is `Words`") };
        let words = terms.words.iter().map(|word| word.text.clone());
        let phrase = |sign: &str, phrase: &Phrase| {
            format!("{sign}{}{}", phrase.words.join("_"), if phrase.open { "…" } else { "" })
        };
        let filters = query.filters.iter().map(|filter| {
            let sign = if filter.negated { "!" } else { "" };
            let name = FILTERS.iter().find(|known| known.field == filter.field).unwrap().name;
            format!("{sign}{name}={}", filter.values.join("|"))
        });
        words
            .chain(terms.phrases.iter().map(|one| phrase("+", one)))
            .chain(terms.excluded.iter().map(|one| phrase("-", one)))
            .chain(filters)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn what_is_typed_is_understood() {
        let cases = [
            ("", ""),
            ("  Victim   SERVICES ", "victim services"),
            ("anti-trafficking", "anti trafficking"),
            ("\"victim services\" state", "victim services state +victim_services"),
            ("\"victim ser", "victim ser +victim_ser…"),
            ("\"", ""),
            ("\"one\"", "one"),
            ("-labor state", "state -labor"),
            ("-\"child labor\"", "-child_labor"),
            ("-", ""),
            ("- labor", "labor"),
            ("kind:report", "kind=report"),
            ("kind:", ""),
            ("KIND:a,b, c", "c kind=a|b"),
            ("-kind:report x", "x !kind=report"),
            ("kind:\"Executive department\" doj", "doj kind=Executive department"),
            ("kind:\"Exec", "kind=Exec"),
            ("under:pitf topic:victim-services", "under=pitf topic=victim-services"),
            ("note:this", "note this"),
            ("a\"b c\"d", "a b c d +b_c"),
            ("---", ""),
            ("+?*(", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_query_that_says_nothing_yet_is_empty() {
        for text in ["", " ", "kind:", "-", "\"", "\"\"", "?!"] {
            for mode in [Mode::Words, Mode::Fuzzy] {
                let is_empty = Query::parse(text, mode).is_empty();
                assert!(is_empty || (text == "?!" && mode == Mode::Fuzzy), "{text:?} {mode:?}");
            }
        }
        assert!(!Query::parse("kind:r", Mode::Words).is_empty());
    }
}
