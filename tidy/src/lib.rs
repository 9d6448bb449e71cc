//! Tests about the repository: what its documents say of it, and what its sources keep to. They read files and run nothing.

#[cfg(test)]
mod codes;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod glossary;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod links;
#[cfg(test)]
mod repo;
#[cfg(test)]
mod rust;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod trail;
