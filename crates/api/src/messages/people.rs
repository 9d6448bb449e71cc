//! Words about accounts, passwords and sessions.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "account.bad_login",
        "登录名为 2 至 40 个字母、数字、汉字或 . - _ @，中间不留空格。",
        "A login has 2 to 40 letters, digits or . - _ @, and no blanks.",
    ),
    ("account.bad_name", "姓名为 1 至 40 个字。", "A name has 1 to 40 characters."),
    (
        "account.last_keeper",
        "这样就没有人能管理账号了。请先让另一人担任管理员，再操作。",
        "Nobody would be left to keep accounts; give somebody else that post first.",
    ),
    ("account.login_taken", "这个登录名已有人使用，请换一个。", "This login is taken; choose another."),
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
        "session.locked",
        "账号已被锁定，请联系安全管理员。",
        "The account is locked; ask the security administrator.",
    ),
    (
        "session.must_change_password",
        "请先修改一次性密码，再使用其他功能。",
        "Change the one-time password first.",
    ),
    ("session.required", "请先登录。", "Sign in first."),
    (
        "session.too_many_tries",
        "密码输错次数过多，请 {seconds} 秒后再试。",
        "Too many wrong passwords; try again in {seconds} s.",
    ),
    ("session.wrong_credentials", "用户名或密码不正确。", "Login or password is wrong."),
];
