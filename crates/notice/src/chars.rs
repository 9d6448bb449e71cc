//! Byte offsets to character offsets: interfaces count characters, as every other language does.

/// Turns byte offsets of a text into character offsets, in logarithmic time.
pub struct CharMap {
    /// Byte offset of every 64th character.
    marks: Vec<usize>,
    text_len: usize,
    chars: usize,
}

const STEP: usize = 64;

impl CharMap {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP / 2 + 1);
        let mut chars = 0;
        for (at, _) in text.char_indices() {
            if chars % STEP == 0 {
                marks.push(at);
            }
            chars += 1;
        }
        Self { marks, text_len: text.len(), chars }
    }

    /// Number of characters in the text.
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// The character offset of a byte offset in the same text.
    pub fn char_of(&self, text: &str, byte: usize) -> usize {
        debug_assert_eq!(text.len(), self.text_len);
        if byte >= self.text_len {
            return self.chars;
        }
        let block = self.marks.partition_point(|&m| m <= byte).saturating_sub(1);
        let from = self.marks.get(block).copied().unwrap_or(0);
        let rest = text.get(from..byte).map_or(0, |piece| piece.chars().count());
        block * STEP + rest
    }

    /// The byte offset of a character offset; the end of the text for one past it.
    pub fn byte_of(&self, text: &str, char: usize) -> usize {
        let Some(&from) = self.marks.get(char / STEP) else { return self.text_len };
        text.get(from..)
            .and_then(|rest| rest.char_indices().nth(char % STEP))
            .map_or(self.text_len, |(at, _)| from + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_boundary_maps_there_and_back(text in "[a-z一-龥𠅤\n]{0,300}") {
            let map = CharMap::new(&text);
            for (n, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(map.char_of(&text, at), n);
                prop_assert_eq!(map.byte_of(&text, n), at);
            }
            prop_assert_eq!(map.char_of(&text, text.len()), text.chars().count());
            prop_assert_eq!(map.byte_of(&text, text.chars().count()), text.len());
        }
    }
}
