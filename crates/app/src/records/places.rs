//! Places among what is entered: each lies in the territory of the record's unit.

use super::Resolver;
use crate::error::AppError;
use domain::register::{Decoded, FieldError, FieldKind, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;

impl Resolver {
    /// The fields whose place lies outside of a unit's territory. One that stays as it was is not looked at: a boundary that comes
    /// later keeps nobody from changing something else. A text that is no place is told elsewhere.
    ///
    /// # Errors
    /// When the database is not reached.
    pub(super) async fn misplaced(
        &mut self,
        tx: &mut Tx,
        before: &Decoded,
        entered: &BTreeMap<String, Vec<String>>,
        unit: Uuid,
    ) -> Result<Vec<FieldError>, AppError> {
        let register = self.shared_register();
        let mut errors = Vec::new();
        // while it is not known where the record lies, neither is where its place may
        if unit.is_nil() {
            return Ok(errors);
        }
        for field in register.fields.iter().filter(|field| matches!(field.kind, FieldKind::Place)) {
            let Some(texts) = entered.get(&field.code).filter(|_| !field.is_retired) else { continue };
            let Ok(Some(value)) = Value::parse(field, texts) else { continue };
            let Value::Place(place) = value else { continue };
            if before.get(&field.code) == Some(&value) {
                continue;
            }
            let territories = match &self.territories {
                Some(territories) => Arc::clone(territories),
                None => tx.territories().await?,
            };
            errors.extend(
                territories
                    .problem(unit, place)
                    .map(|problem| FieldError { field: field.code.clone(), problem }),
            );
            self.territories = Some(territories);
        }
        Ok(errors)
    }
}
