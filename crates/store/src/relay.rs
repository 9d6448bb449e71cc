//! Servers that share a database tell each other that something was written. PostgreSQL carries the word; SQLite has one
//! server alone.

use crate::db::{Db, Pools};
use crate::error::StoreError;
use sqlx::postgres::PgListener;
use uuid::Uuid;

/// The channel of PostgreSQL on which servers listen.
const CHANNEL: &str = "shouze_written";
const TELL: &str = "SELECT pg_notify($1, $2)";

/// What one server hears of the others.
pub struct Relay {
    listener: PgListener,
    /// The sign of this server: its own word comes back to it.
    sign: String,
    db: Db,
}

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Another server wrote.
    Written,
    /// The connection was lost; what was said meanwhile was not heard. The next wait connects again.
    Lost,
}

/// How a server tells the others.
#[derive(Clone)]
pub struct Teller {
    sign: String,
    db: Db,
}

impl Db {
    /// Begins to listen to the other servers; none where there can be no other.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn relay(&self) -> Result<Option<(Relay, Teller)>, StoreError> {
        let Pools::Postgres(pool) = &self.pools else { return Ok(None) };
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        let sign = Uuid::new_v4().to_string();
        let teller = Teller { sign: sign.clone(), db: self.clone() };
        Ok(Some((Relay { listener, sign, db: self.clone() }, teller)))
    }
}

impl Relay {
    /// Waits for word of another server. What this one keeps from one transaction to the next is forgotten with it.
    ///
    /// # Errors
    /// When the database is not reached again.
    pub async fn hear(&mut self) -> Result<Heard, StoreError> {
        loop {
            let word = self.listener.try_recv().await?;
            if word.as_ref().is_some_and(|word| word.payload() == self.sign) {
                continue;
            }
            self.db.forget();
            return Ok(if word.is_some() { Heard::Written } else { Heard::Lost });
        }
    }
}

impl Teller {
    /// Tells the others that something was written and is durable. It is not part of the transaction that wrote: PostgreSQL
    /// commits one after the other what tells.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn tell(&self) -> Result<(), StoreError> {
        if let Pools::Postgres(pool) = &self.db.pools {
            sqlx::query(TELL).bind(CHANNEL).bind(&self.sign).execute(pool).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Postgres;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn a_server_hears_the_others_and_not_itself() {
        let server = Postgres::shared().expect("PostgreSQL runs");
        let address = server.database().expect("a database");
        let (one, other) = (Db::open(&address).await.expect("open"), Db::open(&address).await.expect("open"));
        let (mut hears, tells) = one.relay().await.expect("reached").expect("PostgreSQL has others");
        let (mut other_hears, other_tells) = other.relay().await.expect("reached").expect("others");
        tells.tell().await.expect("told");
        other_tells.tell().await.expect("told");
        assert_eq!(hears.hear().await.expect("heard"), Heard::Written);
        assert_eq!(other_hears.hear().await.expect("heard"), Heard::Written);
        let more = timeout(Duration::from_millis(300), hears.hear()).await;
        assert!(more.is_err(), "its own word was not taken for that of another");
    }

    #[tokio::test]
    async fn who_is_alone_listens_to_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&format!("sqlite:{}", folder.path().join("a.db").display())).await.expect("open");
        assert!(db.relay().await.expect("nothing to reach").is_none());
    }
}
