//! Whose number: `EEOC phone number` asks for a contact of the entry of that name, and for none of another.

use super::field::names;
use super::fold::{key, word_list};
use super::query::{Query, Reading, Terms, Word, WordScope, WordTerms};
use super::question::is_question_word;
use super::rank::RankTier;
use super::{Found, QueryAnswer, Search, Stopped};
use crate::directory::{Contact, ContactKind, Entry, EntryId};

/// What people call a contact, the plainest first, and the kinds that they mean.
const WORDS: [(&str, &[ContactKind]); 7] = [
    ("phone phones telephone telephones tel call", &[ContactKind::Phone]),
    ("tty tdd", &[ContactKind::Tty]),
    ("fax", &[]),
    ("email mail", &[ContactKind::Email]),
    ("website websites web site homepage", &[ContactKind::Web]),
    ("text sms", &[ContactKind::Text]),
    ("number numbers", &[ContactKind::Phone, ContactKind::Tty, ContactKind::Text]),
];

/// What a word for a contact is called plainly, and the kinds that it means.
fn meant_by(word: &Word) -> Option<(&'static str, &'static [ContactKind])> {
    let (words, kinds) = WORDS.iter().find(|(words, _)| words.split(' ').any(|one| one == word.text))?;
    Some((words.split(' ').next().unwrap_or_default(), kinds))
}

/// The parts of a query for a contact.
struct AskedContact<'q> {
    entry: EntryId,
    /// The words that name the entry, by position.
    named: Vec<usize>,
    words: Vec<&'q Word>,
}

impl AskedContact<'_> {
    fn is_asked(&self, contact: &Contact) -> bool {
        let texts = [Some(contact.value), contact.label];
        let is_labelled =
            |word: &Word| texts.iter().flatten().any(|text| word_list(text).contains(&word.text));
        self.words.iter().all(|word| {
            meant_by(word).is_some_and(|(_, kinds)| kinds.contains(&contact.kind)) || is_labelled(word)
        })
    }
}

impl Search<'_> {
    /// The answer to a query for a contact of one entry: that contact first, or the entry and that it has none.
    pub(super) fn answer_contact(self, query: &Query, found: &Found) -> Result<Option<QueryAnswer>, Stopped> {
        if query.readings.iter().any(|reading| reading.finds.is_some_and(|finds| finds.is_whole)) {
            return Ok(None);
        }
        let readings = query.readings.iter().filter(|reading| reading.finds.is_none());
        let asked = readings.filter_map(|reading| match &reading.terms {
            Terms::Words(terms) => Some((terms, reading, self.asked_contact(terms)?)),
            Terms::Fuzzy(_) | Terms::Regex(_) => None,
        });
        let Some((terms, reading, asked)) = asked.into_iter().next() else { return Ok(None) };
        let entry = self.directory.entry(asked.entry);
        let contact = entry.contacts().find(|contact| asked.is_asked(contact));
        let place = self.index.order.place(asked.entry);
        let is_found = || found.places.iter().any(|places| places.contains(place));
        if contact.is_none() && is_found() {
            return Ok(None);
        }
        let is_left_out =
            |word: &&Word| meant_by(word).is_some() || word.is_optional && is_question_word(word);
        let mut left_out: Vec<String> =
            terms.words.iter().filter(is_left_out).map(|word| word.written.clone()).collect();
        let mut terms = terms.only(&asked.named);
        let advice = match contact {
            Some(contact) => {
                let kind = contact.kind.word();
                let typed = asked.words.iter().find(|word| word.text == kind);
                left_out.retain(|written| typed.is_none_or(|typed| *written != typed.written));
                terms.words.push(typed.map_or_else(|| Word::new(kind.to_owned()), |typed| (*typed).clone()));
                None
            }
            None => {
                let lacking: Vec<&str> =
                    asked.words.iter().filter_map(|word| Some(meant_by(word)?.0)).collect();
                Some(format!("{} has no {} here", entry.short_name(), lacking.join(" ")))
            }
        };
        let query = query.with_reading(Reading { terms: Terms::Words(terms), ..reading.clone() });
        let mut found = self.find(&query.readings)?;
        if found.places.iter().any(|places| places.contains(place)) {
            found.add(place, RankTier::WholeAbbreviation.score(0));
        }
        Ok(Some(QueryAnswer { query, found, left_out, advice }))
    }

    fn asked_contact<'q>(self, terms: &'q WordTerms) -> Option<AskedContact<'q>> {
        if !terms.phrases.is_empty() || terms.words.iter().any(|word| word.scope != WordScope::Anywhere) {
            return None;
        }
        let (asking, others): (Vec<usize>, Vec<usize>) =
            (0..terms.words.len()).partition(|at| meant_by(&terms.words[*at]).is_some());
        let others: Vec<usize> = others.into_iter().filter(|at| !terms.words[*at].is_optional).collect();
        let words: Vec<&Word> = asking.iter().map(|at| &terms.words[*at]).collect();
        if words.is_empty() || others.is_empty() || self.entry_named(&terms.key).is_some() {
            return None;
        }
        // What an entry calls is another matter: `SPOG call`.
        if words.iter().any(|word| word.text == "call") && asking[0] > others[0] {
            return None;
        }
        let (first, last) = (others[0], others[others.len() - 1]);
        let named: Vec<usize> = (first..=last).filter(|at| !asking.contains(at)).collect();
        // `EEOC's phone number`
        let without_genitive = |word: &'q Word| match word.text.strip_suffix('s') {
            Some(rest) if word.has_apostrophe() => rest,
            Some(_) | None => word.text.as_str(),
        };
        let name: Vec<&str> = named.iter().map(|at| without_genitive(&terms.words[*at])).collect();
        let entry = self.entry_named(&name.join(" "))?;
        Some(AskedContact { entry, named, words })
    }

    /// The one entry that is called so.
    pub(super) fn entry_named(self, name: &str) -> Option<EntryId> {
        if let Some(entry) = self.directory.find(&name.replace(' ', "-")) {
            return Some(entry);
        }
        let is_it = |entry: &Entry| names(*entry).any(|(_, other)| key(other) == name);
        let mut named = self.index.named(name).map(|place| self.entry(place)).filter(is_it);
        let first = named.next()?.handle();
        named.all(|other| other.handle() == first).then_some(first)
    }
}
