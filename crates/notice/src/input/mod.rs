//! Bytes of a file to the text of an official document.
