//! Papers 执法文书 that are printed from a case: which may be issued for what, in which state, by whom; how they are numbered;
//! what they say. Their words are data, see [`Template`]; what stands here is when they may be said.

mod cases;
mod document;
mod issuing;
mod office;
mod template;

pub use cases::{PaperCase, Party, RecheckResult, is_settled, last_results};
pub use document::{Block, Document, in_chinese};
pub use issuing::{Case, ISSUING, Issuing, MOST_CASES, Power, issuing, may_issue, may_keep};
pub use office::{PaperOffice, organ_of};
pub use template::{Ask, AskKind, Filling, PaperLine, Part, Template};

use crate::register::FieldError;
use crate::words::words;
use chrono::{DateTime, NaiveDate, Utc};
use thiserror::Error;
use uuid::Uuid;

/// Code of the register that every issued paper has a record in.
pub const PAPERS: &str = "enforcement-document";
/// What an opinion asks of each problem: one of the words of [`RecheckResult`].
pub const RESULT: &str = "result";
/// Characters of why a paper is void, of to whom it was served and of how that went, at most.
pub const LONGEST: usize = 200;

words! {
    /// 文书种类: the word is also its kind in the register.
    PaperKind {
        /// 现场检查记录 (安全生产法 §68).
        SiteRecord = "site-record",
        /// 责令限期整改指令书 (安全生产法 §65).
        Order = "order",
        /// 整改复查意见书.
        Recheck = "recheck",
        /// 挂牌督办通知书 (安全生产法 §41).
        Listing = "listing",
        /// 告知书: of a street without the power to order.
        Advice = "advice",
    }
}

words! {
    /// 送达方式 (民事诉讼法 §88–95, which 行政处罚法 §61 refers to).
    Service {
        /// 直接送达.
        Direct = "direct",
        /// 留置送达: the receiver refuses, and a witness signs.
        Left = "left",
        /// 邮寄送达.
        Post = "post",
        /// 委托送达.
        Entrusted = "entrusted",
        /// 电子送达.
        Electronic = "electronic",
        /// 公告送达.
        Public = "public",
    }
}

/// That a paper was served 送达回证.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// 送达日期.
    pub on: NaiveDate,
    /// How.
    pub how: Service,
    /// Who received it.
    pub to: String,
    /// What else is to be said of it: a witness, a refusal.
    pub note: String,
    /// Hash of the signed receipt, photographed.
    pub receipt: Option<String>,
    /// The account that entered it.
    pub by: Uuid,
}

/// That a paper is void 作废: it keeps its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voided {
    /// Why.
    pub reason: String,
    /// The account.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// A paper that was issued 文书. What it says does not change any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Identity.
    pub id: Uuid,
    /// Sort.
    pub kind: PaperKind,
    /// The unit that issues it.
    pub organ: Uuid,
    /// Year of its number.
    pub year: i32,
    /// Running number of its sort, unit and year, from 1, without gaps.
    pub serial: i64,
    /// 文号, as printed.
    pub number: String,
    /// The record on whose page it was issued: a hazard, an inspection, a listing.
    pub case_id: Uuid,
    /// Code of the register of that record.
    pub case_register: String,
    /// Every record that it covers, the problems in the order of its table.
    pub cases: Vec<PaperCase>,
    /// The order or notice that it is about, for an opinion.
    pub about: Option<Uuid>,
    /// Its own record in the register of papers.
    pub record_id: Uuid,
    /// To whom it goes, as printed.
    pub recipient: String,
    /// Day on it.
    pub issued_on: NaiveDate,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The account that issued it.
    pub issued_by: Uuid,
    /// What it was printed from, as JSON.
    pub data: String,
    /// Hash of the PDF.
    pub pdf: String,
    /// Hash of the .docx.
    pub docx: String,
    /// That it was served, once it was.
    pub served: Option<Served>,
    /// That it is void, once it is.
    pub voided: Option<Voided>,
}

/// Why a paper may not be issued, voided or served so.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum PaperError {
    /// Such a paper is not issued for a record of this register.
    #[error("no such paper for this record")]
    NotOfThis,
    /// Not while the case stands where it stands.
    #[error("not in state {state}")]
    WrongState {
        /// State of the case.
        state: String,
    },
    /// None of the caller's roles issues it.
    #[error("another post issues such papers")]
    NotYours,
    /// The unit may not order; it gives notice.
    #[error("the unit has no power to order on that day")]
    NoPower,
    /// The unit may order, so it does not give notice.
    #[error("the unit may order and issues an order")]
    HasPower,
    /// Nothing is listed, so nobody is told of it.
    #[error("the hazard is not listed")]
    NotListed,
    /// No order and no notice stands, so there is nothing to re-inspect.
    #[error("no order or notice stands for the hazard")]
    NothingToRecheck,
    /// A term is set, and the hazard has none.
    #[error("the hazard has no deadline")]
    NoTerm,
    /// What stands on one paper is one party's, and issued by one unit.
    #[error("not of the same party")]
    OtherParty,
    /// More than one paper of this sort covers.
    #[error("such a paper covers at most {most}")]
    TooMany {
        /// So many at most.
        most: usize,
    },
    /// What is asked for is missing or wrong; of a problem, after its number in the table.
    #[error("{} answers are wrong", .0.len())]
    Fields(Vec<FieldError>),
    /// Fewer than two officers (行政处罚法 §42).
    #[error("two officers are needed")]
    TwoOfficers,
    /// It is void already.
    #[error("the paper is void")]
    Void,
    /// Why it is void must be said.
    #[error("a reason of at most {LONGEST} characters is needed")]
    NoReason,
    /// Served before it was issued, or later than today.
    #[error("not served on such a day")]
    ServedDay,
    /// Nobody received it.
    #[error("who received it must be said")]
    NoReceiver,
    /// What its record says of it was printed and does not change.
    #[error("the record of a printed paper changes with the paper alone")]
    Printed,
    /// A unit's name or word on papers is missing or too long.
    #[error("a name and a word are needed")]
    BadOffice,
    /// Another unit numbers its papers by the same word.
    #[error("another unit has this word")]
    WordTaken,
    /// Power has a first day and a document.
    #[error("power needs its first day and its document")]
    BadPower,
}

impl PaperError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOfThis => "paper.not_of_this",
            Self::WrongState { .. } => "paper.wrong_state",
            Self::NotYours => "paper.not_yours",
            Self::NoPower => "paper.no_power",
            Self::HasPower => "paper.has_power",
            Self::NotListed => "paper.not_listed",
            Self::NothingToRecheck => "paper.nothing_to_recheck",
            Self::NoTerm => "paper.no_term",
            Self::OtherParty => "paper.other_party",
            Self::TooMany { .. } => "paper.too_many",
            Self::Fields(_) => "paper.fields",
            Self::TwoOfficers => "paper.two_officers",
            Self::Void => "paper.void",
            Self::NoReason => "paper.no_reason",
            Self::ServedDay => "paper.served_day",
            Self::NoReceiver => "paper.no_receiver",
            Self::Printed => "paper.printed",
            Self::BadOffice => "paper.bad_office",
            Self::WordTaken => "paper.word_taken",
            Self::BadPower => "paper.bad_power",
        }
    }
}

/// 文号: the word of the unit, the mark of the sort, the year in six-angled brackets, the running number without zeros before it
/// and without 第 (GB/T 9704-2012 §7.2.5).
pub fn number(word: &str, mark: &str, year: i32, serial: i64) -> String {
    format!("（{word}）{mark}〔{year}〕{serial}号")
}

impl Paper {
    /// Whether a record is among those that it covers.
    pub fn covers(&self, record: Uuid) -> bool {
        self.cases.iter().any(|case| case.id == record)
    }

    /// How many problems are on it. The notice of a listing stands on the pages of two records and is about one.
    pub fn problems(&self) -> usize {
        issuing(self.kind, &self.case_register).map_or(1, |row| row.most_cases.min(self.cases.len()))
    }

    /// Makes it void; the number stays its own.
    ///
    /// # Errors
    /// [`PaperError::Void`], [`PaperError::NoReason`].
    pub fn void(self, reason: &str, by: Uuid, at: DateTime<Utc>) -> Result<Self, PaperError> {
        if self.voided.is_some() {
            return Err(PaperError::Void);
        }
        let reason = reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > LONGEST {
            return Err(PaperError::NoReason);
        }
        Ok(Self { voided: Some(Voided { reason, by, at }), ..self })
    }

    /// Enters that it was served; once more to put right what was entered.
    ///
    /// # Errors
    /// [`PaperError::Void`], [`PaperError::ServedDay`], [`PaperError::NoReceiver`].
    pub fn serve(self, served: Served, today: NaiveDate) -> Result<Self, PaperError> {
        if self.voided.is_some() {
            return Err(PaperError::Void);
        }
        if served.on < self.issued_on || served.on > today {
            return Err(PaperError::ServedDay);
        }
        let trimmed = |text: &str| text.trim().to_owned();
        let (to, note) = (trimmed(&served.to), trimmed(&served.note));
        if to.is_empty() || to.chars().count() > LONGEST || note.chars().count() > LONGEST {
            return Err(PaperError::NoReceiver);
        }
        Ok(Self { served: Some(Served { to, note, ..served }), ..self })
    }
}

#[cfg(test)]
mod tests;
