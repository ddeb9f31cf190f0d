//! From what a person writes to the entry that is meant: an id, an abbreviation, a name, or nearly one.

use std::collections::HashMap;

use strsim::osa_distance;

use super::filters;
use super::fold::key;
use super::number::is_roman;
use super::query::{meanings, telling};
use crate::directory::{Directory, Entry, EntryId};

/// What a person may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameLookup {
    /// This entry, which is called so.
    One(EntryId),
    /// This entry, which is called nearly so, or is meant by a synonym.
    TakenFor(EntryId),
    /// One of these, in the file's order.
    Several(Vec<EntryId>),
    /// None; these are the nearest, the nearest first.
    Nothing(Vec<EntryId>),
}

const MOST_OFFERED: usize = 5;

/// Finds the entry that `written` means. An id that is written exactly wins; then whatever is called so but for case,
/// accents and punctuation, abbreviations and names before other names; then what is called so but for words such as
/// `of`; then, of several of one name, the one beneath what else is written; then what a synonym of the directory means;
/// then the only name that begins so; then the only name that is a letter or two away and has the same numbers.
pub fn look_up(directory: &Directory, written: &str) -> NameLookup {
    if let Some(entry) = directory.find(written.trim()) {
        return NameLookup::One(entry);
    }
    let called = called(directory, written.trim());
    if let [entry] = called[..] {
        return NameLookup::One(entry);
    }
    let wanted = WantedName::new(key(written));
    if wanted.name.is_empty() {
        return if called.is_empty() { NameLookup::Nothing(called) } else { NameLookup::Several(called) };
    }
    let mut found = Candidates::default();
    let (names, entries) = meanings(directory, written);
    let meant: Vec<WantedName> = names.into_iter().map(WantedName::new).collect();
    found.fits.extend(entries.into_iter().map(|entry| (NameFit::Synonym, entry)));
    for entry in directory.entries() {
        found.consider(directory, entry, &wanted, &meant);
    }
    if has_filter(written) {
        found.fits.retain(|(fit, _)| *fit <= NameFit::AlsoCalled);
        found.far.clear();
    }
    found.decide()
}

/// The entries with a name that is written so but for capitals, signs and all.
fn called(directory: &Directory, written: &str) -> Vec<EntryId> {
    let written = written.to_lowercase();
    let is_it =
        |name: &str| name.len().abs_diff(written.len()) <= MOST_OF_CAPITALS && name.to_lowercase() == written;
    directory.entries_that(|entry| {
        [entry.name()].into_iter().chain(entry.abbreviation()).chain(entry.other_names()).any(is_it)
    })
}

/// So many bytes more or less a name has in small letters.
const MOST_OF_CAPITALS: usize = 4;

/// Whether a filter of a query is part of what is written, as in `under:dol`.
fn has_filter(written: &str) -> bool {
    let mut fields = written.split_whitespace().filter_map(|word| word.split_once(':'));
    fields.any(|(name, _)| filters().any(|filter| filter.name == name.trim_start_matches('-')))
}

/// More words than these are not tried as names of several words.
const MOST_WORDS: usize = 24;

/// The entries that words name one after the other, each by one word or by several: `doj Department of Labor`. Words that
/// are all ids or abbreviations are so many entries, and words that together are one name are that entry. Each comes with
/// what was written where that was taken for its name. `None` where a word belongs to no name.
pub fn look_up_each(directory: &Directory, words: &[String]) -> Option<Vec<(EntryId, Option<String>)>> {
    let one = |words: &[String]| {
        let written = words.join(" ");
        match look_up(directory, &written) {
            NameLookup::One(entry) => Some((entry, None)),
            NameLookup::TakenFor(entry) => Some((entry, Some(written))),
            NameLookup::Several(_) | NameLookup::Nothing(_) => None,
        }
    };
    let is_short = |word: &String| {
        let entry = one(std::slice::from_ref(word)).map(|(entry, _)| directory.entry(entry));
        let mut names =
            entry.into_iter().flat_map(|entry| [Some(entry.id()), entry.abbreviation()]).flatten();
        names.any(|name| name.eq_ignore_ascii_case(word))
    };
    if let Some(entry) = one(words)
        && (words.len() == 1 || !words.iter().all(is_short))
    {
        return Some(vec![entry]);
    }
    let longest = if words.len() > MOST_WORDS { 1 } else { words.len() };
    // What the words from each place on name, from the last word to the first.
    let mut named = vec![Some(Vec::new())];
    for start in (0..words.len()).rev() {
        let found = (1..=longest.min(words.len() - start)).find_map(|length| {
            let after: &Vec<_> = named[words.len() - start - length].as_ref()?;
            let entry = one(&words[start..start + length])?;
            Some([&[entry], after.as_slice()].concat())
        });
        named.push(found);
    }
    named.pop().flatten()
}

/// The entries that may be meant by the beginning of a name: those that a synonym finds that begins so, each with that
/// synonym, and those with a name that has it where a word begins, as written or by a synonym.
pub fn begun<'d>(directory: &'d Directory, written: &str) -> Vec<(EntryId, Option<&'d str>)> {
    let wanted = key(written);
    if wanted.is_empty() {
        return Vec::new();
    }
    let (mut names, _) = meanings(directory, written);
    let mut entries = Vec::new();
    for synonym in directory.synonyms() {
        if let Some(words) = synonym.words().find(|words| key(words).starts_with(&wanted)) {
            names.extend(synonym.means.map(key));
            entries.extend(synonym.finds.map(|entry| (entry, Some(words))));
        }
    }
    names.push(wanted);
    let wanted: Vec<String> = names.iter().map(|name| format!(" {}", telling(name))).collect();
    let is_begun = |name: &str| {
        let name = format!(" {}", telling(&key(name)));
        wanted.iter().any(|wanted| name.contains(wanted))
    };
    let by_name = directory.entries_that(|entry| {
        [entry.name()].into_iter().chain(entry.abbreviation()).chain(entry.other_names()).any(is_begun)
    });
    entries.extend(by_name.into_iter().map(|entry| (entry, None)));
    entries.sort_by_key(|(entry, _)| *entry);
    entries.dedup_by_key(|(entry, _)| *entry);
    entries
}

/// The names of some entries, those of the same name with what they lie beneath, as far up as tells them apart, or else
/// with their ids.
pub fn distinguished(directory: &Directory, entries: &[EntryId]) -> Vec<String> {
    let name = |entry: &EntryId| directory.entry(*entry).name();
    let mut told: Vec<String> = entries.iter().map(|entry| name(entry).to_owned()).collect();
    let mut above: Vec<Vec<String>> = Vec::new();
    for level in 0.. {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for told in &told {
            *counts.entry(key(told)).or_default() += 1;
        }
        let alike: Vec<usize> = (0..told.len()).filter(|at| counts[&key(&told[*at])] > 1).collect();
        if level == 0 && !alike.is_empty() {
            above = entries.iter().map(|entry| names_above(directory, *entry)).collect();
        }
        let (further, same): (Vec<usize>, Vec<usize>) =
            alike.into_iter().partition(|at| above[*at].len() > level);
        if further.is_empty() {
            for at in same {
                told[at] = format!("{} ({})", told[at], directory.entry(entries[at]).id());
            }
            break;
        }
        for at in further {
            told[at] = format!("{} in {}", told[at], above[at][level]);
        }
    }
    told
}

/// What an entry lies beneath: the names of its parents, and then of each further one on the way up from its home.
fn names_above(directory: &Directory, entry: EntryId) -> Vec<String> {
    let name = |above: EntryId| directory.entry(above).name().to_owned();
    let entry = directory.entry(entry);
    let parents: Vec<String> = entry.parents().into_iter().map(name).collect();
    let way = entry.path().into_iter().rev().skip(2).map(name);
    if parents.is_empty() { parents } else { [parents.join(", ")].into_iter().chain(way).collect() }
}

#[derive(Debug)]
struct WantedName {
    name: String,
    /// Its words that tell something.
    telling: String,
}

impl WantedName {
    fn new(name: String) -> Self {
        WantedName { telling: telling(&name), name }
    }

    fn is_but_for_spaces(&self, name: &str) -> bool {
        let letters = |name: &str| name.bytes().filter(|byte| *byte != b' ').collect::<Vec<u8>>();
        letters(name) == letters(&self.name)
    }

    fn is_in_short(&self, name: &str) -> bool {
        telling(name) == self.telling
    }
}

/// How an entry fits what is written, the best way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NameFit {
    Called,
    AlsoCalled,
    CalledButForSpaces,
    /// But for words that tell nothing.
    CalledInShort,
    /// Its name is part of what is written, and the rest names what it lies beneath.
    CalledBeneath,
    Synonym,
    Begins,
    AlsoBegins,
    /// With what a synonym means.
    BeginsBySynonym,
    /// So many letters away, of few enough to be meant.
    Nearly(usize),
    /// So many letters away.
    Far(usize),
}

#[derive(Debug, Default)]
struct Candidates {
    /// Those that may be meant, in the file's order, with how they fit.
    fits: Vec<(NameFit, EntryId)>,
    /// The nearest of the far ones with their distances, the nearest first.
    far: Vec<(usize, EntryId)>,
}

impl Candidates {
    fn consider(&mut self, directory: &Directory, entry: Entry, wanted: &WantedName, meant: &[WantedName]) {
        let own = [entry.id(), entry.name()].into_iter().chain(entry.abbreviation()).map(key);
        let own: Vec<String> = own.collect();
        let other: Vec<String> = entry.other_names().map(key).collect();
        let fits_own =
            own.iter().filter_map(|name| fit(name, &wanted.name, [NameFit::Called, NameFit::Begins]));
        let fits_other = other
            .iter()
            .filter_map(|name| fit(name, &wanted.name, [NameFit::AlsoCalled, NameFit::AlsoBegins]));
        let all = || own.iter().chain(&other);
        let in_short = all().any(|name| wanted.is_in_short(name)).then_some(NameFit::CalledInShort);
        let but_for_spaces =
            all().any(|name| wanted.is_but_for_spaces(name)).then_some(NameFit::CalledButForSpaces);
        let beneath =
            all().any(|name| is_beneath(directory, entry, name, wanted)).then_some(NameFit::CalledBeneath);
        let by_synonym = |name: &String| {
            let is_it = |meant: &WantedName| *name == meant.name || meant.is_in_short(name);
            let begins = |meant: &WantedName| begins_with(name, &meant.name);
            let begun = meant.iter().any(begins).then_some(NameFit::BeginsBySynonym);
            meant.iter().any(is_it).then_some(NameFit::Synonym).or(begun)
        };
        let others =
            [but_for_spaces, in_short, beneath, all().filter_map(by_synonym).min()].into_iter().flatten();
        let Some(best) = fits_own.chain(fits_other).chain(others).min() else { return };
        if let NameFit::Far(distance) = best {
            let place = self.far.partition_point(|(known, _)| *known <= distance);
            self.far.insert(place, (distance, entry.handle()));
            self.far.truncate(MOST_OFFERED);
        } else {
            self.fits.push((best, entry.handle()));
        }
    }

    fn decide(self) -> NameLookup {
        let Some(best) = self.fits.iter().map(|(fit, _)| *fit).min() else {
            return NameLookup::Nothing(self.far.into_iter().map(|(_, entry)| entry).collect());
        };
        let alike = |(fit, _): &(NameFit, EntryId)| match (best, *fit) {
            (NameFit::Begins | NameFit::AlsoBegins, NameFit::Begins | NameFit::AlsoBegins) => true,
            (best, fit) => best == fit,
        };
        let is_nearly = matches!(best, NameFit::Nearly(_));
        let is_taken = is_nearly || matches!(best, NameFit::Synonym | NameFit::BeginsBySynonym);
        let mut meant: Vec<EntryId> = self.fits.iter().filter(|fit| alike(fit)).map(|(_, id)| *id).collect();
        meant.sort_unstable();
        meant.dedup();
        match meant[..] {
            [only] if is_taken => NameLookup::TakenFor(only),
            [only] => NameLookup::One(only),
            _ if is_nearly => {
                meant.truncate(MOST_OFFERED);
                NameLookup::Nothing(meant)
            }
            _ => NameLookup::Several(meant),
        }
    }
}

/// Whether what is wanted is a folded name of the entry, and words of what the entry lies beneath.
fn is_beneath(directory: &Directory, entry: Entry, name: &str, wanted: &WantedName) -> bool {
    let rest = wanted.name.strip_prefix(name).or_else(|| wanted.name.strip_suffix(name));
    let Some(rest) = rest.filter(|rest| !name.is_empty() && (rest.starts_with(' ') || rest.ends_with(' ')))
    else {
        return false;
    };
    let mut above: Vec<String> = Vec::new();
    let mut open = entry.parents();
    while let Some(parent) = open.pop().filter(|_| above.len() < MOST_ABOVE) {
        let parent = directory.entry(parent);
        let names =
            [parent.id(), parent.name()].into_iter().chain(parent.abbreviation()).chain(parent.other_names());
        above.extend(names.map(key));
        open.extend(parent.parents());
    }
    let is_above = |word: &str| above.iter().any(|name| name.split(' ').any(|other| other == word));
    telling(rest.trim()).split(' ').all(is_above)
}

/// So many names of what stands above an entry are looked at.
const MOST_ABOVE: usize = 100;

/// How a folded name fits; `None` where it is nothing like what is wanted.
fn fit(name: &str, wanted: &str, [whole, beginning]: [NameFit; 2]) -> Option<NameFit> {
    if name == wanted {
        return Some(whole);
    }
    if begins_with(name, wanted) {
        return Some(beginning);
    }
    let (length, wanted_length) = (name.chars().count(), wanted.chars().count());
    let tolerated = match wanted_length {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let interesting = (length.max(wanted_length) / 3).max(tolerated);
    // They are at least as far apart as their lengths; to compare them takes the product of these.
    if length.abs_diff(wanted_length) > interesting {
        return None;
    }
    match osa_distance(name, wanted) {
        distance if distance <= tolerated && has_same_numbers(name, wanted) => {
            Some(NameFit::Nearly(distance))
        }
        distance if distance <= interesting => Some(NameFit::Far(distance)),
        _ => None,
    }
}

fn begins_with(name: &str, wanted: &str) -> bool {
    wanted.len() >= 3 && name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(' '))
}

/// Whether two folded names have the same numbers, however their digits are grouped, and do not differ in a single letter
/// such as that of an annex: `eo 13257` is another than `eo 13258`.
fn has_same_numbers(one: &str, other: &str) -> bool {
    let (numbers, letters) = exact_parts(one);
    let (other_numbers, other_letters) = exact_parts(other);
    let is_alone = letters.is_empty() || other_letters.is_empty();
    numbers == other_numbers && (is_alone || letters == other_letters)
}

/// The digits, Roman numbers and letters beside digits of a folded name, and its other single letters.
fn exact_parts(name: &str) -> (String, String) {
    let is_digit = |c: char| c.is_ascii_digit();
    let together = |one: &char, next: &char| is_digit(*one) == is_digit(*next);
    let letters: Vec<Vec<char>> = name.split(' ').map(|word| word.chars().collect::<Vec<char>>()).collect();
    let parts: Vec<&[char]> = letters.iter().flat_map(|word| word.chunk_by(together)).collect();
    let is_number = |at: usize| parts.get(at).is_some_and(|part| part.iter().copied().all(is_digit));
    let (mut numbers, mut single) = (String::new(), String::new());
    for (at, part) in parts.iter().enumerate() {
        let is_beside = is_number(at + 1) || at.checked_sub(1).is_some_and(is_number);
        match part {
            _ if is_number(at) => numbers.extend(*part),
            [letter] if is_beside => numbers.push(*letter),
            [letter] => single.push(*letter),
            part if is_roman(&part.iter().collect::<String>()) => numbers.extend(*part),
            _ => {}
        }
    }
    (numbers, single)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(written: &str) -> String {
        let directory = Directory::shipped();
        let ids = |entries: &[EntryId]| {
            entries.iter().map(|entry| directory.entry(*entry).id()).collect::<Vec<_>>().join(" ")
        };
        match look_up(&directory, written) {
            NameLookup::One(entry) => directory.entry(entry).id().to_owned(),
            NameLookup::TakenFor(entry) => format!("taken for {}", directory.entry(entry).id()),
            NameLookup::Several(entries) => format!("several: {}", ids(&entries)),
            NameLookup::Nothing(nearest) => format!("nothing: {}", ids(&nearest)),
        }
    }

    #[test]
    fn words_are_as_many_entries_as_they_name() {
        let directory = Directory::shipped();
        for (written, expected) in [
            ("doj", "doj"),
            ("doj dol", "doj dol"),
            ("dol ilab", "dol ilab"),
            ("DOL ILAB SPOG", "dol ilab spog"),
            ("Department of Justice", "doj"),
            ("Department of Justice DOL", "doj dol"),
            ("dol Department of Justice", "dol doj"),
            ("Department of State Department of Labor", "dos dol"),
            ("Office for Victims of Crime", "ovc"),
            ("doj nonsense", "-"),
        ] {
            let words: Vec<String> = written.split(' ').map(str::to_owned).collect();
            let ids = |entries: Vec<(EntryId, Option<String>)>| {
                entries.iter().map(|(entry, _)| directory.entry(*entry).id()).collect::<Vec<_>>().join(" ")
            };
            let found = look_up_each(&directory, &words).map_or("-".to_owned(), ids);
            assert_eq!(found, expected, "{written}");
        }
    }

    #[test]
    fn what_is_written_finds_what_is_meant() {
        for (written, expected) in [
            ("doj", "doj"),
            ("DOJ", "doj"),
            (" doj ", "doj"),
            ("Department of Justice", "doj"),
            ("department  OF justice", "doj"),
            ("Justice Department", "doj"),
            ("Department of Justise", "taken for doj"),
            ("depratment of labor", "taken for dol"),
            ("Trafficking in Persons Report", "tip-report"),
            ("hotlin", "taken for hotline"),
            ("DOLL", "taken for dol"),
            ("dept labor", "taken for dol"),
            ("under:dol", "nothing: "),
            ("PITF", "pitf"),
            ("presidents interagency task force", "pitf"),
            ("Office for Victims", "ovc"),
            ("executive order", "several: eo-13126 eo-13257 eo-13333 eo-13627 eo-13903 eo-14159"),
            ("no such thing at all", "nothing: "),
            ("", "nothing: "),
            ("'", "nothing: "),
        ] {
            assert_eq!(found(written), expected, "{written:?}");
        }
    }

    #[test]
    fn a_number_is_never_forgiven() {
        for (written, nearest) in [
            ("EO 13258", "eo-13257"),
            ("eo-13258", "eo-13257"),
            ("Executive Order 13258", "eo-13257"),
            ("PL 106-385", "tvpa"),
            ("Public Law 106-387", "tvpa"),
            ("P.L. 114-23", "jvta"),
            ("pl-108-8", "pl-108-7"),
            ("FIN-2014-A009", "fin-2014-a008"),
            ("DoDI 2200.02", "dodi-2200-01"),
            ("22 CFR part 105", "cfr-104-rule"),
            ("22 USC 7103(z)", "usc-22-7103-a"),
            ("22 U.S.C. 7104", "usc-22-7103"),
            ("Trafficking Victims Protection Act of 2001", "tvpa"),
            ("tvpa-2004", "tvpa-2003"),
            ("NSPD-23", "nspd-22"),
            ("2017 PITF meeting", "meeting-2012"),
            ("M-20-02", "m-20-01"),
        ] {
            let found = found(written);
            let offered = found.strip_prefix("nothing: ").unwrap_or_else(|| panic!("{written}: {found}"));
            assert!(offered.split(' ').any(|id| id == nearest), "{written}: {offered}");
        }
        for (written, expected) in [
            ("EO13257", "eo-13257"),
            ("EO 13257", "eo-13257"),
            ("exective order 13257", "taken for eo-13257"),
            ("PL 106386", "tvpa"),
            ("22USC7103", "usc-22-7103"),
        ] {
            assert_eq!(found(written), expected, "{written:?}");
        }
    }

    #[test]
    fn roman_numbers_and_single_letters_are_exact() {
        for (one, other, is_same) in [
            ("title xvii", "title xviii", false),
            ("annex a", "annex b", false),
            ("titel xvii", "title xvii", true),
            ("form i 914", "form i914", true),
            ("form i 914", "form h 914", false),
            ("7103 z", "7103", false),
            ("labo r", "labor", true),
            ("mid year", "mild year", true),
        ] {
            assert_eq!(has_same_numbers(one, other), is_same, "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_is_near_is_offered_and_not_taken() {
        let found = found("dpo");
        assert!(found.starts_with("nothing: ") && found.split(' ').count() <= 1 + MOST_OFFERED, "{found}");
    }

    #[test]
    fn of_those_that_are_far_the_nearest_are_offered() {
        // So many letters of fifteen are others.
        let name = |others: usize| format!("{}{}", "x".repeat(others), &"abcdefghijklmno"[others..]);
        let entry = |(index, others): (usize, usize)| {
            format!(r#"(id: "{index}", kind: "k", name: "{}"),"#, name(others))
        };
        let entries: String = [4, 5, 5, 5, 5, 3, 5].into_iter().enumerate().map(entry).collect();
        let text = format!(r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [{entries}])"#);
        let directory = Directory::parse("test.ron", text).unwrap();
        let NameLookup::Nothing(offered) = look_up(&directory, &name(0)) else { panic!("all are far") };
        let offered: Vec<&str> = offered.iter().map(|entry| directory.entry(*entry).id()).collect();
        assert_eq!(offered, ["5", "0", "1", "2", "3"]);
    }
}
