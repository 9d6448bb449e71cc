//! Fields that take the title of a linked record: filled when a record is written, and again when the linked one is renamed.

use super::{Resolver, save};
use crate::act::Act;
use crate::error::AppError;
use domain::register::{FieldKind, Record, Register, Value};
use store::Tx;
use uuid::Uuid;

/// So many records follow a renamed one; more are refused and nothing is written.
const MOST: i64 = 5000;

impl Resolver {
    /// Fills what follows from the titles of linked records, and clears it where no record is linked.
    pub(super) async fn take_titles(&mut self, tx: &mut Tx, record: &mut Record) -> Result<(), AppError> {
        let register = self.shared_register();
        for (field, link) in register.titles_taken() {
            let title = match record.reference(link) {
                Some(id) => self.title(tx, id).await?,
                None => String::new(),
            };
            put(record, field, &title);
        }
        Ok(())
    }

    async fn title(&mut self, tx: &mut Tx, id: Uuid) -> Result<String, AppError> {
        if let Some(known) = self.titles.get(&id) {
            return Ok(known.clone());
        }
        let title = tx.record(id).await?.map(|raw| raw.title).unwrap_or_default();
        self.titles.insert(id, title.clone());
        Ok(title)
    }

    /// Passes on the titles that changed, to every record that takes one of them.
    ///
    /// # Errors
    /// [`AppError::TooMany`] when more records follow than are written at once.
    pub(crate) async fn give_titles(
        &mut self,
        tx: &mut Tx,
        act: &Act,
        saved: &[(Record, Record)],
    ) -> Result<(), AppError> {
        let register = self.shared_register();
        let is_renamed = |(old, new): &&(Record, Record)| old.title(&register) != new.title(&register);
        let renamed: Vec<&(Record, Record)> = saved.iter().filter(is_renamed).collect();
        if renamed.is_empty() {
            return Ok(());
        }
        let mut followers = crate::registers::in_force(tx, act.counting.registers()).await?;
        followers
            .retain(|follower| follower.titles_taken().any(|(_, link)| leads_to(follower, link, &register)));
        for (old, new) in renamed {
            for follower in &followers {
                pass_on(tx, act, follower, (old.id, &new.title(&register))).await?;
            }
        }
        Ok(())
    }
}

/// Whether a link field of a register names records of another.
fn leads_to(follower: &Register, link: &str, register: &Register) -> bool {
    let kind = follower.field(link).map(|field| &field.kind);
    matches!(kind, Some(FieldKind::Link { register: target }) if *target == register.code)
}

async fn pass_on(
    tx: &mut Tx,
    act: &Act,
    follower: &Register,
    (id, title): (Uuid, &str),
) -> Result<(), AppError> {
    let links = tx.links_to(id, MOST + 1).await?;
    if links.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
        return Err(AppError::TooMany { most: usize::try_from(MOST).unwrap_or(usize::MAX) });
    }
    for link in links.into_iter().filter(|link| link.register == follower.code) {
        let Some(raw) = tx.record(link.from_id).await? else { continue };
        let old = raw.read(follower);
        if !old.is_standing() {
            continue;
        }
        let mut new = Record { changed_at: act.now, ..old.clone() };
        for (field, link) in follower.titles_taken() {
            if old.reference(link) == Some(id) {
                put(&mut new, field, title);
            }
        }
        if new.values != old.values {
            save(tx, act, follower, "record.follow", &old, &new).await?;
        }
    }
    Ok(())
}

fn put(record: &mut Record, field: &domain::register::Field, title: &str) {
    let most = match field.kind {
        FieldKind::Text { max, .. } => max,
        _ => usize::MAX,
    };
    let title: String = title.chars().take(most).collect();
    if title.is_empty() {
        record.values.remove(&field.code);
    } else {
        record.values.insert(field.code.clone(), Value::Text(title));
    }
}
