//! The grammar, phrase by phrase: what each form says, and what only looks like a requirement.

use super::requirements;
use crate::types::Head;

/// Kind, comparison, value, unit and period of each requirement of a text, as one line.
fn read(words: &str) -> Vec<String> {
    let found = requirements(words, &[], Some(2026), &Head::default());
    let show = |r: crate::Requirement| {
        let value = r.value.map(|v| v.to_string()).unwrap_or_default();
        let to = r.value_to.map(|v| format!("..{v}")).unwrap_or_default();
        let due = r.due.and_then(|due| due.on).map(|day| format!(" by {day}")).unwrap_or_default();
        let period = r.period.map(|p| format!(" each {}", p.as_str())).unwrap_or_default();
        let flags = [(r.soft, " soft"), (r.implicit, " implied"), (r.negated, " turned")];
        let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
        let unit = r.unit.unwrap_or_default();
        format!("{} {}{value}{to}{unit}{period}{due}{flags}", r.kind.as_str(), r.comparator.as_str())
    };
    found.into_iter().map(show).collect()
}

#[test]
fn each_form_gives_its_kind_and_threshold() {
    for (words, expect) in [
        ("河道非法采砂取缔率达100%", "ratio >=100%"),
        ("“三合一”整治合格率100%", "ratio =100%"),
        ("一般隐患当年整改率不低于80％", "ratio >=80% each year"),
        ("出租房屋、厂房摸排率和整改率均达100％", "ratio >=100%"),
        ("30%的老旧小区完成消防车通道治理", "ratio =30%"),
        ("100%建立监控系统", "ratio =100%"),
        ("确保全年平均在线率在85%以上", "ratio >=85% each year"),
        ("坚决遏制较大事故发生", "zero =0 soft"),
        ("确保不发生亡人事故", "zero =0"),
        ("实现零死亡、零事故", "zero =0"),
        ("无重大火灾事故", "zero =0"),
        ("死亡人数不超过0人", "zero =0"),
        ("死亡人数比上年有所下降", "decline < each year"),
        ("事故起数下降幅度不低于5%", "decline >=5% each year"),
        ("事故死亡人数同比下降10%以上", "decline >=10% each year"),
        ("死亡人数控制在3人以内", "ceiling <=3人"),
        ("亿元产值死亡率控制在0.5‰以内", "ceiling <=0.5‰"),
        ("不超过上级下达的控制指标", "ceiling <="),
        ("每半年至少进行1次培训", "frequency >=1次 each half-year"),
        ("每年至少组织两次演练", "frequency >=2次 each year"),
        ("至少每季度召开一次例会", "frequency >=1次 each quarter"),
        ("每月上报工作信息", "frequency =1次 each month implied"),
        ("消防安全教育每学年不少于4课时", "frequency >=4课时 each school-year"),
        ("不少于1次的消防安全培训", "frequency >=1次"),
        ("人均经费不低于7.5万元", "amount >=7.5万元"),
        ("补建3个市政消火栓", "count =3个"),
        ("每个社区配备不少于十五名队员", "count >=15名"),
        ("每队配备3－5人", "count between3..5人"),
        ("在年底前全面完成建设任务", "deadline <= by 2026-12-31"),
        ("2026年6月底前，完成辖区排查", "deadline <= by 2026-06-30"),
        ("9月底前完成80%以上", "ratio >=80% by 2026-09-30"),
        ("每年1月31日前报送总结", "deadline <= each year by 2026-01-31"),
        ("在24小时内上报", "deadline <=24小时"),
        ("所有社区成立志愿消防队", "ratio =100% implied"),
        ("重点单位全部达标", "ratio =100% implied"),
        ("整改率低于80%的，扣2分", "ratio >=80% turned"),
        ("全年演练少于2次的扣1分", "frequency >=2次 each year turned"),
    ] {
        assert_eq!(read(words), [expect], "{words}");
    }
}

/// Checks each text against its requirements, in order.
fn check(cases: &[(&str, &[&str])]) {
    for (words, expect) in cases {
        assert_eq!(read(words), *expect, "{words}");
    }
}

#[test]
fn values_paired_by_position_are_two_requirements() {
    check(&[
        ("登记率、检验率分别达到95%和90%", &["ratio >=95%", "ratio >=90%"]),
        ("安全感、满意度分别达到98%和96%以上", &["ratio >=98%", "ratio >=96%"]),
        ("起数、死亡人数同比分别下降5%、3%", &["decline >=5% each year", "decline >=3% each year"]),
        (
            "死亡人数控制在4人以内，其中道路控制在3人以内、工矿控制在1人以内",
            &["ceiling <=4人", "ceiling <=3人", "ceiling <=1人"],
        ),
    ]);
}

#[test]
fn a_ceiling_is_told_from_a_ratio_and_from_a_limit_of_time() {
    check(&[
        ("泄漏率小于0.3‰", &["ceiling <0.3‰"]),
        ("十万人口死亡率低于0.19", &["ceiling <0.19"]),
        ("误报率降至百分之五以下", &["ceiling <=5%"]),
        ("摊位面积不得超过中庭面积的30%", &["ceiling <=30%"]),
        ("审批时限压减到15个工作日以内", &["ceiling <=15工作日"]),
        ("疏散时间控制在3分钟以内", &["ceiling <=3分钟"]),
        ("接警后30分钟内到达现场", &["deadline <=30分钟"]),
        ("接令后3分钟到场", &["deadline <=3分钟"]),
        ("应当在三个工作日内核查", &["deadline <=3工作日"]),
        ("起数控制在上年平均数以内", &["ceiling <= each year"]),
    ]);
}

#[test]
fn times_are_kept_or_practiced() {
    check(&[
        ("检测报告保存不少于3年", &["amount >=3年"]),
        ("记录保存一年以上", &["amount >=1年"]),
        ("每次运行不少于15分钟", &["amount >=15分钟"]),
        ("每月技能训练不少于半天", &["frequency >=0.5天 each month"]),
        ("每逢赶集日上路劝导不少于4小时", &["frequency >=4小时"]),
    ]);
}

#[test]
fn things_that_are_made_are_counted_and_acts_are_frequencies() {
    check(&[
        ("储备编织袋5000条、救生衣三百件", &["count =5000条", "count =300件"]),
        ("配备手电20把，救生圈30个", &["count =20把", "count =30个"]),
        ("组建一支五十人以上的应急队伍", &["count =1支", "count >=50人"]),
        ("成立20人以上的突击队", &["count >=20人"]),
        ("新建管网12.6公里", &["amount =12.6公里"]),
        ("全年安排专项经费八十万元", &["amount =80万元 each year"]),
        ("新增绿地约3公顷", &["amount about3公顷"]),
        ("每周刊播公益广告不少于3条", &["frequency >=3条 each week"]),
        ("每班不得少于两人", &["count >=2人 each shift"]),
        ("全年检查场所一千二百家次", &["frequency =1200家次 each year"]),
        ("指导7所学校每学期开展一次演练", &["frequency =1次 each term"]),
        ("每月通报一次", &["frequency =1次 each month"]),
        (
            "每日巡查、每周排查、每月调度一次",
            &[
                "frequency =1次 each day implied",
                "frequency =1次 each week implied",
                "frequency =1次 each month",
            ],
        ),
        ("每季度开展巡查，不少于2次", &["frequency >=2次 each quarter"]),
        ("不少于24学时/年", &["frequency >=24学时 each year"]),
    ]);
}

#[test]
fn a_breach_is_turned_round_only_where_points_are_taken() {
    check(&[
        ("流失率超过10%扣1分", &["ceiling <=10% turned"]),
        ("持证率、复训率分别低于97%、92%的扣3分", &["ratio >=97% turned", "ratio >=92% turned"]),
        ("在岗人数不足编配数90%扣2分", &["ratio >=90% turned"]),
        ("覆盖率未达到100%的扣1分", &["ratio >=100% turned"]),
        ("未每月报送信息2篇以上的扣0.5分", &["frequency >=2篇 each month turned"]),
        ("未按季度发布预警的扣0.5分", &["frequency =1次 each quarter implied turned"]),
        ("每季度召开一次会议（5分，少一次扣1分）", &["frequency =1次 each quarter"]),
        ("全年不发生亡人事故，发生一起扣5分", &["zero =0 each year"]),
        ("对整改率低于90%的县进行约谈", &[]),
        ("培训率每低5%扣0.2分", &[]),
        ("发生1起较大火灾扣5分", &[]),
    ]);
}

#[test]
fn a_day_belongs_to_the_figure_beside_it() {
    check(&[
        ("2028年6月底前实现全覆盖", &["ratio =100% by 2028-06-30 implied"]),
        ("11月底前完成不少于60户的整治", &["count >=60户 by 2026-11-30"]),
        ("9月底前全部更新完毕", &["deadline <= by 2026-09-30"]),
        ("每月25日前报送进展", &["deadline <= each month"]),
        ("到2028年，改造任务全面完成", &["deadline <= by 2028-12-31"]),
        ("到2026年底，排查建档基本完成", &[]),
    ]);
}

#[test]
fn reports_conditions_and_gifts_promise_nothing() {
    check(&[
        ("2025年全县发生事故14起，同比下降12.5%", &[]),
        ("过去一年，整改率百分之九十七；六个村零事故", &[]),
        ("2025年整改率92%，今年要达到95%", &["ratio >=95%"]),
        ("建筑面积超过10万平方米的，不得少于4人", &["count >=4人"]),
        ("对投保的用户给予不超过保费30%的补贴", &[]),
        ("由财政补贴一半费用，每户不超过150元", &[]),
        ("补贴兑现率100%", &["ratio =100%"]),
        ("考核结果占绩效的20%", &[]),
        ("所称大型用户，是指存瓶100公斤以上的单位", &[]),
        ("氧含量在19.5%—23.5%之间方可进入", &[]),
        ("未按期完成的19项问题", &[]),
        ("PM2.5达标", &[]),
    ]);
}

#[test]
fn what_only_looks_like_a_requirement_gives_none() {
    for words in [
        "每发生一起扣5分",
        "处5000元以上2万元以下罚款",
        "奖励300元",
        "2020年为民办实事项目",
        "强化“零星”工程管理",
        "以零容忍的态度",
        "三百人以上的单位应当建立组织",
        "县级以上人民政府",
        "建立四个清单",
        "每降低1个百分点扣1分",
        "未发生事故的予以表彰",
        "有效防范和遏制各类事故",
        "截至2025年底，共有企业300家",
        "从源头上杜绝隐患",
        "节前开展检查",
    ] {
        assert_eq!(read(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn a_task_table_gives_units_and_due_days_by_its_columns() {
    let table = "序号\t工作任务\t责任单位\t完成时限\n1\t燃气管道改造\t城建办\t6月底前\n2\t隐患整改率达98%以上\t\t年底\n3\t召开例会\t安办、派出所\t长期\n";
    let found = requirements(table, &[], Some(2026), &Head::default());
    let show = |r: &crate::Requirement| {
        let units: Vec<_> = r.units.iter().map(|unit| unit.name.as_str()).collect();
        let due = r.due.as_ref().and_then(|due| due.on).map(|day| day.to_string()).unwrap_or_default();
        format!("{} {} {} {due}", &table[r.quote.clone()], r.kind.as_str(), units.join("、"))
    };
    assert_eq!(
        found.iter().map(show).collect::<Vec<_>>(),
        ["燃气管道改造 deadline 城建办 2026-06-30", "隐患整改率达98%以上 ratio 城建办 2026-12-31"]
    );
}

#[test]
fn growth_is_met_by_more_and_a_further_fall_is_a_decline() {
    check(&[
        ("固定资产投资增长8%", &["ratio >=8%"]),
        ("旅游收入同比增长15%", &["ratio >=15% each year"]),
        ("进出口总额增长7%左右", &["ratio about7%"]),
        ("事故起数比2025年再降6%", &["decline >=6% each year"]),
        ("空置比例控制在4%左右", &["ceiling about4%"]),
        ("到位外资2000万美元以上", &["amount >=2000万美元"]),
        ("管理率城区95%，农村90%", &["ratio =95%", "ratio =90%"]),
        ("电动车上牌率达90﹪", &["ratio >=90%"]),
    ]);
}

#[test]
fn all_of_them_by_a_day_is_a_share_with_a_day() {
    check(&[
        ("2027年底前所有社区建成微型消防站", &["ratio =100% by 2027-12-31 implied"]),
        ("二季度末全部达标", &["ratio =100% by 2026-06-30 implied"]),
        ("投保率上半年达到90%", &["ratio >=90% by 2026-06-30"]),
        ("经营单位全部取得许可证", &["ratio =100% implied"]),
    ]);
}

#[test]
fn a_share_of_many_is_asked_for_and_hours_of_a_year_come_again() {
    check(&[
        ("至少有60%的商户参加保险", &["ratio >=60%"]),
        ("网格员年学习时长不低于24小时", &["frequency >=24小时 each year"]),
        ("值班员每社区2名", &["count =2名"]),
        ("值班医师每日查房", &["frequency =1次 each day implied"]),
        ("惠及群众3000户", &[]),
    ]);
}

#[test]
fn what_a_post_is_paid_is_asked_for_and_a_gift_is_not() {
    check(&[
        ("巡查员补贴每月不少于500元", &["amount >=500元 each month"]),
        ("护路员补助每月600元左右", &["amount about600元 each month"]),
        ("工伤赔付控制在5万元以内", &["ceiling <=5万元"]),
        ("对达标站点一次性补助5000元", &[]),
    ]);
}

#[test]
fn absence_is_said_of_a_place_and_of_what_happens() {
    check(&[
        ("村内无非法采砂窝点", &["zero =0"]),
        ("幼儿园无食物中毒事件发生", &["zero =0"]),
        ("无证经营事件发生", &[]),
    ]);
}

#[test]
fn sizes_offenders_and_what_is_done_to_them_are_no_demands() {
    check(&[
        ("凡经营面积50平方米以下", &[]),
        ("对超载30%以上、超限40%以上的一律从重处理", &[]),
        ("对两年内弄虚作假的予以通报", &[]),
        ("火灾起数上升10%以上的街道", &[]),
        ("搭设高度24m以上支架", &[]),
        ("85分以上兑付100%", &[]),
        ("合格率仅82%", &[]),
        ("凡查出的隐患应在3日内整改", &["deadline <=3日"]),
        ("发现隐患的一律在5日内整改", &["deadline <=5日"]),
    ]);
}

#[test]
fn limits_have_units_in_letters_and_latest_days() {
    check(&[
        ("一般故障最迟不超过三个工作日", &["deadline <=3工作日"]),
        ("每间住宿人数不宜超过6人", &["ceiling <=6人 soft"]),
        ("工作电压不大于36kV", &["ceiling <=36kV"]),
        ("环境噪声控制在55dBA以下", &["ceiling <=55dBA"]),
        ("新建5G基站", &[]),
    ]);
}

#[test]
fn a_letter_asks_for_reports_before_its_first_clause() {
    let kinds = |text: &str| crate::parse(text).requirements.len();
    assert_eq!(kinds("方案已经会议通过，请各单位于4月30日前将清单报安办。\n一、总则\n"), 1);
    assert_eq!(kinds("去年整改率达98%，4月30日前完成。\n一、总则\n"), 0);
}

#[test]
fn a_paper_without_a_date_is_as_old_as_its_first_heading_with_a_year() {
    let text = "一、启动阶段（2023年3月—4月）。4月底前报送名单。\n二、要求。2022年，合格率为91%，同比提高1.5个百分点。\n";
    let found = crate::parse(text).requirements;
    let days: Vec<_> = found.iter().filter_map(|r| r.due.as_ref()?.on).map(|day| day.to_string()).collect();
    assert_eq!((found.len(), days), (1, vec!["2023-04-30".to_owned()]));
}

#[test]
fn a_value_in_its_own_cell_is_read_with_the_name_and_the_unit_beside_it() {
    let table = "指标\t单位\t目标值\t责任部门\n隐患整改率\t%\t≥98\t安办\n死亡人数\t人\t0\t安办\n演练次数\t次/年\t2\t安办\n";
    assert_eq!(read(table), ["ratio >=98%", "zero =0", "frequency =2次 each year"]);
}

#[test]
fn the_cells_of_points_hold_only_breaches() {
    let table = "序号\t考核内容\t评分标准\n1\t抽查\t抽查2个队站，一项不达标扣0.5分；合格率低于85%扣1分\n";
    assert_eq!(read(table), ["ratio >=85% turned"]);
}

#[test]
fn what_a_heading_calls_a_result_is_none() {
    let kinds = |text: &str| crate::parse(text).requirements.len();
    assert_eq!(kinds("一、工作成效\n1．整改率达98%。\n二、存在问题\n1．整改率不足80%。\n"), 0);
    assert_eq!(kinds("一、工作成效\n1．整改率达98%。\n二、下一步安排\n1．整改率达98%。\n"), 1);
}
