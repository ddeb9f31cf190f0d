//! Lines for other programs: their columns, ids alone, and how many there are.

use crate::support::{CLUBS, Pitf, pitf};

fn clubs(arguments: &[&str]) -> String {
    let done = Pitf::new(arguments).data(CLUBS).run();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""), "{arguments:?}");
    done.out
}

#[test]
fn a_list_has_a_line_for_each_entry() {
    let all = "council\tclub\tCC\tCouncil of Clubs\t\n\
               choir\tclub\t\tElm Street Choir\tcouncil\n\
               band\tclub\t\tElm Street Band\tcouncil\n";
    assert_eq!(clubs(&["list"]), all);
    assert_eq!(clubs(&["list", "-f", "tsv"]), all);
    assert_eq!(clubs(&["list", "--format", "ids"]), "council\nchoir\nband\n");
    assert_eq!(
        clubs(&["list", "--format", "markdown"]),
        "- **Council of Clubs** (council), Club\n- **Elm Street Choir** (choir), Club\n- **Elm Street Band** (band), Club\n"
    );
}

#[test]
fn a_list_of_a_query_is_what_matches_best_first() {
    assert_eq!(clubs(&["list", "elm", "-choir", "--format", "ids"]), "band\n");
    let nothing = Pitf::new(&["list", "marmalade"]).data(CLUBS).run();
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
}

#[test]
fn what_has_rows_is_written_in_columns_and_as_ids() {
    for (arguments, expected) in [
        (
            &["tree", "--format", "tsv"][..],
            "0\tcouncil\tclub\t\tCouncil of Clubs\n1\tchoir\tclub\t\tElm Street Choir\n1\tband\tclub\t\tElm Street Band\n2\tchoir\tclub\t\tElm Street Choir\n",
        ),
        (&["tree", "--format", "ids"], "council\nchoir\nband\n"),
        (
            &["tree", "--by", "date", "--format", "tsv"],
            "0\t\t\t\t2024\n1\tchoir\tclub\t2024-03-02\tSings aloud.\n",
        ),
        (
            &["search", "name:band", "--format", "tsv"],
            "band\tElm Street Band\tCouncil of Clubs\tname\tElm Street Band\n",
        ),
        (&["search", "name:band", "--format", "ids"], "band\n"),
    ] {
        assert_eq!(clubs(arguments), expected, "{arguments:?}");
    }
    let matrix = pitf(&["matrix", "--format", "tsv"]);
    assert!(matrix.out.lines().any(|line| line.starts_with("doj\tvictim-services\t")), "{}", matrix.out);
    assert!(matrix.out.lines().all(|line| line.split('\t').count() == 3), "{}", matrix.out);
    assert!(pitf(&["matrix", "--format", "ids"]).out.lines().any(|line| line == "doj"));
}

#[test]
fn in_a_pipe_a_search_gives_all_hits_and_a_limit_that_cuts_says_so() {
    let all = pitf(&["search", "trafficking"]);
    assert!(all.out.lines().count() > 60 && all.err.is_empty(), "{}", all.out.lines().count());
    assert_eq!(pitf(&["search", "trafficking", "--limit", "0"]), all);
    let cut = pitf(&["search", "trafficking", "--limit", "3"]);
    let total = all.out.lines().count();
    assert_eq!(cut.out.lines().count(), 3);
    assert_eq!(cut.err, format!("pitf: 3 of {total} hits; --limit 0 gives all\n"));
    let json: serde_json::Value =
        serde_json::from_str(&pitf(&["search", "trafficking", "--format", "json"]).out).expect("JSON");
    assert_eq!(json["hits"].as_array().map(Vec::len), Some(total));
}
