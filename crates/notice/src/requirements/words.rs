//! Words of the genre that tell one kind of requirement from another.

use crate::types::Period;

/// Recurring periods.
pub(super) const PERIODS: &[(&str, Period)] = &[
    ("每学年", Period::SchoolYear),
    ("每学期", Period::Term),
    ("每半年", Period::HalfYear),
    ("每季度", Period::Quarter),
    ("每季", Period::Quarter),
    ("每个季度", Period::Quarter),
    ("每半月", Period::HalfMonth),
    ("每半个月", Period::HalfMonth),
    ("每月", Period::Month),
    ("每个月", Period::Month),
    ("每周", Period::Week),
    ("每星期", Period::Week),
    ("每日", Period::Day),
    ("每天", Period::Day),
    ("每班", Period::Shift),
    ("每两年", Period::TwoYears),
    ("每2年", Period::TwoYears),
    ("每三年", Period::ThreeYears),
    ("每3年", Period::ThreeYears),
    ("每五年", Period::FiveYears),
    ("每5年", Period::FiveYears),
    ("每年", Period::Year),
    ("次/年", Period::Year),
    ("万元/年", Period::Year),
];
/// A span of time that holds once; 每 makes it recur.
pub(super) const SPANS: &[&str] = &["全年", "年内", "当年", "年度", "一年内", "本年"];
/// None at all.
pub(super) const ZERO: &[&str] =
    &["不发生", "不得发生", "无发生", "杜绝", "零发生", "事故为零", "人数为零", "率为零", "为0", "等于零"];
/// 零X, where X is harm: 零星 and 零容忍 are other words.
pub(super) const ZERO_OF: &[&str] = &["零死亡", "零事故", "零伤亡", "零火灾", "零上访", "零案件", "零事件"];
/// What must not happen.
pub(super) const HARM: &[&str] = &["事故", "火灾", "事件", "案件", "伤亡", "死亡", "灾害", "疫情", "火警"];
/// Verbs before a bare number that promise the things themselves.
pub(super) const BUILD: &[&str] = &[
    "补建", "新建", "改建", "建成", "建设", "明确", "配备", "配齐", "涉及", "创建", "打造", "安装", "增设",
    "设置", "完成", "组建", "培育", "新增", "改造", "建立", "聘请", "开展", "组织", "举办", "召开",
];
/// Done once in each period when no count is given.
pub(super) const REPEATED: &[&str] = &[
    "召开", "开展", "组织", "检查", "上报", "报送", "报告", "演练", "培训", "排查", "巡查", "研究", "通报",
    "维护", "检测", "检验", "清洗", "举办", "听取", "督查", "评估", "测试", "调度", "会商", "公布", "公示",
    "考核", "巡检", "自查",
];
/// What 全部 must be followed by to be a demand.
pub(super) const COVER: &[&str] = &[
    "达标", "完成", "整改", "覆盖", "建成", "到位", "落实", "纳入", "安装", "配备", "持证", "签订", "消除",
    "取缔", "关闭", "建立", "成立", "合格", "投保", "接入", "建档", "登记", "关停", "拆除", "清零", "建有",
];
/// Units that count occasions.
pub(super) const OCCASIONS: &[&str] = &["次", "课时", "学时", "场", "期", "小时", "分钟"];
