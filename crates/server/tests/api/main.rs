//! The server through its real router: requests in, answers out, a database on disk beneath.

mod blobs;
mod push;
mod sign_in;
mod support;
