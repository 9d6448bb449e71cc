//! The grammar, phrase by phrase: what each form says, and what only looks like a requirement.

use super::requirements;

/// Kind, comparison, value, unit and period of each requirement of a text, as one line.
fn read(words: &str) -> Vec<String> {
    let found = requirements(words, &[], Some(2026), false);
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

#[test]
fn values_paired_by_position_are_two_requirements() {
    assert_eq!(read("登记率、检验率分别达到95%和90%"), ["ratio >=95%", "ratio >=90%"]);
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
    let found = requirements(table, &[], Some(2026), false);
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
