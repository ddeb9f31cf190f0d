//! A hash table whose keys are numbers. A key and what is known of it stand together, and others of the same place right
//! behind, so that one look into memory finds most of them: this is where the time of an index goes.

use std::hash::BuildHasher as _;

use foldhash::fast::RandomState;

/// A word as one or two numbers, none of which a word has as its default.
pub(super) trait Key: Copy + Default + Eq {
    /// The hash that the key is found by.
    fn hash(self, hasher: &RandomState) -> u64;
}

impl Key for u64 {
    #[inline]
    fn hash(self, hasher: &RandomState) -> u64 {
        hasher.hash_one(self)
    }
}

impl Key for [u64; 2] {
    #[inline]
    fn hash(self, hasher: &RandomState) -> u64 {
        let [first, second] = self;
        hasher.hash_one(first ^ second.rotate_left(32))
    }
}

/// What is known of each key, at hand where it is found.
#[derive(Debug)]
pub(super) struct Table<K, V> {
    /// A power of two of them, of which at least half are empty: they have the default key.
    slots: Vec<(K, V)>,
    used: usize,
}

impl<K: Key, V: Copy + Default> Table<K, V> {
    pub(super) fn new() -> Self {
        Table { slots: vec![Default::default(); 64], used: 0 }
    }

    /// What is known of a key with this hash.
    #[inline]
    pub(super) fn find(&mut self, key: K, hash: u64) -> Option<&mut V> {
        let at = self.place(key, hash);
        let (found, value) = &mut self.slots[at];
        (*found == key).then_some(value)
    }

    /// Adds a key that is not there yet.
    pub(super) fn insert(&mut self, key: K, value: V, hasher: &RandomState) {
        if self.slots.len() < 2 * (self.used + 1) {
            let larger = vec![Default::default(); 2 * self.slots.len()];
            let slots = std::mem::replace(&mut self.slots, larger);
            for slot in slots.into_iter().filter(|(key, _)| *key != K::default()) {
                let at = self.place(slot.0, slot.0.hash(hasher));
                self.slots[at] = slot;
            }
        }
        let at = self.place(key, key.hash(hasher));
        self.slots[at] = (key, value);
        self.used += 1;
    }

    /// Where a key stands, or may be put.
    #[inline]
    fn place(&self, key: K, hash: u64) -> usize {
        let last = self.slots.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "a part of a hash is a hash")]
        let mut at = hash as usize & last;
        loop {
            let found = self.slots[at].0;
            if found == key || found == K::default() {
                return at;
            }
            at = (at + 1) & last;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_put_in_is_found(keys in proptest::collection::vec(1_u64..500, 0..400)) {
            let hasher = RandomState::default();
            let mut table = Table::new();
            let mut expected = HashMap::new();
            for (value, key) in (0_u32..).zip(keys) {
                let found = table.find(key, key.hash(&hasher)).copied();
                prop_assert_eq!(found, expected.get(&key).copied());
                if found.is_none() {
                    table.insert(key, value, &hasher);
                    expected.insert(key, value);
                }
            }
            for key in 1..500 {
                prop_assert_eq!(table.find(key, key.hash(&hasher)).copied(), expected.get(&key).copied());
            }
        }
    }
}
