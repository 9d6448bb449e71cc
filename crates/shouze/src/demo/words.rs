//! Words of the demo: names, roads and phrases, all invented.

use fastrand::Rng;
use std::collections::HashMap;

/// Communities of the street.
pub fn communities() -> Vec<&'static str> {
    include_str!("../../../../examples/demo/communities.txt")
        .lines()
        .filter(|line| !line.is_empty())
        .collect()
}

/// Work points of the street.
pub const WORK_POINTS: &[&str] = &["金沙工作点", "港前工作点"];

/// Name of a street of the city, one for each number.
pub fn street(number: usize) -> String {
    const FIRST: &[&str] =
        &["望", "临", "清", "安", "永", "长", "云", "金", "东", "西", "南", "北", "新", "龙", "白", "青"];
    const LAST: &[&str] = &["江", "溪", "泉", "山", "城", "桥", "湖", "塘", "屿", "洋"];
    let first = FIRST[number % FIRST.len()];
    let last = LAST[number / FIRST.len() % LAST.len()];
    format!("{first}{last}")
}

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗";
const GIVEN: &str = "建国志强秀英海燕晓东文博雨欣佳宁永安春梅国平立新玉兰浩然子涵";
const ROADS: &[&str] = &[
    "滨江路",
    "人民路",
    "解放街",
    "建设路",
    "东环路",
    "港前街",
    "学府路",
    "工业一路",
    "工业二路",
    "石塘街",
    "柳岸路",
    "文昌街",
    "云亭路",
    "金沙大道",
    "新桥路",
    "望海路",
];
const BRANDS: &[&str] = &[
    "恒达", "宏泰", "鑫源", "永盛", "佳美", "东方", "华联", "海鸿", "金辉", "瑞丰", "安顺", "百合", "星河",
    "正大", "昌隆", "启明",
];

/// Phrases by `register.field`.
pub struct Words {
    phrases: HashMap<&'static str, Vec<&'static str>>,
}

impl Words {
    /// Those of the file.
    pub fn new() -> Self {
        let lines = include_str!("../../../../examples/demo/phrases.txt").lines();
        let phrase = |line: &'static str| {
            let (place, words) = line.split_once(": ")?;
            (!line.starts_with('#')).then(|| (place, words.split('|').collect()))
        };
        Self { phrases: lines.filter_map(phrase).collect() }
    }

    /// A phrase of a field, its gaps open.
    pub fn phrase(&self, place: &str, rng: &mut Rng) -> Option<&'static str> {
        let phrases = self.phrases.get(place)?;
        phrases.get(rng.usize(..phrases.len())).copied()
    }
}

fn one(of: &str, rng: &mut Rng) -> char {
    let all: Vec<char> = of.chars().collect();
    all[rng.usize(..all.len())]
}

/// A name of a person.
pub fn person(rng: &mut Rng) -> String {
    let given: String = (0..rng.usize(1..=2)).map(|_| one(GIVEN, rng)).collect();
    format!("{}{given}", one(SURNAMES, rng))
}

/// A road.
pub fn road(rng: &mut Rng) -> &'static str {
    ROADS[rng.usize(..ROADS.len())]
}

/// A name of a place of this kind.
pub fn place(kind: &str, community: &str, rng: &mut Rng) -> String {
    let base = community.trim_end_matches("社区");
    let brand = BRANDS[rng.usize(..BRANDS.len())];
    let n = rng.usize(1..400);
    match kind {
        "school" => format!("{base}第{}小学", one("一二三四", rng)),
        "kindergarten" => format!("{base}{brand}幼儿园"),
        "care-home" => format!("{base}{brand}养老院"),
        "hospital" => format!("{base}{brand}医院"),
        "hotel" => format!("{brand}宾馆{n}店"),
        "religious" => format!("{base}{}", ["关帝庙", "天后宫", "福音堂"][rng.usize(..3)]),
        "construction-site" => format!("{}{n}号地块工地", road(rng)),
        "residential-estate" | "old-estate" => format!("{base}{brand}小区{n}幢"),
        _ => {
            let trade = ["纸业", "鞋服", "机械", "食品", "化工", "塑料", "物流", "超市", "餐饮", "五金"]
                [rng.usize(..10)];
            format!("{brand}{trade}{n}号（{base}）")
        }
    }
}

/// A credit code with its check character: those of two streets are never the same.
pub fn credit_code(rng: &mut Rng, street: usize) -> String {
    const CHARACTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let any = (0..4).map(|_| char::from(CHARACTERS[rng.usize(..CHARACTERS.len())]));
    let body = format!("91331082MA{street:03}{}", any.collect::<String>());
    let mut coded = CHARACTERS.iter().map(|last| format!("{body}{}", char::from(*last)));
    coded.find(|code| domain::site::is_credit_code(code)).unwrap_or_default()
}
