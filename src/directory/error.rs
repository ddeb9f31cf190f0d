//! Why a data file cannot be loaded.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::Problems;

/// Why a data file could not be used.
#[derive(Debug)]
pub enum LoadError {
    /// The file could not be read, or is too large, a directory, or being written to.
    Read {
        /// The file.
        path: PathBuf,
        /// Why, and for errors that are not the system's what to do.
        source: io::Error,
    },
    /// The file has these problems.
    Invalid(Problems),
    /// Loading was stopped.
    Cancelled,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        use crate::directory::visible;
        match self {
            LoadError::Read { path, source } => {
                let what = if source.raw_os_error().is_some() { "read" } else { "use" };
                write!(f, "cannot {what} {}: {source}", visible(&path.to_string_lossy()))
            }
            LoadError::Invalid(problems) => problems.fmt(f),
            LoadError::Cancelled => f.write_str("stopped reading the data file"),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            LoadError::Read { source, .. } => Some(source),
            LoadError::Invalid(_) | LoadError::Cancelled => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_to_its_end_with_nothing_raw_in_it() {
        let path = PathBuf::from(format!("{}/last\u{1b}[2J.ron", "folder/".repeat(20)));
        let told = LoadError::Read { path, source: io::Error::other("it is a test") }.to_string();
        assert!(told.ends_with("folder//last<U+001B>[2J.ron: it is a test"), "{told}");
    }
}
