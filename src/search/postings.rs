//! For each word of the dictionary, the places of the entries that have it.
//!
//! Words are numbered in sorted order, so the places of all words with one prefix are one slice of a list. A word of
//! more than one entry in 32 is kept as a bit set instead, which is smaller and faster to iterate. Crates such as
//! `roaring` keep each set by itself, so words with one prefix would have to be united one by one.

use std::mem::replace;
use std::ops::Range;

use super::Places;
use crate::threads;

/// The words of the entries in a range of places, each word once an entry. The entries may come in any order.
#[derive(Debug)]
pub(super) struct WordsByEntry {
    words: Vec<u32>,
    /// For each place of the range, where the words of its entry begin and end.
    runs: Vec<(u32, u32)>,
    start: u32,
}

impl WordsByEntry {
    pub(super) fn new(places: usize) -> Self {
        WordsByEntry { words: Vec::new(), runs: vec![(0, 0); places], start: 0 }
    }

    #[inline]
    pub(super) fn add(&mut self, word: u32, is_new: bool) {
        if is_new {
            self.words.push(word);
        }
    }

    /// Ends the entry at a place, counted from the first of the range.
    #[inline]
    pub(super) fn end_entry(&mut self, place: usize) {
        let end = u32::try_from(self.words.len()).expect("a file has fewer than 2^32 words");
        self.runs[place] = (self.start, end);
        self.start = end;
    }

    #[inline]
    fn entries(&self) -> impl Iterator<Item = &[u32]> {
        self.runs.iter().map(|(start, end)| &self.words[*start as usize..*end as usize])
    }
}

/// The places of each word, in segments that are built by a thread each.
#[derive(Debug)]
pub(super) struct Postings(Vec<PostingsSegment>);

impl Postings {
    /// From consecutive streams, each with the numbers that its words get.
    pub(super) fn new(streams: Vec<(&WordsByEntry, &[u32])>, words: usize) -> Self {
        let firsts =
            streams.iter().scan(0, |next, (stream, _)| Some(replace(next, *next + stream.runs.len())));
        let firsts: Vec<usize> = firsts.collect();
        let streams = firsts.into_iter().zip(streams).collect();
        Postings(threads::map(streams, |(first, (stream, number))| {
            PostingsSegment::new(stream, number, words, first)
        }))
    }

    pub(super) fn has(&self, word: usize) -> bool {
        self.0.iter().any(|PostingsSegment { starts, frequent, .. }| {
            starts[word] < starts[word + 1] || frequent.iter().any(|other| *other as usize == word)
        })
    }

    pub(super) fn unite(&self, words: Range<usize>, into: &mut Places) {
        for PostingsSegment { first, starts, places, frequent, rows } in &self.0 {
            for place in &places[starts[words.start] as usize..starts[words.end] as usize] {
                into.insert(*place as usize);
            }
            let from = frequent.partition_point(|word| (*word as usize) < words.start);
            let to = frequent.partition_point(|word| (*word as usize) < words.end);
            let blocks = &mut into.as_mut_slice()[first / BLOCK..];
            for row in &rows[from..to] {
                blocks.iter_mut().zip(row.as_slice()).for_each(|(block, row)| *block |= row);
            }
        }
    }
}

/// The places of each word within a range of places that begins at a multiple of [`BLOCK`].
#[derive(Debug)]
struct PostingsSegment {
    first: usize,
    /// One more than there are words; the places of `word` are `places[starts[word]..starts[word + 1]]`.
    starts: Vec<u32>,
    places: Vec<u32>,
    /// The words that are kept as bits, rising.
    frequent: Vec<u32>,
    rows: Vec<Places>,
}

const BLOCK: usize = usize::BITS as usize;

/// A word in more than one of this many entries is smaller as bits than as numbers.
const FREQUENT: usize = 32;

impl PostingsSegment {
    /// From a stream whose words are renumbered by `number`, of entries that begin at the place `first`.
    fn new(stream: &WordsByEntry, number: &[u32], words: usize, first: usize) -> Self {
        let entries = stream.runs.len();
        // Counted by the draft's numbers, in which common words are near each other, which is better for the cache.
        let mut counts = vec![0_u32; number.len()];
        for word in &stream.words {
            counts[*word as usize] += 1;
        }
        let mut starts = vec![0_u32; words + 1];
        for (number, count) in number.iter().zip(&counts) {
            starts[*number as usize] = *count;
        }
        let (mut frequent, mut total) = (Vec::new(), 0);
        for (word, start) in (0..).zip(&mut starts) {
            let count = replace(start, total);
            if count as usize * FREQUENT > entries && count > 1 {
                frequent.push(word);
            } else {
                total += count;
            }
        }
        let mut postings = PostingsSegment {
            first,
            places: vec![0; total as usize],
            rows: vec![Places::with_capacity(entries); frequent.len()],
            starts,
            frequent,
        };
        postings.fill(stream, number);
        postings
    }

    fn fill(&mut self, stream: &WordsByEntry, number: &[u32]) {
        let next_places = number.iter().map(|word| match self.frequent.binary_search(word) {
            Ok(row) => NextPlace::Bits(u32::try_from(row).expect("fewer words are frequent than there are")),
            Err(_) => NextPlace::List(self.starts[*word as usize]),
        });
        let mut next_places: Vec<NextPlace> = next_places.collect();
        let (places, rows) = (self.places.as_mut_slice(), self.rows.as_mut_slice());
        let first = u32::try_from(self.first).expect("a directory has fewer than 2^32 entries");
        for (place, words) in (first..).zip(stream.entries()) {
            let bit = (place - first) as usize;
            for word in words {
                match &mut next_places[*word as usize] {
                    NextPlace::List(next) => {
                        places[*next as usize] = place;
                        *next += 1;
                    }
                    NextPlace::Bits(row) => rows[*row as usize].insert(bit),
                }
            }
        }
    }
}

enum NextPlace {
    List(u32),
    Bits(u32),
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use crate::dice::{Dice, cases};

    #[test]
    fn places_are_those_of_the_stream() {
        cases(100, |dice| {
            let first = dice.below(3) * 64;
            let words = |dice: &mut Dice| (0..dice.below(6)).map(|_| u32::from(dice.byte() % 20)).collect();
            let entries: Vec<BTreeSet<u32>> = (0..=dice.below(199)).map(|_| words(dice)).collect();
            let mut stream = WordsByEntry::new(entries.len());
            for (place, words) in entries.iter().enumerate().rev() {
                for word in words {
                    stream.add(*word, true);
                }
                stream.end_entry(place);
            }
            // The words are numbered backwards.
            let number: Vec<u32> = (0..20).rev().collect();
            let empty = WordsByEntry::new(first);
            let streams = [&empty, &stream].map(|stream| (stream, number.as_slice()));
            let postings = Postings::new(streams.to_vec(), 20);
            for range in [0..0, 0..20, 3..4, 5..11] {
                let mut found = Places::with_capacity(first + entries.len());
                postings.unite(range.clone(), &mut found);
                let has =
                    |words: &BTreeSet<u32>| words.iter().any(|word| range.contains(&(19 - *word as usize)));
                let places = (first..).zip(&entries).filter(|(_, words)| has(words)).map(|(place, _)| place);
                assert_eq!(found.ones().collect::<Vec<_>>(), places.collect::<Vec<_>>());
            }
        });
    }
}
