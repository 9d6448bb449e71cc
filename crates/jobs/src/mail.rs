//! Mail 电子邮件, by the server that the settings name.

use app::Attempt;
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use store::{Channel, Delivery};
use thiserror::Error;

/// How the mail server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting; nothing is sent without it.
    StartTls,
    /// In the open: for a server on the same machine.
    None,
}

/// The mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Who signs in; empty when nobody does.
    pub user: String,
    /// Password.
    pub password: String,
    /// From whom mail comes: an address, or `名称 <address>`.
    pub from: String,
    /// How it is spoken to.
    pub security: Security,
}

/// What is wrong with the settings of mail.
#[derive(Debug, Error)]
pub enum MailError {
    /// From whom mail comes.
    #[error("mail.from is no mail address: {0}")]
    From(String),
    /// TLS.
    #[error("mail.host: {0}")]
    Tls(String),
}

/// Sends mail.
pub(super) struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Post {
    pub(super) fn new(mail: &Mail) -> Result<Self, MailError> {
        let from = mail.from.parse().map_err(|_| MailError::From(mail.from.clone()))?;
        let parameters = || TlsParameters::new(mail.host.clone()).map_err(|e| MailError::Tls(e.to_string()));
        let tls = match mail.security {
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::StartTls => Tls::Required(parameters()?),
            Security::None => Tls::None,
        };
        let mut transport =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mail.host).port(mail.port).tls(tls);
        if !mail.user.is_empty() {
            transport = transport.credentials(Credentials::new(mail.user.clone(), mail.password.clone()));
        }
        Ok(Self { transport: transport.build(), from })
    }

    /// One mail to every address of the channel, none of which sees the others'.
    pub(super) async fn send(&self, delivery: &Delivery, channel: &Channel, link: Option<&str>) -> Attempt {
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(self.from.clone())
            .subject(&delivery.title)
            // the same message is the same mail, however often it goes
            .message_id(Some(format!("<{}@shouze>", delivery.id)))
            .header(ContentType::TEXT_PLAIN);
        for address in channel.address.split(", ") {
            match address.parse::<Mailbox>() {
                Ok(address) => message = message.bcc(address),
                Err(_) => return Attempt::Refused(format!("{address} 不是邮件地址")),
            }
        }
        let text = format!("{}\n\n{}\n", delivery.body, link.unwrap_or_default());
        let message = match message.body(text) {
            Ok(message) => message,
            Err(error) => return Attempt::Refused(error.to_string()),
        };
        match self.transport.send(message).await {
            Ok(_) => Attempt::Taken,
            Err(error) if error.is_permanent() => Attempt::Refused(error.to_string()),
            Err(error) => Attempt::Failed(error.to_string()),
        }
    }
}
