//! Names to identities: a person writes 梅东社区, a record keeps which one.

use crate::access::sees;
use crate::error::AppError;
use catalogue::Catalogue;
use chrono::NaiveDate;
use domain::access::Caller;
use domain::boundary::Territories;
use domain::org::{OrgUnit, normalized};
use domain::register::{FieldError, FieldKind, Register, Value, ValueProblem, plain};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{Direction, ListQuery, Order, Test, Tx, Where, entry_key};
use uuid::Uuid;

/// Resolves the names of one register's entries, and remembers what it found: a sheet names one site a hundred times.
pub struct Resolver {
    register: Arc<Register>,
    caller: Caller,
    units: Arc<Vec<OrgUnit>>,
    today: NaiveDate,
    linked: HashMap<String, Register>,
    found: HashMap<(String, String), Result<Uuid, ValueProblem>>,
    sectors: Vec<(String, String)>,
    sites: HashMap<Uuid, Option<(Uuid, Option<String>)>>,
    named: HashMap<String, Option<Uuid>>,
    pub(super) titles: HashMap<Uuid, String>,
    /// Asked for with the first place.
    pub(super) territories: Option<Arc<Territories>>,
}

impl Resolver {
    /// For a register, with the units that stand today. A name that stands for a record which the caller does not see stands
    /// for nothing.
    ///
    /// # Errors
    /// When the database is not reached.
    pub async fn new(
        tx: &mut Tx,
        caller: &Caller,
        catalogue: &Catalogue,
        register: Register,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let units = tx.shared_units().await?;
        let mut linked = HashMap::new();
        for field in &register.fields {
            if let FieldKind::Link { register: target } = &field.kind
                && !linked.contains_key(target)
            {
                linked.insert(target.clone(), crate::registers::register(tx, catalogue, target).await?);
            }
        }
        let sectors =
            catalogue.sectors.iter().map(|sector| (sector.code.clone(), sector.name.zh.clone())).collect();
        Ok(Self {
            register: Arc::new(register),
            caller: caller.clone(),
            units,
            today,
            linked,
            found: HashMap::new(),
            sectors,
            sites: HashMap::new(),
            named: HashMap::new(),
            titles: HashMap::new(),
            territories: None,
        })
    }

    /// Its register.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Its register, to be held while the resolver works: a copy for each record would cost more than writing it.
    pub fn shared_register(&self) -> Arc<Register> {
        Arc::clone(&self.register)
    }

    /// A register that one of its fields links to.
    pub(crate) fn linked(&self, code: &str) -> Option<&Register> {
        self.linked.get(code)
    }

    /// The day on which its units stand.
    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    /// A unit that stands today, by identity or name.
    pub fn unit(&mut self, text: &str) -> Option<Uuid> {
        if let Some(known) = self.named.get(text) {
            return *known;
        }
        let found = self.find_unit(&plain(text));
        self.named.insert(text.to_owned(), found);
        found
    }

    fn find_unit(&self, text: &str) -> Option<Uuid> {
        let mut standing = self.units.iter().filter(|unit| unit.is_valid_on(self.today));
        if let Ok(id) = text.parse::<Uuid>() {
            return standing.any(|unit| unit.id == id).then_some(id);
        }
        let name = normalized(text);
        let mut same = standing.filter(|unit| normalized(&unit.name) == name);
        let first = same.next()?;
        // two communities may each have a first grid: such a name alone says too little
        same.next().is_none().then_some(first.id)
    }

    /// Unit and sector of a site.
    pub(crate) async fn site(
        &mut self,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<(Uuid, Option<String>)>, AppError> {
        if let Some(known) = self.sites.get(&id) {
            return Ok(known.clone());
        }
        let site = tx.record(id).await?.map(|raw| (raw.record.unit_id, raw.record.sector));
        self.sites.insert(id, site.clone());
        Ok(site)
    }

    /// A sector by code or name.
    pub fn sector(&self, text: &str) -> Option<String> {
        let text = plain(text);
        self.sectors.iter().find(|(code, name)| *code == text || *name == text).map(|(code, _)| code.clone())
    }

    /// Fields with identities in place of names, and those whose name stands for nothing.
    pub async fn resolve(
        &mut self,
        tx: &mut Tx,
        entered: &BTreeMap<String, Vec<String>>,
    ) -> Result<(BTreeMap<String, Vec<String>>, Vec<FieldError>), AppError> {
        let register = self.shared_register();
        let mut resolved = entered.clone();
        let mut errors = Vec::new();
        for (code, texts) in &mut resolved {
            let Some(field) = register.field(code) else { continue };
            let kind = &field.kind;
            for text in texts.iter_mut().filter(|text| !text.trim().is_empty()) {
                let found = match kind {
                    FieldKind::Unit { .. } => self.unit(text).ok_or(ValueProblem::Unknown),
                    FieldKind::Link { register } => self.link(tx, register, text).await?,
                    FieldKind::Files { .. } if tx.has_original(&text.trim().to_ascii_lowercase()).await? => {
                        continue;
                    }
                    FieldKind::Files { .. } => Err(ValueProblem::NotAFile),
                    _ => continue,
                };
                match found {
                    Ok(id) => *text = id.to_string(),
                    Err(problem) => {
                        errors.push(FieldError { field: code.clone(), problem: problem.into() });
                        break;
                    }
                }
            }
        }
        let wrong = |code: &String| errors.iter().any(|error| error.field == *code);
        resolved.retain(|code, _| !wrong(code));
        Ok((resolved, errors))
    }

    /// A record of another register: by identity, by its key when that is one field, or by its title.
    async fn link(
        &mut self,
        tx: &mut Tx,
        register: &str,
        text: &str,
    ) -> Result<Result<Uuid, ValueProblem>, AppError> {
        let place = (register.to_owned(), text.trim().to_owned());
        if let Some(known) = self.found.get(&place) {
            return Ok(known.clone());
        }
        let Some(target) = self.linked.get(register) else { return Ok(Err(ValueProblem::Unknown)) };
        let found = find(tx, &self.caller, target, place.1.as_str()).await?;
        self.found.insert(place, found.clone());
        Ok(found)
    }
}

async fn find(
    tx: &mut Tx,
    caller: &Caller,
    target: &Register,
    text: &str,
) -> Result<Result<Uuid, ValueProblem>, AppError> {
    if let Ok(id) = text.parse::<Uuid>() {
        let raw = tx.record(id).await?.filter(|raw| sees(caller, &raw.record.subject()));
        let is = raw.is_some_and(|raw| raw.record.register == target.code && raw.record.is_standing());
        return Ok(is.then_some(id).ok_or(ValueProblem::Unknown));
    }
    if target.key.len() == 1 {
        let key = format!("1\u{1f}{}", plain(text).split_whitespace().collect::<String>().to_uppercase());
        let found = tx.record_by_key(&target.code, &key).await?;
        if let Some(raw) = found.filter(|raw| sees(caller, &raw.record.subject())) {
            return Ok(Ok(raw.record.id));
        }
    }
    let order = Order { field: target.title.clone(), is_by_strokes: false, direction: Direction::Up };
    let key = entry_key(&Value::Text(text.to_owned()));
    let filters = vec![Where { field: target.title.clone(), test: Test::Any(vec![key]) }];
    let sight = caller.sight().clone();
    let query = ListQuery { sight, filters, terms: vec![], order, start: store::Start::First, limit: 20 };
    let page = tx.record_page(target, &query).await?;
    // a key of the index may be cut; the title itself decides
    let mut same = page.rows.iter().filter(|row| row.raw.title == text);
    Ok(match (same.next(), same.next()) {
        (Some(one), None) => Ok(one.raw.record.id),
        (Some(_), Some(_)) => Err(ValueProblem::Ambiguous),
        (None, _) => Err(ValueProblem::Unknown),
    })
}
