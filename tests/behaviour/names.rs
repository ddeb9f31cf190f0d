//! What is meant by a name, wherever one is asked for: show, cite, compare, tree, the browser and `under:`.

use crate::support::{Done, Pitf, directory};

/// Names with numbers, letters beside them, and signs.
const NAMES: &str = r#"(title: "T", kinds: [(id: "k", name: "Thing")],
    relations: [(id: "in", name: "in", inverse: "has", nests: true)],
    synonyms: [
        (words: ["C++"], finds: "compiler"), (words: ["F#"], means: "functional"), (words: ["car"], means: "automobile"),
    ],
    entries: [
        (id: "code", kind: "k", name: "22 U.S.C. 7105"), (id: "order", kind: "k", name: "Executive Order 13257"),
        (id: "law", kind: "k", name: "Public Law 106-386"), (id: "bgb", kind: "k", name: "§ 823 BGB"),
        (id: "annex", kind: "k", name: "Annex to the Act"), (id: "block-a", kind: "k", name: "Block A"),
        (id: "ward", kind: "k", name: "Ward 4", links: [(rel: "in", to: "block-a")]),
        (id: "rule", kind: "k", name: "Rule 14(2)(b)"), (id: "regulation", kind: "k", name: "8 C.F.R. 214.11(d)(2)(i)"),
        (id: "flat-c", kind: "k", name: "Flat 12 C"), (id: "flat-a", kind: "k", name: "Flat 12A"),
        (id: "act", kind: "k", name: "Act 7 of 1998"), (id: "section", kind: "k", name: "Section 51(1)"),
        (id: "c", kind: "k", name: "C team"), (id: "compiler", kind: "k", name: "Compiler team"),
        (id: "functional", kind: "k", name: "Functional team"), (id: "d", kind: "k", name: "D"),
        (id: "plus", kind: "k", name: "D++ Club"), (id: "auto", kind: "k", name: "Automobile Club"),
        (id: "hydra", kind: "k", name: "Hydralazine"), (id: "small", kind: "k", name: "grave"),
        (id: "capital", kind: "k", name: "GRAVE"),
    ])"#;

fn run(arguments: &[&str]) -> Done {
    Pitf::new(arguments).data(NAMES).run()
}

/// The id of the entry that is shown, and what is said on standard error.
fn shown(name: &str) -> (String, String) {
    let done = run(&["show", "--format", "json", name]);
    let value: serde_json::Value = serde_json::from_str(&done.out).unwrap_or_default();
    (value[0]["id"].as_str().unwrap_or_default().to_owned(), done.err)
}

#[test]
fn a_letter_beside_a_number_is_part_of_it() {
    for (name, nearest) in [
        ("22 U.S.C. 7105(a)", "code"),
        ("22 USC 7105 a", "code"),
        ("22 U.S.C. 7105(a)(b)", "code"),
        ("Executive Order 13257-A", "order"),
        ("Executive Order 13257(a)", "order"),
        ("Public Law 106-386 A", "law"),
        ("§ 823 a BGB", "bgb"),
        ("Annex A to the Act", "annex"),
        ("Ward 4A", "ward"),
        ("Ward 4 A", "ward"),
        ("Section 5(11)", "section"),
    ] {
        let commands =
            [&["show", name][..], &["cite", name], &["tree", name], &["compare", name, "act"], &[name]];
        // All of them ask the same function.
        for arguments in if name == "Ward 4A" { &commands[..] } else { &commands[..1] } {
            let done = run(arguments);
            let said = format!("nothing is called \"{name}\"; the nearest are:\n");
            assert!(done.err.contains(&said) && done.err.contains(nearest), "{arguments:?}: {done:?}");
            assert_eq!((done.out.as_str(), done.code), ("", Some(1)), "{arguments:?}");
        }
        let under = format!("under:\"{name}\"");
        let told = directory(NAMES).found(&under).told;
        assert!(told.contains(&format!("no entry \"{name}\"")), "{under}: {told}");
    }
    // An article and what names the place above tell no entries apart.
    for (name, id) in
        [("the Act 7 of 1998", "act"), ("an Annex to the Act", "annex"), ("Ward 4 Block A", "ward")]
    {
        assert_eq!(shown(name), (id.to_owned(), String::new()), "{name}");
    }
}

#[test]
fn a_name_that_ends_within_a_number_is_offered_and_not_taken() {
    for (name, offered) in [
        ("Rule 14", &["rule"][..]),
        ("Rule 14(2)", &["rule"]),
        ("8 CFR 214.11", &["regulation"]),
        ("Section 51", &["section"]),
        ("Flat 12", &["flat-c", "flat-a"]),
    ] {
        let done = run(&["cite", name]);
        assert!(offered.iter().all(|id| done.err.contains(&format!("\n  {id} "))), "{name}: {done:?}");
        assert_eq!(done.out, "", "{name}");
    }
}

#[test]
fn what_is_not_called_so_is_taken_with_a_word() {
    for (name, taken) in [
        ("Act 7", "Act 7 of 1998 (act)"),
        ("Automobile", "Automobile Club (auto)"),
        ("Executive", "Executive Order 13257 (order)"),
        ("Hydralazin", "Hydralazine (hydra)"),
        ("Exec. Order 13257", "Executive Order 13257 (order)"),
        ("Club Automobile", "Automobile Club (auto)"),
        ("13257 Executive Order", "Executive Order 13257 (order)"),
        ("car", "Automobile Club (auto)"),
        ("cars", "Automobile Club (auto)"),
        ("the car", "Automobile Club (auto)"),
    ] {
        let (_, said) = shown(name);
        assert_eq!(said, format!("pitf: \"{name}\" was taken for {taken}\n"), "{name}");
    }
    for name in ["Hydroxalazine", "Hydrlazin", "Autmobil Club", "Exectiv Order 13257", "Compilr taem"] {
        assert!(shown(name).1.contains("the nearest are:"), "{name}: {:?}", shown(name));
    }
}

#[test]
fn the_signs_of_a_name_count() {
    for (name, id) in [
        ("C++", "compiler"),
        ("F#", "functional"),
        ("D", "d"),
        ("D++", "plus"),
        ("d++ club", "plus"),
        ("grave", "small"),
        ("GRAVE", "capital"),
    ] {
        assert_eq!(shown(name).0, id, "{name}: {}", shown(name).1);
    }
    for name in ["C#", "C*", "F++", "D#", "D*", "D++++"] {
        assert_eq!(shown(name).0, "", "{name}");
    }
    assert!(shown("Grave").1.contains("can be any of these"));
}
