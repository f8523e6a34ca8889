-- PostgreSQL, and what speaks it. Released migrations are never edited.
-- One row a version, in the order in which they were written; each hash covers all rows before it.

CREATE TABLE audit (
    number BIGINT NOT NULL PRIMARY KEY,
    record UUID NOT NULL,
    rev BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    chain BYTEA NOT NULL
);
CREATE UNIQUE INDEX audit_version ON audit (record, rev);
