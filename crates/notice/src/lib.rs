//! Reads official documents.
