//! A template of a register, to fill in.

use crate::error::AppError;
use domain::org::OrgUnit;
use domain::register::{Field, FieldKind, Format, Register};
use sheet::{Input, Template, TemplateColumn};

/// The template of a register: its fields in the order of the form, with drop-downs and one example.
///
/// # Errors
/// When it cannot be written.
pub fn register_template(
    register: &Register,
    units: &[OrgUnit],
    sectors: &[String],
) -> Result<Vec<u8>, AppError> {
    let unit_names: Vec<String> = units.iter().map(|unit| unit.name.clone()).collect();
    let has_site = register.site_field().is_some();
    let mut columns = vec![TemplateColumn {
        name: "所属单位".to_owned(),
        is_required: !has_site,
        help: if has_site { "可不填，随场所" } else { "所在社区、工作点或网格" }.to_owned(),
        example: unit_names.last().cloned().unwrap_or_default(),
        input: if unit_names.is_empty() { Input::Text } else { Input::Choice(unit_names) },
    }];
    let asked = register
        .fields
        .iter()
        .filter(|f| !f.is_retired && f.computed.is_none() && !matches!(f.kind, FieldKind::Files { .. }));
    columns.extend(asked.map(column));
    columns.push(TemplateColumn {
        name: "行业领域".to_owned(),
        is_required: false,
        help: "可不填".to_owned(),
        example: String::new(),
        input: Input::Choice(sectors.to_vec()),
    });
    let states: Vec<String> = register.states.iter().map(|state| state.name.zh.clone()).collect();
    columns.push(TemplateColumn {
        name: "状态".to_owned(),
        is_required: false,
        help: "可不填".to_owned(),
        example: states.first().cloned().unwrap_or_default(),
        input: Input::Choice(states),
    });
    let note = "带 * 的必填；日期如 2026-03-05；填好后在台账页面导入，先核对再写入，同一份表再导入不会重复。";
    let template = Template {
        sheet_name: register.name.zh.clone(),
        title: format!("{}（导入模板）", register.name.zh),
        note: note.to_owned(),
        columns,
    };
    Ok(sheet::template(&template)?)
}

fn column(field: &Field) -> TemplateColumn {
    let unit = match &field.kind {
        FieldKind::Number { unit: Some(unit), .. } | FieldKind::Money { unit } => format!("（{unit}）"),
        _ => String::new(),
    };
    let input = match &field.kind {
        FieldKind::Number { decimals, min, max, .. } => {
            Input::Number { decimals: *decimals, min: *min, max: *max }
        }
        FieldKind::Money { .. } => Input::Number { decimals: 2, min: Some(0.into()), max: None },
        FieldKind::Date => Input::Day,
        FieldKind::Flag => Input::Choice(vec!["是".to_owned(), "否".to_owned()]),
        FieldKind::Choice { options, is_multiple: false } => {
            Input::Choice(options.iter().map(|option| option.name.zh.clone()).collect())
        }
        _ => Input::Text,
    };
    TemplateColumn {
        name: format!("{}{unit}", field.name.zh),
        is_required: field.is_required,
        help: help(field),
        example: example(field),
        input,
    }
}

fn help(field: &Field) -> String {
    if let Some(help) = &field.help {
        return help.zh.clone();
    }
    match &field.kind {
        FieldKind::Choice { options, is_multiple: true } => {
            let names: Vec<&str> = options.iter().map(|option| option.name.zh.as_str()).collect();
            format!("可填多项，用顿号隔开：{}", names.join("、"))
        }
        FieldKind::Link { .. } => "填名称或编号，须已登记".to_owned(),
        FieldKind::Place => "经度,纬度".to_owned(),
        FieldKind::Unit { .. } => "填单位名称".to_owned(),
        _ => String::new(),
    }
}

fn example(field: &Field) -> String {
    match &field.kind {
        FieldKind::Text { format: Some(Format::CreditCode), .. } => "91350582MA2TEXT16N".to_owned(),
        FieldKind::Text { format: Some(Format::Phone), .. } => "13800000000".to_owned(),
        FieldKind::Text { format: Some(Format::SchoolYear), .. } => "2025-2026".to_owned(),
        FieldKind::Date => "2026-03-05".to_owned(),
        FieldKind::Time => "14:35".to_owned(),
        FieldKind::Flag => "是".to_owned(),
        FieldKind::Choice { options, .. } => {
            options.first().map(|option| option.name.zh.clone()).unwrap_or_default()
        }
        FieldKind::Place => "118.5769,24.8120".to_owned(),
        _ => String::new(),
    }
}
