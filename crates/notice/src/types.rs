//! What the reader of a notice finds: the parts of the paper, its clause tree, requirements, duties and problems.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::ops::Range;

/// A piece of the text, in **bytes**; [`crate::CharMap`] turns it into character offsets for every interface.
pub type Span = Range<usize>;

/// A notice as read: everything points into the one text it was read from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notice {
    /// The formal parts: number, title, issuer, date.
    pub head: Head,
    /// The year the targets are for, from the title or the text; not the year of issue.
    pub year: Option<i32>,
    /// The clause tree in reading order; a clause stands before its children.
    pub clauses: Vec<Clause>,
    /// One entry per measurable phrase, in reading order.
    pub requirements: Vec<Requirement>,
    /// Duties without a number (督促、指导、配合).
    pub duties: Vec<Duty>,
    /// Requirements that say the same thing, gathered into one proposed target each.
    pub proposals: Vec<Proposal>,
    /// What a person should look at, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

/// A value of the head with the place where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<T> {
    /// The value, cleaned: a title over several lines is joined, a date is a date.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// The formal parts of an official document 公文 (GB/T 9704-2012).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// 发文字号, that of the paper itself and never of a paper it cites.
    pub doc_number: Option<Field<String>>,
    /// 标题, joined over its lines.
    pub title: Option<Field<String>>,
    /// 发文机关.
    pub issuer: Option<Field<String>>,
    /// 主送机关.
    pub addressees: Vec<Field<String>>,
    /// 署名.
    pub signature: Option<Field<String>>,
    /// 成文日期.
    pub issued_on: Option<Field<NaiveDate>>,
    /// 抄送.
    pub copies_to: Option<Field<String>>,
    /// 附件.
    pub attachments: Vec<Field<String>>,
}

/// One numbered clause 条款.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Stable path such as `三/4/（5）`: brackets and digits in one form whatever was typed. Chapters 第X章 are no part of it.
    pub path: String,
    /// Index of the clause above.
    pub parent: Option<usize>,
    /// 1 for a top clause.
    pub level: u8,
    /// The enumerator as typed: `4．`, `（5）`.
    pub marker: Span,
    /// The heading after the enumerator, when the clause has one.
    pub title: Option<Span>,
    /// The whole clause with everything below it.
    pub span: Span,
    /// End of the clause's own words, before its first child.
    pub own_end: usize,
    /// Units that the clause itself names as answering for it; children inherit them.
    pub units: Vec<UnitRef>,
}

/// A unit named in the text and the part it plays.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitRef {
    /// As written.
    pub name: String,
    /// What it does.
    pub role: Role,
    /// Where it is named.
    pub span: Span,
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }
        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// The word used in every interface.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What a unit does for a clause.
    Role {
        /// 牵头, 负责, 责任单位.
        Lead = "lead",
        /// 配合, 参与.
        Assist = "assist",
        /// 属地.
        Territorial = "territorial",
        /// 督查, 指导.
        Supervise = "supervise",
        /// 考核: it assesses and does not do.
        Assess = "assess",
    }
}

words! {
    /// What sort of requirement it is.
    Kind {
        /// A rate 率.
        Ratio = "ratio",
        /// So many things, once.
        Count = "count",
        /// None of something.
        Zero = "zero",
        /// Less than before.
        Decline = "decline",
        /// No more than so many.
        Ceiling = "ceiling",
        /// Money or another measured quantity: lengths, areas, times for which something is kept.
        Amount = "amount",
        /// So many times in each period.
        Frequency = "frequency",
        /// Done by a day.
        Deadline = "deadline",
    }
}

words! {
    /// How the figure is compared with the value.
    Comparator {
        /// Exactly.
        Eq = "=",
        /// At least.
        Ge = ">=",
        /// At most.
        Le = "<=",
        /// More than.
        Gt = ">",
        /// Less than.
        Lt = "<",
        /// From value to value_to.
        Between = "between",
        /// 左右.
        About = "about",
    }
}

words! {
    /// The period in which the requirement holds or recurs.
    Period {
        /// 每年.
        Year = "year",
        /// 每半年.
        HalfYear = "half-year",
        /// 每季度.
        Quarter = "quarter",
        /// 每月.
        Month = "month",
        /// 每半月.
        HalfMonth = "half-month",
        /// 每周.
        Week = "week",
        /// 每日.
        Day = "day",
        /// 每班.
        Shift = "shift",
        /// 每学年.
        SchoolYear = "school-year",
        /// 每学期.
        Term = "term",
        /// 每两年.
        TwoYears = "two-years",
        /// 每三年.
        ThreeYears = "three-years",
        /// 每五年.
        FiveYears = "five-years",
    }
}

words! {
    /// How sure the reader is.
    Confidence {
        /// A form that is rarely anything else.
        High = "high",
        /// Likely; a person looks.
        Medium = "medium",
        /// A guess worth showing.
        Low = "low",
    }
}

/// When it must be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The day, when it can be computed; in a recurring one, that of the notice's year.
    pub on: Option<NaiveDate>,
    /// Every year on this day.
    pub recurs: bool,
    /// The words.
    pub text: Span,
}

/// One measurable phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Index of the clause it stands in.
    pub clause: Option<usize>,
    /// Path of that clause; empty before the first one.
    pub path: String,
    /// The words that carry it.
    pub quote: Span,
    /// What is measured, inside the quote.
    pub subject: Span,
    /// Sort.
    pub kind: Kind,
    /// Comparison.
    pub comparator: Comparator,
    /// Threshold; absent when the number stands in another paper or is a day.
    pub value: Option<Decimal>,
    /// Upper end of a range.
    pub value_to: Option<Decimal>,
    /// `%`, `次`, `万元`, ….
    pub unit: Option<String>,
    /// Period.
    pub period: Option<Period>,
    /// Deadline.
    pub due: Option<Due>,
    /// Units that answer for it.
    pub units: Vec<UnitRef>,
    /// 力争, 遏制, 原则上.
    pub soft: bool,
    /// 全部, 所有 read as 100%; 每日巡查 as once a day.
    pub implicit: bool,
    /// Stated by its breach and turned round.
    pub negated: bool,
    /// How sure.
    pub confidence: Confidence,
}

/// A duty 职责 without a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// Index of the clause.
    pub clause: Option<usize>,
    /// Path of the clause.
    pub path: String,
    /// The sentence.
    pub span: Span,
    /// The word it opens with: 督促, 指导, 配合, ….
    pub verb: String,
    /// Units that answer for it.
    pub units: Vec<UnitRef>,
}

/// Requirements that are one target, cited several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Indices into [`Notice::requirements`], in reading order; never empty.
    pub requirements: Vec<usize>,
}

words! {
    /// How much a problem matters.
    Severity {
        /// A target cannot be confirmed as it stands.
        Error = "error",
        /// Probably a slip.
        Warning = "warning",
        /// Worth knowing.
        Note = "note",
    }
}

/// A problem found in the text, as a compiler would report it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Stable code.
    pub code: &'static str,
    /// Weight.
    pub severity: Severity,
    /// Place.
    pub span: Span,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What is wrong, in English.
    pub message_en: String,
    /// What to do, in Chinese.
    pub hint: Option<String>,
    /// What to do, in English.
    pub hint_en: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Span>,
}
