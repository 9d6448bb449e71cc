//! Robots of group chats: what 企业微信, 钉钉 and 飞书 take, how each has it signed, and how each says no.

use app::Attempt;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use domain::message::Carrier;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use store::{Channel, Delivery};

/// Bytes that 企业微信 takes of a markdown text.
const MOST_WECOM: usize = 4096;

fn signed(key: &[u8], text: &[u8]) -> String {
    // a key of any length is one
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()));
    mac.update(text);
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Where 钉钉 takes it: the moment in milliseconds and its signature follow the address.
fn dingtalk_query(secret: &str, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
    if secret.is_empty() {
        return Vec::new();
    }
    let at = now.timestamp_millis();
    let sign = signed(secret.as_bytes(), format!("{at}\n{secret}").as_bytes());
    vec![("timestamp", at.to_string()), ("sign", sign)]
}

/// A text that is no longer than so many bytes.
fn short(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Marks of markdown in what people wrote are shown and do not format.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let is_mark = "\\`*_{}[]()<>#+-!|".contains(c);
            is_mark.then_some('\\').into_iter().chain(Some(c))
        })
        .collect()
}

/// The body of a message as its carrier takes it.
pub fn robot_body(
    carrier: Carrier,
    delivery: &Delivery,
    secret: &str,
    link: Option<&str>,
    now: DateTime<Utc>,
) -> Value {
    let (title, body) = (&delivery.title, &delivery.body);
    let markdown = |newline: &str| {
        let lines: Vec<String> = body.lines().map(escaped).collect();
        let opens = link.map(|link| format!("{newline}{newline}[打开]({link})")).unwrap_or_default();
        format!("**{}**{newline}{newline}{}{opens}", escaped(title), lines.join(newline))
    };
    match carrier {
        Carrier::Dingtalk => json!({
            "msgtype": "markdown",
            "markdown": { "title": title, "text": markdown("\n\n") },
        }),
        Carrier::Feishu => {
            let line = |text: &str| json!([{ "tag": "text", "text": text }]);
            let mut lines: Vec<Value> = body.lines().map(line).collect();
            lines.extend(link.map(|link| json!([{ "tag": "a", "text": "打开", "href": link }])));
            let post = json!({ "zh_cn": { "title": title, "content": lines } });
            let mut message = json!({ "msg_type": "post", "content": { "post": post } });
            if !secret.is_empty() {
                let at = now.timestamp();
                message["timestamp"] = json!(at.to_string());
                // 飞书 takes moment and key together as the key, and signs nothing with it
                message["sign"] = json!(signed(format!("{at}\n{secret}").as_bytes(), b""));
            }
            message
        }
        Carrier::Wecom | Carrier::Mail => json!({
            "msgtype": "markdown",
            "markdown": { "content": short(&markdown("\n"), MOST_WECOM) },
        }),
    }
}

/// What a robot answers: 0 where it took the message. Too many in a minute pass by; a wrong key does not.
fn answered(carrier: Carrier, answer: &Value) -> Attempt {
    let code = ["errcode", "code", "StatusCode"].iter().find_map(|name| answer[*name].as_i64());
    let words = ["errmsg", "msg", "StatusMessage"].iter().find_map(|name| answer[*name].as_str());
    let told = |code: i64| format!("{code} {}", words.unwrap_or_default());
    match (carrier, code) {
        (_, Some(0)) => Attempt::Taken,
        // 企业微信: no such robot. 钉钉: no such token, wrong signature or key word. 飞书: no such robot, wrong signature, key word
        (Carrier::Wecom, Some(code @ (93000 | 40008 | 93008)))
        | (Carrier::Dingtalk, Some(code @ (300_005 | 310_000 | 400_101 | 400_102)))
        | (Carrier::Feishu, Some(code @ (19001 | 19021 | 19022 | 19024))) => Attempt::Refused(told(code)),
        (_, Some(code)) => Attempt::Failed(told(code)),
        (_, None) => Attempt::Failed("答复中没有结果码，地址可能不是机器人".to_owned()),
    }
}

pub(super) async fn send(
    http: &reqwest::Client,
    delivery: &Delivery,
    channel: &Channel,
    link: Option<&str>,
    now: DateTime<Utc>,
) -> Attempt {
    let mut request = http.post(&channel.address);
    if channel.carrier == Carrier::Dingtalk {
        request = request.query(&dingtalk_query(&channel.secret, now));
    }
    let body = robot_body(channel.carrier, delivery, &channel.secret, link, now);
    // the address opens the robot to whoever has it: it stays out of what is kept
    let response = match request.json(&body).send().await {
        Ok(response) => response,
        Err(error) => return Attempt::Failed(format!("连不上：{}", error.without_url())),
    };
    let status = response.status();
    if !status.is_success() {
        return Attempt::Failed(format!("HTTP {}", status.as_u16()));
    }
    match response.json::<Value>().await {
        Ok(answer) => answered(channel.carrier, &answer),
        Err(_) => Attempt::Failed("答复不是 JSON，地址可能不是机器人".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_makers() {
        // computed with: printf '1599360473000\nthis is secret' | openssl dgst -sha256 -hmac 'this is secret' -binary | base64
        let now = DateTime::from_timestamp_millis(1_599_360_473_000).expect("a moment");
        let query = dingtalk_query("this is secret", now);
        assert_eq!(query[0], ("timestamp", "1599360473000".to_owned()));
        assert_eq!(query[1].1, DINGTALK);
        // computed with: printf '' | openssl dgst -sha256 -hmac $'1599360473\ndemo' -binary | base64
        let sign = signed(format!("{}\ndemo", now.timestamp()).as_bytes(), b"");
        assert_eq!(sign, FEISHU);
        assert_eq!(dingtalk_query("", now), []);
    }

    #[test]
    fn a_robot_that_is_gone_is_not_asked_again_and_one_that_is_busy_is() {
        for (carrier, answer, expected) in [
            (Carrier::Wecom, json!({ "errcode": 0, "errmsg": "ok" }), "taken"),
            (Carrier::Wecom, json!({ "errcode": 93000, "errmsg": "invalid webhook url" }), "refused"),
            (Carrier::Wecom, json!({ "errcode": 45009, "errmsg": "api freq out of limit" }), "failed"),
            (Carrier::Dingtalk, json!({ "errcode": 310_000, "errmsg": "sign not match" }), "refused"),
            (Carrier::Dingtalk, json!({ "errcode": 130_101, "errmsg": "send too fast" }), "failed"),
            (Carrier::Feishu, json!({ "code": 0, "msg": "success" }), "taken"),
            (Carrier::Feishu, json!({ "StatusCode": 0, "StatusMessage": "success" }), "taken"),
            (Carrier::Feishu, json!({ "code": 19021, "msg": "sign match fail" }), "refused"),
            (Carrier::Feishu, json!({}), "failed"),
        ] {
            let found = match answered(carrier, &answer) {
                Attempt::Taken => "taken",
                Attempt::Failed(_) => "failed",
                Attempt::Refused(_) => "refused",
            };
            assert_eq!(found, expected, "{answer}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(short("安全生产", 7), "安全");
        assert_eq!(short("安全", 6), "安全");
        assert_eq!(escaped("整改[1](2)*"), "整改\\[1\\]\\(2\\)\\*");
    }

    const DINGTALK: &str = "hXZTWifRGHclNuZSKxoXc//sh51SWfVfRIhcdeKs63I=";
    const FEISHU: &str = "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=";
}
