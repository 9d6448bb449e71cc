//! Rules of the field.
