//! The fonts that papers are printed with where the machine has none: the binary carries them.

/// Noto Serif SC and Noto Sans SC, as far as they were fetched before the build.
pub static CARRIED: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

#[cfg(test)]
mod tests {
    use super::CARRIED;
    use chrono::DateTime;
    use domain::paper::{Block, Document};
    use print::Press;
    use std::collections::BTreeSet;

    #[test]
    fn an_order_with_a_rare_name_is_printed_where_the_machine_has_no_font() {
        let press = Press::without_system(None, CARRIED).expect("npm ci was run in fonts/");
        let order = Document {
            red_head: None,
            title: "责令限期整改指令书".to_owned(),
            number: Some("（临政）责改〔2026〕12号".to_owned()),
            recipient: Some("㛃䶮昇堃㸆家具厂".to_owned()),
            blocks: vec![
                Block::Heading("一、要求".to_owned()),
                Block::Paragraph("现责令你单位限期整改完毕。".to_owned()),
            ],
            organ: Some("临海街道办事处".to_owned()),
            day: "2026年3月5日".to_owned(),
            signers: Vec::new(),
            foot: Vec::new(),
            copies: None,
        };
        let pdf = press.pdf(&order, DateTime::UNIX_EPOCH).expect("printed");
        let pdf = lopdf::Document::load_mem(&pdf).expect("a PDF");
        let named = pdf
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok()?.get(b"BaseFont").ok()?.as_name().ok());
        let named: BTreeSet<String> = named.map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        for font in ["NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular"] {
            assert!(named.iter().any(|name| name.ends_with(font)), "{font} is not among {named:?}");
        }
    }
}
