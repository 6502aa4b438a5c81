//! Characters that nobody sees and that change what a text says or how it runs: whoever signs a
//! text must see that they are there.

/// Puts a visible mark, such as `⟪U+202E⟫`, in place of every hidden character.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    for letter in text.chars() {
        if is_hidden(letter, before) {
            let mark = format!("⟪U+{:04X}⟫", u32::from(letter));
            shown.push_str(&mark);
        } else {
            shown.push(letter);
        }
        before = Some(letter);
    }
    shown
}

/// Whether a character is hidden where it stands: controls, marks that turn the direction of
/// writing, and what has no width. U+FFFD stands for half a character, which no text may hold.
pub fn is_hidden(letter: char, before: Option<char>) -> bool {
    match letter {
        '\n' | '\t' => false,
        // Joins two pictures to one, and is at home in such a pair only.
        '\u{200D}' => !before.is_some_and(is_picture),
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFD}'
        | '\u{E0000}'..='\u{E0FFF}' => true,
        letter => letter.is_control(),
    }
}

fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::shown;

    // [R94]
    #[test]
    fn what_turns_or_hides_a_text_is_named_where_it_stands() {
        assert_eq!(shown("pay\u{202E}lla"), "pay⟪U+202E⟫lla");
        assert_eq!(shown("a\u{200B}b\u{0}"), "a⟪U+200B⟫b⟪U+0000⟫");
        assert_eq!(shown("half \u{FFFD}"), "half ⟪U+FFFD⟫");
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["Störung\n\tnow", "👩‍🔧 ❤️ on it", "日本語", "café"] {
            assert_eq!(shown(text), text);
        }
    }
}
