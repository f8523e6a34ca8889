//! One story a file.

mod kb1;
