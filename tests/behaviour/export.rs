//! The directory in the formats of other programs: each is read again, by a reader of that format where there is one.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{CLUBS, FULL, Pitf, assert_has, install, pitf, shipped_ids};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

const FORMATS: [&str; 7] = ["json", "markdown", "html", "csv", "mermaid", "dot", "json-ld"];

/// Names that have a meaning in every format there is.
const HOSTILE: &str = r#"(
    title: "A \"title\" %%{init: {}}%% # --- \\ {x} --> y", about: "<script>[x](b) [y](javascript:alert) ```",
    kinds: [(id: "k", name: "K|K", plural: "*")], relations: [(id: "in", name: "in]", inverse: "</a>", nests: true)],
    topics: [(id: "t", name: "`t` | u", about: "- [b](b)")],
    entries: [
        (id: "end", kind: "k", name: "end\"] --> x[\"evil"),
        (id: "graph", kind: "k", name: "=cmd|' /C calc'!A0", links: [(rel: "in", to: "end")]),
        (id: "subgraph", kind: "k", name: "<script>alert(1)</script> & &lt; #quot; \\", summary: "+1", topics: ["t"],
            links: [(rel: "in", to: "end"), (rel: "in", to: "graph")]),
        (id: "click", kind: "k", name: "1. `code` **b** [x](y) %% ;", abbreviation: "-- >", links: [(rel: "in", to: "graph")],
            text: "a\n\n# b\n\n<a id=\"entry.end\"></a> [c](end) [d](nowhere)", events: [(date: "2000", text: "@x\n\"y\"")]),
        (id: "node.a-b_c", kind: "k", name: "\u{65e5}\u{672c} \\N \\G {a|b}", links: [(rel: "in", to: "click")]),
    ],
)"#;

fn export(format: &str, more: &[&str], data: Option<&str>) -> String {
    let run = Pitf::new(&[&["export", "--format", format], more].concat());
    let done = match data {
        Some(data) => run.data(data).run(),
        None => run.run(),
    };
    assert_eq!((done.err.as_str(), done.code), ("", Some(0)), "{format} {more:?}");
    done.out
}

/// The ids of the entries in a format, as far as it has them.
fn ids(format: &str, text: &str) -> BTreeSet<String> {
    let own = |text: &str| text.to_owned();
    let json = || serde_json::from_str::<Value>(text).expect("it is JSON");
    let of = |values: &Value, field: &str, prefix: &str| {
        let ids = values
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|value| value[field].as_str()?.strip_prefix(prefix));
        ids.map(own).collect()
    };
    match format {
        "json" | "json-ld" => of(&json()["entries"], "id", ""),
        "html" => {
            let ids = text.split("<article id=\"entry.").skip(1).filter_map(|rest| rest.split_once('"'));
            ids.map(|(id, _)| own(id)).collect()
        }
        "csv" => text.lines().skip(1).filter_map(|line| line.split(',').next()).map(own).collect(),
        "markdown" => {
            anchors(text).into_iter().map(|anchor| own(anchor.trim_start_matches("entry."))).collect()
        }
        "dot" => {
            let nodes = text.lines().filter_map(|line| line.strip_prefix("    \"")?.split_once("\" [label="));
            nodes.map(|(id, _)| own(id)).collect()
        }
        other => panic!("{other} has no ids"),
    }
}

fn anchors(text: &str) -> Vec<&str> {
    let html = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| {
        if let Event::Html(html) | Event::InlineHtml(html) = event { Some(html.to_string()) } else { None }
    });
    let tags: Vec<String> = html.collect();
    assert!(tags.iter().all(|tag| tag == "</a>" || tag.starts_with("<a id=\"entry.")), "{tags:?}");
    text.split("<a id=\"").skip(1).filter_map(|rest| rest.split_once("\"></a>")).map(|(id, _)| id).collect()
}

#[test]
fn every_format_has_the_same_entries() {
    for (more, expected) in [
        (&[][..], &["council", "choir", "band"][..]),
        (&["--depth", "1"], &["council"]),
        (&["--root", "Elm Street Band"], &["band", "choir"]),
        (&["--root", "band", "--depth", "1"], &["band"]),
    ] {
        let expected: BTreeSet<String> = expected.iter().map(|id| (*id).to_owned()).collect();
        for format in FORMATS.into_iter().filter(|format| *format != "mermaid") {
            assert_eq!(ids(format, &export(format, more, Some(CLUBS))), expected, "{format} {more:?}");
        }
        let nodes = export("mermaid", more, Some(CLUBS)).matches("[\"").count();
        assert_eq!(nodes, expected.len(), "{more:?}");
    }
    let all: BTreeSet<String> = shipped_ids().into_iter().collect();
    for format in ["json", "markdown", "csv", "dot", "json-ld"] {
        assert_eq!(ids(format, &export(format, &[], None)), all, "{format}");
    }
}

#[test]
fn headings_of_a_document_in_markdown_are_the_hierarchy() {
    let level = |number: usize| {
        let links =
            if number == 0 { String::new() } else { format!("(rel: \"in\", to: \"e{}\")", number - 1) };
        format!(
            "(id: \"e{number}\", kind: \"k\", name: \"E{number}\", links: [{links}], activities: [(text: \"Acts.\")])"
        )
    };
    let entries: Vec<String> = (0..7).rev().map(level).collect();
    let data = format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", inverse: \"has\", nests: true)], entries: [{}])",
        entries.join(", ")
    );
    let done = Pitf::new(&["export", "--format", "markdown"]).data(data).run();
    let headings: Vec<String> = done
        .out
        .lines()
        .filter(|line| line.contains("<a id"))
        .map(|line| {
            let (signs, name) = line.split_once(' ').unwrap();
            format!("{} {}", signs.len(), name.rsplit('>').next().unwrap())
        })
        .collect();
    assert_eq!(headings, ["2 E0", "3 E1", "4 E2", "5 E3", "6 E4", "6 E5", "6 E6"]);
    let others = done.out.lines().filter(|line| line.starts_with('#') && !line.contains("<a id"));
    assert_eq!(others.collect::<Vec<_>>(), ["# T", "## Contents"]);
}

#[test]
fn documents_say_what_the_directory_is_not_and_what_its_words_mean() {
    for format in ["markdown", "html"] {
        let document = export(format, &[], Some(FULL));
        for words in ["Ddisclaimer", "Kabout.", "Tabout.", "Rabout"] {
            assert_eq!(document.matches(words).count().min(1), 1, "{format} has {words}");
        }
    }
}

#[test]
fn a_page_says_in_which_language_each_text_is() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "Kind")], relations: [(id: "in", name: "in", inverse: "has", nests: true)],
        entries: [(id: "top", kind: "k", name: "Top"),
        (id: "es", kind: "k", name: "Ayuda", language: "es", text: "Hola.", links: [(rel: "in", to: "top")], events: [(date: "2020", text: "Va.")])])"#;
    let page = export("html", &[], Some(data));
    assert_has(
        &page,
        &[
            r#"<article id="entry.es" lang="es" aria-labelledby="name.es">"#,
            r##"<a href="#entry.es" lang="es">Ayuda</a>"##,
            r#"<h3 lang="en">Links</h3>"#,
            r##"<a href="#entry.top" lang="en">Top</a>, <span lang="en">Kind</span>"##,
            r#": <span lang="es">Va.</span>"#,
        ],
    );
    assert!(!page.contains("<span>"), "{page}");
}

#[test]
fn a_membership_that_has_ended_is_none_today() {
    let data: serde_json::Value =
        serde_json::from_str(&export("json-ld", &[], Some(FULL))).expect("one value");
    let all = data["entries"].as_array().expect("a list").iter().find(|entry| entry["id"] == "all");
    let all = all.expect("it is there");
    assert!(all.get("org:memberOf").is_none(), "{all}");
    assert_eq!(all["links"][0]["until"], "1997");
}

#[test]
fn every_link_within_the_document_leads_to_a_chapter() {
    for (data, more) in [
        (None, &[][..]),
        (None, &["--root", "dol"]),
        (None, &["--depth", "2"]),
        (Some(HOSTILE), &[]),
        (Some(HOSTILE), &["--root", "graph"]),
    ] {
        let text = export("markdown", more, data);
        let anchors = anchors(&text);
        let distinct: BTreeSet<&str> = anchors.iter().copied().collect();
        assert_eq!(distinct.len(), anchors.len(), "no two chapters have one name");
        let mut count = 0;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            match dest_url.strip_prefix('#') {
                Some(anchor) => assert!(distinct.contains(anchor), "{anchor} is nowhere"),
                None => assert!(
                    ["https://", "http://", "mailto:", "tel:"].iter().any(|s| dest_url.starts_with(s)),
                    "{dest_url}"
                ),
            }
            count += 1;
        }
        assert!(count >= anchors.len(), "each chapter is in the contents");
    }
}

#[test]
fn a_table_has_a_record_for_each_entry_in_one_line() {
    for data in [None, Some(HOSTILE)] {
        let text = export("csv", &[], data);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("it is CSV");
        assert_eq!(records.len() + 1, text.lines().count(), "each record is one line");
        for cell in records.iter().flat_map(csv::StringRecord::iter) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a spreadsheet obeys {cell:?}");
        }
    }
}

#[test]
fn a_long_table_keeps_the_links_and_the_stress_of_a_text() {
    let data = r#"(title: "T", kinds: [(id: "k", name: "K", about: "One.\n\n- *two*")], entries: [
        (id: "a", kind: "k", name: "A", summary: "*Sums* up.", activities: [(text: "Helps [B](b), *always*.")])])"#;
    let table = |arguments: &[&str]| export("csv", arguments, Some(data));
    assert_eq!(
        table(&["--table", "statements"]),
        "entry,field,text,topics,note,sources,date\na,activities,\"Helps [B](b), *always*.\",,,,\n"
    );
    assert!(table(&["--table", "kinds"]).contains(",One.  - *two*,"), "{}", table(&["--table", "kinds"]));
    assert!(table(&[]).contains(",Sums up.,"), "{}", table(&[]));
}

#[test]
fn a_text_that_is_longer_than_a_book_is_exported_to_its_end() {
    let text = "A *word* of many. ".repeat(60_000) + "The end.";
    let data = format!(
        r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [(id: "e", kind: "k", name: "E", text: "{text}")])"#
    );
    for format in ["json", "markdown", "csv", "json-ld"] {
        let exported = export(format, &[], Some(&data));
        assert!(exported.contains("of many. The end."), "{format}");
    }
}

#[test]
fn a_chart_of_mermaid_has_each_entry_once_and_each_line() {
    let text = r##""([^"#&<>%;{}\[\]`*_|\\]|#[0-9]+;)*""##;
    let line = regex_lite::Regex::new(&format!(
        r#"^    (n[0-9]+([\[(>{{/\\]+{text}[\])}}/\\]+| -\.?->\|{text}\| n[0-9]+)|class n[0-9]+ (ended|beyond)|click n[0-9]+ href "[^" ]+" "[^"]*"|classDef .*)$"#
    ))
    .expect("a pattern");
    for data in [None, Some(HOSTILE), Some(FULL)] {
        for written in export("mermaid", &[], data).lines().skip(4) {
            assert!(line.is_match(written), "{written}");
        }
    }
}

#[test]
fn a_chart_that_mermaid_refuses_is_told_of() {
    let entries = "(id: \"eN\", kind: \"k\", name: \"E\", links: [(rel: \"in\", to: \"top\")]),";
    let entries: String = (0..600).map(|n| entries.replace('N', &n.to_string())).collect();
    let data = format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", nests: true)],
        entries: [(id: \"top\", kind: \"k\", name: \"Top\"), {entries}])"
    );
    let done = Pitf::new(&["export", "--format", "mermaid"]).data(&data).run();
    assert_eq!((done.out.matches("-->").count(), done.code), (600, Some(0)));
    assert!(done.err.contains("at most 500 lines") && done.err.contains("--depth"), "{}", done.err);
}

#[test]
fn a_chart_in_dot_is_drawn_by_graphviz() {
    for (data, nodes, edges) in [(Some(CLUBS), 3, 3), (Some(HOSTILE), 5, 5), (None, shipped_ids().len(), 100)]
    {
        let Some(plain) = drawn(&export("dot", &[], data)) else { return };
        let count = |what: &str| plain.lines().filter(|line| line.starts_with(what)).count();
        assert_eq!(count("node "), nodes);
        assert!(count("edge ") >= edges && (data.is_none() || count("edge ") == edges), "{plain}");
        if data == Some(HOSTILE) {
            assert!(plain.contains(r#""end\"] --> x[\"evil""#) && plain.contains("#quot;"), "{plain}");
        }
    }
}

/// What Graphviz makes of a chart; `None`, which is said aloud, where it is not installed.
fn drawn(dot: &str) -> Option<String> {
    let command = Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = command else {
        eprintln!("SKIPPED: Graphviz (dot) is not installed, so that the chart was not drawn");
        return None;
    };
    let mut input = child.stdin.take().expect("it is piped");
    let dot = dot.to_owned();
    let writer = std::thread::spawn(move || input.write_all(dot.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("no panic").expect("dot reads all");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// The linked data of a directory.
fn linked(data: Option<&str>) -> Value {
    serde_json::from_str(&export("json-ld", &[], data)).expect("one value")
}

fn node<'v>(value: &'v Value, id: &str) -> &'v Value {
    let mut entries = value["entries"].as_array().expect("a list").iter();
    entries.find(|entry| entry["id"] == id).expect("it is there")
}

#[test]
fn linked_data_says_what_an_entry_is_and_who_is_a_member_of_what() {
    let value = linked(None);
    let labor = node(&value, "dol");
    assert_eq!(labor["@type"], serde_json::json!(["schema:GovernmentOrganization", "Organization"]));
    let pitf = serde_json::json!({ "@id": "pitf" });
    assert!(labor["org:memberOf"].as_array().expect("a list").contains(&pitf));
    let links = labor["links"].as_array().expect("a list");
    let link = links.iter().find(|link| link["id"] == "pitf").expect("it is a member");
    assert_eq!(link["@type"], serde_json::json!(["link", "schema:Role", "org:Membership"]));
    assert_eq!(link["org:member"], serde_json::json!([{ "@id": "dol" }]));
    assert_eq!(link["org:organization"], serde_json::json!([pitf]));
}

#[test]
fn linked_data_is_the_json_with_a_context() {
    for data in [None, Some(CLUBS), Some(FULL), Some(HOSTILE)] {
        let mut value = linked(data);
        without_terms(&mut value);
        let plain: Value = serde_json::from_str(&export("json", &[], data)).expect("one value");
        assert_eq!(value, plain);
    }
}

/// Takes out what linked data adds.
fn without_terms(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(without_terms),
        Value::Object(fields) => {
            fields.retain(|name, _| !name.contains(['@', ':']));
            fields.values_mut().for_each(without_terms);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_context_knows_each_field_and_each_term() {
    for data in [None, Some(CLUBS), Some(FULL), Some(HOSTILE)] {
        let value = linked(data);
        let (mut terms, mut names) = (BTreeSet::new(), BTreeSet::new());
        terms_of(&value["@context"], &mut terms);
        let mut open: Vec<&Value> = value.as_object().expect("an object").values().skip(1).collect();
        while let Some(value) = open.pop() {
            open.extend(value.as_array().into_iter().flatten());
            for (name, value) in value.as_object().into_iter().flatten() {
                names.insert(name.as_str());
                if name == "@type" {
                    names.extend(value.as_array().expect("a list").iter().filter_map(Value::as_str));
                }
                open.push(value);
            }
        }
        for name in names.into_iter().filter(|name| !name.starts_with('@')) {
            let term = name.split_once(':').map_or(name, |(prefix, _)| prefix);
            assert!(terms.contains(term), "{name} is in no context");
        }
    }
}

fn terms_of<'v>(context: &'v Value, terms: &mut BTreeSet<&'v str>) {
    for (name, value) in context.as_object().into_iter().flatten() {
        terms.insert(name);
        terms_of(&value["@context"], terms);
    }
}

#[test]
fn two_readers_of_linked_data_read_the_same_without_a_warning() {
    let script = r#"
import json, logging, sys, warnings
try:
    import rdflib.compare
    from pyld import jsonld
except ImportError:
    sys.exit(3)
logging.basicConfig(level=logging.WARNING)
warnings.filterwarnings("ignore", category=DeprecationWarning)
for path in sys.argv[1:]:
    with open(path) as file:
        triples = jsonld.to_rdf(json.load(file), {"format": "application/n-quads"})
    one, two = rdflib.Graph(), rdflib.Graph()
    one.parse(data=triples, format="nt")
    two.parse(path, format="json-ld")
    print(len(one) > 5 and rdflib.compare.isomorphic(one, two))
"#;
    let folder = tempfile::tempdir().expect("there is room");
    for (name, data) in [("clubs", CLUBS), ("full", FULL), ("hostile", HOSTILE)] {
        fs::write(folder.path().join(name), export("json-ld", &[], Some(data))).expect("there is room");
    }
    let python = Command::new("python3")
        .args(["-c", script, "clubs", "full", "hostile"])
        .current_dir(folder.path())
        .output();
    let Some(done) = python.ok().filter(|done| done.status.code() != Some(3)) else {
        eprintln!("SKIPPED: there is no python3 with pyld and rdflib");
        return;
    };
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert_eq!(String::from_utf8_lossy(&done.stdout), "True\n".repeat(3));
}

#[test]
fn a_file_is_replaced_once_all_is_written() {
    let run = Pitf::new(&["export", "--format", "csv", "-o"]).data(CLUBS);
    let folder = run.home.path().to_owned();
    let file = run.file("out.csv", "old");
    let link = folder.join("link.csv");
    std::os::unix::fs::symlink(&file, &link).expect("a link can be made");
    let done = Pitf::new(&["export", "--format", "csv", "-o", &link.to_string_lossy()]).data(CLUBS).run();
    assert_eq!((done.out.as_str(), done.err.as_str(), done.code), ("", "", Some(0)));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), export("csv", &[], Some(CLUBS)));
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink(), "the link is left");
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 3, "data, file and link, and nothing else");
}

#[test]
fn where_writing_fails_the_old_file_is_left_and_the_new_one_named() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("out.json");
    fs::write(&file, "old").expect("it can be written");
    // A limit of 512 bytes on the size of files.
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -f 1; exec \"$0\" export --format json -o \"$1\"", env!("CARGO_BIN_EXE_pitf")])
        .arg(&file);
    let output = limited.env("HOME", folder.path()).output().expect("there is a shell");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told, format!("pitf: cannot write {}: File too large (os error 27)\n", file.display()));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "old");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
    for (path, told) in [
        ("/nowhere/at/all.json", "cannot write /nowhere/at/all.json: No such file or directory (os error 2)"),
        ("/", "cannot write /: Is a directory (os error 21)"),
        ("/dev/full", "cannot write /dev/full: No space left on device (os error 28)"),
    ] {
        let done = pitf(&["export", "--format", "json", "-o", path]);
        assert_eq!((done.err, done.code), (format!("pitf: {told}\n"), Some(1)));
    }
}

#[test]
fn a_file_in_a_folder_that_cannot_be_written_to_is_written_or_left_as_it_is() {
    let folder = tempfile::tempdir().expect("there is room");
    let [file, other] = ["out.csv", "other.csv"].map(|name| folder.path().join(name));
    // The superuser may write anywhere, so another user runs the program, from a place that he can read.
    let program = folder.path().join("pitf");
    install(env!("CARGO_BIN_EXE_pitf").as_ref(), &program);
    let set_mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    };
    fs::write(&file, "old".repeat(100_000)).expect("it can be written");
    set_mode(&file, 0o666);
    set_mode(folder.path(), 0o555);
    let owner = fs::metadata(&file).expect("it is there").uid();
    let run = |to: &Path, limit: &str| {
        let mut command = Command::new("sh");
        let line = format!("ulimit -f {limit}; exec \"$0\" export --format csv -o \"$1\"");
        command.args(["-c", &line]).arg(&program).arg(to).env_clear();
        if owner == 0 {
            command.uid(65534).gid(65534);
        }
        let output = command.output().expect("there is a shell");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
    };
    let too_large = format!("pitf: cannot write {}: File too large (os error 27)\n", file.display());
    assert_eq!(run(&file, "1"), (too_large, Some(1)));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "old".repeat(100_000));
    assert_eq!(run(&file, "unlimited"), (String::new(), Some(0)));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), export("csv", &[], None));
    assert_eq!(fs::metadata(&file).expect("it is there").uid(), owner);
    let denied = format!("pitf: cannot write {}: Permission denied (os error 13)\n", other.display());
    assert_eq!(run(&other, "unlimited"), (denied, Some(1)));
    set_mode(folder.path(), 0o755);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "the program and the file");
}

#[test]
fn the_data_file_is_not_written_over() {
    let run = Pitf::new(&["export", "--format", "json"]).data(CLUBS);
    let data = run.home.path().join("data.ron");
    let mut run = run;
    run.command.arg("-o").arg(&data);
    let output = run.command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is the data file"));
    assert_eq!(fs::read_to_string(&data).expect("it is there"), CLUBS);
}

#[test]
fn a_chain_of_a_thousand_is_written_in_every_format() {
    let entry = |number: usize| {
        let above =
            number.checked_sub(1).map_or(String::new(), |above| format!("(rel: \"in\", to: \"e{above}\")"));
        format!("(id: \"e{number}\", kind: \"k\", name: \"N{number}\", links: [{above}]),\n")
    };
    let entries = (0..1_000).map(entry).collect::<Vec<_>>().concat();
    let data = format!(
        "(title: \"T\", kinds: [(id: \"k\", name: \"K\")], relations: [(id: \"in\", name: \"in\", nests: true)], entries: [{entries}])"
    );
    for command in [
        "tree",
        "tree --width 40",
        "tree --format json",
        "tree --format markdown",
        "export --format dot",
        "export --format mermaid",
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let done = Pitf::new(&arguments).data(&data).run();
        assert_eq!(done.code, Some(0), "{command}: {}", done.err);
        assert!(done.out.contains("N999"), "{command}");
        // Not thousands of columns before each.
        assert!(done.out.len() < 40 * data.len(), "{command}: {}", done.out.len());
    }
}

/// What stands on a page: each tag with its attributes, and all the text.
#[derive(Default)]
struct HtmlPage {
    tags: Vec<(String, Vec<(String, String)>)>,
    text: String,
}

impl HtmlPage {
    /// Reads a page more strictly than a browser does: each element is closed, each attribute is in quotes, and no
    /// paragraph, heading or link has a block within.
    fn read(html: &str) -> Self {
        const EMPTY: [&str; 3] = ["meta", "br", "hr"];
        const PHRASING: [&str; 15] = [
            "a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "s", "small", "span", "strong", "sub",
            "time",
        ];
        let mut page = HtmlPage::default();
        let mut open: Vec<&str> = Vec::new();
        let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a page says that it is one");
        while let Some((text, after)) = rest.split_once('<') {
            page.text += &unescaped(text);
            let is_raw = open.last() == Some(&"style");
            let (tag, after) = after.split_once('>').unwrap_or_else(|| panic!("a tag has no end: {after}"));
            assert!(is_raw == (tag == "/style") && !text.contains('>') | is_raw, "{text}<{tag}>");
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "another element ends");
                continue;
            }
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "<{tag}>");
            let takes_no_block = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span", "dt"];
            let within = open.iter().find(|open| takes_no_block.contains(open));
            assert!(within.is_none() || PHRASING.contains(&name), "<{name}> in {within:?}");
            assert!(name != "a" || !open.contains(&"a"), "a link in a link: {tag}");
            page.tags.push((name.to_owned(), attributes_of(attributes)));
            if !EMPTY.contains(&name) {
                open.push(name);
            }
        }
        assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} are not closed");
        page
    }

    /// The values of an attribute.
    fn values<'p>(&'p self, attribute: &'p str) -> impl Iterator<Item = &'p str> {
        let attributes = self.tags.iter().flat_map(|(_, attributes)| attributes);
        attributes.filter(move |(name, _)| name == attribute).map(|(_, value)| value.as_str())
    }
}

/// The attributes of a tag. One without a value has an empty one.
fn attributes_of(mut rest: &str) -> Vec<(String, String)> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(after) => after.split_once('"').unwrap_or_else(|| panic!("a value has no end: {after}")),
            None => ("", after),
        };
        assert!(!name.is_empty() && (after.is_empty() || after.starts_with(' ')), "{name}: {after}");
        assert!(attributes.iter().all(|(other, _)| other != name), "{name} stands twice");
        attributes.push((name.to_owned(), unescaped(value)));
        rest = after.trim_start();
    }
    attributes
}

/// A text without its character references, of which there are few.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or_else(|| panic!("& is not escaped: {text}"));
        let sign = match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            _ => panic!("&{name}; is none that the program writes"),
        };
        plain = plain + sign + rest;
    }
    plain
}

#[test]
fn what_is_no_whole_page_is_noticed() {
    let is_whole = |body: &str| {
        let page = format!("<!DOCTYPE html><html>{body}</html>");
        std::panic::catch_unwind(|| HtmlPage::read(&page)).is_ok()
    };
    assert!(is_whole("<p id=\"x\">a &amp; b<br>c</p>"));
    for body in [
        "<p>",
        "</p>",
        "<p><b></p></b>",
        "<p><ul></ul></p>",
        "a & b",
        "a &nbsp; b",
        "<p id=x></p>",
        "<p id=\"x\" id=\"x\"></p>",
        "<a><b><a></a></b></a>",
        "a > b",
        "<P></P>",
    ] {
        assert!(!is_whole(body), "{body}");
    }
}

#[test]
fn a_page_for_a_browser_is_whole_and_leads_only_where_it_says() {
    for (data, more) in [
        (None, &[][..]),
        (None, &["--root", "doj"]),
        (None, &["--depth", "2"]),
        (Some(CLUBS), &[]),
        (Some(FULL), &[]),
        (Some(HOSTILE), &[]),
        (Some(HOSTILE), &["--root", "graph"]),
    ] {
        let html = export("html", more, data);
        let page = HtmlPage::read(&html);
        let ids: Vec<&str> = page.values("id").collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len(), "no two places have one name");
        for address in page.values("href") {
            match address.strip_prefix('#') {
                Some(anchor) => assert!(distinct.contains(anchor), "{anchor} is nowhere"),
                None => assert!(
                    ["https://", "http://", "mailto:", "tel:", "sms:"].iter().any(|s| address.starts_with(s)),
                    "{address}"
                ),
            }
        }
        for label in page.values("aria-labelledby") {
            assert!(distinct.contains(label), "{label} is nowhere");
        }
        let tags: BTreeSet<&str> = page.tags.iter().map(|(name, _)| name.as_str()).collect();
        for foreign in ["script", "link", "img", "iframe", "object", "form", "input"] {
            assert!(!tags.contains(foreign), "{foreign}");
        }
        for landmark in ["html", "title", "header", "nav", "main", "footer", "h1", "article"] {
            assert!(tags.contains(landmark), "{landmark}");
        }
        assert_eq!(page.values("style").next(), None);
        assert!(page.values("src").next().is_none() && !page.values("onclick").any(|_| true));
    }
    let html = export("html", &[], None);
    assert!(html.len() < 1_000_000, "{}", html.len());
    let page = HtmlPage::read(&html);
    assert!(page.values("href").any(|address| address == "tel:1-888-373-7888"));
    assert!(page.values("href").any(|address| address == "sms:233733"));
    assert!(page.values("lang").any(|language| language == "en"));
}

#[test]
fn a_page_for_a_browser_says_whom_to_call_first() {
    let page = HtmlPage::read(&export("html", &[], None));
    let before = page.text.split("1-888-373-7888").next().expect("it is there");
    assert!(before.len() < 6_000, "{} letters before it, the style among them", before.len());
}
