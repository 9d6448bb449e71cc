//! Of what is wrong with one field.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "field.ambiguous_name",
        "同名的不止一个，请改填信用代码或编号。",
        "The name fits more than one; enter its code instead.",
    ),
    ("field.bad_format", "格式或校验位不正确，请核对。", "The form or the check digit is wrong; check it."),
    (
        "field.computed",
        "由系统算出，不用填；请改它所依据的那一项。",
        "It is computed and not entered; change what it follows from.",
    ),
    ("field.no_such_choice", "不在可选项中，请从选项里选一个。", "None of the options; choose one of them."),
    ("field.not_a_day", "不是有效日期，请填如 2026-03-05。", "Not a day; enter one such as 2026-03-05."),
    ("field.not_a_file", "附件没有上传成功，请重新上传。", "The file was not stored; upload it again."),
    ("field.not_a_flag", "请填“是”或“否”。", "Enter yes or no."),
    (
        "field.not_a_number",
        "不是数字，请只填数字，单位已在表头。",
        "Not a number; enter digits alone, the unit stands in the head.",
    ),
    (
        "field.not_a_place",
        "坐标请填“经度,纬度”，如 118.5769,24.812。",
        "Enter longitude and latitude, such as 118.5769,24.812.",
    ),
    ("field.not_a_time", "不是有效时刻，请填如 14:35。", "Not a time of day; enter one such as 14:35."),
    ("field.out_of_bounds", "超出范围，应在 {min} 至 {max} 之间。", "Out of bounds: from {min} to {max}."),
    ("field.required", "必填。", "Must be given."),
    ("field.too_early", "不能早于 {than}。", "Not before {than}."),
    ("field.too_fine", "最多 {decimals} 位小数。", "At most {decimals} digits after the point."),
    ("field.too_long", "最多 {max} 个字。", "At most {max} characters."),
    ("field.too_many", "最多 {max} 个。", "At most {max}."),
    ("field.unknown", "台账没有这个字段，或已停用。", "The register has no such field, or it is retired."),
    (
        "field.unknown_name",
        "没有找到这个名称，请核对，或先登记它。",
        "Nothing of this name is known; check it, or enter that first.",
    ),
];
