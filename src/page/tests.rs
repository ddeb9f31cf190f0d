use super::Page;
use crate::directory::Directory;
use crate::text::Markdown;

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

Also: Whole, Total

What it is.

See the top and [the site](https://a.gov/).

```
left open
```

## Activities

- Does this. [1][2]\
  Topics: Law\
  Note: at times

## Background

- - a list
  - of two

  [2]

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

## Contacts

- web: <https://a.gov/>, site
- phone: [1-888 373 7888](tel:1-8883737888), confirmed 2019 [1]
- address: 1 Way

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
    for id in ["top", "all"] {
        page(&directory, id).add_chapter(&directory, 2, &mut markdown);
    }
    let text = markdown.finish();
    for expected in [
        "## <a id=\"top\"></a>Top\n",
        "## <a id=\"all\"></a>All \\*of\\* it\n",
        "See [the top](#top) and",
        "### Links\n\n**part of**\n\n- [Top](#top), Body [1]\n",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}
