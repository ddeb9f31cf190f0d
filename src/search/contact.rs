//! Whose number: `EEOC phone number` asks for a contact of the entry of that name, and for none of another.

use super::answer::{Asked, Revision};
use super::field::names;
use super::fold::word_list;
use super::matcher::Tokens;
use super::query::{Reading, Terms, Word, WordScope, WordTerms};
use super::question::MOST_READ;
use super::{Search, Stopped};
use crate::directory::{Contact, ContactKind};

/// What people call a contact, the plainest first, and the kinds that they mean.
const WORDS: [(&str, &[ContactKind]); 9] = [
    ("phone phones telephone telephones tel call", &[ContactKind::Phone]),
    ("hotline hotlines helpline", &[ContactKind::Phone]),
    ("TTY tty tdd", &[ContactKind::Tty]),
    ("fax", &[]),
    ("email mail", &[ContactKind::Email]),
    ("website websites web site homepage", &[ContactKind::Web]),
    ("address", &[ContactKind::Web, ContactKind::Email]),
    ("text sms", &[ContactKind::Text]),
    ("number numbers", &[ContactKind::Phone, ContactKind::Tty, ContactKind::Text]),
];
/// Those that mean nothing else.
const PLAIN_WORDS: &str = "phone telephone tel hotline helpline tty tdd fax email website";

/// What a word for a contact is called plainly, and the kinds that it means.
fn meant_by(word: &Word) -> Option<(&'static str, &'static [ContactKind])> {
    let (words, kinds) = WORDS.iter().find(|(words, _)| words.split(' ').any(|one| one == word.text))?;
    Some((words.split(' ').next().unwrap_or_default(), kinds))
}

/// The parts of a query for a contact: the words that ask for it, and those that may name an entry, by position.
struct AskedContact<'q> {
    terms: &'q WordTerms,
    asking: Vec<usize>,
    naming: Vec<usize>,
    /// The entries of that name.
    places: Vec<usize>,
}

impl<'q> AskedContact<'q> {
    fn words(&self) -> impl Iterator<Item = &'q Word> {
        self.asking.iter().map(|at| &self.terms.words[*at])
    }

    fn is_asked(&self, contact: &Contact) -> bool {
        self.words().all(|word| {
            meant_by(word).is_some_and(|(_, kinds)| kinds.contains(&contact.kind)) || is_in(contact, word)
        })
    }
}

fn is_in(contact: &Contact, word: &Word) -> bool {
    [Some(contact.value), contact.label]
        .into_iter()
        .flatten()
        .any(|text| word_list(text).contains(&word.text))
}

/// A query for a contact of one entry: that contact first, or the entry and that it has none.
pub(super) fn contact_of_entry(search: Search, asked: &Asked) -> Result<Option<Revision>, Stopped> {
    search.scope.check()?;
    let is_synonym = |reading: &Reading| reading.finds.is_some_and(|finds| finds.is_whole);
    if asked.is_a_name || asked.query.readings.iter().any(is_synonym) {
        return Ok(None);
    }
    let readings = asked.query.readings.iter().filter(|reading| reading.finds.is_none());
    let mut named = readings.filter_map(|reading| {
        let wanted = search.asked_contact(reading)?;
        let [place] = wanted.places[..] else { return None };
        Some((reading, wanted, place))
    });
    let Some((reading, wanted, place)) = named.next() else { return Ok(None) };
    let entry = search.entry(place);
    let contact = entry.contacts().find(|contact| wanted.is_asked(contact));
    if contact.is_none() && asked.found.contains(place) {
        return Ok(None);
    }
    let mut revision = wanted.terms.revised(&wanted.naming, reading, vec![place]);
    if let Some(contact) = contact {
        let kind = contact.kind.word();
        let typed = wanted.words().find(|word| word.text == kind);
        revision.left_out.retain(|written| typed.is_none_or(|typed| *written != typed.written));
        if let Terms::Words(terms) = &mut revision.reading.terms {
            terms.words.push(typed.cloned().unwrap_or_else(|| Word::new(kind.to_owned())));
        }
    } else {
        let lacking: Vec<&str> = wanted.words().filter_map(|word| Some(meant_by(word)?.0)).collect();
        revision.advice = Some(format!("{} has no {} here", entry.short_name(), lacking.join(" ")));
    }
    Ok(Some(revision))
}

impl Search<'_> {
    /// That no entry has the name whose contact is asked for, and no hit has a word of it in its name or its contacts.
    pub(super) fn advice_on_contact(self, asked: &Asked) -> Option<String> {
        let wanted = self.asked_contact(asked.query.readings.first()?)?;
        let is_plain = |word: &Word| PLAIN_WORDS.split(' ').any(|plain| plain == word.text);
        let is_synonym = |reading: &Reading| reading.finds.is_some() || reading.has_substitutes();
        if asked.is_a_name
            || asked.query.readings.iter().any(is_synonym)
            || !wanted.places.is_empty()
            || !wanted.words().any(is_plain)
        {
            return None;
        }
        let naming: Vec<&Word> = wanted.naming.iter().map(|at| &wanted.terms.words[*at]).collect();
        let has_any = |place: usize| {
            let entry = self.entry(place);
            naming.iter().any(|word| {
                names(entry).any(|(_, name)| Tokens::of(name).iter().any(|token| word.form(token).is_some()))
                    || entry.contacts().any(|contact| is_in(&contact, word))
            })
        };
        if asked.found.all(self.index).ones().take(MOST_READ).any(has_any) {
            return None;
        }
        let name: Vec<&str> = naming.iter().map(|word| word.written.as_str()).collect();
        Some(format!("nothing here is called \"{}\"", name.join(" ")))
    }

    /// A word for a contact that belongs to the name of an entry asks for nothing: `National Hotline`.
    fn asked_contact(self, reading: &Reading) -> Option<AskedContact<'_>> {
        let Terms::Words(terms) = &reading.terms else { return None };
        if !terms.phrases.is_empty()
            || terms.words.iter().any(|word| word.scope != WordScope::Anywhere)
            || !self.called(&terms.key).is_empty()
        {
            return None;
        }
        let is_hotline = |word: &Word| meant_by(word).is_some_and(|(plain, _)| plain == "hotline");
        let without = self.parts_of(terms, &|word| !is_hotline(word));
        let is_named = without.as_ref().is_some_and(|wanted| !wanted.places.is_empty());
        if is_named { without } else { self.parts_of(terms, &|_| true) }
    }

    fn parts_of<'q>(self, terms: &'q WordTerms, may_ask: &dyn Fn(&Word) -> bool) -> Option<AskedContact<'q>> {
        let asks = |at: &usize| meant_by(&terms.words[*at]).is_some() && may_ask(&terms.words[*at]);
        let (asking, others): (Vec<usize>, Vec<usize>) = (0..terms.words.len()).partition(asks);
        let others: Vec<usize> = others.into_iter().filter(|at| !terms.words[*at].is_optional).collect();
        let (first, last) = (*others.first()?, *others.last()?);
        // What an entry calls is another matter: `SPOG call`.
        let is_verb = asking.iter().any(|at| terms.words[*at].text == "call") && asking[0] > first;
        if asking.is_empty() || is_verb {
            return None;
        }
        let naming: Vec<usize> = (first..=last).filter(|at| !asking.contains(at)).collect();
        // `EEOC's phone number`
        let without_genitive = |word: &'q Word| match word.text.strip_suffix('s') {
            Some(rest) if word.has_apostrophe() => rest,
            Some(_) | None => word.text.as_str(),
        };
        let name: Vec<&str> = naming.iter().map(|at| without_genitive(&terms.words[*at])).collect();
        Some(AskedContact { terms, asking, naming, places: self.called(&name.join(" ")) })
    }
}
