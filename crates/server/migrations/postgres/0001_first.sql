-- PostgreSQL, and what speaks it. Released migrations are never edited.
-- Hashes are 32 bytes, moments milliseconds since 1970 UTC, days ISO text.

CREATE TABLE organisation (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT,
    epoch UUID NOT NULL,
    is_demo BOOLEAN NOT NULL,
    founded_at BIGINT NOT NULL,
    directory_rev BIGINT NOT NULL,
    pushes BIGINT NOT NULL,
    -- At most one row, also when two found it at once.
    is_only BOOLEAN NOT NULL DEFAULT TRUE UNIQUE CHECK (is_only)
);

CREATE TABLE unit (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent UUID,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    successors TEXT NOT NULL,
    members BIGINT NOT NULL,
    usual_places TEXT NOT NULL
);

CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE holding (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL,
    unit UUID NOT NULL,
    post TEXT NOT NULL,
    post_name TEXT NOT NULL,
    role TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT
);
CREATE INDEX holding_person ON holding (person);

CREATE TABLE code (
    hash BYTEA NOT NULL PRIMARY KEY,
    person UUID NOT NULL,
    expires_at BIGINT NOT NULL,
    is_reusable BOOLEAN NOT NULL,
    used_by BYTEA,
    used_at BIGINT
);

CREATE TABLE attempt (
    bucket TEXT NOT NULL,
    hour BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (bucket, hour)
);

CREATE TABLE install (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL,
    public_key BYTEA NOT NULL,
    device TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    revoked_at BIGINT,
    seen_at BIGINT NOT NULL,
    app TEXT NOT NULL,
    pending BIGINT NOT NULL,
    seen_through BIGINT NOT NULL
);
CREATE INDEX install_person ON install (person);

CREATE TABLE session (
    hash BYTEA NOT NULL PRIMARY KEY,
    install UUID NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE receipt (
    mutation UUID NOT NULL PRIMARY KEY,
    install UUID NOT NULL,
    person UUID NOT NULL,
    seq BIGINT NOT NULL,
    record UUID,
    op TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT NOT NULL,
    waits_for UUID,
    received_at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX receipt_install ON receipt (install, seq);
CREATE INDEX receipt_held_record ON receipt (record) WHERE status = 'held';
CREATE INDEX receipt_held_on ON receipt (waits_for) WHERE status = 'held';
CREATE INDEX receipt_quarantined ON receipt (mutation) WHERE status = 'quarantined';

CREATE TABLE scope (
    name TEXT NOT NULL PRIMARY KEY,
    last_seq BIGINT NOT NULL
);

CREATE TABLE change (
    scope TEXT NOT NULL,
    record UUID NOT NULL,
    seq BIGINT NOT NULL,
    is_present BOOLEAN NOT NULL,
    PRIMARY KEY (scope, record)
);
CREATE UNIQUE INDEX change_seq ON change (scope, seq);
CREATE INDEX change_record ON change (record);

CREATE TABLE record (
    id UUID NOT NULL PRIMARY KEY,
    form TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    unit UUID NOT NULL,
    author UUID NOT NULL,
    fields TEXT NOT NULL,
    state TEXT NOT NULL,
    rev BIGINT NOT NULL,
    device_at BIGINT NOT NULL,
    device_off BIGINT,
    received_at BIGINT NOT NULL,
    photos_have BIGINT NOT NULL,
    photos_total BIGINT NOT NULL,
    complete_at BIGINT,
    note TEXT
);

CREATE TABLE record_version (
    record UUID NOT NULL,
    rev BIGINT NOT NULL,
    mutation UUID NOT NULL,
    person UUID NOT NULL,
    install UUID NOT NULL,
    holding UUID NOT NULL,
    device_at BIGINT NOT NULL,
    device_off BIGINT,
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (record, rev)
);

CREATE TABLE conflict (
    mutation UUID NOT NULL,
    field TEXT NOT NULL,
    record UUID NOT NULL,
    current TEXT NOT NULL,
    incoming TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    PRIMARY KEY (mutation, field)
);
CREATE INDEX conflict_record ON conflict (record);

CREATE TABLE fact (
    record UUID NOT NULL,
    indicator TEXT NOT NULL,
    unit UUID NOT NULL,
    day TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (record, indicator)
);
CREATE INDEX fact_total ON fact (indicator, unit, day);

CREATE TABLE blob (
    sha BYTEA NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    mime TEXT NOT NULL,
    received_at BIGINT NOT NULL
);

-- The person has shown the bytes, or the right to them, for this record.
CREATE TABLE blob_proof (
    sha BYTEA NOT NULL,
    record UUID NOT NULL,
    person UUID NOT NULL,
    PRIMARY KEY (sha, record, person)
);
CREATE INDEX blob_proof_record ON blob_proof (record);

CREATE TABLE upload (
    id UUID NOT NULL PRIMARY KEY,
    install UUID NOT NULL,
    person UUID NOT NULL,
    record UUID NOT NULL,
    sha BYTEA NOT NULL,
    size BIGINT NOT NULL,
    mime TEXT NOT NULL,
    stored BIGINT NOT NULL,
    touched_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX upload_what ON upload (person, record, sha);
