//! The fields of a directory itself, and of the kinds, relations, topics and sources that it declares.

use super::{FieldOf, Record, Reference, Shape, Shown, not_empty};
use crate::directory::{Directory, KindTerm, RelationTerm, SourceTerm, Standing, Synonym, TopicTerm};

impl<'d> Record<'d> for &'d Directory {
    const NAME: &'static str = "directory";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![_whole, directory:
        "id" Id(not_empty(directory.id())), "What the directory is called in other files.";
        "language" Line(not_empty(directory.language())), "The tag of its language.";
        "title" Line(Some(directory.title())), is_required: true;
        "about" Prose(not_empty(directory.about())), "CommonMark.";
        "edition" Line(not_empty(directory.edition())), "The state of things that it describes.";
        "updated" Date(directory.updated()), "The date up to which it covers events after the edition.";
        "edition_source" Reference(directory.edition_source().map(|source| Reference::to_source(directory, source))),
            "The source that the edition is made from.";
        "disclaimer" Line(not_empty(directory.disclaimer())), "What it is not.";
        "help" Reference(directory.help().map(|help| Reference::to_entry(directory, help))),
            "The entry that says whom to call.";
        "synonyms" Synonyms(directory.synonyms().collect()),
            "Words that people search for, and what stands for them here.";
        "notice" Line(not_empty(directory.notice()));
    ];
}

impl<'d> Record<'d> for Synonym<'d> {
    const NAME: &'static str = "synonym";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, synonym:
        "words" Lines(synonym.words().collect());
        "means" Line(synonym.means), "The word or phrase that they are read as.";
        "finds" Reference(synonym.finds.map(|entry| Reference::to_entry(directory, entry))),
            "The entry that comes first.";
    ];
}

impl<'d> Record<'d> for KindTerm<'d> {
    const NAME: &'static str = "kind";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, kind:
        "id" Id(Some(kind.id)), is_required: true;
        "name" Line(Some(kind.name)), is_required: true;
        "plural" Line(Some(kind.plural())), is_required: true;
        "about" Prose(kind.about);
        "class" Line(kind.class), "Its class in a vocabulary of the web, as org:Organization.";
    ];
}

impl<'d> Record<'d> for TopicTerm<'d> {
    const NAME: &'static str = "topic";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, topic:
        "id" Id(Some(topic.id)), is_required: true;
        "name" Line(Some(topic.name)), is_required: true;
        "short" Line(Some(topic.short())), "In few letters, as it heads a column.", is_required: true;
        "about" Prose(topic.about);
    ];
}

impl<'d> Record<'d> for RelationTerm<'d> {
    const NAME: &'static str = "relation";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, relation:
        "id" Id(Some(relation.id)), is_required: true;
        "name" Line(Some(relation.name)), is_required: true;
        "inverse" Line(relation.inverse), "Its name seen from the other end.";
        "nests" Flag(relation.nests), "Whether it puts the linking entry beneath the other.";
        "about" Line(relation.about), "What to know of every link of this relation.";
        "class" Line(relation.class), "What it is in a vocabulary of the web, as org:memberOf.";
    ];
}

impl<'d> Record<'d> for SourceTerm<'d> {
    const NAME: &'static str = "source";
    const FIELDS: &'d [FieldOf<'d, Self>] = fields![directory, source:
        "id" Id(Some(source.id)), is_required: true;
        "title" Line(Some(source.title)), is_required: true;
        "publisher" Line(source.publisher);
        "url" Line(source.url);
        "lookup" Line(source.lookup), "Where its text can be looked up officially.",
            label: "look it up at", shown: Shown::LabelledFact;
        "read" Date(source.read), "When the copy at url was read.", shown: Shown::LabelledFact;
        "date" Date(source.date), "When it was published, or saved.";
        "standing" Word[|| Standing::ALL.iter().map(|kind| kind.word()).collect()](source.standing.map(Standing::word)),
            "How close it is to the office: its own, a copy of an official text, or secondary.";
        "note" Line(source.note);
    ];
}
