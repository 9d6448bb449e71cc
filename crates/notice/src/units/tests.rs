//! Who answers, by every form in which a paper says it.

fn units(text: &str) -> Vec<String> {
    let notice = crate::parse(text);
    let names = |r: &crate::Requirement| {
        let answers = r.units.iter().filter(|unit| unit.role != crate::Role::Assist);
        answers.map(|unit| unit.name.clone()).collect::<Vec<_>>().join("、")
    };
    notice.requirements.iter().map(names).collect()
}

#[test]
fn the_heading_answers_for_the_clauses_below_it() {
    assert_eq!(
        units("一、部门\n1．道安办、交警一中队：（1）整改率达100%。（2）杜绝事故。"),
        ["道安办、交警一中队"; 2]
    );
    assert_eq!(units("四、各社区、各工作点安全目标\n1．整改率达100%。"), ["各社区、各工作点"]);
    assert_eq!(units("四、各社区居委会任务\n1．整改率达100%。"), ["各社区居委会"]);
    assert_eq!(units("3. 职责\n（1）合成车间\n①合格率100%。"), ["合成车间"]);
}

#[test]
fn a_closing_bracket_names_who_is_responsible() {
    assert_eq!(units("1．隐患整改率达100%（德育处负责）。"), ["德育处"]);
    assert_eq!(units("1．隐患整改率达100%。（责任单位：甲办、乙所）"), ["甲办、乙所"]);
    assert_eq!(units("1．隐患整改率达100%。（甲厅牵头，乙厅、丙委参与）"), ["甲厅"]);
    assert_eq!(units("1．隐患整改率达100%。（甲厅、乙厅按职责分工负责）"), ["甲厅、乙厅"]);
    assert_eq!(units("1．整改率达100%（甲办负责）；登记率达95%（乙所负责）。"), ["甲办", "乙所"]);
}

#[test]
fn a_line_of_its_own_names_who_is_responsible() {
    assert_eq!(units("1．整改率达100%。\n责任单位：甲厅；配合单位：乙厅、丙委\n"), ["甲厅"]);
    assert_eq!(units("1．整改率达100%。\n牵头单位：甲厅\n配合单位：乙厅\n"), ["甲厅"]);
}

#[test]
fn the_lead_answers_where_others_are_named_beside_it() {
    assert_eq!(units("1．整改率达100%。\n牵头单位：甲厅\n责任单位：乙厅、丙委\n"), ["甲厅"]);
    assert_eq!(units("1．整改率达100%。\n责任单位：乙厅、丙委\n"), ["乙厅、丙委"]);
}

#[test]
fn a_note_behind_the_last_clause_holds_for_those_above_it() {
    assert_eq!(units("（一）路面\n1．上线率达99%。\n2．佩戴率达95%。（责任单位：甲局）\n"), ["甲局"; 2]);
    assert_eq!(
        units(
            "（一）路面\n1．上线率达99%。（责任单位：甲局）\n2．佩戴率达95%。（责任单位：乙局）\n3．合格率100%。\n"
        ),
        ["甲局", "乙局", ""]
    );
}

#[test]
fn the_subject_of_the_sentence_comes_first() {
    for (text, expect) in [
        ("1．安办：分管负责人每季度检查1次。", vec!["分管负责人"]),
        ("1．管理单位应当每年检测一次，每月维护一次。", vec!["管理单位"; 2]),
        ("1．市、县（区）人民政府每年至少研究一次。", vec!["市、县（区）人民政府"]),
        ("1．各村（社区）、各单位每月25日前报送信息。", vec!["各村（社区）、各单位"]),
        ("1．各县(市、区)每季度上报信息。", vec!["各县(市、区)"]),
        ("1．请各成员单位于4月底前报送方案。", vec!["各成员单位"]),
        ("1．区财政三年投入不低于2亿元。", vec!["区财政"]),
        ("1．护士长每月抽查两次。", vec!["护士长"]),
        ("1．安办：重大危险源企业100%建立系统。", vec!["安办"]),
        ("1．派出所：居委会、村委会检查率100%。", vec!["派出所"]),
        ("1．安办：每名民警每月检查2次。", vec!["安办"]),
        ("1．供电所：不发生供电公司负责的事故。", vec!["供电所"]),
    ] {
        assert_eq!(units(text), expect, "{text}");
    }
}

#[test]
fn the_subject_of_a_list_answers_for_its_items() {
    assert_eq!(units("第六条 责任人应当履行下列职责：\n（一）每月至少检查一次；"), ["责任人"]);
}

#[test]
fn a_heading_that_is_a_matter_is_no_unit() {
    assert_eq!(units("1．主要指标：整改率达100%。"), [""]);
}
