//! What holds for every query that can be typed, in the shipped directory and in a generated one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pitf::directory::{Entry, EntryId};
use pitf::page::Page;
use pitf::search::{Hit, Query, QueryMode, marks, snippet};
use pitf::text::Glyphs;
use unicode_normalization::UnicodeNormalization;

use crate::dice::{Dice, cases};
use crate::search_quality::GENERATED;
use crate::searched::{Indexed, SHIPPED};

/// A directory with the words that it is made of, and its filters.
struct Asked {
    indexed: &'static Indexed,
    words: Vec<String>,
    filters: Vec<String>,
}

impl Asked {
    fn new(indexed: &'static Indexed) -> Self {
        let directory = &indexed.directory;
        let mut words = BTreeSet::new();
        for entry in directory.entries() {
            let texts = [Some(entry.name()), entry.abbreviation(), entry.summary(), entry.text()];
            let texts = texts.into_iter().flatten().chain(entry.other_names());
            words.extend(texts.flat_map(str::split_whitespace).map(str::to_owned));
            words.insert(entry.id().to_owned());
        }
        let kinds = directory.kinds().map(|(_, kind)| format!("kind:{}", kind.id));
        let roots = directory.roots().iter().map(|root| format!("under:{}", directory.entry(*root).id()));
        let filters = kinds.chain(roots).chain(["topic:".to_owned(), "kind:x".to_owned()]).collect();
        Asked { indexed, words: words.into_iter().collect(), filters }
    }

    fn entries(&self, text: &str, mode: QueryMode) -> BTreeSet<EntryId> {
        self.indexed.search(text, mode, usize::MAX).hits.iter().map(|hit| hit.entry).collect()
    }

    /// Something that may be typed: words of the directory, as they are or not, with the signs of the query language.
    fn query(&self, dice: &mut Dice) -> String {
        let pieces: Vec<String> = (0..=dice.below(3)).map(|_| self.piece(dice)).collect();
        pieces.join(" ")
    }

    fn piece(&self, dice: &mut Dice) -> String {
        match dice.below(12) {
            0 => format!("-{}", self.word(dice)),
            1 => format!("\"{} {}\"", self.word(dice), self.word(dice)),
            2 => format!("\"{}", self.word(dice)),
            3 => self.filters[dice.below(self.filters.len())].clone(),
            _ => self.word(dice),
        }
    }

    fn word(&self, dice: &mut Dice) -> String {
        changed(&self.words[dice.below(self.words.len())], dice)
    }
}

static OF_SHIPPED: LazyLock<Asked> = LazyLock::new(|| Asked::new(&SHIPPED));

static OF_GENERATED: LazyLock<Asked> = LazyLock::new(|| Asked::new(&GENERATED));

fn one_of_both(dice: &mut Dice) -> &'static Asked {
    if dice.once_in(2) { &OF_SHIPPED } else { &OF_GENERATED }
}

/// A word as somebody types it: unfinished, in capitals, in another form, or with a letter wrong.
fn changed(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    match dice.below(9) {
        0 => letters.truncate(at + 1),
        1 => letters[at] = 'x',
        2 => letters.insert(at, 'e'),
        3 if at > 0 => letters.swap(at - 1, at),
        4 if letters.len() > 1 => drop(letters.remove(at)),
        5 => letters.push('s'),
        6 => return word.to_uppercase(),
        _ => {}
    }
    letters.into_iter().collect()
}

const WORDS_OR_FUZZY: [QueryMode; 2] = [QueryMode::Words, QueryMode::Fuzzy];

#[test]
fn no_query_panics_and_what_is_shown_is_whole() {
    const PIECES: [&str; 14] = [
        " ", "\"", "-", ":", "\\", "(", "*", "\u{301}", "\u{1b}", "\u{202e}", "kind:", "under:", "the", "la",
    ];
    const MODES: [QueryMode; 5] =
        [QueryMode::Words, QueryMode::Words, QueryMode::Words, QueryMode::Fuzzy, QueryMode::Regex];
    cases(30, |dice| {
        let piece =
            |dice: &mut Dice| if dice.once_in(2) { dice.one_of(&PIECES).to_owned() } else { dice.text(3) };
        let text: String = (0..dice.below(13)).map(|_| piece(dice)).collect();
        let mode = dice.one_of(&MODES);
        let query = SHIPPED.query(&text, mode);
        for hit in SHIPPED.search(&text, mode, 20).hits {
            shown(&SHIPPED, hit, &query);
        }
    });
}

#[test]
fn another_word_adds_no_hit() {
    cases(15, |dice| {
        let asked = one_of_both(dice);
        let (text, more) = (asked.query(dice), one_of_both(dice).query(dice));
        let mode = dice.one_of(&WORDS_OR_FUZZY);
        let both = format!("{text} {more}");
        // A question is asked again with fewer words.
        if !asked.indexed.search(&both, mode, 1).left_out.is_empty() {
            return;
        }
        let few = asked.entries(&both, mode);
        let many = asked.entries(&text, mode);
        // Nothing is asked for yet by an open `kind:` alone, and an open quote takes in what follows.
        let is_open = text.matches('"').count() % 2 == 1;
        if !is_open && !Query::parse(&asked.indexed.directory, &text, mode).is_empty() {
            let added: Vec<&str> =
                few.difference(&many).map(|entry| asked.indexed.directory.entry(*entry).id()).collect();
            assert!(added.is_empty(), "{text} | {more}: {added:?}");
        }
    });
}

#[test]
fn what_is_marked_is_what_was_typed() {
    cases(30, |dice| {
        let asked = one_of_both(dice);
        let (text, mode) = (asked.query(dice), dice.one_of(&WORDS_OR_FUZZY));
        let query = asked.indexed.query(&text, mode);
        for hit in asked.indexed.search(&text, mode, 5).hits {
            let ranges = shown(asked.indexed, hit, &query);
            // What a synonym stands for is told with the hit.
            let told = hit.passage(&asked.indexed.directory, &query).taken_for.unwrap_or_default();
            let text = format!("{} {told}", text.replace('&', " and "));
            for marked in ranges {
                let is_right = match mode {
                    QueryMode::Fuzzy => {
                        letters(&marked).chars().all(|letter| letters(&text).contains(letter))
                    }
                    QueryMode::Words | QueryMode::Regex => is_of(&marked, &text),
                };
                assert!(is_right, "{marked:?} is marked for {text:?}");
            }
        }
    });
}

/// Sentences, numbers and short forms, each with words of several entries.
const TYPED: [&str; 23] = [
    "which agencies fund victim services",
    "who chairs the task force",
    "when was SPOG established",
    "FBI hotline",
    "attorney general phone",
    "EEOC phone number",
    "22 USC sec 7103",
    "order number 13257",
    "P.L. 106-386",
    "dept of labor",
    "traficking report",
    "labour exploitation",
    "meetings of 2018",
    "they took my passport",
    "what does the Department of Labor do",
    "T visa certification",
    "hotline in spanish",
    "no tengo papeles",
    "women and children",
    "secretary of state",
    "report to congress 2023",
    "five standing committees",
    "supply chain guidance",
];

#[test]
fn a_hit_without_a_word_about_it_has_every_word_as_it_was_typed() {
    let directory = &SHIPPED.directory;
    let page = |entry: Entry| {
        let page = Page::of_entry(directory, entry.handle()).plain(directory, Glyphs::Unicode);
        let (mut texts, mut open) = (vec![entry.id(), &page], entry.parents());
        while let Some(parent) = open.pop() {
            let parent = directory.entry(parent);
            texts.extend([parent.name(), parent.abbreviation().unwrap_or_default()]);
            open.extend(parent.parents());
        }
        letters(&texts.join(" "))
    };
    let pages: Vec<String> = directory.entries().map(page).collect();
    let of_pages = directory.entries().zip(1..).filter_map(|(entry, at)| {
        let words: Vec<&str> = entry.summary()?.split_whitespace().filter(|word| word.len() > 3).collect();
        Some(format!("{} {}", words.get(at % words.len())?, words.get(at * 7 % words.len())?))
    });
    let (mut counts, mut wrong) = ([0, 0], Vec::new());
    for typed in TYPED.into_iter().map(str::to_owned).chain(of_pages) {
        let results = SHIPPED.search(&typed, QueryMode::Words, 20);
        for hit in &results.hits {
            let passage = hit.passage(directory, &results.answered);
            let shown = letters(&passage.text);
            let has = |word: &str| {
                [&pages[hit.entry.index()], &shown].iter().any(|text| text.contains(&letters(word)))
            };
            let is_left_out = |word: &&str| results.left_out.iter().any(|left| left.contains(*word));
            let words = typed
                .split(|c: char| c.is_whitespace() || c == '-')
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
            let lacking: Vec<&str> = words.filter(|word| !is_left_out(word) && !has(word)).collect();
            let id = directory.entry(hit.entry).id();
            let (is_plain, is_small) = (passage.taken_for.is_none(), |word: &&str| SMALL.contains(word));
            counts[usize::from(is_plain)] += 1;
            if is_plain && !lacking.iter().all(is_small) {
                wrong.push(format!("{typed}: {id} lacks {lacking:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(counts[1] > 500 && counts[0] > 20, "{counts:?}");
}

/// A month, which pages show in digits, words that a name may lack, and the sign of a number.
const SMALL: [&str; 10] = ["January", "against", "for", "of", "the", "to", "in", "and", "a", "number"];

/// What is marked in the passage of a hit, after a look at whether it can be: on the boundaries of characters, rising.
fn shown(asked: &Indexed, hit: Hit, query: &Query) -> Vec<String> {
    let entry = asked.directory.entry(hit.entry);
    let passage = hit.passage(&asked.directory, query);
    let text = &passage.text;
    let mut end = 0;
    let mut marked = Vec::new();
    for range in &passage.ranges {
        assert!(end <= range.start && range.start < range.end, "{passage:?}");
        let part = text.get(range.clone());
        marked.push(part.unwrap_or_else(|| panic!("{range:?} in {text:?}")).to_owned());
        end = range.end;
    }
    for range in marks(query, entry.name()) {
        assert!(entry.name().get(range).is_some());
    }
    for width in [0, 1, 9, 40, 160] {
        let line = snippet(text, &passage.ranges, width, "…");
        assert!(line.ranges.iter().all(|range| line.text.get(range.clone()).is_some()));
    }
    marked
}

/// Whether a marked part of a text is what one of the words that were typed stands for: it, most of it, or its beginning
/// or initial.
fn is_of(marked: &str, typed: &str) -> bool {
    let marked = letters(marked);
    let together = letters(typed);
    // A stop or an apostrophe within a word may be part of it, as in an abbreviation, or part two.
    let apart = typed.split(|c: char| !c.is_alphanumeric()).map(letters);
    let whole = typed.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.').map(letters);
    let typed: Vec<String> = apart.chain(whole).collect();
    typed.iter().filter(|word| !word.is_empty()).any(|word| {
        let shared = word.chars().zip(marked.chars()).take_while(|(one, other)| one == other).count();
        shared >= 2
            || strsim::osa_distance(word, &marked) <= 1
            || word.contains(&marked)
            || marked.contains(word.as_str())
    }) || together.contains(&marked)
}

fn letters(text: &str) -> String {
    text.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
