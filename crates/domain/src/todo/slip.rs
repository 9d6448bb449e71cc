//! What people say to each other about what waits 传办: hand it on, ask to join, urge, supervise, copy. Each is added and stays.

use super::Wait;
use crate::access::Role;
use crate::message::Occasion;
use crate::words::words;
use chrono::{DateTime, NaiveDate, Utc};
use thiserror::Error;
use uuid::Uuid;

/// Characters of what is said, at most.
pub const LONGEST: usize = 500;

words! {
    /// 传办方式: what is asked of whom.
    SlipKind {
        /// 转办: it is the other's turn instead of mine.
        HandOn = "hand-on",
        /// 协办: the other helps, and it stays my turn.
        Join = "join",
        /// 催办: hurry.
        Urge = "urge",
        /// 督办: a numbered slip with a day, to be answered.
        Supervise = "supervise",
        /// 抄送: to be known, nothing is to be done.
        Copy = "copy",
    }
}

words! {
    /// 传办状态: what became of it.
    SlipState {
        /// 待签收.
        Sent = "sent",
        /// 已签收.
        Signed = "signed",
        /// 已退回.
        Returned = "returned",
        /// 已反馈: what a supervision asked was answered.
        Answered = "answered",
    }
}

/// One of them 传办单.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Identity.
    pub id: Uuid,
    /// The hazard.
    pub hazard_id: Uuid,
    /// What is asked.
    pub kind: SlipKind,
    /// What the hazard waited for when it was written: once it waits for something else the slip has had its day.
    pub wait: Wait,
    /// Who wrote it.
    pub from: Uuid,
    /// To whom.
    pub to: Uuid,
    /// In what words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The day by which it is to be answered, of a supervision.
    pub due: Option<NaiveDate>,
    /// Year and number of a supervision 督办单编号.
    pub number: Option<(i32, i64)>,
    /// What became of it.
    pub state: SlipState,
    /// Words of the return or the answer.
    pub answer: String,
    /// When it was signed for, returned or answered last.
    pub answered_at: Option<DateTime<Utc>>,
}

words! {
    /// 传办回应: what its receiver says.
    SlipAnswer {
        /// 签收.
        Sign = "sign",
        /// 退回.
        Return = "return",
        /// 反馈.
        Answer = "answer",
    }
}

/// Why it may not be.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum SlipError {
    /// The hazard is over, or nobody has to act.
    #[error("nobody has to act on the hazard")]
    NothingWaits,
    /// Whoever has to act on it is not the one who hands it on.
    #[error("it is not the caller's turn")]
    NotYourTurn,
    /// The post does not press others.
    #[error("a post that presses is needed")]
    NotYours,
    /// To oneself, or to nobody.
    #[error("somebody else is needed")]
    NoReceiver,
    /// Who does not see the hazard cannot act on it.
    #[error("the receiver does not see the hazard")]
    Unseen,
    /// Urged as often today as may be.
    #[error("urged {0} times today already")]
    UrgedToday(u32),
    /// Nobody is told why.
    #[error("words are needed")]
    NoWords,
    /// Nobody reads so much.
    #[error("at most {LONGEST} characters")]
    TooLong,
    /// A supervision names the day by which it is answered, and that lies ahead.
    #[error("a day from today on is needed")]
    NoDay,
    /// It was returned or answered already, or asks for no such answer.
    #[error("it takes no such answer now")]
    Settled,
}

impl SlipError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingWaits => "slip.nothing_waits",
            Self::NotYourTurn => "slip.not_your_turn",
            Self::NotYours => "slip.not_yours",
            Self::NoReceiver => "slip.no_receiver",
            Self::Unseen => "slip.unseen",
            Self::UrgedToday(_) => "slip.urged_today",
            Self::NoWords => "slip.no_words",
            Self::TooLong => "slip.too_long",
            Self::NoDay => "slip.no_day",
            Self::Settled => "slip.settled",
        }
    }
}

impl SlipKind {
    /// On what occasion the groups of the hazard's unit are told of it; what concerns two people alone is told to nobody else.
    pub const fn told_on(self) -> Option<Occasion> {
        match self {
            Self::Urge | Self::Supervise => Some(Occasion::Urgent),
            Self::HandOn | Self::Join | Self::Copy => None,
        }
    }

    /// Whether a role writes such a one; what is handed on or joined belongs to whoever's turn it is.
    pub const fn is_for(self, role: Role) -> bool {
        match self {
            Self::HandOn | Self::Join | Self::Copy => true,
            Self::Urge => matches!(
                role,
                Role::Administrator
                    | Role::Clerk
                    | Role::Leader
                    | Role::DepartmentOfficer
                    | Role::CommunityHead
            ),
            Self::Supervise => matches!(role, Role::Administrator | Role::Clerk | Role::Leader),
        }
    }

    /// Whether it asks for words.
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Supervise | Self::HandOn | Self::Join)
    }
}

impl Slip {
    /// One that was just written about a hazard and what it waits for, from one to another: nobody signed for it yet, and it has
    /// neither day nor number.
    pub fn written(
        id: Uuid,
        kind: SlipKind,
        (hazard_id, wait): (Uuid, Wait),
        (from, to): (Uuid, Uuid),
        (words, at): (String, DateTime<Utc>),
    ) -> Self {
        let state = SlipState::Sent;
        let (due, number, answer, answered_at) = (None, None, String::new(), None);
        Self { id, hazard_id, kind, wait, from, to, words, at, due, number, state, answer, answered_at }
    }

    /// Whether it still asks for something while the hazard waits for `now`: a supervision until it is answered, the rest as
    /// long as it is about what the hazard waits for.
    pub fn is_open(&self, now: Option<Wait>) -> bool {
        match self.kind {
            SlipKind::Copy => self.state == SlipState::Sent,
            SlipKind::Supervise => matches!(self.state, SlipState::Sent | SlipState::Signed),
            SlipKind::HandOn | SlipKind::Join | SlipKind::Urge => {
                self.state != SlipState::Returned && now == Some(self.wait)
            }
        }
    }

    /// Whether its words are fit to be sent on a day.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, today: NaiveDate) -> Result<(), SlipError> {
        if self.from == self.to {
            return Err(SlipError::NoReceiver);
        }
        if self.kind.needs_words() && self.words.trim().is_empty() {
            return Err(SlipError::NoWords);
        }
        if self.words.chars().count() > LONGEST {
            return Err(SlipError::TooLong);
        }
        if self.kind == SlipKind::Supervise && self.due.is_none_or(|due| due < today) {
            return Err(SlipError::NoDay);
        }
        Ok(())
    }

    /// With what its receiver says.
    ///
    /// # Errors
    /// [`SlipError::Settled`] when it takes no such answer now, [`SlipError::NoWords`] when a return or an answer says nothing.
    pub fn answered(&self, answer: SlipAnswer, words: &str, now: DateTime<Utc>) -> Result<Self, SlipError> {
        let words = words.trim();
        if words.chars().count() > LONGEST {
            return Err(SlipError::TooLong);
        }
        let state = match (answer, self.kind, self.state) {
            (SlipAnswer::Sign, _, SlipState::Sent) => SlipState::Signed,
            (SlipAnswer::Return, SlipKind::HandOn | SlipKind::Join, SlipState::Sent | SlipState::Signed) => {
                SlipState::Returned
            }
            (SlipAnswer::Answer, SlipKind::Supervise, SlipState::Sent | SlipState::Signed) => {
                SlipState::Answered
            }
            _ => return Err(SlipError::Settled),
        };
        if words.is_empty() && answer != SlipAnswer::Sign {
            return Err(SlipError::NoWords);
        }
        let answer = if words.is_empty() { self.answer.clone() } else { words.to_owned() };
        Ok(Self { state, answer, answered_at: Some(now), ..self.clone() })
    }
}
