//! RON is UTF-8: texts in other encodings are recognized, for the message.

/// The text of a file. The error is the text before what is not UTF-8, and the message.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, (String, String)> {
    if let Some(encoding) = other_encoding(&bytes) {
        return Err((String::new(), format!("this file is {encoding}; save it as UTF-8")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().utf8_chunks().next().map_or("", |chunk| chunk.valid());
        (valid.to_owned(), "from here on the file is not UTF-8; save it as UTF-8".to_owned())
    })
}

/// The encoding of a text in UTF-16 or UTF-32, by its mark or by its first character, which in RON is ASCII.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, 1..=255, ..] | [1..=255, 0, 0, 0, ..] => {
            Some("UTF-32")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 1..=255, ..] | [1..=255, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}
