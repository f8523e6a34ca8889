//! The phone's real engine against the server's real router, in one process and without a socket:
//! whatever is lost, repeated or cut on the way, each log arrives once and whole.

mod faulty_way;
mod stories;
mod world;
