//! What the test packages share.
