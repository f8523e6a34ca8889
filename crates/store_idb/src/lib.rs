//! nhatky-store-idb
