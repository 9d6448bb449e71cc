//! The order of Chinese text: by pinyin or by strokes, as the Unicode collation for `zh` gives it.

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use std::sync::LazyLock;

/// Keys are cut here: two texts that differ later stand side by side in the order of their making.
const LONGEST: usize = 48;

static PINYIN: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| collator("zh-u-co-pinyin-kn"));
static STROKES: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| collator("zh-u-co-stroke-kn"));

fn collator(locale: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = locale.parse().ok()?;
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Primary);
    Collator::try_new(locale.into(), options).ok()
}

/// Key in the order of pinyin.
pub fn pinyin(text: &str) -> Vec<u8> {
    key(&PINYIN, text)
}

/// Key in the order of strokes.
pub fn strokes(text: &str) -> Vec<u8> {
    key(&STROKES, text)
}

/// Where the characters begin whose pinyin begins with this letter: the collation keeps a mark before each such group.
/// Nothing for what is no letter, and for the letters with which no pinyin begins.
pub fn letter(letter: char) -> Option<Vec<u8>> {
    LETTERS.contains(letter.to_ascii_uppercase()).then(|| mark(letter.to_ascii_uppercase()))
}

/// Where the characters of a letter end: at the mark of the next one, and those of the last where Latin letters begin.
pub fn letter_end(letter: char) -> Option<Vec<u8>> {
    let at = LETTERS.find(letter.to_ascii_uppercase())?;
    Some(LETTERS[at + 1..].chars().next().map_or_else(|| pinyin("a"), mark))
}

/// The letters with which a pinyin begins.
const LETTERS: &str = "ABCDEFGHJKLMNOPQRSTWXYZ";

fn mark(letter: char) -> Vec<u8> {
    pinyin(&format!("\u{FDD0}{letter}"))
}

fn key(collator: &Option<CollatorBorrowed<'static>>, text: &str) -> Vec<u8> {
    let head: String = text.chars().take(24).collect();
    let mut key = Vec::new();
    match collator {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(&head, &mut key);
        }
        // the data is carried in the binary; without it text sorts by code point
        None => key.extend_from_slice(head.as_bytes()),
    }
    key.truncate(LONGEST);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(key: fn(&str) -> Vec<u8>, mut names: Vec<&str>) -> Vec<&str> {
        names.sort_by_key(|name| key(name));
        names
    }

    #[test]
    fn names_sort_by_pinyin_or_by_strokes() {
        let names = vec!["王府", "丁家", "安海", "一号", "梅岭"];
        assert_eq!(sorted(pinyin, names.clone()), ["安海", "丁家", "梅岭", "王府", "一号"]);
        assert_eq!(sorted(strokes, names), ["一号", "丁家", "王府", "安海", "梅岭"]);
    }

    #[test]
    fn the_mark_of_a_letter_stands_before_its_characters_and_behind_those_of_the_letter_before() {
        let edges =
            [("阿", 'A', "澳"), ("八", 'B', "簿"), ("妈", 'M', "幕"), ("娘", 'N', "诺"), ("匝", 'Z', "座")];
        for (first, mark, last) in edges {
            let mark = letter(mark).expect("a mark");
            assert!(mark <= pinyin(first), "{first}");
            assert!(mark < pinyin(last), "{last}");
        }
        for (before, mark) in [("奥", 'B'), ("罗", 'M'), ("穆", 'N'), ("左", 'Z')] {
            let is_behind = pinyin(before) < letter(mark).expect("a mark");
            assert_eq!(is_behind, before != "左", "{before}");
        }
        assert_eq!([letter('i'), letter('U'), letter('1'), letter('梅')], [None, None, None, None]);
        assert_eq!(letter('m'), letter('M'));
        assert_eq!(letter_end('h'), letter('J'));
        assert!(letter_end('z').is_some_and(|end| pinyin("座") < end && end <= pinyin("ABC")));
    }

    #[test]
    fn numbers_in_names_sort_as_numbers() {
        assert_eq!(sorted(pinyin, vec!["网格10", "网格9", "网格1"]), ["网格1", "网格9", "网格10"]);
    }
}
