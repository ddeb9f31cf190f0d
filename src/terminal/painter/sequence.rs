//! Sequences as they are put together: numbers, and the shorter of two ways to say the same.

/// Writes a number in decimal digits.
pub(super) fn number(number: u16, out: &mut Vec<u8>) {
    if number >= 10 {
        self::number(number / 10, out);
    }
    out.push(b'0' + u8::try_from(number % 10).unwrap_or_default());
}

/// Writes another way to say what stands from `start` on, and leaves the shorter of the two; the other one where both are
/// as long.
pub(super) fn keep_shorter(out: &mut Vec<u8>, start: usize, other: impl FnOnce(&mut Vec<u8>)) {
    let end = out.len();
    other(out);
    if out.len() - end <= end - start {
        out.drain(start..end);
    } else {
        out.truncate(end);
    }
}
