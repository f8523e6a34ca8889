//! The rows of the budget table that need a browser or a load.
