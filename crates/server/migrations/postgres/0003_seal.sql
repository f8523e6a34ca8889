-- PostgreSQL, and what speaks it. Released migrations are never edited.
-- Since when the organisation lives elsewhere and nothing is taken here; null while it lives here.

ALTER TABLE organisation ADD COLUMN sealed_at BIGINT;
