-- SQLite. Released migrations are never edited.
-- One row a version, in the order in which they were written; each hash covers all rows before it.

CREATE TABLE audit (
    number INTEGER NOT NULL PRIMARY KEY,
    record BLOB NOT NULL,
    rev INTEGER NOT NULL,
    digest BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX audit_version ON audit (record, rev);
