//! Signs on a page to printed lines.

use std::iter::Peekable;
use std::slice::Iter;

/// A sign where it stands on the page, upwards and rightwards from the corner.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    /// The line it stands on.
    pub y: f64,
    pub size: f64,
}

/// A printed line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    pub y: f64,
    pub size: f64,
    /// How wide its first part is that cannot be divided.
    pub first_word: f64,
    /// A row of a table, which no other line goes on.
    pub is_row: bool,
}

impl Line {
    /// A row of a table whose upper border lies at the height.
    pub(super) fn row(text: String, y: f64) -> Self {
        Self { text, x0: 0.0, x1: 0.0, y, size: 0.0, first_word: 0.0, is_row: true }
    }
}

/// Signs whose height differs by less than this part of their size stand on one line.
const SAME_LINE: f64 = 0.5;

/// The lines of a page from the top down.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut found = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let is_next = current
            .first()
            .is_some_and(|first: &Glyph| first.y - glyph.y > SAME_LINE * first.size.min(glyph.size));
        if is_next {
            found.extend(line(std::mem::take(&mut current)));
        }
        current.push(glyph);
    }
    found.extend(line(current));
    found
}

/// One line, its signs in order; none when it is blank.
fn line(glyphs: Vec<Glyph>) -> Option<Line> {
    let (mut blanks, mut signs): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.text.trim().is_empty());
    blanks.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    signs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut sizes: Vec<f64> = signs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    let first = signs.first()?;
    let mut text = String::new();
    let mut before: Option<&Glyph> = None;
    let mut blanks = blanks.iter().peekable();
    for sign in &signs {
        if let Some(before) = before {
            // bold is at times drawn by setting the same sign twice
            if before.text == sign.text && sign.x0 - before.x0 < size / 5.0 {
                continue;
            }
            add_blanks(&mut text, before, sign, &mut blanks);
        }
        text.push_str(&sign.text);
        before = Some(sign);
    }
    Some(Line {
        text: text.chars().map(plain).collect::<String>().trim().to_owned(),
        x0: first.x0,
        x1: signs.iter().map(|glyph| glyph.x1).fold(first.x1, f64::max),
        y: first.y,
        size,
        first_word: first_word(&signs),
        is_row: false,
    })
}

/// What stands between two signs: blanks for which there is room, for underlining is at times drawn with blanks over
/// the text; or one that was left out.
fn add_blanks(text: &mut String, before: &Glyph, after: &Glyph, blanks: &mut Peekable<Iter<'_, Glyph>>) {
    let mut end = before.x1;
    let is_near = |blank: &&&Glyph| f64::midpoint(blank.x0, blank.x1) < after.x0;
    let mut is_kept = false;
    while let Some(blank) = blanks.peek().filter(is_near).copied() {
        blanks.next();
        let has_room = after.x0 - before.x1 > (blank.x1 - blank.x0) * 0.95;
        if has_room && f64::midpoint(blank.x0, blank.x1) > end {
            text.push_str(&blank.text);
            end = blank.x1;
            is_kept = true;
        }
    }
    if !is_kept && has_gap(before, after) {
        text.push(' ');
    }
}

/// A number or word, or one character, each with the punctuation that clings to it.
fn first_word(signs: &[Glyph]) -> f64 {
    let Some(first) = signs.first() else { return 0.0 };
    let mut before = first;
    for sign in &signs[1..] {
        let (Some(b), Some(c)) = (before.text.chars().next_back(), sign.text.chars().next()) else { break };
        let is_one_word = b.is_ascii_graphic() && c.is_ascii_graphic() && !has_gap(before, sign);
        if !(is_one_word || "“‘（《〈【〔(".contains(b) || "，。；：、！？”’）》〉】〕)%％".contains(c))
        {
            break;
        }
        before = sign;
    }
    before.x1 - first.x0
}

/// Whether a blank was left out between two signs. Beside a Chinese character a small gap is typesetting.
fn has_gap(before: &Glyph, after: &Glyph) -> bool {
    let is_latin = |glyph: &Glyph| glyph.text.chars().all(|c| c.is_ascii_graphic());
    let part = if is_latin(before) && is_latin(after) { 0.22 } else { 0.8 };
    after.x0 - before.x1 > part * before.size.min(after.size)
}

/// The characters of the 214 Kangxi radicals from U+2F00 on.
const RADICALS: &str = "\
一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾\
干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生\
用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷\
豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Simplified radicals that have a character of their own.
const SIMPLIFIED: [(char, char); 10] = [
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻅', '见'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻝', '食'),
    ('⻬', '齐'),
];

/// Blanks of every width are one. Fonts at times map a character to the radical of the same shape, which no word is
/// written with.
fn plain(c: char) -> char {
    match c {
        '\u{3000}' => c,
        c if c.is_whitespace() || c.is_control() => ' ',
        '\u{2F00}'..='\u{2FD5}' => RADICALS.chars().nth((c as usize) - 0x2F00).unwrap_or(c),
        '\u{2E80}'..='\u{2EFF}' => {
            SIMPLIFIED.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, own)| *own)
        }
        c => c,
    }
}
