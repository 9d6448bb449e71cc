//! Settings of mail.

use serde::{Deserialize, Serialize};

/// The server that sends mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// Host; no mail is sent when it is empty.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Who signs in; empty when nobody does.
    pub user: String,
    /// Password.
    pub password: String,
    /// From whom mail comes: an address, or `名称 <address>`.
    pub from: String,
    /// `tls`, `starttls` or `none`, the last for a server on the same machine.
    pub security: MailSecurity,
}

/// How the mail server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting.
    StartTls,
    /// In the open.
    None,
}

impl Default for MailSettings {
    fn default() -> Self {
        let none = String::new;
        let security = MailSecurity::Tls;
        Self { host: none(), port: 465, user: none(), password: none(), from: none(), security }
    }
}

impl MailSettings {
    /// The server, when there is one.
    pub fn server(&self) -> Option<jobs::Mail> {
        let security = match self.security {
            MailSecurity::Tls => jobs::Security::Tls,
            MailSecurity::StartTls => jobs::Security::StartTls,
            MailSecurity::None => jobs::Security::None,
        };
        let Self { host, port, user, password, from, .. } = self.clone();
        (!host.is_empty()).then_some(jobs::Mail { host, port, user, password, from, security })
    }

    /// As it is shown: without the password.
    pub fn shown(&self) -> Self {
        let password = if self.password.is_empty() { "" } else { "***" };
        Self { password: password.to_owned(), ..self.clone() }
    }
}
