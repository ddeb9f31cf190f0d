//! Enums that are written by name in files, as in `theme: "mono"`.

use serde::{Deserialize, Deserializer};

use crate::notation::{hint, nearest, quoted};
use crate::text::in_quotes;

/// The value of this name among all. If there is none, the message lists the names.
pub fn value_of<T: Copy>(name: &str, all: &[T], name_of: fn(T) -> &'static str) -> Result<T, String> {
    let names = || all.iter().map(|value| name_of(*value));
    let position = names().position(|known| known == name);
    position.map(|position| all[position]).ok_or_else(|| {
        let listed = in_quotes(&names().collect::<Vec<_>>(), "or");
        format!("expected {listed}, found \"{}\"{}", quoted(name), hint(nearest(name, names())))
    })
}

/// Implements `Serialize` and `Deserialize` for an enum with these values, by the function that names them.
macro_rules! by_name {
    ($type:ty, of $all:expr, $name_of:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($name_of(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <String as serde::Deserialize>::deserialize(deserializer)?;
                $crate::named::value_of(&name, &$all, $name_of).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use by_name;

/// Deserializes a value by its name, and an unknown name as the default. For `#[serde(deserialize_with)]`.
pub fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(T::deserialize(deserializer).unwrap_or_default())
}
