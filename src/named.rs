//! Enums that are written by name in files, as in `theme: "mono"`.

use serde::{Deserialize, Deserializer};

use crate::notation::{nearest, quoted};
use crate::text::in_quotes;

/// An enum whose values have names, by which [`by_name`](crate::by_name) serializes them.
pub trait Named: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// The name.
    fn name(self) -> &'static str;

    /// The value of this name.
    ///
    /// # Errors
    ///
    /// If there is no such name; the message lists the names.
    fn of(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.iter().map(|value| value.name());
        let position = names().position(|known| known == name);
        position.map(|position| Self::ALL[position]).ok_or_else(|| {
            let hint = nearest(name, names()).map(|name| format!("; the nearest is \"{name}\""));
            let (names, name) = (in_quotes(&names().collect::<Vec<_>>(), "or"), quoted(name));
            format!("expected {names}, found \"{name}\"{}", hint.unwrap_or_default())
        })
    }
}

/// Implements `Serialize` and `Deserialize` for a [`Named`] type.
#[macro_export]
macro_rules! by_name {
    ($type:ty, of $all:expr) => {
        impl $crate::named::Named for $type {
            const ALL: &'static [Self] = &$all;

            fn name(self) -> &'static str {
                <$type>::name(self)
            }
        }

        $crate::by_name!($type);
    };
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::named::Named::name(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <String as serde::Deserialize>::deserialize(deserializer)?;
                $crate::named::Named::of(&name).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Deserializes a value by its name, and an unknown name as the default. For `#[serde(deserialize_with)]`.
///
/// # Errors
///
/// Never; what is no name at all is refused with what follows it.
pub fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(T::deserialize(deserializer).unwrap_or_default())
}
