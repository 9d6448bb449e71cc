//! Words about accounts, passwords and sessions, and about what becomes of units.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "account.bad_login",
        "登录名为 2 至 40 个字母、数字、汉字或 . - _ @，中间不留空格。",
        "A login has 2 to 40 letters, digits or . - _ @, and no blanks.",
    ),
    ("account.bad_name", "姓名为 1 至 40 个字。", "A name has 1 to 40 characters."),
    ("account.bad_phone", "电话号码不对，请核对。", "No such telephone number; check it."),
    (
        "account.code_wrong",
        "验证码不对。请输入手机上现在显示的 6 位数字；手机时间不准时先校准。",
        "The code is wrong. Enter the six digits that the phone shows now; set its clock if it is off.",
    ),
    (
        "account.erased",
        "这个账号的个人信息已经清除，不能再用。需要时请新建账号。",
        "What was held about the person of this account is erased, and it is of no more use; add another account.",
    ),
    (
        "account.kept_apart",
        "系统管理员、安全管理员、审计管理员须由不同的人担任，“管理员”也不再另授。人手不够的街道可在配置中允许前两者兼任。",
        "System, security and audit administrators are different persons, and the post of all three is not given again. A small \
         street may let one person be the first two in its settings.",
    ),
    (
        "account.last_keeper",
        "这样就没有人能管理账号或分配岗位了。请先让另一人担任管理员，再操作。",
        "Nobody would be left to keep accounts or give posts; give somebody else that post first.",
    ),
    ("account.login_taken", "这个登录名已有人使用，请换一个。", "This login is taken; choose another."),
    ("account.no_reason", "请写明原因，1 至 200 个字。", "Give a reason of 1 to 200 characters."),
    (
        "account.own",
        "不能改自己的岗位或账号，请由另一位管理员操作。",
        "Nobody changes their own posts or account; ask another administrator.",
    ),
    (
        "account.password_guessed",
        "这个密码容易被猜到，请换一个，比如一句只有您知道的话。",
        "This password is easily guessed; take another, such as a sentence that only you know.",
    ),
    ("account.password_length", "密码为 10 至 128 个字符。", "A password has 10 to 128 characters."),
    (
        "account.password_same",
        "新密码与原密码相同，请换一个。",
        "This is the password you have; take another.",
    ),
    (
        "account.password_wrong",
        "原密码不对，请重新输入。",
        "Your present password is another; enter it again.",
    ),
    (
        "account.post_ends_too_early",
        "止日早于起日，或早于昨天，请改正。",
        "The last day is before the first or before yesterday; correct it.",
    ),
    ("account.post_needs_sector", "这个角色须选行业领域。", "This role needs a sector."),
    ("account.post_needs_unit", "这个角色须选在任的单位。", "This role needs a unit that stands."),
    (
        "account.same_state",
        "账号已经是这个状态，请刷新后再看。",
        "The account is in that state already; load the page again.",
    ),
    (
        "account.second_factor_missing",
        "没有可用的第二因素，请先设置。",
        "There is no second factor; set one up first.",
    ),
    (
        "account.second_factor_required",
        "您的角色必须使用第二因素，不能停用。",
        "Your role may not be without a second factor.",
    ),
    (
        "account.second_factor_there",
        "已设置第二因素。换手机时请先停用，或请管理员重置。",
        "There is a second factor already; remove it first, or ask the administrator to reset it.",
    ),
    (
        "account.still_in_use",
        "账号还在使用。请先停用，再清除个人信息。",
        "The account is in use; disable it first, then erase.",
    ),
    (
        "charge.elsewhere",
        "这个单位不在该领导任职单位的范围内，或这一天不在有效期内。",
        "The place does not lie in that of the post, or does not stand on that day.",
    ),
    ("charge.held_already", "这段时间已有这一项分管或挂钩。", "The post has this line at the time already."),
    ("charge.no_leader", "只有领导岗位有分管领域和挂钩社区。", "Only a leader's post has lines."),
    ("charge.no_such_sector", "没有这个行业领域，请重新选择。", "There is no such sector; choose another."),
    (
        "charge.wrong_days",
        "起止日不对：止日早于起日，或岗位已经结束。",
        "The last day is before the first, or the post is over by then.",
    ),
    ("session.code_first", "请先输入验证码，再使用其他功能。", "Enter the code of your second factor first."),
    (
        "session.disabled",
        "账号已停用，请联系系统管理员。",
        "The account is disabled; ask the system administrator.",
    ),
    (
        "session.must_change_password",
        "请先修改一次性密码，再使用其他功能。",
        "Change the one-time password first.",
    ),
    (
        "session.must_set_up_second_factor",
        "您的角色必须使用第二因素，请先设置。",
        "Your role may not be without a second factor; set one up first.",
    ),
    ("session.required", "请先登录。", "Sign in first."),
    (
        "session.second_factor_needed",
        "请输入手机上的 6 位验证码，或一个恢复码。",
        "Enter the six digits of your phone, or a recovery code.",
    ),
    (
        "session.second_factor_wrong",
        "验证码不对或已用过，请输入新的验证码。",
        "The code is wrong or was used; enter a new one.",
    ),
    (
        "session.token_refused",
        "访问令牌无效、已过期或已撤销，请换一个。",
        "The token is none, is over or was revoked; use another.",
    ),
    (
        "session.too_many_tries",
        "密码输错次数过多，请 {seconds} 秒后再试。",
        "Too many wrong passwords; try again in {seconds} s.",
    ),
    ("session.wrong_credentials", "用户名或密码不正确。", "Login or password is wrong."),
    (
        "sign_on.clock",
        "统一身份认证的时间与本系统不一致，没有登录。请管理员核对两边服务器的时钟，再重新登录；也可以用密码登录。",
        "The clocks of the identity provider and of this server are apart. Have the administrator set them, then sign in again; a password works meanwhile.",
    ),
    (
        "sign_on.code_used",
        "这次登录已经用过或超时，请回到登录页重新登录。",
        "This sign-in was used already or took too long; go back and sign in again.",
    ),
    (
        "sign_on.misconfigured",
        "统一身份认证与本系统的设置对不上，没有登录。请管理员核对地址、客户端编号和密钥；也可以用密码登录。",
        "The identity provider and the settings do not fit. Have the administrator check address, client and secret; a password works meanwhile.",
    ),
    ("sign_on.no_code_awaited", "现在不需要验证码。", "No code is waited for."),
    (
        "sign_on.not_begun",
        "这次登录不是从这个浏览器开始的，或已超过 10 分钟。请回到登录页重新登录。",
        "This sign-in was not begun by this browser, or more than ten minutes ago; go back and sign in again.",
    ),
    ("sign_on.not_linked", "这个账号没有关联统一身份认证。", "The account is linked to no identity."),
    (
        "sign_on.not_trusted",
        "统一身份认证的答复不可信，没有登录。请重新登录；再不行，请告诉管理员。",
        "The answer of the identity provider cannot be trusted. Sign in again; if that fails, tell the administrator.",
    ),
    (
        "sign_on.off",
        "本系统没有接入统一身份认证，请用密码登录。",
        "There is no identity provider; sign in with a password.",
    ),
    (
        "sign_on.other_person",
        "这个用户名的账号已关联另一个身份。确是本人的，请账号管理员取消原来的关联，再重新登录。",
        "The account of this name is linked to another identity. If it is yours, have the account administrator unlink it, then sign in again.",
    ),
    (
        "sign_on.silent",
        "统一身份认证没有应答，请稍后再试；也可以用密码登录。",
        "The identity provider does not answer. Try again later, or sign in with a password.",
    ),
    (
        "sign_on.unknown_person",
        "本系统里没有您的账号。请账号管理员建一个，用户名与统一身份认证里的一致，再重新登录。",
        "You have no account here. Have the account administrator make one with the name that the identity provider has for you, then sign in again.",
    ),
    ("token.bad_days", "有效期为 1 至 366 天。", "A token lasts 1 to 366 days."),
    ("token.bad_name", "令牌的名称为 1 至 40 个字。", "A token has a name of 1 to 40 characters."),
    (
        "token.not_here",
        "这件事须本人登录后办理，不能用访问令牌。",
        "This is done in person after signing in, not with a token.",
    ),
    (
        "token.read_only",
        "这个访问令牌只能读取。需要写入时，请另建一个。",
        "This token reads only; make another one to write.",
    ),
    ("token.revoked", "这个令牌已经撤销。", "The token is revoked already."),
    ("token.role_not_held", "只能选自己现有的角色。", "Choose among the roles that you have."),
    (
        "unit.bad_code",
        "区划代码不对：街道 12 位、末三位为 000，社区 12 位，网格为社区代码加 3 位，工作点 12 或 15 位；其他单位没有区划代码。",
        "No such region code: 12 digits of a street (the last three 000) or a community, those of its community and 3 of its own \
         for a grid, 12 or 15 for a work point; other units have none.",
    ),
    (
        "unit.circle",
        "单位不能划到自己或自己的下级里，请另选。",
        "A unit cannot lie in itself or in what lies in it; choose another.",
    ),
    (
        "unit.code_elsewhere",
        "这里的区划代码以 {stem} 开头，请核对代码或上级单位。",
        "Codes of what lies here begin with {stem}; check the code or the unit above.",
    ),
    ("unit.code_taken", "“{name}”已用这个区划代码，请核对。", "{name} has this region code; check it."),
    (
        "unit.not_standing",
        "这一天该单位不在有效期内，请核对日期或另选单位。",
        "One of the units does not stand on that day; check the day, or choose another.",
    ),
    (
        "unit.not_yet",
        "变动在生效当天登记，请把生效日改为今天或以前。",
        "A change is entered when it takes effect; choose today or a day before.",
    ),
    (
        "unit.nothing_taken",
        "请选出划给新单位的下级单位；它们须是被拆分单位的直接下级。",
        "Choose what the new unit takes; it must lie right below the one that is split.",
    ),
    (
        "unit.out_of_order",
        "该单位在更晚的日期已有变动，请按先后登记。",
        "Something became of the unit on a later day; enter changes in the order of their days.",
    ),
    ("unit.same", "已经是这样，没有变动。", "It is so already; nothing changes."),
];
