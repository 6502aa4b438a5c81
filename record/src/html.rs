//! Just enough HTML: elements that close themselves, and text that cannot become one.

/// A page or a part of one.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// An element with text in it.
    pub fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.with(name, |inside| {
            inside.words(text);
        })
    }

    /// An element with more in it. `name` may carry attributes of ours, never anybody's text.
    pub fn with(&mut self, name: &str, inside: impl FnOnce(&mut Self)) -> &mut Self {
        let tag = name.split(' ').next().unwrap_or_default();
        self.raw("<").raw(name).raw(">");
        inside(self);
        self.raw("</").raw(tag).raw(">\n")
    }

    /// Text, in which nothing is markup.
    pub fn words(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                letter => self.0.push(letter),
            }
        }
        self
    }

    /// Markup of ours.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// What was written.
    pub fn done(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn nobodys_text_becomes_markup() {
        let mut html = Html::default();
        html.text("p class=\"x\"", "<script>\"&\"</script>");
        let safe = "<p class=\"x\">&lt;script&gt;&quot;&amp;&quot;&lt;/script&gt;</p>\n";
        assert_eq!(html.done(), safe);
    }
}
