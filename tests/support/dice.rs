//! Numbers by chance that come again: every case has a number, and the same number makes the same case.
#![allow(dead_code, reason = "each test program uses a part of it")]

/// Runs each case with dice of its own, and says which one it was that failed.
pub(crate) fn cases(usual: u64, case: impl Fn(&mut Dice)) {
    struct Named(u64);

    impl Drop for Named {
        fn drop(&mut self) {
            if std::thread::panicking() {
                eprintln!("this was case {0}: PITF_FUZZ_FROM={0} PITF_FUZZ_CASES=1", self.0);
            }
        }
    }

    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let from = number("PITF_FUZZ_FROM").unwrap_or(0);
    for index in from..from + number("PITF_FUZZ_CASES").unwrap_or(usual) {
        let _named = Named(index);
        case(&mut Dice::of_case(index));
    }
}

/// A source of numbers (xorshift, by Marsaglia).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of_case(case: u64) -> Self {
        let mut dice = Dice((case + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // The first numbers of neighbouring cases are alike.
        for _ in 0..4 {
            dice.next();
        }
        dice
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`, or 0 where that is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("it fits");
        usize::try_from(self.next() % end).expect("it fits")
    }

    /// Yes, once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }

    /// A character, among them many that are odd.
    pub(crate) fn character(&mut self) -> char {
        const ODD: &str = "\0\t\n\r\u{1b}\u{7f}\u{85}\u{9b}\u{9d}\u{ad}\u{200b}\u{200d}\u{200e}\u{202e}\u{2028}\u{2066}\u{2069}\
            \u{feff}\u{fe0f}\u{301}\u{e0041}\u{1f3fd}\u{1f1fa}\u{e000}\u{ffff}\u{10ffff}漢👩क\u{94d}éﾞ\"\\`*_[]()<>#|$&:/-. ";
        match self.below(4) {
            0 => ODD.chars().nth(self.below(ODD.chars().count())).unwrap_or_default(),
            1 => char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap_or(0)).unwrap_or('\u{fffd}'),
            _ => char::from(b'a' + self.byte() % 26),
        }
    }

    /// A text of these letters.
    pub(crate) fn word(&mut self, letters: &str, longest: usize) -> String {
        let letters: Vec<char> = letters.chars().collect();
        (0..self.below(longest + 1)).map(|_| self.one_of(&letters)).collect()
    }

    pub(crate) fn text(&mut self, longest: usize) -> String {
        (0..self.below(longest + 1)).map(|_| self.character()).collect()
    }
}
