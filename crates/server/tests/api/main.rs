//! The server through its real router: requests in, answers out, a database on disk beneath.

mod bad_input;
mod blobs;
mod files;
mod push;
mod sign_in;
mod support;
