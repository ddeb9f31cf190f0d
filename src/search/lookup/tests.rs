use super::*;

fn found(written: &str) -> String {
    let directory = Directory::shipped();
    let ids = |entries: &[EntryId]| {
        entries.iter().map(|entry| directory.entry(*entry).id()).collect::<Vec<_>>().join(" ")
    };
    match look_up(&directory, written) {
        NameLookup::One(entry) => directory.entry(entry).id().to_owned(),
        NameLookup::TakenFor(entry) => format!("taken for {}", directory.entry(entry).id()),
        NameLookup::Several(entries) => format!("several: {}", ids(&entries)),
        NameLookup::Nothing(nearest) => format!("nothing: {}", ids(&nearest)),
    }
}

#[test]
fn a_synonym_in_the_other_number_comes_behind_the_beginning_of_a_name() {
    for (written, expected) in [
        ("tips", "taken for help"),
        ("TIP", "several: tip-office tip-director tip-report"),
        ("tip", "several: tip-office tip-director tip-report"),
        ("helpline", "taken for hotline"),
        ("helplines", "taken for hotline"),
    ] {
        assert_eq!(found(written), expected, "{written}");
    }
}

#[test]
fn words_are_as_many_entries_as_they_name() {
    let directory = Directory::shipped();
    for (written, expected) in [
        ("doj", "doj"),
        ("doj dol", "doj dol"),
        ("dol ilab", "dol ilab"),
        ("DOL ILAB SPOG", "dol ilab spog"),
        ("Department of Justice", "doj"),
        ("Department of Justice DOL", "doj dol"),
        ("dol Department of Justice", "dol doj"),
        ("Department of State Department of Labor", "dos dol"),
        ("Office for Victims of Crime", "ovc"),
        ("doj nonsense", "-"),
    ] {
        let words: Vec<String> = written.split(' ').map(str::to_owned).collect();
        let ids = |entries: Vec<(EntryId, Option<String>)>| {
            entries.iter().map(|(entry, _)| directory.entry(*entry).id()).collect::<Vec<_>>().join(" ")
        };
        let found = look_up_each(&directory, &words).map_or("-".to_owned(), ids);
        assert_eq!(found, expected, "{written}");
    }
}

#[test]
fn what_is_written_finds_what_is_meant() {
    for (written, expected) in [
        ("doj", "doj"),
        ("DOJ", "doj"),
        (" doj ", "doj"),
        ("Department of Justice", "doj"),
        ("department  OF justice", "doj"),
        ("Justice Department", "doj"),
        ("Department of Justise", "taken for doj"),
        ("depratment of labor", "taken for dol"),
        ("Trafficking in Persons Report", "tip-report"),
        ("hotlin", "taken for hotline"),
        ("DOLL", "taken for dol"),
        ("dept labor", "taken for dol"),
        ("under:dol", "nothing: "),
        ("PITF", "pitf"),
        ("presidents interagency task force", "pitf"),
        ("Office for Victims", "taken for ovc"),
        ("executive order", "several: eo-13126 eo-13257 eo-13333 eo-13627 eo-13903 eo-14159"),
        ("no such thing at all", "nothing: "),
        ("", "nothing: "),
        ("'", "nothing: "),
    ] {
        assert_eq!(found(written), expected, "{written:?}");
    }
}

#[test]
fn a_number_is_never_forgiven() {
    for (written, nearest) in [
        ("EO 13258", "eo-13257"),
        ("eo-13258", "eo-13257"),
        ("Executive Order 13258", "eo-13257"),
        ("PL 106-385", "tvpa"),
        ("Public Law 106-387", "tvpa"),
        ("P.L. 114-23", "jvta"),
        ("pl-108-8", "pl-108-7"),
        ("FIN-2014-A009", "fin-2014-a008"),
        ("DoDI 2200.02", "dodi-2200-01"),
        ("22 CFR part 105", "cfr-104-rule"),
        ("22 USC 7103(z)", "usc-22-7103-a"),
        ("22 U.S.C. 7104", "usc-22-7103"),
        ("22 U.S.C. 7105(a)", "usc-22-7105"),
        ("22 USC 7107(b)", "usc-22-7107"),
        ("22 USC 7112(b)", "usc-22-7112"),
        ("22 USC 7104(b)", "usc-22-7104b"),
        ("22 USC 7109(b)", "usc-22-7109b"),
        ("22 USC 7103a", "usc-22-7103-a"),
        ("Trafficking Victims Protection Act of 2001", "tvpa"),
        ("tvpa-2004", "tvpa-2003"),
        ("NSPD-23", "nspd-22"),
        ("EO 13.257", "eo-13257"),
        ("E.O. 132-57", "eo-13257"),
        ("22 CFR part 10.4", "cfr-104-rule"),
        ("NSPD 2.2", "nspd-22"),
        ("Public Law 11-9-73", "pl-119-73"),
        ("M-2001", "m-20-01"),
        ("TIP Report 2018", "tip-report"),
        ("Wilberforce Act", "tvpra-2008"),
        ("JVTA of 2015", "jvta"),
        ("2017 PITF meeting", "meeting-2012"),
        ("M-20-02", "m-20-01"),
    ] {
        let found = found(written);
        let offered = found.strip_prefix("nothing: ").unwrap_or_else(|| panic!("{written}: {found}"));
        assert!(offered.split(' ').any(|id| id == nearest), "{written}: {offered}");
    }
    for (written, expected) in [
        ("EO13257", "eo-13257"),
        ("EO 13257", "eo-13257"),
        ("exective order 13257", "taken for eo-13257"),
        ("PL 106386", "tvpa"),
        ("22USC7103", "usc-22-7103"),
        ("22 USC 7103b", "usc-22-7103b"),
        ("Pub. L. 106-386", "taken for tvpa"),
        ("Pub. L. No. 106-386", "taken for tvpa"),
        ("Pub L 114-22", "taken for jvta"),
        ("Exec. O. 13257", "taken for eo-13257"),
        ("Pub. L. 106-387", "nothing: tvpa"),
        ("22 USC 7103(b)", "usc-22-7103-b"),
        ("22 USC 7103 d", "usc-22-7103-d"),
    ] {
        assert_eq!(found(written), expected, "{written:?}");
    }
}

#[test]
fn roman_numbers_and_single_letters_are_exact() {
    for (one, other, is_same) in [
        ("title xvii", "title xviii", false),
        ("annex a", "annex b", false),
        ("titel xvii", "title xvii", true),
        ("form i 914", "form i914", true),
        ("form i 914", "form h 914", false),
        ("7103 z", "7103", false),
        ("labo r", "labor", true),
        ("mid year", "mild year", true),
    ] {
        let [name, other_name] = [one, other].map(NameWords::of);
        assert_eq!(name.has_same_numbers(&other_name), is_same, "{one:?} {other:?}");
    }
}

#[test]
fn what_is_near_is_offered_and_not_taken() {
    let found = found("dpo");
    assert!(found.starts_with("nothing: ") && found.split(' ').count() <= 1 + MOST_OFFERED, "{found}");
}

#[test]
fn of_those_that_are_far_the_nearest_are_offered() {
    // So many letters of fifteen are others.
    let name = |others: usize| format!("{}{}", "x".repeat(others), &"abcdefghijklmno"[others..]);
    let entry =
        |(index, others): (usize, usize)| format!(r#"(id: "{index}", kind: "k", name: "{}"),"#, name(others));
    let entries: String = [4, 5, 5, 5, 5, 3, 5].into_iter().enumerate().map(entry).collect();
    let text = format!(r#"(title: "T", kinds: [(id: "k", name: "K")], entries: [{entries}])"#);
    let directory = Directory::parse("test.ron", text).unwrap();
    let NameLookup::Nothing(offered) = look_up(&directory, &name(0)) else { panic!("all are far") };
    let offered: Vec<&str> = offered.iter().map(|entry| directory.entry(*entry).id()).collect();
    assert_eq!(offered, ["5", "0", "1", "2", "3"]);
}
