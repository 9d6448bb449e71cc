//! Messages: the channels by which units are told, what goes to them, and what became of it.

mod channels;
mod digest;
mod escalation;
mod queue;

pub use channels::{
    ChannelInput, KeptChannel, MailServer, add_channel, change_channel, channels, deliveries, remove_channel,
    retry_delivery, shown_address, try_channel,
};
pub use digest::{Digest, send_digests, unit_digest};
pub use escalation::send_escalations;
pub use queue::{Attempt, Text, settle, take, tell_unit};
