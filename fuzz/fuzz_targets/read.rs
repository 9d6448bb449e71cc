//! Any bytes are read or refused, and what is read can be parsed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = notice::input::read(bytes) {
        notice::parse(&text);
    }
});
