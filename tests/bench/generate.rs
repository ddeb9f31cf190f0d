//! Directories of any size for benchmarks and tests: the same for the same number of entries, on every machine.
//!
//! Names are two to six words of a vocabulary of some thousand, common ones more often than rare ones, as in a real
//! directory; an entry takes some 400 bytes. Nothing is kept but the vocabulary, so that a million entries are written as
//! fast as the output takes them.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks and fractions need no more bits than they have"
)]

use std::io::{self, Write};

/// Writes a directory of `entries` entries as RON.
pub(crate) fn write_directory(entries: usize, out: &mut impl Write) -> io::Result<()> {
    let vocabulary = Vocabulary::new();
    writeln!(out, "(\n    title: \"{entries} generated entries\",\n    edition: \"2018\",\n    kinds: [")?;
    for (id, name, plural) in KINDS {
        writeln!(out, "        (id: \"{id}\", name: \"{name}\", plural: \"{plural}\"),")?;
    }
    writeln!(out, "    ],\n    relations: [")?;
    writeln!(out, "        (id: \"part-of\", name: \"part of\", inverse: \"parts\", nests: true),")?;
    writeln!(out, "        (id: \"works-with\", name: \"works with\", inverse: \"works with\"),")?;
    writeln!(out, "    ],\n    topics: [")?;
    for topic in 0..TOPICS {
        let name = vocabulary.name(&mut Random::new(topic as u64 + 1_000_000_007), 2);
        writeln!(out, "        (id: \"topic-{topic}\", name: \"{name}\"),")?;
    }
    writeln!(out, "    ],\n    entries: [")?;
    for index in 0..entries {
        write_entry(index, &vocabulary, out)?;
    }
    writeln!(out, "    ],\n)")
}

/// The name of an entry of every directory that has so many: for queries.
pub(crate) fn name_of(index: usize) -> String {
    name(index, &Vocabulary::new())
}

const KINDS: [(&str, &str, &str); 6] = [
    ("office", "Office", "Offices"),
    ("bureau", "Bureau", "Bureaus"),
    ("report", "Report", "Reports"),
    ("programme", "Programme", "Programmes"),
    ("law", "Law", "Laws"),
    ("committee", "Committee", "Committees"),
];
const TOPICS: usize = 24;
/// How many entries lie directly beneath one, about.
const BRANCHES: usize = 9;

fn write_entry(index: usize, vocabulary: &Vocabulary, out: &mut impl Write) -> io::Result<()> {
    let name = name(index, vocabulary);
    // Another stream of numbers than the name's, so that `name_of` needs nothing else.
    let random = &mut Random::new(index as u64 ^ 0x5eed_0000_0000);
    let (kind, _, _) = KINDS[random.below(KINDS.len())];
    writeln!(out, "        (\n            id: \"e{index}\", kind: \"{kind}\", name: \"{name}\",")?;
    if random.below(4) == 0 {
        let initials: String = name.split(' ').filter_map(|word| word.chars().next()).collect();
        writeln!(out, "            abbreviation: \"{}{}\",", initials.to_uppercase(), random.below(10))?;
    }
    if random.below(3) == 0 {
        let words = 2 + random.below(3);
        writeln!(out, "            other_names: [\"{}\"],", vocabulary.name(random, words))?;
    }
    writeln!(out, "            summary: \"{}\",", vocabulary.sentence(random, 9))?;
    if random.below(2) == 0 {
        write!(out, "            text: \"{}", vocabulary.sentence(random, 16))?;
        if random.below(6) == 0 {
            write!(out, "\\n\\n{} See section {}.", vocabulary.sentence(random, 20), random.below(10_000))?;
        }
        writeln!(out, "\",")?;
    }
    if random.below(3) == 0 {
        let (text, topic) = (vocabulary.sentence(random, 8), random.below(TOPICS));
        writeln!(out, "            activities: [(text: \"{text}\", topics: [\"topic-{topic}\"])],")?;
    }
    write_links(index, random, out)?;
    writeln!(out, "        ),")
}

fn write_links(index: usize, random: &mut Random, out: &mut impl Write) -> io::Result<()> {
    if index == 0 {
        return Ok(());
    }
    write!(out, "            links: [(rel: \"part-of\", to: \"e{}\")", (index - 1) / BRANCHES)?;
    if random.below(16) == 0 {
        write!(out, ", (rel: \"part-of\", to: \"e{}\")", random.below(index))?;
    }
    if random.below(4) == 0 {
        write!(out, ", (rel: \"works-with\", to: \"e{}\")", random.below(index))?;
    }
    writeln!(out, "],")
}

fn name(index: usize, vocabulary: &Vocabulary) -> String {
    let random = &mut Random::new(index as u64);
    let words = 2 + random.below(5);
    vocabulary.name(random, words)
}

/// The words that the texts are made of, the most common first.
struct Vocabulary {
    words: Vec<String>,
}

/// Words that texts about such things are full of.
const COMMON: &str = "office department service program report committee council agency policy public health \
    labor trade justice research education training victim protection enforcement national international \
    federal state local human resource development security border community child family worker safety \
    information technology statistics transport energy water environment agriculture forest housing finance \
    budget tax customs coast guard medical emergency response planning standard quality review annual legal \
    affairs history culture language science space ocean climate weather mineral survey census election court";
const SMALL: [&str; 6] = ["of", "the", "for", "and", "on", "in"];
const ONSETS: [&str; 20] = [
    "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "br", "cl", "pr", "st", "tr", "gr",
];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "io"];
const CODAS: [&str; 10] = ["", "", "n", "r", "l", "s", "t", "m", "nd", "st"];
const ENDINGS: [&str; 12] =
    ["tion", "ment", "er", "ing", "al", "ive", "ity", "ance", "ist", "ology", "", "s"];
const MADE_UP: usize = 6_000;

impl Vocabulary {
    fn new() -> Self {
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let random = &mut Random::new(0x0c0f_fee0);
        for _ in 0..MADE_UP {
            let mut word = String::new();
            for _ in 0..=random.below(2) {
                word.push_str(random.one_of(&ONSETS));
                word.push_str(random.one_of(&VOWELS));
                word.push_str(random.one_of(&CODAS));
            }
            word.push_str(random.one_of(&ENDINGS));
            words.push(word);
        }
        Vocabulary { words }
    }

    /// A word, of the first half of the ranks as often as of the next quarter, and so on.
    fn word(&self, random: &mut Random) -> &str {
        let half = (self.words.len() as f64).log2();
        let rank = (half * random.fraction()).exp2() - 1.0;
        &self.words[(rank as usize).min(self.words.len() - 1)]
    }

    /// So many words, each with a capital, with small ones between some.
    fn name(&self, random: &mut Random, words: usize) -> String {
        let mut name = String::new();
        for index in 0..words {
            if index > 0 {
                name.push(' ');
                if random.below(4) == 0 {
                    name.push_str(random.one_of(&SMALL));
                    name.push(' ');
                }
            }
            let word = self.word(random);
            name.push_str(&word[..1].to_uppercase());
            name.push_str(&word[1..]);
        }
        name
    }

    fn sentence(&self, random: &mut Random, words: usize) -> String {
        let mut sentence = self.name(random, 1);
        for _ in 1..words {
            sentence.push(' ');
            if random.below(3) == 0 {
                sentence.push_str(random.one_of(&SMALL));
            } else {
                sentence.push_str(self.word(random));
            }
        }
        sentence.push('.');
        sentence
    }
}

/// Numbers that look random: `SplitMix64`.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 33) as usize % bound
    }

    /// From 0 up to 1.
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}
