//! nhatky-server
