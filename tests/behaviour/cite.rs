//! Citations, and their sources for reference managers.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::{FULL, Pitf, assert_has};

fn cite(arguments: &[&str]) -> String {
    let done = Pitf::new(&[&["cite"], arguments].concat()).data(FULL).run();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{arguments:?}");
    done.out
}

#[test]
fn a_citation_carries_its_cautions() {
    let all: String = (1..)
        .map_while(|number| {
            let number = number.to_string();
            let done = Pitf::new(&["cite", "all", "--statement", &number]).data(FULL).run();
            (done.code == Some(0)).then_some(done.out)
        })
        .collect();
    assert_has(
        &all,
        &[
            "Status: 2005-05-05: Utext. Note: Unote.\nUntil 1999-01.\nBeyond the edition.\n",
            "Ename (EABBR): 2005-05-05: Utext.\nNote: Unote.\nSource: ",
            "Note: Anote.\n",
            "Note: Bnote.\n",
            "Note: Vnote.\n",
            "Note: Cnote.\n",
            "Note: Lnote.\n",
            "Note: Rabout.\n",
            "Confirmed 2004-03.\n",
            ", since 1996, until 1997.\n",
            "About the source: Snote\n",
        ],
    );
    assert!(!all.contains("Less sure"), "{all}");
    assert!(cite(&["all", "--statement", "3", "--format", "markdown"]).contains("Note: Anote."));
    let secondary = FULL.replace("standing: copy", "standing: secondary");
    let done = Pitf::new(&["cite", "all", "--statement", "2"]).data(&secondary).run();
    assert!(done.out.contains("\nLess sure: all its sources are secondary.\nStatus: 2005-05-05: Utext. Note: Unote.\nUntil 1999-01.\n"), "{}", done.out);
}

#[test]
fn a_format_of_sources_says_where_there_are_none_and_links_to_no_script() {
    let data = FULL.replace("https://surl.example/", "javascript:alert(1)");
    for format in ["bibtex", "ris", "csl-json"] {
        let done = Pitf::new(&["cite", "other", "--statement", "1", "--format", format]).data(&data).run();
        assert_eq!(
            (done.code, done.err.as_str()),
            (Some(0), "pitf: no source is given for: Other: Acts. Beyond the edition.\n")
        );
        let told = Pitf::new(&["cite", "all", "--format", format]).data(&data).run().out;
        assert!(told.contains("Address: javascript:alert(1)."), "{told}");
        for url in ["url = {javascript", "UR  - javascript", "\"URL\""] {
            assert!(!told.contains(url), "{told}");
        }
    }
    let markdown = Pitf::new(&["cite", "all", "other", "--format", "markdown"]).data(&data).run().out;
    assert!(
        markdown.contains(". javascript:alert(1); look") && markdown.contains("No source is given."),
        "{markdown}"
    );
    assert_eq!(Pitf::new(&["cite", "all", "--list", "--format", "ris"]).data(&data).run().code, Some(2));
}

#[test]
fn pandoc_reads_what_is_written() {
    for (format, name) in [("bibtex", "bibtex"), ("ris", "ris"), ("csl-json", "csljson")] {
        let pandoc = Command::new("pandoc")
            .args(["-f", name, "-t", "csljson"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut pandoc) = pandoc else {
            println!("left out: pandoc is not there");
            return;
        };
        let title = r#"A {b} \\ 100% & $5 # _x_ ~ ^ \"q\""#;
        let data = FULL
            .replace("Stitle", title)
            .replace("https://surl.example/", "https://surl.example/{a}_%20&b#c");
        let text = Pitf::new(&["cite", "all", "--format", format]).data(&data).run().out;
        // One that does not know the format ends without reading.
        let _ = pandoc.stdin.take().expect("a pipe").write_all(text.as_bytes());
        let done = pandoc.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&done.stderr);
        // Older ones do not read RIS.
        if format == "ris" && told.contains("Unknown input format") {
            continue;
        }
        assert_eq!((told.as_ref(), done.status.code()), ("", Some(0)), "{format}");
        let items: serde_json::Value = serde_json::from_slice(&done.stdout).expect("it is JSON");
        let told = items[0]["title"].as_str().expect("a title").replace(['\u{201c}', '\u{201d}'], "\"");
        assert_eq!(told, r#"A {b} \ 100% & $5 # _x_ ~ ^ "q""#, "{format}");
        let url = items[0]["URL"].as_str().expect("an address").replace("%7B", "{").replace("%7D", "}");
        assert_eq!(url, "https://surl.example/{a}_%20&b#c", "{format}");
    }
}

#[test]
fn the_statements_are_listed_with_the_numbers_by_which_they_are_cited() {
    let listed = Pitf::new(&["cite", "doj", "dol", "--list"]).run();
    assert_eq!(listed.code, Some(0), "{}", listed.err);
    for id in ["doj", "dol"] {
        let rows: Vec<Vec<&str>> = listed
            .out
            .lines()
            .map(|line| line.split('\t').collect())
            .filter(|row: &Vec<&str>| row[0] == id)
            .collect();
        assert!(rows.len() > 5, "{}", listed.out);
        for (row, number) in rows.iter().zip(1..) {
            assert_eq!(row[1], number.to_string(), "{row:?}");
        }
        for row in [&rows[0], &rows[rows.len() - 1]] {
            let cited = Pitf::new(&["cite", id, "--statement", row[1], "--width", "500"]).run();
            assert_eq!(cited.code, Some(0), "{row:?}: {}", cited.err);
        }
        let beyond = Pitf::new(&["cite", id, "--statement", &(rows.len() + 1).to_string()]).run();
        assert!(
            beyond.err.contains(&format!("it has 1 to {}, which --list prints", rows.len())),
            "{}",
            beyond.err
        );
    }
}
