//! The fields of a directory itself, and of the kinds, relations, topics and sources that it declares.

use super::{FieldOf, Record, Shape, not_empty};
use crate::directory::{Directory, RelationTerm, SourceTerm, Standing, Term};

type Field<'d, T> = FieldOf<'d, T>;

/// A term that is a kind.
#[derive(Clone, Copy, Debug)]
pub struct KindTerm<'d>(pub Term<'d>);

/// A term that is a topic.
#[derive(Clone, Copy, Debug)]
pub struct TopicTerm<'d>(pub Term<'d>);

impl<'d> Record<'d> for &'d Directory {
    const NAME: &'static str = "directory";
    const FIELDS: &'d [Field<'d, Self>] = &[
        Field::<Self>::new("title", "", Shape::Line(|_, directory| Some(directory.title()))).required(),
        Field::<Self>::new("about", "CommonMark.", Shape::Prose(|_, directory| not_empty(directory.about()))),
        Field::<Self>::new(
            "edition",
            "The state of things that it describes.",
            Shape::Line(|_, directory| not_empty(directory.edition())),
        ),
        Field::<Self>::new(
            "updated",
            "Up to when it tells of events after the edition.",
            Shape::Date(|_, directory| directory.updated()),
        ),
        Field::<Self>::new("notice", "", Shape::Line(|_, directory| not_empty(directory.notice()))),
    ];
}

impl<'d> Record<'d> for KindTerm<'d> {
    const NAME: &'static str = "kind";
    const FIELDS: &'d [Field<'d, Self>] = &[
        Field::<Self>::new("id", "", Shape::Id(|_, kind| Some(kind.0.id))).required(),
        Field::<Self>::new("name", "", Shape::Line(|_, kind| Some(kind.0.name))).required(),
        Field::<Self>::new("plural", "", Shape::Line(|_, kind| Some(kind.0.plural))).required(),
        Field::<Self>::new("about", "", Shape::Prose(|_, kind| not_empty(kind.0.about))),
        Field::<Self>::new(
            "class",
            "Its class in a vocabulary of the web, as org:Organization.",
            Shape::Line(|_, kind| not_empty(kind.0.class)),
        ),
    ];
}

impl<'d> Record<'d> for TopicTerm<'d> {
    const NAME: &'static str = "topic";
    const FIELDS: &'d [Field<'d, Self>] = &[
        Field::<Self>::new("id", "", Shape::Id(|_, topic| Some(topic.0.id))).required(),
        Field::<Self>::new("name", "", Shape::Line(|_, topic| Some(topic.0.name))).required(),
        Field::<Self>::new("about", "", Shape::Prose(|_, topic| not_empty(topic.0.about))),
    ];
}

impl<'d> Record<'d> for RelationTerm<'d> {
    const NAME: &'static str = "relation";
    const FIELDS: &'d [Field<'d, Self>] = &[
        Field::<Self>::new("id", "", Shape::Id(|_, relation| Some(relation.id))).required(),
        Field::<Self>::new("name", "", Shape::Line(|_, relation| Some(relation.name))).required(),
        Field::<Self>::new(
            "inverse",
            "Its name seen from the other end.",
            Shape::Line(|_, relation| relation.inverse),
        ),
        Field::<Self>::new(
            "nests",
            "Whether it puts the linking entry beneath the other.",
            Shape::Flag(|_, relation| relation.nests),
        ),
        Field::<Self>::new(
            "class",
            "What it is in a vocabulary of the web, as org:memberOf.",
            Shape::Line(|_, relation| not_empty(relation.class)),
        ),
    ];
}

impl<'d> Record<'d> for SourceTerm<'d> {
    const NAME: &'static str = "source";
    const FIELDS: &'d [Field<'d, Self>] = &[
        Field::<Self>::new("id", "", Shape::Id(|_, source| Some(source.id))).required(),
        Field::<Self>::new("title", "", Shape::Line(|_, source| Some(source.title))).required(),
        Field::<Self>::new("publisher", "", Shape::Line(|_, source| not_empty(source.publisher))),
        Field::<Self>::new("url", "", Shape::Line(|_, source| not_empty(source.url))),
        Field::<Self>::new("date", "When it was published, or saved.", Shape::Date(|_, source| source.date)),
        Field::<Self>::new(
            "standing",
            "How close it stands to those who know: copy is that of an official text by others.",
            Shape::Word(
                || Standing::ALL.map(Standing::word).to_vec(),
                |_, source| source.standing.map(Standing::word),
            ),
        ),
        Field::<Self>::new("note", "", Shape::Line(|_, source| not_empty(source.note))),
    ];
}
