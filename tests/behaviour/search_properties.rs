//! What holds for every query that can be typed, in the shipped directory and in a generated one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pitf::directory::{Directory, EntryId};
use pitf::search::{Hit, Index, Query, QueryMode, Results, Scope, marks, search, snippet};
use proptest::prelude::*;
use proptest::sample::{Index as Choice, select};
use unicode_normalization::UnicodeNormalization;

/// A directory with its index, and the words that it is made of.
struct Asked {
    directory: Directory,
    index: Index,
    words: Vec<String>,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.directory.title())
    }
}

impl Asked {
    fn new(directory: Directory) -> Self {
        let index = Index::build(&directory);
        let mut words = BTreeSet::new();
        for entry in directory.entries() {
            let texts = [Some(entry.name()), entry.abbreviation(), entry.summary(), entry.text()];
            let texts = texts.into_iter().flatten().chain(entry.other_names());
            words.extend(texts.flat_map(str::split_whitespace).map(str::to_owned));
            words.insert(entry.id().to_owned());
        }
        Asked { index, words: words.into_iter().collect(), directory }
    }

    fn find(&self, text: &str, mode: QueryMode, limit: usize) -> Results {
        let scope = Scope { limit, ..Scope::default() };
        search(&self.directory, &self.index, &Query::parse(&self.directory, text, mode), &scope)
            .expect("nobody cancels")
    }

    fn entries(&self, text: &str, mode: QueryMode) -> BTreeSet<EntryId> {
        self.find(text, mode, usize::MAX).hits.iter().map(|hit| hit.entry).collect()
    }

    /// All that somebody may type: words of the directory, as they are or not, with the signs of the query language.
    fn queries(&'static self) -> impl Strategy<Value = String> {
        let word = (select(&self.words[..]), any::<Choice>(), 0..9_u8)
            .prop_map(|(word, at, change)| changed(&word, at, change));
        let kinds: Vec<String> =
            self.directory.kinds().map(|(_, kind)| format!("kind:{}", kind.id)).collect();
        let roots =
            self.directory.roots().iter().map(|root| format!("under:{}", self.directory.entry(*root).id()));
        let filters: Vec<String> =
            kinds.into_iter().chain(roots).chain(["topic:".to_owned(), "kind:x".to_owned()]).collect();
        let piece = prop_oneof![
            8 => word.clone(),
            1 => word.clone().prop_map(|word| format!("-{word}")),
            1 => (word.clone(), word.clone()).prop_map(|(one, other)| format!("\"{one} {other}\"")),
            1 => word.prop_map(|word| format!("\"{word}")),
            1 => select(filters),
        ];
        proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.join(" "))
    }
}

static SHIPPED: LazyLock<Asked> = LazyLock::new(|| Asked::new(Directory::shipped()));

static GENERATED: LazyLock<Asked> = LazyLock::new(|| {
    let mut source = Vec::new();
    crate::generate::write_directory(200, &mut source).expect("a Vec takes all that is written");
    let source = String::from_utf8(source).expect("the generator writes UTF-8");
    Asked::new(Directory::parse("generated", source).unwrap_or_else(|problems| panic!("{problems}")))
});

/// A word as somebody types it: unfinished, in capitals, in another form, or with a letter wrong.
fn changed(word: &str, at: Choice, change: u8) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at.index(letters.len());
    match change {
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

fn modes() -> impl Strategy<Value = QueryMode> {
    select(&[QueryMode::Words, QueryMode::Words, QueryMode::Words, QueryMode::Fuzzy, QueryMode::Regex][..])
}

fn asked() -> impl Strategy<Value = (&'static Asked, String)> {
    prop_oneof![
        SHIPPED.queries().prop_map(|query| (&*SHIPPED, query)),
        GENERATED.queries().prop_map(|query| (&*GENERATED, query)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_query_panics_and_what_is_shown_is_whole(text in r#"(\PC|[ "\-:\\(*\u{301}\u{1b}\u{202e}]|kind:|under:|[a-z]{1,3}){0,12}"#, mode in modes()) {
        let query = Query::parse(&SHIPPED.directory, &text, mode);
        let _ = query.notes(&SHIPPED.directory);
        for hit in SHIPPED.find(&text, mode, 20).hits {
            shown(&SHIPPED, hit, &query)?;
        }
    }

    #[test]
    fn another_word_adds_no_hit((asked, text) in asked(), (_, more) in asked(), mode in select(&[QueryMode::Words, QueryMode::Fuzzy][..])) {
        let both = format!("{text} {more}");
        // A question is asked again with fewer words.
        prop_assume!(asked.find(&both, mode, 1).left_out.is_empty());
        let few = asked.entries(&both, mode);
        let many = asked.entries(&text, mode);
        // Nothing is asked for yet by an open `kind:` alone, and an open quote takes in what follows.
        let is_open = text.matches('"').count() % 2 == 1;
        if !is_open && !Query::parse(&asked.directory, &text, mode).is_empty() {
            let added: Vec<&str> = few.difference(&many).map(|entry| asked.directory.entry(*entry).id()).collect();
            prop_assert!(added.is_empty(), "{} | {}: {:?}", text, more, added);
        }
    }

    #[test]
    fn what_is_marked_is_what_was_typed((asked, text) in asked(), mode in select(&[QueryMode::Words, QueryMode::Fuzzy][..])) {
        let query = Query::parse(&asked.directory, &text, mode);
        for hit in asked.find(&text, mode, 5).hits {
            let ranges = shown(asked, hit, &query)?;
            // What a synonym stands for is told with the hit.
            let told = hit.passage(&asked.directory, &query).taken_for.unwrap_or_default();
            let text = format!("{} {told}", text.replace('&', " and "));
            for marked in ranges {
                let is_right = match mode {
                    QueryMode::Fuzzy => letters(&marked).chars().all(|letter| letters(&text).contains(letter)),
                    QueryMode::Words | QueryMode::Regex => is_of(&marked, &text),
                };
                prop_assert!(is_right, "{:?} is marked for {:?}", marked, text);
            }
        }
    }
}

/// What is marked in the passage of a hit, after a look at whether it can be: on the boundaries of characters, rising.
fn shown(asked: &Asked, hit: Hit, query: &Query) -> Result<Vec<String>, TestCaseError> {
    let entry = asked.directory.entry(hit.entry);
    let passage = hit.passage(&asked.directory, query);
    let text = passage.field.text(&asked.directory, entry);
    let mut end = 0;
    let mut marked = Vec::new();
    for range in &passage.ranges {
        prop_assert!(end <= range.start && range.start < range.end, "{:?}", passage);
        let part = text.get(range.clone());
        prop_assert!(part.is_some(), "{:?} in {:?}", range, text);
        marked.extend(part.map(str::to_owned));
        end = range.end;
    }
    for range in marks(query, entry.name()) {
        prop_assert!(entry.name().get(range).is_some());
    }
    for width in [0, 1, 9, 40, 160] {
        let line = snippet(&text, &passage.ranges, width, "…");
        prop_assert!(line.ranges.iter().all(|range| line.text.get(range.clone()).is_some()));
    }
    Ok(marked)
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
