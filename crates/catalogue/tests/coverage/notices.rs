//! From which register each measurable clause of the two notices is counted.

/// Where an indicator finds what it counts: the register, the kind of fact, and the fields that it needs.
pub struct Feed {
    pub register: &'static str,
    pub fact: &'static str,
    pub fields: &'static [&'static str],
}

const fn feed(register: &'static str, fact: &'static str, fields: &'static [&'static str]) -> Feed {
    Feed { register, fact, fields }
}

const INCIDENTS: Feed = feed("incident", "incident", &["kind", "class", "is_production"]);
const DEATHS: Feed = feed("incident", "incident", &["kind", "class", "deaths", "is_production"]);
const DEATHS_AT: Feed = feed("incident", "incident", &["place_kinds", "deaths", "responsibility"]);
const CAUSED: Feed = feed("incident", "incident", &["kind", "class", "cause", "deaths", "has_major_loss"]);
const FIRES: Feed = feed("incident", "incident", &["kind", "class", "deaths", "has_wide_influence"]);
const INVESTIGATED: Feed = feed("incident", "incident", &["class", "investigated_on"]);
const PERIOD: Feed = feed("special-period", "special-period", &["starts_on", "ends_on"]);
const PROBLEM: Feed =
    feed("major-problem", "major-problem", &["list_year", "due", "rectified_on", "accepted_on"]);
const LISTED: Feed = feed("hazard", "hazard", &["category", "level", "listed", "due", "closed_on"]);
const HAZARDS: Feed = feed("hazard", "hazard", &["level", "due", "rectified_on", "closed_on"]);
const POWER: Feed = feed("power-hazard", "power-hazard", &["level", "listed", "due", "rectified_on"]);
const APPROVAL: Feed = feed("power-hazard", "power-hazard", &["kind", "cause"]);
const HYDRANTS: Feed = feed("hydrant", "hydrant", &["task", "in_built_up_area"]);
const TEAMS: Feed = feed("volunteer-team", "volunteer-team", &["owner", "founded_on", "qualified_on"]);
const BUDGET: Feed = feed("fire-budget", "fire-budget", &["year", "item", "required", "paid", "headcount"]);
const AMBASSADORS: Feed = feed("fire-ambassador", "fire-ambassador", &["appointed_on"]);
const LESSONS: Feed = feed("fire-lesson", "fire-lesson", &["site", "school_year", "hours"]);
const TERMINALS: Feed =
    feed("earthquake-terminal", "earthquake-terminal-planned", &["task_year", "accepted_on"]);
const UPTIME: Feed =
    feed("terminal-uptime", "terminal-uptime", &["place_kind", "required_hours", "online_hours"]);
const TRAINING: Feed = feed("training", "training", &["kind", "audience", "site"]);
const DRILLS: Feed = feed("drill", "drill", &["kind", "site"]);
const MIXED: Feed =
    feed("mixed-use-premises", "mixed-use-premises", &["use", "surveyed_on", "rectified_on", "accepted_on"]);
const RENTED: Feed =
    feed("rented-house", "rented-house", &["surveyed_on", "registered_on", "due", "rectified_on"]);
const MINING: Feed =
    feed("illegal-mining", "illegal-mining", &["kind", "has_damage", "evidence_on", "dealt_on", "closed_on"]);
const PROJECTS: Feed =
    feed("construction-project", "construction-project", &["kind", "result", "accepted_on"]);
const ESTATES: Feed = feed("old-estate", "old-estate", &["completed_on"]);
const BLACK_SPOTS: Feed = feed("black-spot", "black-spot", &["kind", "rectified_on"]);
const VEHICLES: Feed = feed("vehicle", "vehicle", &["kind", "graded_on", "grade", "test_due", "test_result"]);
const BRIDGES: Feed = feed("bridge", "bridge", &["is_planned", "completed_on"]);
const BOILERS: Feed = feed("homemade-boiler", "homemade-boiler", &["kind", "rectified_on"]);
const EQUIPMENT: Feed = feed(
    "special-equipment",
    "special-equipment",
    &["registered_on", "test_due", "operators_certified", "operators_needed", "hazards_rectified"],
);
const LICENCES: Feed =
    feed("certificate", "certificate", &["kind", "is_planned", "issued_on", "valid_until"]);
const UNLICENSED: Feed =
    feed("unlicensed-premises", "unlicensed-premises", &["trade", "dealt_on", "closed_on"]);
const SOURCES: Feed =
    feed("major-hazard-source", "major-hazard-source", &["site", "monitoring", "supervisor"]);
const SITES: Feed = feed("site", "site", &["kinds", "risk", "filed_on"]);
const INSPECTIONS: Feed = feed("inspection", "inspection", &["kind", "site", "published_on"]);
const MEETINGS: Feed = feed("meeting", "meeting", &["kind", "group"]);
const BULLETINS: Feed = feed("bulletin", "bulletin", &["kind"]);
const TIPS: Feed = feed("tip", "tip", &["visit_hours", "due", "answered_on"]);
const WORKSHOPS: Feed = feed("self-built-workshop", "self-built-workshop", &["grade", "due", "rectified_on"]);
const TASKS: Feed = feed("build-task", "build-task", &["kind", "planned", "completed"]);
const CHARGING: Feed = feed("charging-station", "charging-station", &["ports", "task_year"]);
const MONITORS: Feed = feed("electrical-monitor", "electrical-monitor", &["devices", "task_year"]);
const TRANSFERS: Feed = feed("transfer", "transfer", &["kind", "transferred_on"]);

/// Path of the clause, how the quote begins, where it is counted from. Two lines for one quote need both.
pub type Line = (&'static str, &'static str, &'static Feed);

pub const REAL: &[Line] = &[
    ("一/8", "涉及我街道1处", &PROBLEM),
    ("一/13", "在年底前全面完成地震预警终端", &TERMINALS),
    ("一/13", "在年底前全面完成地震预警终端", &TASKS),
    ("一/14", "生产安全事故死亡人数", &DEATHS),
    ("一/14", "坚决遏制较大事故", &INCIDENTS),
    ("一/14", "确保不发生重特大事故", &INCIDENTS),
    ("二/1", "遏制死亡3人", &FIRES),
    ("二/1", "不发生重大以上火灾", &FIRES),
    ("二/1", "不发生“三合一”亡人火灾", &DEATHS_AT),
    ("二/1", "不发生较大以上火灾或有较大影响", &FIRES),
    ("二/1", "不发生较大以上火灾或有较大影响", &PERIOD),
    ("二/6", "补建3个", &HYDRANTS),
    ("二/6", "新建1个", &HYDRANTS),
    ("二/6", "所有社区居委会", &TEAMS),
    ("二/7", "标准100%落实", &BUDGET),
    ("二/7", "政府专职消防员人均", &BUDGET),
    ("二/8", "各社区明确1名", &AMBASSADORS),
    ("二/8", "中小学校消防安全教育", &LESSONS),
    ("三/1/（1）", "杜绝生产安全事故", &INCIDENTS),
    ("三/1/（4）", "经营性文化娱乐场所", &DEATHS_AT),
    ("三/1/（4）", "不发生旅游团队", &DEATHS_AT),
    ("三/1/（5）", "“三合一”整治合格率", &MIXED),
    ("三/4/（2）", "中小学校消防安全教育", &LESSONS),
    ("三/4/（5）", "确保全年平均在线率", &UPTIME),
    ("三/7/（3）", "每半年至少进行1次", &TRAINING),
    ("三/7/（6）", "城市建成区消防栓完好率", &HYDRANTS),
    ("三/7/（6）", "补建3个", &HYDRANTS),
    ("三/7/（6）", "新建1个", &HYDRANTS),
    ("三/7/（7）", "河道非法采砂", &MINING),
    ("三/10/（1）", "无证非法采矿关闭率", &MINING),
    ("三/10/（2）", "数额取证及查处率", &MINING),
    ("三/10/（2）", "不发生无采矿许可证", &CAUSED),
    ("三/11/（1）", "工程竣工验收合格率", &PROJECTS),
    ("三/11/（4）", "30%的老旧小区", &ESTATES),
    ("三/12/（2）", "公路事故多发路段", &BLACK_SPOTS),
    ("三/12/（3）", "杜绝公路养护施工事故", &DEATHS_AT),
    ("三/12/（4）", "营运车辆技术等级评定", &VEHICLES),
    ("三/12/（5）", "列入病危桥改造计划", &BRIDGES),
    ("三/13/（3）", "不少于1次的消防安全培训", &TRAINING),
    ("三/13/（3）", "不少于1次的消防安全培训", &DRILLS),
    ("三/13/（4）", "确保全年平均在线率", &UPTIME),
    ("三/14/（1）", "危险化学品生产经营、烟花爆竹", &DEATHS_AT),
    ("三/15/（1）", "土制锅炉、土制压力容器", &BOILERS),
    ("三/15/（2）", "特种设备使用登记率", &EQUIPMENT),
    ("三/16/（1）", "建审验收率", &PROJECTS),
    ("三/16/（2）", "验收取证率", &LICENCES),
    ("三/17/（2）", "道路交通事故死亡人数", &DEATHS),
    ("三/17/（2）", "坚决遏制较大事故", &INCIDENTS),
    ("三/17/（2）", "杜绝重大事故", &INCIDENTS),
    ("三/18/（1）", "生产经营性火灾事故死亡人数", &DEATHS),
    ("三/18/（3）", "政府挂牌督办的重大火灾隐患", &LISTED),
    ("三/19", "不发生供电公司负责的", &CAUSED),
    ("三/19", "重大电力设施外部安全隐患", &POWER),
    ("三/19", "电力设施外部安全隐患整改完成率", &POWER),
    ("四/1", "确保不发生亡人事故", &DEATHS),
    ("四/1", "坚决杜绝较大以上火灾", &FIRES),
    ("四/1", "出租房屋、“三合一”厂房", &RENTED),
    ("四/1", "出租房屋、“三合一”厂房", &MIXED),
    ("四/1", "各级政府挂牌督办的重大火灾隐患", &LISTED),
    ("四/1", "不发生责任原因的净空", &CAUSED),
    ("四/2", "涉及我街道1处", &PROBLEM),
    ("四/3", "补建3个", &HYDRANTS),
    ("四/3", "新建1个", &HYDRANTS),
    ("四/5", "无证烟花爆竹经营单位查处", &UNLICENSED),
    ("四/5", "烟花爆竹经营单位不发生亡人", &DEATHS_AT),
    ("四/6", "无发生严重影响飞行", &CAUSED),
    ("四/7", "不发生特种设备亡人事故", &DEATHS),
    ("四/8", "不发生亡人责任事故", &DEATHS_AT),
    ("四/9", "无证非法采矿关闭率", &MINING),
    ("四/9", "杜绝亡人事故", &DEATHS_AT),
    ("四/10", "无证无照危险化学品", &UNLICENSED),
    ("四/12", "不发生因电力设施外部", &CAUSED),
    ("四/12", "不发生本辖区内因审批", &APPROVAL),
    ("四/12", "重大涉电安全隐患整改率", &POWER),
    ("四/12", "一般隐患当年整改率", &POWER),
    ("四/13", "组织调查率", &INVESTIGATED),
    ("四/14", "重大危险源企业100%", &SOURCES),
    ("四/15", "确保全年平均在线率", &UPTIME),
];

pub const SAMPLE: &[Line] = &[
    (
        "一/1",
        "6月底前印发街道安全生产权责清单",
        &feed("duty-item", "duty-item", &["department", "issued_on"]),
    ),
    ("一/1", "每半年至少听取2次", &MEETINGS),
    ("一/2", "死亡人数控制在2人以内", &DEATHS),
    ("一/2", "事故起数比上年下降10%以上", &INCIDENTS),
    ("一/2", "坚决遏制较大事故", &INCIDENTS),
    ("一/2", "确保不发生重特大事故", &INCIDENTS),
    ("一/3", "每个社区划分的网格全部配备", &feed("grid", "grid", &["member", "staffed_on"])),
    ("一/3", "网格员每月巡查不少于4次", &feed("grid-patrol", "grid-patrol", &["member"])),
    ("一/3", "巡查记录上传率", &feed("grid-patrol", "grid-patrol", &["uploaded_on"])),
    ("一/4", "一般隐患按期整改率", &HAZARDS),
    ("一/4", "重大隐患整改率", &HAZARDS),
    ("一/4", "建立隐患、责任、措施、整改四个清单", &feed("measure", "measure", &["due"])),
    ("一/4", "重点企业建档率", &SITES),
    ("一/5", "制定年度监督检查计划", &feed("inspection-plan", "inspection-plan", &["year", "planned"])),
    ("一/5", "全年双随机抽查企业", &INSPECTIONS),
    ("一/5", "抽查结果公开率", &INSPECTIONS),
    ("一/5", "开展“回头看”检查", &INSPECTIONS),
    ("一/6", "红色等级企业每季度", &SITES),
    ("一/6", "红色等级企业每季度", &INSPECTIONS),
    ("一/6", "橙色等级企业每半年", &INSPECTIONS),
    ("一/7", "双重预防机制建成率", &feed("dual-prevention", "dual-prevention", &["site", "built_on"])),
    (
        "一/7",
        "建成企业全部完成年度评估",
        &feed("dual-assessment", "dual-assessment", &["mechanism", "grade"]),
    ),
    ("一/8", "2处问题由街道领导挂钩", &PROBLEM),
    ("一/8", "重大危险源企业100%落实督长制", &SOURCES),
    ("一/9", "每月召开一次例会", &MEETINGS),
    ("一/9", "年底前完成三年行动收官", &feed("campaign", "campaign", &["topic", "phase", "completed_on"])),
    ("一/10", "自查问题闭环率", &feed("self-inspection", "self-inspection", &["site", "found", "closed"])),
    ("一/10", "红黑名单管理", &feed("red-black-list", "red-black-list", &["list", "published_on"])),
    ("一/10", "群众举报按期答复率", &TIPS),
    ("一/11", "每个社区全年组织综合应急演练", &DRILLS),
    ("一/11", "应急预案到期修订率", &feed("emergency-plan", "emergency-plan", &["revise_by", "revised_on"])),
    (
        "一/11",
        "应急物资储备不足的在30日内补齐",
        &feed("emergency-supply", "emergency-supply", &["short_on", "refill_due", "refilled_on"]),
    ),
    (
        "一/12",
        "参保率达100%",
        &feed("insurance", "insurance", &["site", "trade", "valid_from", "valid_until"]),
    ),
    ("一/12", "专家参与排查的企业", &feed("expert-service", "expert-service", &["site", "provider"])),
    ("一/13", "地震预警终端年度建设任务", &TERMINALS),
    ("一/13", "终端全年平均在线率", &UPTIME),
    ("二/1", "不发生较大以上火灾", &FIRES),
    ("二/1", "杜绝“多合一”场所亡人火灾", &DEATHS_AT),
    ("二/1", "春节、国庆等重要时段", &PERIOD),
    ("二/2", "新建2个市政消火栓", &HYDRANTS),
    ("二/2", "补建5个市政消火栓", &HYDRANTS),
    ("二/2", "市政消火栓完好率", &HYDRANTS),
    ("二/2", "电气火灾监控", &MONITORS),
    ("二/2", "电动自行车充电设施年度建设任务", &CHARGING),
    ("二/2", "电动自行车充电设施年度建设任务", &TASKS),
    ("二/3", "所有社区建立微型消防站", &TEAMS),
    ("二/3", "志愿消防队每月训练", &feed("training", "training", &["team"])),
    ("二/4", "街道消防经费100%", &BUDGET),
    ("二/4", "政府专职消防员人均经费", &BUDGET),
    ("二/5", "中小学校消防安全教育", &LESSONS),
    ("二/5", "各社区明确2名消防宣传大使", &AMBASSADORS),
    ("二/6", "政府挂牌督办的重大火灾隐患", &LISTED),
    ("二/6", "逾期未改的移送", &TRANSFERS),
    ("三/1", "危险化学品和烟花爆竹单位", &DEATHS_AT),
    (
        "三/1",
        "执法文书按期办结率",
        &feed("enforcement-document", "enforcement-document", &["due", "closed_on", "is_criminal"]),
    ),
    ("三/1", "涉嫌犯罪案件移送率", &TRANSFERS),
    ("三/1", "每月编发督查通报", &BULLETINS),
    ("三/2", "每学期至少组织1次疏散演练", &DRILLS),
    ("三/2", "校车安全技术检验合格率", &VEHICLES),
    ("三/2", "校园终端全年平均在线率", &UPTIME),
    ("三/3", "医疗机构每半年至少开展1次消防培训", &TRAINING),
    ("三/3", "医疗机构地震预警终端", &UPTIME),
    ("三/4", "养老机构消防设施合格率", &feed("fire-facility", "fire-facility", &["site", "result"])),
    ("三/4", "不发生亡人火灾", &DEATHS_AT),
    ("三/4", "养老机构每季度至少开展1次消防演练", &DRILLS),
    ("三/5", "文化娱乐场所“多合一”整治合格率", &MIXED),
    ("三/5", "不发生旅游团队亡人责任事故", &DEATHS_AT),
    ("三/6", "建设工程竣工验收合格率", &PROJECTS),
    ("三/6", "40%的老旧小区", &ESTATES),
    ("三/6", "补建5个市政消火栓", &HYDRANTS),
    ("三/7", "河道非法采砂取缔率", &MINING),
    (
        "三/7",
        "病险水闸除险加固完成率",
        &feed("dangerous-sluice", "dangerous-sluice", &["kind", "completed_on"]),
    ),
    ("三/8", "特种设备登记率", &EQUIPMENT),
    ("三/8", "土制锅炉整治率", &BOILERS),
    ("三/9", "出租房屋登记率", &RENTED),
    ("三/10", "道路交通事故死亡人数", &DEATHS),
    ("三/10", "事故多发路段整改率", &BLACK_SPOTS),
    ("三/10", "营运车辆定期检验率", &VEHICLES),
    ("三/11", "液化石油气供应站取证率", &LICENCES),
    ("三/11", "餐饮场所燃气报警装置安装率", &feed("gas-user", "gas-user", &["site", "alarm_on"])),
    ("三/12", "无证非法采矿关闭率", &MINING),
    ("三/12", "地质灾害点每月巡查", &feed("geological-patrol", "geological-patrol", &["point"])),
    ("三/12", "地质灾害点每月巡查", &feed("geological-point", "geological-point", &["kind"])),
    ("三/13", "生产经营性火灾死亡人数", &DEATHS),
    ("三/13", "重点单位监督检查覆盖率", &INSPECTIONS),
    ("三/14", "重大电力设施外部隐患", &POWER),
    ("三/14", "一般电力设施外部隐患", &POWER),
    ("三/15", "企业主要负责人和安全管理人员持证率", &feed("certified-person", "certified-person", &["post"])),
    ("三/15", "培训覆盖率", &feed("training", "training", &["audience", "site", "attended", "expected"])),
    ("三/16", "普法宣传不少于6场", &feed("publicity", "publicity", &["kind"])),
    ("四/1", "确保不发生亡人事故", &DEATHS),
    ("四/1", "坚决杜绝较大以上火灾", &FIRES),
    ("四/2", "出租房屋、“多合一”场所摸排率", &RENTED),
    ("四/2", "出租房屋、“多合一”场所摸排率", &MIXED),
    ("四/3", "自建房加工场所整改率", &WORKSHOPS),
    ("四/4", "补建5个市政消火栓", &HYDRANTS),
    ("四/5", "无证经营危险化学品、烟花爆竹", &UNLICENSED),
    ("四/6", "重大危险源企业100%建立监测监控", &SOURCES),
    ("四/7", "一般事故调查率", &INVESTIGATED),
    ("四/8", "重大涉电隐患整改率", &POWER),
    ("四/8", "一般涉电隐患当年整改率", &POWER),
    ("四/9", "地震预警终端全年平均在线率", &UPTIME),
    ("四/10", "在24小时内到场核实", &TIPS),
    ("四/11", "每季度至少公布1次隐患整改情况", &BULLETINS),
    ("五/（一）", "与网格签订目标责任书", &feed("target-letter", "target-letter", &["level", "signed_on"])),
    ("五/（二）", "每月通报一次进展", &BULLETINS),
    ("五/（二）", "由分管领导约谈", &feed("interview", "interview", &["kind", "whom"])),
];
