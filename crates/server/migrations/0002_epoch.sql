-- SQLite. Released migrations are never edited.
-- Every lineage of the organisation's numbers, and how far each install's numbers are known.

CREATE TABLE epoch (
    id BLOB NOT NULL PRIMARY KEY,
    parent BLOB,
    generation INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    install BLOB
) STRICT;
CREATE UNIQUE INDEX epoch_generation ON epoch (generation);
INSERT INTO epoch (id, parent, generation, began_at, reason, install)
SELECT epoch, NULL, 1, founded_at, 'founded', NULL FROM organisation;

-- Numbers of a scope that has none yet begin after this one.
ALTER TABLE organisation ADD COLUMN seq_floor INTEGER NOT NULL DEFAULT 0;

CREATE INDEX receipt_held ON receipt (mutation) WHERE status = 'held';
CREATE INDEX install_seen ON install (seen_at);

-- The highest number that a push of the install has brought.
ALTER TABLE install ADD COLUMN highest_seq INTEGER NOT NULL DEFAULT 0;
UPDATE install SET highest_seq = MAX(
    seen_through,
    COALESCE((SELECT MAX(seq) FROM receipt WHERE receipt.install = install.id), 0)
);
