//! The fields of a directory itself, and of the kinds, relations, topics and sources that it declares.

use super::{FieldOf, Record, Shape, not_empty};
use crate::directory::{Directory, RelationTerm, SourceTerm, Standing, Synonym, Term};

type VocabularyField<'d, T> = FieldOf<'d, T>;

/// A term that is a kind.
#[derive(Clone, Copy, Debug)]
pub struct KindTerm<'d>(pub Term<'d>);

/// A term that is a topic.
#[derive(Clone, Copy, Debug)]
pub struct TopicTerm<'d>(pub Term<'d>);

impl<'d> Record<'d> for &'d Directory {
    const NAME: &'static str = "directory";
    const FIELDS: &'d [VocabularyField<'d, Self>] = &[
        VocabularyField::<Self>::new(
            "id",
            "What the directory is called in other files.",
            Shape::Id(|_, directory| not_empty(directory.id())),
        ),
        VocabularyField::<Self>::new(
            "language",
            "The tag of its language.",
            Shape::Line(|_, directory| not_empty(directory.language())),
        ),
        VocabularyField::<Self>::new("title", "", Shape::Line(|_, directory| Some(directory.title())))
            .required(),
        VocabularyField::<Self>::new(
            "about",
            "CommonMark.",
            Shape::Prose(|_, directory| not_empty(directory.about())),
        ),
        VocabularyField::<Self>::new(
            "edition",
            "The state of things that it describes.",
            Shape::Line(|_, directory| not_empty(directory.edition())),
        ),
        VocabularyField::<Self>::new(
            "updated",
            "Up to when it tells of events after the edition.",
            Shape::Date(|_, directory| directory.updated()),
        ),
        VocabularyField::<Self>::new(
            "edition_source",
            "The source that the edition retells.",
            Shape::Source(|_, directory| directory.edition_source()),
        ),
        VocabularyField::<Self>::new(
            "disclaimer",
            "What it is not.",
            Shape::Line(|_, directory| not_empty(directory.disclaimer())),
        ),
        VocabularyField::<Self>::new(
            "help",
            "The entry that says whom to call.",
            Shape::Entry(|_, directory| directory.help()),
        ),
        VocabularyField::<Self>::new(
            "synonyms",
            "Words that people search for, and what stands for them here.",
            Shape::Synonyms(|_, directory| directory.synonyms().collect()),
        ),
        VocabularyField::<Self>::new("notice", "", Shape::Line(|_, directory| not_empty(directory.notice()))),
    ];
}

impl<'d> Record<'d> for Synonym<'d> {
    const NAME: &'static str = "synonym";
    const FIELDS: &'d [VocabularyField<'d, Self>] = &[
        VocabularyField::<Self>::new("words", "", Shape::Lines(|_, synonym| synonym.words().collect())),
        VocabularyField::<Self>::new(
            "means",
            "The word or phrase that they are read as.",
            Shape::Line(|_, synonym| synonym.means),
        ),
        VocabularyField::<Self>::new(
            "finds",
            "The entry that comes first.",
            Shape::Entry(|_, synonym| synonym.finds),
        ),
    ];
}

impl<'d> Record<'d> for KindTerm<'d> {
    const NAME: &'static str = "kind";
    const FIELDS: &'d [VocabularyField<'d, Self>] = &[
        VocabularyField::<Self>::new("id", "", Shape::Id(|_, kind| Some(kind.0.id))).required(),
        VocabularyField::<Self>::new("name", "", Shape::Line(|_, kind| Some(kind.0.name))).required(),
        VocabularyField::<Self>::new("plural", "", Shape::Line(|_, kind| Some(kind.0.plural))).required(),
        VocabularyField::<Self>::new("about", "", Shape::Prose(|_, kind| not_empty(kind.0.about))),
        VocabularyField::<Self>::new(
            "class",
            "Its class in a vocabulary of the web, as org:Organization.",
            Shape::Line(|_, kind| not_empty(kind.0.class)),
        ),
    ];
}

impl<'d> Record<'d> for TopicTerm<'d> {
    const NAME: &'static str = "topic";
    const FIELDS: &'d [VocabularyField<'d, Self>] = &[
        VocabularyField::<Self>::new("id", "", Shape::Id(|_, topic| Some(topic.0.id))).required(),
        VocabularyField::<Self>::new("name", "", Shape::Line(|_, topic| Some(topic.0.name))).required(),
        VocabularyField::<Self>::new(
            "short",
            "In few letters, as it heads a column.",
            Shape::Line(|_, topic| Some(topic.0.short)),
        )
        .required(),
        VocabularyField::<Self>::new("about", "", Shape::Prose(|_, topic| not_empty(topic.0.about))),
    ];
}

impl<'d> Record<'d> for RelationTerm<'d> {
    const NAME: &'static str = "relation";
    const FIELDS: &'d [VocabularyField<'d, Self>] = &[
        VocabularyField::<Self>::new("id", "", Shape::Id(|_, relation| Some(relation.id))).required(),
        VocabularyField::<Self>::new("name", "", Shape::Line(|_, relation| Some(relation.name))).required(),
        VocabularyField::<Self>::new(
            "inverse",
            "Its name seen from the other end.",
            Shape::Line(|_, relation| relation.inverse),
        ),
        VocabularyField::<Self>::new(
            "nests",
            "Whether it puts the linking entry beneath the other.",
            Shape::Flag(|_, relation| relation.nests),
        ),
        VocabularyField::<Self>::new(
            "about",
            "What to know of every link of this relation.",
            Shape::Line(|_, relation| not_empty(relation.about)),
        ),
        VocabularyField::<Self>::new(
            "class",
            "What it is in a vocabulary of the web, as org:memberOf.",
            Shape::Line(|_, relation| not_empty(relation.class)),
        ),
    ];
}

impl<'d> Record<'d> for SourceTerm<'d> {
    const NAME: &'static str = "source";
    const FIELDS: &'d [VocabularyField<'d, Self>] = &[
        VocabularyField::<Self>::new("id", "", Shape::Id(|_, source| Some(source.id))).required(),
        VocabularyField::<Self>::new("title", "", Shape::Line(|_, source| Some(source.title))).required(),
        VocabularyField::<Self>::new("publisher", "", Shape::Line(|_, source| not_empty(source.publisher))),
        VocabularyField::<Self>::new("url", "", Shape::Line(|_, source| not_empty(source.url))),
        VocabularyField::<Self>::new(
            "lookup",
            "Where its text can be looked up officially.",
            Shape::Line(|_, source| not_empty(source.lookup)),
        ),
        VocabularyField::<Self>::new(
            "read",
            "When the copy at url was read.",
            Shape::Date(|_, source| source.read),
        ),
        VocabularyField::<Self>::new(
            "date",
            "When it was published, or saved.",
            Shape::Date(|_, source| source.date),
        ),
        VocabularyField::<Self>::new(
            "standing",
            "How close it stands to those who know: copy is that of an official text by others.",
            Shape::Word(
                || Standing::ALL.map(Standing::word).to_vec(),
                |_, source| source.standing.map(Standing::word),
            ),
        ),
        VocabularyField::<Self>::new("note", "", Shape::Line(|_, source| not_empty(source.note))),
    ];
}
