-- One text for SQLite and PostgreSQL: SQLite takes any type name and keeps what it is given.

CREATE TABLE app_user (
    id UUID PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- only the hash of a token is kept: who reads the database cannot sign in with it
CREATE TABLE session (
    token_sha256 TEXT PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES app_user (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE org_unit (
    id UUID PRIMARY KEY,
    parent UUID REFERENCES org_unit (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    version BIGINT NOT NULL
);

-- the bytes as they came, kept for ever whatever the reader makes of them
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    bytes BYTEA NOT NULL,
    stored_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE notice (
    id UUID PRIMARY KEY,
    version_no BIGINT NOT NULL,
    amends UUID REFERENCES notice (id),
    state TEXT NOT NULL,
    doc_number TEXT,
    title TEXT NOT NULL,
    issuer TEXT,
    issued_on DATE,
    effect_from DATE,
    effect_to DATE,
    year BIGINT,
    sha256 TEXT NOT NULL REFERENCES original (sha256),
    file_name TEXT,
    text TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    published_at TIMESTAMPTZ,
    version BIGINT NOT NULL
);
CREATE INDEX notice_by_original ON notice (sha256);

CREATE TABLE target (
    id UUID PRIMARY KEY,
    notice_id UUID NOT NULL REFERENCES notice (id),
    target_key TEXT,
    state TEXT NOT NULL,
    drop_reason TEXT,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    comparator TEXT NOT NULL,
    -- decimal text: exact on both engines
    threshold TEXT,
    threshold_to TEXT,
    unit TEXT,
    period TEXT,
    due DATE,
    due_recurs BOOLEAN NOT NULL,
    soft BOOLEAN NOT NULL,
    implicit BOOLEAN NOT NULL,
    negated BOOLEAN NOT NULL,
    confidence TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX target_by_notice ON target (notice_id);

CREATE TABLE citation (
    target_id UUID NOT NULL REFERENCES target (id),
    ordinal BIGINT NOT NULL,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    quote TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (target_id, ordinal)
);

CREATE TABLE assignment (
    target_id UUID NOT NULL REFERENCES target (id),
    ordinal BIGINT NOT NULL,
    unit_id UUID REFERENCES org_unit (id),
    unit_text TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (target_id, ordinal)
);

CREATE TABLE audit_event (
    id UUID PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    user_id UUID,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    before_json TEXT,
    after_json TEXT
);
CREATE INDEX audit_event_by_subject ON audit_event (subject_kind, subject_id);
