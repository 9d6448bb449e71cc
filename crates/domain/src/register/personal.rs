//! Personal data 个人信息 in records: shown in full to those who work with it where it lies, with its middle hidden to all
//! others. The same rule holds for lists, pages, workbooks, histories and every answer.
// 个人信息保护法 §6: no more than the purpose needs; §51: 去标识化

use super::{Record, Register, Value};
use std::collections::BTreeMap;

/// From so many characters on, the first three and the last four are shown: telephone and identity numbers.
const LONG: usize = 11;
/// From so many on, the last two.
const SHORT: usize = 5;

/// A text with its middle hidden 掩码: `138****1234`, `******56`, `张*`. Hidden once more, it stays as it is.
pub fn masked(text: &str) -> String {
    let length = text.chars().count();
    let (head, tail) = match length {
        LONG.. => (3, 4),
        SHORT.. => (0, 2),
        2.. => (1, 0),
        _ => (0, 0),
    };
    let shown = |(place, c): (usize, char)| if place < head || place + tail >= length { c } else { '*' };
    text.chars().enumerate().map(shown).collect()
}

impl Register {
    /// Whether a field holds personal data.
    pub fn is_personal(&self, code: &str) -> bool {
        self.field(code).is_some_and(|field| field.is_personal)
    }

    /// A record as it is shown to who need not see personal data.
    pub fn masked(&self, mut record: Record) -> Record {
        for (code, value) in &mut record.values {
            if self.is_personal(code) {
                *value = Value::Text(masked(&value.texts().join("、")));
            }
        }
        record
    }

    /// What was entered, without personal data that came back as it was shown: it stays as it is.
    pub fn without_masked(&self, before: &Record, fields: &mut BTreeMap<String, Vec<String>>) {
        fields.retain(|code, texts| {
            let is_as_shown = |value: &Value| {
                let shown = masked(&value.texts().join("、"));
                shown.contains('*') && texts.len() == 1 && texts[0] == shown
            };
            !(self.is_personal(code) && before.values.get(code).is_some_and(is_as_shown))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::FieldKind;
    use crate::register::samples::{field, hydrants, record};

    #[test]
    fn the_middle_is_hidden_and_the_length_stays() {
        for (text, expected) in [
            ("13812345678", "138****5678"),
            ("350582199001011234", "350***********1234"),
            ("0595-8567", "*******67"),
            ("12345", "***45"),
            ("1234", "1***"),
            ("张三", "张*"),
            ("张", "*"),
            ("", ""),
        ] {
            assert_eq!(masked(text), expected);
            assert_eq!(masked(expected), expected, "hidden once more");
        }
    }

    #[test]
    fn what_comes_back_as_it_was_shown_changes_nothing_and_all_else_does() {
        let mut register = hydrants();
        let mut phone = field("phone", FieldKind::Text { max: 20, format: None });
        phone.is_personal = true;
        register.fields.push(phone);
        let mut before = record(1, &[("number", "X-1")]);
        before.values.insert("phone".into(), Value::Text("13812345678".into()));
        let shown = register.masked(before.clone());
        assert_eq!(shown.values["phone"], Value::Text("138****5678".into()));
        let mut others = (shown.values, before.values.clone());
        assert!(others.0.remove("phone").is_some() && others.1.remove("phone").is_some());
        assert_eq!(others.0, others.1, "only what is personal is hidden");
        let left = |text: &str| {
            let mut fields = BTreeMap::from([("phone".to_owned(), vec![text.to_owned()])]);
            register.without_masked(&before, &mut fields);
            fields.len()
        };
        assert_eq!([left("138****5678"), left("138****5679"), left("13812345678"), left("")], [0, 1, 1, 1]);
    }
}
