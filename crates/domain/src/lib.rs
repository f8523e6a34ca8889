//! nhatky-domain
