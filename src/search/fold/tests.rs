use super::*;

#[test]
fn text_is_cut_into_folded_words() {
    let cases = [
        ("", ""),
        ("Department of State", "department of state"),
        ("President's Interagency", "presidents interagency"),
        ("President’s", "presidents"),
        ("the U.S. Government", "the us government"),
        ("u.s", "us"),
        ("end. Next a.b.c. x.yz", "end next abc x yz"),
        ("Research & Data", "research and data"),
        ("anti-trafficking/labor", "anti trafficking labor"),
        ("Économie ÉCONOMIE e\u{301}conomie", "economie economie economie"),
        ("Straße STRASSE ŁÓDŹ éŧø Ærø ﬁne", "strasse strasse lodz eto aero fine"),
        ("I ı İstanbul", "i i istanbul"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
        ("日本 taxes日", "日 本 taxes 日"),
        ("see [the group](spog-x) now", "see the group now"),
        ("'quoted' ''", "quoted"),
        ("rock 'n' roll…", "rock n roll"),
        ("\u{301}\u{200d}", ""),
        ("we say 🎉🎉 ☎\u{fe0f} 👩\u{200d}👧", "we say 🎉 🎉 ☎ 👩 👧"),
        ("10² CO₂ 10²³", "10 2 co2 10 2 3"),
        ("½ cup 1½l 8×40 8 × 40", "½ cup 1 ½ l 8x40 8 x 40"),
        ("１２３ ٨٨٨ ۴۲ १९ ๒๕๖๑ ១", "123 888 42 19 2561 1"),
        ("1-888-373-7888", "1 888 373 7888"),
    ];
    for (text, expected) in cases {
        assert_eq!(key(text), expected, "{text:?}");
    }
}

#[test]
fn a_word_knows_its_place() {
    for text in ["a Ł\u{301}ódź's (U.S.A.) x", "日本é日", "[a](b) c"] {
        words(text, |word, range| {
            let again = key(&text[range.clone()]);
            assert_eq!(again, word, "{text:?} {range:?}");
        });
    }
}

#[test]
fn part_of_a_folded_word_is_whole_letters_of_the_text() {
    let cases = [
        ("Straße", 5, "Straß"),
        ("Straße", 6, "Straß"),
        ("e\u{301}co", 1, "e\u{301}"),
        ("state", 3, "sta"),
        ("state", 9, "state"),
        ("U.S.A", 2, "U.S."),
    ];
    for (source, folded, expected) in cases {
        assert_eq!(&source[..source_len(source, folded)], expected, "{source} {folded}");
    }
}
