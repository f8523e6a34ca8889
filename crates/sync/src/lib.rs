//! nhatky-sync
