//! Words about channels and what goes to them.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "channel.delivered",
        "这条消息已经送达，不再重发。要再说一次，请发新的。",
        "The message arrived and goes no second time; send a new one.",
    ),
    (
        "channel.how_many_mails",
        "请填 1 至 20 个邮箱，用逗号隔开。",
        "Enter 1 to 20 mailboxes with commas between.",
    ),
    (
        "channel.mail",
        "有一个邮箱不对，请按 name@example.cn 的样子填写。",
        "One of the mailboxes is none; write it as name@example.cn.",
    ),
    ("channel.name", "名称为 1 至 40 个字。", "A name has 1 to 40 characters."),
    (
        "channel.no_mail_server",
        "还没有设置邮件服务器，请运维在配置的 [mail] 中填写后再建邮件通道。",
        "No mail server is set up; have it entered under [mail] in the settings first.",
    ),
    ("channel.no_occasion", "请至少选一种发送时机。", "Choose at least one occasion."),
    (
        "channel.not_https",
        "机器人地址以 https:// 开头，请从群机器人的设置里整个复制。",
        "The address of a robot begins with https://; copy all of it from the robot's settings.",
    ),
    (
        "channel.strange_host",
        "这个地址不是所选通道的机器人。请核对通道和地址；政务专有平台的地址由运维加到配置的 message_hosts。",
        "The address is not a robot of this channel. Check both; hosts of a government's own platform are added to \
         message_hosts in the settings.",
    ),
];
