-- SQLite. Released migrations are never edited.
-- Ids are 16 bytes, hashes 32, moments milliseconds since 1970 UTC, days ISO text, flags 0 or 1.

CREATE TABLE organisation (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT,
    epoch BLOB NOT NULL,
    is_demo INTEGER NOT NULL,
    founded_at INTEGER NOT NULL,
    directory_rev INTEGER NOT NULL,
    pushes INTEGER NOT NULL
) STRICT;

CREATE TABLE unit (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent BLOB,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    successors TEXT NOT NULL,
    members INTEGER NOT NULL,
    usual_places TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE holding (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    unit BLOB NOT NULL,
    post TEXT NOT NULL,
    post_name TEXT NOT NULL,
    role TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT
) STRICT;
CREATE INDEX holding_person ON holding (person);

CREATE TABLE code (
    hash BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    is_reusable INTEGER NOT NULL,
    used_by BLOB,
    used_at INTEGER
) STRICT;

CREATE TABLE attempt (
    bucket TEXT NOT NULL,
    hour INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    PRIMARY KEY (bucket, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE install (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    public_key BLOB NOT NULL,
    device TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    revoked_at INTEGER,
    seen_at INTEGER NOT NULL,
    app TEXT NOT NULL,
    pending INTEGER NOT NULL,
    seen_through INTEGER NOT NULL
) STRICT;
CREATE INDEX install_person ON install (person);

CREATE TABLE session (
    hash BLOB NOT NULL PRIMARY KEY,
    install BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE receipt (
    mutation BLOB NOT NULL PRIMARY KEY,
    install BLOB NOT NULL,
    person BLOB NOT NULL,
    seq INTEGER NOT NULL,
    record BLOB,
    op TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT NOT NULL,
    waits_for BLOB,
    received_at INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX receipt_install ON receipt (install, seq);
CREATE INDEX receipt_held_record ON receipt (record) WHERE status = 'held';
CREATE INDEX receipt_held_on ON receipt (waits_for) WHERE status = 'held';
CREATE INDEX receipt_quarantined ON receipt (mutation) WHERE status = 'quarantined';

CREATE TABLE scope (
    name TEXT NOT NULL PRIMARY KEY,
    last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    scope TEXT NOT NULL,
    record BLOB NOT NULL,
    seq INTEGER NOT NULL,
    is_present INTEGER NOT NULL,
    PRIMARY KEY (scope, record)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX change_seq ON change (scope, seq);
CREATE INDEX change_record ON change (record);

CREATE TABLE record (
    id BLOB NOT NULL PRIMARY KEY,
    form TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    unit BLOB NOT NULL,
    author BLOB NOT NULL,
    fields TEXT NOT NULL,
    state TEXT NOT NULL,
    rev INTEGER NOT NULL,
    device_at INTEGER NOT NULL,
    device_off INTEGER,
    received_at INTEGER NOT NULL,
    photos_have INTEGER NOT NULL,
    photos_total INTEGER NOT NULL,
    complete_at INTEGER,
    note TEXT
) STRICT;

CREATE TABLE record_version (
    record BLOB NOT NULL,
    rev INTEGER NOT NULL,
    mutation BLOB NOT NULL,
    person BLOB NOT NULL,
    install BLOB NOT NULL,
    holding BLOB NOT NULL,
    device_at INTEGER NOT NULL,
    device_off INTEGER,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (record, rev)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict (
    mutation BLOB NOT NULL,
    field TEXT NOT NULL,
    record BLOB NOT NULL,
    current TEXT NOT NULL,
    incoming TEXT NOT NULL,
    noted_at INTEGER NOT NULL,
    PRIMARY KEY (mutation, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_record ON conflict (record);

CREATE TABLE fact (
    record BLOB NOT NULL,
    indicator TEXT NOT NULL,
    unit BLOB NOT NULL,
    day TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (record, indicator)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_total ON fact (indicator, unit, day);

CREATE TABLE blob (
    sha BLOB NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

-- The person has shown the bytes, or the right to them, for this record.
CREATE TABLE blob_proof (
    sha BLOB NOT NULL,
    record BLOB NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (sha, record, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_proof_record ON blob_proof (record);

CREATE TABLE upload (
    id BLOB NOT NULL PRIMARY KEY,
    install BLOB NOT NULL,
    person BLOB NOT NULL,
    record BLOB NOT NULL,
    sha BLOB NOT NULL,
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    stored INTEGER NOT NULL,
    touched_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX upload_what ON upload (person, record, sha);
