//! Messages 消息: by what a unit is told of what it has to do, on what occasion, and when one that was not taken goes again.

use crate::words::words;
use chrono::TimeDelta;
use thiserror::Error;

words! {
    /// By what messages go 消息通道.
    Carrier {
        /// 企业微信群机器人.
        Wecom = "wecom",
        /// 钉钉群机器人.
        Dingtalk = "dingtalk",
        /// 飞书群机器人.
        Feishu = "feishu",
        /// 电子邮件.
        Mail = "mail",
    }
}

words! {
    /// On what occasion a message goes.
    Occasion {
        /// 每日提醒: what is red, late, due and waiting, each morning.
        Digest = "digest",
        /// 催办督办: at once, when somebody is urged or supervised.
        Urgent = "urgent",
        /// 升级: in the morning, when something has been overdue for so long that it goes up.
        Escalation = "escalation",
        /// 测试消息: when the channel is tried.
        Trial = "trial",
    }
}

words! {
    /// How a message on its way stands 发送状态.
    DeliveryState {
        /// 待发送: goes when its moment comes.
        Waiting = "waiting",
        /// 已送达: the other side took it.
        Sent = "sent",
        /// 已放弃: the other side took it in none of the attempts, or refused it for good.
        GivenUp = "given-up",
    }
}

/// What is wrong with a channel. Codes `channel.…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ChannelError {
    /// A channel has a name of 1 to 40 characters.
    #[error("a channel has a name of 1 to 40 characters")]
    Name,
    /// The address of a robot begins with `https://`.
    #[error("the address of a robot begins with https://")]
    NotHttps,
    /// The address lies with somebody else than the carrier: a server that sends anywhere is a way into the inner network.
    #[error("the address does not lie with this carrier")]
    StrangeHost,
    /// A mail address lacks something.
    #[error("one of the mail addresses is none")]
    Mail,
    /// Mail goes to 1 to 20 addresses.
    #[error("mail goes to 1 to 20 addresses")]
    HowManyMails,
    /// It is told on no occasion.
    #[error("a channel is for at least one occasion")]
    NoOccasion,
    /// Mail needs a server, which the settings name.
    #[error("the settings name no mail server")]
    NoMailServer,
}

impl ChannelError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name => "channel.name",
            Self::NotHttps => "channel.not_https",
            Self::StrangeHost => "channel.strange_host",
            Self::Mail => "channel.mail",
            Self::HowManyMails => "channel.how_many_mails",
            Self::NoOccasion => "channel.no_occasion",
            Self::NoMailServer => "channel.no_mail_server",
        }
    }

    /// The field of a form that it concerns.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NotHttps | Self::StrangeHost | Self::Mail | Self::HowManyMails => "address",
            Self::NoOccasion => "occasions",
            Self::NoMailServer => "carrier",
        }
    }
}

const MOST_MAILS: usize = 20;

impl Carrier {
    /// Where its robots live, as the makers document it.
    const fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::Wecom => &["qyapi.weixin.qq.com"],
            Self::Dingtalk => &["oapi.dingtalk.com"],
            Self::Feishu => &["open.feishu.cn", "open.larksuite.com"],
            Self::Mail => &[],
        }
    }

    /// An address as it is kept. `others` are hosts that the settings allow beside those of the makers: a carrier of a
    /// government network has its own, which may speak plain http there.
    ///
    /// # Errors
    /// [`ChannelError`].
    pub fn checked_address(self, address: &str, others: &[String]) -> Result<String, ChannelError> {
        let address = address.trim();
        if self == Self::Mail {
            return checked_mails(address);
        }
        let is_other = |host: &str| others.iter().any(|other| other == host);
        let (is_safe, rest) = match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return Err(ChannelError::NotHttps),
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if !is_safe && !is_other(host) {
            return Err(ChannelError::NotHttps);
        }
        if !self.hosts().contains(&host) && !is_other(host) || address.chars().any(char::is_whitespace) {
            return Err(ChannelError::StrangeHost);
        }
        Ok(address.to_owned())
    }
}

fn checked_mails(address: &str) -> Result<String, ChannelError> {
    let split = address.split([',', ';', '，', '；', '、', '\n', ' ']);
    let mails: Vec<&str> = split.map(str::trim).filter(|mail| !mail.is_empty()).collect();
    let is_mail = |mail: &&str| {
        let parts = mail.split_once('@').filter(|(_, host)| host.contains('.') && !host.contains('@'));
        let is_whole = parts
            .is_some_and(|(name, host)| !name.is_empty() && !host.starts_with('.') && !host.ends_with('.'));
        is_whole
            && mail.len() <= 254
            && mail.chars().all(|c| c.is_ascii_graphic() && !"<>()[]\\,;:\"".contains(c))
    };
    if !mails.iter().all(is_mail) {
        return Err(ChannelError::Mail);
    }
    if mails.is_empty() || mails.len() > MOST_MAILS {
        return Err(ChannelError::HowManyMails);
    }
    Ok(mails.join(", "))
}

/// The name of a channel as it is kept.
///
/// # Errors
/// [`ChannelError::Name`].
pub fn checked_channel_name(name: &str) -> Result<String, ChannelError> {
    let name = name.trim();
    let is_good = (1..=40).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if is_good { Ok(name.to_owned()) } else { Err(ChannelError::Name) }
}

/// Attempts in the first half hour, in minutes after the one before; from then on one each hour.
const SOON: [i64; 4] = [1, 3, 10, 20];
/// A message that nobody took for so many attempts, three days, is old news.
const MOST_ATTEMPTS: u32 = 75;

/// How long a message waits that was not taken in so many attempts; nothing when it is given up.
pub fn wait_after_failures(failures: u32) -> Option<TimeDelta> {
    if failures >= MOST_ATTEMPTS {
        return None;
    }
    let place = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX);
    Some(TimeDelta::minutes(SOON.get(place).copied().unwrap_or(60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_robot_lives_with_its_maker_or_where_the_settings_say() {
        let own = ["10.1.2.3:8443".to_owned()];
        for (carrier, address, expected) in [
            (Carrier::Wecom, " https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1 ", Ok(())),
            (Carrier::Feishu, "https://open.larksuite.com/open-apis/bot/v2/hook/1", Ok(())),
            (
                Carrier::Dingtalk,
                "http://oapi.dingtalk.com/robot/send?access_token=1",
                Err(ChannelError::NotHttps),
            ),
            (Carrier::Dingtalk, "https://qyapi.weixin.qq.com/send", Err(ChannelError::StrangeHost)),
            (Carrier::Dingtalk, "https://oapi.dingtalk.com@10.1.2.4/", Err(ChannelError::StrangeHost)),
            (Carrier::Dingtalk, "https://oapi.dingtalk.com:99/", Err(ChannelError::StrangeHost)),
            (Carrier::Wecom, "http://10.1.2.3:8443/send", Ok(())),
            (Carrier::Wecom, "http://169.254.169.254/", Err(ChannelError::NotHttps)),
            (Carrier::Wecom, "file:///etc/passwd", Err(ChannelError::NotHttps)),
        ] {
            let found = carrier.checked_address(address, &own).map(|_| ());
            assert_eq!(found, expected, "{address}");
        }
    }

    #[test]
    fn mail_addresses_are_split_as_people_write_them() {
        let checked = |text: &str| Carrier::Mail.checked_address(text, &[]);
        assert_eq!(checked("a@b.cn；c@d.gov.cn，e@f.cn"), Ok("a@b.cn, c@d.gov.cn, e@f.cn".to_owned()));
        for none in ["a", "a@b", "a@@b.cn", "@b.cn", "a@b.", "a@b.cn\r\nBcc:x@y.cn", "安办@b.cn"] {
            assert_eq!(checked(none), Err(ChannelError::Mail), "{none}");
        }
        assert_eq!(checked(" "), Err(ChannelError::HowManyMails));
        assert_eq!(checked(&"a@b.cn,".repeat(21)), Err(ChannelError::HowManyMails));
    }

    #[test]
    fn a_server_that_fails_for_a_day_gets_its_messages_after_it() {
        let waits: Vec<TimeDelta> = (1..).map_while(wait_after_failures).collect();
        assert!(waits.is_sorted(), "it is asked less and less often");
        let all: TimeDelta = waits.iter().sum();
        assert!(all > TimeDelta::days(2) && all < TimeDelta::days(4), "{all}");
        assert!(waits.iter().take(4).sum::<TimeDelta>() < TimeDelta::hours(1));
    }
}
