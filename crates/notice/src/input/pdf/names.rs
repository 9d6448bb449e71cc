//! Glyph names of simple fonts (Adobe Glyph List): those that a Chinese paper draws with such a font.

/// Names of the signs beside letters, whose name is the letter itself.
const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '−'),
    ("endash", '–'),
    ("emdash", '—'),
    ("period", '.'),
    ("periodcentered", '·'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("underscore", '_'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("degree", '°'),
    ("multiply", '×'),
    ("plusminus", '±'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("perthousand", '‰'),
    ("section", '§'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
];

/// The character of a glyph name: listed, one letter, or `uni5B89` and `u5B89`.
pub(super) fn character(name: &str) -> Option<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    if let Some((_, c)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*c);
    }
    let code = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_code = (4..=6).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_hexdigit());
    if is_code { char::from_u32(u32::from_str_radix(code, 16).ok()?) } else { None }
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn a_glyph_is_named_by_list_letter_or_code() {
        assert_eq!(character("percent"), Some('%'));
        assert_eq!(character("A"), Some('A'));
        assert_eq!(character("uni5B89"), Some('安'));
        assert_eq!(character("u20000"), Some('𠀀'));
        assert_eq!(character("g42"), None);
        assert_eq!(character("uniD800"), None);
    }
}
