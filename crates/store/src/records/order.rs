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
    fn numbers_in_names_sort_as_numbers() {
        assert_eq!(sorted(pinyin, vec!["网格10", "网格9", "网格1"]), ["网格1", "网格9", "网格10"]);
    }
}
