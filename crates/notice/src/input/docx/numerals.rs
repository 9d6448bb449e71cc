//! Numbers as Word counts them: 一, 1, １, ①, a, iv (ECMA-376 part 1, §17.18.59).

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// A number in the named format; `None` when the format shows nothing.
pub(super) fn numeral(format: &str, n: u32) -> Option<String> {
    Some(match format {
        "bullet" => return None,
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counting(n, &DIGITS, ['十', '百', '千']),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counting(n, &LEGAL, ['拾', '佰', '仟'])
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => by_digit(n, |d| DIGITS[d]),
        "ideographTraditional" => nth(&STEMS, n),
        "ideographZodiac" => nth(&BRANCHES, n),
        "decimalFullWidth" | "decimalFullWidth2" => by_digit(n, |d| shifted('０', d)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed('①', n),
        "decimalEnclosedParen" => enclosed('⑴', n),
        "decimalEnclosedFullstop" => enclosed('⒈', n),
        "decimalZero" => format!("{n:02}"),
        "upperLetter" => letter('A', n),
        "lowerLetter" => letter('a', n),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        _ => n.to_string(),
    })
}

/// 十, 十一, 二十, 一百零五; plain digits from ten thousand on, which no list reaches.
fn counting(n: u32, digits: &[char; 10], units: [char; 3]) -> String {
    if n == 0 || n > 9999 {
        return if n == 0 { digits[0].to_string() } else { n.to_string() };
    }
    let mut text = String::new();
    let mut is_gap = false;
    for (power, unit) in [(1000, Some(units[2])), (100, Some(units[1])), (10, Some(units[0])), (1, None)] {
        let digit = (n / power % 10) as usize;
        if digit == 0 {
            is_gap = !text.is_empty();
            continue;
        }
        if is_gap {
            text.push('零');
            is_gap = false;
        }
        // 十一, not 一十一, when nothing stands before it
        if !(power == 10 && digit == 1 && text.is_empty()) {
            text.push(digits[digit]);
        }
        text.extend(unit);
    }
    text
}

fn by_digit(n: u32, digit: impl Fn(usize) -> char) -> String {
    n.to_string().bytes().map(|b| digit(usize::from(b - b'0'))).collect()
}

fn shifted(first: char, by: usize) -> char {
    u32::try_from(by).ok().and_then(|by| char::from_u32(u32::from(first) + by)).unwrap_or(first)
}

/// ① to ⑳ and their kin; beyond twenty there are no such characters.
fn enclosed(first: char, n: u32) -> String {
    if (1..=20).contains(&n) { shifted(first, n as usize - 1).to_string() } else { n.to_string() }
}

fn nth(names: &[char], n: u32) -> String {
    match names.get((n as usize).wrapping_sub(1)) {
        Some(name) => name.to_string(),
        None => n.to_string(),
    }
}

/// a to z, then aa, bb: Word repeats the letter.
fn letter(first: char, n: u32) -> String {
    if n == 0 || n > 260 {
        return n.to_string();
    }
    let at = (n as usize - 1) % 26;
    shifted(first, at).to_string().repeat((n as usize - 1) / 26 + 1)
}

fn roman(n: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut left = n;
    let mut text = String::new();
    for (value, sign) in PARTS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: &str, n: u32, expect: &str) {
        assert_eq!(numeral(format, n).as_deref(), Some(expect), "{format} {n}");
    }

    #[test]
    fn every_format_of_a_notice_counts_as_word_does() {
        for (n, expect) in
            [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (105, "一百零五"), (110, "一百一十")]
        {
            check("chineseCountingThousand", n, expect);
            check("chineseCounting", n, expect);
            check("japaneseCounting", n, expect);
        }
        check("ideographDigital", 20, "二〇");
        check("chineseLegalSimplified", 12, "拾贰");
        check("ideographTraditional", 2, "乙");
        check("decimal", 12, "12");
        check("decimalZero", 3, "03");
        check("decimalFullWidth", 12, "１２");
        check("decimalEnclosedCircle", 20, "⑳");
        check("decimalEnclosedCircleChinese", 21, "21");
        check("decimalEnclosedParen", 1, "⑴");
        check("upperLetter", 27, "AA");
        check("lowerLetter", 2, "b");
        check("upperRoman", 14, "XIV");
        check("lowerRoman", 4, "iv");
        check("none", 4, "");
        check("some format of tomorrow", 4, "4");
        assert_eq!(numeral("bullet", 1), None);
    }

    #[test]
    fn every_number_has_a_short_numeral_in_every_format() {
        for n in [0, 1, 9, 10, 99, 100, 1001, 9999, 10_000, u32::MAX] {
            for format in
                ["chineseCounting", "upperRoman", "lowerLetter", "decimalEnclosedCircle", "ideographZodiac"]
            {
                assert!(numeral(format, n).is_some_and(|text| text.chars().count() <= 20));
            }
        }
    }
}
