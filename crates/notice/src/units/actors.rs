//! Names of units and posts, told by how they begin and end.

/// How names of units in a heading end. A heading counts as units only if every name in it does.
const UNITS: &[&str] = &[
    "办",
    "办公室",
    "中心",
    "所",
    "中队",
    "大队",
    "支队",
    "总队",
    "局",
    "厅",
    "站",
    "科",
    "处",
    "室",
    "委",
    "委会",
    "委员会",
    "社区",
    "村",
    "工作点",
    "政府",
    "街道",
    "公司",
    "学校",
    "医院",
    "银行",
    "厂",
    "车间",
    "矿",
    "部",
    "分局",
    "办事处",
    "分队",
    "集团",
    "班组",
    "执法队",
    "服务队",
    "消防队",
    "院",
    "党委",
    "支部",
    "协会",
    "联社",
    "中学",
    "小学",
    "幼儿园",
    "馆",
];
/// How the subject of a sentence ends, when it is a unit that does something.
const ACTORS: &[&str] = &[
    "政府",
    "委员会",
    "管委会",
    "居委会",
    "村委会",
    "办公室",
    "指挥部",
    "安委会",
    "工委",
    "（街道）",
    "（社区）",
    "（市、区）",
    "党委",
    "班子",
    "部门",
    "单位",
    "机构",
    "企业",
    "公司",
    "大队",
    "中队",
    "支队",
    "总队",
    "派出所",
    "司法所",
    "管理所",
    "监管所",
    "供电所",
    "应急局",
    "管理局",
    "教育局",
    "监管局",
    "公安局",
    "水利局",
    "林业局",
    "住建局",
    "卫健局",
    "交通局",
    "农业农村局",
    "办事处",
    "车间",
    "教育办",
    "安办",
    "安委办",
    "防汛办",
    "防指",
    "消防站",
    "食堂",
    "卫生院",
    "福利院",
    "敬老院",
    "林场",
    "医院",
    "学校",
    "幼儿园",
    "物业",
    "街道办",
    "工作站",
    "服务站",
    "项目部",
];
/// Posts.
const POSTS: &[&str] = &[
    "负责人",
    "责任人",
    "领导",
    "校长",
    "园长",
    "院长",
    "矿长",
    "厂长",
    "镇长",
    "乡长",
    "区长",
    "县长",
    "市长",
    "所长",
    "站长",
    "队长",
    "组长",
    "局长",
    "主任",
    "书记",
    "经理",
    "班主任",
    "负责同志",
    "河长",
    "林长",
    "路长",
    "楼长",
    "安全员",
    "巡查员",
    "网格员",
    "护林员",
    "管理员",
    "协管员",
    "监管员",
    "信息员",
    "安全总监",
    "校医",
    "值班员",
    "维保人员",
    "督导员",
];
/// Units named as a class; the longer before what they begin with.
const CLASSES: &[&str] = &[
    "社区居委会",
    "社区居民委员会",
    "村民委员会",
    "居委会",
    "村委会",
    "村（社区）",
    "村(社区)",
    "村（居）",
    "社区",
    "村组",
    "村",
    "工作点",
    "责任单位",
    "成员单位",
    "相关单位",
    "有关单位",
    "牵头单位",
    "责任部门",
    "相关部门",
    "有关部门",
    "行业主管部门",
    "部门",
    "单位",
    "乡镇（街道）",
    "乡镇人民政府",
    "乡（镇）",
    "乡镇政府",
    "乡镇",
    "镇街",
    "镇（街道）",
    "街道办事处",
    "街道",
    "县（市、区）",
    "县（区）",
    "县市区",
    "县区",
    "市县",
    "市人民政府",
    "县人民政府",
    "区人民政府",
    "区县",
    "市",
    "县",
    "区",
    "学校",
    "科室",
    "处室",
    "年级组",
    "班主任",
    "班级",
    "车间",
    "班组",
    "站所",
    "网格",
    "企业",
    "物业服务企业",
    "专项整治组",
    "基层单位",
    "林场",
    "水库管理单位",
    "幼儿园",
    "中小学",
    "地",
];
/// Areas that do nothing by themselves.
const AREAS: &[&str] =
    &["辖区", "园区", "小区", "景区", "林区", "库区", "山区", "校区", "厂区", "灾区", "地区"];
/// What a name of a unit never opens with: it would be a sentence.
const OPENINGS: &[&str] = &[
    "督促", "指导", "配合", "协助", "组织", "推动", "对", "向", "由", "所有", "每", "全部", "其中", "加强",
    "开展", "完善", "落实", "会同", "要求", "确保", "力争", "实现", "建立", "全", "在", "从", "按", "经",
    "及时", "严格", "强化", "推进", "凡", "新建", "改建", "扩建", "补建", "创建", "组建", "建设", "打造",
    "安装", "配备", "增设", "新增", "完成", "培训", "检查", "排查", "抽查", "召开", "制定", "签订", "发放",
    "聘请", "整治", "治理", "改造", "选派", "通报", "报送", "上报", "修订", "编制", "储备", "涉及", "被",
    "未", "无", "对于", "辖区", "发现", "鼓励", "支持", "引导", "联合", "协调", "为", "将", "以", "明确",
    "做好",
];

/// Whether a name in a heading is that of a unit.
pub(super) fn is_unit(name: &str) -> bool {
    name.chars().count() <= 16 && UNITS.iter().any(|ending| name.ends_with(ending)) && !name.contains('的')
}

/// Whether the subject of a sentence is a unit, a place or a post.
pub(super) fn is_actor(name: &str) -> bool {
    let length = name.chars().count();
    if !(2..=16).contains(&length) || name.contains(['的', '率', '%', '“', '”']) || opens_a_sentence(name)
    {
        return false;
    }
    let bare = name.trim_end_matches(['）', ')']);
    let ends = |list: &[&str]| list.iter().any(|ending| name.ends_with(ending) || bare.ends_with(ending));
    let is_place = length >= 3 && name.ends_with(['区', '县', '镇', '乡']) && !ends(AREAS);
    class_length(name) == Some(name.len()) || ends(POSTS) || length >= 3 && ends(ACTORS) || is_place
}

pub(super) fn is_post(name: &str) -> bool {
    POSTS.iter().any(|ending| name.ends_with(ending))
}

/// 市、县（区）人民政府: the levels of a government stand alone in its name.
pub(super) fn is_level(name: &str) -> bool {
    matches!(name, "省" | "市" | "县" | "区" | "乡" | "镇" | "村")
}

pub(super) fn opens_a_sentence(name: &str) -> bool {
    OPENINGS.iter().any(|word| name.starts_with(word))
}

/// The length of a class of units that the words begin with: 各社区 in 各社区明确1名.
pub(super) fn class_length(words: &str) -> Option<usize> {
    let rest = words.strip_prefix('各')?;
    let class = CLASSES.iter().filter(|class| rest.starts_with(**class)).max_by_key(|class| class.len())?;
    Some('各'.len_utf8() + class.len())
}
