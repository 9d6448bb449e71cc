//! Every list of words at once: one pass over a phrase says which of them it has, and where each is first heard.

use super::context::{
    ALLOWED, DEMANDED, EXPLAINED, GIVEN, POINTS, PRICES, PUNISHED, REPORTED, TAKEN, WEIGHED,
};
use super::words::{
    ACT, AGAINST, BUILD, COVER, DURATION, ELSEWHERE, FALLING, FALLS, FINISH, GRAVE, HARM, LASTING, LIMITS,
    NOT_ZERO, REPEATED, SOFT, ZERO,
};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::LazyLock;

macro_rules! lists {
    ($($name:ident = $words:ident),+ $(,)?) => {
        /// A list of words.
        #[derive(Debug, Clone, Copy)]
        pub(super) enum List { $($name),+ }
        const LISTS: &[&[&str]] = &[$($words),+];
    };
}

lists! {
    Reported = REPORTED,
    Demanded = DEMANDED,
    Explained = EXPLAINED,
    Given = GIVEN,
    Prices = PRICES,
    Punished = PUNISHED,
    Weighed = WEIGHED,
    Allowed = ALLOWED,
    Taken = TAKEN,
    Points = POINTS,
    Zero = ZERO,
    NotZero = NOT_ZERO,
    Harm = HARM,
    Grave = GRAVE,
    Build = BUILD,
    Act = ACT,
    Repeated = REPEATED,
    Cover = COVER,
    Finish = FINISH,
    Lasting = LASTING,
    Duration = DURATION,
    Elsewhere = ELSEWHERE,
    Limits = LIMITS,
    Falling = FALLING,
    Falls = FALLS,
    Against = AGAINST,
    Soft = SOFT,
}

struct Index {
    words: AhoCorasick,
    /// The list of each word.
    lists: Vec<usize>,
}

static INDEX: LazyLock<Option<Index>> = LazyLock::new(|| {
    let pairs =
        || LISTS.iter().enumerate().flat_map(|(list, words)| words.iter().map(move |word| (list, word)));
    let words =
        AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(pairs().map(|(_, word)| word)).ok()?;
    Some(Index { words, lists: pairs().map(|(list, _)| list).collect() })
});

/// What a phrase has of each list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// Where the first word of each list ends.
    first: [u32; LISTS.len()],
}

impl Said {
    pub fn of(words: &str) -> Self {
        let mut first = [u32::MAX; LISTS.len()];
        if let Some(index) = INDEX.as_ref() {
            for hit in index.words.find_overlapping_iter(words) {
                let place = &mut first[index.lists[hit.pattern().as_usize()]];
                *place = (*place).min(u32::try_from(hit.end()).unwrap_or(u32::MAX - 1));
            }
        }
        Self { first }
    }

    pub fn has(&self, list: List) -> bool {
        self.first[list as usize] != u32::MAX
    }

    /// A word of the list ends at the place or before it.
    pub fn before(&self, at: usize, list: List) -> bool {
        self.has(list) && usize::try_from(self.first[list as usize]).is_ok_and(|end| end <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_hears_every_list_and_where_it_begins() {
        let said = Said::of("新建消火栓，整改完成");
        assert!(said.has(List::Build) && said.has(List::Finish) && !said.has(List::Zero));
        assert!(said.before("新建".len(), List::Build) && !said.before("新".len(), List::Build));
    }
}
