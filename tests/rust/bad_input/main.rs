//! Bad input: every refusal names the field, says what is wrong and how to mend it, in both languages, and saves nothing by
//! halves. What looks bad and is not (emoji, combining characters, any password) is kept byte for byte. The property tests
//! look for inputs that nobody thought of; `PROPTEST_CASES` says how many (`make torture`), and what they find is kept in
//! `regressions.txt`.

mod bench;
mod connect;
mod documents;
mod fields;
mod kept;
mod properties;
mod quoting;
mod urls;
