//! By what somebody showed who they are 身份证明, and whose account a stranger to us is who comes from a provider of identities.

use crate::words::words;
use thiserror::Error;
use uuid::Uuid;

words! {
    /// By what somebody showed who they are as their session was opened 身份证明.
    Proof {
        /// 密码: a password of ours, and a code where one is asked for.
        Password = "password",
        /// 统一身份认证: a provider of identities, and a code of ours where one is asked for.
        Provider = "provider",
        /// A provider, and the code of ours that the account asks for is still to come.
        ProviderAwaitsCode = "provider-awaits-code",
        /// A provider that asked for two factors itself, which counts.
        ProviderTwice = "provider-twice",
    }
}

impl Proof {
    /// Of somebody who comes from a provider. Its own second factor counts where the settings trust the method, in the words
    /// of RFC 8176; else an account that has one of ours is asked for its code.
    pub fn by_provider(methods: &[String], trusted: &[String], has_second_factor: bool) -> Self {
        if methods.iter().any(|method| trusted.contains(method)) {
            Self::ProviderTwice
        } else if has_second_factor {
            Self::ProviderAwaitsCode
        } else {
            Self::Provider
        }
    }

    /// Whether a code is still to come before anything else.
    pub const fn awaits_code(self) -> bool {
        matches!(self, Self::ProviderAwaitsCode)
    }

    /// Whether a second factor of ours need not be set up: the provider asked for one.
    pub const fn has_second_factor(self) -> bool {
        matches!(self, Self::ProviderTwice)
    }

    /// Whether a one-time password must be changed first. Who comes from a provider does not use it.
    pub const fn uses_password(self) -> bool {
        matches!(self, Self::Password)
    }
}

/// Why somebody whom the provider knows does not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignOnError {
    /// No account has the name that the provider says, and none is made.
    #[error("no account is linked to this identity")]
    UnknownPerson,
    /// The account belongs to another identity of the provider.
    #[error("the account is linked to another identity")]
    OtherPerson,
    /// Nothing is linked.
    #[error("the account is linked to no identity")]
    NotLinked,
    /// No code is waited for.
    #[error("no code is waited for")]
    NoCodeAwaited,
}

impl SignOnError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownPerson => "sign_on.unknown_person",
            Self::OtherPerson => "sign_on.other_person",
            Self::NotLinked => "sign_on.not_linked",
            Self::NoCodeAwaited => "sign_on.no_code_awaited",
        }
    }
}

/// An account that has the name which the provider says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The account.
    pub account: Uuid,
    /// Whether an identity of the provider has it already.
    pub is_linked: bool,
}

/// Whose account it is, and whether it is linked now for the first time.
///
/// An identity keeps its account, whatever it is called later (OpenID Connect Core 1.0, 5.7: only issuer and subject stay). The
/// name decides once: for an identity that has no account, and an account that no identity has.
///
/// # Errors
/// When nobody is meant, or the account is somebody else's.
pub fn account_of(linked: Option<Uuid>, named: Option<Named>) -> Result<(Uuid, bool), SignOnError> {
    match (linked, named) {
        (Some(account), _) => Ok((account, false)),
        (None, Some(Named { account, is_linked: false })) => Ok((account, true)),
        (None, Some(Named { is_linked: true, .. })) => Err(SignOnError::OtherPerson),
        (None, None) => Err(SignOnError::UnknownPerson),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_once_and_the_link_ever_after() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let named = |account, is_linked| Some(Named { account, is_linked });
        assert_eq!(account_of(None, named(one, false)), Ok((one, true)));
        assert_eq!(account_of(Some(one), None), Ok((one, false)), "the name was changed at the provider");
        assert_eq!(account_of(Some(one), named(two, false)), Ok((one, false)));
        assert_eq!(
            account_of(None, named(one, true)),
            Err(SignOnError::OtherPerson),
            "a name that was given again"
        );
        assert_eq!(account_of(None, None), Err(SignOnError::UnknownPerson));
    }

    #[test]
    fn the_second_factor_of_the_provider_counts_where_it_is_trusted() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let trusted = words(&["mfa", "hwk"]);
        assert_eq!(Proof::by_provider(&words(&["pwd", "hwk"]), &trusted, true), Proof::ProviderTwice);
        assert_eq!(Proof::by_provider(&words(&["pwd", "otp"]), &trusted, true), Proof::ProviderAwaitsCode);
        assert_eq!(Proof::by_provider(&words(&["pwd"]), &trusted, false), Proof::Provider);
        assert_eq!(
            Proof::by_provider(&words(&["mfa"]), &[], false),
            Proof::Provider,
            "nothing is trusted by itself"
        );
    }
}
