use Part::{
    Activities, Background, Contacts, Events, LinkedFrom, Links, OtherNames, Sources, Summary, Text, Topics,
};

use super::*;
use crate::outline::Subject;
use crate::text::{Document, Glyphs, Line, Markdown, Role};

/// A directory in which one entry has everything that a page can have.
fn directory() -> Directory {
    let text = r#"(
        title: "Test",
        edition: "as of 2020",
        kinds: [(id: "body", name: "Body", plural: "Bodies")],
        relations: [
            (id: "part-of", name: "part of", inverse: "parts", nests: true),
            (id: "chairs", name: "chairs"),
        ],
        topics: [(id: "law", name: "Law")],
        sources: [
            (id: "page", title: "The page", publisher: "State", url: "https://a.gov/p", date: "2018-10", standing: official),
            (id: "act", title: "The act", note: "as amended"),
        ],
        entries: [
            (id: "top", kind: "body", name: "Top"),
            (
                id: "all", kind: "body", name: "All *of* it", abbreviation: "ALL", other_names: ["Whole", "Total"],
                summary: "What it is.",
                text: "See [the top](top) and [the site](https://a.gov/).\n\n```\nleft open",
                activities: [(text: "Does\nthis.", topics: ["law"], sources: ["act", "page"], note: "at times")],
                background: [(text: "- a list\n- of two", sources: ["page"])],
                links: [(rel: "part-of", to: "top", sources: ["act"]), (rel: "chairs", to: "sub", note: "since 2019")],
                events: [(date: "2018-10", text: "It *met*.", sources: ["page"])],
                contacts: [
                    (kind: web, value: "https://a.gov/", label: "site"),
                    (kind: phone, value: "1-888 373 7888", date: "2019", sources: ["act"]),
                    (kind: address, value: "1 Way"),
                ],
            ),
            (id: "sub", kind: "body", name: "Sub", links: [(rel: "part-of", to: "all")]),
        ],
    )"#;
    Directory::parse("t.ron", text.to_owned()).unwrap()
}

fn page<'d>(directory: &'d Directory, id: &str) -> Page<'d> {
    Page::of_entry(directory, directory.find(id).unwrap())
}

#[test]
fn markdown_tells_all_that_the_page_tells() {
    let directory = directory();
    let expected = r"# All \*of\* it

ALL, Body

What it is.

- web: <https://a.gov/>, site
- phone: [1-888 373 7888](tel:1-8883737888), confirmed 2019 [1]
- address: 1 Way

See the top and [the site](https://a.gov/).

```
left open
```

Topics: Law

## Activities

- Does this. [1][2]\
  Topics: Law\
  Note: at times

## Background

- \- a list - of two \[2\]

## Links

**part of**

- Top, Body [1]

**chairs**

- Sub, Body\
  Note: since 2019

## Linked from

**parts**

- Sub, Body

## Events

- **2018-10** It *met*. [2]

## Other names

- Whole
- Total

## Sources

1. The act\
   Note: as amended
2. The page. State, 2018-10, official. <https://a.gov/p>
";
    assert_eq!(page(&directory, "all").markdown(&directory), expected);
}

#[test]
fn chapters_lead_to_each_other() {
    let directory = directory();
    let mut markdown = Markdown::default();
    let chapters = Chapters { directory: &directory, has: &|_| true, is_outline: false };
    for id in ["top", "all"] {
        chapters.add(&page(&directory, id), 2, &mut markdown);
    }
    let text = markdown.finish();
    for expected in [
        "## <a id=\"entry.top\"></a>Top\n",
        "## <a id=\"entry.all\"></a>All \\*of\\* it\n",
        "See [the top](#entry.top) and",
        "### Links\n\n**part of**\n\n- [Top](#entry.top), Body [1]\n",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn what_has_no_chapter_is_named_without_a_link() {
    let directory = directory();
    let mut markdown = Markdown::default();
    let only = directory.find("all");
    Chapters { directory: &directory, has: &|entry| Some(entry) == only, is_outline: false }.add(
        &page(&directory, "all"),
        2,
        &mut markdown,
    );
    let text = markdown.finish();
    assert!(text.contains("See the top and") && text.contains("\n- Top, Body [1]\n"), "{text}");
    assert!(!text.contains("](#"), "{text}");
}

#[test]
fn no_text_swallows_what_follows_it_in_markdown() {
    for hostile in [
        "```",
        "~~~",
        "<!--",
        "<script>",
        "<div>\n\n",
        "> a",
        "- a\n\n\n      b",
        "| a |\n|-|",
        "a\\",
        "[1]: b",
        "a\n===",
        "***",
        "`",
        "[",
        "![",
        "**",
        "&#35;",
        "1. a",
        "# a #",
        "&lt;!--",
        "]",
        "](b)",
        "*",
        "_",
    ] {
        let text = format!(
            r#"(
                title: "T", kinds: [(id: "k", name: "K")], relations: [(id: "in", name: {hostile:?}, nests: true)],
                sources: [(id: "s", title: {hostile:?}, publisher: {hostile:?}, note: {hostile:?}, url: {hostile:?})], topics: [(id: "t", name: {hostile:?})],
                entries: [(id: "a", kind: "k", name: {hostile:?}), (
                    id: "e", kind: "k", name: {hostile:?}, other_names: [{hostile:?}], summary: {hostile:?}, text: {hostile:?}, sources: ["s"],
                    activities: [(text: {hostile:?}, note: {hostile:?}, topics: ["t"], sources: ["s"])], background: [(text: {hostile:?})],
                    links: [(rel: "in", to: "a", note: {hostile:?})], events: [(date: "2018", text: {hostile:?})],
                    contacts: [(kind: web, value: {hostile:?}, label: {hostile:?})],
                )],
            )"#
        );
        let directory = Directory::parse("t.ron", text).unwrap();
        let page = page(&directory, "e");
        let lines = Document::from_commonmark(&page.markdown(&directory), Glyphs::Unicode).wrap(500);
        let is_heading = |line: &Line| line.pieces().any(|piece| piece.role == Role::Heading(2));
        let headings: Vec<String> = lines.iter().filter(is_heading).map(|line| line.to_string()).collect();
        let mut titles = page.sections.iter().filter_map(|section| section.part.title()).peekable();
        for heading in &headings {
            titles.next_if(|title| title == heading);
        }
        assert_eq!(titles.next(), None, "{hostile:?} swallows it: {headings:?}");
    }
}

fn stated(directory: &Directory, record: StatedRecord) -> String {
    match record {
        StatedRecord::Statement(statement) => {
            format!("{} [{}]", statement.text, topics_of(directory, &statement).unwrap_or_default())
        }
        StatedRecord::Status(status) => status_line(&status),
        StatedRecord::Link(end) => stated_entry(end.other()),
        StatedRecord::Event(event) => format!("{} {}", event.date, event.text),
        StatedRecord::Contact(contact) => contact.value.to_owned(),
    }
}

fn stated_entry(entry: Entry) -> String {
    format!("{}, {}", entry.name(), entry.kind().name)
}

/// The items of a section, a line each.
fn told(directory: &Directory, page: &Page, part: Part) -> Vec<String> {
    let section = page.sections.iter().find(|section| section.part == part);
    let line = |item: &Item| match item {
        Item::Prose(text) | Item::Inline(text) => (*text).to_owned(),
        Item::Labelled(label, words) => format!("{label}: {}", words.join(", ")),
        Item::Relation { words, .. } => format!("{words}:"),
        Item::Stated(item) => {
            let numbers = item.sources.iter().fold(String::new(), |all, number| format!("{all} {number}"));
            stated(directory, item.record) + &numbers
        }
        Item::Entry(entry) => stated_entry(directory.entry(*entry)),
        Item::More(more) => format!("{more} more"),
        Item::Source { number, source } => format!("{number} {}", source.id),
        Item::Line(text) => text.to_string(),
    };
    section.map_or(Vec::new(), |section| section.items.iter().map(line).collect())
}

#[test]
fn sections_come_in_their_order_and_none_is_empty() {
    let directory = directory();
    let parts = |id| page(&directory, id).sections.iter().map(|section| section.part).collect::<Vec<_>>();
    assert_eq!(
        parts("all"),
        [
            Summary, Contacts, Text, Topics, Activities, Background, Links, LinkedFrom, Events, OtherNames,
            Sources
        ],
        "an entry with everything"
    );
    assert_eq!(parts("sub"), [Links, LinkedFrom], "one with nothing but links");
}

#[test]
fn sources_are_numbered_as_they_are_first_used() {
    let directory = directory();
    let page = page(&directory, "all");
    assert_eq!(told(&directory, &page, Activities), ["Does\nthis. [Law] 1 2"]);
    assert_eq!(told(&directory, &page, Events), ["2018-10 It *met*. 2"]);
    assert_eq!(told(&directory, &page, Sources), ["1 act", "2 page"]);
}

#[test]
fn pages_that_are_read_together_keep_the_sources_of_entries_that_no_statement_cites() {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], sources: [(id: "s", title: "S"), (id: "t", title: "T")], entries: [
        (id: "a", kind: "k", name: "A", sources: ["s"]),
        (id: "b", kind: "k", name: "B", sources: ["s"], activities: [(text: "Acts.", sources: ["t"])])])"#;
    let directory = Directory::parse("t.ron", text.to_owned()).unwrap();
    let mut pages = ["a", "b"].map(|id| page(&directory, id));
    merge_sources(&directory, &mut pages);
    assert_eq!(told(&directory, &pages[1], Activities), ["Acts. [] 2"]);
    assert_eq!(told(&directory, &pages[1], Sources), ["1 s", "2 t"]);
}

#[test]
fn links_stand_beneath_their_relations_in_the_words_of_their_direction() {
    let directory = directory();
    assert_eq!(
        told(&directory, &page(&directory, "all"), Links),
        ["part of:", "Top, Body 1", "chairs:", "Sub, Body"]
    );
    assert_eq!(told(&directory, &page(&directory, "all"), LinkedFrom), ["parts:", "Sub, Body"]);
    let without_inverse = told(&directory, &page(&directory, "sub"), LinkedFrom);
    assert_eq!(
        without_inverse,
        ["chairs:", "All *of* it, Body"],
        "a relation without an inverse keeps its name"
    );
}

/// A root with so many entries beneath it.
fn crowd(count: usize) -> Directory {
    let entries = (0..count).map(|number| {
        format!(r#"(id: "e{number}", kind: "k", name: "E{number}", links: [(rel: "in", to: "root")]), "#)
    });
    let text = format!(
        r#"(title: "T", kinds: [(id: "k", name: "K", plural: "Ks")], relations: [(id: "in", name: "in", nests: true)],
            entries: [(id: "root", kind: "k", name: "Root"), {}])"#,
        entries.collect::<String>()
    );
    Directory::parse("t.ron", text).unwrap()
}

#[test]
fn a_page_lists_so_many_links_and_counts_the_rest() {
    for (count, more) in
        [(MOST_LISTED, None), (MOST_LISTED + 1, Some("1 more")), (MOST_LISTED + 30, Some("30 more"))]
    {
        let directory = crowd(count);
        let items = told(&directory, &page(&directory, "root"), LinkedFrom);
        assert_eq!(items.len(), 1 + MOST_LISTED + usize::from(more.is_some()), "{count}");
        assert_eq!(items.last().filter(|last| last.ends_with("more")).map(String::as_str), more, "{count}");
    }
    let directory = crowd(MOST_LISTED);
    let kind = directory.entry(directory.find("root").unwrap()).kind_id();
    let items = told(&directory, &Page::of(&directory, Subject::Kind(kind)), Part::Entries);
    assert_eq!((items.len(), items.last().unwrap().as_str()), (MOST_LISTED + 1, "1 more"));
}

#[test]
fn headings_of_outlines_have_pages() {
    let directory = directory();
    let all = directory.entry(directory.find("all").unwrap());
    let topic = all.topics()[0];
    for (subject, name, entries) in [
        (Subject::Kind(all.kind_id()), "Bodies", &["Top, Body", "All *of* it, Body", "Sub, Body"][..]),
        (Subject::Topic(Some(topic)), "Law", &["All *of* it, Body"]),
        (Subject::Topic(None), "Without a topic", &["Top, Body", "Sub, Body"]),
    ] {
        let page = Page::of(&directory, subject);
        assert_eq!((page.entry, page.name.as_ref()), (None, name), "{subject:?}");
        assert_eq!(told(&directory, &page, Part::Entries), entries, "{subject:?}");
    }
}

#[test]
fn a_year_tells_its_events_in_their_order_each_with_its_entry_and_sources() {
    let text = r#"(title: "T", kinds: [(id: "k", name: "K")], sources: [(id: "s", title: "S"), (id: "o", title: "O")],
        entries: [
            (id: "a", kind: "k", name: "Alpha", events: [(date: "2017-09-24", text: "Late.", sources: ["s"]), (date: "2016", text: "No.")]),
            (id: "b", kind: "k", name: "Beta", events: [(date: "2017-09-02", text: "Early.", sources: ["o"], note: "Sure.")]),
        ])"#;
    let directory = Directory::parse("t.ron", text.to_owned()).unwrap();
    let page = Page::of(&directory, Subject::Year(2017));
    let lines = page.lay_out(&directory, Glyphs::Unicode, 40).lines;
    let lines: Vec<String> = lines.iter().map(|line| line.to_string().trim_end().to_owned()).collect();
    let expected = [
        "Events of 2017",
        "",
        "Events",
        "2017-09-02  Early. [1]",
        "            Beta",
        "            Note: Sure.",
        "2017-09-24  Late. [2]",
        "            Alpha",
        "",
        "Sources",
        "[1]  O",
        "[2]  S",
    ];
    assert_eq!(lines, expected);
    assert!(page.markdown(&directory).contains("Early. [1]\\\n  Beta\\\n"), "{}", page.markdown(&directory));
    assert!(Page::of(&directory, Subject::Year(2015)).sections.is_empty());
}

#[test]
fn a_layout_knows_where_everything_stands_at_any_width() {
    let directory = directory();
    let page = page(&directory, "all");
    for width in [10, 40, 200] {
        let layout = page.lay_out(&directory, Glyphs::Unicode, width);
        let line = |block| layout.lines.get(layout.lines.line_of_block(block)).unwrap().to_string();
        for (part, block) in &layout.sections {
            let untitled = [
                (Summary, "What"),
                (Contacts, "web"),
                (Text, "See"),
                (Topics, "Topics:"),
                (LinkedFrom, "parts"),
            ];
            let start = untitled.iter().find(|(untitled, _)| untitled == part).map(|(_, start)| *start);
            let start = start.or(part.title()).unwrap().split(' ').next().unwrap();
            assert!(line(*block).starts_with(start), "{part:?} at {width}: {}", line(*block));
        }
    }
}

#[test]
fn links_of_the_text_and_of_all_sections_lead_where_they_say() {
    let directory = directory();
    let layout = page(&directory, "all").lay_out(&directory, Glyphs::Unicode, 76);
    let (top, sub) = (directory.find("top").unwrap(), directory.find("sub").unwrap());
    let address = |address: &str| Target::Address(address.to_owned());
    assert_eq!(
        layout.targets,
        [
            address("https://a.gov/"),
            address("tel:1-8883737888"),
            Target::Entry(top),
            address("https://a.gov/"),
            Target::Entry(top),
            Target::Entry(sub),
            Target::Entry(sub),
            address("https://a.gov/p"),
        ]
    );
}

#[test]
fn addresses_lead_out_only_by_schemes_that_are_known() {
    let directory = directory();
    for (written, is_address) in [
        ("https://a.gov/", true),
        ("HTTP://a.gov/", true),
        ("mailto:a@b.gov", true),
        ("tel:911", true),
        ("javascript:alert(1)", false),
        ("file:///etc/passwd", false),
        ("ftp://a.gov", false),
        ("-https://a.gov", false),
        ("é", false),
    ] {
        let target = Target::of(&directory, written);
        assert_eq!(target == Target::Address(written.to_owned()), is_address, "{written}: {target:?}");
    }
}

#[test]
fn citations_name_the_statement_its_sources_and_the_edition() {
    let directory = directory();
    let page = page(&directory, "all");
    let act = "Source: The act\nAbout the source: as amended";
    let state = "Source: The page. State, 2018-10, official. https://a.gov/p";
    let home = "In: Test (as of 2020), all";
    let name = "All *of* it (ALL)";
    for (part, item, opening, sources) in [
        (Text, 0, format!("{name}."), &[act, state][..]),
        (Activities, 0, format!("{name}: Does this.\nNote: at times."), &[act, state]),
        (Background, 0, format!("{name}: - a list - of two."), &[state]),
        (Links, 0, format!("{name}: part of Top."), &[act]),
        (Links, 1, format!("{name}: part of Top."), &[act]),
        (LinkedFrom, 1, "Sub: part of All *of* it.".to_owned(), &["Source: none is given"]),
        (Events, 0, format!("{name}: 2018-10: It met."), &[state]),
        (Contacts, 1, format!("{name}: phone 1-888 373 7888.\nConfirmed 2019."), &[act]),
        (Sources, 0, format!("{name}."), &[act, state]),
    ] {
        let section = page.sections.iter().position(|section| section.part == part).unwrap();
        let text = page.citation(&directory, Some(ItemPlace { section, item })).text;
        let expected: Vec<&str> =
            std::iter::once(opening.as_str()).chain(sources.iter().copied()).chain([home]).collect();
        assert_eq!(text, format!("{}\n", expected.join("\n")), "{part:?} {item}");
    }
}

#[test]
fn citations_of_what_has_no_source_say_so() {
    let directory = directory();
    let kind = directory.entries().next().unwrap().kind_id();
    let bodies = Page::of(&directory, Subject::Kind(kind)).citation(&directory, None);
    assert_eq!(bodies.text, "Bodies.\nSource: none is given\nIn: Test (as of 2020)\n");
}

#[test]
fn nothing_that_a_terminal_obeys_is_taken_away() {
    let hostile = r"\u{1b}]52;c;eA\u{7}\u{202e}\u{9b}31m";
    let text = r#"(
        title: "TX", edition: "X", kinds: [(id: "k", name: "KX")], relations: [(id: "in", name: "inX")],
        topics: [(id: "t", name: "TX")],
        sources: [(id: "s", title: "SX", publisher: "PX", url: "https://a.gov/X", note: "NX")],
        entries: [(
            id: "e", kind: "k", name: "EX", abbreviation: "AX", other_names: ["OX"], summary: "SX", text: "TX [lX](https://X)",
            activities: [(text: "AX", topics: ["t"], note: "NX", sources: ["s"])],
            links: [(rel: "in", to: "e", note: "NX")], events: [(date: "2018", text: "EX", note: "NX")],
            contacts: [(kind: web, value: "https://X", label: "LX", note: "NX"), (kind: phone, value: "1X"), (kind: email, value: "X")],
        )],
    )"#;
    let directory = Directory::parse("t.ron", text.replace('X', hostile)).unwrap();
    let page = page(&directory, "e");
    let mut chapters = Markdown::default();
    Chapters { directory: &directory, has: &|_| true, is_outline: false }.add(&page, 2, &mut chapters);
    let places = (0..page.sections.len()).map(|section| Some(ItemPlace { section, item: 1 }));
    let citations = places.chain([None]).map(|place| page.citation(&directory, place).text).collect();
    let texts: [String; 4] =
        [page.plain(&directory, Glyphs::Ascii), page.markdown(&directory), chapters.finish(), citations];
    for text in texts {
        let raw = text.chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
        assert_eq!(raw, None, "{text}");
    }
}
