//! What every database must do, as tests.
