//! CommonMark as HTML, with every tag closed.

use pulldown_cmark::html::push_html;

use super::safe_markdown::{blocks, line};

/// The blocks of a text, with its headings below `level`. `lead` returns where a link leads; if nowhere, its text is
/// no link.
pub fn html(text: &str, level: usize, lead: impl Fn(&str) -> Option<String>) -> String {
    let mut html = String::new();
    push_html(&mut html, blocks(text, level, &lead).into_iter());
    html
}

/// One line without blocks.
pub fn html_inline(text: &str, lead: impl Fn(&str) -> Option<String>) -> String {
    let mut html = String::new();
    push_html(&mut html, line(text, &lead).into_iter());
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_author_wrote_in_html_is_text() {
        let lead = |target: &str| (target != "nowhere").then(|| format!("#{target}"));
        for (text, expected) in [
            ("# One\n\ntwo *three*", "<h3>One</h3>\n<p>two <em>three</em></p>\n"),
            ("<script>x</script>", "<pre><code>&lt;script&gt;x&lt;/script&gt;\n</code></pre>\n"),
            ("a <b>c", "<p>a &lt;b&gt;c</p>\n"),
            (
                "[a](b \"t\") [c](nowhere) ![d](e.png)",
                "<p><a href=\"#b\">a</a> c <a href=\"#e.png\">d</a></p>\n",
            ),
            ("<a@b.gov>", "<p><a href=\"#mailto:a@b.gov\">a@b.gov</a></p>\n"),
            ("a\u{1b}[31m\u{202e}b", "<p>a␛[31m&lt;U+202E&gt;b</p>\n"),
            ("[a [b](c)](d)", "<p>[a <a href=\"#c\">b</a>](d)</p>\n"),
            ("``` a\" onclick=x\nb", "<pre><code>b\n</code></pre>\n"),
        ] {
            assert_eq!(html(text, 2, lead), expected, "{text:?}");
        }
        assert_eq!(
            html_inline("# a\n\n- [b](c) `<i>`", lead),
            "# a - <a href=\"#c\">b</a> <code>&lt;i&gt;</code>"
        );
    }
}
