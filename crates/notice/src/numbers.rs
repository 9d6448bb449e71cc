//! Numbers as officials write them: 95, 7.5, １００, 三, 两, 十五, 三百.

use rust_decimal::Decimal;

/// A digit of any form, half-width.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// Whether the character can stand in a number.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || matches!(c, '.' | '．' | '﹒') || chinese(c).is_some() || multiplier(c).is_some()
}

/// The number that the whole word is; nothing if it is not one.
pub(crate) fn number(word: &str) -> Option<Decimal> {
    if word.chars().any(|c| digit(c).is_some()) {
        let plain = word.chars().map(|c| match digit(c) {
            Some(value) => char::from_digit(value, 10).unwrap_or(c),
            None if matches!(c, '．' | '﹒') => '.',
            None => c,
        });
        return plain.collect::<String>().parse().ok();
    }
    let (mut total, mut last) = (0_u32, None);
    for c in word.chars() {
        if let Some(value) = chinese(c) {
            last = Some(value);
        } else {
            // 十五 has no digit before its ten
            total = total.checked_add(last.take().unwrap_or(1) * multiplier(c)?)?;
        }
    }
    let value = total.checked_add(last.unwrap_or(0))?;
    (!word.is_empty()).then(|| value.into())
}

fn chinese(c: char) -> Option<u32> {
    let place = "零一二三四五六七八九".chars().position(|digit| digit == c);
    if c == '两' { Some(2) } else { place.and_then(|place| u32::try_from(place).ok()) }
}

fn multiplier(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_its_value() {
        for (word, value) in [
            ("95", "95"),
            ("7.5", "7.5"),
            ("１００", "100"),
            ("0﹒1", "0.1"),
            ("三", "3"),
            ("两", "2"),
            ("十五", "15"),
            ("三百三十三", "333"),
        ] {
            assert_eq!(number(word).map(|n| n.to_string()).as_deref(), Some(value), "{word}");
        }
        assert_eq!(number(""), None);
        assert_eq!(number("1.2.3"), None);
    }
}
