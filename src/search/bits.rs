//! A set of small numbers as one bit each: the matches of a word among all entries of a directory. A million entries are
//! 125 KB, so that all of what a query does with its words' matches takes microseconds.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    blocks: Vec<u64>,
    bound: usize,
}

const BLOCK: usize = u64::BITS as usize;

impl Bits {
    pub(super) fn new(bound: usize) -> Self {
        Bits { blocks: vec![0; bound.div_ceil(BLOCK)], bound }
    }

    pub(super) fn full(bound: usize) -> Self {
        let mut all = Bits::new(bound);
        all.insert_range(0, bound);
        all
    }

    #[inline]
    pub(super) fn insert(&mut self, number: usize) {
        self.blocks[number / BLOCK] |= 1 << (number % BLOCK);
    }

    pub(super) fn insert_range(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let (first, last) = (start / BLOCK, (end - 1) / BLOCK);
        let from_start = u64::MAX << (start % BLOCK);
        let to_end = u64::MAX >> (BLOCK - 1 - (end - 1) % BLOCK);
        if first == last {
            self.blocks[first] |= from_start & to_end;
            return;
        }
        self.blocks[first] |= from_start;
        self.blocks[first + 1..last].fill(u64::MAX);
        self.blocks[last] |= to_end;
    }

    #[inline]
    pub(super) fn contains(&self, number: usize) -> bool {
        self.blocks[number / BLOCK] & (1 << (number % BLOCK)) != 0
    }

    pub(super) fn count(&self) -> usize {
        self.blocks.iter().map(|block| block.count_ones() as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| *block == 0)
    }

    pub(super) fn unite(&mut self, other: &Bits) {
        self.unite_blocks(0, &other.blocks);
    }

    /// Adds the numbers of `blocks`, whose first bit stands for `64 * first_block`.
    pub(super) fn unite_blocks(&mut self, first_block: usize, blocks: &[u64]) {
        for (mine, theirs) in self.blocks[first_block..].iter_mut().zip(blocks) {
            *mine |= theirs;
        }
    }

    pub(super) fn intersect(&mut self, other: &Bits) {
        for (mine, theirs) in self.blocks.iter_mut().zip(&other.blocks) {
            *mine &= theirs;
        }
    }

    pub(super) fn subtract(&mut self, other: &Bits) {
        for (mine, theirs) in self.blocks.iter_mut().zip(&other.blocks) {
            *mine &= !theirs;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        numbers_of(&self.blocks)
    }

    /// The numbers in a range that begins at a multiple of 64, rising.
    pub(super) fn iter_within(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        debug_assert_eq!(range.start % BLOCK, 0, "a stretch begins with a block");
        let blocks = &self.blocks[range.start / BLOCK..range.end.div_ceil(BLOCK)];
        numbers_of(blocks)
            .map(move |number| range.start + number)
            .take_while(move |number| *number < range.end)
    }

    /// One more than the largest number that it may hold.
    pub(super) fn bound(&self) -> usize {
        self.bound
    }
}

fn numbers_of(blocks: &[u64]) -> impl Iterator<Item = usize> {
    blocks.iter().enumerate().flat_map(|(index, block)| {
        let mut rest = *block;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                index * BLOCK + bit
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bound: usize, numbers: impl IntoIterator<Item = usize>) -> Bits {
        let mut bits = Bits::new(bound);
        numbers.into_iter().for_each(|number| bits.insert(number));
        bits
    }

    #[test]
    fn ranges_are_what_one_insertion_at_a_time_gives() {
        for (start, end) in [(0, 0), (0, 1), (0, 64), (63, 65), (1, 200), (64, 128), (199, 200), (7, 7)] {
            let mut range = Bits::new(200);
            range.insert_range(start, end);
            assert_eq!(range, of(200, start..end), "{start}..{end}");
            assert_eq!(range.iter().collect::<Vec<_>>(), (start..end).collect::<Vec<_>>());
            assert_eq!(
                range.iter_within(64..130).collect::<Vec<_>>(),
                (start.max(64)..end.min(130)).collect::<Vec<_>>()
            );
            assert_eq!((range.count(), range.is_empty()), (end - start, start == end));
        }
    }

    #[test]
    fn sets_combine() {
        let (small, large) = (of(130, [1, 64, 129]), of(130, [0, 64, 65, 129]));
        let combined = |combine: fn(&mut Bits, &Bits)| {
            let mut bits = small.clone();
            combine(&mut bits, &large);
            bits.iter().collect::<Vec<_>>()
        };
        assert_eq!(combined(Bits::unite), [0, 1, 64, 65, 129]);
        assert_eq!(combined(Bits::intersect), [64, 129]);
        assert_eq!(combined(Bits::subtract), [1]);
    }
}
