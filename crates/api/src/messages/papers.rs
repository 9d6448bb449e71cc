//! Of papers printed from a case.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "paper.bad_office",
        "请填写单位全称（60 字以内）和机关代字（20 字以内），其余每项不超过 200 字。",
        "Enter the full name (60 characters) and the word for numbers (20); everything else has at most 200.",
    ),
    (
        "paper.bad_power",
        "有执法权的单位要填写起始日期、授权依据、复议机关和诉讼法院，起始日期不晚于截止日期。",
        "A unit with power needs its first day, its document, and where to appeal and to sue; the first day is not after the last.",
    ),
    ("paper.fields", "有 {n} 项填写不对，请改正。", "{n} answers are wrong; correct them."),
    (
        "paper.has_power",
        "本单位有执法权，请发责令限期整改指令书，不发告知书。",
        "The unit may order: issue an order to rectify, no notice.",
    ),
    (
        "paper.no_chinese_font",
        "程序没有带字体，服务器上也没有中文字体，不能打印文书。请运维安装 fonts-noto-cjk，装好后不用重启；或在配置的 fonts 中指定字体文件夹。",
        "Neither program nor server has a font with Chinese, so no paper is printed. Have fonts-noto-cjk installed, or a folder of \
         fonts named under fonts in the settings.",
    ),
    (
        "paper.no_glyph",
        "服务器的字体里没有这些字：{characters}。请换成通行的写法，或请运维补充字体。",
        "No font of the server has {characters}; write it otherwise, or have a font added.",
    ),
    (
        "paper.no_power",
        "本单位没有执法权，不能发责令限期整改指令书，请发告知书。授权后在“文书”页登记。",
        "The unit has no power to order: issue a notice. Once it is given the power, enter that on the page of papers.",
    ),
    ("paper.no_reason", "请写明作废的原因，1 至 200 个字。", "Say why it is void, in 1 to 200 characters."),
    (
        "paper.no_receiver",
        "请填写受送达人，备注不超过 200 字。",
        "Say who received it; the remark has at most 200 characters.",
    ),
    (
        "paper.no_term",
        "这条隐患没有整改期限，请先填写整改期限。",
        "The hazard has no deadline; enter one first.",
    ),
    (
        "paper.not_listed",
        "这条隐患没有挂牌，请先提请挂牌并下达通知。",
        "The hazard is not listed; propose it and list it first.",
    ),
    (
        "paper.not_of_this",
        "这种文书不从这条记录签发，请换一种。",
        "Such a paper is not issued for this record; choose another.",
    ),
    (
        "paper.not_printed",
        "文书没有打印成功，没有占用文号，已记录。请稍后再试，仍不行请联系管理员。",
        "The paper could not be printed, and no number was taken. It is logged; try later, or ask the administrator.",
    ),
    (
        "paper.not_yours",
        "这种文书不由您的岗位签发，请安办或主管部门办理。",
        "Your post does not issue such papers; the safety office or the department does.",
    ),
    (
        "paper.nothing_to_recheck",
        "这条隐患还没有发过指令书或告知书，请先签发，再出复查意见。",
        "No order or notice was issued for the hazard; issue one before the opinion.",
    ),
    (
        "paper.other_party",
        "一份文书只写同一当事人、由同一单位签发的隐患；复查意见书只写原文书列出的隐患。请把不属于这份文书的去掉。",
        "A paper covers hazards of one party that one unit issues it for, and an opinion what stands on the order or notice; take \
         the others off.",
    ),
    (
        "paper.printed",
        "这条记录对应已签发的文书，文号、类别、当事人和日期不能改，也不能删除。要作废请到文书里操作。",
        "The record stands for an issued paper: number, kind, party and days do not change, and it is not removed. Void the \
         paper itself.",
    ),
    (
        "paper.served_day",
        "送达日期不能早于签发日期，也不能晚于今天。",
        "It is served on or after its day and not later than today.",
    ),
    (
        "paper.too_many",
        "这种文书一份最多写 {most} 条，请分开签发。",
        "Such a paper covers at most {most}; issue several.",
    ),
    (
        "paper.two_officers",
        "请填写至少两名人员，用顿号隔开。",
        "Name at least two officers, with a comma between them.",
    ),
    ("paper.void", "这份文书已经作废。", "The paper is void already."),
    (
        "paper.word_taken",
        "另一个单位已用这个机关代字，文号会重复，请换一个。",
        "Another unit has this word, so numbers would be the same; choose another.",
    ),
    (
        "paper.wrong_state",
        "按现在的办理状态还不能发这种文书，请先办理到相应环节。",
        "Such a paper is not issued while the case stands where it stands; move it on first.",
    ),
];
